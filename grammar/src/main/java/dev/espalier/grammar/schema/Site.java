package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One keyword of one schema object as it is read: where it stands, what it is written into, and how
 * the schemas below it are reached.
 */
final class Site {
  final SchemaReader reader;
  final Map<String, Json> members;
  final Resource resource;
  final Scope scope;

  /** Filled by the keyword; one to throw away where the keyword asserts nothing. */
  final Schema schema;

  private boolean applies = true;
  private boolean afterProperties;

  Site(
      SchemaReader reader,
      Schema schema,
      Map<String, Json> members,
      Resource resource,
      Scope scope) {
    this.reader = reader;
    this.schema = schema;
    this.members = members;
    this.resource = resource;
    this.scope = scope;
  }

  /** This place, for a keyword of which only the form is checked. */
  Site checkingForm() {
    Site site = new Site(reader, new Schema(schema.pointer), members, resource, scope);
    site.applies = false;
    return site;
  }

  /** Whether the keyword says something about a type that the schema allows. */
  boolean applies() {
    return applies;
  }

  Dialect dialect() {
    return resource.rules.dialect();
  }

  String at(String keyword) {
    return JsonPointer.child(schema.pointer, keyword);
  }

  /** Takes note that {@code properties} stands before all that follows. */
  void passProperties() {
    afterProperties = true;
  }

  /** Applies schemas to the same value. */
  void apply(Schema.Applied applied) {
    (afterProperties ? schema.inPlaceAfter : schema.inPlaceBefore).add(applied);
  }

  /** The schema at {@code at}, read later if it is reached from here. */
  Schema below(String at, Json json) {
    Expected.schema(at, json, dialect());
    return belowOrBoolean(at, json);
  }

  /** As {@link #below}, where draft-04 has booleans too. */
  Schema belowOrBoolean(String at, Json json) {
    Expected.schema(at, json);
    if (!applies) {
      return schema;
    }
    return reader.schema(new Resource.Location(json, at, reader.at(json, resource)), scope);
  }

  /** The schemas of an array, at least one. */
  List<Schema> several(String at, Json value) {
    List<Json> items = Expected.array(at, value);
    if (items.isEmpty()) {
      throw new InvalidSchemaException(at, "expected at least one schema but found none");
    }
    List<Schema> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(below(JsonPointer.child(at, i), items.get(i)));
    }
    return all;
  }
}
