package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The passages and frontiers of one vocabulary, shared by all its constraints, whatever their
 * grammar: a JSON string does the same to the vocabulary in every schema.
 *
 * <p>What is asked for is looked up in {@link PassageTables}, which are bounded in bytes, and found
 * by walking the trie where they do not have it. A walk that takes more work than is left is noted,
 * and not cut off the next time.
 *
 * <p>Any thread; what is known is found without a lock. Masks and constraints may refer to what has
 * been dropped; it is right for ever, but equal ones are no longer the same object.
 */
public final class Passages {
  /** What the passages hold, and what they have done. */
  public record Statistics(long hits, long misses, long entries, long bytes, long evictions) {}

  private final TokenTrie trie;
  private final int words;
  private final PassageTables tables;
  private final LongAdder hits = new LongAdder();
  private final LongAdder walks = new LongAdder();

  /**
   * @param size of the vocabulary
   * @param maxBytes to hold at once, sets of tokens aside
   * @param maxSetBytes of sets of tokens to hold at once, those that only masks refer to not
   *     counted
   */
  public Passages(TokenTrie trie, int size, long maxBytes, long maxSetBytes) {
    this.trie = trie;
    this.words = (size + 63) >>> 6;
    this.tables = new PassageTables(trie, maxBytes, maxSetBytes);
  }

  TokenTrie trie() {
    return trie;
  }

  int words() {
    return words;
  }

  /** No byte of any token read. */
  Frontier root() {
    return tables.root();
  }

  /** How often something has been dropped. */
  int epoch() {
    return tables.epoch();
  }

  /** The passages: what is known, and found by walking the trie; sets of tokens not counted. */
  public Statistics statistics() {
    return tables.statistics(hits.sum(), walks.sum());
  }

  /** The sets of tokens, which masks refer to; one is a hit where an equal one was there. */
  public Statistics setStatistics() {
    return tables.setStatistics();
  }

  /** The frontier at {@code nodes}, ascending, distinct, all with children; null if none. */
  @Nullable Frontier frontier(int[] nodes) {
    return nodes.length == 0 ? null : tables.frontier(nodes);
  }

  /** {@code from} without {@code nodes}; null if none is left. */
  @Nullable Frontier without(Frontier from, int[] nodes) {
    int[] left = from.nodes;
    for (int node : nodes) {
      int at = Arrays.binarySearch(left, node);
      if (at >= 0) {
        int[] fewer = Arrays.copyOf(left, left.length - 1);
        System.arraycopy(left, at + 1, fewer, at, fewer.length - at);
        left = fewer;
      }
    }
    return left == from.nodes ? from : frontier(left);
  }

  /** The head with a signature, before one of the bytes {@code next}. */
  Head head(String signature, ByteSet next) {
    return tables.head(signature, next);
  }

  /**
   * What becomes of the tokens at {@code from} in {@code expression}, before one of the bytes
   * {@code next}.
   *
   * @param head of its signature and {@code next}, or null if it has none; then nothing is
   *     remembered
   * @return null if finding it takes more work than is left
   */
  @Nullable Passage passage(
      @Nullable Head head,
      Expression expression,
      ByteSet next,
      Frontier from,
      Decomposition decomposition,
      Work work) {
    Head.Entry entry = head == null ? null : tables.entry(head, from);
    Passage known = entry == null ? null : entry.passage;
    if (known != null) {
      hits.increment();
      return known;
    }
    walks.increment();
    Passage found;
    Parts.Counter counter = decomposition.counter(expression);
    if (counter == null) {
      found =
          new PassageWalk(this, decomposition, next, enough(entry, work)).walk(expression, from);
      if (found == null && head != null) {
        tables.putCutOff(head, from);
      }
    } else {
      CountedChars chars = counted(counter.loop(), next, from, decomposition, work);
      found = chars == null ? null : chars.passage(counter.min(), counter.max(), this);
    }
    return found == null || head == null ? found : tables.put(head, from, found);
  }

  private @Nullable CountedChars counted(
      Expression loop, ByteSet next, Frontier from, Decomposition decomposition, Work work) {
    String signature = decomposition.signature(loop);
    Head head = signature == null ? null : head(signature, next);
    Head.Entry entry = head == null ? null : tables.entry(head, from);
    CountedChars known = entry == null ? null : entry.counted;
    if (known != null) {
      return known;
    }
    CountedChars found =
        new CountingWalk(this, decomposition, loop, next, enough(entry, work)).walk(from);
    if (found == null && head != null) {
      tables.putCutOff(head, from);
    }
    return found == null || head == null ? found : tables.put(head, from, found);
  }

  /** As much work as is left; any amount where that has not been enough before. */
  private static Work enough(Head.@Nullable Entry entry, Work work) {
    return entry != null && entry.cutOff ? Work.unlimited() : work;
  }

  /** What one byte {@code b} does to the tokens at {@code from}. */
  Frontier.Edge edge(Frontier from, int b) {
    Frontier.Edge known = tables.edge(from, b);
    return known == null ? tables.put(from, b, newEdge(from, b)) : known;
  }

  private Frontier.Edge newEdge(Frontier from, int b) {
    IntList tokens = new IntList();
    IntList nodes = new IntList();
    for (int node : from.nodes) {
      int child = trie.child(node, b);
      if (child >= 0) {
        for (int rank = trie.firstRank(child); rank < trie.firstRank(child + 1); rank++) {
          tokens.add(trie.tokenAt(rank));
        }
        if (trie.hasChildren(child)) {
          nodes.add(child);
        }
      }
    }
    return new Frontier.Edge(
        TokenSet.of(tokens.array(), tokens.size(), words), frontier(nodes.toArray()));
  }
}
