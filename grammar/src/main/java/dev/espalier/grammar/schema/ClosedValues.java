package dev.espalier.grammar.schema;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Limits;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the checks of closed values, each once, with names of their own. */
final class ClosedValues {
  private final Limits limits;
  private final SchemaEvaluator evaluator;
  private final Map<Goal, Check> byGoal = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Check distinctItems;

  ClosedValues(Limits limits) {
    this.limits = limits;
    this.evaluator = new SchemaEvaluator(limits);
  }

  /** That the claims of a goal are true of the value. */
  Check of(Goal goal) {
    return byGoal.computeIfAbsent(
        goal,
        g -> {
          List<Claim> claims = g.claims; // the check does not hold on to the goal
          return of(g.pointer(), value -> evaluator.areTrue(claims, value));
        });
  }

  /** That the text of the value passes {@code test}. */
  Check ofText(String name, Predicate<String> test) {
    return new Check.Value(named(name), test);
  }

  /** That the value passes {@code test}. */
  Check of(String name, Predicate<Json> test) {
    return new Check.Value(
        named(name),
        text -> {
          Json value = parsed(text);
          return value != null && test.test(value);
        });
  }

  /** That no two items of an array are the same. */
  Check distinctItems() {
    Check known = distinctItems;
    if (known == null) {
      known =
          new Check.DistinctItems(
              text -> {
                Json value = parsed(text);
                return value == null ? text : value;
              });
      distinctItems = known;
    }
    return known;
  }

  private @Nullable Json parsed(String text) {
    try {
      return JsonText.parse(text, limits);
    } catch (GrammarSyntaxException e) {
      return null;
    }
  }

  private String named(String name) {
    String free = name;
    for (int i = 2; !names.add(free); i++) {
      free = name + "'" + i;
    }
    return free;
  }
}
