package dev.espalier.engine;

import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Vocabulary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The constraints of classes over one vocabulary, each compiled once. Any thread. */
final class ClassConstraints {
  private final Vocabulary vocabulary;
  private final Map<Class<?>, Constraint> constraints = new ConcurrentHashMap<>();

  ClassConstraints(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Constraint of(Class<?> type) {
    return constraints.computeIfAbsent(
        type, key -> Constraint.compile(JsonSchema.parse(ClassSchema.of(key)), vocabulary));
  }
}
