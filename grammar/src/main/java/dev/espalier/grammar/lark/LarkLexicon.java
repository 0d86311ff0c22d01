package dev.espalier.grammar.lark;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.LarkGrammar.Annotation;
import dev.espalier.grammar.lark.generated.LarkParser;
import dev.espalier.grammar.python.Lexeme;
import dev.espalier.grammar.python.Pattern;
import dev.espalier.grammar.transform.Nullability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The terminals that the rules of one level use, and the ignored ones, in order of preference. */
final class LarkLexicon {
  private static final int LONGEST_NAME = 80;

  private final String name;
  private final StrictParser source;
  private final LarkDefinitions definitions;
  private final LarkTerminals terminals;
  private final List<Annotation> annotations;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<Regex, Entry> endingFirst = new HashMap<>();
  private @Nullable Map<Pattern, LarkDefinitions.Term> defined; // those that are one value

  /** A terminal that is used. */
  private static final class Entry {
    final String name;
    final Lexeme lexeme;
    final Lexicon.Extent extent;
    final int priority;
    final boolean isLiteral;
    boolean isRead;
    boolean isHidden;

    Entry(String name, Lexeme lexeme, Lexicon.Extent extent, int priority, boolean isLiteral) {
      this.name = name;
      this.lexeme = lexeme;
      this.extent = extent;
      this.priority = priority;
      this.isLiteral = isLiteral;
    }

    int literalLength() {
      return isLiteral && lexeme.regex() instanceof Regex.Literal(String text) ? text.length() : 0;
    }
  }

  LarkLexicon(
      String name,
      StrictParser source,
      LarkDefinitions definitions,
      LarkTerminals terminals,
      List<Annotation> annotations) {
    this.name = name;
    this.source = source;
    this.definitions = definitions;
    this.terminals = terminals;
    this.annotations = annotations;
  }

  /** What a rule reads where it names {@code terminal}. */
  List<Symbol> read(LarkDefinitions.Term terminal) {
    return read(entry(terminal));
  }

  /** What a rule reads where {@code value} stands, a string, a regular expression or the like. */
  List<Symbol> read(LarkParser.ValueContext value) {
    Pattern pattern = terminals.value(value);
    if (pattern.equals(Pattern.EMPTY)) {
      return List.of();
    }
    LarkDefinitions.Term same = definedAs(pattern);
    return read(same != null ? entry(same) : unnamed(value, pattern));
  }

  /** What a rule reads whose text ends where it first matches. */
  List<Symbol> readFirst(String rule, Regex regex) {
    Regex first = Lexeme.firstMatch(regex);
    Entry entry = endingFirst.get(first);
    if (entry == null) {
      entry = new Entry(free(rule), new Lexeme(first, false), Lexicon.Extent.FIRST, 0, false);
      endingFirst.put(first, entry);
      entries.put(entry.name, entry);
    }
    return read(entry);
  }

  /** What a rule reads that is one terminal of its own. */
  List<Symbol> readLongest(String rule, Regex regex) {
    Entry entry = new Entry(free(rule), new Lexeme(regex, false), Lexicon.Extent.LONGEST, 0, false);
    entries.put(entry.name, entry);
    return read(entry);
  }

  private String free(String rule) {
    String free = rule;
    for (int i = 1; entries.containsKey(free); i++) {
      free = rule + "-" + i;
    }
    return free;
  }

  private List<Symbol> read(Entry entry) {
    if (entry.lexeme.isFree()) {
      return List.of(new Terminal(entry.lexeme.regex()));
    }
    if (entry.lexeme.regex().equals(Regex.EMPTY)) {
      return List.of();
    }
    entry.isRead = true;
    NamedTerminal terminal = new NamedTerminal(name, entry.name);
    return List.of(
        Nullability.isNullable(entry.lexeme.regex()) ? Group.repeat(terminal, 0, 1) : terminal);
  }

  /** The lexemes of a terminal are to be read over. */
  void ignore(LarkParser.AlternativesContext choice) {
    Entry entry;
    LarkParser.ValueContext only = onlyValue(List.of(choice));
    if (only instanceof LarkParser.ReferenceContext reference
        && reference.name() instanceof LarkParser.TerminalNameContext) {
      entry = entry(definitions.terminal(reference.getText(), reference.getStart()));
    } else {
      Pattern pattern = terminals.choice(List.of(choice));
      LarkDefinitions.Term same = definedAs(pattern);
      entry =
          same != null
              ? entry(same)
              : unnamed(
                  LarkOptions.text(choice),
                  pattern,
                  only instanceof LarkParser.StringContext,
                  choice.getStart());
    }
    if (entry.lexeme.isFree()) {
      throw new GrammarSyntaxException(
          source.positionOf(choice.getStart()),
          "what is ignored ends in a repetition such as '*?' by name; put it into one expression");
    }
    entry.isHidden = true;
  }

  private Entry entry(LarkDefinitions.Term terminal) {
    Entry entry = entries.get(terminal.name());
    if (entry == null) {
      Lexeme lexeme = terminals.lexeme(terminal);
      entry =
          new Entry(
              terminal.name(),
              lexeme,
              Lexicon.Extent.LONGEST,
              terminal.priority(),
              onlyValue(terminal) instanceof LarkParser.StringContext);
      entries.put(terminal.name(), entry);
      noteIfFree(lexeme, terminal.name(), terminal.place());
    }
    return entry;
  }

