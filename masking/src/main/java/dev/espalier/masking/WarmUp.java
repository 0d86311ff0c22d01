package dev.espalier.masking;

import dev.espalier.masking.trie.TokenTrie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Makes the first requests of a server as fast as the later ones: compiles small grammars of many
 * kinds over and over and fills masks along texts of theirs, until the JVM has compiled the code
 * that does so.
 *
 * <p>Afterwards the vocabulary has its trie and the tables that all constraints share for what JSON
 * is made of: strings, bounded strings, numbers, keys, whitespace, enums. Nothing else is kept: the
 * constraints themselves are dropped.
 *
 * <p>Cost: one thread and the JVM's compiler threads for as long as asked, by default {@value
 * #DEFAULT_SECONDS} seconds. More helps for longer than that, less is better than none; a program
 * that fills a few masks and ends is better off without. Any thread.
 *
 * <p>
 *
 * {@snippet :
 * WarmUp.run(vocabulary); // once, before the first request
 * }
 */
public final class WarmUp {
  private static final int DEFAULT_SECONDS = 5;

  /**
   * What a warm-up came to.
   *
   * @param rounds how many times all samples were compiled and replayed, the last perhaps in part
   * @param masks how many masks were filled
   * @param took from the call to its return
   */
  public record Result(int rounds, long masks, Duration took) {}

  private final Vocabulary vocabulary;
  private final TokenMask mask;
  private final long started = System.nanoTime();
  private final long nanos;
  private int rounds;
  private long masks;

  private WarmUp(Vocabulary vocabulary, Duration atMost) {
    this.vocabulary = vocabulary;
    this.mask = new TokenMask(vocabulary.size());
    this.nanos = atMost.toNanos();
  }

  /** {@link #run(Vocabulary, Duration)} for {@value #DEFAULT_SECONDS} seconds. */
  public static Result run(Vocabulary vocabulary) {
    return run(vocabulary, Duration.ofSeconds(DEFAULT_SECONDS));
  }

  /**
   * Warms up what masks for {@code vocabulary} need.
   *
   * @param atMost when to stop, but for the grammar or mask under way and the trie of the
   *     vocabulary, which is built in any case
   */
  public static Result run(Vocabulary vocabulary, Duration atMost) {
    return new WarmUp(vocabulary, atMost).run();
  }

  private Result run() {
    vocabulary.trie();
    while (!isOver()) {
      rounds++;
      for (WarmUpSample sample : WarmUpSample.all()) {
        if (!isOver()) {
          replay(sample);
        }
      }
    }
    return new Result(rounds, masks, Duration.ofNanos(System.nanoTime() - started));
  }

  private boolean isOver() {
    return System.nanoTime() - started >= nanos;
  }

  private void replay(WarmUpSample sample) {
    Constraint constraint = Constraint.compile(sample.parse(), vocabulary);
    for (String text : sample.texts()) {
      Matcher matcher = constraint.newMatcher();
      for (int token : tokens(text)) {
        matcher.fillMask(mask);
        masks++;
        if (isOver() || !matcher.advance(token)) {
          break;
        }
      }
    }
  }

  /** The longest token that fits, again and again, as far as there is one. */
  private int[] tokens(String text) {
    TokenTrie trie = vocabulary.trie();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    int count = 0;
    int at = 0;
    while (at < bytes.length) {
      int token = -1;
      int end = at;
      int node = TokenTrie.ROOT;
      for (int i = at; i < bytes.length; i++) {
        node = trie.child(node, bytes[i] & 0xff);
        if (node < 0) {
          break;
        }
        if (trie.hasToken(node)) {
          token = trie.tokenAt(trie.firstRank(node));
          end = i + 1;
        }
      }
      if (token < 0) {
        break;
      }
      tokens[count++] = token;
      at = end;
    }
    return Arrays.copyOf(tokens, count);
  }
}
