package dev.espalier.testkit;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.masking.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Grammars that name tokens, made of such as do not, and the same with characters in their place.
 * The same seed gives the same.
 */
public final class RandomTokens {
  private static final int FIRST_CHARACTER = 0xE000;
  private static final CodePointSet TEXT = CodePointSet.range(FIRST_CHARACTER, 0xF8FF).complement();

  /** Recognisers take checks for passed; terminals with one are not joined with others. */
  private static final Check APART = new Check.DistinctNames();

  private RandomTokens() {}

  /** {@code grammar} with tokens between its symbols, and in their place, by ids below a bound. */
  public static Grammar naming(Grammar grammar, int ids, Random random) {
    List<Production> productions = new ArrayList<>();
    for (Production production : grammar.productions()) {
      List<Symbol> body = new ArrayList<>();
      for (Symbol symbol : production.body()) {
        int kind = random.nextInt(8);
        if (kind == 0) {
          body.add(tokens(ids, random));
        }
        if (kind == 1) {
          body.add(repeated(tokens(ids, random), random));
        }
        body.add(kind == 2 ? tokens(ids, random) : symbol);
      }
      if (random.nextInt(6) == 0) {
        body.add(tokens(ids, random));
      }
      productions.add(new Production(production.head(), body));
      if (random.nextInt(6) == 0) {
        productions.add(Production.of(production.head(), tokens(ids, random)));
      }
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  /** The texts of {@code grammar} between two tokens. */
  public static Grammar between(int before, Grammar grammar, int after) {
    Nonterminal start = new Nonterminal("between");
    List<Production> productions = new ArrayList<>();
    productions.add(
        Production.of(start, token(before), grammar.start(), token(after), token(after)));
    productions.addAll(grammar.productions());
    return new Grammar(start, productions, grammar.lexicons());
  }

  private static SpecialToken token(int id) {
    return new SpecialToken.Ids(List.of(new SpecialToken.Range(id, id)));
  }

  private static Symbol repeated(Symbol symbol, Random random) {
    int max = random.nextBoolean() ? Regex.UNBOUNDED : 1 + random.nextInt(2);
    List<Group.Member> members = List.of(new Group.Member(symbol, 0, max));
    return new Group(
        members, Optional.empty(), Group.Order.LISTED, random.nextInt(2), Regex.UNBOUNDED);
  }

  /** Some ids; written the same if they are the same, so that they are one terminal. */
  private static SpecialToken tokens(int ids, Random random) {
    BitSet some = new BitSet();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int first = random.nextInt(ids);
      some.set(first, Math.min(ids, first + 1 + random.nextInt(3)));
    }
    List<SpecialToken.Range> ranges = new ArrayList<>();
    for (int first = some.nextSetBit(0); first >= 0; ) {
      int end = some.nextClearBit(first);
      ranges.add(new SpecialToken.Range(first, end - 1));
      first = some.nextSetBit(end);
    }
    return new SpecialToken.Ids(ranges);
  }

  /**
   * {@code vocabulary} with more tokens behind its own: special ones, and ordinary ones with bytes
   * that are no UTF-8, of which some are what stands for tokens within the automata.
   */
  public static Vocabulary withMore(Vocabulary vocabulary, Random random) {
    List<byte[]> tokens = new ArrayList<>();
    for (int token = 0; token < vocabulary.size(); token++) {
      tokens.add(vocabulary.bytes(token));
    }
    Map<Integer, String> special = new TreeMap<>(vocabulary.specialTokens());
    for (int i = 0; i < 3; i++) {
      special.put(tokens.size(), "<more" + i + ">");
      tokens.add(new byte[0]);
    }
    for (int lead = 0xF4; lead <= 0xF8; lead++) {
      tokens.add(new byte[] {(byte) lead});
    }
    for (int i = 0; i < 4; i++) {
      byte[] spelled = virtual(random.nextInt(tokens.size()));
      tokens.add(random.nextBoolean() ? spelled : Arrays.copyOf(spelled, 3));
      byte[] within = tokens.get(random.nextInt(vocabulary.size()));
      byte[] joined = Arrays.copyOf(within, within.length + 4);
      System.arraycopy(spelled, 0, joined, within.length, 4);
      tokens.add(joined);
      tokens.add(new byte[] {(byte) (0x80 + random.nextInt(0x40))});
    }
    return Vocabulary.of(tokens, special);
  }

  private static byte[] virtual(int token) {
    int c = CodePointSet.FIRST_TOKEN + token;
    return new byte[] {
      (byte) (0xF0 | c >> 18),
      (byte) (0x80 | c >> 12 & 0x3F),
      (byte) (0x80 | c >> 6 & 0x3F),
      (byte) (0x80 | c & 0x3F)
    };
  }

  /** The character that stands for a token in {@link #spelled}. */
  public static String character(int token) {
    return Character.toString(FIRST_CHARACTER + token);
  }

  /** {@code grammar}, each token being a character that nothing else is; for recognisers. */
  public static Grammar spelled(Grammar grammar) {
    List<Production> productions = new ArrayList<>();
    for (Production production : grammar.productions()) {
      productions.add(
          new Production(
              production.head(), production.body().stream().map(RandomTokens::spelled).toList()));
    }
    List<Lexicon> lexicons = grammar.lexicons().stream().map(RandomTokens::spelled).toList();
    return new Grammar(grammar.start(), productions, lexicons);
  }

  private static Symbol spelled(Symbol symbol) {
    return switch (symbol) {
      case SpecialToken.Ids(List<SpecialToken.Range> ranges) -> {
        int[] bounds = new int[2 * ranges.size()];
        for (int i = 0; i < ranges.size(); i++) {
          bounds[2 * i] = FIRST_CHARACTER + ranges.get(i).first();
          bounds[2 * i + 1] = FIRST_CHARACTER + ranges.get(i).last();
        }
        yield new Checked(new Terminal(Regex.chars(CodePointSet.ofRanges(bounds))), APART);
      }
      case Terminal(Regex regex) -> new Terminal(withoutCharacters(regex));
      case Group group ->
          new Group(
              group.members().stream()
                  .map(m -> new Group.Member(spelled(m.symbol()), m.min(), m.max()))
                  .toList(),
              group.separator().map(RandomTokens::spelled),
              group.order(),
              group.min(),
              group.max());
      default -> symbol;
    };
  }

  private static Lexicon spelled(Lexicon lexicon) {
    List<Lexicon.Mode> modes = new ArrayList<>();
    for (Lexicon.Mode mode : lexicon.modes()) {
      List<Lexicon.Rule> rules = new ArrayList<>();
      for (Lexicon.Rule rule : mode.rules()) {
        rules.add(
            new Lexicon.Rule(
                rule.name(),
                withoutCharacters(rule.regex()),
                rule.produces(),
                rule.changes(),
                rule.extent()));
      }
      modes.add(new Lexicon.Mode(mode.name(), rules));
    }
    return new Lexicon(lexicon.name(), lexicon.competition(), modes);
  }

  private static Regex withoutCharacters(Regex regex) {
    return Regex.allOf(regex, Regex.star(Regex.chars(TEXT)));
  }
}
