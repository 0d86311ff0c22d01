package dev.espalier.grammar.format;

/**
 * URIs (RFC 3986, appendix A), IRIs (RFC 3987, section 2.2) and URI templates (RFC 6570, section 2,
 * with erratum 6937) as patterns.
 */
final class Uris {
  private static final String ENCODED = "%[\\da-fA-F]{2}";
  private static final String SCHEME = "[A-Za-z][A-Za-z\\d+\\-.]*";

  /** The code points of {@code ucschar}, inside a class. */
  private static final String BEYOND_ASCII =
      "\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}" + planes();

  /** The code points of {@code iprivate}, inside a class. */
  private static final String PRIVATE =
      "\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}\\u{100000}-\\u{10FFFD}";

  static final String URI = new Uris("", "").absolute();
  static final String URI_REFERENCE = new Uris("", "").reference();
  static final String IRI = new Uris(BEYOND_ASCII, PRIVATE).absolute();
  static final String IRI_REFERENCE = new Uris(BEYOND_ASCII, PRIVATE).reference();
  static final String TEMPLATE = "(?:" + literal() + "|" + expression() + ")*";

  private final String unreserved; // inside a class, as the next one
  private final String inQuery;

  private Uris(String beyondAscii, String inQuery) {
    this.unreserved = "A-Za-z\\d\\-._~!$&'()*+,;=" + beyondAscii;
    this.inQuery = inQuery;
  }

  private String absolute() {
    return SCHEME + ":(?:" + hierarchy(segment(":@") + "+") + ")?" + tail();
  }

  private String reference() {
    return absolute() + "|(?:" + hierarchy(segment("@") + "+") + ")?" + tail();
  }

  private String hierarchy(String firstSegment) {
    String more = "(?:/" + segment(":@") + "*)*";
    return "//"
        + authority()
        + more
        + "|/(?:"
        + segment(":@")
        + "+"
        + more
        + ")?|"
        + firstSegment
        + more;
  }

  private String authority() {
    String future = "[vV][\\da-fA-F]+\\.[A-Za-z\\d\\-._~!$&'()*+,;=:]+";
    return "(?:"
        + segment(":")
        + "*@)?(?:\\[(?:"
        + Addresses.IPV6
        + "|"
        + future
        + ")\\]|"
        + segment("")
        + "*)(?::\\d*)?";
  }

  private String tail() {
    return "(?:\\?" + segment(":@/?" + inQuery) + "*)?(?:#" + segment(":@/?") + "*)?";
  }

  private String segment(String more) {
    return "(?:[" + unreserved + more + "]|" + ENCODED + ")";
  }

  private static String planes() {
    StringBuilder ranges = new StringBuilder();
    for (int plane = 1; plane <= 14; plane++) {
      int first = plane == 14 ? 0xE1000 : plane << 16;
      ranges.append(String.format("\\u{%X}-\\u{%X}", first, plane << 16 | 0xFFFD));
    }
    return ranges.toString();
  }

  private static String literal() {
    return "[!#$&'()*+,\\-./\\d:;=?@A-Z\\[\\]_a-z~" + BEYOND_ASCII + PRIVATE + "]|" + ENCODED;
  }

  private static String expression() {
    String character = "(?:\\w|" + ENCODED + ")";
    String variable = character + "(?:\\.?" + character + ")*(?::[1-9]\\d{0,3}|\\*)?";
    return "\\{[+#./;?&=,!@|]?" + variable + "(?:," + variable + ")*\\}";
  }
}
