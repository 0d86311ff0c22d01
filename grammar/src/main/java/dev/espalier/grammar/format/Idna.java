package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Host names of IDNA2008: RFC 5891 (labels), RFC 5892 (code points) and RFC 5893 (directions), with
 * the Unicode of the running JDK.
 */
final class Idna {
  private static final int MIDDLE_DOT = 0xB7;
  private static final int KERAIA = 0x375;
  private static final int KATAKANA_MIDDLE_DOT = 0x30FB;
  private static final CodePointSet HEBREW_MARKS = CodePointSet.of(0x5F3, 0x5F4);
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  static final int MOST_OF_NAME = 253; // characters, RFC 1034, section 3.1, without the last dot
  static final int MOST_OF_LABEL = 63;
  private static final String PREFIX = "xn--";

  static final CodePointSet DOTS = CodePointSet.of('.', 0x3002, 0xFF0E, 0xFF61);

  static final CodePointSet MARKS =
      scan(
          c ->
              switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
                default -> false;
              });

  static final CodePointSet GREEK = script(Character.UnicodeScript.GREEK);
  static final CodePointSet HEBREW = script(Character.UnicodeScript.HEBREW);
  static final CodePointSet JAPANESE =
      script(Character.UnicodeScript.HIRAGANA)
          .union(script(Character.UnicodeScript.KATAKANA))
          .union(script(Character.UnicodeScript.HAN));

  static final CodePointSet ARABIC_DIGITS = CodePointSet.range(0x660, 0x669);
  static final CodePointSet EXTENDED_ARABIC_DIGITS = CodePointSet.range(0x6F0, 0x6F9);

  /** Canonical combining class 9, read off the order that it imposes on marks. */
  static final CodePointSet VIRAMAS =
      scan(
          c ->
              MARKS.contains(c)
                  && comesFirst(c, 0x5B0) // class 10
                  && !comesFirst(c, 0x3099) // class 8
                  && comesFirst(0x3099, c));

  /** The code points of labels: {@code PVALID}, {@code CONTEXTJ} and {@code CONTEXTO}. */
  static final CodePointSet ALLOWED = allowed();

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
      if (ascii > MOST_OF_LABEL || length > MOST_OF_NAME) {
        return false;
      }
    }
    return labels.stream().noneMatch(Directions::hasRightToLeft)
        || labels.stream().allMatch(Directions::isAllowed);
  }

  private static int asciiLength(String label) {
    return PREFIX.length() + Punycode.encode(label).length();
  }

  /** The label in Unicode, if it is one. */
  private static Optional<String> label(String label, boolean unicode) {
    if (label.length() > 2 * MOST_OF_LABEL) {
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
        && !MARKS.contains(c[0])
        && Arrays.stream(c).allMatch(ALLOWED::contains)
        && Normalizer.isNormalized(label, Normalizer.Form.NFC)
        && hasContexts(c);
  }

  /** The rules of RFC 5892, appendix A. */
  private static boolean hasContexts(int[] label) {
    boolean japanese = Arrays.stream(label).anyMatch(JAPANESE::contains);
    boolean mixed =
        Arrays.stream(label).anyMatch(ARABIC_DIGITS::contains)
            && Arrays.stream(label).anyMatch(EXTENDED_ARABIC_DIGITS::contains);
    for (int i = 0; i < label.length; i++) {
      int before = i > 0 ? label[i - 1] : -1;
      int after = i + 1 < label.length ? label[i + 1] : -1;
      boolean allowed =
          switch (label[i]) {
            case MIDDLE_DOT -> before == 'l' && after == 'l';
            case KERAIA -> GREEK.contains(after);
            case KATAKANA_MIDDLE_DOT -> japanese;
            case JOINER -> VIRAMAS.contains(before);
            case NON_JOINER -> VIRAMAS.contains(before) || isBetweenJoined(label, i);
            default -> !HEBREW_MARKS.contains(label[i]) || HEBREW.contains(before);
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

  /** RFC 5892, section 3. */
  private static CodePointSet allowed() {
    CodePointSet letters =
        scan(
            c ->
                switch (Character.getType(c)) {
                  case Character.LOWERCASE_LETTER,
                      Character.UPPERCASE_LETTER,
                      Character.OTHER_LETTER,
                      Character.DECIMAL_DIGIT_NUMBER,
                      Character.MODIFIER_LETTER,
                      Character.NON_SPACING_MARK,
                      Character.COMBINING_SPACING_MARK ->
                      isStable(c);
                  default -> false;
                });
    CodePointSet ignorable =
        CodePointSet.ofRanges(
            0x34F, 0x34F, 0x17B4, 0x17B5, 0x180B, 0x180D, 0x180F, 0x180F, 0xFE00, 0xFE0F, 0xE0100,
            0xE01EF, // Default_Ignorable_Code_Point
            0x20D0, 0x20FF, 0x1D100, 0x1D1FF, 0x1D200, 0x1D24F); // IgnorableBlocks
    CodePointSet oldHangul =
        CodePointSet.ofRanges(0x1100, 0x11FF, 0xA960, 0xA97C, 0xD7B0, 0xD7C6, 0xD7CB, 0xD7FB);
    CodePointSet disallowed = // by section 2.6
        CodePointSet.of(
            0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);
    return letters
        .minus(ignorable)
        .minus(oldHangul)
        .minus(disallowed)
        .union(CodePointSet.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, '-'))
        .union(CodePointSet.of(MIDDLE_DOT, KERAIA, KATAKANA_MIDDLE_DOT, NON_JOINER, JOINER))
        .union(HEBREW_MARKS);
  }

  /**
   * Whether neither compatibility nor case folding changes it: RFC 5892, section 2.2. Folding is
   * upper case, then lower case, but for the dotless i and for Cherokee, which folds to upper case.
   */
  private static boolean isStable(int c) {
    String text = Character.toString(c);
    String folded =
        c == 0x131 || c >= 0x13A0 && c <= 0x13F5
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    boolean cherokee = c >= 0x13F8 && c <= 0x13FD || c >= 0xAB70 && c <= 0xABBF;
    return !cherokee && Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
  }

  private static boolean comesFirst(int mark, int other) {
    String first = Character.toString(mark) + Character.toString(other);
    String last = Character.toString(other) + Character.toString(mark);
    return Normalizer.normalize(last, Normalizer.Form.NFD).equals(first);
  }

  private static CodePointSet script(Character.UnicodeScript script) {
    return scan(c -> Character.UnicodeScript.of(c) == script);
  }

  static CodePointSet scan(IntPredicate predicate) {
    int[] bounds = new int[64];
    int n = 0;
    int first = -1;
    for (int c = 0; c <= CodePointSet.MAX + 1; c++) {
      boolean member = c <= CodePointSet.MAX && predicate.test(c);
      if (member && first < 0) {
        first = c;
      } else if (!member && first >= 0) {
        if (n == bounds.length) {
          bounds = Arrays.copyOf(bounds, 2 * n);
        }
        bounds[n++] = first;
        bounds[n++] = c - 1;
        first = -1;
      }
    }
    return CodePointSet.ofRanges(Arrays.copyOf(bounds, n));
  }
}
