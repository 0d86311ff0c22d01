package dev.espalier.masking.table;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Drops from {@link PassageTables} what has not been used for longest, until a quarter of their
 * bounds is free. Frontiers and sets stay while something that stays refers to them.
 *
 * <p>Each round drops what is older than so many ages: first entries, and heads without any; then
 * the frontiers that no entry refers to; then edges to dropped frontiers, and last the sets that
 * nothing refers to. What is referred to is marked as seen by the round. The first round keeps the
 * ages whose bytes fit; as these leave out what is kept because something refers to it, further
 * rounds keep fewer. Cost: each round is linear in what is held. Under the lock of the tables.
 */
final class PassageSweep {
  private static final int OLDEST_AGE = 64; // all that is older counts as this

  private final Map<Head.Key, Head> heads;
  private final Collection<Frontier> frontiers;
  private final Collection<TokenSet> sets;
  private final Frontier root;
  private final Holdings holdings;
  private int round;
  private long passagesDropped;

  /**
   * @param heads all there are; dropped ones are removed, as from {@code frontiers} and {@code
   *     sets}
   * @param root which is never dropped
   */
  PassageSweep(
      Map<Head.Key, Head> heads,
      Collection<Frontier> frontiers,
      Collection<TokenSet> sets,
      Frontier root,
      Holdings holdings) {
    this.heads = heads;
    this.frontiers = frontiers;
    this.sets = sets;
    this.root = root;
    this.holdings = holdings;
  }

  /** How many passages all sweeps have dropped. */
  long passagesDropped() {
    return passagesDropped;
  }

  void run() {
    holdings.newAge();
    int kept = mostKept();
    while (kept >= 0 && holdings.areOverThreeQuarters()) {
      dropOlderThan(kept);
      kept -= 1 + kept / 8;
    }
    assert invariantsHold();
  }

  /** So many ages back the entries and frontiers that were used since leave a quarter free. */
  private int mostKept() {
    long[] byAge = new long[OLDEST_AGE + 1];
    for (Head head : heads.values()) {
      for (Head.Entry entry : head.entries.values()) {
        byAge[Math.min(ageOf(entry.used), OLDEST_AGE)] += entry.bytes();
      }
    }
    for (Frontier frontier : frontiers) {
      byAge[Math.min(ageOf(frontier.used), OLDEST_AGE)] += frontier.bytesHeld();
    }
    return holdings.agesWithinThreeQuarters(byAge);
  }

  private int ageOf(int used) {
    return holdings.age() - used;
  }

  private void dropOlderThan(int kept) {
    round++;
    root.seen = round;
    for (Iterator<Map.Entry<Head.Key, Head>> i = heads.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<Head.Key, Head> held = i.next();
      Head head = held.getValue();
      dropEntriesOlderThan(kept, head);
      if (head.entries.isEmpty()) {
        head.dropped = true;
        i.remove();
        holdings.remove(held.getKey().bytes(), 0);
      }
    }
    for (Iterator<Frontier> i = frontiers.iterator(); i.hasNext(); ) {
      Frontier frontier = i.next();
      if (frontier.seen != round && ageOf(frontier.used) > kept) {
        i.remove();
        frontier.dropped = true;
        holdings.remove(frontier.bytesHeld() + frontier.edgeBytes(), frontier.listedBytes());
      }
    }
    frontiers.forEach(this::seeEdges);
    seeEdges(root);
    for (Iterator<TokenSet> i = sets.iterator(); i.hasNext(); ) {
      TokenSet set = i.next();
      if (set.seen != round) {
        i.remove();
        holdings.remove(0, set.bytes());
      }
    }
  }

  private void dropEntriesOlderThan(int kept, Head head) {
    for (Iterator<Map.Entry<Frontier, Head.Entry>> i = head.entries.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<Frontier, Head.Entry> at = i.next();
      Head.Entry entry = at.getValue();
      if (ageOf(entry.used) > kept) {
        i.remove();
        holdings.remove(entry.bytes(), entry.listedBytes());
        passagesDropped += entry.passage == null ? 0 : 1;
      } else {
        at.getKey().seen = round;
        see(entry);
      }
    }
  }

  private void see(Head.Entry entry) {
    Passage passage = entry.passage;
    if (passage != null) {
      passage.tokens().seen = round;
      if (passage.rest() != null) {
        passage.rest().seen = round;
      }
    }
    CountedChars counted = entry.counted;
    if (counted != null) {
      counted.all().seen = round;
    }
  }

  /** Forgets the edges to frontiers that have been dropped, and keeps the sets of the others. */
  private void seeEdges(Frontier frontier) {
    Frontier.@Nullable Edge[] edges = frontier.edges();
    for (int i = 0; edges != null && i < edges.length; i++) {
      Frontier.Edge edge = edges[i];
      if (edge != null && edge.to() != null && edge.to().dropped) {
        edges[i] = null;
        holdings.remove(Frontier.Edge.BYTES, edge.tokens().listedBytes());
      } else if (edge != null) {
        edge.tokens().seen = round;
      }
    }
  }

  private boolean invariantsHold() {
    long bytes = root.edgeBytes();
    long setBytes = root.listedBytes();
    for (Map.Entry<Head.Key, Head> held : heads.entrySet()) {
      bytes += held.getKey().bytes();
      for (Map.Entry<Frontier, Head.Entry> at : held.getValue().entries.entrySet()) {
        bytes += at.getValue().bytes();
        setBytes += at.getValue().listedBytes();
        assert !at.getKey().dropped : "an entry at a frontier that has been dropped";
      }
    }
    for (Frontier frontier : frontiers) {
      bytes += frontier.bytesHeld() + frontier.edgeBytes();
      setBytes += frontier.listedBytes();
    }
    for (TokenSet set : sets) {
      setBytes += set.bytes();
    }
    assert holdings.bytes() == bytes && holdings.setBytes() == setBytes
        : "bytes %d, counted %d; of sets %d, counted %d"
            .formatted(holdings.bytes(), bytes, holdings.setBytes(), setBytes);
    return true;
  }
}
