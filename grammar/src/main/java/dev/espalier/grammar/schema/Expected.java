package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** The form a keyword's value must have; what has another form is no schema. */
final class Expected {
  private Expected() {}

  static int types(String at, Json value) {
    List<Json> names = value instanceof Json.Arr several ? several.items() : List.of(value);
    if (names.isEmpty()) {
      throw found(at, "the name of a type, or several in an array,", value);
    }
    int types = 0;
    for (Json name : names) {
      Integer type = name instanceof Json.Str s ? JsonType.named(s.value()) : null;
      if (type == null) {
        throw found(at, "the name of a type, or several in an array,", value);
      }
      types |= type;
    }
    return types;
  }

  static Count least(String at, Json value) {
    int n = natural(at, value);
    if (n == Regex.UNBOUNDED) {
      throw new LimitExceededException(
          at, clipped(value.toString()) + " does not fit into 31 bits");
    }
    return new Count(n, Regex.UNBOUNDED);
  }

  static Count most(String at, Json value) {
    return new Count(0, natural(at, value));
  }

  private static int natural(String at, Json value) {
    Json.Num number = number(at, value);
    if (!number.isInteger() || number.value().signum() < 0) {
      throw found(at, "a whole number from 0 on", value);
    }
    return number.value().compareTo(BigDecimal.valueOf(Regex.UNBOUNDED)) >= 0
        ? Regex.UNBOUNDED
        : number.value().intValueExact();
  }

  static Json.Num number(String at, Json value) {
    if (value instanceof Json.Num number) {
      return number;
    }
    throw found(at, "a number", value);
  }

  static String string(String at, Json value) {
    if (value instanceof Json.Str string) {
      return string.value();
    }
    throw found(at, "a string", value);
  }

  static List<Json> array(String at, Json value) {
    if (value instanceof Json.Arr array) {
      return array.items();
    }
    throw found(at, "an array", value);
  }

  static Map<String, Json> object(String at, Json value) {
    if (value instanceof Json.Obj object) {
      return object.members();
    }
    throw found(at, "an object", value);
  }

  static InvalidSchemaException found(String at, String what, Json found) {
    return new InvalidSchemaException(
        at, "expected " + what + " but found '" + clipped(found.toString()) + "'");
  }

  static String clipped(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
