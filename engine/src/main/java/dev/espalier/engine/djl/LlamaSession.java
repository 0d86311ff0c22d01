package dev.espalier.engine.djl;

import dev.espalier.engine.ModelException;
import dev.espalier.engine.Session;
import java.util.Arrays;

/**
 * A sequence on a {@link LlamaProgram}.
 *
 * <p>Tokens are collected and computed only when {@link #logits()} is asked for, up to {@value
 * #CHUNK} at once, so that tokens appended one by one without a question between cost one step. The
 * cache holds {@code computed} tokens and grows by doubling; truncation only moves that number.
 */
final class LlamaSession implements Session {
  private static final int CHUNK = 256;
  private static final int FIRST_CAPACITY = 256;

  private final LlamaProgram program;
  private final LlamaConfig config;
  private final float[] computedLogits; // [vocabulary size]
  private final float[] givenLogits; // [vocabulary size], the caller may write into it
  private LlamaProgram.Cache cache;
  private int[] tokens;
  private int length;
  private int computed;
  private boolean logitsHold;
  private boolean closed;

  LlamaSession(LlamaProgram program, LlamaConfig config) {
    this(program, config, new int[FIRST_CAPACITY], 0, FIRST_CAPACITY);
  }

  private LlamaSession(
      LlamaProgram program, LlamaConfig config, int[] tokens, int length, int capacity) {
    this.program = program;
    this.config = config;
    this.tokens = tokens;
    this.length = length;
    this.cache = program.newCache(Math.min(capacity, config.context()));
    this.computedLogits = new float[config.vocabularySize()];
    this.givenLogits = new float[config.vocabularySize()];
  }

  @Override
  public void append(int token) {
    append(new int[] {token});
  }

  @Override
  public void append(int[] more) {
    requireOpen();
    for (int token : more) {
      if (token < 0 || token >= config.vocabularySize()) {
        throw new IllegalArgumentException(
            "token " + token + " is outside 0.." + (config.vocabularySize() - 1));
      }
    }
    if (more.length > config.context() - length) {
      throw new ModelException(
          "context: "
              + ((long) length + more.length)
              + " tokens are more than the "
              + config.context()
              + " that the model holds; shorten the text");
    }
    if (length + more.length > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, length + more.length));
    }
    System.arraycopy(more, 0, tokens, length, more.length);
    length += more.length;
    logitsHold = logitsHold && more.length == 0;
  }

  @Override
  public float[] logits() {
    requireOpen();
    if (length == 0) {
      throw new IllegalStateException("no token has been appended");
    }
    if (!logitsHold) {
      compute();
    }
    System.arraycopy(computedLogits, 0, givenLogits, 0, givenLogits.length);
    return givenLogits;
  }

  private void compute() {
    int from = Math.min(computed, length - 1);
    reserve();
    while (from < length) {
      int to = Math.min(length, from + CHUNK);
      long[] chunk = new long[to - from];
      for (int i = 0; i < chunk.length; i++) {
        chunk[i] = tokens[from + i];
      }
      program.forward(chunk, from, cache, computedLogits);
      from = to;
    }
    computed = length;
    logitsHold = true;
  }

  private void reserve() {
    if (length > cache.capacity()) {
      int doubled = (int) Math.min(config.context(), 2L * cache.capacity());
      LlamaProgram.Cache larger = program.newCache(Math.max(length, doubled));
      program.copy(cache, larger, computed);
      cache.close();
      cache = larger;
    }
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void truncate(int kept) {
    requireOpen();
    if (kept < 0 || kept > length) {
      throw new IllegalArgumentException("length " + kept + " is outside 0.." + length);
    }
    logitsHold = logitsHold && kept == length;
    length = kept;
    computed = Math.min(computed, kept);
  }

  @Override
  public Session fork() {
    requireOpen();
    LlamaSession copy = new LlamaSession(program, config, tokens.clone(), length, cache.capacity());
    program.copy(cache, copy.cache, computed);
    copy.computed = computed;
    copy.logitsHold = logitsHold;
    System.arraycopy(computedLogits, 0, copy.computedLogits, 0, computedLogits.length);
    return copy;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cache.close();
    }
  }
}
