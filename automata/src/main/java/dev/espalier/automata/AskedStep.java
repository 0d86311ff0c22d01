package dev.espalier.automata;

import dev.espalier.grammar.Check;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A step that completes checked terminals: what has to be asked, and where the step leads when some
 * of it is refused.
 *
 * <p>A refused terminal does not end here. It is given up as well, unless the byte may be one
 * within a number, which may grow. Two readings of a text may ask different things, and one may be
 * refused while the other lives on.
 *
 * <p>Immutable but for its memos; any thread. Costs as much as a step that is not known for each
 * set of refused checks that occurs, and nothing from then on.
 */
public final class AskedStep {
  private final ByteRecognizer recognizer;
  private final Configuration from;
  private final int byteClass;
  private final boolean grows;
  private final List<Check> checks; // all different
  private final Configuration passed;
  private @Nullable Configuration refused; // where all are; racing threads find the same
  private final Map<BitSet, Configuration> partly = new ConcurrentHashMap<>(0);

  /**
   * @param passed the configuration where nothing is refused
   * @param grows whether terminals that are refused may go on
   */
  AskedStep(
      ByteRecognizer recognizer,
      Configuration from,
      int byteClass,
      boolean grows,
      List<Check> checks,
      Configuration passed) {
    this.recognizer = recognizer;
    this.from = from;
    this.byteClass = byteClass;
    this.grows = grows;
    this.checks = List.copyOf(checks);
    this.passed = passed;
  }

  /** What is asked, each once. */
  public List<Check> checks() {
    return checks;
  }

  /** The configuration where everything is passed: that of {@link Configuration#after(int)}. */
  public Configuration passed() {
    return passed;
  }

  /**
   * The configuration where some checks are refused; perhaps dead.
   *
   * @param these indices into {@link #checks}
   */
  public Configuration after(BitSet these) {
    int count = these.cardinality();
    if (count == 0) {
      return passed;
    }
    if (count == checks.size()) {
      Configuration known = refused;
      if (known == null) {
        known = computed(these);
        refused = known;
      }
      return known;
    }
    Configuration known = partly.get(these);
    if (known == null) {
      known = computed(these);
      partly.put((BitSet) these.clone(), known);
    }
    return known;
  }

  private Configuration computed(BitSet these) {
    List<Check> refusedChecks = these.stream().mapToObj(checks::get).toList();
    return recognizer.refusedStep(from, byteClass, refusedChecks, grows);
  }
}
