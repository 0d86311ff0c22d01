package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.testkit.RandomSchemas;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Random schemas against networknt, in both directions. */
class SchemaProperties {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Decimals are kept: as doubles, 1.00000000000000000001 would not exceed 1. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Property(tries = 8_000)
  void acceptsExactlyTheValidInstances(@ForAll long seed) {
    Random random = new Random(seed);
    String text = RandomSchemas.schema(random);
    Schema validator = REGISTRY.getSchema(JSON.readTree(text));
    Optional<Configuration> start = compile(text, PropertyOrder.ANY);
    for (int i = 0; i < 60; i++) {
      String instance = RandomSchemas.instance(random);
      boolean valid = validator.validate(JSON.readTree(instance)).isEmpty();
      boolean accepted =
          start
              .map(s -> s.after(instance.getBytes(StandardCharsets.UTF_8)).isComplete())
              .orElse(false);
      assertEquals(valid, accepted, () -> instance + " under " + text);
    }
  }

  @Property(tries = 8_000)
  void whateverIsWrittenIsValid(@ForAll long seed) {
    Random random = new Random(seed);
    String text = RandomSchemas.schema(random);
    Schema validator = REGISTRY.getSchema(JSON.readTree(text));
    Optional<Configuration> start =
        compile(text, random.nextBoolean() ? PropertyOrder.ANY : PropertyOrder.SCHEMA);
    if (start.isEmpty()) {
      return;
    }
    for (int i = 0; i < 5; i++) {
      write(start.get(), random)
          .ifPresent(
              written ->
                  assertTrue(
                      validator.validate(JSON.readTree(written)).isEmpty(),
                      () -> written + " under " + text));
    }
  }

  private static Optional<Configuration> compile(String schema, PropertyOrder order) {
    SchemaOptions options =
        SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT).withPropertyOrder(order);
    try {
      return Optional.of(
          ByteRecognizer.compile(JsonSchema.parse(schema, options), Limits.defaults()).start());
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  /** A random text, byte by byte; empty if it does not end within 400 bytes. */
  private static Optional<String> write(Configuration start, Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Configuration at = start;
    while (bytes.size() < 400) {
      if (at.isComplete() && (!at.continues() || random.nextInt(3) == 0)) {
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
      }
      BitSet allowed = at.allowedBytes();
      assertTrue(allowed.cardinality() > 0, "a dead end after " + bytes);
      int pick = preferred(allowed, random);
      bytes.write(pick);
      at = at.after(pick);
    }
    return Optional.empty();
  }

  private static int preferred(BitSet allowed, Random random) {
    for (int b : new int[] {'"', '}', ']'}) {
      if (allowed.get(b) && random.nextInt(3) == 0) {
        return b;
      }
    }
    int from = allowed.nextSetBit(random.nextInt(256));
    return from >= 0 ? from : allowed.nextSetBit(0);
  }
}
