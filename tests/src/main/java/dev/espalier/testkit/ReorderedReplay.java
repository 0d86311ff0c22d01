package dev.espalier.testkit;

import dev.espalier.masking.Matcher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a value is accepted with its properties in some order: each is tried, as far as the
 * matcher goes along. Mutable; one thread.
 */
public final class ReorderedReplay {
  private final Matcher matcher;

  private ReorderedReplay(Matcher matcher) {
    this.matcher = matcher;
  }

  /** What is left to be accepted. */
  private interface Rest {
    boolean isAccepted();
  }

  /**
   * Asks for a value without whitespace.
   *
   * @param matcher of {@link MaskedWalk#VOCABULARY}, at its start; unchanged if nothing is accepted
   */
  public static boolean accepts(Matcher matcher, String json) {
    return new ReorderedReplay(matcher).value(SchemaJudge.read(json), matcher::isComplete);
  }

  private boolean value(JsonNode value, Rest rest) {
    return switch (value) {
      case ArrayNode array -> text("[", () -> items(array, 0, rest));
      case ObjectNode object ->
          text("{", () -> members(object, List.copyOf(object.propertyNames()), "", rest));
      default -> text(value.toString(), rest);
    };
  }

  private boolean items(ArrayNode array, int index, Rest rest) {
    if (index == array.size()) {
      return text("]", rest);
    }
    Rest others = () -> items(array, index + 1, rest);
    return text(index == 0 ? "" : ",", () -> value(array.get(index), others));
  }

  private boolean members(ObjectNode object, List<String> names, String separator, Rest rest) {
    if (names.isEmpty()) {
      return text("}", rest);
    }
    for (String name : names) {
      List<String> others = new ArrayList<>(names);
      others.remove(name);
      String key = object.stringNode(name) + ":";
      if (text(
          separator + key,
          () -> value(object.get(name), () -> members(object, others, ",", rest)))) {
        return true;
      }
    }
    return false;
  }

  private boolean text(String text, Rest rest) {
    int advanced = 0;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!matcher.advance(b & 0xff)) {
        matcher.rollback(advanced);
        return false;
      }
      advanced++;
    }
    if (rest.isAccepted()) {
      return true;
    }
    matcher.rollback(advanced);
    return false;
  }
}
