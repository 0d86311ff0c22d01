package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether schemas come to parts of a value before they come to themselves. */
final class Progress {
  private Progress() {}

  /**
   * Searches, depth first, the schemas that are applied to the same value.
   *
   * @throws InvalidSchemaException if one leads back to itself
   */
  static void require(List<Schema> all) {
    Set<Schema> done = new HashSet<>();
    Set<Schema> path = new HashSet<>();
    for (Schema start : all) {
      Deque<Schema> stack = new ArrayDeque<>();
      stack.push(start);
      while (!stack.isEmpty()) {
        Schema top = stack.peek();
        if (done.contains(top) || !path.add(top)) {
          path.remove(top);
          done.add(top);
          stack.pop();
          continue;
        }
        for (Schema schema : applied(top)) {
          if (path.contains(schema)) {
            throw new InvalidSchemaException(
                schema.pointer, "the schema applies itself to the same value, without end");
          }
          if (!done.contains(schema)) {
            stack.push(schema);
          }
        }
      }
    }
  }

  private static List<Schema> applied(Schema schema) {
    List<Schema> all = new ArrayList<>();
    schema.inPlaceBefore.forEach(applied -> all.addAll(applied.schemas()));
    schema.inPlaceAfter.forEach(applied -> all.addAll(applied.schemas()));
    return all;
  }
}
