package dev.espalier.engine.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.Generator;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The default model writes what the prompt says. */
final class EmbeddedModelTest {
  private static final DjlModel MODEL = DjlModel.embedded();
  private static final Generator GENERATOR = Generator.of(MODEL).build();

  record Person(String name, int age, String city, Optional<String> email) {}

  record Item(String product, int quantity, double price) {}

  record Order(int order_id, String customer, List<Item> items, double total) {}

  record Event(String title, String date, String location, List<String> attendees) {}

  @AfterAll
  static void close() {
    MODEL.close();
  }

  @Test
  void itIsSmall() throws IOException, URISyntaxException {
    assertTrue(MODEL.parameters() >= 1_000_000 && MODEL.parameters() <= 3_000_000);
    assertTrue(MODEL.contextLength() >= 512);
    URL config = DjlModel.class.getResource("/dev/espalier/engine/default-model/config.json");
    try (Stream<Path> files = Files.list(Path.of(config.toURI()).getParent())) {
      long bytes = files.mapToLong(file -> file.toFile().length()).sum();
      assertTrue(bytes <= 6_000_000, bytes + " bytes");
    }
  }

  @Test
  void aPersonIsWrittenAsStated() {
    assertEquals(
        new Person("Ada Lovelace", 36, "London", Optional.of("ada@example.org")),
        GENERATOR
            .generate(
                "Ada Lovelace, 36, lives in London and writes to ada@example.org.", Person.class)
            .value());
    assertEquals(
        new Person("Boris Vian", 39, "Paris", Optional.empty()),
        GENERATOR.generate("Boris Vian is 39 years old and lives in Paris.", Person.class).value());
  }

  @Test
  void anOrderIsWrittenAsStated() {
    assertEquals(
        new Order(
            1042,
            "Maria Silva",
            List.of(new Item("notebook", 2, 3.5), new Item("desk lamp", 1, 24.9)),
            31.9),
        GENERATOR
            .generate(
                "Order 1042 for Maria Silva: 2 x notebook at 3.50, 1 x desk lamp at 24.90;"
                    + " total 31.90.",
                Order.class)
            .value());
  }

  @Test
  void anEventIsWrittenAsStated() {
    assertEquals(
        new Event("Jazz Night", "2026-04-18", "Blue Hall", List.of("Ana", "Bo", "Kim")),
        GENERATOR
            .generate(
                "Jazz Night takes place on 2026-04-18, is held at Blue Hall with Ana, Bo and Kim.",
                Event.class)
            .value());
  }

  @Test
  void theSameCallGivesTheSameText() {
    String prompt = "Grace Hopper, 85, New York.";
    assertEquals(
        GENERATOR.generate(prompt, Person.class).text(),
        GENERATOR.generate(prompt, Person.class).text());
  }
}
