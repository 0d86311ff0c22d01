package dev.espalier.engine.djl.training;

import dev.espalier.engine.Generation;
import dev.espalier.engine.Generator;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.engine.training.TrainingText;
import dev.espalier.engine.training.TrainingTexts;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command that measures a model on texts it has not seen.
 *
 * <pre>
 *   EvaluateDefaultModel [--model DIR] [--texts N] [--seed N]
 * </pre>
 *
 * <p>Each prompt is answered greedily twice: under the schema that its right answer has, and with
 * no constraint. Of the first it counts the values that are exactly right and the answers that are
 * right as a whole, by family; of the second the answers that are JSON at all.
 */
public final class EvaluateDefaultModel {
  private static final class Tally {
    private int texts;
    private int complete;
    private int right;
    private int values;
    private int rightValues;
    private int unconstrainedJson;
  }

  private final Generator generator;
  private final LanguageModel model;
  private final Map<String, Tally> tallies = new TreeMap<>();

  private EvaluateDefaultModel(LanguageModel model) {
    this.model = model;
    this.generator = Generator.of(model).maxTokens(400).build();
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    Map<String, String> options = TrainDefaultModel.options(arguments);
    String directory = options.get("--model");
    TrainingTexts texts = new TrainingTexts(~Long.parseLong(options.getOrDefault("--seed", "3")));
    int count = Integer.parseInt(options.getOrDefault("--texts", "500"));
    try (LanguageModel model =
        directory == null ? DjlModel.embedded() : DjlModel.load(Path.of(directory))) {
      EvaluateDefaultModel evaluation = new EvaluateDefaultModel(model);
      for (int i = 0; i < count; i++) {
        // beyond the texts that the trainer's own validation looks at
        evaluation.add(texts.text(TrainingBatch.pool() + i));
      }
      evaluation.print();
    }
  }

  private void add(TrainingText text) {
    JsonNode expected = JsonMapper.shared().readTree(text.json());
    Constraint constraint =
        Constraint.compile(JsonSchema.parse(ObservedSchema.of(expected)), model.vocabulary());
    Generation made =
        Generator.of(model).constraint(constraint).maxTokens(400).build().generate(text.prompt());
    Tally tally = tallies.computeIfAbsent(text.family(), family -> new Tally());
    tally.texts++;
    int before = tally.values - tally.rightValues;
    JsonNode actual = JsonMapper.shared().createObjectNode();
    if (made.isComplete()) {
      tally.complete++;
      actual = JsonMapper.shared().readTree(made.text());
    }
    compare(expected, actual, tally);
    boolean allRight = tally.values - tally.rightValues == before;
    tally.right += allRight && expected.equals(actual) ? 1 : 0;
    tally.unconstrainedJson += isJson(generator.generate(text.prompt())) ? 1 : 0;
  }

  private static void compare(JsonNode expected, JsonNode actual, Tally tally) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(member -> compare(member.getValue(), actual.path(member.getKey()), tally));
    } else if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(expected.get(i), actual.path(i), tally);
      }
    } else {
      tally.values++;
      tally.rightValues += expected.equals(actual) ? 1 : 0;
    }
  }

  private static boolean isJson(Generation made) {
    try {
      return made.isComplete() && JsonMapper.shared().readTree(made.text()).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }

  private void print() {
    Tally all = new Tally();
    System.out.println("| family | texts | complete | exact values | exact answers | JSON, free |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    tallies.forEach(
        (family, tally) -> {
          print(family, tally);
          all.texts += tally.texts;
          all.complete += tally.complete;
          all.right += tally.right;
          all.values += tally.values;
          all.rightValues += tally.rightValues;
          all.unconstrainedJson += tally.unconstrainedJson;
        });
    print("all", all);
  }

  private static void print(String family, Tally tally) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
        family,
        tally.texts,
        percent(tally.complete, tally.texts),
        percent(tally.rightValues, tally.values),
        percent(tally.right, tally.texts),
        percent(tally.unconstrainedJson, tally.texts));
  }

  private static double percent(int part, int whole) {
    return 100.0 * part / Math.max(1, whole);
  }
}
