package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.compose.Compose;
import dev.espalier.grammar.compose.FreeText;
import dev.espalier.grammar.compose.JsonSpelling;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.LexiconOracle;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomLexicons;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * What grammars made of grammars allow, token by token; and that lexicons are the same inside.
 * Texts that may be empty are left aside: there hidden lexemes may stand around the whole alone.
 */
class CompositionProperties {
  private static final List<String> LETTERS = List.of("a", "b", "c");
  private static final int LONGEST_THEN = 2;

  /** Free text over a, b and c in which each trigger must be followed by its text. */
  private record Triggered(Map<String, String> thens) {
    static Triggered random(Random random) {
      Map<String, String> thens = new TreeMap<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        thens.put(text("ab", 1 + random.nextInt(3), random), text("abc", 2, random));
      }
      return new Triggered(thens);
    }

    private static String text(String letters, int length, Random random) {
      StringBuilder text = new StringBuilder();
      while (text.length() < length) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      return text.toString();
    }

    Grammar grammar() {
      FreeText text = FreeText.any();
      for (Map.Entry<String, String> then : thens.entrySet()) {
        text = text.on(then.getKey(), Compose.text(then.getValue()));
      }
      return text.anyNumber();
    }

    boolean accepts(String text) {
      for (int end = 1; end <= text.length(); end++) {
        String longest = "";
        for (String trigger : thens.keySet()) {
          if (text.startsWith(trigger, end - trigger.length())
              && trigger.length() > longest.length()) {
            longest = trigger;
          }
        }
        if (!longest.isEmpty()) {
          String then = String.valueOf(thens.get(longest));
          return text.startsWith(then, end) && accepts(text.substring(end + then.length()));
        }
      }
      return true;
    }

    /** Whether a text that begins with {@code text} is accepted. */
    boolean isViable(String text) {
      return isViable(text, LONGEST_THEN);
    }

