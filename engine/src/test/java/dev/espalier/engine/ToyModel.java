package dev.espalier.engine;

import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A language model that is a seeded table: the logits after a text follow from its tokens, so that
 * laws can be enumerated. Token 0 ends a text; token i is the i-th of the texts.
 */
final class ToyModel implements LanguageModel {
  private final long seed;
  private final List<String> texts;
  private final int context;
  private final Vocabulary vocabulary;
  private final ConstraintCache constraints;

  ToyModel(long seed, int context, String... texts) {
    this.seed = seed;
    this.context = context;
    this.texts = List.of(texts);
    List<byte[]> tokens = new ArrayList<>(List.of(new byte[0]));
    this.texts.forEach(text -> tokens.add(text.getBytes(StandardCharsets.UTF_8)));
    this.vocabulary = Vocabulary.of(tokens, Map.of(0, "<|end|>")).withEndTokens(0);
    this.constraints = ConstraintCache.of(vocabulary);
  }

  double[] law(List<Integer> tokens) {
    float[] logits = logits(tokens);
    double[] law = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < law.length; i++) {
      law[i] = Math.exp(logits[i]);
      sum += law[i];
    }
    for (int i = 0; i < law.length; i++) {
      law[i] /= sum;
    }
    return law;
  }

  private float[] logits(List<Integer> tokens) {
    Random random = new Random(seed * 31 + tokens.hashCode());
    random.nextInt();
    float[] logits = new float[vocabularySize()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (1.5 * random.nextGaussian());
    }
    return logits;
  }

  @Override
  public Session open(String prompt) {
    return open(tokenizer().encode(prompt));
  }

  @Override
  public Session open(int[] tokens) {
    TableSession session = new TableSession();
    session.append(tokens);
    return session;
  }

  private final class TableSession implements Session {
    private final List<Integer> tokens = new ArrayList<>();

    @Override
    public void append(int token) {
      if (tokens.size() == context) {
        throw new ModelException("context: full");
      }
      tokens.add(token);
    }

    @Override
    public void append(int[] more) {
      Arrays.stream(more).forEach(this::append);
    }

    @Override
    public float[] logits() {
      return ToyModel.this.logits(tokens);
    }

    @Override
    public int length() {
      return tokens.size();
    }

    @Override
    public void truncate(int length) {
      tokens.subList(length, tokens.size()).clear();
    }

    @Override
    public Session fork() {
      return open(tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public void close() {}
  }

  /** One token for each character, which must be a token. */
  @Override
  public Tokenizer tokenizer() {
    return new Tokenizer() {
      @Override
      public int[] encode(String text) {
        return text.chars().map(c -> 1 + texts.indexOf(Character.toString(c))).toArray();
      }

      @Override
      public String decode(int[] tokens) {
        return vocabulary().decode(tokens);
      }
    };
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public ConstraintCache constraints() {
    return constraints;
  }

  @Override
  public int vocabularySize() {
    return 1 + texts.size();
  }

  @Override
  public int contextLength() {
    return context;
  }

  @Override
  public Set<Integer> endTokens() {
    return Set.of(0);
  }

  @Override
  public void close() {}
}
