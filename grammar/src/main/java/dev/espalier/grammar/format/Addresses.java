package dev.espalier.grammar.format;

/** IP addresses as patterns: RFC 2673, section 3.2, and RFC 4291, section 2.2. */
final class Addresses {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final String GROUP = "[\\da-fA-F]{1,4}";

  static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";

  /** {@code ::} stands for one group of zeros or more. */
  static final String IPV6 = ipv6(7);

  private Addresses() {}

  /**
   * Nested group by group, so that texts with a common beginning share their expression.
   *
   * @param mostGroups 6 or 7, groups beside {@code ::}, at most; an IPv4 address counts as two
   */
  static String ipv6(int mostGroups) {
    String pattern =
        IPV4
            + "|"
            + GROUP
            + ":"
            + (mostGroups == 7 ? "(?::|" + GROUP + ")" : GROUP)
            + "|:"
            + after(mostGroups - 6);
    for (int groups = 5; groups >= 0; groups--) {
      String omitted = (groups == 0 ? "::" : ":") + after(mostGroups - groups);
      pattern = GROUP + ":(?:" + pattern + ")|" + omitted;
    }
    return "(?:" + pattern + ")";
  }

  /** What may follow {@code ::}, up to so many groups. */
  private static String after(int groups) {
    return switch (groups) {
      case 0 -> "";
      case 1 -> "(?:" + GROUP + ")?";
      default -> {
        String last = "(?:" + GROUP + ":" + GROUP + "|" + IPV4 + ")";
        yield "(?:(?:" + GROUP + ":){0," + (groups - 2) + "}" + last + "|" + GROUP + ")?";
      }
    };
  }
}
