package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Real schemas, where the data lies beside the repository; skipped where it does not. */
class SharedDataTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void everyMaskBenchSchemaGivesAGrammarOrTheKeywordsThatAreRefused() {
    Map<String, String> failures = new TreeMap<>();
    for (Path file : files("maskbench")) {
      try {
        JsonSchema.parse(read(file).get("schema").toString());
      } catch (UnsupportedSchemaException e) {
        assertFalse(e.uses().isEmpty());
      } catch (UnsatisfiableGrammarException e) {
        if (hasValidTest(read(file))) {
          failures.put(file.toString(), e.getMessage());
        }
      } catch (GrammarException e) {
        failures.put(file.toString(), e.getMessage());
      }
    }
    assertEquals(Map.of(), failures);
  }

  private static boolean hasValidTest(JsonNode file) {
    for (JsonNode test : file.get("tests")) {
      if (test.get("valid").asBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** Leaves out the file about metaschemas of one's own, which are read as 2020-12. */
  @ParameterizedTest
  @CsvSource({
    "draft7, http://json-schema.org/draft-07/schema#",
    "draft2020-12, https://json-schema.org/draft/2020-12/schema"
  })
  void theOfficialSuiteAgreesWhereNothingIsRefused(String directory, String dialect) {
    List<String> wrong = new ArrayList<>();
    for (Path file : files("json-schema-test-suite/tests/" + directory)) {
      if (file.endsWith("vocabulary.json")) {
        continue;
      }
      for (JsonNode group : read(file)) {
        Optional<TextRecognizer> recognizer = recognizer(group.get("schema"), dialect);
        if (recognizer == null) {
          continue;
        }
        for (JsonNode test : group.get("tests")) {
          String text = text(test.get("data"));
          boolean accepted = recognizer.isPresent() && recognizer.get().accepts(text);
          if (accepted != test.get("valid").asBoolean()) {
            wrong.add(file.getFileName() + ": " + group.get("schema") + " " + text);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Empty if nothing is allowed, null if something is refused. */
  private static Optional<TextRecognizer> recognizer(JsonNode schema, String dialect) {
    if (schema instanceof ObjectNode object && !object.has("$schema")) {
      object.put("$schema", dialect);
    }
    SchemaOptions options =
        SchemaOptions.defaults()
            .withWhitespace(Whitespace.COMPACT)
            .withPropertyOrder(PropertyOrder.ANY)
            .withFormats(FormatPolicy.ANNOTATION);
    try {
      return Optional.of(new TextRecognizer(JsonSchema.parse(schema.toString(), options)));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    } catch (UnsupportedSchemaException e) {
      return null;
    }
  }

  /** Each value in its plainest spelling. */
  private static String text(JsonNode value) {
    if (value.isObject()) {
      return value.properties().stream()
          .map(member -> JsonStrings.quoted(member.getKey()) + ":" + text(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(SharedDataTest::text)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    return value.isString() ? JsonStrings.quoted(value.asString()) : value.toString();
  }

  private static List<Path> files(String directory) {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isDirectory(up.resolve("shared").resolve(directory))) {
      up = up.getParent();
    }
    Assumptions.assumeTrue(up != null, "no shared/" + directory + " beside the repository");
    try (Stream<Path> files = Files.list(up.resolve("shared").resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
