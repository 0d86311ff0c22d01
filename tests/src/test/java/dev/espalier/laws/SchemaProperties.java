package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.SpecificationVersion;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.testkit.MaskedWalk;
import dev.espalier.testkit.RandomSchemas;
import dev.espalier.testkit.SchemaJudge;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random schemas of plain keywords against networknt, in both directions. */
class SchemaProperties {
  @Property(tries = 3_000)
  void acceptsExactlyTheValidInstances(@ForAll long seed) {
    Random random = new Random(seed);
    String text = RandomSchemas.schema(random);
    SchemaJudge judge = SchemaJudge.of(text, SpecificationVersion.DRAFT_2020_12);
    Optional<Constraint> constraint = compile(text, PropertyOrder.ANY);
    for (int i = 0; i < 60; i++) {
      String instance = RandomSchemas.instance(random);
      boolean accepted = constraint.map(known -> accepts(known, instance)).orElse(false);
      assertEquals(judge.allows(instance), accepted, () -> instance + " under " + text);
    }
  }

  @Property(tries = 3_000)
  void whateverIsWrittenIsValid(@ForAll long seed) {
    Random random = new Random(seed);
    String text = RandomSchemas.schema(random);
    SchemaJudge judge = SchemaJudge.of(text, SpecificationVersion.DRAFT_2020_12);
    Optional<Constraint> constraint =
        compile(text, random.nextBoolean() ? PropertyOrder.ANY : PropertyOrder.SCHEMA);
    for (int i = 0; i < 5 && constraint.isPresent(); i++) {
      MaskedWalk.Text written = MaskedWalk.write(constraint.get(), 40, random);
      if (written.end() == MaskedWalk.End.COMPLETE && judge.judges(written.text())) {
        assertTrue(judge.allows(written.text()), () -> written.text() + " under " + text);
      }
    }
  }

  private static Optional<Constraint> compile(String schema, PropertyOrder order) {
    SchemaOptions options =
        SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT).withPropertyOrder(order);
    try {
      return Optional.of(
          Constraint.compile(JsonSchema.parse(schema, options), MaskedWalk.VOCABULARY));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
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
}
