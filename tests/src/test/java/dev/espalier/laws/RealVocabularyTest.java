package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.MaskFiller;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.CheckedReader;
import dev.espalier.testkit.RandomCheckedGrammars;
import dev.espalier.testkit.RandomConstraints.Language;
import dev.espalier.testkit.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every token of real vocabularies against brute force, along random texts. */
class RealVocabularyTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name", "tags"], "additionalProperties": {"type": "integer"},
       "properties": {"name": {"type": "string", "minLength": 2, "maxLength": 12},
                      "word": {"type": "string", "pattern": "^\\\\S+( \\\\S+){0,3}$", "maxLength": 30},
                      "tags": {"type": "array", "maxItems": 3,
                               "items": {"anyOf": [{"type": "string"}, {"type": "number"}]}},
                      "next": {"$ref": "#"}}}
      """;
  private static final String EXPRESSIONS =
      """
      root ::= sum
      sum ::= sum [+-] product | product
      product ::= product [*/] atom | atom
      atom ::= [0-9]+ ("." [0-9]{1,6})? | [^\\x00-\\x7f]+ | "(" root ")" | "'" [^']* "'"
      """;
  private static final List<String> STRINGS =
      List.of(
          "{\"type\": \"string\", \"minLength\": 20, \"maxLength\": 24}",
          "{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 40,"
              + " \"pattern\": \"^$|^(\\\\S+\\\\s+){0,9}\\\\S+$\"}",
          "{\"type\": \"string\", \"maxLength\": 170, \"pattern\":"
              + " \"^(\\\\S+\\\\s+){0,9}\\\\S+$\"}",
          "{\"type\": \"string\", \"pattern\": \"^[a-z0-9-]{3,20}$\"}",
          "{\"enum\": [\"red\", \"reddish\", \"re\", \"green\", 1, 12, null, {\"a\": [1, \"b\"]}]}",
          "{\"properties\": {\"name\": {\"type\": \"null\"}, \"names\": {\"type\": \"null\"}},"
              + " \"type\": \"object\", \"additionalProperties\": {\"type\": \"boolean\"}}");
  private static final String TURNS =
      """
      root ::= turn+
      turn ::= <|start_header_id|> ("user" | "assistant") <|end_header_id|> "\\n\\n" .* <|eot_id|>
      """;
  private static final int STEPS = 25;
  private static final int FEW_STEPS = 10;

  @Test
  void embeddedVocabulary() {
    try (LanguageModel model = DjlModel.embedded()) {
      for (int seed = 0; seed < 10; seed++) {
        check(model.vocabulary(), seed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "mistral-v1", "gpt2-byte-level"})
  void sharedVocabularies(String name) {
    Optional<Path> file = SharedData.find("tokenizers/" + name + "/tokenizer.json");
    assumeTrue(file.isPresent(), "no shared/tokenizers/" + name + " beside the project");
    check(Vocabulary.ofTokenizerJson(file.get()), 1);
  }

  private static void check(Vocabulary vocabulary, int seed) {
    SchemaOptions anyWhitespace = SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE);
    List<Grammar> grammars =
        List.of(JsonSchema.parse(SCHEMA, anyWhitespace), Gbnf.parse(EXPRESSIONS));
    List<Language> languages = grammars.stream().map(g -> new Language(g, vocabulary)).toList();
    try (MaskFiller filler = MaskFiller.ofThreads(3)) {
      BatchLaws.hold(filler, languages, STEPS, new Random(seed));
    }
    for (Grammar grammar : grammars) {
      walk(grammar, vocabulary, STEPS, new Random(seed));
      DraftLaws.hold(Constraint.compile(grammar, vocabulary), 6, 8, new Random(seed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "mistral-v1"})
  void stringsAndKeys(String name) {
    Optional<Path> file = SharedData.find("tokenizers/" + name + "/tokenizer.json");
    assumeTrue(file.isPresent(), "no shared/tokenizers/" + name + " beside the project");
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file.get());
    for (String schema : STRINGS) {
      for (int seed = 0; seed < 2; seed++) {
        walk(JsonSchema.parse(schema), vocabulary, FEW_STEPS, new Random(seed));
      }
    }
  }

  @Test
  void checks() {
    Optional<Path> file = SharedData.find("tokenizers/llama3/tokenizer.json");
    assumeTrue(file.isPresent(), "no shared/tokenizers/llama3 beside the project");
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file.get());
    for (int seed = 0; seed < 24; seed++) {
      Random random = new Random(seed);
      try {
        walk(RandomCheckedGrammars.grammar(random), vocabulary, FEW_STEPS, random);
      } catch (UnsatisfiableGrammarException e) {
        continue; // nothing to write
      }
    }
  }

  @Test
  void namedTokens() {
    Optional<Path> file = SharedData.find("tokenizers/llama3/tokenizer.json");
    assumeTrue(file.isPresent(), "no shared/tokenizers/llama3 beside the project");
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file.get());
    Constraint constraint = Constraint.compile(Gbnf.parse(TURNS), vocabulary);
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    int[] turn = {128_006, 882, 128_007, 271, 13_347, 128_009};
    assertArrayEquals(new int[] {128_006}, matcher.forcedTokens());
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < turn.length; i++) {
        matcher.fillMask(mask);
        for (int token = 0; token < vocabulary.size(); token++) {
          assertEquals(mask.allows(token), matcher.allows(token));
        }
        if (i == 2) {
          assertEquals("{128007}", mask.toString());
        }
        assertTrue(matcher.advance(turn[i]), vocabulary.text(turn[i]));
        assertFalse(matcher.isStopped());
      }
      assertTrue(matcher.isComplete());
    }
    matcher.fillMask(mask);
    assertEquals("{128001, 128006, 128008..128009}", mask.toString());
    matcher.rollback(2);
    matcher.fillMask(mask);
    int spelled = 0;
    for (int token = 0; token < 128_000; token++) {
      spelled += mask.allows(token) ? 1 : 0;
    }
    assertTrue(spelled > 100_000 && mask.count() == spelled + 1, mask.count() + " " + spelled);
  }

  private static void walk(Grammar grammar, Vocabulary vocabulary, int steps, Random random) {
    Constraint constraint = Constraint.compile(grammar, vocabulary);
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    CheckedReader bytes =
        new CheckedReader(ByteRecognizer.compile(grammar, Limits.defaults()).start());
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < steps && !matcher.isStopped(); step++) {
      matcher.fillMask(mask);
      for (int token = 0; token < vocabulary.size(); token++) {
        boolean expected =
            vocabulary.isEnd(token)
                ? bytes.at().isComplete()
                : vocabulary.length(token) > 0 && !bytes.after(vocabulary.bytes(token)).isDead();
        if (expected != mask.allows(token)) {
          assertEquals(expected, mask.allows(token), text + "·" + vocabulary.text(token));
        }
        assertEquals(expected, matcher.allows(token));
      }
      int token = mask.nextAllowed(random.nextInt(vocabulary.size()));
      token = token < 0 ? mask.nextAllowed(0) : token;
      if (token < 0) {
        return;
      }
      assertTrue(matcher.advance(token), "after " + text);
      for (byte b : vocabulary.bytes(token)) {
        bytes.read(b & 0xff);
      }
      text.append(vocabulary.text(token));
    }
  }
}
