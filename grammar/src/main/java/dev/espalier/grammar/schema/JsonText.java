package dev.espalier.grammar.schema;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON text into {@link Json}, strictly: one value, no duplicate names, every size within
 * {@link Limits}. Iterative; linear in the text.
 */
final class JsonText {
  private static final String FILE = "schema";

  private final JsonParser parser;
  private final String file;
  private final Limits limits;
  private final Deque<Open> open = new ArrayDeque<>();
  private int places;

  /** An object or array whose end has not been read. */
  private record Open(@Nullable Map<String, Json> members, List<Json> items, Json result) {}

  private JsonText(JsonParser parser, Limits limits, String file) {
    this.parser = parser;
    this.file = file;
    this.limits = limits;
  }

  /** {@link #parse(String, Limits, String)} for a schema. */
  static Json parse(String text, Limits limits) {
    return parse(text, limits, FILE);
  }

  /**
   * @param file what places in exceptions begin with
   * @throws GrammarSyntaxException if the text is not JSON or an object names a member twice
   * @throws LimitExceededException if the text exceeds {@code limits}
   */
  static Json parse(String text, Limits limits, String file) {
    if (text.length() > limits.maxSourceChars()) {
      throw new LimitExceededException(
          file, text.length() + " characters > Limits.maxSourceChars " + limits.maxSourceChars());
    }
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(limits.maxSourceChars())
                    .maxNameLength(limits.maxSourceChars())
                    .maxNumberLength(limits.maxAlternatives())
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
      return new JsonText(parser, limits, file).document();
    } catch (JacksonException e) {
      // from the parenthesis on it is about a source that the parser has not kept
      String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw new GrammarSyntaxException(at(file, e.getLocation()), "not JSON: " + problem);
    }
  }

  private Json document() {
    while (true) {
      JsonToken token = next();
      if (token == null) {
        throw new GrammarSyntaxException(here(), "not JSON: expected a value but found the end");
      }
      Json complete =
          switch (token) {
            case START_OBJECT -> {
              Map<String, Json> members = new LinkedHashMap<>();
              Json.Obj object = new Json.Obj(Collections.unmodifiableMap(members), places++);
              open.push(new Open(members, List.of(), object));
              yield null;
            }
            case START_ARRAY -> {
              List<Json> items = new ArrayList<>();
              open.push(new Open(null, items, new Json.Arr(Collections.unmodifiableList(items))));
              yield null;
            }
            case END_OBJECT, END_ARRAY -> open.pop().result();
            case PROPERTY_NAME -> {
              Map<String, Json> members = open.getFirst().members();
              if (members != null && members.containsKey(parser.currentName())) {
                throw new GrammarSyntaxException(
                    here(), "duplicate name '" + parser.currentName() + "'");
              }
              yield null;
            }
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getString());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new AssertionError("a token of no text: " + token);
          };
      if (complete == null) {
        continue;
      }
      Open parent = open.peek();
      if (parent == null) {
        if (next() != null) {
          throw new GrammarSyntaxException(here(), "not JSON: expected the end but found more");
        }
        return complete;
      }
      if (parent.members() == null) {
        parent.items().add(complete);
      } else {
        parent.members().put(parser.currentName(), complete);
      }
    }
  }

  private @Nullable JsonToken next() {
    try {
      JsonToken token = parser.nextToken();
      if (open.size() == limits.maxNesting()
          && (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY)) {
        throw new LimitExceededException(
            here(), "nesting deeper than Limits.maxNesting " + limits.maxNesting());
      }
      return token;
    } catch (StreamConstraintsException e) {
      throw new LimitExceededException(
          at(file, parser.currentLocation()),
          "a number longer than Limits.maxAlternatives " + limits.maxAlternatives());
    }
  }

  private Json number(String text) {
    try {
      return new Json.Num(new BigDecimal(text), text);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new LimitExceededException(
          here(), "the exponent of '" + text + "' does not fit into 32 bits");
    }
  }

  private String here() {
    return at(file, parser.currentTokenLocation());
  }

  private static String at(String file, @Nullable TokenStreamLocation location) {
    return location == null
        ? file
        : file
            + ":"
            + Math.max(1, location.getLineNr())
            + ":"
            + Math.max(1, location.getColumnNr());
  }
}
