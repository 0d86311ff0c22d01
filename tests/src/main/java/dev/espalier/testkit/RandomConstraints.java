package dev.espalier.testkit;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.NumberStyle;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Random grammars, with checks, lexicons or without, and random schemas over random vocabularies
 * that suit them, and random texts under them, token by token. The same seed gives the same.
 */
public final class RandomConstraints {
  /** The end token of these vocabularies. */
  public static final int END = 3;

  private static final int OTHER = 5;
  private static final List<String> JSON =
      List.of(
          "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\":", "\",\"", "{\"", "\"}", "],", "a", "b",
          "c", "ab", "\\", "\\\"", "\\n", "é", "0", "1", "2", "12", "9", "-", ".", "e", "5", "20",
          "true", "nu", "ll", "fal", "se", " ", "\n", "\"a\":1", ",\"a\":", "1,1", "1]", "\"\"");

  private RandomConstraints() {}

  /** A language and tokens to write it with. */
  public record Language(Grammar grammar, Vocabulary vocabulary) {
    /** The constraint, nothing learnt yet. */
    public Constraint compile() {
      return Constraint.compile(grammar, vocabulary);
    }
  }

  /** A grammar or a schema over a vocabulary that suits it; empty if no text is allowed. */
  public static Optional<Language> language(Random random) {
    Vocabulary letters = letters(random);
    Vocabulary json = json(random);
    try {
      Language language =
          switch (random.nextInt(7)) {
            case 0 -> new Language(RandomGrammars.grammar(random), letters);
            case 1 -> new Language(RandomGrammars.longTextGrammar(random), letters);
            case 2 -> new Language(RandomGrammars.numberGrammar(random), digits(random));
            case 3 -> new Language(RandomCheckedGrammars.grammar(random), json);
            case 4, 5 -> lexicon(random);
            default -> new Language(schema(random), json);
          };
      language.compile();
      return Optional.of(language);
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  /** As {@link #language}, compiled. */
  public static Optional<Constraint> constraint(Random random) {
    return language(random).map(Language::compile);
  }

  private static Grammar schema(Random random) {
    Whitespace[] whitespace = Whitespace.values();
    PropertyOrder[] orders = PropertyOrder.values();
    NumberStyle[] numbers = NumberStyle.values();
    return JsonSchema.parse(
        RandomSchemas.schema(random),
        SchemaOptions.defaults()
            .withWhitespace(whitespace[random.nextInt(whitespace.length)])
            .withPropertyOrder(orders[random.nextInt(orders.length)])
            .withNumbers(numbers[random.nextInt(numbers.length)]));
  }

  /**
   * Tokens over the letters of {@link RandomGrammars}, with halves of a letter, doubles and unused
   * ids.
   */
  public static Vocabulary letters(Random random) {
    List<byte[]> tokens = new ArrayList<>();
    byte[] letters = "abcé\u20ac".getBytes(StandardCharsets.UTF_8);
    int count = 8 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      byte[] token = new byte[random.nextInt(6)];
      int at = random.nextInt(letters.length);
      for (int j = 0; j < token.length; j++) {
        token[j] = random.nextInt(3) == 0 ? letters[at++ % letters.length] : letters[at % 2];
        at = random.nextInt(3) == 0 ? random.nextInt(letters.length) : at;
      }
      tokens.add(token);
    }
    return Vocabulary.of(tokens, Map.of(END, "</s>", OTHER, "<other>"));
  }

  private static Language lexicon(Random random) {
    RandomLexicons.Case made =
        random.nextInt(3) == 0 ? RandomLexicons.accents(random) : RandomLexicons.one(random);
    List<byte[]> tokens = new ArrayList<>();
    int count = 8 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      StringBuilder token = new StringBuilder();
      for (int j = random.nextInt(5); j > 0; j--) {
        token.append(made.alphabet().get(random.nextInt(made.alphabet().size())));
      }
      byte[] bytes = token.toString().getBytes(StandardCharsets.UTF_8);
      int from = bytes.length > 0 && random.nextInt(4) == 0 ? 1 : 0;
      int to = bytes.length > from && random.nextInt(4) == 0 ? bytes.length - 1 : bytes.length;
      tokens.add(Arrays.copyOfRange(bytes, from, to));
    }
    Vocabulary vocabulary = Vocabulary.of(tokens, Map.of(END, "</s>", OTHER, "<other>"));
    return new Language(made.grammar(), vocabulary);
  }

  /** Tokens over digits, the point and the letter a. */
  private static Vocabulary digits(Random random) {
    List<byte[]> tokens = new ArrayList<>();
    byte[] characters = "0000111555779.a".getBytes(StandardCharsets.UTF_8);
    int count = 8 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      byte[] token = new byte[random.nextInt(5)];
      for (int j = 0; j < token.length; j++) {
        token[j] = characters[random.nextInt(characters.length)];
      }
      tokens.add(token);
    }
    return Vocabulary.of(tokens, Map.of(END, "</s>", OTHER, "<other>"));
  }

  /** Tokens over the JSON of {@link RandomSchemas}: all of its pieces, and some of them joined. */
  public static Vocabulary json(Random random) {
    List<byte[]> tokens = new ArrayList<>();
    for (int id = 0; id <= OTHER; id++) {
      tokens.add(new byte[0]);
    }
    for (String piece : JSON) {
      tokens.add(piece.getBytes(StandardCharsets.UTF_8));
    }
    tokens.add(new byte[] {(byte) 0xC3});
    tokens.add(new byte[] {(byte) 0xA9});
    int joined = random.nextInt(60);
    for (int i = 0; i < joined; i++) {
      StringBuilder token = new StringBuilder();
      for (int j = random.nextInt(3); j >= 0; j--) {
        token.append(JSON.get(random.nextInt(JSON.size())));
      }
      tokens.add(token.toString().getBytes(StandardCharsets.UTF_8));
    }
    return Vocabulary.of(tokens, Map.of(END, "</s>", OTHER, "<other>"));
  }

  /** The 256 bytes, each one a token, and then an end token. */
  public static Vocabulary bytes() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    return Vocabulary.of(tokens, Map.of(256, "</s>"));
  }

  /** Writes up to {@code most} allowed tokens, an end token perhaps among them. */
  public static void write(Matcher matcher, TokenMask mask, int most, Random random) {
    for (int step = 0; step < most; step++) {
      matcher.fillMask(mask);
      int token = anyAllowed(mask, random);
      if (token < 0) {
        return;
      }
      matcher.advance(token);
    }
  }

  /** A hash of all masks along a few texts, which the masks themselves decide. */
  public static long masksAlongTexts(Constraint constraint, long seed) {
    Random random = new Random(seed);
    TokenMask mask = constraint.newMask();
    long hash = 0;
    for (int text = 0; text < 4; text++) {
      Matcher matcher = constraint.newMatcher();
      for (int step = 0; step < 12; step++) {
        matcher.fillMask(mask);
        hash = 31 * hash + Arrays.hashCode(mask.words());
        int token = anyAllowed(mask, random);
        if (token < 0) {
          break;
        }
        matcher.advance(token);
      }
    }
    return hash;
  }

  /** Some allowed token, -1 if there is none. */
  public static int anyAllowed(TokenMask mask, Random random) {
    int token = mask.nextAllowed(random.nextInt(mask.size()));
    return token < 0 ? mask.nextAllowed(0) : token;
  }
}
