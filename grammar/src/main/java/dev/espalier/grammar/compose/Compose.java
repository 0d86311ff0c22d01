package dev.espalier.grammar.compose;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.transform.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Makes grammars of grammars, whatever notations they were written in. {@link FreeText} is for text
 * with grammars in it.
 *
 * <p>The names of what is put together are kept apart, those of nonterminals and of lexicons: the
 * first to have one keeps it.
 *
 * <p>A grammar with a {@link Lexicon} stays divided into lexemes as it was alone. What stands
 * behind it must not make its last lexeme longer, and hidden lexemes may stand wherever a lexeme of
 * its own may, and behind each. So where a part with a lexicon may be left out, its hidden lexemes
 * may stand all the same; and repeated texts of it are one text to its lexicon.
 *
 * <p>Checks are told of the whole text, read as JSON. So a grammar with checks, such as a JSON
 * Schema with properties of any name, may follow other text only where that cannot leave a string
 * open, nor a number; where it might, an {@link IllegalArgumentException} says so. Behind a trigger
 * of {@link FreeText} it may stand always.
 *
 * <p>Stateless; any thread. Linear in what is put together.
 */
public final class Compose {
  private Compose() {}

  /** One given text, perhaps the empty one. */
  public static Grammar text(String text) {
    return regex(Regex.literal(text));
  }

  /** The texts that {@code regex} matches. */
  public static Grammar regex(Regex regex) {
    Nonterminal text = new Nonterminal("text");
    return new Grammar(
        text,
        List.of(
            new Production(
                text, regex.equals(Regex.EMPTY) ? List.of() : List.of(new Terminal(regex)))));
  }

  /** One token of the vocabulary, whatever its text. */
  public static Grammar token(SpecialToken token) {
    Nonterminal start = new Nonterminal("token");
    return new Grammar(start, List.of(Production.of(start, token)));
  }

  /**
   * Any one of the given texts; thousands of them are as fast as few.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Grammar choices(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("no choices");
    }
    return regex(Regex.anyOf(texts.stream().map(Regex::literal).toList()));
  }

  /** What any of the grammars accepts; at least one. */
  public static Grammar union(Grammar... parts) {
    return union(Arrays.asList(parts));
  }

  /**
   * What any of the grammars accepts. Where they have lexicons, hidden lexemes of any may stand
   * before the text, whichever grammar it is of; see {@link Grammar#lexicons}.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Grammar union(List<Grammar> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a union of no grammars");
    }
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("union");
    parts.forEach(part -> assembly.rule(start, assembly.add(part)));
    return assembly.from(start);
  }

  /** A text of each of the grammars, one after the other, with nothing between. */
  public static Grammar concatenation(Grammar... parts) {
    return concatenation(Arrays.asList(parts));
  }

  /** A text of each of the grammars, one after the other, with nothing between. */
  public static Grammar concatenation(List<Grammar> parts) {
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("sequence");
    List<Symbol> body = new ArrayList<>();
    parts.forEach(part -> body.add(assembly.add(part)));
    return assembly.rule(start, body).from(start);
  }

  /** What {@code part} accepts, or the empty text. */
  public static Grammar optional(Grammar part) {
    return repeat(part, 0, 1);
  }

  /**
   * {@code min} to {@code max} texts of {@code part}, one after the other.
   *
   * @param max {@link Regex#UNBOUNDED} for any number
   */
  public static Grammar repeat(Grammar part, int min, int max) {
    if (min < 0 || max < min) {
      throw new IllegalArgumentException("not a repetition: {" + min + "," + max + "}");
    }
    if (max == 0) {
      return text("");
    }
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("repeated");
    Group group = Group.repeat(assembly.add(part), min, max);
    return assembly.rule(start, group).from(start);
  }

  /**
   * {@code host} with other grammars in place of some of its nonterminals, whose own productions
   * count no more: a JSON Schema inside a grammar, say.
   *
   * @param parts by the name of the nonterminal, such as a rule of a GBNF file
   * @throws IllegalArgumentException if {@code host} has no such nonterminal
   */
  public static Grammar replace(Grammar host, Map<String, Grammar> parts) {
    for (String name : parts.keySet()) {
      if (!host.productionsByHead().containsKey(new Nonterminal(name))) {
        throw new IllegalArgumentException("no nonterminal '" + name + "' to replace");
      }
    }
    Assembly assembly = new Assembly();
    Nonterminal start =
        assembly.add(host, production -> !parts.containsKey(production.head().name()));
    parts.forEach((name, part) -> assembly.rule(new Nonterminal(name), assembly.add(part)));
    return host.lexicons().isEmpty() ? assembly.from(start) : assembly.ofFirst(start);
  }

  /**
   * A JSON string, in its quotes, whose value {@code part} accepts: JSON in a JSON string, as the
   * arguments of tool calls are, or a program in one.
   *
   * @throws IllegalArgumentException if {@code part} has a check or a special token, which a string
   *     cannot hold, or says something of numbers that {@link JsonSpelling#ANY} cannot spell
   */
  public static Grammar jsonString(Grammar part, JsonSpelling spelling) {
    List<Production> productions = new ArrayList<>();
    for (Production production : part.productions()) {
      List<Symbol> body = new ArrayList<>();
      for (Symbol symbol : production.body()) {
        body.add(Symbols.map(symbol, leaf -> spelled(leaf, spelling)));
      }
      productions.add(new Production(production.head(), body));
    }
    List<Lexicon> lexicons = part.lexicons().stream().map(l -> spelled(l, spelling)).toList();
    Assembly assembly = new Assembly();
    Nonterminal start = assembly.fresh("string");
    Symbol quote = new Terminal(Regex.literal("\""));
    Nonterminal inside = assembly.add(new Grammar(part.start(), productions, lexicons));
    return assembly.rule(start, quote, inside, quote).from(start);
  }

  private static Symbol spelled(Symbol leaf, JsonSpelling spelling) {
    return switch (leaf) {
      case Terminal(Regex regex) -> new Terminal(spelling.spelled(regex));
      case Checked checked ->
          throw new IllegalArgumentException(
              "no check sees into a string; use Compose.withoutChecks first: " + checked);
      case SpecialToken token ->
          throw new IllegalArgumentException("a string is text, and has no place for " + token);
      default -> leaf;
    };
  }

  private static Lexicon spelled(Lexicon lexicon, JsonSpelling spelling) {
    List<Lexicon.Mode> modes = new ArrayList<>();
    for (Lexicon.Mode mode : lexicon.modes()) {
      List<Lexicon.Rule> rules = new ArrayList<>();
      for (Lexicon.Rule rule : mode.rules()) {
        rules.add(
            new Lexicon.Rule(
                rule.name(),
                spelling.spelled(rule.regex()),
                rule.produces(),
                rule.changes(),
                rule.extent()));
      }
      modes.add(new Lexicon.Mode(mode.name(), rules));
    }
    return new Lexicon(lexicon.name(), lexicon.competition(), modes);
  }

  /**
   * What {@code grammar} accepts when nothing is asked of its {@link dev.espalier.grammar.Check
   * checks}: also names that an object has already, items that an array has already, and values
   * that a schema refuses by a check alone.
   */
  public static Grammar withoutChecks(Grammar grammar) {
    List<Production> productions = new ArrayList<>();
    for (Production production : grammar.productions()) {
      List<Symbol> body = new ArrayList<>();
      for (Symbol symbol : production.body()) {
        body.add(
            Symbols.map(
                symbol, leaf -> leaf instanceof Checked checked ? checked.terminal() : leaf));
      }
      productions.add(new Production(production.head(), body));
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }
}
