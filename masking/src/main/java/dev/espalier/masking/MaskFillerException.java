package dev.espalier.masking;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Some masks of a batch could not be computed; all others were. Whoever catches it goes on with the
 * rest of the batch and gives up the texts that {@link #failures} names.
 */
public final class MaskFillerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient SortedMap<Integer, RuntimeException> failures;

  MaskFillerException(Map<Integer, RuntimeException> failures, int matchers) {
    this(new TreeMap<>(failures), matchers);
  }

  private MaskFillerException(TreeMap<Integer, RuntimeException> failures, int matchers) {
    super(message(failures, matchers), failures.firstEntry().getValue());
    this.failures = Collections.unmodifiableSortedMap(failures);
  }

  private static String message(SortedMap<Integer, RuntimeException> failures, int matchers) {
    int first = failures.firstKey();
    String others = failures.size() == 1 ? "" : "; so do " + (failures.size() - 1) + " others";
    return "matcher %d of %d fails: %s%s"
        .formatted(first, matchers, String.valueOf(failures.get(first)), others);
  }

  /** The index of each matcher that failed, and why; most often a limit that its text has met. */
  public SortedMap<Integer, RuntimeException> failures() {
    return failures;
  }
}
