package dev.espalier.testkit;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Small random grammars that meet every construct of the IR: recursion on either side, empty
 * productions, ambiguity, groups, intersection and complement. The same seed gives the same
 * grammar.
 */
public final class RandomGrammars {
  private static final Regex DIGIT = Regex.chars(CodePointSet.range('0', '9'));

  private RandomGrammars() {}

  /** A grammar over the letters a, b and e-acute with one to three nonterminals. */
  public static Grammar grammar(Random random) {
    int count = 1 + random.nextInt(3);
    List<Nonterminal> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(new Nonterminal("n" + i));
    }
    List<Production> productions = new ArrayList<>();
    for (Nonterminal name : names) {
      int alternatives = 1 + random.nextInt(3);
      for (int i = 0; i < alternatives; i++) {
        List<Symbol> body = new ArrayList<>();
        int length = random.nextInt(4);
        for (int j = 0; j < length; j++) {
          body.add(symbol(random, names, true));
        }
        productions.add(new Production(name, body));
      }
    }
    return new Grammar(names.getFirst(), productions);
  }

  /** A grammar like quoted strings: character classes, some counted, between delimiters. */
  public static Grammar longTextGrammar(Random random) {
    CodePointSet chars =
        random.nextBoolean() ? CodePointSet.of('a').complement() : CodePointSet.of('b', 'c', 'é');
    Regex body =
        Regex.repeat(
            random.nextBoolean()
                ? Regex.chars(chars)
                : Regex.anyOf(Regex.chars(chars), Regex.literal("ab")),
            random.nextInt(3),
            random.nextBoolean() ? Regex.UNBOUNDED : 3 + random.nextInt(4));
    Regex inner =
        random.nextInt(3) == 0 ? Regex.allOf(body, Regex.not(Regex.literal("bcb"))) : body;
    Terminal text =
        new Terminal(
            Regex.concat(
                Regex.literal("a"),
                random.nextInt(3) == 0 ? measuredText(random) : inner,
                Regex.literal("a")));
    Nonterminal start = new Nonterminal("texts");
    return new Grammar(
        start, List.of(Production.of(start, text), Production.of(start, start, text)));
  }

  /**
   * Numbers, one behind the other, of which some parts are multiples; over 0, 1, 5, 7, the point.
   */
  public static Grammar numberGrammar(Random random) {
    Nonterminal start = new Nonterminal("numbers");
    Terminal number = new Terminal(multiples(random, 2));
    return new Grammar(
        start,
        List.of(
            Production.of(start, number),
            Production.of(start, start, new Terminal(Regex.literal("a")), number)));
  }

  /** A regex over digits, nested at most {@code depth} deep. */
  public static Regex multiples(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Regex.literal(random.nextBoolean() ? "1" : "50");
        case 1 -> Regex.repeat(DIGIT, random.nextInt(3), 2 + random.nextInt(2));
        default -> multiple(random);
      };
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> Regex.concat(multiples(random, depth - 1), multiples(random, depth - 1));
      case 2 -> Regex.anyOf(multiples(random, depth - 1), multiples(random, depth - 1));
      case 3 -> Regex.allOf(multiples(random, 0), multiples(random, 0));
      case 4 -> Regex.allOf(Regex.plus(DIGIT), Regex.not(multiples(random, 0)));
      case 5 -> Regex.repeat(multiples(random, 0), random.nextInt(2), 2);
      default -> Regex.allOf(multiple(random), Regex.repeat(DIGIT, random.nextInt(3), 4));
    };
  }

  private static Regex multiple(Random random) {
    long[] moduli = {1, 2, 3, 4, 5, 7, 10, 25, 40};
    int min = random.nextInt(3);
    return Regex.multiple(
        moduli[random.nextInt(moduli.length)],
        random.nextInt(100),
        min,
        random.nextBoolean() ? Regex.UNBOUNDED : min + random.nextInt(4),
        random.nextInt(4));
  }

  /** Words of a pattern with a length beside it, as a schema's {@code pattern} and lengths make. */
  private static Regex measuredText(Random random) {
    boolean json = random.nextBoolean();
    CodePointSet letters =
        random.nextBoolean() ? CodePointSet.of('b', 'c') : CodePointSet.of('a').complement();
    Regex any = json ? Regex.jsonChars(CodePointSet.ALL) : Regex.ANY_CHAR;
    Regex letter = json ? Regex.jsonChars(letters) : Regex.chars(letters);
    Regex rest = regex(random, 2);
    Regex pattern =
        Regex.concat(
            Regex.repeat(letter, random.nextInt(3), Regex.UNBOUNDED),
            random.nextBoolean() ? rest : Regex.literal("bé"));
    return Regex.allOf(
        random.nextBoolean() ? pattern : Regex.anyOf(pattern, Regex.literal("c")),
        Regex.repeat(any, random.nextInt(3), 2 + random.nextInt(5)));
  }

  private static Symbol symbol(Random random, List<Nonterminal> names, boolean groups) {
    int kind = random.nextInt(groups ? 7 : 6);
    if (kind < 3) {
      return new Terminal(Regex.literal(random.nextBoolean() ? "a" : "b"));
    }
    if (kind == 3) {
      return new Terminal(regex(random, 2));
    }
    if (kind < 6) {
      return names.get(random.nextInt(names.size()));
    }
    return group(random, names);
  }

  private static Symbol group(Random random, List<Nonterminal> names) {
    boolean separated = random.nextBoolean();
    List<Group.Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    int least = 0;
    for (int i = 0; i < count; i++) {
      int min = random.nextInt(3) / 2;
      int max = random.nextBoolean() ? Regex.UNBOUNDED : Math.max(1, min + random.nextInt(3));
      least += min;
      Symbol symbol =
          separated || count > 1
              ? new Terminal(Regex.literal(List.of("a", "b", "ab").get(random.nextInt(3))))
              : symbol(random, names, false);
      members.add(new Group.Member(symbol, min, max));
    }
    return new Group(
        members,
        separated ? Optional.of(new Terminal(Regex.literal("é"))) : Optional.empty(),
        random.nextBoolean() ? Group.Order.LISTED : Group.Order.listedFirst(random.nextInt(3)),
        random.nextInt(least + 1),
        random.nextBoolean() ? Regex.UNBOUNDED : least + random.nextInt(3) + 1);
  }

  /** A regex over the same letters, nested at most {@code depth} deep. */
  public static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Regex.literal("a");
        case 1 -> Regex.literal("bé");
        case 2 -> Regex.chars(CodePointSet.of('a', 'é'));
        case 3 -> Regex.chars(CodePointSet.of('a', 'c').complement());
        case 4 -> Regex.ANY_CHAR;
        default -> random.nextInt(4) == 0 ? Regex.NOTHING : Regex.EMPTY;
      };
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> Regex.concat(regex(random, depth - 1), regex(random, depth - 1));
      case 2 -> Regex.anyOf(regex(random, depth - 1), regex(random, depth - 1));
      case 3 -> Regex.allOf(regex(random, depth - 1), regex(random, depth - 1));
      case 4 -> Regex.not(regex(random, depth - 1));
      default -> {
        int min = random.nextInt(3);
        int max = random.nextBoolean() ? Regex.UNBOUNDED : min + random.nextInt(3);
        yield max == 0 ? Regex.EMPTY : Regex.repeat(regex(random, depth - 1), min, max);
      }
    };
  }
}
