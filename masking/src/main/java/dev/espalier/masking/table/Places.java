package dev.espalier.masking.table;

import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Interner;
import java.util.Arrays;

/**
 * Where tokens stand between two terminals, each place once, in the order they came: columns, and a
 * hash table over them. Mutable; kept between masks so that filling it again allocates nothing.
 *
 * <pre>
 *   slots | open addressing: 1 + number of a place, 0 = free; at most half full
 * </pre>
 */
final class Places {
  private Frontier[] frontiers = new Frontier[16];
  private Stacks[] stacks = new Stacks[16];
  private int[] slots = new int[32];
  private int[] slotOf = new int[16];
  private int size;

  int size() {
    return size;
  }

  Frontier frontier(int place) {
    return frontiers[place];
  }

  Stacks stacks(int place) {
    return stacks[place];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      slots[slotOf[i]] = 0;
    }
    size = 0;
  }

  void add(Frontier at, Stacks below) {
    if (2 * size >= slots.length) {
      grow();
    }
    int slot = find(at, below);
    if (slots[slot] == 0) {
      frontiers[size] = at;
      stacks[size] = below;
      slotOf[size] = slot;
      slots[slot] = ++size;
    }
  }

  private int find(Frontier at, Stacks below) {
    int slot = Interner.hash(at.id, below.id()) & slots.length - 1;
    while (slots[slot] != 0) {
      int place = slots[slot] - 1;
      if (frontiers[place] == at && stacks[place] == below) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    frontiers = Arrays.copyOf(frontiers, 2 * size);
    stacks = Arrays.copyOf(stacks, 2 * size);
    slotOf = Arrays.copyOf(slotOf, 2 * size);
    slots = new int[4 * size];
    for (int i = 0; i < size; i++) {
      slotOf[i] = find(frontiers[i], stacks[i]);
      slots[slotOf[i]] = i + 1;
    }
  }
}
