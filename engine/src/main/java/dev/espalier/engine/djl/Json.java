package dev.espalier.engine.djl;

import dev.espalier.engine.ModelException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Untrusted JSON files read within limits, with messages that say where. */
final class Json {
  private static final int MAX_DEPTH = 50;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .build();

  private Json() {}

  /** The JSON object in a text. */
  static JsonNode object(String place, String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? "" : " at " + at.getLineNr() + ":" + at.getColumnNr();
      // from the parenthesis on it is about a source that the parser has not kept
      String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw new ModelException(place + ": not valid JSON" + where + ", " + problem, e);
    }
    if (!node.isObject()) {
      throw new ModelException(place + ": expected a JSON object");
    }
    return node;
  }
}
