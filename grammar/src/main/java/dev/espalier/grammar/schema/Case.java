package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.PatternProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, or objects, for which certain schemas hold and certain facts are so: one conjunction of
 * the normal form that {@link CaseExpander} makes. Mutable while it grows; a branch is a copy.
 */
final class Case {

  /** A schema that holds, all but what it applies to the same value. */
  record Held(Schema schema, @Nullable Within scope) {}

  /**
   * What one schema says of the properties of an object: {@code rest} of those that are neither
   * declared nor matched.
   *
   * @param declared the schema of each name; null where a name is only known
   */
  record NameRule(
      Map<String, @Nullable Schema> declared,
      List<PatternProperty> patterns,
      @Nullable Schema rest) {}

  /** What one schema says of the items of an array, those of the prefix first. */
  record ItemRule(List<Schema> prefix, @Nullable Schema rest) {}

  final int type; // JsonType.ARRAY or JsonType.OBJECT
  final List<Held> held;
  final Set<String> required;
  final Set<String> absent;
  final Map<String, List<Claim>> values; // beyond what the schemas say, by name
  final List<Fact.SomeProperty> someProperties;
  Count size = Count.ANY;
  final TreeMap<Integer, List<Claim>> items; // beyond what the schemas say, by index
  final List<Fact.SomeItems> someItems;
  Count length = Count.ANY;
  final Set<Fact.Unsaid> unsaid;

  /** Whether more schemas may come to hold: then nothing is known to be unevaluated. */
  boolean unfinished = true;

  Case(int type) {
    this.type = type;
    held = new ArrayList<>();
    required = new LinkedHashSet<>();
    absent = new LinkedHashSet<>();
    values = new LinkedHashMap<>();
    someProperties = new ArrayList<>();
    items = new TreeMap<>();
    someItems = new ArrayList<>();
    unsaid = new LinkedHashSet<>();
  }

  Case(Case other) {
    type = other.type;
    held = new ArrayList<>(other.held);
    required = new LinkedHashSet<>(other.required);
    absent = new LinkedHashSet<>(other.absent);
    values = new LinkedHashMap<>(other.values);
    someProperties = new ArrayList<>(other.someProperties);
    size = other.size;
    items = new TreeMap<>(other.items);
    someItems = new ArrayList<>(other.someItems);
    length = other.length;
    unsaid = new LinkedHashSet<>(other.unsaid);
    unfinished = other.unfinished;
  }

  /** All that tells one case from another. */
  List<Object> contents() {
    return List.of(
        held, required, absent, values, someProperties, size, items, someItems, length, unsaid);
  }

  /** Takes in what {@code schema} says itself about values of this type. */
  void hold(Schema schema, @Nullable Within scope) {
    held.add(new Held(schema, scope));
    if (type == JsonType.OBJECT) {
      required.addAll(schema.required);
      size = size.and(schema.size);
    } else {
      length = length.and(schema.count);
      if (schema.contains != null) {
        someItems.add(
            new Fact.SomeItems(0, Claim.holds(schema.contains.schema()), schema.contains.count()));
      }
    }
  }

  void present(String name, List<Claim> claims) {
    required.add(name);
    values.put(name, joined(values.get(name), claims));
  }

  void item(int index, List<Claim> claims) {
    length = length.and(new Count(index + 1, dev.espalier.grammar.Regex.UNBOUNDED));
    items.put(index, joined(items.get(index), claims));
  }

