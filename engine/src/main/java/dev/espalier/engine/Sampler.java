package dev.espalier.engine;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Chooses a token from logits. Settings are immutable, {@code withX} copies; the state is a random
 * stream and scratch, so a sampler that samples belongs to one thread.
 *
 * <p>The law, in this order: logits of negative infinity (and NaN) are out; the rest is divided by
 * the temperature and becomes a distribution by softmax; of it remain the {@code topK} most likely
 * tokens, then of these the fewest most likely ones whose share is at least {@code topP}, then
 * those at least {@code minP} times as likely as the most likely one; of what remains one is drawn,
 * in proportion. The most likely token always remains, so truncation never leaves nothing. Under a
 * mask all of this is over the allowed tokens. Of equally likely tokens the lowest counts first.
 *
 * <p>What is drawn depends on the logits of the tokens that remain and on a random number that each
 * token has of its own in each step: tokens that are left out have no say in it, whether a mask
 * leaves them out before or they are refused when proposed.
 *
 * <p>Truncation moves the law away from the model's: the weights in a {@link Generation} are about
 * the law without it. Cost: O(n) for n logits, and O(log n) for every token that truncation looks
 * at. The same seed draws the same tokens on every machine.
 */
public final class Sampler {
  private final double temperature; // 0 is greedy
  private final int topK;
  private final double topP;
  private final double minP;
  private final long seed;
  private final SplittableRandom random;

  private double[] weights = {}; // [n] the candidates' probabilities, up to a factor
  private int[] tokens = {}; // [n] the candidates
  private int count;

  private Sampler(double temperature, int topK, double topP, double minP, long seed) {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("temperature " + temperature + " < 0 or not a number");
    }
    if (topK < 1) {
      throw new IllegalArgumentException("topK " + topK + " < 1");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("topP " + topP + " is not above 0 and at most 1");
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("minP " + minP + " is not in 0..1");
    }
    this.temperature = temperature;
    this.topK = topK;
    this.topP = topP;
    this.minP = minP;
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Always the most likely token. */
  public static Sampler greedy() {
    return new Sampler(0, Integer.MAX_VALUE, 1, 0, 0);
  }

  /** The model's own law: temperature 1, no truncation. */
  public static Sampler random(long seed) {
    return new Sampler(1, Integer.MAX_VALUE, 1, 0, seed);
  }

  /** Temperature 1, truncated to a share of the distribution. */
  public static Sampler topP(double share, long seed) {
    return random(seed).withTopP(share);
  }

  /** Temperature 1, truncated to the {@code k} most likely tokens. */
  public static Sampler topK(int k, long seed) {
    return random(seed).withTopK(k);
  }

  /** With another temperature; 0 is {@link #greedy()}. */
  public Sampler withTemperature(double value) {
    return new Sampler(value, topK, topP, minP, seed);
  }

  /** With at most {@code value} tokens to draw from; {@code Integer.MAX_VALUE} for all. */
  public Sampler withTopK(int value) {
    return new Sampler(temperature, value, topP, minP, seed);
  }

  /** With the most likely tokens that make up a share of the distribution; 1 for all. */
  public Sampler withTopP(double value) {
    return new Sampler(temperature, topK, value, minP, seed);
  }

  /** With tokens at least {@code value} times as likely as the most likely one; 0 for all. */
  public Sampler withMinP(double value) {
    return new Sampler(temperature, topK, topP, value, seed);
  }

  /** With another seed, at the start of its stream. */
  public Sampler withSeed(long value) {
    return new Sampler(temperature, topK, topP, minP, value);
  }

  /** The same settings and seed, at the start of the stream. */
  public Sampler restarted() {
    return withSeed(seed);
  }

  int topK() {
    return topK;
  }

  double topP() {
    return topP;
  }

  double minP() {
    return minP;
  }

  /** The temperature; 0 is greedy. */
  public double temperature() {
    return temperature;
  }

  public long seed() {
    return seed;
  }

  /**
   * Draws a token.
   *
   * @param logits {@code [n]} unnormalised log probabilities; not changed
   * @throws IllegalArgumentException if every logit is negative infinity
   */
  public int sample(float[] logits) {
    return sample(logits, nextNoise());
  }

  /** The next of the stream: what chance has in store for one step. */
  StepNoise nextNoise() {
    return new StepNoise(random.nextLong());
  }

  /** As {@link #sample(float[])}, with this noise instead of the next of the stream. */
  int sample(float[] logits, StepNoise noise) {
    int best = StepNoise.mostLikely(logits);
    if (best == StepNoise.NONE) {
      throw new IllegalArgumentException("none of " + logits.length + " tokens is allowed");
    }
    if (temperature == 0) {
      return best;
    }
    if (topK >= logits.length && topP == 1 && minP == 0) {
      return noise.first(logits, temperature);
    }
    collect(logits, logits[best]);
    if (topK < count || topP < 1) {
      truncate(logits);
    }
    dropUnlikely();
    return noise.first(logits, tokens, count, logits[best], temperature);
  }

  /** Candidates and their probabilities relative to the most likely one. */
  private void collect(float[] logits, float most) {
    if (weights.length < logits.length) {
      weights = new double[logits.length];
      tokens = new int[logits.length];
    }
    count = 0;
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] > Float.NEGATIVE_INFINITY) {
        weights[count] = Math.exp(StepNoise.scaled(logits[token], most, temperature));
        tokens[count++] = token;
      }
    }
  }

  /**
   * Keeps the candidates that top-k and then top-p leave, the most likely first: a heap over all of
   * them gives up one after the other until enough are there.
   */
  private void truncate(float[] logits) {
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += weights[i];
    }
    boolean limited = topK < count;
    int size = count;
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(logits, i, size);
    }
    int most = Math.min(topK, count);
    double enough = limited ? Double.POSITIVE_INFINITY : topP * total;
    double sum = 0;
    while (count - size < most && sum < enough) {
      size--;
      swap(0, size);
      sum += weights[size];
      siftDown(logits, 0, size);
    }
    int kept = count - size;
    for (int i = 0; i < kept / 2; i++) {
      swap(size + i, count - 1 - i);
    }
    System.arraycopy(weights, size, weights, 0, kept);
    System.arraycopy(tokens, size, tokens, 0, kept);
    count = kept;
    if (limited && topP < 1) {
      double share = 0;
      int needed = 0;
      while (needed < count && share < topP * sum) {
        share += weights[needed++];
      }
      count = Math.max(1, needed);
    }
  }

  private void dropUnlikely() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (weights[i] >= minP) {
        tokens[kept++] = tokens[i];
      }
    }
    count = kept;
  }

  /** Whether candidate {@code a} comes before candidate {@code b}. */
  private boolean precedes(float[] logits, int a, int b) {
    float first = logits[tokens[a]];
    float second = logits[tokens[b]];
    return first > second || (first == second && tokens[a] < tokens[b]);
  }

  private void siftDown(float[] logits, int root, int size) {
    int parent = root;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && precedes(logits, child + 1, child)) {
        child++;
      }
      if (!precedes(logits, child, parent)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    double weight = weights[a];
    weights[a] = weights[b];
    weights[b] = weight;
    int token = tokens[a];
    tokens[a] = tokens[b];
    tokens[b] = token;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Sampler[temperature=%s, topK=%s, topP=%s, minP=%s, seed=%d]",
        temperature,
        topK == Integer.MAX_VALUE ? "all" : topK,
        topP,
        minP,
        seed);
  }
}
