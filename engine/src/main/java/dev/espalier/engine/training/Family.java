package dev.espalier.engine.training;

/** A generator of texts of one sort. */
@FunctionalInterface
interface Family {
  TrainingText draw(Draw draw);
}
