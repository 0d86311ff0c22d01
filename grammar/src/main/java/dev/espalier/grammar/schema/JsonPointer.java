package dev.espalier.grammar.schema;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON Pointers as URI fragments (RFC 6901, section 6), such as {@code #/properties/a~1b}.
 *
 * <p>What is written can stand in a {@code $ref} as it is; code points beyond ASCII stay readable.
 */
final class JsonPointer {
  static final String ROOT = "#";
  private static final String ESCAPED = "%\"<>\\^`{|}#[] ";

  private JsonPointer() {}

  static String child(String pointer, String token) {
    StringBuilder out = new StringBuilder(pointer).append('/');
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c == '~') {
        out.append("~0");
      } else if (c == '/') {
        out.append("~1");
      } else if (c < 0x20 || c == 0x7F || ESCAPED.indexOf(c) >= 0) {
        out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        out.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  static String child(String pointer, int index) {
    return pointer + "/" + index;
  }

  /** The tokens of a fragment without its {@code #}, or null if it is not a pointer. */
  static @Nullable List<String> tokens(String fragment) {
    String decoded = percentDecoded(fragment);
    if (decoded == null || !(decoded.isEmpty() || decoded.startsWith("/"))) {
      return null;
    }
    List<String> tokens = new ArrayList<>();
    for (int start = 1; start <= decoded.length(); ) {
      int end = decoded.indexOf('/', start);
      end = end < 0 ? decoded.length() : end;
      String token = decoded.substring(start, end);
      for (int tilde = token.indexOf('~'); tilde >= 0; tilde = token.indexOf('~', tilde + 1)) {
        if (!token.startsWith("0", tilde + 1) && !token.startsWith("1", tilde + 1)) {
          return null;
        }
      }
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
      start = end + 1;
    }
    return tokens;
  }

  private static @Nullable String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '%') {
        out.write(utf8[i]);
        continue;
      }
      int high = i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(utf8[i + 2], 16);
      if (low < 0) {
        return null;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
