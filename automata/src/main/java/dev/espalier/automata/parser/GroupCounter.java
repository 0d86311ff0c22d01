package dev.espalier.automata.parser;

import dev.espalier.automata.table.Interner;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Regex;
import java.util.Arrays;

/**
 * The counters of one group: how far its occurrences have come, as a small number.
 *
 * <p>A <i>count</i> is a vector: occurrences in all, then (listed order) the member reached and its
 * occurrences, or (any order) the occurrences of each member. Counts beyond what still matters are
 * cut off, so an unbounded repetition has few of them. Each count is interned when it is first
 * reached. Only counts from which the group can be completed exist. Not thread-safe; the owner
 * holds a lock.
 */
final class GroupCounter {
  /** Before the first occurrence. */
  static final int START = 0;

  private static final int TOTAL = 0;
  private static final int REACHED = 1; // listed order: index of the member reached
  private static final int OF_REACHED = 2; // listed order: its occurrences
  private static final int OF_MEMBERS = 1; // any order: occurrences of member 0, 1, ...

  private record Count(int number, int[] values) {}

  private final boolean anyOrder;
  private final int members;
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
    anyOrder = group.order() == Group.Order.ANY && group.members().size() > 1;
    members = group.members().size();
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
    next = new int[anyOrder ? OF_MEMBERS + members : OF_REACHED + 1];
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
    if (anyOrder) {
      int occurrences = c[OF_MEMBERS + member];
      if (occurrences >= max[member]) {
        return -1;
      }
      next[OF_MEMBERS + member] = capped(occurrences + 1, min[member], max[member]);
    } else {
      int reached = c[REACHED];
      if (member < reached || !canSkipTo(c, member)) {
        return -1;
      }
      int occurrences = member == reached ? c[OF_REACHED] : 0;
      if (occurrences >= max[member]) {
        return -1;
      }
      next[REACHED] = member;
      next[OF_REACHED] = capped(occurrences + 1, min[member], max[member]);
    }
    boolean completable =
        stillLeast(next) <= (long) totalMax - next[TOTAL]
            && stillMost(next) >= (long) totalMin - next[TOTAL];
    return completable ? internNext() : -1;
  }

  /** The members that may occur next are among {@code firstNext .. lastNext}. */
  int firstNext(int count) {
    return anyOrder ? 0 : counts[count][REACHED];
  }

  int lastNext(int count) {
    int[] c = counts[count];
    if (anyOrder) {
      return members - 1;
    }
    int last = c[REACHED];
    if (c[OF_REACHED] >= min[last]) {
      do {
        last++;
      } while (last < members - 1 && min[last] == 0);
    }
    return Math.min(last, members - 1);
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

  private boolean canSkipTo(int[] c, int member) {
    int reached = c[REACHED];
    return member == reached
        || (c[OF_REACHED] >= min[reached] && leastFrom[reached + 1] == leastFrom[member]);
  }

  /** The occurrences that must still come. */
  private long stillLeast(int[] c) {
    if (!anyOrder) {
      return Math.max(0, min[c[REACHED]] - c[OF_REACHED]) + leastFrom[c[REACHED] + 1];
    }
    long still = 0;
    for (int i = 0; i < members; i++) {
      still += Math.max(0, min[i] - c[OF_MEMBERS + i]);
    }
    return still;
  }

  /** The occurrences that may still come, the bound on the total aside. */
  private long stillMost(int[] c) {
    if (!anyOrder) {
      int reached = c[REACHED];
      long ofReached =
          max[reached] == Regex.UNBOUNDED ? Regex.UNBOUNDED : max[reached] - c[OF_REACHED];
      return ofReached + mostFrom[reached + 1];
    }
    long still = 0;
    for (int i = 0; i < members; i++) {
      still += max[i] == Regex.UNBOUNDED ? Regex.UNBOUNDED : max[i] - c[OF_MEMBERS + i];
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
    if (countsMade == counts.length) {
      counts = Arrays.copyOf(counts, 2 * countsMade);
    }
    counts[countsMade] = next.clone();
    interned.add(hash, new Count(countsMade, counts[countsMade]));
    return countsMade++;
  }
}
