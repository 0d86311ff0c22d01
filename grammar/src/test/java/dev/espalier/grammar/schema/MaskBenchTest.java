package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Real schemas, where the data lies beside the repository; skipped where it does not. */
class MaskBenchTest {

  @Test
  void everySchemaGivesAGrammarOrTheKeywordsThatAreRefused() {
    List<Path> cases = cases();
    JsonMapper mapper = new JsonMapper();
    Map<String, Integer> failures = new TreeMap<>();
    for (Path file : cases) {
      String schema = mapper.readTree(read(file)).get("schema").toString();
      try {
        JsonSchema.parse(schema);
      } catch (UnsupportedSchemaException e) {
        assertFalse(e.uses().isEmpty());
      } catch (GrammarException e) {
        failures.merge(file.getFileName() + " " + e.getMessage(), 1, Integer::sum);
      }
    }
    assertEquals(Map.of(), failures);
  }

  private static List<Path> cases() {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isDirectory(up.resolve("shared/maskbench"))) {
      up = up.getParent();
    }
    Assumptions.assumeTrue(up != null, "no shared/maskbench in a directory above; skipped");
    try (Stream<Path> files = Files.list(up.resolve("shared/maskbench"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
