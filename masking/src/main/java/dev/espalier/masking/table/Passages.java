package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The passages and frontiers of one vocabulary, shared by all its constraints, whatever their
 * grammar: a JSON string does the same to the vocabulary in every schema.
 *
 * <pre>
 *   heads     | expression, bytes that may follow -&gt; frontier -&gt; passage, count of characters
 *   frontiers | nodes -&gt; frontier; its edges lead to others
 *   sets      | tokens -&gt; the one set that equal sets of many tokens are; masks refer to them
 * </pre>
 *
 * <p>Filled as masks are asked for. Bounded in bytes, sets by themselves and all else by itself.
 * Where a bound is exceeded, a sweep drops what has not been used for longest until a quarter is
 * free: an entry is stamped with the age in which it was last asked for, and a new age begins with
 * every sixteenth of the bound that is filled. Frontiers and sets stay while something that stays
 * refers to them.
 *
 * <p>Any thread; what is known is found without a lock, what is new is put down under one. Masks
 * and constraints may refer to what has been dropped; it is right for ever, but equal ones are no
 * longer the same object.
 */
public final class Passages {
  private static final int AGES = 16;
  private static final int OLDEST_AGE = 64;
  private static final int ENTRY_BYTES = 160;
  private static final int HEAD_BYTES = 320;
  private static final int EDGE_BYTES = 24;
  private static final int EDGES_BYTES = 16;

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

  /** What is known of a head at one frontier. Written to under the lock of the passages. */
  private static final class Entry {
    volatile @Nullable Passage passage;
    volatile @Nullable CountedChars counted;
    volatile boolean cutOff; // a walk that was given too little work
    int used;

    private long bytes() {
      CountedChars chars = counted;
      return ENTRY_BYTES + (chars == null ? 0 : chars.bytes());
    }

    private long listedBytes() {
      Passage known = passage;
      CountedChars chars = counted;
      return (known == null ? 0 : listedBytes(known.tokens()))
          + (chars == null ? 0 : listedBytes(chars.all()));
    }

    private static long listedBytes(TokenSet set) {
      return set.isDense() ? 0 : set.bytes();
    }
  }

  private record HeadKey(String signature, ByteSet next) {
    long bytes() {
      return HEAD_BYTES + 2L * signature.length();
    }
  }

  /**
   * An expression by its signature, and the bytes that may follow it; the same object for the same
   * until it is dropped.
   */
  static final class Head {
    private final ConcurrentHashMap<Frontier, Entry> entries = new ConcurrentHashMap<>(2);
    private volatile boolean dropped;

    /** Whether it remembers nothing any more. */
    boolean isDropped() {
      return dropped;
    }
  }

  /** What the passages hold, and what they have done. */
  public record Statistics(long hits, long misses, long entries, long bytes, long evictions) {}

  private final TokenTrie trie;
  private final int words;
  private final long maxBytes;
  private final long maxSetBytes;
  private final Frontier root;
  private final LongAdder hits = new LongAdder();
  private final LongAdder walks = new LongAdder();
  private final ConcurrentHashMap<Nodes, Frontier> frontiers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<HeadKey, Head> heads = new ConcurrentHashMap<>();
  private volatile int age;
  private volatile int epoch;

  // under the lock of this
  private final ConcurrentHashMap<TokenSet, TokenSet> sets = new ConcurrentHashMap<>();
  private int nextId;
  private int sweeps;
  private long bytes;
  private long setBytes;
  private long bytesThisAge;
  private long passages;
  private long passagesDropped;
  private long setHits;
  private long setsMade;

