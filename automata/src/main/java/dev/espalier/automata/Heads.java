package dev.espalier.automata;

import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Parser;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Interner;
import java.util.Arrays;

/**
 * The heads of a configuration that is being made: by ascending id of their lexer states, and those
 * with the same one joined. Reused for each. Not thread-safe; the owner holds a lock.
 */
final class Heads {
  private final Parser parser;
  private LexerState[] lexers = new LexerState[4];
  private Stacks[] stacks = new Stacks[4];
  private int count;

  Heads(Parser parser) {
    this.parser = parser;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  /** Adds {@code stack} under {@code lexer}. Linear in the heads with greater ids. */
  void add(LexerState lexer, Stacks stack) {
    int at = count;
    while (at > 0 && lexers[at - 1].id() > lexer.id()) {
      at--;
    }
    if (at > 0 && lexers[at - 1] == lexer) {
      stacks[at - 1] = parser.union(stacks[at - 1], stack);
      return;
    }
    if (count == lexers.length) {
      lexers = Arrays.copyOf(lexers, 2 * count);
      stacks = Arrays.copyOf(stacks, 2 * count);
    }
    System.arraycopy(lexers, at, lexers, at + 1, count - at);
    System.arraycopy(stacks, at, stacks, at + 1, count - at);
    lexers[at] = lexer;
    stacks[at] = stack;
    count++;
  }

  int hash(boolean complete) {
    int hash = complete ? 1 : 0;
    for (int i = 0; i < count; i++) {
      hash = Interner.hash(hash, stacks[i].id(), lexers[i].id());
    }
    return hash;
  }

  boolean areThoseOf(Configuration configuration, boolean complete) {
    return configuration.isOf(stacks, lexers, count, complete);
  }

  LexerState[] lexers() {
    return Arrays.copyOf(lexers, count);
  }

  /** The stacks of the heads, in the array of {@code from} where they are the same. */
  Stacks[] stacks(Stacks[] from) {
    return Arrays.equals(from, 0, from.length, stacks, 0, count)
        ? from
        : Arrays.copyOf(stacks, count);
  }
}
