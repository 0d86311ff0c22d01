package dev.espalier.grammar.format;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import java.nio.charset.StandardCharsets;

/**
 * Mailboxes: RFC 5321, section 4.1.2, with the sizes of section 4.5.3.1, and RFC 6531, section 3.3,
 * which adds what is beyond ASCII to the characters of atoms, quoted strings and labels.
 */
final class Mailboxes {
  private static final int MOST_OF_LOCAL_PART = 64; // octets
  private static final int MOST_OF_DOMAIN = 255;
  private static final int SNUM_DIGITS = 3;

  private Mailboxes() {}

  static Regex ascii() {
    return mailbox("", HostNames.LABEL);
  }

  /** The sizes are those in code points; {@link #hasSizes} counts octets. */
  static Regex unicode() {
    String beyond = "\\u{80}-\\u{10FFFF}";
    String inner = "[A-Za-z\\d" + beyond + "]";
    String label = inner + "(?:[A-Za-z\\d\\-" + beyond + "]{0,61}" + inner + ")?";
    return mailbox(beyond, label);
  }

  static boolean hasSizes(String mailbox) {
    int at = mailbox.lastIndexOf('@');
    return octets(mailbox.substring(0, at)) <= MOST_OF_LOCAL_PART
        && octets(mailbox.substring(at + 1)) <= MOST_OF_DOMAIN;
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Regex mailbox(String beyond, String label) {
    String atom = "[A-Za-z\\d!#$%&'*+\\-/=?^_`{|}~" + beyond + "]+";
    String quoted = "\"(?:[ !#-\\[\\]-~" + beyond + "]|\\\\[ -~])*\"";
    String local = atom + "(?:\\." + atom + ")*|" + quoted;
    String octet = "(?:25[0-5]|2[0-4]\\d|[01]?\\d{1,2})";
    String ipv4 = octet + "(?:\\." + octet + "){" + SNUM_DIGITS + "}";
    String literal = "\\[(?:" + ipv4 + "|[Ii][Pp][Vv]6:" + Addresses.ipv6(6) + ")\\]";
    String domain = label + "(?:\\." + label + ")*";
    return Regex.concat(
        Regex.allOf(upTo(MOST_OF_LOCAL_PART), read(local)),
        Regex.literal("@"),
        Regex.anyOf(Regex.allOf(upTo(MOST_OF_DOMAIN), read(domain)), read(literal)));
  }

  private static Regex upTo(int most) {
    return Regex.repeat(Regex.ANY_CHAR, 1, most);
  }

  private static Regex read(String pattern) {
    return EcmaRegex.fullMatch(pattern, "format");
  }
}
