package dev.espalier.engine.djl.training;

import dev.espalier.engine.training.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many values come out exactly, by family, when every token is the most likely one given the
 * right text before it. Mutable; one thread.
 *
 * <p>A value counts when each of its tokens is predicted; the token that closes a string may bring
 * other punctuation with it than the text has, since what follows is not the value's business.
 */
final class FieldScore {
  private record Count(int exact, int all) {}

  private final Map<String, Count> counts = new TreeMap<>();
  private final String[] tokenTexts;

  FieldScore(String[] tokenTexts) {
    this.tokenTexts = tokenTexts;
  }

  /**
   * Counts the values of one row.
   *
   * @param predicted {@code [width]} the most likely token after each position
   */
  void add(TrainingBatch.Sequence sequence, long[] predicted) {
    List<JsonText.Span> scalars = JsonText.scalars(sequence.text().json());
    boolean[] wrong = new boolean[scalars.size()];
    for (int position = sequence.promptLength() + 1;
        position < sequence.tokens().length;
        position++) {
      int span = sequence.spans()[position];
      int token = sequence.tokens()[position];
      int guess = (int) predicted[position - 1];
      boolean same = guess == token || (closes(token) && closes(guess));
      if (span != TrainingBatch.Sequence.NO_SPAN && !same) {
        wrong[span] = true;
      }
    }
    for (int i = 0; i < wrong.length; i++) {
      if (!scalars.get(i).key()) {
        int hit = wrong[i] ? 0 : 1;
        counts.merge(
            sequence.text().family(),
            new Count(hit, 1),
            (a, b) -> new Count(a.exact() + b.exact(), a.all() + b.all()));
      }
    }
  }

  private boolean closes(int token) {
    return tokenTexts[token].startsWith("\"");
  }

  double rate() {
    int exact = counts.values().stream().mapToInt(Count::exact).sum();
    int all = counts.values().stream().mapToInt(Count::all).sum();
    return (double) exact / Math.max(1, all);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%.3f", rate()));
    counts.forEach(
        (family, count) ->
            out.append(
                String.format(
                    Locale.ROOT, " %s %.3f", family, (double) count.exact() / count.all())));
    return out.toString();
  }
}
