package dev.espalier.engine;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.notation.Notation;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Matcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The decoding loop: a model writes what a constraint allows.
 *
 * <p>Immutable; any thread. Every call starts the sampler's random stream anew, so the same call
 * gives the same text, whatever the constraint has learnt meanwhile and whatever a mask may take.
 *
 * <p>Where no token is allowed and the text is not complete, as checks may leave it, the generator
 * goes back to the latest token in whose place another one is allowed, and draws again without the
 * one that led to the dead end.
 */
public final class Generator {
  /**
   * The most tokens that a generation takes back, all in all, looking for a way around dead ends.
   */
  public static final int MAX_TAKEN_BACK = 256;

  private static final int DEFAULT_MAX_TOKENS = 512;
  private static final long DEFAULT_MASK_BUDGET = 100_000;

  private final LanguageModel model;
  private final @Nullable Constraint constraint;
  private final Sampler sampler;
  private final int maxTokens;
  private final long maskBudget;
  private final Consumer<String> listener;
  private final Consumer<String> takenBackListener;
  private final ConstraintCache constraints;

  private Generator(Builder builder) {
    this.model = builder.model;
    this.constraint = builder.constraint;
    this.sampler = builder.sampler.restarted();
    this.maxTokens = builder.maxTokens;
    this.maskBudget = builder.maskBudget;
    this.listener = builder.listener;
    this.takenBackListener = builder.takenBackListener;
    this.constraints = builder.constraints;
  }

  /** Starts to describe a generator: greedy, unconstrained, {@value #DEFAULT_MAX_TOKENS} tokens. */
  public static Builder of(LanguageModel model) {
    return of(model, model.constraints());
  }

  /**
   * As {@link #of(LanguageModel)}, with another cache of constraints than the model's own: one of
   * another size, or of another life.
   *
   * @throws IllegalArgumentException if it is for another vocabulary than the model's
   */
  public static Builder of(LanguageModel model, ConstraintCache constraints) {
    if (!constraints.vocabulary().equals(model.vocabulary())) {
      throw new IllegalArgumentException(
          "a cache for %s, a model with %s"
              .formatted(constraints.vocabulary(), model.vocabulary()));
    }
    return new Builder(model, constraints);
  }

  /** Describes a generator. Mutable; one thread. */
  public static final class Builder {
    private final LanguageModel model;
    private final ConstraintCache constraints;
    private @Nullable Constraint constraint;
    private Sampler sampler = Sampler.greedy();
    private int maxTokens = DEFAULT_MAX_TOKENS;
    private long maskBudget = DEFAULT_MASK_BUDGET;
    private Consumer<String> listener = piece -> {};
    private Consumer<String> takenBackListener = left -> {};

    private Builder(LanguageModel model, ConstraintCache constraints) {
      this.model = model;
      this.constraints = constraints;
    }

    /**
     * What the text must be.
     *
     * @throws IllegalArgumentException if it was compiled for a vocabulary of another size
     */
    public Builder constraint(Constraint value) {
      if (value.vocabulary().size() > model.vocabularySize()) {
        throw new IllegalArgumentException(
            "a constraint for "
                + value.vocabulary().size()
                + " tokens, a model of "
                + model.vocabularySize());
      }
      constraint = value;
      return this;
    }

    /** {@link #schema(String, SchemaOptions)} with {@link SchemaOptions#defaults()}. */
    public Builder schema(String schemaJson) {
      return schema(schemaJson, SchemaOptions.defaults());
    }

    /**
     * The JSON Schema of the text. Compiled the first time, and as long as {@link
     * LanguageModel#constraints} remembers it a look-up from then on.
     *
     * @throws dev.espalier.grammar.GrammarException if it is no schema or cannot be enforced
     */
    public Builder schema(String schemaJson, SchemaOptions options) {
      return constraint(constraints.schema(schemaJson, options));
    }

    /**
     * The grammar of the text, from its usual start rule. Compiled the first time, as a schema is.
     *
     * @throws dev.espalier.grammar.GrammarException if it is no grammar or has no text
     */
    public Builder grammar(String text, Notation notation) {
      return constraint(constraints.grammar(text, notation));
    }

    public Builder sampler(Sampler value) {
      sampler = value;
      return this;
    }

    /** The most tokens to draw. */
    public Builder maxTokens(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxTokens " + value + " < 1");
      }
      maxTokens = value;
      return this;
    }