    private boolean isViable(String text, int more) {
      return accepts(text)
          || more > 0 && LETTERS.stream().anyMatch(letter -> isViable(text + letter, more - 1));
    }
  }

  @Property(tries = 300)
  void triggersAreFoundWhateverTheTokens(@ForAll long seed) {
    Random random = new Random(seed);
    Triggered triggered = Triggered.random(random);
    List<String> texts = new ArrayList<>(LETTERS);
    for (int i = 0; i < 12; i++) {
      texts.add(Triggered.text("abc", 2 + random.nextInt(4), random));
    }
    Matcher matcher = Constraint.compile(triggered.grammar(), vocabulary(texts)).newMatcher();
    TokenMask mask = new TokenMask(texts.size() + 1);
    String text = "";
    for (int step = 0; step < 5; step++) {
      matcher.fillMask(mask);
      List<Integer> allowed = new ArrayList<>();
      for (int token = 0; token < texts.size(); token++) {
        String next = text + texts.get(token);
        assertEquals(triggered.isViable(next), mask.allows(token), next + " under " + triggered);
        if (mask.allows(token)) {
          allowed.add(token);
        }
      }
      assertEquals(triggered.accepts(text), mask.allows(texts.size()), text);
      int token = allowed.get(random.nextInt(allowed.size()));
      assertTrue(matcher.advance(token));
      text += texts.get(token);
    }
  }

  private static Vocabulary vocabulary(List<String> texts) {
    return Vocabulary.of(
        texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(),
        Map.of(texts.size(), "</s>"));
  }

  @Example
  void aTriggerStraddlesTokens() {
    Grammar call = Compose.concatenation(Compose.choices(List.of("{f}", "{g}")), Compose.text("<"));
    Grammar grammar = FreeText.any().on("<tool>", call).on("```", Compose.text("js")).anyNumber();
    List<String> tokens =
        List.of(
            "<",
            "a<",
            "<to",
            "ol",
            ">",
            "ol>",
            "ol>{",
            "ol>a",
            "ol>{f}<",
            "ol>{f}<<tool>",
            "{f",
            "}",
            "}<<",
            "a",
            "`",
            "``",
            "````",
            "```js",
            "``js",
            "js",
            "```j");
    Constraint constraint = Constraint.compile(grammar, vocabulary(tokens));
    assertAllowed(
        constraint,
        tokens,
        List.of(),
        List.of("<", "a<", "ol>a", "```js", "```j"),
        List.of("````"));
    assertAllowed(
        constraint,
        tokens,
        List.of("<to"),
        List.of("ol", "ol>{", "ol>{f}<", "ol>{f}<<tool>", "<to", "a", "```js"),
        List.of("ol>a"));
    assertAllowed(
        constraint,
        tokens,
        List.of("a<", "<to", "ol", ">"),
        List.of("{f"),
        List.of("a", "}", "<", "js"));
    assertAllowed(
        constraint, tokens, List.of("<to", "ol", ">", "{f"), List.of("}<<"), List.of("{f", "a"));
    assertAllowed(
        constraint,
        tokens,
        List.of("<to", "ol", ">", "{f", "}<<"),
        List.of("a", "<to", "ol>a"),
        List.of("````"));
    assertAllowed(
        constraint,
        tokens,
        List.of("``"),
        List.of("a", "`", "<"),
        List.of("``", "```js", "``js", "````"));
    assertAllowed(constraint, tokens, List.of("``", "`"), List.of("js"), List.of("a", "`", "<"));
    assertAllowed(
        constraint, tokens, List.of("`"), List.of("``js", "``", "`"), List.of("```js", "```j"));
  }

  private static void assertAllowed(
      Constraint constraint,
      List<String> tokens,
      List<String> before,
      List<String> allowed,
      List<String> refused) {
    Matcher matcher = constraint.newMatcher();
    for (String token : before) {
      assertTrue(matcher.advance(tokens.indexOf(token)), token + " of " + before);
    }
    TokenMask mask = constraint.newMask();
    matcher.fillMask(mask);
    for (String token : allowed) {
      assertTrue(mask.allows(tokens.indexOf(token)), token + " after " + before);
    }
    for (String token : refused) {
      assertTrue(!mask.allows(tokens.indexOf(token)), token + " after " + before);
    }
  }

  /** Tokens with a trigger, a name, or both, or several names in them. */
  private static final List<String> CALL_TOKENS =
      List.of(
          "<",
          "t>",
          "<t>",
          "<t>{",
          "{",
          "}",
          "\"",
          "a",
          "b",
          ":",
          "1",
          ",",
          "[",
          "]",
          " ",
          "\"a\"",
          "\":1",
          ",\"",
          "<t>{\"a\":1,\"a",
          "<t>{\"a\":1,\"b\"",
          "t>{\"b\"",
          "}\"<t>{\"a",
          "\"a\":1,\"a\"",
          "{\"b\":{\"a\":[1",
          "1]}",
          "x\"<t>{\"a\":1}<t>{\"a\":2",
          "<u>",
          "<u>[1,",
          "1,1]",
          "2]");

  private static Grammar calls() {
    Grammar open =
        JsonSchema.parse(
            "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"integer\","
                + " \"object\"]}}");
    Grammar unique =
        JsonSchema.parse(
            "{\"type\": \"array\", \"items\": {\"type\": \"integer\"}, \"uniqueItems\": true}");
    return FreeText.any().on("<t>", open).on("<u>", unique).anyNumber();
  }

  @Property(tries = 300)
  void checksSeeTheirPartWhateverTheTokens(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar grammar = calls();
    List<String> texts = new ArrayList<>(CALL_TOKENS);
    Constraint constraint = Constraint.compile(grammar, vocabulary(texts));
    Matcher bytes = Constraint.compile(grammar, RandomConstraints.bytes()).newMatcher();
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < 8; step++) {
      matcher.fillMask(mask);
      List<Integer> allowed = new ArrayList<>();
      for (int token = 0; token < texts.size(); token++) {
        boolean expected = advanced(bytes.fork(), texts.get(token));
        String next = text + texts.get(token);
        assertEquals(expected, mask.allows(token), next);
        assertEquals(expected, matcher.allows(token), next);
        if (expected) {
          allowed.add(token);
        }
      }
      int token = allowed.get(random.nextInt(allowed.size()));
      int[] draft = {token, random.nextInt(texts.size()), random.nextInt(texts.size())};
      List<TokenMask> masks = constraint.newMasks(4);
      int drafted = matcher.fillMasks(draft, masks);
      for (int back = random.nextInt(2); back >= 0; back--) {
        assertTrue(matcher.advance(token));
        if (back > 0) {
          matcher.rollback(1);
        }
      }
      assertTrue(advanced(bytes, texts.get(token)));
      text.append(texts.get(token));
      Matcher ahead = matcher.fork();
      for (int i = 1; i <= drafted; i++) {
        ahead.fillMask(mask);
        assertArrayEquals(mask.words(), masks.get(i).words(), text + " and " + i);
        if (i < drafted) {
          assertTrue(ahead.advance(draft[i]));
        }
      }
    }
  }

  @Property(tries = 500)
  void checksOfAPartAreThoseOfItAlone(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar open =
        JsonSchema.parse(
            "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"integer\"}}");
    Grammar composed =
        FreeText.any().on("<t>", Compose.concatenation(open, Compose.text("!"))).anyNumber();
    StringBuilder text = new StringBuilder();
    boolean expected = true;
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(
          List.of("", "it's 5\" ", "\\", "[{\"a\":", "{\"a\":1,", "x,").get(random.nextInt(6)));
      StringBuilder object = new StringBuilder("{");
      for (int n = random.nextInt(4); n > 0; n--) {
        object
            .append(random.nextBoolean() ? "\"a\":" : "\"b\":")
            .append(n)
            .append(n == 1 ? "" : ",");
      }
      object.append('}');
      expected &= isComplete(open, object.toString());
      text.append("<t>").append(object).append('!');
    }
    assertEquals(expected, isComplete(composed, text.toString()), text.toString());
  }

  private static boolean isComplete(Grammar grammar, String text) {
    Matcher matcher = Constraint.compile(grammar, RandomConstraints.bytes()).newMatcher();
    return advanced(matcher, text) && matcher.isComplete();
  }

  private static boolean advanced(Matcher matcher, String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!matcher.advance(b & 0xff)) {
        return false;
      }
    }
    return true;
  }

  @Property(tries = 200)
  void lexiconsAreTheSameInAUnion(@ForAll long seed) {
    Random random = new Random(seed);
    RandomLexicons.Case first = RandomLexicons.one(random);
    RandomLexicons.Case second = RandomLexicons.one(random);
    Assume.that(!LexiconOracle.accepts(first.grammar(), ""));
    Assume.that(!LexiconOracle.accepts(second.grammar(), ""));
    Grammar union = Compose.union(first.grammar(), second.grammar());
    for (int i = 0; i < 20; i++) {
      String text = text(i % 2 == 0 ? first : second, random);
      boolean ofOne =
          LexiconOracle.accepts(first.grammar(), text)
              || LexiconOracle.accepts(second.grammar(), text);
      boolean accepted = accepts(union, text);
      assertTrue(accepted || !ofOne, () -> "'" + text + "' in " + union);
      assertEquals(
          LexiconOracle.accepts(union, text), accepted, () -> "'" + text + "' in " + union);
    }
  }

  @Property(tries = 200)
  void lexiconsAreTheSameBehindAText(@ForAll long seed) {
    Random random = new Random(seed);
    RandomLexicons.Case inner = RandomLexicons.one(random);
    Assume.that(!LexiconOracle.accepts(inner.grammar(), ""));
    Grammar framed = Compose.concatenation(Compose.text("§"), inner.grammar());
    for (int i = 0; i < 20; i++) {
      String text = text(inner, random);
      assertEquals(
          LexiconOracle.accepts(inner.grammar(), text),
          accepts(framed, "§" + text),
          () -> "'" + text + "' in " + framed);
    }
  }

  @Property(tries = 200)
  void lexiconsAreTheSameInsideAString(@ForAll long seed) {
    Random random = new Random(seed);
    RandomLexicons.Case inner = RandomLexicons.one(random);
    Assume.that(!LexiconOracle.accepts(inner.grammar(), ""));
    JsonSpelling spelling = random.nextBoolean() ? JsonSpelling.ANY : JsonSpelling.CANONICAL;
    Grammar string = Compose.jsonString(inner.grammar(), spelling);
    for (int i = 0; i < 20; i++) {
      String text = text(inner, random);
      StringBuilder spelled = new StringBuilder("\"");
      text.codePoints()
          .forEach(
              c -> {
                if (c < 0x20
                    || c == '"'
                    || c == '\\'
                    || spelling == JsonSpelling.ANY && random.nextBoolean()) {
                  spelled.append(canonical(c, spelling));
                } else {
                  spelled.appendCodePoint(c);
                }
              });
      String whole = spelled.append('"').toString();
      assertEquals(
          LexiconOracle.accepts(inner.grammar(), text),
          accepts(string, whole),
          () -> whole + " in " + string);
    }
  }

  private static String canonical(int c, JsonSpelling spelling) {
    int known = "\"\\\n\r\t\b\f".indexOf(c);
    return known >= 0 && spelling == JsonSpelling.CANONICAL
        ? "\\" + "\"\\nrtbf".charAt(known)
        : String.format("\\u%04x", c);
  }

  private static String text(RandomLexicons.Case language, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(language.alphabet().get(random.nextInt(language.alphabet().size())));
    }
    return text.toString();
  }

  private static boolean accepts(Grammar grammar, String text) {
    try {
      return ByteRecognizer.compile(grammar, Limits.defaults())
          .start()
          .after(text.getBytes(StandardCharsets.UTF_8))
          .isComplete();
    } catch (UnsatisfiableGrammarException e) {
      return false;
    }
  }
}
