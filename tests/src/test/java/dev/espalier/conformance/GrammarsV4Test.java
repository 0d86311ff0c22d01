package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.bench.GrammarCase;
import dev.espalier.bench.GrammarCases;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.g4.G4;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.grammar.g4.G4Options.Assumption;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.AntlrComparison;
import dev.espalier.testkit.AntlrOracle;
import dev.espalier.testkit.GrammarSentences;
import dev.espalier.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The grammars-v4 collection: every grammar compiles or is refused for what it leaves to code; what
 * ANTLR's interpreter accepts is accepted, byte by byte and token by token, and what it rejects is
 * rejected at the same place. Code that is refused is assumed to do nothing for the comparison, as
 * the interpreter does none of it.
 *
 * <p>Each grammar is compiled. Texts are compared for every third grammar: two examples of up to
 * 3,000 bytes and each of them with one change, the first of them also token by token. {@code
 * -Dgrammars=all} takes all grammars, all examples of up to 60,000 bytes and eight changes each.
 *
 * <p>Of every twelfth grammar, of all with {@code -Dgrammars=all}, five random sentences written
 * under the mask are parsed by the interpreter, or {@code -Dsentences=N}. Grammars with code are
 * left out of this. A text that comes to no end is none; four texts are begun for each sentence.
 */
class GrammarsV4Test {
  private static final boolean ALL = "all".equals(System.getProperty("grammars"));
  private static final int EVERY = 3;
  private static final int MOST_EXAMPLES = ALL ? Integer.MAX_VALUE : 2;
  private static final int MOST_BYTES = ALL ? 60_000 : 3_000;
  private static final int CHANGES = ALL ? 8 : 1;
  private static final int MOST_TOKENISED_BYTES = 3_000;
  private static final int SENTENCES = Integer.getInteger("sentences", 5);
  private static final int EVERY_FOR_SENTENCES = 12;
  private static final int MOST_SENTENCE_TOKENS = 45;
  private static final Duration LIMIT = Duration.ofMillis(ALL ? 5_000 : 1_000);

  /** What is refused with its place: code, which may do anything. */
  private static final Set<String> CODE =
      Set.of(
          "predicate", "lexer predicate", "lexer action", "overriding lexer member", "superClass");

  /** Grammars that have no code and are refused nevertheless, or have and are refused for more. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "bison", "parts > Limits.maxSymbols", // nested actions with strings and comments in them
          "trapc", "there is no grammar 'CParser'"); // it imports from another directory

  /** Examples on which the interpreter says something else, and why; by grammar. */
  private static final Map<String, Known> KNOWN =
      Map.of(
          "rego",
          new Known(
              "examples/00014.stmt",
              "the command 'Channel', with a capital letter, hides whitespace in lexers that ANTLR"
                  + " generates; the interpreter knows 'channel' alone"),
          "antlr/antlr2",
          new Known(
              "examples/links.g2",
              "tokens that only code makes never come, so texts that wait for one are dead before"
                  + " the lexeme that ANTLR complains of"),
          "python/python2_7_18",
          new Known("examples/Bastion.py", "as for antlr/antlr2: INDENT is made by code"));

  private record Known(String example, String reason) {}

  private static List<GrammarCase> cases() throws IOException {
    Optional<Path> data = SharedData.find("grammars-v4");
    assumeTrue(data.isPresent(), "no shared/grammars-v4 beside the project");
    return GrammarCases.find(data.get());
  }

  private static Grammar read(GrammarCase one, G4Options options) throws IOException {
    Limits limits = Limits.defaults();
    return G4.parse(
            Files.readString(one.grammar()),
            one.grammar().getFileName().toString(),
            one.entry().orElse(""),
            G4Files.directory(one.grammar().resolveSibling(""), limits),
            options,
            limits)
        .grammar();
  }

  @Test
  void everyGrammarCompilesOrIsRefusedForItsCode() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (GrammarCase one : cases()) {
      String expected = REFUSED.getOrDefault(one.name(), "");
      String refused = "";
      try {
        ByteRecognizer.compile(read(one, G4Options.defaults()), Limits.defaults());
      } catch (UnsupportedGrammarException e) {
        for (UnsupportedGrammarException.Use use : e.uses()) {
          assertTrue(use.position().matches("\\w+\\.g4:\\d+:\\d+"), use.position());
          refused = CODE.contains(use.construct()) ? refused : use.toString();
        }
      } catch (GrammarException e) {
        refused = e.getMessage();
      }
      if (!refused.contains(expected) || refused.isEmpty() != expected.isEmpty()) {
        wrong.add(one.name() + ": expected '" + expected + "' but was '" + refused + "'");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @TestFactory
  Stream<DynamicTest> textsAreReadAsByAntlr() throws IOException {
    Optional<Path> tokenizer = SharedData.find("tokenizers/llama3/tokenizer.json");
    assumeTrue(tokenizer.isPresent(), "no shared/tokenizers/llama3 beside the project");
    TextTokens tokens = TextTokens.ofTokenizerJson(tokenizer.get());
    return chosen(EVERY).stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compare(one, tokens)));
  }

