package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The formats and patterns of the official suite, where it lies beside the repository; skipped
 * elsewhere.
 */
class SharedFormatsTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @ValueSource(strings = {"draft7", "draft2020-12"})
  void theOfficialSuiteAgrees(String directory) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path file : files("json-schema-test-suite/tests/" + directory + "/optional/format")) {
      for (JsonNode group : MAPPER.readTree(Files.readString(file))) {
        String format = group.get("schema").get("format").asString();
        Schema.StringRule rule = Formats.rule(format);
        for (JsonNode test : group.get("tests")) {
          if (!test.get("data").isString()) {
            continue;
          }
          String text = test.get("data").asString();
          if (isValid(rule, text) != test.get("valid").asBoolean()) {
            wrong.add(format + ": " + test.get("description").asString() + ": " + text);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Over strings and, for {@code patternProperties}, over names. */
  @ParameterizedTest
  @ValueSource(strings = {"draft7", "draft2020-12"})
  void patternsOfTheOfficialSuiteAgree(String directory) throws IOException {
    List<String> wrong = new ArrayList<>();
    int judged = 0;
    List<Path> files = new ArrayList<>(files("json-schema-test-suite/tests/" + directory));
    files.addAll(files("json-schema-test-suite/tests/" + directory + "/optional"));
    for (Path file : files) {
      for (JsonNode group : MAPPER.readTree(Files.readString(file))) {
        JsonNode pattern = group.get("schema").get("pattern");
        if (pattern == null) {
          continue;
        }
        Regex language = EcmaRegex.search(pattern.asString(), "pattern");
        for (JsonNode test : group.get("tests")) {
          if (test.get("data").isString()) {
            judged++;
            String text = test.get("data").asString();
            if (new RegexMatcher().matches(language, text, "pattern")
                != test.get("valid").asBoolean()) {
              wrong.add(pattern + ": " + text);
            }
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(judged > 50, "judged " + judged);
  }

  private static boolean isValid(Schema.StringRule rule, String text) {
    return rule == null
        || new RegexMatcher().matches(rule.regex(), text, "format")
            && (rule.test() == null || rule.test().holds().test(text));
  }

  private static List<Path> files(String directory) throws IOException {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isDirectory(up.resolve("shared").resolve(directory))) {
      up = up.getParent();
    }
    Assumptions.assumeTrue(up != null, "no shared/" + directory + " beside the repository");
    try (Stream<Path> files = Files.list(up.resolve("shared").resolve(directory))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
