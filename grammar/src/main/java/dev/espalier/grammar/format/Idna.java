package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Host names of IDNA2008: RFC 5891 (labels), RFC 5892 (contexts) and RFC 5893 (directions). */
final class Idna {
  private static final int MIDDLE_DOT = 0xB7;
  private static final int KERAIA = 0x375;
  private static final int KATAKANA_MIDDLE_DOT = 0x30FB;
  private static final CodePointSet HEBREW_MARKS = CodePointSet.of(0x5F3, 0x5F4);
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  private static final String PREFIX = "xn--";

  private Idna() {}

  /** Whether {@code name} is a host name; with {@code unicode} not only its ASCII form. */
  static boolean isHostName(String name, boolean unicode) {
    List<String> labels = new ArrayList<>(); // in Unicode
    int length = -1; // of the ASCII form
    for (String label : name.split(unicode ? "[.\u3002\uFF0E\uFF61]" : "\\.", -1)) {
      Optional<String> decoded = label(label, unicode);
      if (decoded.isEmpty()) {
        return false;
      }
      labels.add(decoded.get());
      int ascii = isAscii(label) ? label.length() : asciiLength(label);
      length += 1 + ascii;
      if (ascii > HostNames.MOST_OF_LABEL || length > HostNames.MOST_OF_NAME) {
        return false;
      }
    }
    return labels.stream().allMatch(Idna::isAscii)
        || labels.stream().noneMatch(Directions::hasRightToLeft)
        || labels.stream().allMatch(Directions::isAllowed);
  }

  private static int asciiLength(String label) {
    return PREFIX.length() + Punycode.encode(label).length();
  }

  /** The label in Unicode, if it is one. */
  private static Optional<String> label(String label, boolean unicode) {
    if (label.length() > 2 * HostNames.MOST_OF_LABEL) {
      return Optional.empty();
    }
    if (!isAscii(label)) {
      return unicode && isUnicodeLabel(label) ? Optional.of(label) : Optional.empty();
    }
    String lower = label.toLowerCase(Locale.ROOT);
    if (lower.startsWith(PREFIX)) {
      String encoded = lower.substring(PREFIX.length());
      return Punycode.decode(encoded)
          .filter(decoded -> !isAscii(decoded) && isUnicodeLabel(decoded))
          .filter(decoded -> Punycode.encode(decoded).equals(encoded));
    }
    boolean letters =
        lower.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    boolean reserved = unicode && lower.startsWith("--", 2); // RFC 5890, section 2.3.1
    return letters && hasInnerHyphensOnly(lower) && !reserved
        ? Optional.of(lower)
        : Optional.empty();
  }

  private static boolean hasInnerHyphensOnly(String label) {
    return !label.isEmpty() && !label.startsWith("-") && !label.endsWith("-");
  }

  private static boolean isUnicodeLabel(String label) {
    int[] c = label.codePoints().toArray();
    return hasInnerHyphensOnly(label)
        && !(c.length > 3 && c[2] == '-' && c[3] == '-')
        && !CodePoints.MARKS.contains(c[0])
        && Arrays.stream(c).allMatch(CodePoints.ALLOWED::contains)
        && Normalizer.isNormalized(label, Normalizer.Form.NFC)
        && hasContexts(c);
  }

  /** The rules of RFC 5892, appendix A. */
  private static boolean hasContexts(int[] label) {
    boolean japanese = Arrays.stream(label).anyMatch(CodePoints.JAPANESE::contains);
    boolean mixed =
        Arrays.stream(label).anyMatch(CodePoints.ARABIC_DIGITS::contains)
            && Arrays.stream(label).anyMatch(CodePoints.EXTENDED_ARABIC_DIGITS::contains);
    for (int i = 0; i < label.length; i++) {
      int before = i > 0 ? label[i - 1] : -1;
      int after = i + 1 < label.length ? label[i + 1] : -1;
      boolean allowed =
          switch (label[i]) {
            case MIDDLE_DOT -> before == 'l' && after == 'l';
            case KERAIA -> CodePoints.GREEK.contains(after);
            case KATAKANA_MIDDLE_DOT -> japanese;
            case JOINER -> CodePoints.VIRAMAS.contains(before);
            case NON_JOINER -> CodePoints.VIRAMAS.contains(before) || isBetweenJoined(label, i);
            default -> !HEBREW_MARKS.contains(label[i]) || CodePoints.HEBREW.contains(before);
          };
      if (!allowed) {
        return false;
      }
    }
    return !mixed;
  }

  private static boolean isBetweenJoined(int[] label, int at) {
    int before = at - 1;
    while (before >= 0 && JoiningTypes.TRANSPARENT.contains(label[before])) {
      before--;
    }
    int after = at + 1;
    while (after < label.length && JoiningTypes.TRANSPARENT.contains(label[after])) {
      after++;
    }
    return before >= 0
        && JoiningTypes.WITH_NEXT.contains(label[before])
        && after < label.length
        && JoiningTypes.WITH_PREVIOUS.contains(label[after]);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
