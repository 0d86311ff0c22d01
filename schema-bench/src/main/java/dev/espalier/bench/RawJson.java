package dev.espalier.bench;

import tools.jackson.core.JsonParser;

/** Cuts values out of a JSON text as they stand there, so that numbers keep their digits. */
final class RawJson {
  private RawJson() {}

  /**
   * The text of the value that the parser has just come to; the parser moves to its end.
   *
   * @param text what the parser reads, from its first character
   */
  static String slice(JsonParser in, String text) {
    int start = (int) in.currentTokenLocation().getCharOffset();
    in.skipChildren();
    in.finishToken();
    return text.substring(start, (int) in.currentLocation().getCharOffset());
  }
}
