package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.espalier.engine.FinishReason;
import dev.espalier.engine.Generation;
import dev.espalier.engine.Generator;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the embedded model writes, drawn at temperature 1 for twenty schemas that it was not trained
 * on: under the constraint every finished text is JSON that another validator accepts. Without it
 * the same seeds are drawn once more, for comparison.
 *
 * <p>{@code -Dgenerations=50} draws 1,000 texts of each sort instead of 100. The counts go to
 * {@code target/default-model-report.md}.
 */
class DefaultModelTest {
  private static final int GENERATIONS = Integer.getInteger("generations", 5);
  private static final int MAX_TOKENS = 200;
  private static final int SCHEMAS = 20;
  private static final Path REPORT = Path.of("target", "default-model-report.md");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final LanguageModel MODEL = DjlModel.embedded();
  private static final List<Tally> TALLIES = new ArrayList<>();

  /** A schema, prompts that go with it, and what it covers. */
  private record Case(String name, JsonNode file) {
    static Case read(Path path) {
      try {
        String name = path.getFileName().toString().replaceFirst("\\.json$", "");
        return new Case(name, JSON.readTree(Files.readString(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String covers() {
      return file.get("covers").asString();
    }

    String prompt(int generation) {
      JsonNode prompts = file.get("prompts");
      return prompts.get(generation % prompts.size()).asString();
    }

    String schema() {
      return file.get("schema").toString();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Numbers of texts; without the constraint where the name says free. */
  private static final class Tally {
    private final String name;
    private final String covers;
    private int complete;
    private int truncated;
    private int valid;
    private int freeTruncated;
    private int freeJson;
    private int freeValid;

    Tally(String name, String covers) {
      this.name = name;
      this.covers = covers;
    }

    void add(Tally other) {
      complete += other.complete;
      truncated += other.truncated;
      valid += other.valid;
      freeTruncated += other.freeTruncated;
      freeJson += other.freeJson;
      freeValid += other.freeValid;
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %d | %d | %d | %d | %d | %d | %d |%n",
          name,
          covers,
          complete + truncated,
          complete,
          truncated,
          valid,
          freeTruncated,
          freeJson,
          freeValid);
    }
  }

  /** Another library's verdict on a text. */
  private record Verdict(boolean json, List<Error> errors) {
    static Verdict of(String text, Schema validator) {
      try {
        return new Verdict(true, validator.validate(JSON.readTree(text)));
      } catch (JacksonException e) {
        return new Verdict(false, List.of());
      }
    }

    boolean valid() {
      return json && errors.isEmpty();
    }
  }

  @AfterAll
  static void closeAndReport() throws IOException {
    MODEL.close();
    Tally all = new Tally("all", "");
    StringBuilder report =
        new StringBuilder(
            """
            | schema | covers | texts | complete | truncated | valid | free: truncated | free: JSON | free: valid |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
    for (Tally tally : TALLIES) {
      report.append(tally.row());
      all.add(tally);
    }
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, report.append(all.row()));
  }

  static List<Case> cases() throws IOException, URISyntaxException {
    URL folder = DefaultModelTest.class.getResource("/dev/espalier/acceptance");
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Case::read).toList();
    }
  }

  @Test
  void thereAreTwentySchemas() throws IOException, URISyntaxException {
    assertEquals(SCHEMAS, cases().stream().map(Case::schema).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFinishedTextIsValid(Case given) {
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JSON.readTree(given.schema()));
    Constraint constraint =
        Constraint.compile(JsonSchema.parse(given.schema()), MODEL.vocabulary());
    Generator free = Generator.of(MODEL).maxTokens(MAX_TOKENS).build();
    Generator constrained =
        Generator.of(MODEL).constraint(constraint).maxTokens(MAX_TOKENS).build();
    Tally tally = new Tally(given.name(), given.covers());
    List<String> invalid = new ArrayList<>();
    for (int seed = 0; seed < GENERATIONS; seed++) {
      String prompt = given.prompt(seed);
      Generation made = constrained.withSampler(Sampler.random(seed)).generate(prompt);
      assertNotEquals(FinishReason.DEAD_END, made.finish(), made.text());
      if (made.isComplete()) {
        tally.complete++;
        Verdict verdict = Verdict.of(made.text(), validator);
        if (verdict.valid()) {
          tally.valid++;
        } else {
          invalid.add("seed " + seed + ": " + made.text() + " " + verdict.errors());
        }
      } else {
        assertEquals(MAX_TOKENS, made.tokens().size(), "truncated before the last token");
        tally.truncated++;
      }
      count(free.withSampler(Sampler.random(seed)).generate(prompt), validator, tally);
    }
    TALLIES.add(tally);
    if (!invalid.isEmpty()) {
      fail(
          "%d of %d finished texts are invalid:%n%s"
              .formatted(invalid.size(), tally.complete, String.join("\n", invalid)));
    }
  }

  private static void count(Generation made, Schema validator, Tally tally) {
    if (!made.isComplete()) {
      tally.freeTruncated++;
      return;
    }
    Verdict verdict = Verdict.of(made.text(), validator);
    tally.freeJson += verdict.json() ? 1 : 0;
    tally.freeValid += verdict.valid() ? 1 : 0;
  }
}
