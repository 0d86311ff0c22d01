package dev.espalier.testkit;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.Competition;
import dev.espalier.grammar.Lexicon.Mode;
import dev.espalier.grammar.Lexicon.ModeChange;
import dev.espalier.grammar.Lexicon.Rule;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * Small random grammars with lexicons, of the kinds where division matters: keywords beside
 * identifiers, numbers beside ranges, comments beside operators, modes that nest, and anything. The
 * same seed gives the same grammar.
 */
public final class RandomLexicons {
  private static final String NAME = "x";
  private static final Regex ONE = Regex.literal("1");

  private RandomLexicons() {}

  /**
   * A grammar, and the characters that its texts are of.
   *
   * @param alphabet one character each
   */
  public record Case(Grammar grammar, List<String> alphabet) {}

  /** Rules of a lexicon, before productions are made of what they produce. */
  private record Rules(List<Mode> modes, List<String> alphabet) {
    Rules(String alphabet, List<Rule> rules) {
      this(List.of(new Mode("default", rules)), letters(alphabet));
    }
  }

  private static List<String> letters(String alphabet) {
    return alphabet.codePoints().mapToObj(Character::toString).toList();
  }

  /** A grammar with one lexicon; all its terminals are named. */
  public static Case one(Random random) {
    Rules rules = rules(random);
    Lexicon lexicon = lexicon(NAME, rules, random);
    List<Symbol> terminals = named(lexicon);
    return new Case(grammar(terminals, List.of(lexicon), random), rules.alphabet);
  }

  /** A grammar with one lexicon over letters of which two begin with the same byte, and a gap. */
  public static Case accents(Random random) {
    Rules drawn = anything(random, random.nextBoolean() ? "éê" : "kéê");
    List<Rule> rules = new ArrayList<>(List.of(Rule.hidden("GAP", Regex.literal(" "))));
    rules.addAll(drawn.modes.getFirst().rules());
    Lexicon lexicon =
        lexicon(NAME, new Rules(String.join("", drawn.alphabet) + " ", rules), random);
    List<String> alphabet = new ArrayList<>(drawn.alphabet);
    alphabet.add(" ");
    return new Case(grammar(named(lexicon), List.of(lexicon), random), alphabet);
  }

  /** A grammar with one or two lexicons and contextual terminals beside them. */
  public static Case mixed(Random random) {
    Rules rules = rules(random);
    List<Lexicon> lexicons = new ArrayList<>(List.of(lexicon(NAME, rules, random)));
    List<Symbol> terminals = new ArrayList<>(named(lexicons.getFirst()));
    if (random.nextBoolean()) {
      Lexicon other = lexicon("y", anything(random, String.join("", rules.alphabet)), random);
      lexicons.add(other);
      terminals.addAll(named(other));
    }
    terminals.add(new Terminal(Regex.literal(any(rules.alphabet, random))));
    terminals.add(new Terminal(Regex.plus(letter(rules.alphabet, random))));
    return new Case(grammar(terminals, lexicons, random), rules.alphabet);
  }

