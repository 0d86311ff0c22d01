package dev.espalier.automata.parser;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A finite set of parser stacks, as a trie read from the top: hash-consed, so that equal sets are
 * the same object and common parts are shared.
 *
 * <pre>
 *   tops    | distinct states, by ascending id
 *   below   | below[i]: the stacks under tops[i]; the bottom is {@link Parser#bottom}
 * </pre>
 *
 * Persistent: a push makes a new object and nothing ever changes, so a fork or a rollback keeps a
 * reference. Since alternatives that differ only above share what is below, the set of all stacks
 * of an ambiguous grammar stays linear in the text. The memo is filled under the lock of the
 * recogniser that owns the parser.
 */
public final class Stacks {
  final int id;
  final ParseState[] tops;
  final Stacks[] below;
  private final boolean accepting;
  private int @Nullable [] shiftable;
  @Nullable Expected expected; // set by the parser

  Stacks(int id, ParseState[] tops, Stacks[] below) {
    this.id = id;
    this.tops = tops;
    this.below = below;
    boolean accepts = false;
    for (ParseState top : tops) {
      accepts |= top.accepting;
    }
    this.accepting = accepts;
  }

  /** A number unique within the parser. */
  public int id() {
    return id;
  }

  /** Whether there is no stack at all. */
  public boolean isEmpty() {
    return tops.length == 0;
  }

  /** Whether the whole text may end here. */
  public boolean isAccepting() {
    return accepting;
  }

  /** The terminals that may come next, ascending; not to be written to. */
  public int[] shiftable() {
    if (shiftable == null) {
      shiftable = unionOfShiftable();
    }
    return shiftable;
  }

  private int[] unionOfShiftable() {
    if (tops.length == 1) {
      return tops[0].shiftable;
    }
    int count = 0;
    for (ParseState top : tops) {
      count += top.shiftable.length;
    }
    int[] all = new int[count];
    int end = 0;
    for (ParseState top : tops) {
      System.arraycopy(top.shiftable, 0, all, end, top.shiftable.length);
      end += top.shiftable.length;
    }
    Arrays.sort(all);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[distinct++] = all[i];
      }
    }
    return Arrays.copyOf(all, distinct);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tops.length; i++) {
      out.append(i == 0 ? "" : " | ").append(tops[i].id);
      if (!below[i].isEmpty()) {
        out.append(" > ").append(below[i].id);
      }
    }
    return out.toString();
  }
}
