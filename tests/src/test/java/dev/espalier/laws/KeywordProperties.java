package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SpecificationVersion;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.NumberStyle;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.testkit.KeywordSchemas;
import dev.espalier.testkit.MaskedWalk;
import dev.espalier.testkit.ReorderedReplay;
import dev.espalier.testkit.SchemaInstances;
import dev.espalier.testkit.SchemaJudge;
import dev.espalier.testkit.SchemaShrinker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random schemas over all keywords of each dialect against networknt, in both directions: whatever
 * is written under the mask is valid, and of the instances of an independent generator exactly the
 * valid ones are accepted.
 *
 * <p>Where a grammar has checks a text may come to where no token is allowed; the walk then takes
 * tokens back, as a generator does.
 *
 * <p>{@code -Dschemas=2000} takes so many schemas of each dialect, {@code -Dseed=N} others.
 */
class KeywordProperties {
  private static final int SCHEMAS = Integer.getInteger("schemas", 100);
  private static final long SEED = Long.getLong("seed", 0);
  private static final int WALKS = 5;
  private static final int INSTANCES = 12;

  private final Map<String, Integer> counts = new TreeMap<>();

  @ParameterizedTest
  @EnumSource(SpecificationVersion.class)
  void agreesWithNetworknt(SpecificationVersion dialect) {
    for (int i = 0; i < SCHEMAS; i++) {
      Random random = new Random((SEED + i) * 0x9E3779B97F4A7C15L + dialect.ordinal());
      String schema = KeywordSchemas.schema(random, dialect);
      try {
        compare(new Case(schema, dialect, PropertyOrder.ANY), random);
        compare(new Case(schema, dialect, PropertyOrder.SCHEMA), random);
      } catch (UnsupportedSchemaException e) {
        count("refused");
        e.uses().stream().map(use -> use.keyword()).distinct().forEach(k -> count("refused " + k));
      } catch (LimitExceededException e) {
        count("limit");
      }
    }
    int walks = counts.getOrDefault("walk COMPLETE", 0);
    assertTrue(counts.getOrDefault("walk DEAD", 0) <= walks / 100, counts::toString);
    assertTrue(counts.getOrDefault("refused", 0) == 0, counts::toString);
    assertTrue(counts.getOrDefault("limit", 0) <= SCHEMAS / 100, counts::toString);
    if (System.getProperty("schemas") != null) {
      System.out.println(dialect + ": " + counts);
    }
  }

  private void count(String what) {
    count(what, 1);
  }

  private void count(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  private void compare(Case c, Random random) {
    SchemaJudge judge = SchemaJudge.of(c.schema, c.dialect);
    Optional<Constraint> constraint = c.constraint();
    count(constraint.isEmpty() ? "empty" : "compiled");
    for (int i = 0; i < WALKS && constraint.isPresent(); i++) {
      MaskedWalk.Text written = MaskedWalk.write(constraint.get(), 30, random);
      count("walk " + written.end());
      switch (written.end()) {
        case COMPLETE ->
            assertTrue(
                !judge.judges(written.text()) || judge.allows(written.text()),
                () -> c.told(written.text(), "is written"));
        case LONG -> {}
        case DEAD -> assertTrue(c.hasChecks(), () -> c.schema + ": a dead end");
      }
      count("retreats", written.retreats());
      if (written.retreats() > 0) {
        assertTrue(c.hasChecks(), () -> c.schema + ": a dead end before " + written.text());
        count("walk with retreats");
      }
    }
    for (String instance : instances(c.schema, random)) {
      boolean valid = judge.allows(instance);
      count(valid ? "valid" : "invalid");
      boolean accepted = constraint.map(known -> accepts(known, instance)).orElse(false);
      if (valid && !accepted && c.order == PropertyOrder.SCHEMA) {
        assertTrue(
            acceptsAnother(constraint, instance),
            () -> c.schema + ": in no order of its properties accepted: " + instance);
      } else {
        assertEquals(valid, accepted, () -> c.told(instance, accepted ? "is accepted" : "is not"));
      }
    }
  }

  /**
   * Whether the instance is accepted with its properties in another order: where schemas are
   * joined, which of them hold decides on the order.
   */
  private boolean acceptsAnother(Optional<Constraint> constraint, String instance) {
    count("other order");
    return constraint.isPresent()
        && ReorderedReplay.accepts(constraint.get().newMatcher(), instance);
  }

  private static List<String> instances(String schema, Random random) {
    SchemaInstances generator = new SchemaInstances(schema, random);
    List<String> instances = new ArrayList<>();
    for (int i = 0; i < INSTANCES; i++) {
      String instance = generator.next();
      instances.add(instance);
      instances.add(generator.mutation(instance));
    }
    return instances;
  }

  private static boolean accepts(Constraint constraint, String text) {
    Matcher matcher = constraint.newMatcher();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!matcher.advance(b & 0xff)) {
        return false;
      }
    }
    return matcher.isComplete();
  }

  private static boolean isChecked(Symbol symbol) {
    return switch (symbol) {
      case Checked checked -> true;
      case Group group ->
          group.members().stream().anyMatch(member -> isChecked(member.symbol()))
              || group.separator().filter(KeywordProperties::isChecked).isPresent();
      case Nonterminal nonterminal -> false;
      case Terminal terminal -> false;
      case NamedTerminal named -> false;
      case SpecialToken token -> false;
    };
  }

  /** A schema and how it is read. */
  private record Case(String schema, SpecificationVersion dialect, PropertyOrder order) {
    private Grammar grammar() {
      return JsonSchema.parse(
          schema,
          SchemaOptions.defaults()
              .withWhitespace(Whitespace.COMPACT)
              .withPropertyOrder(order)
              .withNumbers(NumberStyle.ANY));
    }

    /** Empty if no value is allowed. */
    Optional<Constraint> constraint() {
      try {
        return Optional.of(Constraint.compile(grammar(), MaskedWalk.VOCABULARY));
      } catch (UnsatisfiableGrammarException e) {
        return Optional.empty();
      }
    }

    /** Whether the grammar lets something come that a check may refuse at its end. */
    boolean hasChecks() {
      return grammar().productions().stream()
          .flatMap(production -> production.body().stream())
          .anyMatch(KeywordProperties::isChecked);
    }

    /** Whether an instance is judged in two ways. */
    private boolean disagrees(String instance) {
      try {
        boolean accepted = constraint().map(known -> accepts(known, instance)).orElse(false);
        boolean valid = SchemaJudge.of(schema, dialect).allows(instance);
        return accepted != valid && (accepted || order == PropertyOrder.ANY);
      } catch (RuntimeException e) {
        return false;
      }
    }

    /** The finding, as small as it can be made. */
    String told(String instance, String what) {
      if (!disagrees(instance)) {
        return schema + ": " + instance + " " + what;
      }
      String smallSchema =
          SchemaShrinker.shrink(
              schema, smaller -> new Case(smaller, dialect, order).disagrees(instance));
      Case small = new Case(smallSchema, dialect, order);
      String smallInstance = SchemaShrinker.shrink(instance, small::disagrees);
      return "%s (%s): %s %s; at first %s"
          .formatted(smallSchema, order, smallInstance, what, schema);
    }
  }
}
