package dev.espalier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One MaskBench file: a schema and instances with verdicts. A value.
 *
 * @param schema the text of the schema as the file has it, so that numbers keep their digits
 */
record MaskCase(String schema, List<Test> tests) {
  /**
   * @param text the instance as Python writes it
   * @param valid whether the schema allows it
   */
  record Test(String text, boolean valid) {}

  MaskCase {
    tests = List.copyOf(tests);
  }

  /**
   * @throws IOException if the file cannot be read or is no MaskBench file
   */
  static MaskCase read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
  }

  /** Whether the text is an object with {@code schema} and {@code tests}. */
  static boolean isCase(String text) {
    Set<String> names = new HashSet<>();
    try (JsonParser in = JsonMapper.shared().createParser(text)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
          names.add(in.currentName());
          in.nextToken();
          in.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return false;
    }
    return names.containsAll(Set.of("schema", "tests"));
  }

  static MaskCase parse(String text, String position) throws IOException {
    String schema = null;
    List<Test> tests = new ArrayList<>();
    try (JsonParser in = JsonMapper.shared().createParser(text)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(position + ": expected an object");
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "schema" -> schema = RawJson.slice(in, text);
          case "tests" -> {
            JsonNode list = in.readValueAsTree();
            for (JsonNode test : list) {
              if (!test.has("data") || !test.path("valid").isBoolean()) {
                throw new IOException(position + ": a test without 'data' and 'valid'");
              }
              tests.add(
                  new Test(PythonJson.write(test.get("data")), test.get("valid").booleanValue()));
            }
          }
          default -> in.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new IOException(position + ": not valid JSON, " + e.getOriginalMessage(), e);
    }
    if (schema == null) {
      throw new IOException(position + ": no 'schema'");
    }
    return new MaskCase(schema, tests);
  }
}
