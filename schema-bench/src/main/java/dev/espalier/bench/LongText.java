package dev.espalier.bench;

import dev.espalier.engine.cli.TextTokens;
import java.util.Arrays;

/** A text that goes on for as long as one likes, under a schema that lets it. A value. */
enum LongText {
  /** Integers in one array. */
  ARRAY("{\"type\": \"array\", \"items\": {\"type\": \"integer\"}}", "[") {
    @Override
    String piece(int index) {
      return index * 7_919 + ", ";
    }
  },

  /** Integers in one array whose items are counted. */
  COUNTED_ARRAY(
      "{\"type\": \"array\", \"maxItems\": 1000000, \"items\": {\"type\": \"integer\"}}", "[") {
    @Override
    String piece(int index) {
      return index * 7_919 + ", ";
    }
  },

  /** One string. */
  STRING("{\"type\": \"string\"}", "\"") {
    @Override
    String piece(int index) {
      return "word " + index + " of a long story, ";
    }
  },

  /** One string whose characters are counted. */
  COUNTED_STRING("{\"type\": \"string\", \"maxLength\": 10000000}", "\"") {
    @Override
    String piece(int index) {
      return "word " + index + " of a long story, ";
    }
  },

  /** One object of any properties. */
  ADDITIONAL_PROPERTIES(
      "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"integer\", \"string\"]}}",
      "{") {
    @Override
    String piece(int index) {
      return "\"key "
          + index
          + "\": "
          + (index % 2 == 0 ? index : "\"value " + index + "\"")
          + ", ";
    }
  },

  /** Arrays in objects in one array, all of any JSON. */
  ANY_JSON("true", "[") {
    @Override
    String piece(int index) {
      return "{\"id\": " + index + ", \"tags\": [\"a\", [true, null]], \"in\": {\"x\": 1.5e3}}, ";
    }
  },

  /** Arrays and objects, each in the one before, of any JSON. */
  DEEPER_AND_DEEPER("true", "[") {
    @Override
    String piece(int index) {
      return "{\"level\": " + index + ", \"in\": [";
    }
  };

  private static final int PIECES = 64;

  private final String schema;
  private final String start;

  LongText(String schema, String start) {
    this.schema = schema;
    this.start = start;
  }

  String schema() {
    return schema;
  }

  /** The {@code index}-th piece of the text after its start. */
  abstract String piece(int index);

  /** The first tokens of the text. */
  int[] tokens(TextTokens cutter, int count) {
    int[] tokens = cutter.of(start);
    int length = tokens.length;
    for (int index = 0; length < count; index += PIECES) {
      StringBuilder pieces = new StringBuilder();
      for (int i = 0; i < PIECES; i++) {
        pieces.append(piece(index + i));
      }
      int[] more = cutter.of(pieces.toString());
      tokens = Arrays.copyOf(tokens, length + more.length);
      System.arraycopy(more, 0, tokens, length, more.length);
      length += more.length;
    }
    return Arrays.copyOf(tokens, count);
  }
}
