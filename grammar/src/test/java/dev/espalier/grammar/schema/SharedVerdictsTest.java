package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Verdicts on given instances, where the data lies beside the repository; skipped where it does
 * not.
 */
class SharedVerdictsTest {
  private static final Limits LIMITS = Limits.defaults();
  private static final String REMOTES = "http://localhost:1234/";

  /** Optional files that ask for what the specification leaves undone. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "content.json", // content keywords that assert
          "dependencies-compatibility.json"); // 'dependencies' after draft-07

  @ParameterizedTest
  @CsvSource({
    "draft7, DRAFT_7",
    "draft7/optional, DRAFT_7",
    "draft2020-12, DRAFT_2020_12",
    "draft2020-12/optional, DRAFT_2020_12"
  })
  void theOfficialSuiteAgrees(String directory, Dialect dialect) {
    Path suite = shared("json-schema-test-suite");
    SchemaOptions options =
        SchemaOptions.defaults()
            .withDialect(dialect)
            .withFormats(FormatPolicy.ANNOTATION)
            .withResolver(uri -> remote(suite, uri));
    List<String> wrong = new ArrayList<>();
    for (Path file : files(suite.resolve("tests").resolve(directory))) {
      if (directory.endsWith("optional") && LEFT_OUT.contains(file.getFileName().toString())) {
        continue;
      }
      for (Json group : ((Json.Arr) parse(file)).items()) {
        String name = file.getFileName() + ": " + text(group, "description");
        Schema schema;
        try {
          schema = SchemaReader.read(member(group, "schema"), options).root();
        } catch (GrammarException e) {
          wrong.add(name + " " + e.getMessage());
          continue;
        }
        for (Json test : ((Json.Arr) member(group, "tests")).items()) {
          if (!agrees(schema, member(test, "data"), member(test, "valid"))) {
            wrong.add(name + ", " + text(test, "description"));
          }
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void maskBenchAgrees() {
    List<String> wrong = new ArrayList<>();
    for (Path file : files(shared("maskbench"))) {
      Json maskCase = parse(file);
      Schema schema;
      try {
        schema = SchemaReader.read(member(maskCase, "schema"), SchemaOptions.defaults()).root();
      } catch (GrammarException e) {
        wrong.add(file.getFileName() + " " + e.getMessage());
        continue;
      }
      List<Json> tests = ((Json.Arr) member(maskCase, "tests")).items();
      for (int i = 0; i < tests.size(); i++) {
        if (!agrees(schema, member(tests.get(i), "data"), member(tests.get(i), "valid"))) {
          wrong.add(file.getFileName() + " " + i);
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static boolean agrees(Schema schema, Json data, Json valid) {
    return new Json.Bool(new SchemaEvaluator(LIMITS).isValid(schema, data)).equals(valid);
  }

  private static Optional<String> remote(Path suite, String uri) {
    return uri.startsWith(REMOTES)
        ? Optional.of(read(suite.resolve("remotes").resolve(uri.substring(REMOTES.length()))))
        : Optional.empty();
  }

  private static Json member(Json object, String name) {
    return ((Json.Obj) object).members().get(name);
  }

  private static String text(Json object, String name) {
    return ((Json.Str) member(object, name)).value();
  }

  private static Path shared(String directory) {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isDirectory(up.resolve("shared").resolve(directory))) {
      up = up.getParent();
    }
    Assumptions.assumeTrue(up != null, "no shared/" + directory + " beside the repository");
    return up.resolve("shared").resolve(directory);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Json parse(Path file) {
    return JsonText.parse(read(file), LIMITS, file.getFileName().toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
