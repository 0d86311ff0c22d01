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
import java.util.HashMap;
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

  private static final int MAX_WORK = 25_000; // to divide names into classes by patterns
  private static final int SPLIT = 16; // what it costs to split a class, not only to look at it
  private static final int MAX_SEARCHED = 128; // classes of which small ones are listed

  private final Goals goals;
  private final ScalarAlgebra scalars;
  private final Limits limits;
  private final Map<List<Regex>, List<Sign>> signs = new HashMap<>(); // by patterns, and all names

  ObjectShapes(Goals goals, ScalarAlgebra scalars, Limits limits) {
    this.goals = goals;
    this.scalars = scalars;
    this.limits = limits;
  }

  /** Names that are not known, and of whose values the same is claimed. */
  private record NameClass(Regex names, Optional<List<String>> listed, List<Claim> claims) {}

  /**
   * Names that match some patterns, and no other.
   *
   * @param listed them all, if they are few
   */
  private record Sign(Regex names, Set<Regex> matched, Optional<List<String>> listed) {
    Sign(Regex names, Set<Regex> matched) {
      this(names, matched, Optional.empty());
    }
  }

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
    List<NameRule> rules = made.nameRules();
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : names) {
      boolean mayBe =
          !made.absent.contains(name)
              && allowed.stream().allMatch(some -> some.contains(name, scalars.matcher));
      if (mayBe) {
        Goal value = goals.all(made.property(name, rules, scalars.matcher));
        members.put(name, new Member(value, made.required.contains(name)));
      } else if (made.required.contains(name)) {
        return List.of();
      }
    }
    Set<String> known = new LinkedHashSet<>(names);
    known.addAll(made.absent);
    boolean closed = made.someProperties.isEmpty() && !mayHaveOthers(rules);
    List<NameClass> classes = closed ? List.of() : classes(rules, known, allowed);
    List<ObjectShape> shapes = new ArrayList<>();
    for (List<Placed> some : some(made.someProperties, classes)) {
      List<Others> others = new ArrayList<>();
      some.forEach(placed -> others.add(placed.property));
      for (NameClass c : classes) {
        addOthers(c, some.stream().anyMatch(placed -> placed.within == c), others);
      }
      int least = made.required.size() + some.size();
      Count size = made.size.and(new Count(least, Regex.UNBOUNDED));
      if (!size.isEmpty()) {
        shapes.add(new ObjectShape(members, others, size, unsaid));
      }
    }
    return shapes;
  }

  /**
   * @param compared whether the names must be told from those of other properties
   */
  private void addOthers(NameClass c, boolean compared, List<Others> others) {
    Goal value = goals.all(c.claims);
    if (compared || c.listed.isEmpty()) {
      others.add(new Others(c.names, value, Count.ANY));
      return;
    }
    for (String name : c.listed.get()) {
      others.add(new Others(Regex.literal(name), value, new Count(0, 1)));
    }
  }

  /** A property that is only said to exist, and where its name is. */
  private record Placed(Others property, NameClass within) {}

  /** The ways in which the properties that are only said to exist are among {@code classes}. */
  private List<List<Placed>> some(List<Fact.SomeProperty> facts, List<NameClass> classes) {
    List<List<Placed>> ways = new ArrayList<>(List.of(List.of()));
    for (Fact.SomeProperty fact : facts) {
      List<List<Placed>> longer = new ArrayList<>();
      for (NameClass c : classes) {
        Regex names = Regex.allOf(c.names, fact.names());
        if (!scalars.emptiness.isEmpty(names)) {
          Others some =
              new Others(names, goals.all(c.claims, fact.claims()), new Count(1, Regex.UNBOUNDED));
          for (List<Placed> way : ways) {
            List<Placed> both = new ArrayList<>(way);
            both.add(new Placed(some, c));
            longer.add(both);
          }
        }
      }
      ways = longer;
    }
    return ways;
  }

  /** Whether no rule excludes all names but those that it declares. */
  private static boolean mayHaveOthers(List<NameRule> rules) {
    for (NameRule rule : rules) {
      if (rule.patterns().isEmpty() && rule.rest() != null && rule.rest().types == 0) {
        return false;
      }
    }
    return true;
  }

  /** The names that are not known, by what is claimed of their values. */
  private List<NameClass> classes(List<NameRule> rules, Set<String> known, List<Strings> allowed) {
    List<Regex> literals =
        known.stream().filter(Strings::isScalarText).map(Regex::literal).toList();
    Regex unknown = literals.isEmpty() ? Regex.ANY_TEXT : Regex.not(Regex.anyOf(literals));
    Map<List<Claim>, List<Regex>> open = new LinkedHashMap<>();
    List<NameClass> classes = new ArrayList<>();
    for (Sign sign : signs(rules, allowed)) {
      List<Claim> claims = claims(rules, sign.matched);
      if (sign.listed.isEmpty()) {
        open.computeIfAbsent(claims, c -> new ArrayList<>()).add(sign.names);
      } else {
        List<String> others =
            sign.listed.get().stream().filter(name -> !known.contains(name)).toList();
        if (!others.isEmpty()) {
          Regex names = Regex.anyOf(others.stream().map(Regex::literal).toList());
          classes.add(new NameClass(names, Optional.of(others), claims));
        }
      }
    }
    open.forEach(
        (claims, names) ->
            classes.add(
                new NameClass(Regex.allOf(unknown, Regex.anyOf(names)), Optional.empty(), claims)));
    return classes;
  }

  /** All names, told apart by the patterns of the rules; the same for the same patterns. */
  private List<Sign> signs(List<NameRule> rules, List<Strings> allowed) {
    Regex all = Regex.allOf(allowed.stream().map(Strings::regex).toList());
    Map<Regex, String> patterns = new LinkedHashMap<>();
    for (NameRule rule : rules) {
      for (PatternProperty pattern : rule.patterns()) {
        patterns.putIfAbsent(pattern.names(), pattern.source());
      }
    }
    List<Regex> key = new ArrayList<>(patterns.keySet());
    key.add(all);
    List<Sign> known = signs.get(key);
    if (known == null) {
      List<Sign> divided = List.of(new Sign(all, Set.of()));
      int work = 0;
      for (Map.Entry<Regex, String> pattern : patterns.entrySet()) {
        List<Sign> more = divided(divided, pattern.getKey());
        work += divided.size() + SPLIT * (more.size() - divided.size());
        divided = more;
        if (divided.size() > limits.maxAlternatives() || work > MAX_WORK) {
          throw tooManyClasses(pattern.getValue());
        }
      }
      known =
          divided.size() > MAX_SEARCHED
              ? divided
              : divided.stream().map(ObjectShapes::listed).toList();
      signs.put(key, known);
    }
    return known;
  }

  private static Sign listed(Sign sign) {
    return sign.names.equals(Regex.ANY_TEXT)
        ? sign
        : new Sign(sign.names, sign.matched, RegexEmptiness.finite(sign.names, MAX_LISTED));
  }

  private List<Sign> divided(List<Sign> some, Regex pattern) {
    List<Sign> divided = new ArrayList<>();
    for (Sign sign : some) {
      Regex inside = Regex.allOf(sign.names, pattern);
      if (scalars.emptiness.isEmpty(inside)) {
        divided.add(sign);
        continue;
      }
      Set<Regex> matched = new HashSet<>(sign.matched);
      matched.add(pattern);
      Regex outside = Regex.allOf(sign.names, Regex.not(pattern));
      if (scalars.emptiness.isEmpty(outside)) {
        divided.add(new Sign(sign.names, matched));
      } else {
        divided.add(new Sign(inside, matched));
        divided.add(new Sign(outside, sign.matched));
      }
    }
    return divided;
  }

  private LimitExceededException tooManyClasses(String source) {
    return new LimitExceededException(
        source,
        "the expressions of 'patternProperties' divide the names into more than"
            + " Limits.maxAlternatives "
            + limits.maxAlternatives()
            + " classes, or take too long to divide them");
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
