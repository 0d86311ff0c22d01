package dev.espalier.automata.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parts of random expressions say what the expressions say, of every text within the horizon:
 * whether it may go on, and whether it matches.
 */
class PartsTest {
  private static final int HORIZON = 4;
  private static final int EXPRESSIONS = 400;
  private static final Regex ANY = new Regex.Chars(CodePointSet.ALL);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void partsSayWhatTheExpressionSays(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < EXPRESSIONS; i++) {
      Regex regex = regex(random, 3);
      ByteClasses classes = ByteClasses.of(List.of(regex));
      Expressions expressions = new Expressions(classes);
      Liveness liveness = new Liveness(expressions, classes, Limits.defaults(), () -> "here");
      Expression e = expressions.of(regex);
      if (liveness.isDead(e)) {
        continue;
      }
      Parts.Part[] parts = new Parts(expressions, liveness).of(e, HORIZON);
      assertNotNull(parts);
      Expression[] whole = new Expression[parts.length];
      for (int p = 0; p < parts.length; p++) {
        whole[p] = expressions.concat(withExceptions(parts[p], expressions), parts[p].rest());
      }
      for (String text : texts()) {
        Expression expected = after(e, text, expressions, classes);
        boolean alive = false;
        boolean matches = text.isEmpty() && e.isNullable();
        for (Expression part : whole) {
          Expression left = after(part, text, expressions, classes);
          alive |= !liveness.isDead(left);
          matches |= left.isNullable();
        }
        if (!text.isEmpty()) {
          assertEquals(!liveness.isDead(expected), alive, regex + " after '" + text + "'");
        }
        assertEquals(expected.isNullable(), matches, regex + " and '" + text + "'");
      }
    }
  }

  private static Expression withExceptions(Parts.Part part, Expressions expressions) {
    LiteralTexts except = part.except();
    if (except == null) {
      return part.head();
    }
    Regex[] texts = new Regex[except.high() - except.low()];
    for (int i = 0; i < texts.length; i++) {
      byte[] text = except.texts()[except.low() + i];
      texts[i] =
          Regex.literal(
              new String(
                  text, except.depth(), text.length - except.depth(), StandardCharsets.UTF_8));
    }
    Expression all = expressions.not(expressions.of(Regex.anyOf(texts)));
    return expressions.and(part.head(), all);
  }

  private static Expression after(
      Expression e, String text, Expressions expressions, ByteClasses classes) {
    Expression left = e;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      left = expressions.derivative(left, classes.of(b & 0xff));
    }
    return left;
  }

  private static List<String> texts() {
    List<String> letters = List.of("a", "b", "é");
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < HORIZON; i++) {
      for (String letter : letters) {
        texts.add(texts.get(i) + letter);
      }
    }
    return texts;
  }

  private static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> Regex.literal("ab".substring(random.nextInt(2)));
        case 1 -> ANY;
        case 2 -> new Regex.Chars(CodePointSet.of('a', 'é'));
        default -> Regex.literal(random.nextBoolean() ? "" : "bé");
      };
    }
    return switch (random.nextInt(7)) {
      case 0 -> Regex.concat(regex(random, depth - 1), regex(random, depth - 1));
      case 1 -> Regex.anyOf(regex(random, depth - 1), regex(random, depth - 1));
      case 2 -> Regex.repeat(regex(random, depth - 1), random.nextInt(3), 2 + random.nextInt(4));
      case 3 -> Regex.repeat(regex(random, depth - 1), random.nextInt(2), Regex.UNBOUNDED);
      case 4 ->
          new Regex.Intersection(
              List.of(
                  regex(random, depth - 1),
                  Regex.repeat(ANY, random.nextInt(3), 3 + random.nextInt(8))));
      case 5 ->
          new Regex.Intersection(
              List.of(
                  Regex.repeat(ANY, 0, Regex.UNBOUNDED),
                  new Regex.Complement(
                      Regex.anyOf(Regex.literal("a"), Regex.literal("abé"), Regex.literal("")))));
      default -> Regex.concat(regex(random, depth - 1), regex(random, depth - 1));
    };
  }
}
