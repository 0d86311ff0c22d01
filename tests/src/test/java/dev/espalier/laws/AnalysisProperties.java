package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.analysis.Finding;
import dev.espalier.grammar.analysis.GrammarReport;
import dev.espalier.grammar.transform.Symbols;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.DeadEnds;
import dev.espalier.masking.GrammarAnalysis;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.LexiconOracle;
import dev.espalier.testkit.MembershipOracle;
import dev.espalier.testkit.RandomGrammars;
import dev.espalier.testkit.RandomLexicons;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is found in random grammars, against membership by definition. */
class AnalysisProperties {
  private static final Limits LIMITS = Limits.defaults();
  private static final Symbol NOTHING = new Terminal(Regex.NOTHING);

  private static Set<String> rules(GrammarReport report, Finding.Kind... kinds) {
    return Set.of(kinds).stream()
        .flatMap(kind -> report.findings(kind).stream())
        .map(Finding::rule)
        .collect(Collectors.toSet());
  }

  private static List<String> texts(List<String> letters, int most) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.size() < most; i++) {
      for (String letter : letters) {
        texts.add(texts.get(i) + letter);
      }
    }
    return texts;
  }

  @Property(tries = 500)
  void whatIsNotReachedOrDerivesNothingCanBeLeftOut(@ForAll long seed) {
    Grammar grammar = RandomGrammars.grammar(new Random(seed));
    GrammarReport report = GrammarAnalysis.of(grammar, LIMITS);
    Set<String> left = rules(report, Finding.Kind.UNREACHABLE, Finding.Kind.DERIVES_NOTHING);
    List<Production> kept = new ArrayList<>();
    for (Production production : grammar.productions()) {
      if (!left.contains(production.head().name())) {
        List<Symbol> body =
            production.body().stream()
                .map(symbol -> Symbols.map(symbol, leaf -> isOneOf(left, leaf) ? NOTHING : leaf))
                .toList();
        kept.add(new Production(production.head(), body));
      }
    }
    if (left.contains(grammar.start().name())) {
      kept.add(Production.of(grammar.start(), NOTHING));
    }
    Grammar pruned = new Grammar(grammar.start(), kept);
    for (String text : texts(List.of("a", "b", "é"), 120)) {
      assertEquals(
          MembershipOracle.accepts(grammar, text),
          MembershipOracle.accepts(pruned, text),
          () -> "'" + text + "' in\n" + grammar);
    }
  }

  private static boolean isOneOf(Set<String> names, Symbol leaf) {
    return leaf instanceof Nonterminal nonterminal && names.contains(nonterminal.name());
  }

  @Property(tries = 1_000)
  void rulesThatDeriveNothingAreThoseThatAreRefused(@ForAll long seed) {
    Grammar grammar = RandomGrammars.grammar(new Random(seed));
    GrammarReport report = GrammarAnalysis.of(grammar, LIMITS);
    Set<String> nothing = rules(report, Finding.Kind.DERIVES_NOTHING);
    Set<String> empty = rules(report, Finding.Kind.ONLY_EMPTY);
    for (Nonterminal rule : grammar.productionsByHead().keySet()) {
      Grammar alone = new Grammar(rule, grammar.productions());
      assertEquals(nothing.contains(rule.name()), isRefused(alone), () -> rule + " of " + grammar);
      if (empty.contains(rule.name())) {
        ByteRecognizer recognizer = ByteRecognizer.compile(alone, LIMITS);
        assertTrue(recognizer.start().isComplete(), () -> rule + " of " + grammar);
        assertTrue(recognizer.start().allowedBytes().isEmpty(), () -> rule + " of " + grammar);
      }
    }
  }

  private static boolean isRefused(Grammar grammar) {
    try {
      ByteRecognizer.compile(grammar, LIMITS);
      return false;
    } catch (UnsatisfiableGrammarException e) {
      return true;
    }
  }

  @Property(tries = 500)
  void rulesThatNeverWinCanBeLeftOut(@ForAll long seed) {
    RandomLexicons.Case language = RandomLexicons.one(new Random(seed));
    Grammar grammar = language.grammar();
    GrammarReport report = GrammarAnalysis.of(grammar, LIMITS);
    Set<String> never = rules(report, Finding.Kind.NEVER_WINS, Finding.Kind.EMPTY_TERMINAL);
    List<Lexicon> kept = new ArrayList<>();
    for (Lexicon lexicon : grammar.lexicons()) {
      List<Lexicon.Mode> modes = new ArrayList<>();
      for (Lexicon.Mode mode : lexicon.modes()) {
        modes.add(
            new Lexicon.Mode(
                mode.name(),
                mode.rules().stream().filter(rule -> !never.contains(rule.name())).toList()));
      }
      kept.add(new Lexicon(lexicon.name(), lexicon.competition(), modes));
    }
    Grammar pruned = new Grammar(grammar.start(), grammar.productions(), kept);
    for (String text : texts(language.alphabet(), 200)) {
      assertEquals(
          LexiconOracle.accepts(grammar, text),
          LexiconOracle.accepts(pruned, text),
          () -> "'" + text + "' without " + never + " in\n" + grammar);
    }
  }

  @Property(tries = 40)
  void deadEndsAreThoseThatTextsComeTo(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar grammar = RandomGrammars.grammar(random);
    List<String> pieces = List.of("a", "b", "ab", "é", "ba", "bb", "c");
    List<String> tokens = pieces.stream().filter(piece -> random.nextInt(3) > 0).toList();
    List<byte[]> bytes =
        tokens.stream().map(token -> token.getBytes(StandardCharsets.UTF_8)).toList();
    Vocabulary vocabulary = Vocabulary.of(bytes, Map.of(tokens.size(), "</s>"));
    Constraint constraint;
    try {
      constraint = Constraint.compile(grammar, vocabulary, LIMITS);
    } catch (UnsatisfiableGrammarException e) {
      return;
    }
    DeadEnds deadEnds = DeadEnds.search(grammar, vocabulary, LIMITS);
    Configuration start = ByteRecognizer.compile(grammar, LIMITS).start();
    for (DeadEnds.DeadEnd end : deadEnds.found()) {
      Configuration at = start.after(end.text().getBytes(StandardCharsets.UTF_8));
      assertTrue(!at.isDead() && !at.isComplete(), () -> end + " of " + grammar);
      assertTrue(bytes.stream().allMatch(token -> at.after(token).isDead()), () -> end + "");
    }
    if (deadEnds.isExhaustive() && deadEnds.found().isEmpty()) {
      for (int i = 0; i < 20; i++) {
        assertTrue(
            endsOrGoesOn(constraint, tokens.size(), random), () -> "a dead end in " + grammar);
      }
    }
  }

  /** Whether a random text comes to no place that is neither complete nor goes on. */
  private static boolean endsOrGoesOn(Constraint constraint, int end, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int length = 0; length < 20; length++) {
      matcher.fillMask(mask);
      int token = mask.nextAllowed(random.nextInt(end + 1));
      token = token < 0 ? mask.nextAllowed(0) : token;
      if (token < 0 || token == end) {
        return token == end;
      }
      matcher.advance(token);
    }
    return true;
  }
}
