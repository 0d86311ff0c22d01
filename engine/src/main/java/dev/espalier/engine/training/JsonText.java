package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text written from maps, lists, strings, booleans, null and {@link Literal}s, and the fields
 * found in such text.
 */
public final class JsonText {
  /** A JSON value written as it stands: a number with the digits that the prompt gave it. */
  record Literal(String text) {}

  /** What stands between the items of an array or object, and after a key. */
  enum Style {
    /** As Python's {@code json.dumps} writes: {@code {"a": 1, "b": 2}}. */
    SPACED(", ", ": "),
    /** Without whitespace: {@code {"a":1,"b":2}}. */
    COMPACT(",", ":");

    private final String comma;
    private final String colon;

    Style(String comma, String colon) {
      this.comma = comma;
      this.colon = colon;
    }
  }

  /**
   * Where a scalar stands in a JSON text, in chars.
   *
   * @param start the first char of the scalar, quotes included
   * @param end one past the last char of the scalar
   * @param key whether it is the name of a member
   */
  public record Span(int start, int end, boolean key) {}

  private JsonText() {}

  static String write(@Nullable Object value, Style style) {
    StringBuilder out = new StringBuilder();
    write(value, style, out);
    return out.toString();
  }

  private static void write(@Nullable Object value, Style style, StringBuilder out) {
    switch (value) {
      case null -> out.append("null");
      case Literal literal -> out.append(literal.text());
      case Boolean truth -> out.append(truth);
      case String text -> quote(text, out);
      case List<?> items -> {
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
          out.append(i == 0 ? "" : style.comma);
          write(items.get(i), style, out);
        }
        out.append(']');
      }
      case Map<?, ?> members -> {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : members.entrySet()) {
          out.append(first ? "" : style.comma);
          quote((String) member.getKey(), out);
          out.append(style.colon);
          write(member.getValue(), style, out);
          first = false;
        }
        out.append('}');
      }
      default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
    }
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** The scalars of a well-formed JSON text, in order. O(length). */
  public static List<Span> scalars(String json) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < json.length(); ) {
      char c = json.charAt(i);
      int end = i + 1;
      if (c == '"') {
        while (json.charAt(end) != '"') {
          end += json.charAt(end) == '\\' ? 2 : 1;
        }
        end++;
        spans.add(new Span(i, end, end < json.length() && json.charAt(end) == ':'));
      } else if ("{}[],: \n".indexOf(c) < 0) {
        while (end < json.length() && "{}[],: \n".indexOf(json.charAt(end)) < 0) {
          end++;
        }
        spans.add(new Span(i, end, false));
      }
      i = end;
    }
    return spans;
  }
}
