package dev.espalier.engine.training;

import org.jspecify.annotations.Nullable;

/**
 * A stated fact.
 *
 * @param key the key that its value stands under in the JSON
 * @param label how the prompt names it in a list of labelled facts
 * @param value what is stated
 * @param phrase how prose states it: an apposition with a leading comma, or a predicate; null where
 *     no prose is known
 */
record Fact(String key, String label, Value value, @Nullable String phrase) {}