    /**
     * What the mask of a step may take. Where it would take more, tokens are proposed in the order
     * in which the sampler draws them and tested one by one. The text is the same, for any sampler;
     * the step's part in the {@link Generation#logWeight} is then an unbiased estimate, as in
     * Lipkin et al. 2025 (arXiv 2504.05410), in place of the exact probability. After {@value
     * LazyDraw#MAX_TESTS} proposals without success the mask is filled whatever it takes; so it is
     * at once where the sampler truncates by a share ({@code topP}), or to more tokens than these
     * ({@code topK}), since both are about all allowed tokens.
     *
     * <p>The default, {@value #DEFAULT_MASK_BUDGET}, is about a millisecond, less than most models
     * take for a token; few masks need more. {@code Long.MAX_VALUE} has all masks filled, for
     * weights that vary as little as they can; 0 only takes masks that are known.
     *
     * @param units nodes of the vocabulary's trie, or things of like cost; see {@link
     *     Matcher#fillMask(dev.espalier.masking.TokenMask, long)}
     */
    public Builder maskBudget(long units) {
      if (units < 0) {
        throw new IllegalArgumentException("maskBudget " + units + " < 0");
      }
      maskBudget = units;
      return this;
    }

    /**
     * Is given the text in pieces as it is generated, on the thread that generates. Pieces may be
     * taken back; see {@link #onTakenBack}.
     */
    public Builder onText(Consumer<String> value) {
      listener = value;
      return this;
    }

    /**
     * Is given all the text that is left when some of it is taken back on the way around a dead
     * end, which happens only where a constraint has checks, or lacks tokens. What {@link #onText}
     * is given from then on goes on from there.
     */
    public Builder onTakenBack(Consumer<String> value) {
      takenBackListener = value;
      return this;
    }

