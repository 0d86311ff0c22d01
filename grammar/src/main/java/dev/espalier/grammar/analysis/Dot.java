package dev.espalier.grammar.analysis;

/** Texts in the DOT language. Stateless; any thread. */
public final class Dot {
  private Dot() {}

  /** A quoted string that is {@code text}; control characters become the replacement character. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else {
                out.appendCodePoint(c < ' ' || c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
              }
            });
    return out.append('"').toString();
  }
}
