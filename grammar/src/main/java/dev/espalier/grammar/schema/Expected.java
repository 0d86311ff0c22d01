package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The form a keyword's value must have; what has another form is no schema. */
final class Expected {
  private static final Pattern ANCHOR_2019_09 = Pattern.compile("[A-Za-z][-A-Za-z0-9.:_]*");
  private static final Pattern ANCHOR = Pattern.compile("[A-Za-z_][-A-Za-z0-9._]*");

  private Expected() {}

  static void schema(String at, Json value) {
    if (!(value instanceof Json.Obj || value instanceof Json.Bool)) {
      throw found(at, "a schema (an object or a boolean)", value);
    }
  }

  /** Which a boolean is not in draft-04, but for what may be additional. */
  static void schema(String at, Json value, Dialect dialect) {
    schema(at, value);
    if (dialect == Dialect.DRAFT_4 && value instanceof Json.Bool) {
      throw found(at, "a schema (an object)", value);
    }
  }

  /** What {@code value} must be if {@code name} is one that names schemas. */
  static void identifier(String at, String name, Json value, Dialect dialect) {
    if (name.equals("$id") && dialect != Dialect.DRAFT_4) {
      int fragment = string(at, value).indexOf('#');
      boolean embedded = fragment >= 0 && fragment < string(at, value).length() - 1;
      if (embedded && !dialect.before(Dialect.DRAFT_2019_09)) {
        throw found(at, "no fragment (use '$anchor')", value);
      }
    } else if (name.equals("$anchor") && !dialect.before(Dialect.DRAFT_2019_09)) {
      anchor(at, value, dialect == Dialect.DRAFT_2019_09 ? ANCHOR_2019_09 : ANCHOR);
    } else if (name.equals("$dynamicAnchor") && dialect == Dialect.DRAFT_2020_12) {
      anchor(at, value, ANCHOR);
    } else if (name.equals("$recursiveAnchor") && dialect == Dialect.DRAFT_2019_09) {
      bool(at, value);
    }
  }

  private static void anchor(String at, Json value, Pattern form) {
    if (!form.matcher(string(at, value)).matches()) {
      throw found(at, "a name of letters, digits, '-', '_' and '.'", value);
    }
  }

  /** Names of properties, each once. */
  static Set<String> names(String at, Json value, Dialect dialect) {
    List<Json> items = array(at, value);
    if (items.isEmpty() && dialect == Dialect.DRAFT_4) {
      throw found(at, "at least one name", value);
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      if (!names.add(string(JsonPointer.child(at, i), items.get(i)))) {
        throw found(at, "every name once", value);
      }
    }
    return names;
  }

  static int types(String at, Json value) {
    List<Json> names = value instanceof Json.Arr several ? several.items() : List.of(value);
    if (names.isEmpty()) {
      throw found(at, "the name of a type, or several in an array,", value);
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw found(at, "every type once", value);
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

  static boolean bool(String at, Json value) {
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    throw found(at, "a boolean", value);
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
