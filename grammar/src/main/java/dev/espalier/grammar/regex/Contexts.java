package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.derivative.Derivatives;
import dev.espalier.grammar.derivative.State;
import dev.espalier.grammar.derivative.WorkLimitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pattern may want to know of the text before a place, as the states of an automaton:
 * whether there is any, whether it ends with a word character, and whether it is in given
 * languages.
 */
final class Contexts {
  static final int START = 0;

  private static final int MOST = 32;
  private static final long MAX_WORK = 200_000;

  /** The code points that lead to context {@code target}. */
  record Edge(CodePointSet set, int target) {}

  private record Context(boolean empty, boolean word, List<@Nullable State> states) {}

  private final List<Context> contexts = new ArrayList<>();
  private final List<List<Edge>> edges = new ArrayList<>();
  private final boolean knowsLastOnly;

  /**
   * @param languages of texts before a place
   * @throws LimitExceededException if there are too many contexts
   */
  Contexts(boolean emptiness, boolean words, List<Regex> languages, String position) {
    try {
      fill(emptiness, words, languages);
    } catch (WorkLimitException e) {
      throw new LimitExceededException(
          position, "lookbehinds that need more than " + MOST + " contexts; use shorter ones");
    }
    this.knowsLastOnly = edges.stream().allMatch(edges.getFirst()::equals);
  }

  private void fill(boolean emptiness, boolean words, List<Regex> languages) {
    Derivatives derivatives = new Derivatives(MAX_WORK);
    Map<Context, Integer> numbers = new LinkedHashMap<>();
    List<@Nullable State> starts = new ArrayList<>();
    languages.forEach(language -> starts.add(derivatives.start(language)));
    add(new Context(emptiness, false, starts), numbers);
    for (int next = 0; next < contexts.size(); next++) {
      List<List<State.Move>> moves = new ArrayList<>();
      for (State state : contexts.get(next).states()) {
        moves.add(state == null ? List.of() : derivatives.moves(state));
      }
      Map<Integer, CodePointSet> byTarget = new LinkedHashMap<>();
      CodePointSet word = CharacterClasses.ofEscape('w');
      if (words) {
        split(word, true, moves, numbers, byTarget);
        split(word.complement(), false, moves, numbers, byTarget);
      } else {
        split(CodePointSet.ALL, false, moves, numbers, byTarget);
      }
      List<Edge> sorted = new ArrayList<>();
      byTarget.forEach((target, set) -> sorted.add(new Edge(set, target)));
      sorted.sort((a, b) -> Integer.compare(a.target(), b.target()));
      edges.add(sorted);
    }
  }

  /** Follows all code points of {@code set} at once, in parts that no language tells apart. */
  private void split(
      CodePointSet set,
      boolean word,
      List<List<State.Move>> moves,
      Map<Context, Integer> numbers,
      Map<Integer, CodePointSet> byTarget) {
    Map<List<@Nullable State>, CodePointSet> parts = new LinkedHashMap<>();
    parts.put(List.of(), set);
    for (List<State.Move> of : moves) {
      Map<List<@Nullable State>, CodePointSet> finer = new LinkedHashMap<>();
      parts.forEach(
          (states, part) -> {
            CodePointSet left = part;
            for (State.Move move : of) {
              put(finer, states, move.target(), part.intersect(move.set()));
              left = left.minus(move.set());
            }
            put(finer, states, null, left);
          });
      parts = finer;
    }
    parts.forEach(
        (states, part) -> {
          int target = add(new Context(false, word, states), numbers);
          byTarget.merge(target, part, CodePointSet::union);
        });
  }

  private static void put(
      Map<List<@Nullable State>, CodePointSet> parts,
      List<@Nullable State> states,
      @Nullable State next,
      CodePointSet set) {
    if (!set.isEmpty()) {
      List<@Nullable State> extended = new ArrayList<>(states);
      extended.add(next);
      parts.merge(extended, set, CodePointSet::union);
    }
  }

  private int add(Context context, Map<Context, Integer> numbers) {
    Integer number = numbers.putIfAbsent(context, contexts.size());
    if (number != null) {
      return number;
    }
    if (contexts.size() == MOST) {
      throw new WorkLimitException(MOST);
    }
    contexts.add(context);
    return contexts.size() - 1;
  }

  int count() {
    return contexts.size();
  }

  /** Whether nothing is before; meaningful where emptiness was asked for. */
  boolean isEmpty(int context) {
    return contexts.get(context).empty();
  }

  boolean endsWithWord(int context) {
    return contexts.get(context).word();
  }

  /** Whether the text before is in a language. */
  boolean isIn(int context, int language) {
    State state = contexts.get(context).states().get(language);
    return state != null && state.isAccepting();
  }

  List<Edge> edges(int context) {
    return edges.get(context);
  }

  /** Whether a context is known by the last code point before alone. */
  boolean knowsLastOnly() {
    return knowsLastOnly;
  }

  /** The context after {@code text} from another one. */
  int after(int context, String text) {
    int[] codePoints = text.codePoints().toArray();
    int[] at = {context};
    Arrays.stream(codePoints)
        .forEach(
            c ->
                at[0] =
                    Objects.requireNonNull(
                            edges.get(at[0]).stream()
                                .filter(edge -> edge.set().contains(c))
                                .findFirst()
                                .orElse(null))
                        .target());
    return at[0];
  }
}
