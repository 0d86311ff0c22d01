package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.OutputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.JsonSpellings;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.schema.NumberSpellings.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemaProperties {
  private static final SchemaOptions ANY_ORDER =
      SchemaOptions.defaults()
          .withWhitespace(Whitespace.COMPACT)
          .withPropertyOrder(PropertyOrder.ANY);

  /** Keeps numbers exact, which the validator's own reader does not. */
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Property(tries = 600)
  void aValueHasATextIfAndOnlyIfItIsValid(@ForAll long seed) {
    Random random = new Random(seed);
    RandomSchema schemas = new RandomSchema(random);
    String schema = schemas.document();
    Optional<Grammar> grammar = grammar(schema, ANY_ORDER);
    if (grammar == null) {
      return;
    }

    for (int i = 0; i < 25; i++) {
      String value = schemas.value(2);
      boolean accepted = grammar.isPresent() && new TextRecognizer(grammar.get()).accepts(value);
      Boolean valid = isValid(schema, value);
      if (valid != null) {
        assertEquals(valid, accepted, () -> schema + "\n" + value);
      }
    }
  }

  @Property(tries = 600)
  void everyTextIsValid(@ForAll long seed) {
    Random random = new Random(seed);
    String schema = new RandomSchema(random).document();
    for (PropertyOrder order : PropertyOrder.values()) {
      Optional<Grammar> grammar =
          grammar(
              schema,
              SchemaOptions.defaults()
                  .withWhitespace(Whitespace.FLEXIBLE)
                  .withPropertyOrder(order));
      if (grammar == null || grammar.isEmpty()) {
        return;
      }

      TextSampler sampler = new TextSampler(grammar.get(), random);
      TextRecognizer recognizer = new TextRecognizer(grammar.get());
      for (int i = 0; i < 8; i++) {
        sampler
            .sample()
            .ifPresent(
                text -> {
                  assertNotEquals(false, isValid(schema, text), () -> schema + "\n" + text);
                  assertTrue(recognizer.accepts(text), () -> schema + "\n" + text);
                });
      }
    }
  }

  @Property(tries = 2000)
  void numbersInARangeAreExactlyThoseWritten(@ForAll long seed) {
    Random random = new Random(seed);
    BigDecimal lower = random.nextInt(5) == 0 ? null : decimal(random);
    BigDecimal upper = random.nextInt(5) == 0 ? null : decimal(random);
    NumberRange range =
        new NumberRange(
            lower,
            lower == null || random.nextBoolean(),
            upper,
            upper == null || random.nextBoolean());
    Regex numbers = NumberSpellings.of(Numbers.of(range), Style.ANY).plain();
    Regex integers =
        NumberSpellings.of(Numbers.of(range).and(Numbers.integers()), Style.PLAIN).plain();
    assertEquals(range.isEmpty(), numbers.equals(Regex.NOTHING));
    RegexMatcher matcher = new RegexMatcher();
    List<BigDecimal> values = new ArrayList<>(List.of(BigDecimal.ZERO));
    for (int i = 0; i < 20; i++) {
      values.add(decimal(random));
    }
    for (BigDecimal bound : new BigDecimal[] {lower, upper}) {
      if (bound != null) {
        for (String step : new String[] {"0", "1", "-1", "0.01", "-0.001"}) {
          values.add(bound.add(new BigDecimal(step)));
        }
      }
    }
    for (BigDecimal value : values) {
      String text = value.toPlainString();
      boolean inside = range.contains(value);
      assertEquals(inside, matcher.matches(numbers, text, ""), () -> range + " " + text);
      boolean isInteger = new Json.Num(value, text).isInteger();
      String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
      assertEquals(
          inside && isInteger, matcher.matches(integers, plain, ""), () -> range + " " + plain);
      String scientific = value.unscaledValue() + "e" + -value.scale();
      if (matcher.matches(numbers, scientific, "")) {
        assertTrue(inside, () -> range + " " + scientific);
      }
    }
    assertFalse(matcher.matches(numbers, "", ""));
    assertFalse(matcher.matches(numbers, "01", ""));
    assertFalse(matcher.matches(integers, "-", ""));
  }

  private static BigDecimal decimal(Random random) {
    int digits = random.nextInt(4);
    int size = (int) Math.pow(10, random.nextInt(5));
    return BigDecimal.valueOf(random.nextInt(2 * size + 1) - size, digits);
  }

  @Property(tries = 1000)
  void spellingKeepsTheLanguage(@ForAll long seed) {
    Random random = new Random(seed);
    RandomSchema words = new RandomSchema(random);
    Regex regex = regex(random, 3);
    Regex encoded = JsonSpellings.expanded(JsonStrings.encode(regex));
    RegexMatcher matcher = new RegexMatcher();
    for (int i = 0; i < 20; i++) {
      String word = words.word();
      String quoted = JsonStrings.quoted(word);
      String content = quoted.substring(1, quoted.length() - 1);
      boolean matches = matcher.matches(regex, word, "");
      assertEquals(matches, matcher.matches(encoded, content, ""), () -> regex + " " + word);
      StringBuilder escaped = new StringBuilder();
      word.chars()
          .forEach(
              c -> escaped.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", c)));
      if (matcher.matches(encoded, escaped.toString(), "")) {
        assertTrue(matches, () -> regex + " " + escaped);
      }
    }
  }

  @Property(tries = 500)
  void emptinessIsDecided(@ForAll long seed) {
    Random random = new Random(seed);
    RandomSchema words = new RandomSchema(random);
    Regex regex = regex(random, 2);
    RegexMatcher matcher = new RegexMatcher();
    assertTrue(new RegexEmptiness().isEmpty(Regex.allOf(List.of(regex, Regex.not(regex)))));
    for (int i = 0; i < 20; i++) {
      String word = words.word();
      Regex without = Regex.allOf(regex, Regex.not(Regex.literal(word)));
      if (matcher.matches(regex, word, "")) {
        assertFalse(new RegexEmptiness().isEmpty(regex), () -> regex + " " + word);
        assertEquals(
            new RegexEmptiness().isEmpty(without),
            new RegexEmptiness().isEmpty(Regex.allOf(List.of(without, regex))),
            regex::toString);
      }
    }
  }

  private static Regex regex(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 2 : 7);
    return switch (kind) {
      case 0 -> Regex.literal(new RandomSchema(random).word());
      case 1 -> {
        int first = "aA\"\n/é".codePointAt(random.nextInt(6));
        yield Regex.chars(
            dev.espalier.grammar.CodePointSet.range(first, first + random.nextInt(0x20000)));
      }
      case 2 -> Regex.concat(regex(random, depth - 1), regex(random, depth - 1));
      case 3 -> Regex.anyOf(regex(random, depth - 1), regex(random, depth - 1));
      case 4 -> Regex.repeat(regex(random, depth - 1), random.nextInt(2), 2 + random.nextInt(3));
      case 5 -> Regex.allOf(regex(random, depth - 1), regex(random, depth - 1));
      default -> Regex.not(regex(random, depth - 1));
    };
  }

  /** Empty if nothing is allowed, null if the schema is outside of what is supported. */
  private static @Nullable Optional<Grammar> grammar(String schema, SchemaOptions options) {
    try {
      return Optional.of(JsonSchema.parse(schema, options));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    } catch (UnsupportedSchemaException | InvalidSchemaException e) {
      return null;
    }
  }

  private static com.networknt.schema.Schema validator(String schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  /** In the one spelling of numbers for which the validator's equality is that of values. */
  private static String plain(Json value) {
    return switch (value) {
      case Json.Null n -> "null";
      case Json.Bool b -> "" + b.value();
      case Json.Num n ->
          n.value().signum() == 0 ? "0" : n.value().stripTrailingZeros().toPlainString();
      case Json.Str s -> JsonStrings.quoted(s.value());
      case Json.Arr a ->
          a.items().stream()
              .map(JsonSchemaProperties::plain)
              .collect(Collectors.joining(",", "[", "]"));
      case Json.Obj o ->
          o.members().entrySet().stream()
              .map(m -> JsonStrings.quoted(m.getKey()) + ":" + plain(m.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  /** Null where the validator follows a cycle of references that the root does not reach. */
  private static @Nullable Boolean isValid(String schema, String value) {
    try {
      return validator(schema)
          .validate(
              EXACT.readTree(plain(JsonText.parse(value, Limits.defaults()))),
              OutputFormat.BOOLEAN);
    } catch (StackOverflowError e) {
      return null;
    }
  }
}