  /**
   * @param size of the vocabulary
   * @param maxBytes to hold at once, sets of tokens aside
   * @param maxSetBytes of sets of tokens to hold at once, those that only masks refer to not
   *     counted
   */
  public Passages(TokenTrie trie, int size, long maxBytes, long maxSetBytes) {
    this.trie = trie;
    this.words = (size + 63) >>> 6;
    this.maxBytes = maxBytes;
    this.maxSetBytes = maxSetBytes;
    this.root = new Frontier(nextId++, new int[] {TokenTrie.ROOT}, trie);
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

  /** How often something has been dropped. */
  int epoch() {
    return epoch;
  }

  /** The passages: what is known, and found by walking the trie; sets of tokens not counted. */
  public synchronized Statistics statistics() {
    return new Statistics(hits.sum(), walks.sum(), passages, bytes, passagesDropped);
  }

  /** The sets of tokens, which masks refer to; one is a hit where an equal one was there. */
  public synchronized Statistics setStatistics() {
    return new Statistics(setHits, setsMade, sets.size(), setBytes, setsMade - sets.size());
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
      known = newFrontier(key);
    } else {
      touch(known);
    }
    return known;
  }

  private synchronized Frontier newFrontier(Nodes key) {
    Frontier known = frontiers.get(key);
    if (known == null) {
      known = new Frontier(nextId++, key.nodes, trie);
      touch(known);
      if (known.bytesHeld() <= maxBytes / 2) {
        frontiers.put(key, known);
        hold(known.bytesHeld(), 0);
      } else {
        known.dropped = true;
      }
    }
    return known;
  }

  private void touch(Frontier frontier) {
    int now = age;
    if (frontier.used != now) {
      frontier.used = now;
    }
  }

  /** The head with a signature, before one of the bytes {@code next}. */
  Head head(String signature, ByteSet next) {
    HeadKey key = new HeadKey(signature, next);
    Head known = heads.get(key);
    return known == null ? newHead(key) : known;
  }

  private synchronized Head newHead(HeadKey key) {
    Head known = heads.get(key);
    if (known == null) {
      known = new Head();
      heads.put(key, known);
      hold(key.bytes(), 0);
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
    Entry entry = entry(head, from);
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
      if (found == null) {
        cutOff(head, from);
      }
    } else {
      CountedChars chars = counted(counter.loop(), next, from, decomposition, work);
      found = chars == null ? null : chars.passage(counter.min(), counter.max(), this);
    }
    return found == null || head == null ? found : remember(head, from, found);
  }

  private @Nullable Entry entry(@Nullable Head head, Frontier from) {
    Entry entry = head == null ? null : head.entries.get(from);
    int now = age;
    if (entry != null && entry.used != now) {
      entry.used = now;
    }
    return entry;
  }

  /** As much work as is left; any amount where that has not been enough before. */
  private static Work enough(@Nullable Entry entry, Work work) {
    return entry != null && entry.cutOff ? Work.unlimited() : work;
  }

  private @Nullable CountedChars counted(
      Expression loop, ByteSet next, Frontier from, Decomposition decomposition, Work work) {
    String signature = decomposition.signature(loop);
    Head head = signature == null ? null : head(signature, next);
    Entry entry = entry(head, from);
    CountedChars known = entry == null ? null : entry.counted;
    if (known != null) {
      return known;
    }
    CountedChars found =
        new CountingWalk(this, decomposition, loop, next, enough(entry, work)).walk(from);
    if (found == null) {
      cutOff(head, from);
    }
    return found == null || head == null ? found : remember(head, from, found);
  }

  private synchronized void cutOff(@Nullable Head head, Frontier from) {
    Entry entry = head == null ? null : entryToFill(head, from);
    if (entry != null) {
      entry.cutOff = true;
    }
  }

  private synchronized Passage remember(Head head, Frontier from, Passage found) {
    Frontier rest = found.rest();
    Entry entry = rest != null && rest.dropped ? null : entryToFill(head, from);
    if (entry == null) {
      return found;
    }
    Passage known = entry.passage;
    if (known == null) {
      known = new Passage(held(found.tokens()), rest);
      entry.passage = known;
      passages++;
      hold(0, Entry.listedBytes(known.tokens()));
    }
    return known;
  }