  private static List<Claim> joined(@Nullable List<Claim> some, List<Claim> more) {
    Set<Claim> all = new LinkedHashSet<>(some == null ? List.of() : some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /** The schemas that hold, in order of appearance. */
  List<Schema> schemas() {
    return held.stream().map(Held::schema).toList();
  }

  /** The names that a schema declares or a fact names, in order of appearance. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    held.forEach(h -> names.addAll(h.schema.properties.keySet()));
    names.addAll(required);
    names.addAll(values.keySet());
    return names;
  }

  List<NameRule> nameRules() {
    List<NameRule> rules = new ArrayList<>();
    for (Held h : held) {
      Schema schema = h.schema;
      if (!schema.properties.isEmpty()
          || !schema.patternProperties.isEmpty()
          || schema.additional != null) {
        Map<String, @Nullable Schema> declared = Collections.unmodifiableMap(schema.properties);
        rules.add(new NameRule(declared, schema.patternProperties, schema.additional));
      }
      if (schema.unevaluatedProperties != null && knowsUnevaluated(schema)) {
        NameRule unevaluated = unevaluatedProperties(schema, schema.unevaluatedProperties);
        if (unevaluated != null) {
          rules.add(unevaluated);
        }
      }
    }
    return rules;
  }

  private boolean knowsUnevaluated(Schema owner) {
    return !unfinished && !unsaid.contains(new Fact.Unsaid(owner.pointer, Fact.Unsaid.UNEVALUATED));
  }

  /** The rule for the properties that nothing within {@code owner} evaluates; null if all are. */
  private @Nullable NameRule unevaluatedProperties(Schema owner, Schema rest) {
    Map<String, @Nullable Schema> known = new LinkedHashMap<>();
    List<PatternProperty> patterns = new ArrayList<>();
    for (Held h : held) {
      Schema schema = h.schema;
      if (schema == owner || Within.contains(h.scope, owner)) {
        if (schema.additional != null
            || (schema != owner && schema.unevaluatedProperties != null)) {
          return null;
        }
        schema.properties.keySet().forEach(name -> known.put(name, null));
        for (PatternProperty pattern : schema.patternProperties) {
          patterns.add(new PatternProperty(pattern.source(), pattern.names(), Schema.ANYTHING));
        }
      }
    }
    return new NameRule(known, patterns, rest);
  }

  List<ItemRule> itemRules() {
    List<ItemRule> rules = new ArrayList<>();
    for (Held h : held) {
      Schema schema = h.schema;
      if (!schema.prefix.isEmpty() || schema.items != null) {
        rules.add(new ItemRule(schema.prefix, schema.items));
      }
      if (schema.unevaluatedItems != null && knowsUnevaluated(schema)) {
        ItemRule unevaluated = unevaluatedItems(schema, schema.unevaluatedItems);
        if (unevaluated != null) {
          rules.add(unevaluated);
        }
      }
    }
    return rules;
  }

  /** The rule for the items that nothing within {@code owner} evaluates; null if all are. */
  private @Nullable ItemRule unevaluatedItems(Schema owner, Schema rest) {
    int prefix = 0;
    List<Schema> either = new ArrayList<>();
    for (Held h : held) {
      Schema schema = h.schema;
      if (schema == owner || Within.contains(h.scope, owner)) {
        if (schema.items != null || (schema != owner && schema.unevaluatedItems != null)) {
          return null;
        }
        prefix = Math.max(prefix, schema.prefix.size());
        if (schema.contains != null && schema.contains.evaluates()) {
          either.add(schema.contains.schema());
        }
      }
    }
    List<Schema> evaluated = new ArrayList<>();
    for (int i = 0; i < prefix; i++) {
      evaluated.add(Schema.ANYTHING);
    }
    return new ItemRule(evaluated, either.isEmpty() ? rest : rest.or(either));
  }

  /** What must be true of the value of the property {@code name}, if it is there. */
  List<Claim> property(String name, RegexMatcher matcher) {
    return property(name, nameRules(), matcher);
  }

  /**
   * The same for one of many names.
   *
   * @param rules all {@link #nameRules}
   */
  List<Claim> property(String name, List<NameRule> rules, RegexMatcher matcher) {
    Set<Claim> claims = new LinkedHashSet<>();
    for (NameRule rule : rules) {
      claims.addAll(claims(rule, name, matcher));
    }
    claims.addAll(values.getOrDefault(name, List.of()));
    return List.copyOf(claims);
  }

  static List<Claim> claims(NameRule rule, String name, RegexMatcher matcher) {
    List<Claim> claims = new ArrayList<>();
    boolean known = rule.declared.containsKey(name);
    Schema declared = rule.declared.get(name);
    if (declared != null) {
      claims.add(Claim.holds(declared));
    }
    for (PatternProperty pattern : rule.patterns) {
      if (matcher.matches(pattern.names(), name, pattern.source())) {
        known = true;
        claims.add(Claim.holds(pattern.schema()));
      }
    }
    if (!known && rule.rest != null) {
      claims.add(Claim.holds(rule.rest));
    }
    return claims;
  }

  /** What must be true of the item at {@code index}, if it is there. */
  List<Claim> item(int index) {
    Set<Claim> claims = new LinkedHashSet<>();
    for (ItemRule rule : itemRules()) {
      Schema schema = index < rule.prefix.size() ? rule.prefix.get(index) : rule.rest;
      if (schema != null) {
        claims.add(Claim.holds(schema));
      }
    }
    claims.addAll(items.getOrDefault(index, List.of()));
    return List.copyOf(claims);
  }

  /** How many items stand out: from this index on all are alike. */
  int prefixLength() {
    int longest = items.isEmpty() ? 0 : items.lastKey() + 1;
    for (ItemRule rule : itemRules()) {
      longest = Math.max(longest, rule.prefix.size());
    }
    for (Fact.SomeItems some : someItems) {
      longest = Math.max(longest, some.from());
    }
    return longest;
  }
}
