package dev.espalier.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs work on one other thread, so that a piece that hangs can be left behind. Mutable; one
 * thread.
 *
 * <p>Work is given time over its own deadline to see that it has passed. Work that still does not
 * return keeps its thread, a daemon, and what comes next gets a new one.
 */
final class Deadline implements AutoCloseable {
  private static final ThreadFactory DAEMONS =
      Thread.ofPlatform().daemon().name("replay-", 0).factory();

  private final long millis;
  private ExecutorService worker = Executors.newSingleThreadExecutor(DAEMONS);

  Deadline(long millis) {
    this.millis = millis;
  }

  /** The value of {@code work}, or {@code late} if it is not there in time. */
  <T> T call(Callable<T> work, Supplier<T> late) throws InterruptedException {
    CompletableFuture<T> value = new CompletableFuture<>();
    worker.execute(
        () -> {
          try {
            value.complete(work.call());
          } catch (Throwable e) {
            value.completeExceptionally(e);
          }
        });
    try {
      return value.get(millis + millis / 4, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.shutdownNow();
      worker = Executors.newSingleThreadExecutor(DAEMONS);
      return late.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
