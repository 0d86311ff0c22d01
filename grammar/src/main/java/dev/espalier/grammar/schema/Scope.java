package dev.espalier.grammar.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * As much of the dynamic scope as matters: per dynamic anchor, the outermost of the resources on
 * the way here that has it. A value, so that a schema is read once for all ways that agree on it.
 */
record Scope(Map<String, Resource> outermost) {
  static final Scope EMPTY = new Scope(Map.of());

  /** The scope within {@code resource}, entered from here. */
  Scope entering(Resource resource) {
    if (outermost.keySet().containsAll(resource.dynamicAnchors.keySet())) {
      return this;
    }
    Map<String, Resource> grown = new HashMap<>(outermost);
    resource.dynamicAnchors.keySet().forEach(name -> grown.putIfAbsent(name, resource));
    return new Scope(grown);
  }
}
