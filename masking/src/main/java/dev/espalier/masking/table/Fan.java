package dev.espalier.masking.table;

import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.parser.Stacks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Components over the same stacks that each begin with a text, such as the keys of a large object,
 * so that they are followed through the trie together: columns, sorted by text. Mutable; kept
 * between masks.
 */
final class Fan {
  private byte[][] texts = new byte[64][];
  private int[] terminals = new int[64];
  private @Nullable Expression[] needed = new Expression[64];
  private @Nullable Stacks stacks;
  private int size;
  private int depth;

  /** Empties it, for components over {@code below}. */
  void begin(Stacks below) {
    size = 0;
    depth = 0;
    stacks = below;
  }

  /**
   * Adds a component that needs {@code text} from the byte at {@code from} on, and then more; if it
   * comes in order.
   *
   * @param needs all that it needs
   * @return whether it was added
   */
  boolean add(byte[] text, int from, int terminal, Expression needs) {
    if (size > 0 && (from != depth || isBehind(texts[size - 1], text))) {
      return false;
    }
    depth = from;
    append(text, terminal, needs);
    return true;
  }

  /** Adds a component that begins with all of {@code text}; to come in order. */
  void add(byte[] text, int terminal) {
    assert size == 0 || !isBehind(texts[size - 1], text) : "terminal " + terminal;
    append(text, terminal, null);
  }

  private void append(byte[] text, int terminal, @Nullable Expression needs) {
    if (size == terminals.length) {
      texts = Arrays.copyOf(texts, 2 * size);
      terminals = Arrays.copyOf(terminals, 2 * size);
      needed = Arrays.copyOf(needed, 2 * size);
    }
    texts[size] = text;
    terminals[size] = terminal;
    needed[size] = needs;
    size++;
  }

  private boolean isBehind(byte[] last, byte[] text) {
    return Arrays.compareUnsigned(last, depth, last.length, text, depth, text.length) > 0;
  }

  int size() {
    return size;
  }

  /** How many bytes of the texts have been read. */
  int depth() {
    return depth;
  }

  byte[][] texts() {
    return texts;
  }

  Stacks stacks() {
    assert stacks != null : "no stacks";
    return stacks;
  }

  int terminal(int component) {
    return terminals[component];
  }

  /** All that a component needs; null if that is what its terminal needs. */
  @Nullable Expression needed(int component) {
    return needed[component];
  }
}
