package dev.espalier.grammar.schema;

import java.util.Map;

/**
 * Whether given values satisfy schemas: a validator over {@link Goals}, for {@code enum} and {@code
 * const} beside other keywords. Owned by one thread.
 */
final class Admission {
  private final Goals goals;
  private final RegexMatcher matcher = new RegexMatcher();

  Admission(Goals goals) {
    this.goals = goals;
  }

  boolean admits(Joined schemas, Json value) {
    if ((schemas.types() & JsonType.of(value)) == 0) {
      return false;
    }
    for (Schema schema : schemas.schemas()) {
      if (schema.values != null && !schema.values.contains(value)) {
        return false;
      }
    }
    return switch (value) {
      case Json.Null n -> true;
      case Json.Bool b -> true;
      case Json.Num n -> schemas.range().contains(n.value());
      case Json.Str s -> admits(schemas, s.value());
      case Json.Arr array -> {
        boolean all = schemas.count().contains(array.items().size());
        for (int i = 0; all && i < array.items().size(); i++) {
          all = admits(goals.item(schemas, i), array.items().get(i));
        }
        yield all;
      }
      case Json.Obj object -> {
        Map<String, Json> members = object.members();
        yield schemas.size().contains(members.size())
            && members.keySet().containsAll(schemas.required())
            && members.entrySet().stream()
                .allMatch(m -> admits(goals.property(schemas, m.getKey()), m.getValue()));
      }
    };
  }

  private boolean admits(Goal goal, Json value) {
    return goals.choices(goal).stream().anyMatch(schemas -> admits(schemas, value));
  }

  private boolean admits(Joined schemas, String text) {
    if (!schemas.length().contains(text.codePointCount(0, text.length()))) {
      return false;
    }
    for (Schema schema : schemas.schemas()) {
      if (schema.pattern != null && !matcher.matches(schema.pattern, text, schema.pointer)) {
        return false;
      }
    }
    return true;
  }
}
