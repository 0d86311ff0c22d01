package dev.espalier.masking.table;

import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.table.Interner;
import java.util.Arrays;

/**
 * The tasks of a {@link LexemeAssembly}, each once, in the order they came: columns, and a hash
 * table over them. Mutable; kept between masks so that filling it again allocates nothing.
 *
 * <pre>
 *   slots | open addressing: 1 + number of a task, 0 = free; at most half full
 * </pre>
 */
final class Tasks {
  private Frontier[] frontiers = new Frontier[32];
  private Expression[] needed = new Expression[32];
  private int[] slots = new int[64];
  private int[] slotOf = new int[32];
  private int size;

  int size() {
    return size;
  }

  Frontier frontier(int task) {
    return frontiers[task];
  }

  Expression needed(int task) {
    return needed[task];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      slots[slotOf[i]] = 0;
    }
    size = 0;
  }

  void add(Frontier at, Expression needs) {
    if (2 * size >= slots.length) {
      grow();
    }
    int slot = find(at, needs);
    if (slots[slot] == 0) {
      frontiers[size] = at;
      needed[size] = needs;
      slotOf[size] = slot;
      slots[slot] = ++size;
    }
  }

  private int find(Frontier at, Expression needs) {
    int slot = Interner.hash(at.id, needs.id()) & slots.length - 1;
    while (slots[slot] != 0) {
      int task = slots[slot] - 1;
      if (frontiers[task] == at && needed[task] == needs) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    frontiers = Arrays.copyOf(frontiers, 2 * size);
    slotOf = Arrays.copyOf(slotOf, 2 * size);
    needed = Arrays.copyOf(needed, 2 * size);
    slots = new int[4 * size];
    for (int i = 0; i < size; i++) {
      slotOf[i] = find(frontiers[i], needed[i]);
      slots[slotOf[i]] = i + 1;
    }
  }
}
