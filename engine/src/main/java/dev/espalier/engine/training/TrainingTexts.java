package dev.espalier.engine.training;

import java.util.List;

/**
 * The training texts of one seed: text {@code i} is always the same, and different seeds give
 * different texts. Immutable; any thread.
 */
public final class TrainingTexts {
  private record Share(double upTo, Family family) {}

  private final long seed;
  private final WordLists words = WordLists.read();
  private final List<Share> shares;

  public TrainingTexts(long seed) {
    this.seed = seed;
    List<Kind> kinds = Kind.readAll();
    this.shares =
        List.of(
            new Share(0.16, new KindTexts(named(kinds, "person"))),
            new Share(0.25, new KindTexts(named(kinds, "event"))),
            new Share(0.46, new KindTexts(kinds)),
            new Share(0.60, new OrderTexts()),
            new Share(0.72, new TreeTexts()),
            new Share(0.82, new ToolTexts()),
            new Share(1.00, new FreeTexts()));
  }

  private static List<Kind> named(List<Kind> kinds, String name) {
    return kinds.stream().filter(kind -> kind.name().equals(name)).toList();
  }

  /** The marker that the default model's prompts end with. */
  public static String promptSuffix() {
    return Prompts.SUFFIX;
  }

  /** The text with a number from 0 on. */
  public TrainingText text(long index) {
    Draw draw = new Draw(words, mixed(seed * 0x9E3779B97F4A7C15L + index));
    double share = draw.between(0, 999_999) / 1e6;
    for (Share candidate : shares) {
      if (share < candidate.upTo()) {
        return candidate.family().draw(draw);
      }
    }
    throw new AssertionError("shares end below " + share);
  }

  /** The finalizer of splitmix64 (Steele, Lea, Flood 2014): neighbouring numbers part ways. */
  private static long mixed(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