  private static List<GrammarCase> chosen(int every) throws IOException {
    List<GrammarCase> all = cases();
    List<GrammarCase> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!REFUSED.containsKey(all.get(i).name()) && (ALL || i % every == 0)) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  private static void compare(GrammarCase one, TextTokens tokens) throws IOException {
    Grammar grammar = read(one, G4Options.defaults().assuming(Assumption.values()));
    AntlrOracle antlr = AntlrOracle.of(one.grammar(), one.entry());
    ByteRecognizer recognizer = ByteRecognizer.compile(grammar, Limits.defaults());
    Random random = new Random(one.name().hashCode());
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (Path example : one.examples()) {
      if (Files.size(example) > MOST_BYTES || count == MOST_EXAMPLES) {
        continue;
      }
      String text = text(example);
      if (Files.size(example) < MOST_TOKENISED_BYTES
          && (ALL || count == 0)
          && antlr.judge(text, LIMIT) instanceof AntlrOracle.Verdict.Accepted) {
        assertTokensAreAllowed(Constraint.compile(grammar, tokens.vocabulary()), tokens.of(text));
      }
      for (int i = 0; i <= CHANGES; i++) {
        AntlrComparison.difference(
                antlr, recognizer, i == 0 ? text : AntlrComparison.changed(text, random), LIMIT)
            .ifPresent(difference -> differences.add(one.name(example) + ": " + difference));
      }
      count++;
    }
    if (!KNOWN.containsKey(one.name())) {
      assertEquals(List.of(), differences);
    }
  }

  /** The text as ANTLR reads files: what is not UTF-8 becomes U+FFFD. */
  private static String text(Path example) throws IOException {
    return new String(Files.readAllBytes(example), StandardCharsets.UTF_8);
  }

  private static void assertTokensAreAllowed(Constraint constraint, int[] tokens) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int at = 0; at < tokens.length; at++) {
      matcher.fillMask(mask);
      assertTrue(mask.allows(tokens[at]), "token " + at);
      assertTrue(matcher.advance(tokens[at]), "token " + at);
    }
    assertTrue(matcher.isComplete(), "the end");
  }

  @TestFactory
  Stream<DynamicTest> sentencesUnderTheMaskAreParsedByAntlr() throws IOException {
    Optional<Path> tokenizer = SharedData.find("tokenizers/llama3/tokenizer.json");
    assumeTrue(tokenizer.isPresent(), "no shared/tokenizers/llama3 beside the project");
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(tokenizer.get());
    return chosen(EVERY_FOR_SENTENCES).stream()
        .filter(one -> !KNOWN.containsKey(one.name()))
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> writeSentences(one, vocabulary)));
  }

  private static void writeSentences(GrammarCase one, Vocabulary vocabulary) throws IOException {
    Grammar grammar;
    try {
      grammar = read(one, G4Options.defaults());
    } catch (UnsupportedGrammarException e) {
      return; // the interpreter and code that is run would not agree
    }
    AntlrOracle antlr = AntlrOracle.of(one.grammar(), one.entry());
    GrammarSentences sentences = new GrammarSentences(Constraint.compile(grammar, vocabulary));
    Random random = new Random(one.name().hashCode());
    int made = 0;
    for (int tries = 0; made < SENTENCES && tries < 4 * SENTENCES; tries++) {
      Optional<String> sentence = sentences.write(1 + random.nextInt(MOST_SENTENCE_TOKENS), random);
      if (sentence.isPresent()) {
        made++;
        if (antlr.judge(sentence.get(), LIMIT) instanceof AntlrOracle.Verdict.Rejected rejected) {
          fail("'" + sentence.get() + "': " + rejected);
        }
      }
    }
  }

  /** Breaks when one of them is no difference any more: it is then to be taken off the list. */
  @Test
  void knownDifferencesAreThere() throws IOException {
    for (GrammarCase one : cases()) {
      Known known = KNOWN.get(one.name());
      if (known != null) {
        Grammar grammar = read(one, G4Options.defaults().assuming(Assumption.values()));
        Optional<String> difference =
            AntlrComparison.difference(
                AntlrOracle.of(one.grammar(), one.entry()),
                ByteRecognizer.compile(grammar, Limits.defaults()),
                text(one.grammar().resolveSibling(known.example())),
                LIMIT);
        assertTrue(difference.isPresent(), () -> one.name() + " is mended: " + known.reason());
      }
    }
  }
}
