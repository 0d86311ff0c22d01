package dev.espalier.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class TrainingTextsTest {
  private static final int MANY = 3_000;

  @Test
  void aSeedGivesTheSameTextsAlways() {
    TrainingTexts texts = new TrainingTexts(7);
    TrainingTexts again = new TrainingTexts(7);
    for (int i = 0; i < 200; i++) {
      assertEquals(texts.text(i), again.text(i));
    }
    assertNotEquals(texts.text(0), new TrainingTexts(8).text(0));
    // fixed: the default model was trained on these texts
    assertEquals(
        "{\"id\": 53071, \"customer_name\": \"Charles Zunif\", \"articles\": [{\"product\": \"lost"
            + " rice\", \"count\": 11, \"cost\": 47.71}, {\"product\": \"hat\", \"count\": 2,"
            + " \"cost\": 74}, {\"product\": \"pij\", \"count\": 4, \"cost\": 278}], \"total\":"
            + " 1784.81}",
        new TrainingTexts(1).text(0).json());
  }

  @Test
  void everyAnswerIsJson() {
    TrainingTexts texts = new TrainingTexts(1);
    Set<String> families = new HashSet<>();
    Set<TrainingText> all = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      TrainingText text = texts.text(i);
      families.add(text.family());
      all.add(text);
      assertTrue(JsonMapper.shared().readTree(text.json()).isContainer(), text.json());
    }
    assertEquals(Set.of("person", "event", "kinds", "order", "tree", "tool", "free"), families);
    assertTrue(all.size() > 0.99 * MANY, "distinct texts: " + all.size());
  }

  @Test
  void answersCopyWhatThePromptStates() {
    TrainingTexts texts = new TrainingTexts(2);
    int values = 0;
    int stated = 0;
    for (int i = 0; i < MANY; i++) {
      TrainingText text = texts.text(i);
      for (JsonText.Span span : JsonText.scalars(text.json())) {
        if (!span.key() && text.json().charAt(span.start()) == '"') {
          String value = text.json().substring(span.start() + 1, span.end() - 1);
          values++;
          stated += text.prompt().contains(value.replace("\\\"", "\"")) ? 1 : 0;
        }
      }
    }
    // the rest: dates that the prompt has in words, names of tools, empty strings
    assertTrue(stated > 0.93 * values, stated + " of " + values);
  }

  @Test
  void everyWordListAndKindIsUsable() {
    Draw draw = new Draw(WordLists.read(), 1);
    for (String kind : draw.valueKinds()) {
      assertTrue(draw.value(kind).text().length() > 0, kind);
    }
    for (Kind kind : Kind.readAll()) {
      assertTrue(kind.fields().size() > 4, kind.name());
      for (Kind.Field field : kind.fields()) {
        assertTrue(field.isBoolean() || draw.valueKinds().contains(field.valueKind()), kind.name());
        assertEquals(field.isBoolean(), !field.negativePhrases().isEmpty(), kind.name());
        assertTrue(!field.phrases().isEmpty(), kind.name());
      }
    }
  }

  @Test
  void scalarsAreFoundWithTheirPlaces() {
    String json = "{\"a\": [1, -2.5e3, \"x\\\"y\"], \"b\":true, \"c\": {}, \"d\": null}";
    List<String> found =
        JsonText.scalars(json).stream()
            .map(span -> (span.key() ? "key " : "") + json.substring(span.start(), span.end()))
            .toList();
    assertEquals(
        List.of(
            "key \"a\"",
            "1",
            "-2.5e3",
            "\"x\\\"y\"",
            "key \"b\"",
            "true",
            "key \"c\"",
            "key \"d\"",
            "null"),
        found);
  }
}
