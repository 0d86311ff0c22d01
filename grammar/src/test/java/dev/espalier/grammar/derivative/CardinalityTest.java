package dev.espalier.grammar.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the syntax tells of an expression is true of its states. */
class CardinalityTest {
  private static final Regex LETTERS = Regex.star(Regex.chars(CodePointSet.range('a', 'z')));
  private static final Regex NAMES = Regex.anyOf(Regex.literal("id"), Regex.literal("name"));

  @Test
  void endlessTextsButAFewAreInfinite() {
    assertTrue(Cardinality.isInfinite(Regex.allOf(LETTERS, Regex.not(NAMES))));
    assertTrue(Cardinality.isInfinite(Regex.not(NAMES)));
    assertTrue(Cardinality.isInfinite(Regex.allOf(Regex.not(NAMES), Regex.plus(Regex.ANY_CHAR))));
    assertFalse(Cardinality.isInfinite(Regex.allOf(LETTERS, NAMES)));
    assertFalse(Cardinality.isSome(Regex.allOf(LETTERS, Regex.plus(Regex.literal("1")))));
  }

  @Test
  void nothingIsKnownOfAConcatenationWithoutKnowingOfEachPart() {
    Regex unknown = Regex.allOf(Regex.literal("a"), Regex.literal("b"));
    assertFalse(Cardinality.isSome(Regex.concat(unknown, LETTERS)));
    assertTrue(Cardinality.isSome(Regex.concat(Regex.optional(unknown), LETTERS)));
  }

  @Property(tries = 2000)
  void whatIsCertainIsSo(@ForAll("regexes") Regex regex) {
    Derivatives derivatives = new Derivatives(1_000_000);
    Set<State> alive = new HashSet<>();
    State start = derivatives.start(regex);
    if (start != null) {
      addAlive(derivatives, start, alive);
    }
    boolean some = start != null && alive.contains(start);
    assertTrue(some || !Cardinality.isSome(regex), () -> "nothing matches " + regex);
    boolean infinite = some && hasCycle(derivatives, start, alive);
    assertTrue(infinite || !Cardinality.isInfinite(regex), () -> "finitely many match " + regex);
    if (isPositive(regex)) {
      assertEquals(some, Cardinality.isSome(regex));
    }
  }

  private static void addAlive(Derivatives derivatives, State start, Set<State> alive) {
    List<State> all = new ArrayList<>(List.of(start));
    Set<State> seen = new HashSet<>(all);
    for (int i = 0; i < all.size(); i++) {
      for (State.Move move : derivatives.moves(all.get(i))) {
        if (seen.add(move.target())) {
          all.add(move.target());
        }
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (State state : all) {
        if (state.isAccepting()
            || derivatives.moves(state).stream().anyMatch(m -> alive.contains(m.target()))) {
          changed |= alive.add(state);
        }
      }
    }
  }

  /** Whether there is a live text as long as there are live states. */
  private static boolean hasCycle(Derivatives derivatives, State start, Set<State> alive) {
    Set<State> level = Set.of(start);
    for (int length = 0; length < alive.size(); length++) {
      Set<State> next = new HashSet<>();
      for (State state : level) {
        derivatives.moves(state).stream()
            .map(State.Move::target)
            .filter(alive::contains)
            .forEach(next::add);
      }
      level = next;
    }
    return !level.isEmpty();
  }

  private static boolean isPositive(Regex regex) {
    return switch (regex) {
      case Regex.Intersection r -> false;
      case Regex.Complement r -> false;
      case Regex.Concat r -> r.operands().stream().allMatch(CardinalityTest::isPositive);
      case Regex.Alternation r -> r.operands().stream().allMatch(CardinalityTest::isPositive);
      case Regex.Repeat r -> isPositive(r.operand());
      case Regex.Nothing r -> true;
      case Regex.Chars r -> true;
      case Regex.JsonChars r -> true;
      case Regex.Literal r -> true;
      case Regex.Multiple r -> true;
    };
  }

  @Provide
  Arbitrary<Regex> regexes() {
    return Arbitraries.randomValue(random -> regex(random, 4));
  }

  private static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Regex.literal("ab");
        case 1 -> Regex.chars(CodePointSet.range('a', 'b'));
        case 2 -> Regex.ANY_CHAR;
        case 3 -> Regex.ANY_TEXT;
        case 4 -> Regex.EMPTY;
        default -> Regex.literal("a");
      };
    }
    Regex a = regex(random, depth - 1);
    return switch (random.nextInt(8)) {
      case 0, 1 -> Regex.concat(a, regex(random, depth - 1));
      case 2 -> Regex.anyOf(a, regex(random, depth - 1));
      case 3, 4 -> Regex.allOf(a, regex(random, depth - 1));
      case 5, 6 -> Regex.not(a);
      default -> {
        int min = random.nextInt(3);
        boolean unbounded = random.nextBoolean();
        yield Regex.repeat(a, min, unbounded ? Regex.UNBOUNDED : min + random.nextInt(3));
      }
    };
  }
}
