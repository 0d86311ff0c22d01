package dev.espalier.automata.parser;

import dev.espalier.automata.table.Interner;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.util.Arrays;

/**
 * The counters of one group: how far its occurrences have come, as a small number.
 *
 * <p>A <i>count</i> is a vector: occurrences in all; of the members in listed order the one reached
 * and its occurrences; and the occurrences of each member of the tail, which is in any order. Once
 * the tail is reached nothing is left of the others. Counts beyond what still matters are cut off,
 * so an unbounded repetition has few of them. Each count is interned when it is first reached. Only
 * counts from which the group can be completed exist. Not thread-safe; the owner holds a lock.
 */
final class GroupCounter {
  /** Before the first occurrence. */
  static final int START = 0;

  private static final int TOTAL = 0;
  private static final int REACHED = 1; // the listed member reached, or how many there are
  private static final int OF_REACHED = 2; // its occurrences, 0 in the tail
  private static final int OF_TAIL = 3; // occurrences of the first member of the tail, ...

  private static final long MAX_VALUES = 1L << 26; // of all counts of a group

  private record Count(int number, int[] values) {}

  private final int members;
  private final int listed; // members before the tail
  private final int[] min;
  private final int[] max;
  private final int totalMin;
  private final int totalMax;
  private final long[] leastFrom; // [i] sum of min[i ..]
  private final long[] mostFrom; // [i] sum of max[i ..], unbounded ones dominate
  private int[][] counts = new int[4][];
  private int countsMade;
  private final Interner<Count> interned = new Interner<>();
  private final int[] next; // scratch: a count that is being made

  /**
   * @param nullable by member: whether the member also derives the empty text, which makes its
   *     occurrences free
   */
  GroupCounter(Group group, boolean[] nullable) {
    members = group.members().size();
    listed = Math.min(group.order().listed(), members);
    min = new int[members];
    max = new int[members];
    long free = 0;
    for (int i = 0; i < members; i++) {
      max[i] = group.members().get(i).max();
      min[i] = nullable[i] ? 0 : group.members().get(i).min();
      free += nullable[i] ? max[i] : 0;
    }
    totalMin = (int) Math.max(0, group.min() - free);
    totalMax = group.max();
    leastFrom = new long[members + 1];
    mostFrom = new long[members + 1];
    for (int i = members - 1; i >= 0; i--) {
      leastFrom[i] = leastFrom[i + 1] + min[i];
      mostFrom[i] = mostFrom[i + 1] + max[i];
    }
    next = new int[OF_TAIL + members - listed];
    internNext();
  }

  /** Whether the group may end at {@code count}. */
  boolean isFinal(int count) {
    int[] c = counts[count];
    return c[TOTAL] >= totalMin && stillLeast(c) == 0;
  }

  /** The count after one more occurrence of {@code member}, or -1 if it may not occur now. */
  int after(int count, int member) {
    int[] c = counts[count];
    if (c[TOTAL] >= totalMax) {
      return -1;
    }
    System.arraycopy(c, 0, next, 0, c.length);
    next[TOTAL] = capped(c[TOTAL] + 1, totalMin, totalMax);
    int reached = Math.min(member, listed);
    if (reached < c[REACHED] || !canSkipTo(c, reached)) {
      return -1;
    }
    int at = member < listed ? OF_REACHED : OF_TAIL + member - listed;
    int occurrences = member < listed && reached > c[REACHED] ? 0 : c[at];
    if (occurrences >= max[member]) {
      return -1;
    }
    next[REACHED] = reached;
    next[OF_REACHED] = 0;
    next[at] = capped(occurrences + 1, min[member], max[member]);
    boolean completable =
        stillLeast(next) <= (long) totalMax - next[TOTAL]
            && stillMost(next) >= (long) totalMin - next[TOTAL];
    return completable ? internNext() : -1;
  }

  /** The members that may occur next are among {@code firstNext .. lastNext}. */
  int firstNext(int count) {
    return counts[count][REACHED];
  }

  int lastNext(int count) {
    int[] c = counts[count];
    int last = c[REACHED];
    if (last < listed && c[OF_REACHED] >= min[last]) {
      do {
        last++;
      } while (last < listed && min[last] == 0);
    }
    return last < listed ? last : members - 1;
  }

  /** Whether another occurrence may follow. */
  boolean canGoOn(int count) {
    int last = lastNext(count);
    for (int m = firstNext(count); m <= last; m++) {
      if (after(count, m) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code to}, a listed member or the tail, may be the next one reached. */
  private boolean canSkipTo(int[] c, int to) {
    int reached = c[REACHED];
    return to == reached
        || (c[OF_REACHED] >= min[reached] && leastFrom[reached + 1] == leastFrom[to]);
  }

  /** The occurrences that must still come. */
  private long stillLeast(int[] c) {
    int reached = c[REACHED];
    if (reached < listed) {
      return Math.max(0, min[reached] - c[OF_REACHED]) + leastFrom[reached + 1];
    }
    long still = 0;
    for (int i = listed; i < members; i++) {
      still += Math.max(0, min[i] - c[OF_TAIL + i - listed]);
    }
    return still;
  }

  /** The occurrences that may still come, the bound on the total aside. */
  private long stillMost(int[] c) {
    int reached = c[REACHED];
    if (reached < listed) {
      long ofReached =
          max[reached] == Regex.UNBOUNDED ? Regex.UNBOUNDED : max[reached] - c[OF_REACHED];
      return ofReached + mostFrom[reached + 1];
    }
    long still = 0;
    for (int i = listed; i < members; i++) {
      still += max[i] == Regex.UNBOUNDED ? Regex.UNBOUNDED : max[i] - c[OF_TAIL + i - listed];
    }
    return still;
  }

  private static int capped(int occurrences, int min, int max) {
    return max == Regex.UNBOUNDED ? Math.min(occurrences, min) : occurrences;
  }

  private int internNext() {
    int hash = 0;
    for (int value : next) {
      hash = Interner.hash(hash, value);
    }
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (Arrays.equals(interned.get(at).values, next)) {
        return interned.get(at).number;
      }
    }
    if ((long) (countsMade + 1) * next.length > MAX_VALUES) {
      throw new LimitExceededException(
          "grammar",
          "a group of "
              + members
              + " members in any order has more counts than fit into 256 MB; list its members in"
              + " order");
    }
    if (countsMade == counts.length) {
      counts = Arrays.copyOf(counts, 2 * countsMade);
    }
    counts[countsMade] = next.clone();
    interned.add(hash, new Count(countsMade, counts[countsMade]));
    return countsMade++;
  }
}
