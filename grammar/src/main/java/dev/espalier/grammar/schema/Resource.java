package dev.espalier.grammar.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * A schema resource: a document, or the part of one from an {@code $id} on. {@link Resources} fills
 * it. Equality is identity.
 */
final class Resource {
  /** Stands for {@code $recursiveAnchor} among the dynamic anchors; no anchor is empty. */
  static final String RECURSIVE = "";

  final String uri; // without fragment
  final Location root;
  final int document; // ordinal, in the order they were read
  final Rules rules;
  final Map<String, Location> anchors = new HashMap<>();
  final Map<String, Location> dynamicAnchors = new HashMap<>();

  /** A place in a document that may be a schema. */
  record Location(Json json, String pointer, Resource resource) {}

  Resource(String uri, Json root, String pointer, int document, Rules rules) {
    this.uri = uri;
    this.root = new Location(root, pointer, this);
    this.document = document;
    this.rules = rules;
  }

  @Override
  public String toString() {
    return uri;
  }
}
