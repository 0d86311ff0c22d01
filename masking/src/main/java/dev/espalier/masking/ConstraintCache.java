package dev.espalier.masking;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.notation.Notation;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import java.util.List;

/**
 * Compiled constraints of one vocabulary, by the text of their schema or grammar: requests that say
 * the same share one constraint and all that it has learnt.
 *
 * <p>A text that is known is neither parsed nor compiled: it costs a hash over its characters and a
 * look-up. A new one is compiled once, however many threads ask for it at a time. Bounded in
 * entries and in bytes, by default {@value #DEFAULT_MAX_ENTRIES} and {@link #DEFAULT_MAX_BYTES};
 * the least recently used go first, and stay valid for whoever holds them. What an entry has learnt
 * since it was last asked for is counted within the next 16 new texts. Failures are not kept: the
 * next call compiles again. Any thread.
 *
 * <p>
 *
 * {@snippet :
 * ConstraintCache constraints = ConstraintCache.of(vocabulary);
 * Matcher matcher = constraints.schema(request.schema()).newMatcher();
 * }
 */
public final class ConstraintCache implements Caching {
  /** The default bound on entries. */
  public static final int DEFAULT_MAX_ENTRIES = 4_096;

  /** The default bound on what the entries hold, texts included: 256 MB. */
  public static final long DEFAULT_MAX_BYTES = 256L << 20;

  private static final int BYTES_PER_ENTRY = 300;

  private sealed interface Source {
    String text();

    Limits limits();

    Grammar parse();
  }

  private record SchemaText(String text, SchemaOptions options) implements Source {
    @Override
    public Limits limits() {
      return options.limits();
    }

    @Override
    public Grammar parse() {
      return JsonSchema.parse(text, options);
    }
  }

  private record GrammarText(String text, Notation notation, String startRule, Limits limits)
      implements Source {
    @Override
    public Grammar parse() {
      return notation.parse(text, "grammar", startRule, limits);
    }
  }

  private final Vocabulary vocabulary;
  private final LeastRecentlyUsed<Source, Constraint> constraints;

  private ConstraintCache(Vocabulary vocabulary, int maxEntries, long maxBytes) {
    this.vocabulary = vocabulary;
    this.constraints =
        new LeastRecentlyUsed<>(
            maxEntries,
            maxBytes,
            (source, constraint) ->
                BYTES_PER_ENTRY + 2L * source.text().length() + constraint.estimatedBytes());
  }

  /** A cache of the default size. */
  public static ConstraintCache of(Vocabulary vocabulary) {
    return of(vocabulary, DEFAULT_MAX_ENTRIES, DEFAULT_MAX_BYTES);
  }

  /**
   * A cache of at most {@code maxEntries} constraints that together hold about {@code maxBytes}; 0
   * of either keeps nothing.
   */
  public static ConstraintCache of(Vocabulary vocabulary, int maxEntries, long maxBytes) {
    if (maxEntries < 0 || maxBytes < 0) {
      throw new IllegalArgumentException(
          "a cache of " + maxEntries + " entries, " + maxBytes + " bytes");
    }
    return new ConstraintCache(vocabulary, maxEntries, maxBytes);
  }

  /** The vocabulary that all its constraints are for. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** {@link #schema(String, SchemaOptions)} with {@link SchemaOptions#defaults()}. */
  public Constraint schema(String schemaJson) {
    return schema(schemaJson, SchemaOptions.defaults());
  }

  /**
   * The constraint of a JSON Schema. The limits of the options are those of the constraint, too.
   *
   * @throws dev.espalier.grammar.GrammarException as {@link JsonSchema#parse(String,
   *     SchemaOptions)} and {@link Constraint#compile(Grammar, Vocabulary, Limits)} do
   */
  public Constraint schema(String schemaJson, SchemaOptions options) {
    return constraints.get(new SchemaText(schemaJson, options), this::compile);
  }

  /**
   * The constraint of a grammar from the usual start rule, with the default limits; see {@link
   * #grammar(String, Notation, String, Limits)}.
   */
  public Constraint grammar(String text, Notation notation) {
    return grammar(text, notation, notation.startRule(), Limits.defaults());
  }

  /**
   * The constraint of a grammar. Places in errors start with {@code grammar}.
   *
   * @param startRule the rule to start from; {@link Notation#startRule()} for the usual one
   * @throws dev.espalier.grammar.GrammarException as {@link Notation#parse} and {@link
   *     Constraint#compile(Grammar, Vocabulary, Limits)} do
   */
  public Constraint grammar(String text, Notation notation, String startRule, Limits limits) {
    return constraints.get(new GrammarText(text, notation, startRule, limits), this::compile);
  }

  private Constraint compile(Source source) {
    return Constraint.compile(source.parse(), vocabulary, source.limits());
  }

  /** Forgets all constraints. */
  public void clear() {
    constraints.clear();
  }

  /** The cache itself, as {@code "constraints"}; a constraint lists its own. */
  @Override
  public List<CacheStatistics> caches() {
    return List.of(constraints.statistics("constraints"));
  }
}
