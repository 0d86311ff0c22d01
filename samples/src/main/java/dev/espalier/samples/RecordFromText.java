package dev.espalier.samples;

import dev.espalier.engine.Generator;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.TypedGeneration;
import dev.espalier.engine.djl.DjlModel;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** A model fills in a Java record. */
public final class RecordFromText {
  /** What is asked for. An {@code Optional} may be left out or null, all else must be there. */
  public record Person(
      String name, int age, String city, List<String> hobbies, Optional<String> email) {}

  private RecordFromText() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Generator generator = Generator.of(model).maxTokens(200).build();
      TypedGeneration<Person> made =
          generator.generate(
              "Ada Lovelace, 36, lives in London, likes chess and tea and writes to"
                  + " ada@example.org.",
              Person.class);
      out.println(made.text());
      out.println(made.finish());
      out.println(made.value()); // throws where the text was cut off
    }
  }
}
