package dev.espalier.testkit;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Small random grammars with checks: most are like what schemas become, objects with additional
 * names and arrays with distinct items, some in two readings that ask different things; others are
 * any grammar with checks put anywhere. The same seed gives the same grammar.
 */
public final class RandomCheckedGrammars {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Check ITEMS = new Check.DistinctItems(RandomCheckedGrammars::key);

  private static final Check NAMES = new Check.DistinctNames();
  private static final Check EVEN = new Check.Value("even", text -> text.length() % 2 == 0);
  private static final Check FEW =
      new Check.Value("few", text -> text.chars().filter(c -> c == '1' || c == 'a').count() < 2);

  private static final CodePointSet LETTERS = CodePointSet.of('a', 'b', 'é');
  private static final int MAX_DEPTH = 2;

  private final Random random;
  private final Regex space;
  private final List<Production> productions = new ArrayList<>();
  private int names;

  private RandomCheckedGrammars(Random random) {
    this.random = random;
    this.space = random.nextInt(3) == 0 ? Regex.star(Regex.literal(" ")) : Regex.EMPTY;
  }

  /** A grammar with some check in it, perhaps none that is ever asked. */
  public static Grammar grammar(Random random) {
    RandomCheckedGrammars made = new RandomCheckedGrammars(random);
    Nonterminal start =
        random.nextInt(4) == 0 ? made.withChecks(RandomGrammars.grammar(random)) : made.value(0);
    return new Grammar(start, made.productions);
  }

  /** Numbers by their value, strings decoded, and all else as it is written but for spaces. */
  private static Object key(String json) {
    if (json.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return new BigInteger(json);
    }
    try {
      return json.startsWith("\"") ? JSON.readValue(json, String.class) : json.replace(" ", "");
    } catch (JacksonException e) {
      return json;
    }
  }

  private Nonterminal fresh(String name) {
    return new Nonterminal(name + names++);
  }

  private Nonterminal withChecks(Grammar grammar) {
    for (Production production : grammar.productions()) {
      productions.add(
          new Production(
              production.head(), production.body().stream().map(this::anyChecked).toList()));
    }
    return grammar.start();
  }

  private Symbol anyChecked(Symbol symbol) {
    List<Check> checks = List.of(EVEN, FEW, ITEMS, NAMES);
    return symbol instanceof Terminal terminal && random.nextInt(3) == 0
        ? new Checked(
            new Terminal(Regex.allOf(terminal.regex(), Regex.not(Regex.EMPTY))),
            checks.get(random.nextInt(checks.size())))
        : symbol;
  }

  private Nonterminal value(int depth) {
    Nonterminal head = fresh("value");
    int alternatives = 1 + random.nextInt(3);
    for (int i = 0; i < alternatives; i++) {
      productions.add(
          switch (random.nextInt(depth < MAX_DEPTH ? 6 : 2)) {
            case 0 -> Production.of(head, string());
            case 1 -> Production.of(head, number());
            case 2, 3 -> new Production(head, object(depth));
            default -> new Production(head, array(depth));
          });
    }
    return head;
  }

  private Symbol string() {
    return checked(
        Regex.concat(
            Regex.literal("\""),
            Regex.repeat(Regex.jsonChars(LETTERS), 0, random.nextInt(4) + 1),
            Regex.literal("\""),
            random.nextBoolean() ? space : Regex.EMPTY),
        EVEN,
        FEW);
  }

  private Symbol number() {
    Regex digits =
        Regex.repeat(Regex.chars(CodePointSet.range('0', '2')), 1, 2 + random.nextInt(3));
    return checked(Regex.concat(digits, random.nextBoolean() ? space : Regex.EMPTY), EVEN, FEW);
  }

  /** {@code regex}, perhaps with one of {@code checks}. */
  private Symbol checked(Regex regex, Check... checks) {
    return random.nextInt(2) == 0
        ? new Terminal(regex)
        : new Checked(new Terminal(regex), checks[random.nextInt(checks.length)]);
  }

  private List<Symbol> object(int depth) {
    List<Group.Member> members = new ArrayList<>();
    int listed = random.nextInt(3);
    for (int i = 0; i < listed; i++) {
      Symbol key = new Terminal(Regex.literal(i == 0 ? "\"a\":" : "\"b\":"));
      members.add(new Group.Member(member(key, depth), random.nextInt(2), 1));
    }
    Regex others = Regex.repeat(Regex.chars(LETTERS), random.nextInt(2), 3);
    Regex other =
        listed == 0
            ? others
            : Regex.allOf(
                others,
                Regex.not(
                    listed == 1
                        ? Regex.literal("a")
                        : Regex.anyOf(Regex.literal("a"), Regex.literal("b"))));
    Regex name = Regex.concat(Regex.literal("\""), other, Regex.literal("\""));
    Symbol key =
        random.nextInt(5) == 0 ? new Terminal(name) : new Checked(new Terminal(name), NAMES);
    Nonterminal additional = fresh("other");
    productions.add(
        Production.of(
            additional, key, new Terminal(Regex.concat(space, Regex.literal(":"))), inner(depth)));
    members.add(new Group.Member(additional, 0, Regex.UNBOUNDED));
    Group group =
        new Group(
            members,
            Optional.of(new Terminal(Regex.concat(Regex.literal(","), space))),
            Group.Order.listedFirst(random.nextInt(4)),
            random.nextInt(2),
            random.nextInt(3) == 0 ? 3 : Regex.UNBOUNDED);
    return List.of(
        new Terminal(Regex.literal("{")), group, checked(Regex.literal("}"), EVEN, FEW, ITEMS));
  }

  private Nonterminal member(Symbol key, int depth) {
    Nonterminal member = fresh("member");
    productions.add(Production.of(member, key, inner(depth)));
    return member;
  }

  private Symbol inner(int depth) {
    return random.nextInt(3) == 0 ? value(depth + 1) : number();
  }

  private List<Symbol> array(int depth) {
    Symbol item = inner(depth);
    boolean distinct = random.nextInt(4) > 0;
    Regex comma =
        Regex.concat(space, Regex.literal(","), random.nextBoolean() ? space : Regex.EMPTY);
    Symbol separator =
        distinct ? new Checked(new Terminal(comma), ITEMS) : checked(comma, ITEMS, EVEN);
    Regex close = Regex.concat(space, Regex.literal("]"));
    return List.of(
        new Terminal(Regex.concat(Regex.literal("["), space)),
        new Group(
            List.of(new Group.Member(item, 0, Regex.UNBOUNDED)),
            Optional.of(separator),
            Group.Order.LISTED,
            random.nextInt(2),
            random.nextBoolean() ? Regex.UNBOUNDED : 4),
        distinct ? new Checked(new Terminal(close), ITEMS) : checked(close, ITEMS, EVEN, FEW));
  }
}
