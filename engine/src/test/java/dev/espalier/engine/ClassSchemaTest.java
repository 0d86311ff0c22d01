package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.espalier.grammar.schema.JsonSchema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ClassSchemaTest {
  record Person(String name, int age, Optional<String> email, @Nullable String city) {}

  record Tree(String name, List<Tree> children) {}

  enum Colour {
    RED,
    @JsonProperty("bright green")
    GREEN
  }

  record Everything(
      @JsonProperty("first_field") boolean flag,
      byte small,
      Long large,
      double real,
      Colour colour,
      char letter,
      LocalDate date,
      LocalTime time,
      LocalDateTime moment,
      Instant instant,
      UUID id,
      String[] names,
      Map<String, Integer> counts) {}

  record Checked(int positive) {
    Checked {
      if (positive < 0) {
        throw new IllegalArgumentException("negative");
      }
    }
  }

  private static JsonNode schema(Class<?> type) {
    return JsonMapper.shared().readTree(ClassSchema.of(type));
  }

  private static Generation made(String text, FinishReason finish) {
    return new Generation(
        text, finish, List.of(1), 0, 0, new GenerationStats(1, 1, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void propertiesStandInOrderAndAreRequiredUnlessOptional() {
    assertEquals(
        JsonMapper.shared()
            .readTree(
                """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                 "properties":{
                   "name":{"type":"string"},
                   "age":{"type":"integer","minimum":-2147483648,"maximum":2147483647},
                   "email":{"type":["string","null"]},
                   "city":{"type":["string","null"]}},
                 "required":["name","age"],"additionalProperties":false}\
                """)
            .toString(),
        schema(Person.class).toString());
  }

  @Test
  void everySchemaIsUnderstood() {
    for (Class<?> type : List.of(Person.class, Tree.class, Everything.class, Checked.class)) {
      JsonSchema.parse(ClassSchema.of(type));
    }
    JsonNode properties = schema(Everything.class).path("properties");
    assertEquals("first_field", properties.propertyNames().iterator().next());
    assertEquals("[\"RED\",\"bright green\"]", properties.path("colour").path("enum").toString());
    assertEquals(127, properties.path("small").path("maximum").asInt());
  }

  @Test
  void recursionIsAReference() {
    assertEquals(
        "#", schema(Tree.class).at("/properties/children/items").path("$ref").asString(""));
  }

  @Test
  void completeTextIsAValue() {
    TypedGeneration<Person> typed =
        TypedGeneration.of(
            made("{\"name\": \"Ada\", \"age\": 36}", FinishReason.COMPLETE), Person.class);
    assertEquals(new Person("Ada", 36, Optional.empty(), null), typed.value());
    Everything all =
        TypedGeneration.of(
                made(
                    """
                    {"first_field":true,"small":-3,"large":9,"real":2.5,"colour":"bright green",
                     "letter":"x","date":"2026-02-28","time":"23:59","moment":"2026-02-28T23:59:59",
                     "instant":"2026-02-28T23:59:59Z","id":"00000000-0000-0000-0000-00000000000a",
                     "names":["a"],"counts":{"b":1}}\
                    """,
                    FinishReason.COMPLETE),
                Everything.class)
            .value();
    assertEquals(Colour.GREEN, all.colour());
    assertEquals(LocalDate.of(2026, 2, 28), all.date());
  }

  @Test
  void cutTextIsNeverAValue() {
    for (FinishReason finish : List.of(FinishReason.MAX_TOKENS, FinishReason.DEAD_END)) {
      TypedGeneration<Person> typed =
          TypedGeneration.of(made("{\"name\": \"Ada\", \"age\": 3}", finish), Person.class);
      TruncatedGenerationException e =
          assertThrows(TruncatedGenerationException.class, typed::value);
      assertEquals("{\"name\": \"Ada\", \"age\": 3}", typed.text());
      assertEquals(typed.text(), e.generation().text());
      assertEquals(finish, typed.finish());
    }
  }

  @Test
  void whatTheClassRefusesIsAnErrorWithTheText() {
    TypedGeneration<Checked> typed =
        TypedGeneration.of(made("{\"positive\": -1}", FinishReason.COMPLETE), Checked.class);
    GenerationException e = assertThrows(GenerationException.class, typed::value);
    assertEquals("{\"positive\": -1}", e.generation().text());
  }
}
