package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Case.NameRule;
import dev.espalier.grammar.schema.Goal.Member;
import dev.espalier.grammar.schema.Goal.ObjectShape;
import dev.espalier.grammar.schema.Goal.Others;
import dev.espalier.grammar.schema.Schema.PatternProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a {@link Case} to shapes of objects: a goal for each name that is known, and one for each
 * class of the other names that patterns do not tell apart.
 */
final class ObjectShapes {
  private static final int MAX_LISTED = 64; // names of a class that are taken one by one

  private final Goals goals;
  private final ScalarAlgebra scalars;
  private final Limits limits;

  ObjectShapes(Goals goals, ScalarAlgebra scalars, Limits limits) {
    this.goals = goals;
    this.scalars = scalars;
    this.limits = limits;
  }

  /** Names that the same claims are made of. */
  private record NameClass(Regex names, List<Claim> claims) {}

  /** The shapes of a case that has no conflict. */
  List<ObjectShape> of(Case made) {
    Set<Fact.Unsaid> unsaid = new LinkedHashSet<>(made.unsaid);
    List<Strings> allowed = new ArrayList<>(); // of each propertyNames
    for (Schema schema : made.schemas()) {
      if (schema.propertyNames != null) {
        Strings names = scalars.of(schema.propertyNames).strings();
        allowed.add(names);
        if (!names.isExact()) {
          unsaid.add(new Fact.Unsaid(schema.pointer, "propertyNames"));
        }
      }
    }
    Set<String> names = made.names();
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : names) {
      boolean mayBe =
          !made.absent.contains(name)
              && allowed.stream().allMatch(some -> some.contains(name, scalars.matcher));
      if (mayBe) {
        Goal value = goals.all(made.property(name, scalars.matcher));
        members.put(name, new Member(value, made.required.contains(name)));
      } else if (made.required.contains(name)) {
        return List.of();
      }
    }
    Set<String> known = new LinkedHashSet<>(names);
    known.addAll(made.absent);
    List<NameClass> classes = classes(made.nameRules(), known, allowed);
    List<ObjectShape> shapes = new ArrayList<>();
    for (List<Others> some : some(made.someProperties, classes)) {
      List<Others> others = new ArrayList<>(some);
      for (NameClass c : classes) {
        addOthers(c, others);
      }
      int least = made.required.size() + some.size();
      Count size = made.size.and(new Count(least, Regex.UNBOUNDED));
      if (!size.isEmpty()) {
        shapes.add(new ObjectShape(members, others, size, unsaid));
      }
    }
    return shapes;
  }

  private void addOthers(NameClass c, List<Others> others) {
    Goal value = goals.all(c.claims);
    Optional<List<String>> listed =
        isPlainlyInfinite(c.names) ? Optional.empty() : RegexEmptiness.finite(c.names, MAX_LISTED);
    if (listed.isEmpty()) {
      others.add(new Others(c.names, value, Count.ANY));
    }
    for (String name : listed.orElse(List.of())) {
      others.add(new Others(Regex.literal(name), value, new Count(0, 1)));
    }
  }

  /** Whether it is any name, or all but some given ones. */
  private static boolean isPlainlyInfinite(Regex names) {
    return names.equals(Regex.ANY_TEXT)
        || (names instanceof Regex.Complement(Regex known)
            && (known instanceof Regex.Literal
                || (known instanceof Regex.Alternation(List<Regex> operands)
                    && operands.stream().allMatch(Regex.Literal.class::isInstance))));
  }

  /** The ways in which the properties that are only said to exist are among {@code classes}. */
  private List<List<Others>> some(List<Fact.SomeProperty> facts, List<NameClass> classes) {
    List<List<Others>> ways = new ArrayList<>(List.of(List.of()));
    for (Fact.SomeProperty fact : facts) {
      List<List<Others>> longer = new ArrayList<>();
      for (NameClass c : classes) {
        Regex names = Regex.allOf(c.names, fact.names());
        if (!scalars.emptiness.isEmpty(names)) {
          Others some =
              new Others(names, goals.all(c.claims, fact.claims()), new Count(1, Regex.UNBOUNDED));
          for (List<Others> way : ways) {
            List<Others> both = new ArrayList<>(way);
            both.add(some);
            longer.add(both);
          }
        }
      }
      ways = longer;
    }
    return ways;
  }

  /** The names that are not known, by what is claimed of their values. */
  private List<NameClass> classes(List<NameRule> rules, Set<String> known, List<Strings> allowed) {
    List<Regex> conditions = new ArrayList<>();
    List<Regex> literals =
        known.stream().filter(Strings::isScalarText).map(Regex::literal).toList();
    if (!literals.isEmpty()) {
      conditions.add(Regex.not(Regex.anyOf(literals)));
    }
    allowed.forEach(names -> conditions.add(names.regex()));
    Map<Regex, String> patterns = new LinkedHashMap<>();
    for (NameRule rule : rules) {
      for (PatternProperty pattern : rule.patterns()) {
        patterns.putIfAbsent(pattern.names(), pattern.source());
      }
    }
    List<Sign> signs = List.of(new Sign(Regex.allOf(conditions), Set.of()));
    for (Map.Entry<Regex, String> pattern : patterns.entrySet()) {
      signs = divided(signs, pattern.getKey(), pattern.getValue());
    }
    Map<List<Claim>, List<Regex>> byClaims = new LinkedHashMap<>();
    for (Sign sign : signs) {
      if (isPlainlyInfinite(sign.names) || !scalars.emptiness.isEmpty(sign.names)) {
        byClaims
            .computeIfAbsent(claims(rules, sign.matched), claims -> new ArrayList<>())
            .add(sign.names);
      }
    }
    List<NameClass> classes = new ArrayList<>();
    byClaims.forEach((claims, names) -> classes.add(new NameClass(Regex.anyOf(names), claims)));
    return classes;
  }

  /** Names that match some patterns, and no other. */
  private record Sign(Regex names, Set<Regex> matched) {}

  private List<Sign> divided(List<Sign> signs, Regex pattern, String source) {
    List<Sign> divided = new ArrayList<>();
    for (Sign sign : signs) {
      Regex inside = Regex.allOf(sign.names, pattern);
      if (scalars.emptiness.isEmpty(inside)) {
        divided.add(sign);
        continue;
      }
      Set<Regex> matched = new HashSet<>(sign.matched);
      matched.add(pattern);
      divided.add(new Sign(inside, matched));
      Regex outside = Regex.allOf(sign.names, Regex.not(pattern));
      if (!scalars.emptiness.isEmpty(outside)) {
        divided.add(new Sign(outside, sign.matched));
      }
    }
    if (divided.size() > limits.maxAlternatives()) {
      throw new LimitExceededException(
          source,
          "the expressions of 'patternProperties' divide the names into more than"
              + " Limits.maxAlternatives "
              + limits.maxAlternatives()
              + " classes");
    }
    return divided;
  }

  private static List<Claim> claims(List<NameRule> rules, Set<Regex> matched) {
    Set<Claim> claims = new LinkedHashSet<>();
    for (NameRule rule : rules) {
      boolean known = false;
      for (PatternProperty pattern : rule.patterns()) {
        if (matched.contains(pattern.names())) {
          known = true;
          claims.add(Claim.holds(pattern.schema()));
        }
      }
      @Nullable Schema rest = rule.rest();
      if (!known && rest != null) {
        claims.add(Claim.holds(rest));
      }
    }
    return List.copyOf(claims);
  }
}
