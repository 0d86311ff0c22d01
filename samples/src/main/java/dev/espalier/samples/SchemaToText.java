package dev.espalier.samples;

import dev.espalier.engine.Generation;
import dev.espalier.engine.Generator;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import java.io.PrintStream;

/** A JSON Schema is compiled once; texts are drawn under it. */
public final class SchemaToText {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["product", "rating", "sentiment"],
       "additionalProperties": false,
       "properties": {"product":   {"type": "string", "maxLength": 40},
                      "rating":    {"type": "integer", "minimum": 1, "maximum": 5},
                      "sentiment": {"enum": ["positive", "negative", "neutral"]}}}
      """;

  private SchemaToText() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Constraint constraint = Constraint.compile(JsonSchema.parse(SCHEMA), model.vocabulary());
      Generator generator = Generator.of(model).constraint(constraint).maxTokens(100).build();
      for (int seed = 0; seed < 3; seed++) {
        Generation made =
            generator
                .withSampler(Sampler.topP(0.9, seed))
                .generate("The desk lamp gets 4 stars from Nora and sounds positive.");
        out.printf("%s  (%s)%n", made.text(), made.finish().label());
      }
    }
  }
}
