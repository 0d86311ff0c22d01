package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The passages and frontiers that are known, within bounds.
 *
 * <pre>
 *   heads     | expression, bytes that may follow -&gt; frontier -&gt; passage, count of characters
 *   frontiers | nodes -&gt; frontier; its edges lead to others
 *   sets      | tokens -&gt; the one set that equal sets of many tokens are; masks refer to them
 * </pre>
 *
 * <p>Bounded in bytes, sets by themselves and all else by itself. Where a bound is exceeded, a
 * {@linkplain PassageSweep sweep} drops what has not been used for longest: each entry and frontier
 * is stamped with the age in which it was last asked for.
 *
 * <p>Any thread; what is known is found without a lock, what is new is put down under one. What is
 * put may be refused, for its size or because it belongs to something that has been dropped: so
 * each {@code put} returns what to go on with, which is what was there first where something was.
 */
final class PassageTables {
  private final TokenTrie trie;
  private final Frontier root;
  private final ConcurrentHashMap<Nodes, Frontier> frontiers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Head.Key, Head> heads = new ConcurrentHashMap<>();
  private final Holdings holdings;
  private volatile int epoch;

  // under the lock of this
  private final ConcurrentHashMap<TokenSet, TokenSet> sets = new ConcurrentHashMap<>();
  private final PassageSweep sweep;
  private int nextId;
  private long passagesMade;
  private long setHits;
  private long setsMade;

  private static final class Nodes {
    private final int[] nodes;
    private final int hash;

