package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.Set;

/**
 * What the keywords of a resource mean. A value.
 *
 * @param status of the {@code $schema} that says so
 * @param note about it, for the report
 */
record Rules(Dialect dialect, Set<Vocabulary> vocabularies, Status status, String note) {

  Rules {
    vocabularies = Set.copyOf(vocabularies);
  }

  static Rules of(Dialect dialect) {
    return new Rules(dialect, Vocabulary.standard(), Status.ANNOTATION, "read as " + dialect);
  }

  Rules withNote(Status status, String note) {
    return new Rules(dialect, vocabularies, status, note);
  }
}
