package dev.espalier.grammar.lark;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.LarkGrammar.Annotation;
import dev.espalier.grammar.lark.generated.LarkParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.misc.Interval;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON objects behind {@code %llguidance} and {@code %regex}. */
final class LarkOptions {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final StrictParser source;

  LarkOptions(StrictParser source) {
    this.source = source;
  }

  /** The text of a tree, as it stands in the file. */
  static String text(ParserRuleContext tree) {
    return tree.getStart()
        .getInputStream()
        .getText(Interval.of(tree.getStart().getStartIndex(), tree.getStop().getStopIndex()));
  }

  /** The settings that do not change the language; others are refused. */
  List<Annotation> settings(LarkParser.SettingsContext tree) {
    List<Annotation> annotations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> setting : object(tree.json()).properties()) {
      String name = setting.getKey();
      JsonNode value = setting.getValue();
      boolean isUsual =
          switch (name) {
            case "no_forcing", "allow_initial_skip" -> value.isBoolean();
            case "allow_invalid_utf8" -> value.isBoolean() && !value.booleanValue();
            case "skip_repetition" -> !value.isString() || !value.stringValue().equals("once");
            default -> false;
          };
      if (!isUsual) {
        throw error(
            tree,
            "%llguidance option \"" + name + "\": " + value + " is not supported; leave it out");
      }
      annotations.add(
          new Annotation(
              source.positionOf(tree.getStart()), "", "%llguidance " + name, "" + value));
    }
    return annotations;
  }

  /** The texts that a {@code %regex} object describes. */
  Regex regex(LarkParser.StructuredContext tree) {
    JsonNode object = object(tree.json());
    if (object.size() != 1) {
      throw unknown(tree, object);
    }
    Map.Entry<String, JsonNode> only = object.properties().iterator().next();
    JsonNode value = only.getValue();
    String key = only.getKey();
    if (key.equals("substring_chunks") && value.isArray()) {
      return Substrings.of(chunks(tree, value));
    }
    if (!value.isString()) {
      throw unknown(tree, object);
    }
    return switch (key) {
      case "substring_chars" -> Substrings.of(Substrings.characters(value.stringValue()));
      case "substring_words" -> Substrings.of(Substrings.words(value.stringValue()));
      default -> throw unknown(tree, object);
    };
  }

  private List<String> chunks(LarkParser.StructuredContext tree, JsonNode array) {
    List<String> chunks = new ArrayList<>();
    for (JsonNode chunk : array) {
      if (!chunk.isString()) {
        throw error(tree, "expected a string as a chunk but found " + chunk);
      }
      if (!chunk.stringValue().isEmpty()) {
        chunks.add(chunk.stringValue());
      }
    }
    return chunks;
  }

  private GrammarSyntaxException unknown(ParserRuleContext tree, JsonNode object) {
    String keys =
        object.properties().stream()
            .map(member -> "\"" + member.getKey() + "\"")
            .collect(Collectors.joining(", "));
    return error(
        tree,
        "expected one of \"substring_chars\": string, \"substring_words\": string,"
            + " \"substring_chunks\": [string, ...] in %regex but found "
            + (keys.isEmpty() ? "nothing" : keys));
  }

  private JsonNode object(LarkParser.JsonContext json) {
    try {
      return MAPPER.readTree(text(json));
    } catch (JacksonException e) {
      throw error(json, "not JSON: " + e.getOriginalMessage());
    }
  }

  private GrammarSyntaxException error(ParserRuleContext tree, String problem) {
    return new GrammarSyntaxException(source.positionOf(tree.getStart()), problem);
  }
}
