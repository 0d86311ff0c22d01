package dev.espalier.masking.trail;

import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;

/**
 * Finds the tokens that may end the name under way as one that its object has already: those below
 * the nodes of the vocabulary's trie that spell the rest of such a name and a quote.
 *
 * <p>The names seen and the vocabulary are walked together, and only where a quote lies below, so
 * the cost is bounded by either: mostly by the few names with the same beginning. Reused; owned by
 * one thread.
 */
public final class RepeatedNames {
  private static final long QUOTE = 1L << '"';

  private final TokenTrie trie;
  private int[] todo = new int[32]; // node of the names, node of the trie
  private int[] found = new int[8];
  private int count;

  public RepeatedNames(TokenTrie trie) {
    this.trie = trie;
  }

  /** The number of nodes found. */
  public int count() {
    return count;
  }

  /** A node of the trie whose bytes from the root end the name under way as an earlier one. */
  public int node(int i) {
    return found[i];
  }

  /** Looks for them; there are none where no name is under way. */
  public void find(JsonTrail trail) {
    count = 0;
    int start = trail.nameUnderWay();
    if (start == NameTrie.NONE) {
      return;
    }
    NameTrie names = trail.names();
    todo[0] = start;
    todo[1] = TokenTrie.ROOT;
    int size = 2;
    while (size > 0) {
      int at = todo[--size];
      int name = todo[--size];
      if (names.isName(name)) {
        add(trie.child(at, '"'));
      }
      for (int next = names.firstChild(name); next != NameTrie.NONE; next = names.sibling(next)) {
        int node = trie.child(at, names.label(next));
        if (node >= 0 && (trie.asciiLow(trie.summaryOf(node)) & QUOTE) != 0) {
          if (size + 2 > todo.length) {
            todo = Arrays.copyOf(todo, 2 * todo.length);
          }
          todo[size++] = next;
          todo[size++] = node;
        }
      }
    }
  }

  private void add(int node) {
    if (node >= 0) {
      if (count == found.length) {
        found = Arrays.copyOf(found, 2 * count);
      }
      found[count++] = node;
    }
  }
}
