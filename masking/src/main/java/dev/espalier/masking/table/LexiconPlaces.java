package dev.espalier.masking.table;

import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Interner;
import java.util.Arrays;

/**
 * Where tokens stand between two lexemes, each place once, in the order they came: columns, and a
 * hash table over them. Mutable; kept between masks so that filling it again allocates nothing.
 *
 * <pre>
 *   slots | open addressing: 1 + number of a place, 0 = free; at most half full
 * </pre>
 */
final class LexiconPlaces {
  private Standing[] standings = new Standing[16];
  private LexerState[] states = new LexerState[16];
  private Stacks[] stacks = new Stacks[16];
  private int[] slots = new int[32];
  private int[] slotOf = new int[16];
  private int size;

  int size() {
    return size;
  }

  Standing at(int place) {
    return standings[place];
  }

  LexerState state(int place) {
    return states[place];
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

  void add(Standing at, LexerState state, Stacks below) {
    if (2 * size >= slots.length) {
      grow();
    }
    int slot = find(at, state, below);
    if (slots[slot] == 0) {
      standings[size] = at;
      states[size] = state;
      stacks[size] = below;
      slotOf[size] = slot;
      slots[slot] = ++size;
    }
  }

  private int find(Standing at, LexerState state, Stacks below) {
    int slot = Interner.hash(at.id, state.id(), below.id()) & slots.length - 1;
    while (slots[slot] != 0) {
      int place = slots[slot] - 1;
      if (standings[place] == at && states[place] == state && stacks[place] == below) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  private void grow() {
    standings = Arrays.copyOf(standings, 2 * size);
    states = Arrays.copyOf(states, 2 * size);
    stacks = Arrays.copyOf(stacks, 2 * size);
    slotOf = Arrays.copyOf(slotOf, 2 * size);
    slots = new int[4 * size];
    for (int i = 0; i < size; i++) {
      slotOf[i] = find(standings[i], states[i], stacks[i]);
      slots[slotOf[i]] = i + 1;
    }
  }
}
