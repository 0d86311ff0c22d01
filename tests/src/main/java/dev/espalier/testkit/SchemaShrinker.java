package dev.espalier.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a JSON text smaller while something remains true of it: members and items are left out, and
 * values replaced by parts of themselves, as long as that helps. For messages of tests.
 */
public final class SchemaShrinker {
  private static final int MOST_TRIES = 3_000;

  private SchemaShrinker() {}

  /**
   * @param holds true of {@code json}; asked at most some thousand times
   */
  public static String shrink(String json, Predicate<String> holds) {
    String least = json;
    int tries = 0;
    boolean helped = true;
    while (helped) {
      helped = false;
      for (JsonNode smaller : smaller(SchemaJudge.read(least))) {
        String text = smaller.toString();
        if (tries++ > MOST_TRIES) {
          return least;
        }
        if (text.length() < least.length() && holds.test(text)) {
          least = text;
          helped = true;
          break;
        }
      }
    }
    return least;
  }

  /** What is one step smaller, the smallest first. */
  private static List<JsonNode> smaller(JsonNode node) {
    List<JsonNode> result = new ArrayList<>();
    switch (node) {
      case ObjectNode object -> {
        for (String name : object.propertyNames()) {
          if (!name.equals("$schema")) {
            result.add(object.deepCopy().without(name));
          }
        }
        object
            .properties()
            .forEach(
                member -> {
                  if (member.getKey().equals("$schema")) {
                    return;
                  }
                  if (member.getValue().isObject() && !object.has("$schema")) {
                    result.add(member.getValue());
                  }
                  for (JsonNode part : smaller(member.getValue())) {
                    ObjectNode copy = object.deepCopy();
                    copy.set(member.getKey(), part);
                    result.add(copy);
                  }
                });
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          ArrayNode copy = array.deepCopy();
          copy.remove(i);
          result.add(copy);
        }
        for (int i = 0; i < array.size(); i++) {
          for (JsonNode part : smaller(array.get(i))) {
            ArrayNode copy = array.deepCopy();
            copy.set(i, part);
            result.add(copy);
          }
        }
      }
      default -> {
        if (node.isString() && node.asString().length() > 1) {
          String text = node.asString();
          result.add(JsonNodeFactory.instance.stringNode(text.substring(1)));
        }
      }
    }
    return result;
  }
}
