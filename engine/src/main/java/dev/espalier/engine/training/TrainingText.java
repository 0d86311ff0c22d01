package dev.espalier.engine.training;

/**
 * One text to learn from.
 *
 * @param family the generator it came from, for reports
 * @param prompt what a user would type, with the marker that asks for JSON at its end
 * @param json the answer, one JSON value
 */
public record TrainingText(String family, String prompt, String json) {}