    Nodes(int[] nodes) {
      this.nodes = nodes;
      this.hash = Arrays.hashCode(nodes);
    }

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Nodes other && hash == other.hash && Arrays.equals(nodes, other.nodes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * @param maxBytes to hold at once, sets of tokens aside
   * @param maxSetBytes of sets of tokens to hold at once, those that only masks refer to not
   *     counted
   */
  PassageTables(TokenTrie trie, long maxBytes, long maxSetBytes) {
    this.trie = trie;
    this.root = new Frontier(nextId++, new int[] {TokenTrie.ROOT}, trie);
    this.holdings = new Holdings(maxBytes, maxSetBytes);
    this.sweep = new PassageSweep(heads, frontiers.values(), sets.values(), root, holdings);
  }

  /** No byte of any token read. */
  Frontier root() {
    return root;
  }

  /** How often something has been dropped. */
  int epoch() {
    return epoch;
  }

  /** Of passages; sets of tokens not counted. */
  synchronized Passages.Statistics statistics(long hits, long misses) {
    long dropped = sweep.passagesDropped();
    return new Passages.Statistics(hits, misses, passagesMade - dropped, holdings.bytes(), dropped);
  }

  /** Of the sets of tokens; one is a hit where an equal one was there. */
  synchronized Passages.Statistics setStatistics() {
    return new Passages.Statistics(
        setHits, setsMade, sets.size(), holdings.setBytes(), setsMade - sets.size());
  }

  /** The frontier at {@code nodes}, ascending, distinct, all with children, one at least. */
  Frontier frontier(int[] nodes) {
    if (nodes.length == 1 && nodes[0] == TokenTrie.ROOT) {
      return root;
    }
    Nodes key = new Nodes(nodes);
    Frontier known = frontiers.get(key);
    if (known == null) {
      return newFrontier(key);
    }
    known.use(holdings.age());
    return known;
  }

  private synchronized Frontier newFrontier(Nodes key) {
    Frontier known = frontiers.get(key);
    if (known == null) {
      known = new Frontier(nextId++, key.nodes, trie);
      known.use(holdings.age());
      if (holdings.mayHold(known.bytesHeld())) {
        frontiers.put(key, known);
        hold(known.bytesHeld(), 0);
      } else {
        known.dropped = true;
      }
    }
    return known;
  }

  /** The head with a signature, before one of the bytes {@code next}. */
  Head head(String signature, ByteSet next) {
    Head.Key key = new Head.Key(signature, next);
    Head known = heads.get(key);
    return known == null ? newHead(key) : known;
  }

  private synchronized Head newHead(Head.Key key) {
    Head known = heads.get(key);
    if (known == null) {
      known = new Head();
      heads.put(key, known);
      hold(key.bytes(), 0);
    }
    return known;
  }

  /** What is known of {@code head} at {@code from}, if anything. */
  Head.@Nullable Entry entry(Head head, Frontier from) {
    Head.Entry entry = head.entries.get(from);
    if (entry != null) {
      entry.use(holdings.age());
    }
    return entry;
  }

  /** The edge of {@code from} by {@code b}, if it is known. */
  Frontier.@Nullable Edge edge(Frontier from, int b) {
    Frontier.Edge known = from.knownEdge(b);
    if (known != null) {
      use(from, known);
    }
    return known;
  }

  private void use(Frontier from, Frontier.Edge edge) {
    int age = holdings.age();
    from.use(age);
    if (edge.to() != null) {
      edge.to().use(age);
    }
  }

  /** Notes that a walk of {@code head} from {@code from} was given too little work. */
  synchronized void putCutOff(Head head, Frontier from) {
    Head.Entry entry = entryToFill(head, from);
    if (entry != null) {
      entry.cutOff = true;
    }
  }

  synchronized Passage put(Head head, Frontier from, Passage found) {
    Frontier rest = found.rest();
    Head.Entry entry = rest != null && rest.dropped ? null : entryToFill(head, from);
    if (entry == null) {
      return found;
    }
    Passage known = entry.passage;
    if (known == null) {
      known = new Passage(held(found.tokens()), rest);
      entry.passage = known;
      passagesMade++;
      hold(0, known.tokens().listedBytes());
    }
    return known;
  }

  synchronized CountedChars put(Head head, Frontier from, CountedChars found) {
    Head.Entry entry = holdings.mayHold(found.bytes()) ? entryToFill(head, from) : null;
    if (entry == null) {
      return found;
    }
    CountedChars known = entry.counted;
    if (known == null) {
      known = found.sharing(held(found.all()));
      entry.counted = known;
      hold(known.bytes(), known.all().listedBytes());
    }
    return known;
  }

  synchronized Frontier.Edge put(Frontier from, int b, Frontier.Edge found) {
    Frontier.Edge edge = from.knownEdge(b);
    if (edge == null) {
      edge = found;
      if (!from.dropped && (found.to() == null || !found.to().dropped)) {
        edge = new Frontier.Edge(held(found.tokens()), found.to());
        long more = from.bytesOfNewEdge();
        from.putEdge(b, edge);
        hold(more, edge.tokens().listedBytes());
      }
    }
    use(from, edge);
    return edge;
  }

  /** The entry of {@code head} at {@code from}, made if there is none; null if one is dropped. */
  private Head.@Nullable Entry entryToFill(Head head, Frontier from) {
    Head.Entry entry = head.entries.get(from);
    if (entry == null && !head.dropped && !from.dropped) {
      entry = new Head.Entry();
      head.entries.put(from, entry);
      holdings.add(Head.Entry.BYTES, 0);
    }
    if (entry != null) {
      entry.use(holdings.age());
    }
    return entry;
  }

  /** The set that is held and equal to {@code set}; that itself if it is new or not large. */
  private TokenSet held(TokenSet set) {
    if (!set.isDense()) {
      return set;
    }
    TokenSet known = sets.putIfAbsent(set, set);
    if (known != null) {
      setHits++;
      return known;
    }
    setsMade++;
    holdings.add(0, set.bytes());
    return set;
  }

  private void hold(long more, long moreOfSets) {
    holdings.add(more, moreOfSets);
    holdings.mayAge();
    if (holdings.areTooMany()) {
      sweep.run();
      epoch++;
    }
  }
}