  private static Rules rules(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> keywords(random);
      case 1 -> numbers(random);
      case 2 -> comments(random);
      case 3 -> brackets(random);
      case 4 -> strings(random);
      case 5 -> anything(random, "ab");
      default -> anything(random, "abc");
    };
  }

  private static Lexicon lexicon(String name, Rules rules, Random random) {
    Competition competition = random.nextInt(3) == 0 ? Competition.EXPECTED : Competition.ALL;
    return new Lexicon(name, competition, rules.modes);
  }

  private static List<Symbol> named(Lexicon lexicon) {
    List<Symbol> named = new ArrayList<>();
    for (String name : new TreeSet<>(lexicon.produced())) {
      named.add(new NamedTerminal(lexicon.name(), name));
    }
    return named;
  }

  private static Rules keywords(Random random) {
    List<Rule> rules =
        new ArrayList<>(
            List.of(
                Rule.of("IF", Regex.literal("if")),
                Rule.of("ID", Regex.plus(Regex.chars(CodePointSet.of('i', 'f'))))));
    if (random.nextBoolean()) {
      rules.add(Rule.of("FI", Regex.literal(random.nextBoolean() ? "fi" : "iff")));
    }
    if (random.nextBoolean()) {
      rules.add(new Rule("CAST", Regex.literal("i f"), Optional.of("ID"), List.of()));
    }
    blank(rules, Regex.plus(Regex.literal(" ")), random);
    Collections.shuffle(rules, random);
    return new Rules("if ", rules);
  }

  private static void blank(List<Rule> rules, Regex regex, Random random) {
    if (random.nextInt(4) > 0) {
      rules.add(Rule.hidden("BLANK", regex));
    } else {
      rules.add(Rule.of("BLANK", regex));
    }
  }

  private static Rules numbers(Random random) {
    Regex point = Regex.literal(".");
    List<Rule> all =
        List.of(
            Rule.of("INT", Regex.plus(ONE)),
            Rule.of("FLOAT", Regex.concat(Regex.plus(ONE), point, Regex.star(ONE))),
            Rule.of("REAL", Regex.concat(Regex.plus(ONE), point, Regex.plus(ONE))),
            Rule.of("RANGE", Regex.literal("..")),
            Rule.of("DOT", point),
            Rule.of("ELLIPSIS", Regex.literal("...")));
    return new Rules("1.", some(all, random));
  }

  private static List<Rule> some(List<Rule> all, Random random) {
    List<Rule> rules = new ArrayList<>(all);
    Collections.shuffle(rules, random);
    return rules.subList(0, 2 + random.nextInt(rules.size() - 1));
  }

  private static Rules comments(Random random) {
    Regex inside = Regex.not(Regex.concat(Regex.ANY_TEXT, Regex.literal("*/"), Regex.ANY_TEXT));
    Regex comment = Regex.concat(Regex.literal("/*"), inside, Regex.literal("*/"));
    Regex line =
        Regex.concat(Regex.literal("//"), Regex.star(Regex.chars(CodePointSet.of('/', '*', 'a'))));
    List<Rule> all =
        List.of(
            random.nextBoolean() ? Rule.hidden("COMMENT", comment) : Rule.of("COMMENT", comment),
            Rule.hidden("LINE", line),
            Rule.of("SLASH", Regex.literal("/")),
            Rule.of("STAR", Regex.literal("*")),
            Rule.of("POWER", Regex.literal("**")),
            Rule.of("A", Regex.plus(Regex.literal("a"))));
    return new Rules("/*a", some(all, random));
  }

  /** Brackets push and pop modes in which the same letters are other lexemes. */
  private static Rules brackets(Random random) {
    List<Rule> outer = new ArrayList<>();
    List<Rule> inner = new ArrayList<>();
    outer.add(new Rule("OPEN", Regex.literal("("), Optional.of("OPEN"), change(true, random)));
    outer.add(Rule.of("A", Regex.literal("a")));
    inner.add(new Rule("CLOSE", Regex.literal(")"), Optional.of("CLOSE"), change(false, random)));
    inner.add(random.nextBoolean() ? Rule.hidden("SKIP", Regex.literal("a")) : aa(random));
    if (random.nextBoolean()) {
      inner.add(new Rule("OPEN", Regex.literal("("), Optional.of("OPEN"), change(true, random)));
    }
    if (random.nextBoolean()) {
      outer.add(new Rule("CLOSE", Regex.literal(")"), Optional.of("CLOSE"), change(false, random)));
    }
    if (random.nextInt(3) == 0) {
      outer.add(Rule.of("PAIR", Regex.literal("()")));
    }
    return new Rules(List.of(new Mode("outer", outer), new Mode("inner", inner)), letters("()a"));
  }

  private static Rule aa(Random random) {
    return new Rule(
        "AA",
        Regex.plus(Regex.literal("a")),
        Optional.of(random.nextBoolean() ? "A" : "AA"),
        List.of());
  }

  private static List<ModeChange> change(boolean in, Random random) {
    String mode = random.nextInt(4) == 0 ? "outer" : "inner";
    return switch (random.nextInt(6)) {
      case 0 -> List.of();
      case 1 -> List.of(new ModeChange.Switch(in ? mode : "outer"));
      case 2 ->
          in
              ? List.of(new ModeChange.Push(mode), new ModeChange.Push("inner"))
              : List.of(new ModeChange.Pop(), new ModeChange.Switch(mode));
      default -> in ? List.of(new ModeChange.Push(mode)) : List.of(new ModeChange.Pop());
    };
  }

  /** Quoted strings with an escape, and the same letters outside of them. */
  private static Rules strings(Random random) {
    Regex body =
        Regex.star(
            Regex.anyOf(
                Regex.chars(CodePointSet.of('\'', '\\').complement()),
                Regex.concat(Regex.literal("\\"), Regex.ANY_CHAR)));
    List<Rule> all =
        List.of(
            Rule.of("STRING", Regex.concat(Regex.literal("'"), body, Regex.literal("'"))),
            Rule.of("OPEN", Regex.concat(Regex.literal("'"), body)),
            Rule.of("QUOTE", Regex.literal("'")),
            Rule.of("ESCAPE", Regex.concat(Regex.literal("\\"), Regex.ANY_CHAR)),
            Rule.of("A", Regex.literal("a")),
            Rule.hidden("GAP", Regex.literal("aa")));
    return new Rules("'\\a", some(all, random));
  }

  private static Rules anything(Random random, String alphabet) {
    List<String> letters = letters(alphabet);
    List<Rule> rules = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Regex regex = regex(letters, random, 2);
      String name = "R" + i;
      rules.add(
          switch (random.nextInt(6)) {
            case 0 -> Rule.hidden(name, regex);
            case 1 -> new Rule(name, regex, Optional.of("R0"), List.of());
            case 2 -> new Rule(name, regex, Optional.of(name), List.of(), Lexicon.Extent.FIRST);
            default -> Rule.of(name, regex);
          });
    }
    return new Rules(alphabet, rules);
  }

  private static Regex regex(List<String> letters, Random random, int depth) {
    if (depth == 0) {
      return switch (random.nextInt(3)) {
        case 0 -> Regex.literal(any(letters, random) + any(letters, random));
        case 1 -> letter(letters, random);
        default -> Regex.literal(any(letters, random));
      };
    }
    Regex one = regex(letters, random, depth - 1);
    return switch (random.nextInt(6)) {
      case 0, 1 -> Regex.concat(one, regex(letters, random, depth - 1));
      case 2 -> Regex.anyOf(one, regex(letters, random, depth - 1));
      case 3 -> Regex.plus(one);
      case 4 -> Regex.concat(Regex.star(one), regex(letters, random, depth - 1));
      default -> Regex.repeat(one, 1, 1 + random.nextInt(3));
    };
  }

  private static Regex letter(List<String> letters, Random random) {
    int one = any(letters, random).codePointAt(0);
    int other = any(letters, random).codePointAt(0);
    return Regex.chars(CodePointSet.of(one, other));
  }

  private static String any(List<String> letters, Random random) {
    return letters.get(random.nextInt(letters.size()));
  }

  /** Productions over the terminals, half of the time any sequence of them. */
  private static Grammar grammar(List<Symbol> terminals, List<Lexicon> lexicons, Random random) {
    Nonterminal start = new Nonterminal("s");
    List<Production> productions = new ArrayList<>();
    if (terminals.isEmpty()) {
      return new Grammar(start, List.of(Production.of(start)), lexicons);
    }
    if (random.nextBoolean()) {
      for (Symbol terminal : terminals) {
        if (random.nextInt(4) > 0) {
          productions.add(
              random.nextBoolean()
                  ? Production.of(start, terminal, start)
                  : Production.of(start, start, terminal));
        }
      }
      productions.add(
          random.nextBoolean()
              ? Production.of(start)
              : Production.of(start, terminals.get(random.nextInt(terminals.size()))));
      return new Grammar(start, productions, lexicons);
    }
    List<Nonterminal> names = List.of(start, new Nonterminal("t"));
    for (Nonterminal name : names) {
      int alternatives = 1 + random.nextInt(3);
      for (int i = 0; i < alternatives; i++) {
        List<Symbol> body = new ArrayList<>();
        int length = random.nextInt(4);
        for (int j = 0; j < length; j++) {
          body.add(
              random.nextInt(3) == 0
                  ? names.get(random.nextInt(2))
                  : terminals.get(random.nextInt(terminals.size())));
        }
        productions.add(new Production(name, body));
      }
    }
    return new Grammar(start, productions, lexicons);
  }
}