    public Generator build() {
      return new Generator(this);
    }
  }

  /** The same generator with another sampler. */
  public Generator withSampler(Sampler other) {
    Builder builder =
        new Builder(model, constraints)
            .sampler(other)
            .maxTokens(maxTokens)
            .maskBudget(maskBudget)
            .onText(listener)
            .onTakenBack(takenBackListener);
    return (constraint == null ? builder : builder.constraint(constraint)).build();
  }

  /**
   * Generates a text that follows a prompt, which is put in the form that the model expects ({@link
   * LanguageModel#promptFor}).
   *
   * @throws ModelException if the prompt is longer than the context
   * @throws GenerationException if a limit of the constraint is met on the way
   */
  public Generation generate(String prompt) {
    return generate(prompt, constraint);
  }

  /**
   * Generates a value of a record class: the constraint is the class's JSON Schema. All components
   * are required but those of type {@code Optional} and those annotated {@code @Nullable}.
   */
  public <T> TypedGeneration<T> generate(String prompt, Class<T> type) {
    return TypedGeneration.of(generate(prompt, constraints.schema(ClassSchema.of(type))), type);
  }

  private Generation generate(String prompt, @Nullable Constraint language) {
    long started = System.nanoTime();
    try (Session session = model.open(model.promptFor(prompt))) {
      if (session.length() == 0) {
        throw new IllegalArgumentException("the prompt has no tokens");
      }
      return new Run(session, language, started).run();
    }
  }

  /** What had been written where no token was allowed. */
  private record DeadEnd(
      List<Integer> tokens, List<Double> logProbabilities, List<Double> logsKept) {
    DeadEnd {
      tokens = List.copyOf(tokens);
      logProbabilities = List.copyOf(logProbabilities);
      logsKept = List.copyOf(logsKept);
    }
  }

  /** One generation. */
  private final class Run {
    private final Session session;
    private final Sampler stream = sampler.restarted();
    private final @Nullable ConstrainedDraw draw;
    private final @Nullable Matcher matcher;
    private final StepLaw law = new StepLaw();
    private final TextStream text = new TextStream();
    private final List<Integer> tokens = new ArrayList<>();
    private final int promptTokens;
    private final long started;
    private final List<Double> logProbabilities = new ArrayList<>(); // of each token
    private final List<Double> logsKept = new ArrayList<>(); // by the mask of each token
    private final List<Set<Integer>> forbidden = new ArrayList<>(); // [0 .. tokens], see backUp
    private @Nullable DeadEnd deadEnd; // the first one
    private int takenBack;
    private long modelNanos;
    private long advanceNanos;
    private long firstTokenNanos;

    Run(Session session, @Nullable Constraint language, long started) {
      this.session = session;
      this.draw = language == null ? null : new ConstrainedDraw(language, stream, maskBudget);
      this.matcher = draw == null ? null : draw.matcher();
      this.promptTokens = session.length();
      this.started = started;
    }

    Generation run() {
      try {
        FinishReason finish = null;
        while (finish == null) {
          finish = tokens.size() == maxTokens || isContextFull() ? outOfTokens() : step();
        }
        return result(finish);
      } catch (LimitExceededException e) {
        throw new GenerationException(e.getMessage(), result(FinishReason.MAX_TOKENS), e);
      }
    }

    private boolean isContextFull() {
      return session.length() == model.contextLength();
    }

    private FinishReason outOfTokens() {
      return matcher != null && matcher.isComplete() && !matcher.canContinue()
          ? FinishReason.COMPLETE
          : FinishReason.MAX_TOKENS;
    }

    /** Draws a token; why the text has ended, or null where it goes on. */
    private @Nullable FinishReason step() {
      long before = System.nanoTime();
      float[] logits = session.logits();
      modelNanos += System.nanoTime() - before;
      law.read(logits, sampler.temperature());
      StepNoise noise = stream.nextNoise();
      int token =
          draw == null
              ? stream.sample(logits, noise)
              : draw.draw(logits, law, noise, forbiddenAt(tokens.size()));
      if (token == StepNoise.NONE) {
        return matcher != null && matcher.isComplete() ? FinishReason.COMPLETE : backUp();
      }
      logsKept.add(draw == null ? 0 : draw.logKept());
      logProbabilities.add(law.logProbability(logits[token]));
      if (firstTokenNanos == 0) {
        firstTokenNanos = System.nanoTime() - started;
      }
      return accept(token);
    }

    /** The tokens in place {@code place} that lead to a dead end, all before it as they are. */
    private Set<Integer> forbiddenAt(int place) {
      return place < forbidden.size() ? forbidden.get(place) : Set.of();
    }

    /**
     * Takes the last token back, which has led to a dead end, and forbids it where it stood. Where
     * no other token is allowed in its place, the next step comes here again.
     */
    private @Nullable FinishReason backUp() {
      DeadEnd first = deadEnd;
      if (first == null) {
        first = new DeadEnd(tokens, logProbabilities, logsKept);
        deadEnd = first;
      }
      if (matcher == null || tokens.isEmpty() || takenBack == MAX_TAKEN_BACK) {
        restore(first);
        return FinishReason.DEAD_END;
      }
      int place = tokens.size() - 1;
      while (forbidden.size() > place + 1) {
        forbidden.removeLast();
      }
      while (forbidden.size() <= place) {
        forbidden.add(new HashSet<>());
      }
      forbidden.get(place).add(tokens.getLast());
      takeLastBack();
      matcher.rollback(1);
      session.truncate(session.length() - 1);
      takenBack++;
      return null;
    }

    private void takeLastBack() {
      tokens.removeLast();
      logsKept.removeLast();
      logProbabilities.removeLast();
      if (text.takeBack()) {
        takenBackListener.accept(text.text());
      }
    }

    /** Makes the text that of the first dead end again. */
    private void restore(DeadEnd first) {
      if (takenBack == 0) {
        return;
      }
      while (!tokens.isEmpty()) {
        tokens.removeLast();
        text.takeBack();
      }
      takenBackListener.accept("");
      for (int token : first.tokens) {
        append(token);
      }
      logProbabilities.clear();
      logProbabilities.addAll(first.logProbabilities);
      logsKept.clear();
      logsKept.addAll(first.logsKept);
    }

    private void append(int token) {
      tokens.add(token);
      String piece = text.append(model.vocabulary().bytes(token));
      if (!piece.isEmpty()) {
        listener.accept(piece);
      }
    }

    private @Nullable FinishReason accept(int token) {
      long before = System.nanoTime();
      if (matcher != null && !matcher.advance(token)) {
        throw new AssertionError("token " + token + " is allowed but is refused");
      }
      advanceNanos += System.nanoTime() - before;
      if (matcher == null ? model.endTokens().contains(token) : isEnded(matcher, token)) {
        tokens.add(token);
        return FinishReason.COMPLETE;
      }
      session.append(token);
      append(token);
      return null;
    }

    /** Whether {@code token} was an end token, and the last thing that the grammar names if any. */
    private static boolean isEnded(Matcher matcher, int token) {
      return matcher.isStopped()
          || matcher.constraint().vocabulary().isEnd(token)
              && matcher.isComplete()
              && !matcher.canContinue();
    }

    private static double sum(List<Double> logs) {
      return logs.stream().reduce(0.0, Double::sum);
    }

    private Generation result(FinishReason finish) {
      return new Generation(
          text.text(),
          finish,
          tokens,
          sum(logProbabilities),
          sum(logsKept),
          new GenerationStats(
              promptTokens,
              tokens.size(),
              draw == null ? 0 : draw.lazySteps(),
              draw == null ? 0 : draw.testedTokens(),
              takenBack,
              modelNanos,
              advanceNanos + (draw == null ? 0 : draw.nanos()),
              firstTokenNanos,
              System.nanoTime() - started));
    }
  }
}
