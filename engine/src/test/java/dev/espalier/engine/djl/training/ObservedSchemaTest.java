package dev.espalier.engine.djl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.engine.training.TrainingTexts;
import dev.espalier.grammar.schema.JsonSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

final class ObservedSchemaTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\": 1} | {\"a\":{\"type\":[\"integer\"]}}",
        "{\"a\": [1, 2.5]} |"
            + " {\"a\":{\"items\":{\"type\":[\"integer\",\"number\"]},\"type\":\"array\"}}",
        "{\"a\": null} | {\"a\":{\"type\":[\"null\",\"string\"]}}",
      })
  void typesAreObserved(String value, String properties) {
    assertEquals(
        JsonMapper.shared().readTree(properties),
        JsonMapper.shared()
            .readTree(ObservedSchema.of(JsonMapper.shared().readTree(value)))
            .path("properties"));
  }

  @Test
  void treesAreRecursive() {
    String schema =
        ObservedSchema.of(
            JsonMapper.shared().readTree("{\"n\": 1, \"c\": [{\"n\": 2, \"c\": []}, {\"n\": 3}]}"));
    assertEquals(
        "#", JsonMapper.shared().readTree(schema).at("/properties/c/items/$ref").asString(""));
    assertEquals("[\"n\"]", JsonMapper.shared().readTree(schema).path("required").toString());
  }

  @Test
  void everyTextHasASchemaThatIsUnderstood() {
    TrainingTexts texts = new TrainingTexts(1);
    for (int i = 0; i < 300; i++) {
      JsonSchema.parse(ObservedSchema.of(JsonMapper.shared().readTree(texts.text(i).json())));
    }
  }
}
