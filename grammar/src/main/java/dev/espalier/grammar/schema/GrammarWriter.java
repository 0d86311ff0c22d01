package dev.espalier.grammar.schema;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes productive {@link Goal}s as a grammar over JSON text.
 *
 * <p>All scalars of a goal are one terminal, and a goal of scalars alone is that terminal, without
 * a nonterminal. Only what the root needs is written; equal members are one nonterminal.
 */
final class GrammarWriter {
  private final SchemaOptions options;
  private final JsonTokens tokens;
  private final Map<Nonterminal, List<Production>> productions = new IdentityHashMap<>();
  private final Map<Goal, Symbol> symbols = new HashMap<>();
  private final Map<Property, Nonterminal> properties = new HashMap<>();
  private final Map<List<Symbol>, Nonterminal> members = new HashMap<>();
  private final Map<Regex, Symbol> keys = new HashMap<>();
  private final ClosedValues checks;
  private final ScalarTexts scalarTexts;
  private final Deque<Goal> unwritten = new ArrayDeque<>();
  private final Map<String, Integer> names = new HashMap<>();
  private long size;

  /** A property and its value, compared as an object: goals with equal scalars share theirs. */
  private record Property(String name, Symbol value) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Property other && value == other.value && name.equals(other.name);
    }

    @Override
    public int hashCode() {
      return 31 * name.hashCode() + System.identityHashCode(value);
    }
  }

  private GrammarWriter(SchemaOptions options) {
    this.options = options;
    this.tokens = new JsonTokens(options.whitespace(), options.numbers());
    this.checks = new ClosedValues(options.limits());
    this.scalarTexts = new ScalarTexts(checks, options.numbers());
  }

  /**
   * @param root productive
   * @throws LimitExceededException if the grammar is too large
   */
  static Grammar write(Goal root, SchemaOptions options) {
    GrammarWriter writer = new GrammarWriter(options);
    Symbol start = writer.symbol(root);
    if (!(start instanceof Nonterminal)) {
      Nonterminal text = writer.fresh(root.pointer());
      writer.add(text, List.of(start));
      start = text;
    }
    while (!writer.unwritten.isEmpty()) {
      writer.write(writer.unwritten.poll());
    }
    return new Grammar((Nonterminal) start, writer.fromStart((Nonterminal) start));
  }

  /** The productions in the order in which a reader from the start meets their heads. */
  private List<Production> fromStart(Nonterminal start) {
    List<Production> ordered = new ArrayList<>();
    Deque<Nonterminal> ahead = new ArrayDeque<>(List.of(start));
    while (!ahead.isEmpty()) {
      List<Production> own = productions.remove(ahead.pop());
      if (own != null) {
        ordered.addAll(own);
        for (Production production : own.reversed()) {
          for (Symbol symbol : production.body().reversed()) {
            pushAll(symbol, ahead);
          }
        }
      }
    }
    return ordered;
  }

  /** Pushes the nonterminals of a symbol, the last first. */
  private static void pushAll(Symbol symbol, Deque<Nonterminal> ahead) {
    switch (symbol) {
      case Terminal terminal -> {}
      case NamedTerminal named -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
      case Group group -> {
        for (Group.Member member : group.members().reversed()) {
          pushAll(member.symbol(), ahead);
        }
      }
      case Nonterminal nonterminal -> ahead.push(nonterminal);
    }
  }

  private Symbol symbol(Goal goal) {
    Symbol known = symbols.get(goal);
    if (known != null) {
      return known;
    }
    List<Symbol> scalars = scalarTexts.of(goal);
    Symbol symbol;
    if (scalars.size() == 1 && !goal.hasProductiveShape()) {
      symbol = scalars.getFirst();
    } else {
      symbol = fresh(goal.claims.isEmpty() ? "value" : goal.pointer());
      unwritten.add(goal);
    }
    symbols.put(goal, symbol);
    return symbol;
  }

  private Nonterminal fresh(String name) {
    int uses = names.merge(name, 1, Integer::sum);
    if (uses == 1) {
      return new Nonterminal(name);
    }
    String numbered = name + "'" + uses;
    return names.putIfAbsent(numbered, 1) == null ? new Nonterminal(numbered) : fresh(name);
  }

  private void add(Nonterminal head, List<Symbol> body) {
    size += 1 + body.size();
    for (Symbol symbol : body) {
      size += symbol instanceof Group group ? group.members().size() : 0;
    }
    if (size > options.limits().maxSymbols()) {
      throw new LimitExceededException(
          head.name(),
          "the grammar has more than Limits.maxSymbols "
              + options.limits().maxSymbols()
              + " symbols");
    }
    productions.computeIfAbsent(head, h -> new ArrayList<>(1)).add(new Production(head, body));
  }

  private void write(Goal goal) {
    Nonterminal head = (Nonterminal) symbols.get(goal);
    Set<List<Symbol>> bodies = new HashSet<>();
    for (Symbol scalar : scalarTexts.of(goal)) {
      add(head, List.of(scalar));
    }
    if (!goal.constants.isEmpty()) {
      writeConstants(head, goal.constants);
    }
    for (Goal.ArrayShape array : goal.arrays) {
      if (array.isProductive()) {
        addNew(head, array(goal, head, array), bodies);
      }
    }
    for (Goal.ObjectShape object : goal.objects) {
      if (object.isProductive()) {
        addNew(head, object(goal, object), bodies);
      }
    }
  }

  private void addNew(Nonterminal head, List<List<Symbol>> made, Set<List<Symbol>> bodies) {
    for (List<Symbol> body : made) {
      if (bodies.add(body)) {
        add(head, body);
      }
    }
  }

  private void writeConstants(Nonterminal head, List<Json> constants) {
    if (options.propertyOrder() == PropertyOrder.SCHEMA) {
      add(
          head,
          List.of(new Terminal(Regex.anyOf(constants.stream().map(tokens::constant).toList()))));
      return;
    }
    for (Json constant : constants) {
      add(head, constant(constant));
    }
  }

  /** One given value, members in any order. */
  private List<Symbol> constant(Json value) {
    return switch (value) {
      case Json.Obj object when !object.members().isEmpty() -> {
        List<Group.Member> each = new ArrayList<>();
        object
            .members()
            .forEach(
                (name, member) ->
                    each.add(
                        new Group.Member(
                            member(quotedName(name), List.of(tokens.key(name)), constant(member)),
                            1,
                            1)));
        yield List.of(
            tokens.open("{"), group(each, comma(), Group.Order.ANY, Count.ANY), tokens.close("}"));
      }
      case Json.Arr array when !array.items().isEmpty() -> {
        List<Symbol> all = new ArrayList<>();
        for (Json item : array.items()) {
          all.add(all.isEmpty() ? tokens.open("[") : new Terminal(tokens.comma()));
          all.addAll(constant(item));
        }
        all.add(tokens.close("]"));
        yield all;
      }
      case Json.Obj empty -> List.of(new Terminal(tokens.constant(empty)));
      case Json.Arr empty -> List.of(new Terminal(tokens.constant(empty)));
      case Json.Null n -> List.of(new Terminal(tokens.constant(n)));
      case Json.Bool b -> List.of(new Terminal(tokens.constant(b)));
      case Json.Num n -> List.of(new Terminal(tokens.constant(n)));
      case Json.Str s -> List.of(new Terminal(tokens.constant(s)));
    };
  }

  private Group group(List<Group.Member> each, Symbol separator, Group.Order order, Count count) {
    return new Group(each, Optional.of(separator), order, count.min(), count.max());
  }

  private Symbol comma() {
    return new Terminal(tokens.comma());
  }

  /** A property of one name. */
  private Nonterminal property(String name, Goal value) {
    Property property = new Property(name, symbol(value));
    Nonterminal known = properties.get(property);
    if (known == null) {
      known = fresh(quotedName(name));
      properties.put(property, known);
      add(known, List.of(tokens.key(name), property.value));
    }
    return known;
  }

  private Nonterminal member(String name, List<Symbol> key, List<Symbol> value) {
    List<Symbol> body = new ArrayList<>(key);
    body.addAll(value);
    Nonterminal known = members.get(body);
    if (known == null) {
      known = fresh(name);
      members.put(body, known);
      add(known, body);
    }
    return known;
  }

  private static String quotedName(String name) {
    return name.length() <= 40
        ? JsonStrings.quoted(name)
        : JsonStrings.quoted(name.substring(0, 40));
  }

  private List<List<Symbol>> object(Goal goal, Goal.ObjectShape object) {
    List<Group.Member> each = new ArrayList<>();
    object.members.forEach(
        (name, member) -> {
          if (member.value().productive) {
            Nonterminal symbol = property(name, member.value());
            each.add(new Group.Member(symbol, member.required() ? 1 : 0, 1));
          }
        });
    int listed = each.size();
    for (Goal.Others others : object.others) {
      if (others.value().productive) {
        each.add(new Group.Member(member(others), others.count().min(), others.count().max()));
      }
    }
    if (each.isEmpty() || object.count.max() == 0) {
      return List.of(List.of(tokens.empty("{", "}")));
    }
    Group.Order order =
        options.propertyOrder() == PropertyOrder.ANY
            ? Group.Order.ANY
            : Group.Order.listedFirst(listed);
    return enclosed(
        "{",
        size -> List.of(group(each, comma(), order, needed(each, size))),
        object.count,
        closed(goal, object, "}"),
        "}");
  }

  /** Where other names may be as well, each occurs but once. */
  private Nonterminal member(Goal.Others others) {
    if (others.count().max() == 1 && others.names() instanceof Regex.Literal(String name)) {
      return property(name, others.value());
    }
    Symbol name =
        keys.computeIfAbsent(
            others.names(),
            names ->
                new Checked(
                    new Terminal(JsonTokens.inQuotes(JsonStrings.canonical(names))),
                    new Check.DistinctNames()));
    return member(
        "*", List.of(name, new Terminal(tokens.colon())), List.of(symbol(others.value())));
  }

  /** The bounds of {@code size} that the bounds of the members do not imply. */
  private static Count needed(List<Group.Member> each, Count size) {
    long least = each.stream().mapToLong(Group.Member::min).sum();
    long most = each.stream().mapToLong(Group.Member::max).sum();
    return new Count(
        size.min() <= least ? 0 : size.min(), size.max() < most ? size.max() : Regex.UNBOUNDED);
  }

  /** What closes a shape, with the checks of the whole. */
  private Symbol closed(Goal goal, Goal.Shape shape, String bracket) {
    Terminal plain = tokens.close(bracket);
    if (shape.isChecked()) {
      return new Checked(plain, checks.of(goal));
    }
    return shape instanceof Goal.ArrayShape array && !array.unique.isEmpty()
        ? new Checked(plain, checks.distinctItems())
        : plain;
  }

  /** A function from how many to what. */
  private interface Content {
    List<Symbol> of(Count count);
  }

  /**
   * Where brackets take whitespace, nothing between them is a text of its own; so it is where a
   * check follows, which has nothing against it.
   */
  private List<List<Symbol>> enclosed(
      String open, Content content, Count count, Symbol closed, String close) {
    List<List<Symbol>> bodies = new ArrayList<>();
    boolean split = count.min() == 0 && (!tokens.bracketsAreTight() || closed instanceof Checked);
    if (split) {
      bodies.add(List.of(tokens.empty(open, close)));
    }
    List<Symbol> body = new ArrayList<>();
    body.add(tokens.open(open));
    body.addAll(content.of(split ? new Count(1, count.max()) : count));
    body.add(closed);
    bodies.add(body);
    return bodies;
  }

  private List<List<Symbol>> array(Goal goal, Nonterminal head, Goal.ArrayShape array) {
    int max = array.count.max();
    int prefix = 0;
    while (prefix < array.prefix.size() && array.prefix.get(prefix).productive) {
      prefix++;
    }
    List<Group.Member> tail = new ArrayList<>();
    if (prefix == array.prefix.size()) {
      for (Goal.Item item : array.tail) {
        if (item.value().productive) {
          tail.add(new Group.Member(symbol(item.value()), item.count().min(), item.count().max()));
        }
      }
    }
    max = tail.isEmpty() ? Math.min(max, prefix) : max;
    if (max == 0) {
      return List.of(List.of(tokens.empty("[", "]")));
    }
    Symbol comma =
        !array.unique.isEmpty() ? new Checked((Terminal) comma(), checks.distinctItems()) : comma();
    List<Goal> first = array.prefix.subList(0, Math.min(prefix, max));
    return enclosed(
        "[",
        count -> items(head, first, tail, comma, count),
        new Count(array.count.min(), max),
        closed(goal, array, "]"),
        "]");
  }

  /** Between {@code count} items, those of the prefix first. */
  private List<Symbol> items(
      Nonterminal head, List<Goal> prefix, List<Group.Member> tail, Symbol comma, Count count) {
    if (prefix.isEmpty()) {
      return List.of(group(tail, comma, Group.Order.ANY, count));
    }
    int n = prefix.size();
    List<Symbol> after = null; // what follows the first i items, from the last on, comma included
    if (count.max() > n && !tail.isEmpty()) {
      Count others = count.minus(n);
      Group more = group(tail, comma, Group.Order.ANY, others.and(new Count(1, others.max())));
      List<Symbol> body = List.of(comma, more);
      after = others.min() > 0 ? body : List.of(optional(head, body));
    }
    for (int i = n - 1; i >= 0; i--) {
      List<Symbol> item = new ArrayList<>();
      if (i > 0) {
        item.add(comma);
      }
      item.add(symbol(prefix.get(i)));
      if (after != null) {
        item.addAll(after);
      }
      after = i < count.min() ? item : List.of(optional(head, item));
    }
    return after == null ? List.of() : after;
  }

  private Nonterminal optional(Nonterminal head, List<Symbol> body) {
    Nonterminal optional = fresh(head.name() + "...");
    add(optional, body);
    add(optional, List.of());
    return optional;
  }
}
