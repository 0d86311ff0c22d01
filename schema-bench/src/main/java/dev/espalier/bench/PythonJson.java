package dev.espalier.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON values as Python writes them, {@code json.dumps(value, ensure_ascii=False)}: what language
 * models were trained on and what MaskBench replays.
 *
 * <p>Separators are {@code ", "} and {@code ": "}; an integer keeps all its digits; a float is
 * Python's {@code repr}: the shortest digits that give the same double, with an exponent below 1e-4
 * and from 1e16 on. Half a surrogate pair, which Python could not encode, is written as an escape.
 */
final class PythonJson {
  private PythonJson() {}

  /** The text of a value. Its depth is bounded by the parser that made it. */
  static String write(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /** The same JSON text but for its strings, which are as Python writes them. */
  static String respelled(String json) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < json.length(); i++) {
      if (json.charAt(i) != '"') {
        out.append(json.charAt(i));
        continue;
      }
      int end = i + 1;
      while (json.charAt(end) != '"') {
        end += json.charAt(end) == '\\' ? 2 : 1;
      }
      string(JsonMapper.shared().readValue(json.substring(i, end + 1), String.class), out);
      i = end;
    }
    return out.toString();
  }

  private static void write(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          string(member.getKey(), out.append(separator));
          write(member.getValue(), out.append(": "));
          separator = ", ";
        }
        out.append(value.isEmpty() ? "{}" : "}");
      }
      case ARRAY -> {
        String separator = "[";
        for (JsonNode item : value) {
          write(item, out.append(separator));
          separator = ", ";
        }
        out.append(value.isEmpty() ? "[]" : "]");
      }
      case STRING -> string(value.stringValue(), out);
      case NUMBER ->
          out.append(
              value.isIntegralNumber()
                  ? value.bigIntegerValue().toString()
                  : repr(value.doubleValue()));
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no JSON value: " + value.getNodeType());
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < ' ' || isHalfPair(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isHalfPair(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** Python's {@code repr} of a float; not-a-number and infinities as {@code json.dumps} does. */
  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale(); // the decimal point stands before this digit
    if (point > -4 && point <= 16) {
      return sign + positional(digits, point);
    }
    int exponent = point - 1;
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    return "%s%c%se%c%02d"
        .formatted(sign, digits.charAt(0), fraction, exponent < 0 ? '-' : '+', Math.abs(exponent));
  }

  private static String positional(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  /** The shortest decimal, without zeros at its end; Java prints two digits where one would do. */
  private static BigDecimal shortest(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal oneDigit = decimal.round(new MathContext(1));
      if (oneDigit.doubleValue() == value) {
        return oneDigit;
      }
    }
    return decimal;
  }
}
