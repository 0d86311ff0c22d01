package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The default model under twenty schemas, sampled at temperature 1: what is not cut off is valid,
 * always; without the constraint, with the same prompts and seeds, much is not.
 *
 * <p>{@code -Despalier.generations=50} draws 50 texts a schema, which makes 1,000, and prints the
 * counts.
 */
class ManyGenerationsTest {
  private static final int TEXTS = Integer.getInteger("espalier.generations", 4);
  private static final int MAX_TOKENS = 300;
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static JsonNode cases() throws IOException {
    try (InputStream in = ManyGenerationsTest.class.getResourceAsStream("generations.json")) {
      return STRICT.readTree(in);
    }
  }

  private static boolean isValid(Generation made, Schema validator) {
    try {
      return validator.validate(STRICT.readTree(made.text())).isEmpty();
    } catch (JacksonException e) {
      return false;
    }
  }

  @Test
  void whatIsNotCutOffIsValid() throws IOException {
    int complete = 0;
    int free = 0;
    int freeJson = 0;
    int all = 0;
    try (LanguageModel model = DjlModel.embedded()) {
      for (JsonNode entry : cases()) {
        String prompt = entry.get("prompt").asString();
        JsonNode schema = entry.get("schema");
        Schema validator =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
        Constraint constraint =
            Constraint.compile(JsonSchema.parse(schema.toString()), model.vocabulary());
        Generator without = Generator.of(model).maxTokens(MAX_TOKENS).build();
        Generator with = Generator.of(model).constraint(constraint).maxTokens(MAX_TOKENS).build();
        for (int seed = 0; seed < TEXTS; seed++) {
          all++;
          Generation made = with.withSampler(Sampler.random(seed)).generate(prompt);
          assertTrue(made.finish() != FinishReason.DEAD_END, made.text());
          if (made.isComplete()) {
            complete++;
            assertTrue(isValid(made, validator), entry.get("name") + ": " + made.text());
          }
          Generation unbound = without.withSampler(Sampler.random(seed)).generate(prompt);
          free += unbound.isComplete() && isValid(unbound, validator) ? 1 : 0;
          freeJson += unbound.isComplete() && isJson(unbound) ? 1 : 0;
        }
      }
    }
    assertEquals(20 * TEXTS, all);
    assertTrue(complete >= 0.9 * all, complete + " of " + all + " are complete");
    System.out.printf(
        "%d texts: %d complete, all of them valid; without the constraint %d valid, %d JSON%n",
        all, complete, free, freeJson);
  }

  private static boolean isJson(Generation made) {
    try {
      return STRICT.readTree(made.text()).isContainer();
    } catch (JacksonException e) {
      return false;
    }
  }
}
