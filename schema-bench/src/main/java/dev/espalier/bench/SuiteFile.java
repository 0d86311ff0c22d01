package dev.espalier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file of the JSON Schema Test Suite: schemas, and instances of each with verdicts. A value.
 * Schemas and instances are the texts that the file has.
 */
record SuiteFile(List<Group> groups) {
  /** A schema and its tests. */
  record Group(String description, String schema, List<Test> tests) {
    Group {
      tests = List.copyOf(tests);
    }
  }

  /**
   * @param instance JSON, with the whitespace of the file
   * @param valid whether the schema allows it
   */
  record Test(String description, String instance, boolean valid) {}

  SuiteFile {
    groups = List.copyOf(groups);
  }

  int tests() {
    return groups.stream().mapToInt(group -> group.tests().size()).sum();
  }

  /**
   * @throws IOException if the file cannot be read or is no file of the suite
   */
  static SuiteFile read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
  }

  static SuiteFile parse(String text, String position) throws IOException {
    List<Group> groups = new ArrayList<>();
    try (JsonParser in = JsonMapper.shared().createParser(text)) {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException(position + ": expected an array");
      }
      while (in.nextToken() == JsonToken.START_OBJECT) {
        groups.add(group(in, text, position));
      }
      if (in.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException(position + ": expected objects with 'schema' and 'tests'");
      }
    } catch (JacksonException e) {
      throw new IOException(position + ": not valid JSON, " + e.getOriginalMessage(), e);
    }
    return new SuiteFile(groups);
  }

  private static Group group(JsonParser in, String text, String position) throws IOException {
    String description = "";
    String schema = null;
    List<Test> tests = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("description") && value == JsonToken.VALUE_STRING) {
        description = in.getString();
      } else if (name.equals("schema")) {
        schema = RawJson.slice(in, text);
      } else if (name.equals("tests") && value == JsonToken.START_ARRAY) {
        tests = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_OBJECT) {
          tests.add(test(in, text, position));
        }
      } else {
        in.skipChildren();
      }
    }
    if (schema == null || tests == null) {
      throw new IOException(position + ": '" + description + "' is without 'schema' or 'tests'");
    }
    return new Group(description, schema, tests);
  }

  private static Test test(JsonParser in, String text, String position) throws IOException {
    String description = "";
    String instance = null;
    Boolean valid = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "description" -> description = in.getString();
        case "data" -> instance = RawJson.slice(in, text);
        case "valid" -> valid = verdict(value);
        default -> in.skipChildren();
      }
    }
    if (instance == null || valid == null) {
      throw new IOException(position + ": a test without 'data' and 'valid'");
    }
    return new Test(description, instance, valid);
  }

  private static @Nullable Boolean verdict(JsonToken value) {
    return switch (value) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }
}
