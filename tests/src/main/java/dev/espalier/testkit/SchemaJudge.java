package dev.espalier.testkit;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a schema allows a value, as networknt says: formats assert, decimals are exact. Numbers
 * are judged in one spelling each, since networknt finds 1 and 1.0 different within arrays and
 * objects. Left unjudged are such spellings in draft-04, where 1.0 is no integer, and numbers of
 * very many digits. Immutable; any thread.
 */
public final class SchemaJudge {
  /** Numbers of more digits are beyond networknt, which makes doubles of some ... */
  private static final int MAX_DIGITS = 300;

  /** ... and of all for {@code multipleOf}. */
  private static final int MAX_DIGITS_OF_MULTIPLES = 15;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Map<SpecificationVersion, SchemaRegistry> REGISTRIES =
      new ConcurrentHashMap<>();

  private final Schema schema;
  private final SpecificationVersion dialect;
  private final int maxDigits;

  private SchemaJudge(Schema schema, SpecificationVersion dialect, int maxDigits) {
    this.schema = schema;
    this.dialect = dialect;
    this.maxDigits = maxDigits;
  }

  /** A judge by a schema without {@code $id}. */
  public static SchemaJudge of(String schema, SpecificationVersion dialect) {
    SchemaRegistry registry =
        REGISTRIES.computeIfAbsent(
            dialect,
            version ->
                SchemaRegistry.withDefaultDialect(
                    version,
                    builder ->
                        builder.schemaRegistryConfig(
                            SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build())));
    int maxDigits = schema.contains("multipleOf") ? MAX_DIGITS_OF_MULTIPLES : MAX_DIGITS;
    return new SchemaJudge(registry.getSchema(plain(read(schema))), dialect, maxDigits);
  }

  /** Reads JSON with every digit. */
  public static JsonNode read(String json) {
    return JSON.readTree(json);
  }

  /** Whether {@link #allows} may be asked. */
  public boolean judges(String json) {
    JsonNode value = read(json);
    return hasAtMost(maxDigits, value)
        && (dialect != SpecificationVersion.DRAFT_4 || !hasPointedInteger(value));
  }

  /** Whether an integer has a fraction or an exponent, which makes it a decimal to the reader. */
  private static boolean hasPointedInteger(JsonNode node) {
    return node instanceof DecimalNode number
        ? number.decimalValue().stripTrailingZeros().scale() <= 0
        : node.values().stream().anyMatch(SchemaJudge::hasPointedInteger);
  }

  private static boolean hasAtMost(int digits, JsonNode node) {
    if (node.isNumber()) {
      BigDecimal value = node.decimalValue().stripTrailingZeros();
      return value.precision() + Math.abs((long) value.scale()) <= digits;
    }
    return node.values().stream().allMatch(part -> hasAtMost(digits, part));
  }

  /**
   * Whether the JSON text is valid.
   *
   * @throws ArithmeticException if a number has more than 300 digits
   */
  public boolean allows(String json) {
    return schema.validate(plain(read(json))).isEmpty();
  }

  /** The same value with numbers in their plainest spelling, integers without a fraction. */
  static JsonNode plain(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode result = JSON.createObjectNode();
        object.properties().forEach(p -> result.set(p.getKey(), plain(p.getValue())));
        yield result;
      }
      case ArrayNode array -> {
        ArrayNode result = JSON.createArrayNode();
        array.forEach(item -> result.add(plain(item)));
        yield result;
      }
      case DecimalNode number -> plain(number.decimalValue());
      case BigIntegerNode number -> plain(number.decimalValue());
      default -> node;
    };
  }

  private static JsonNode plain(BigDecimal number) {
    BigDecimal value = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    if (Math.abs((long) value.scale()) + value.precision() > MAX_DIGITS) {
      throw new ArithmeticException("too many digits: " + number);
    }
    return JSON.readTree(value.toPlainString());
  }
}
