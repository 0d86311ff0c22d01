package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An expression by its signature, and the bytes that may follow it: what is known of it at each
 * frontier. The same object for the same until it is dropped.
 *
 * <pre>
 *   entries | frontier -&gt; passage, count of characters
 * </pre>
 *
 * Read by any thread; written to by {@link PassageTables} under their lock.
 */
final class Head {
  private static final int BYTES = 320;

  final ConcurrentHashMap<Frontier, Entry> entries = new ConcurrentHashMap<>(2);
  volatile boolean dropped; // by a sweep: it remembers nothing any more

  /** What equal heads have in common. */
  record Key(String signature, ByteSet next) {
    /** The bytes that a head takes without its entries, by estimate. */
    long bytes() {
      return BYTES + 2L * signature.length();
    }
  }

  /** What is known at one frontier. */
  static final class Entry {
    /** The bytes that it takes when it is new, by estimate. */
    static final int BYTES = 160;

    volatile @Nullable Passage passage;
    volatile @Nullable CountedChars counted;
    volatile boolean cutOff; // a walk that was given too little work
    int used; // the age of the tables when it was last asked for

    /** Notes that it was asked for in {@code age}. */
    void use(int age) {
      if (used != age) {
        used = age;
      }
    }

    /** The bytes that it takes, by estimate, sets of tokens aside. */
    long bytes() {
      CountedChars chars = counted;
      return BYTES + (chars == null ? 0 : chars.bytes());
    }

    /** The bytes of its sets that are not held by themselves. */
    long listedBytes() {
      Passage known = passage;
      CountedChars chars = counted;
      return (known == null ? 0 : known.tokens().listedBytes())
          + (chars == null ? 0 : chars.all().listedBytes());
    }
  }
}
