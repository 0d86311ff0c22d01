package dev.espalier.grammar.schema;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
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
  private static final Regex ANY_STRING = JsonTokens.inQuotes(JsonStrings.ofLength(Count.ANY));

  private final SchemaOptions options;
  private final JsonTokens tokens;
  private final List<Production> productions = new ArrayList<>();
  private final Map<Goal, Symbol> symbols = new HashMap<>();
  private final Map<List<Symbol>, Nonterminal> members = new HashMap<>();
  private final Map<Set<String>, Terminal> otherKeys = new HashMap<>();
  private final Deque<Goal> unwritten = new ArrayDeque<>();
  private final Map<String, Integer> names = new HashMap<>();
  private long size;

  private GrammarWriter(SchemaOptions options) {
    this.options = options;
    this.tokens = new JsonTokens(options.whitespace());
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
    return new Grammar((Nonterminal) start, fromStart((Nonterminal) start, writer.productions));
  }

  /** The productions in the order in which a reader from the start meets their heads. */
  private static List<Production> fromStart(Nonterminal start, List<Production> productions) {
    Map<Nonterminal, List<Production>> byHead = new HashMap<>();
    for (Production production : productions) {
      byHead.computeIfAbsent(production.head(), head -> new ArrayList<>()).add(production);
    }
    List<Production> ordered = new ArrayList<>();
    Deque<Symbol> ahead = new ArrayDeque<>(List.of(start));
    while (!ahead.isEmpty()) {
      switch (ahead.pop()) {
        case Terminal terminal -> {}
        case Checked checked -> {}
        case Group group ->
            group.members().reversed().forEach(member -> ahead.push(member.symbol()));
        case Nonterminal nonterminal -> {
          List<Production> own = byHead.remove(nonterminal);
          if (own != null) {
            ordered.addAll(own);
            own.reversed().forEach(p -> p.body().reversed().forEach(ahead::push));
          }
        }
      }
    }
    return ordered;
  }

  private Symbol symbol(Goal goal) {
    Symbol known = symbols.get(goal);
    if (known != null) {
      return known;
    }
    Symbol symbol;
    if (goal.constants.isEmpty() && goal.arrays.isEmpty() && goal.objects.isEmpty()) {
      symbol = scalars(goal);
    } else {
      symbol = fresh(goal.schemas.isEmpty() ? "value" : goal.pointer());
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
    productions.add(new Production(head, body));
  }

  private void write(Goal goal) {
    Nonterminal head = (Nonterminal) symbols.get(goal);
    Set<List<Symbol>> bodies = new HashSet<>();
    if (!goal.scalars.isEmpty() || !goal.strings.isEmpty()) {
      add(head, List.of(scalars(goal)));
    }
    if (!goal.constants.isEmpty()) {
      writeConstants(head, goal.constants);
    }
    for (Goal.ArrayShape array : goal.arrays) {
      if (array.isProductive()) {
        for (List<Symbol> body : array(head, array)) {
          if (bodies.add(body)) {
            add(head, body);
          }
        }
      }
    }
    for (Goal.ObjectShape object : goal.objects) {
      if (object.isProductive()) {
        for (List<Symbol> body : object(object)) {
          if (bodies.add(body)) {
            add(head, body);
          }
        }
      }
    }
  }

  /** All scalars as one expression; beside any string other strings say nothing. */
  private static Terminal scalars(Goal goal) {
    boolean any = goal.scalars.contains(ANY_STRING);
    List<Regex> all = new ArrayList<>();
    for (Regex regex : goal.scalars) {
      if (!any || regex.equals(ANY_STRING) || !isString(regex)) {
        all.add(regex);
      }
    }
    if (!any && !goal.strings.isEmpty()) {
      all.add(JsonTokens.inQuotes(JsonStrings.oneOf(goal.strings)));
    }
    return new Terminal(Regex.anyOf(all));
  }

  private static boolean isString(Regex regex) {
    Regex first = regex instanceof Regex.Concat(List<Regex> operands) ? operands.getFirst() : regex;
    return first instanceof Regex.Literal(String text) && text.startsWith("\"");
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
                            member(quotedName(name), tokens.key(name), constant(member)), 1, 1)));
        yield List.of(tokens.open("{"), group(each, Group.Order.ANY, Count.ANY), tokens.close("}"));
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

  private Group group(List<Group.Member> each, Group.Order order, Count count) {
    return new Group(
        each, Optional.of(new Terminal(tokens.comma())), order, count.min(), count.max());
  }

  private Nonterminal member(String name, Terminal key, List<Symbol> value) {
    List<Symbol> body = new ArrayList<>();
    body.add(key);
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

  private List<List<Symbol>> object(Goal.ObjectShape object) {
    List<Group.Member> each = new ArrayList<>();
    object.members.forEach(
        (name, member) -> {
          if (member.value().productive) {
            Symbol value = symbol(member.value());
            each.add(
                new Group.Member(
                    member(quotedName(name), tokens.key(name), List.of(value)),
                    member.required() ? 1 : 0,
                    1));
          }
        });
    if (object.additional.productive) {
      Terminal key = otherKeys.computeIfAbsent(object.members.keySet(), tokens::keyOtherThan);
      Nonterminal other = member("*", key, List.of(symbol(object.additional)));
      each.add(new Group.Member(other, 0, Regex.UNBOUNDED));
    }
    Group.Order order =
        options.propertyOrder() == PropertyOrder.ANY ? Group.Order.ANY : Group.Order.LISTED;
    if (each.isEmpty() || object.size.max() == 0) {
      return List.of(List.of(tokens.empty("{", "}")));
    }
    return enclosed(
        "{", size -> List.of(group(each, order, needed(object, each, size))), object.size, "}");
  }

  /** The bounds of {@code size} that the bounds of the members do not imply. */
  private static Count needed(Goal.ObjectShape object, List<Group.Member> each, Count size) {
    boolean unlimited = object.additional.productive || size.max() < each.size();
    return new Count(
        size.min() <= object.required() ? 0 : size.min(), unlimited ? size.max() : Regex.UNBOUNDED);
  }

  /** A function from how many to what. */
  private interface Content {
    List<Symbol> of(Count count);
  }

  /** Where brackets take whitespace, nothing between them is a text of its own. */
  private List<List<Symbol>> enclosed(String open, Content content, Count count, String close) {
    List<List<Symbol>> bodies = new ArrayList<>();
    boolean split = count.min() == 0 && !tokens.bracketsAreTight();
    if (split) {
      bodies.add(List.of(tokens.empty(open, close)));
    }
    List<Symbol> body = new ArrayList<>();
    body.add(tokens.open(open));
    body.addAll(content.of(split ? new Count(1, count.max()) : count));
    body.add(tokens.close(close));
    bodies.add(body);
    return bodies;
  }

  private List<List<Symbol>> array(Nonterminal head, Goal.ArrayShape array) {
    int max = array.count.max();
    int prefix = 0;
    while (prefix < array.prefix.size() && array.prefix.get(prefix).productive) {
      prefix++;
    }
    boolean hasRest = prefix == array.prefix.size() && array.rest.productive;
    max = hasRest ? max : Math.min(max, prefix);
    if (max == 0) {
      return List.of(List.of(tokens.empty("[", "]")));
    }
    Count count = new Count(array.count.min(), max);
    List<Goal> first = array.prefix.subList(0, Math.min(prefix, max));
    return enclosed("[", c -> items(head, first, array.rest, c), count, "]");
  }

  /** Between {@code count} items, those of the prefix first. */
  private List<Symbol> items(Nonterminal head, List<Goal> prefix, Goal rest, Count count) {
    if (prefix.isEmpty()) {
      return List.of(repeated(rest, count));
    }
    Terminal comma = new Terminal(tokens.comma());
    int n = prefix.size();
    List<Symbol> tail = null; // what follows the first i items, from the last on, comma included
    if (count.max() > n) {
      Count others = count.minus(n);
      List<Symbol> more = List.of(comma, repeated(rest, others.and(new Count(1, others.max()))));
      tail = others.min() > 0 ? more : List.of(optional(head, more));
    }
    for (int i = n - 1; i >= 0; i--) {
      List<Symbol> item = new ArrayList<>();
      if (i > 0) {
        item.add(comma);
      }
      item.add(symbol(prefix.get(i)));
      if (tail != null) {
        item.addAll(tail);
      }
      tail = i < count.min() ? item : List.of(optional(head, item));
    }
    return tail == null ? List.of() : tail;
  }

  private Symbol repeated(Goal item, Count count) {
    return group(
        List.of(new Group.Member(symbol(item), 0, Regex.UNBOUNDED)), Group.Order.LISTED, count);
  }

  private Nonterminal optional(Nonterminal head, List<Symbol> body) {
    Nonterminal optional = fresh(head.name() + "...");
    add(optional, body);
    add(optional, List.of());
    return optional;
  }
}