  private Entry unnamed(LarkParser.ValueContext value, Pattern pattern) {
    return unnamed(
        LarkOptions.text(value),
        pattern,
        value instanceof LarkParser.StringContext,
        value.getStart());
  }

  private Entry unnamed(String text, Pattern pattern, boolean isLiteral, Token place) {
    String spelled =
        text.length() > LONGEST_NAME
            ? text.substring(0, LONGEST_NAME) + "... " + Integer.toHexString(text.hashCode())
            : text;
    Entry entry = entries.get(spelled);
    if (entry == null) {
      Lexeme lexeme = terminals.lexeme(pattern, place);
      entry = new Entry(spelled, lexeme, Lexicon.Extent.LONGEST, 0, isLiteral);
      entries.put(spelled, entry);
      noteIfFree(lexeme, spelled, place);
    }
    return entry;
  }

  private void noteIfFree(Lexeme lexeme, String terminal, Token place) {
    if (lexeme.isFree()) {
      annotations.add(
          new Annotation(
              source.positionOf(place),
              terminal,
              "repetition such as '*?' at the end of a terminal that it names",
              "may end wherever it matches, where Lark takes the first end"));
    }
  }

  private LarkDefinitions.@Nullable Term definedAs(Pattern pattern) {
    Map<Pattern, LarkDefinitions.Term> byPattern = defined;
    if (byPattern == null) {
      byPattern = new HashMap<>();
      for (LarkDefinitions.Term terminal : definitions.terminals()) {
        LarkParser.ValueContext value = onlyValue(terminal);
        if (value instanceof LarkParser.StringContext
            || value instanceof LarkParser.RegexpContext
            || value instanceof LarkParser.RangeContext) {
          byPattern.putIfAbsent(terminals.value(value), terminal);
        }
      }
      defined = byPattern;
    }
    return byPattern.get(pattern);
  }

  private static LarkParser.@Nullable ValueContext onlyValue(LarkDefinitions.Term terminal) {
    return terminal.imported().isPresent() ? null : onlyValue(terminal.choices());
  }

  /** The one value that the alternatives consist of, if they do. */
  private static LarkParser.@Nullable ValueContext onlyValue(
      List<LarkParser.AlternativesContext> choices) {
    return choices.size() == 1
            && choices.getFirst().branch().size() == 1
            && choices.getFirst().branch(0) instanceof LarkParser.IntersectedContext branch
            && branch.sequence().size() == 1
            && branch.sequence(0) instanceof LarkParser.ElementsContext elements
            && elements.element().size() == 1
            && elements.element(0) instanceof LarkParser.QuantifiedContext quantified
            && quantified.TILDE().isEmpty()
            && quantified.quantifier() == null
            && quantified.atom() instanceof LarkParser.SingleContext single
        ? single.value()
        : null;
  }

  /** The expression of the terminal that {@code symbols} are, if they are one. */
  Optional<Regex> regexOf(List<Symbol> symbols) {
    return symbols.size() == 1 && symbols.getFirst() instanceof NamedTerminal(String l, String n)
        ? Optional.ofNullable(entries.get(n)).map(entry -> entry.lexeme.regex())
        : Optional.empty();
  }

  /**
   * All that is used; empty if nothing is.
   *
   * @param productions of the level, in whose order terminals without a name are
   */
  Optional<Lexicon> lexicon(List<Production> productions) {
    if (entries.values().stream().noneMatch(entry -> entry.isRead || entry.isHidden)) {
      return Optional.empty();
    }
    Map<String, Integer> numbers = new HashMap<>();
    definitions.terminals().forEach(terminal -> numbers.put(terminal.name(), numbers.size()));
    entries.values().stream()
        .filter(entry -> entry.isHidden)
        .forEach(entry -> numbers.putIfAbsent(entry.name, numbers.size()));
    for (Production production : productions) {
      production.body().forEach(symbol -> number(symbol, numbers));
    }
    Comparator<Entry> preferredFirst =
        Comparator.comparingInt((Entry entry) -> -entry.priority)
            .thenComparing(entry -> !entry.isLiteral)
            .thenComparingInt(entry -> -entry.literalLength())
            .thenComparingInt(entry -> numbers.getOrDefault(entry.name, Integer.MAX_VALUE));
    List<Lexicon.Rule> rules = new ArrayList<>();
    for (Entry entry : entries.values().stream().sorted(preferredFirst).toList()) {
      Regex regex = entry.lexeme.regex();
      if (entry.isRead && !regex.equals(Regex.NOTHING)) {
        rules.add(
            new Lexicon.Rule(entry.name, regex, Optional.of(entry.name), List.of(), entry.extent));
      }
      if (entry.isHidden && !regex.equals(Regex.NOTHING)) {
        rules.add(Lexicon.Rule.hidden(entry.name, regex));
      }
    }
    return Optional.of(Lexicon.of(name, Lexicon.Competition.EXPECTED, rules));
  }

  private void number(Symbol symbol, Map<String, Integer> numbers) {
    if (symbol instanceof NamedTerminal named && named.lexicon().equals(name)) {
      numbers.putIfAbsent(named.name(), numbers.size());
    } else if (symbol instanceof Group group) {
      group.members().forEach(member -> number(member.symbol(), numbers));
    }
  }
}
