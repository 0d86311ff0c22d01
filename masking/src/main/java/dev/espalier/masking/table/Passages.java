package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The passages and frontiers of one vocabulary, shared by all its constraints, whatever their
 * grammar: a JSON string does the same to the vocabulary in every schema.
 *
 * <p>Filled as masks are asked for. Bounded in bytes: when full, all but the root is forgotten. Any
 * thread; what is known is found without a lock.
 */
public final class Passages {
  private static final int FRONTIER_BYTES = 120;
  private static final int EDGE_BYTES = 40;
  private static final int PASSAGE_BYTES = 160;
  private static final int HEAD_BYTES = 500;

  private record Nodes(int[] nodes) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Nodes other && Arrays.equals(nodes, other.nodes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(nodes);
    }
  }

  /**
   * An expression by its signature, and the bytes that may follow it; the same object for the same
   * until all is forgotten.
   */
  static final class Head {
    private final ConcurrentHashMap<Frontier, Passage> passages = new ConcurrentHashMap<>(2);
    private final ConcurrentHashMap<Frontier, CountedChars> counted = new ConcurrentHashMap<>(2);
    private final Set<Frontier> cutOff = ConcurrentHashMap.newKeySet(2);

    /** Lets go of what constraints that hold this head would keep. */
    private void forget() {
      passages.clear();
      counted.clear();
      cutOff.clear();
    }

    /** As much work as is left; any amount where that has not been enough before. */
    private Work enough(Frontier from, Work work) {
      return cutOff.contains(from) ? Work.unlimited() : work;
    }
  }

  private record HeadKey(String signature, ByteSet next) {}

  private final TokenTrie trie;
  private final int words;
  private final long maxBytes;
  private final Frontier root;
  private final AtomicInteger nextId = new AtomicInteger();
  private final AtomicInteger epoch = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong tokenSetBytes = new AtomicLong();
  private final AtomicLong size = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final LongAdder walks = new LongAdder();
  private final ConcurrentHashMap<Nodes, Frontier> frontiers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<HeadKey, Head> heads = new ConcurrentHashMap<>();

  /**
   * @param size of the vocabulary
   * @param maxBytes to hold at once
   */
  public Passages(TokenTrie trie, int size, long maxBytes) {
    this.trie = trie;
    this.words = (size + 63) >>> 6;
    this.maxBytes = maxBytes;
    this.root = new Frontier(nextId.getAndIncrement(), new int[] {TokenTrie.ROOT}, trie);
  }

  TokenTrie trie() {
    return trie;
  }

  int words() {
    return words;
  }

  /** No byte of any token read. */
  Frontier root() {
    return root;
  }

  /** How often all has been forgotten. */
  int epoch() {
    return epoch.get();
  }

  /** The bytes of the sets of tokens held, which masks refer to, by estimate. */
  public long tokenSetBytes() {
    return tokenSetBytes.get();
  }

  /** All bytes held, by estimate. */
  public long bytes() {
    return bytes.get();
  }

  /** The number of passages held. */
  public long size() {
    return size.get();
  }

  /** How often a passage was known. */
  public long hits() {
    return hits.sum();
  }

  /** How many passages have been found by walking the trie. */
  public long walks() {
    return walks.sum();
  }

  /** The frontier at {@code nodes}, ascending, distinct, all with children; null if none. */
  @Nullable Frontier frontier(int[] nodes) {
    if (nodes.length == 0) {
      return null;
    }
    if (nodes.length == 1 && nodes[0] == TokenTrie.ROOT) {
      return root;
    }
    Nodes key = new Nodes(nodes);
    Frontier known = frontiers.get(key);
    if (known == null) {
      Frontier made = new Frontier(nextId.getAndIncrement(), nodes, trie);
      known = frontiers.putIfAbsent(key, made);
      if (known == null) {
        known = made;
        hold(FRONTIER_BYTES + 4L * nodes.length, TokenSet.NONE);
      }
    }
    return known;
  }

  /** The head with a signature, before one of the bytes {@code next}. */
  Head head(String signature, ByteSet next) {
    HeadKey key = new HeadKey(signature, next);
    Head known = heads.get(key);
    if (known == null) {
      Head made = new Head();
      known = heads.putIfAbsent(key, made);
      if (known == null) {
        known = made;
        hold(HEAD_BYTES + 2L * signature.length(), TokenSet.NONE);
      }
    }
    return known;
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
    Passage known = head == null ? null : head.passages.get(from);
    if (known != null) {
      hits.increment();
      return known;
    }
    walks.increment();
    Parts.Counter counter = decomposition.counter(expression);
    if (counter == null) {
      Work enough = head == null ? work : head.enough(from, work);
      known = new PassageWalk(this, decomposition, next, enough).walk(expression, from);
      if (known == null && head != null) {
        head.cutOff.add(from);
      }
    } else {
      CountedChars chars = counted(counter.loop(), next, from, decomposition, work);
      known = chars == null ? null : chars.passage(counter.min(), counter.max(), this);
    }
    if (known != null && head != null && head.passages.putIfAbsent(from, known) == null) {
      size.incrementAndGet();
      hold(PASSAGE_BYTES, known.tokens());
    }
    return known;
  }

  private @Nullable CountedChars counted(
      Expression loop, ByteSet next, Frontier from, Decomposition decomposition, Work work) {
    String signature = decomposition.signature(loop);
    Head head = signature == null ? new Head() : head(signature, next);
    CountedChars known = head.counted.get(from);
    if (known == null) {
      Work enough = head.enough(from, work);
      known = new CountingWalk(this, decomposition, loop, next, enough).walk(from);
      if (known == null) {
        head.cutOff.add(from);
      } else if (head.counted.putIfAbsent(from, known) == null) {
        hold(known.bytes(), TokenSet.NONE);
      }
    }
    return known;
  }

  /** What one byte {@code b} does to the tokens at {@code from}. */
  Frontier.Edge edge(Frontier from, int b) {
    Frontier.Edge known = from.knownEdge(b);
    if (known == null) {
      known = newEdge(from, b);
      from.putEdge(b, known);
      hold(EDGE_BYTES, known.tokens());
    }
    return known;
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

  private void hold(long more, TokenSet tokens) {
    tokenSetBytes.addAndGet(tokens.bytes());
    if (bytes.addAndGet(more + tokens.bytes()) > maxBytes) {
      frontiers.clear();
      heads.values().forEach(Head::forget);
      heads.clear();
      bytes.set(0);
      tokenSetBytes.set(0);
      size.set(0);
      epoch.incrementAndGet();
    }
  }
}
