package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Fills the masks of many matchers with several threads: one decoding step of a whole batch.
 *
 * <p>The calling thread copies the masks that are known. The others are computed by it and its
 * helpers, each taking the next one until none is left; matchers that stand at the same place share
 * one computation. A batch whose masks are all known wakes no helper and allocates nothing.
 *
 * <p>The matchers may be of different constraints and vocabularies. Any thread, also several at
 * once, as long as no matcher is in two batches at a time. Close it to let its threads go; it
 * leaves a caller's own executor alone.
 *
 * <p>
 *
 * {@snippet :
 * try (MaskFiller filler = MaskFiller.ofThreads(4)) {
 *   filler.fill(matchers, masks); // at each step
 * }
 * }
 */
public final class MaskFiller implements AutoCloseable {
  private static final int[] NONE = {};

  private final Executor executor;
  private final @Nullable ExecutorService owned;
  private final int helpers;

  private MaskFiller(Executor executor, @Nullable ExecutorService owned, int threads) {
    this.executor = executor;
    this.owned = owned;
    this.helpers = threads - 1;
  }

  /**
   * With threads of its own, which do not keep the JVM alive.
   *
   * @param threads how many work on a batch, the calling one included
   */
  public static MaskFiller ofThreads(int threads) {
    check(threads);
    AtomicInteger made = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, "espalier-masks-" + made.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, threads - 1), factory);
    return new MaskFiller(executor, executor, threads);
  }

  /**
   * With the threads of an executor. What it has no thread for, or refuses, the calling thread does
   * itself, so a busy executor delays a batch but never blocks it.
   *
   * @param threads how many work on a batch at most, the calling one included
   */
  public static MaskFiller of(Executor executor, int threads) {
    check(threads);
    return new MaskFiller(executor, null, threads);
  }

  private static void check(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " < 1");
    }
  }

  /**
   * Fills {@code masks[i]} with the tokens that {@code matchers[i]} allows next, for every i, as
   * {@link Matcher#fillMask} does. Returns when all are filled.
   *
   * @param masks one for each matcher, of its vocabulary's size, all different; those beyond are
   *     not touched
   * @throws MaskFillerException if some failed: it says which ones and why. The masks of all others
   *     are filled, theirs are empty, and all matchers are unchanged
   */
  public void fill(List<Matcher> matchers, List<TokenMask> masks) {
    if (owned != null && owned.isShutdown()) {
      throw new IllegalStateException("the mask filler is closed");
    }
    if (masks.size() < matchers.size()) {
      throw new IllegalArgumentException(
          masks.size() + " masks for " + matchers.size() + " matchers");
    }
    for (int i = 0; i < matchers.size(); i++) {
      masks.get(i).checkSize(matchers.get(i).constraint().vocabulary().size());
    }
    int[] unknown = fillKnown(matchers, masks);
    if (unknown.length > 0) {
      fillUnknown(unknown, matchers, masks);
    }
  }

  /** Copies what is known; the indices of the others. */
  private static int[] fillKnown(List<Matcher> matchers, List<TokenMask> masks) {
    int[] unknown = NONE;
    int count = 0;
    for (int i = 0; i < matchers.size(); i++) {
      if (!matchers.get(i).fillKnownMask(masks.get(i))) {
        if (count == unknown.length) {
          unknown = Arrays.copyOf(unknown, matchers.size());
        }
        unknown[count++] = i;
      }
    }
    return count == unknown.length ? unknown : Arrays.copyOf(unknown, count);
  }

  /** Where a matcher stands, with its text if that matters: equal places have equal masks. */
  record Place(Constraint constraint, Configuration configuration, @Nullable CheckedText text) {}

  private void fillUnknown(int[] unknown, List<Matcher> matchers, List<TokenMask> masks) {
    Map<Place, Integer> firstAt = new HashMap<>();
    int[] distinct = new int[unknown.length];
    int count = 0;
    for (int i : unknown) {
      if (firstAt.putIfAbsent(matchers.get(i).place(), i) == null) {
        distinct[count++] = i;
      }
    }
    Round round = new Round(Arrays.copyOf(distinct, count), matchers, masks);
    callHelpers(round, count);
    round.run();
    round.await();
    Map<Integer, RuntimeException> failures = new TreeMap<>();
    for (int i : unknown) {
      int first = firstAt.getOrDefault(matchers.get(i).place(), i);
      Throwable failure = round.failures[first];
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        failures.put(i, exception);
      }
      if (i != first) {
        masks.get(i).copyFrom(masks.get(first).words());
      }
    }
    if (!failures.isEmpty()) {
      throw new MaskFillerException(failures, matchers.size());
    }
  }

  private void callHelpers(Round round, int masks) {
    try {
      for (int helper = Math.min(helpers, masks - 1); helper > 0; helper--) {
        executor.execute(round);
      }
    } catch (RejectedExecutionException e) {
      return; // the calling thread does what they do not
    }
  }

  /** The masks still to be computed, and whoever comes takes the next one. */
  private static final class Round implements Runnable {
    private final int[] indices;
    private final List<Matcher> matchers;
    private final List<TokenMask> masks;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch left;
    final @Nullable Throwable[] failures; // [matchers]

    Round(int[] indices, List<Matcher> matchers, List<TokenMask> masks) {
      this.indices = indices;
      this.matchers = matchers;
      this.masks = masks;
      this.left = new CountDownLatch(indices.length);
      this.failures = new Throwable[matchers.size()];
    }

    @Override
    public void run() {
      int taken = next.getAndIncrement();
      while (taken < indices.length) {
        fill(indices[taken]);
        taken = next.getAndIncrement();
      }
    }

    private void fill(int i) {
      try {
        matchers.get(i).fillMask(masks.get(i));
      } catch (RuntimeException | Error e) {
        masks.get(i).clear();
        failures[i] = e;
      } finally {
        left.countDown();
      }
    }

    /** Waits for what helpers have taken; an interrupt is kept for later. */
    void await() {
      boolean interrupted = false;
      while (left.getCount() > 0) {
        try {
          left.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lets its own threads go, after the batches under way. */
  @Override
  public void close() {
    if (owned != null) {
      owned.shutdown();
    }
  }
}