  private synchronized CountedChars remember(Head head, Frontier from, CountedChars found) {
    Entry entry = found.bytes() > maxBytes / 2 ? null : entryToFill(head, from);
    if (entry == null) {
      return found;
    }
    CountedChars known = entry.counted;
    if (known == null) {
      known = found.sharing(held(found.all()));
      entry.counted = known;
      hold(known.bytes(), Entry.listedBytes(known.all()));
    }
    return known;
  }

  /** The entry of {@code head} at {@code from}, made if there is none; null if one is dropped. */
  private @Nullable Entry entryToFill(Head head, Frontier from) {
    Entry entry = head.entries.get(from);
    if (entry == null && !head.dropped && !from.dropped) {
      entry = new Entry();
      head.entries.put(from, entry);
      bytes += ENTRY_BYTES;
    }
    if (entry != null) {
      entry.used = age;
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
    setBytes += set.bytes();
    bytesThisAge += set.bytes() * maxBytes / Math.max(1, maxSetBytes);
    return set;
  }

  /** What one byte {@code b} does to the tokens at {@code from}. */
  Frontier.Edge edge(Frontier from, int b) {
    Frontier.Edge known = from.knownEdge(b);
    if (known == null) {
      known = remember(from, b, newEdge(from, b));
    }
    touch(from);
    if (known.to() != null) {
      touch(known.to());
    }
    return known;
  }

  private synchronized Frontier.Edge remember(Frontier from, int b, Frontier.Edge found) {
    Frontier.Edge known = from.knownEdge(b);
    if (known != null) {
      return known;
    }
    if (from.dropped || found.to() != null && found.to().dropped) {
      return found;
    }
    long more = EDGE_BYTES + (from.edges() == null ? edgesBytes(from) : 0);
    Frontier.Edge edge = new Frontier.Edge(held(found.tokens()), found.to());
    from.putEdge(b, edge);
    hold(more, Entry.listedBytes(edge.tokens()));
    return edge;
  }

  private static long edgesBytes(Frontier frontier) {
    return EDGES_BYTES + 4L * frontier.bytes.size();
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

  private void hold(long more, long moreOfSets) {
    bytes += more;
    setBytes += moreOfSets;
    bytesThisAge += more + moreOfSets * maxBytes / Math.max(1, maxSetBytes);
    if (bytesThisAge > maxBytes / AGES) {
      bytesThisAge = 0;
      age++;
    }
    if (isOver(1, 1)) {
      sweep();
    }
  }

  private boolean isOver(int part, int of) {
    return bytes > maxBytes / of * part || setBytes > maxSetBytes / of * part;
  }

  /** Drops what has not been used for longest, until a quarter is free. */
  private void sweep() {
    age++;
    bytesThisAge = 0;
    for (int kept = mostKept(); kept >= 0 && isOver(3, 4); kept -= 1 + kept / 8) {
      dropOlderThan(kept);
    }
    epoch++;
    assert invariantsHold();
  }

  /** So many ages back the entries and frontiers that were used since leave a quarter free. */
  private int mostKept() {
    long[] byAge = new long[OLDEST_AGE + 1];
    for (Head head : heads.values()) {
      for (Entry entry : head.entries.values()) {
        byAge[Math.min(age - entry.used, OLDEST_AGE)] += entry.bytes();
      }
    }
    for (Frontier frontier : frontiers.values()) {
      byAge[Math.min(age - frontier.used, OLDEST_AGE)] += frontier.bytesHeld();
    }
    long held = 0;
    int kept = 0;
    while (kept < OLDEST_AGE && held + byAge[kept] <= maxBytes / 4 * 3) {
      held += byAge[kept++];
    }
    return kept;
  }

  private void dropOlderThan(int kept) {
    sweeps++;
    root.seen = sweeps;
    for (Iterator<Map.Entry<HeadKey, Head>> i = heads.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<HeadKey, Head> held = i.next();
      Head head = held.getValue();
      for (Iterator<Map.Entry<Frontier, Entry>> j = head.entries.entrySet().iterator();
          j.hasNext(); ) {
        Map.Entry<Frontier, Entry> at = j.next();
        Entry entry = at.getValue();
        if (age - entry.used > kept) {
          j.remove();
          drop(entry);
        } else {
          at.getKey().seen = sweeps;
          see(entry);
        }
      }
      if (head.entries.isEmpty()) {
        head.dropped = true;
        i.remove();
        bytes -= held.getKey().bytes();
      }
    }
    for (Iterator<Frontier> i = frontiers.values().iterator(); i.hasNext(); ) {
      Frontier frontier = i.next();
      if (frontier.seen != sweeps && age - frontier.used > kept) {
        i.remove();
        frontier.dropped = true;
        bytes -= frontier.bytesHeld() + edgeBytes(frontier);
        setBytes -= edgeListedBytes(frontier);
      }
    }
    frontiers.values().forEach(this::seeEdges);
    seeEdges(root);
    for (Iterator<TokenSet> i = sets.values().iterator(); i.hasNext(); ) {
      TokenSet set = i.next();
      if (set.seen != sweeps) {
        i.remove();
        setBytes -= set.bytes();
      }
    }
  }

  private void drop(Entry entry) {
    bytes -= entry.bytes();
    setBytes -= entry.listedBytes();
    if (entry.passage != null) {
      passages--;
      passagesDropped++;
    }
  }

  private void see(Entry entry) {
    Passage passage = entry.passage;
    if (passage != null) {
      passage.tokens().seen = sweeps;
      if (passage.rest() != null) {
        passage.rest().seen = sweeps;
      }
    }
    CountedChars counted = entry.counted;
    if (counted != null) {
      counted.all().seen = sweeps;
    }
  }

  private static long edgeBytes(Frontier frontier) {
    Frontier.@Nullable Edge[] edges = frontier.edges();
    long held = edges == null ? 0 : edgesBytes(frontier);
    for (int i = 0; edges != null && i < edges.length; i++) {
      held += edges[i] == null ? 0 : EDGE_BYTES;
    }
    return held;
  }

  private static long edgeListedBytes(Frontier frontier) {
    Frontier.@Nullable Edge[] edges = frontier.edges();
    long held = 0;
    for (int i = 0; edges != null && i < edges.length; i++) {
      Frontier.Edge edge = edges[i];
      held += edge == null ? 0 : Entry.listedBytes(edge.tokens());
    }
    return held;
  }

  /** Forgets the edges to frontiers that have been dropped, and keeps the sets of the others. */
  private void seeEdges(Frontier frontier) {
    Frontier.@Nullable Edge[] edges = frontier.edges();
    for (int i = 0; edges != null && i < edges.length; i++) {
      Frontier.Edge edge = edges[i];
      if (edge != null && edge.to() != null && edge.to().dropped) {
        edges[i] = null;
        bytes -= EDGE_BYTES;
        setBytes -= Entry.listedBytes(edge.tokens());
      } else if (edge != null) {
        edge.tokens().seen = sweeps;
      }
    }
  }

  private boolean invariantsHold() {
    long tables = 0;
    long ofSets = 0;
    for (Map.Entry<HeadKey, Head> held : heads.entrySet()) {
      tables += held.getKey().bytes();
      for (Map.Entry<Frontier, Entry> at : held.getValue().entries.entrySet()) {
        tables += at.getValue().bytes();
        ofSets += at.getValue().listedBytes();
        assert !at.getKey().dropped : "an entry at a frontier that has been dropped";
      }
    }
    for (Frontier frontier : frontiers.values()) {
      tables += frontier.bytesHeld() + edgeBytes(frontier);
      ofSets += edgeListedBytes(frontier);
    }
    tables += edgeBytes(root);
    ofSets += edgeListedBytes(root);
    for (TokenSet set : sets.values()) {
      ofSets += set.bytes();
    }
    assert bytes == tables && setBytes == ofSets
        : "bytes %d, counted %d; of sets %d, counted %d".formatted(bytes, tables, setBytes, ofSets);
    return true;
  }
}
