package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the {@code $ref}s of one document lead. */
final class References {
  private final Json document;
  private final Map<String, Target> targets = new LinkedHashMap<>(); // by pointer of the schema
  private final Set<String> nestedIds = new HashSet<>(); // pointers of schemas with $id
  private String rootId = "";

  /**
   * Where a reference leads.
   *
   * @param json null if it leads nowhere or is refused
   * @param refusal what to write instead, or null
   */
  record Target(String reference, @Nullable Json json, String pointer, @Nullable String refusal) {}

  References(Json document) {
    this.document = document;
  }

  void setRootId(String id) {
    rootId = id.replaceFirst("#$", "");
  }

  void addNestedId(String pointer) {
    nestedIds.add(pointer);
  }

  /**
   * Follows a reference within the document.
   *
   * @param pointer of the schema that holds it
   * @param at of the reference itself
   * @throws InvalidSchemaException if it is malformed
   */
  Target resolve(String pointer, String reference, String at) {
    Target target = resolve(reference, at);
    targets.put(pointer, target);
    return target;
  }

  private Target resolve(String reference, String at) {
    String fragment = reference;
    if (!rootId.isEmpty() && reference.startsWith(rootId)) {
      fragment = reference.substring(rootId.length());
    }
    if (!fragment.isEmpty() && !fragment.startsWith("#")) {
      return refused(reference, "another document; copy it and refer to '#/$defs/...'");
    }
    fragment = fragment.isEmpty() ? "" : fragment.substring(1);
    List<String> tokens = JsonPointer.tokens(fragment);
    if (tokens == null) {
      if (fragment.startsWith("/")) {
        throw new InvalidSchemaException(
            at, "reference '" + Expected.clipped(reference) + "' is not a JSON Pointer");
      }
      return refused(reference, "an anchor; refer by JSON Pointer, such as '#/$defs/...'");
    }
    Json target = document;
    StringBuilder pointer = new StringBuilder();
    for (String token : tokens) {
      target = inside(target, token);
      if (target == null) {
        return new Target(reference, null, "", null);
      }
      pointer.append(JsonPointer.child("", token));
    }
    return new Target(reference, target, JsonPointer.ROOT + pointer, null);
  }

  private static Target refused(String reference, String why) {
    return new Target(reference, null, "", why);
  }

  private static @Nullable Json inside(Json value, String token) {
    return switch (value) {
      case Json.Obj object -> object.members().get(token);
      case Json.Arr array -> {
        boolean index = token.matches("0|[1-9][0-9]{0,8}");
        yield index && Integer.parseInt(token) < array.items().size()
            ? array.items().get(Integer.parseInt(token))
            : null;
      }
      case Json.Null n -> null;
      case Json.Bool b -> null;
      case Json.Num n -> null;
      case Json.Str s -> null;
    };
  }

  /**
   * Pointers of schemas whose {@code $id} changes what references below mean. An {@code $id} with
   * no reference below does nothing.
   *
   * @throws InvalidSchemaException if a reference that no {@code $id} changes leads nowhere
   */
  Set<String> nestedIdsThatMatter() {
    Set<String> matter = new HashSet<>();
    targets.forEach(
        (pointer, target) -> {
          boolean nested = false;
          for (int end = pointer.length(); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
            String ancestor = pointer.substring(0, end);
            if (nestedIds.contains(ancestor)) {
              matter.add(ancestor);
              nested = true;
            }
          }
          if (!nested && target.json() == null && target.refusal() == null) {
            throw new InvalidSchemaException(
                JsonPointer.child(pointer, "$ref"),
                "reference '" + Expected.clipped(target.reference()) + "' leads nowhere");
          }
        });
    return matter;
  }

  /**
   * Searches, depth first, the schemas that are applied to the same value.
   *
   * @throws InvalidSchemaException if one leads back to itself
   */
  static void requireProgress(List<Schema> all) {
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
        List<Schema> next = new ArrayList<>(top.before);
        next.addAll(top.after);
        next.addAll(top.anyOf == null ? List.of() : top.anyOf);
        for (Schema schema : next) {
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
}
