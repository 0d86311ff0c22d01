package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.derivative.Alphabets;
import dev.espalier.grammar.derivative.Cardinality;
import dev.espalier.grammar.derivative.Derivatives;
import dev.espalier.grammar.derivative.State;
import dev.espalier.grammar.derivative.WorkLimitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about all strings that a regular expression matches: whether there are any, and which, if
 * they are few.
 *
 * <p>The states of the expression are searched, those first from which the shortest text may be
 * accepted. The work of one instance is bounded in all; what it has not proved within that, it does
 * not claim. Owned by one thread.
 */
final class RegexEmptiness {
  private static final long MAX_WORK = 2_000_000; // steps, a second or so
  private static final long SMALL_WORK = 100_000;

  private final Derivatives derivatives;
  private final Map<Regex, Boolean> known = new HashMap<>();

  RegexEmptiness() {
    this(MAX_WORK);
  }

  private RegexEmptiness(long maxWork) {
    this.derivatives = new Derivatives(maxWork);
  }

  /** Whether {@code regex} is known to match no text; false where that takes too long to say. */
  boolean isEmpty(Regex regex) {
    if (isPositive(regex)) {
      return regex.equals(Regex.NOTHING);
    }
    return !Cardinality.isSome(regex) && known.computeIfAbsent(regex, this::isProvedEmpty);
  }

  private boolean isProvedEmpty(Regex regex) {
    try {
      Regex narrowed = Alphabets.narrowed(regex);
      return search(derivatives.start(Alphabets.compressed(narrowed)));
    } catch (WorkLimitException e) {
      return false;
    }
  }

  /** Whether it has neither intersection nor complement; the factories then absorb emptiness. */
  private static boolean isPositive(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> true;
      case Regex.Chars r -> true;
      case Regex.JsonChars r -> true;
      case Regex.Multiple r -> true;
      case Regex.Literal r -> true;
      case Regex.Concat(List<Regex> operands) -> arePositive(operands);
      case Regex.Alternation(List<Regex> operands) -> arePositive(operands);
      case Regex.Intersection r -> false;
      case Regex.Complement r -> false;
      case Regex.Repeat r -> isPositive(r.operand());
    };
  }

  private static boolean arePositive(List<Regex> operands) {
    for (Regex operand : operands) {
      if (!isPositive(operand)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no text is matched by both, as far as a short search tells. */
  static boolean disjoint(Regex a, Regex b) {
    return new RegexEmptiness(SMALL_WORK).isEmpty(Regex.allOf(a, b));
  }

  /**
   * All texts that {@code regex} matches, shorter ones first, then by code points; empty if there
   * are more than {@code most} or a short search does not tell.
   */
  static Optional<List<String>> finite(Regex regex, int most) {
    if (Cardinality.isInfinite(regex)) {
      return Optional.empty();
    }
    try {
      return new RegexEmptiness(SMALL_WORK).texts(regex, most);
    } catch (WorkLimitException e) {
      return Optional.empty();
    }
  }

  private boolean search(@Nullable State start) {
    PriorityQueue<Found> open = new PriorityQueue<>(Found.ORDER);
    Set<State> seen = new HashSet<>();
    if (start != null) {
      seen.add(start);
      open.add(new Found(start, 0));
    }
    while (!open.isEmpty()) {
      State next = open.poll().state;
      if (next.isSurelyAlive()) {
        return false;
      }
      for (State.Move move : derivatives.moves(next)) {
        if (move.target().isSurelyAlive()) {
          return false;
        }
        if (seen.add(move.target())) {
          open.add(new Found(move.target(), seen.size()));
        }
      }
    }
    return true;
  }

  /** A state, the how many-th that was found. */
  private record Found(State state, int number) {
    /** The one of which least is asked; of these, where the search has got to. */
    static final Comparator<Found> ORDER =
        Comparator.comparingInt((Found found) -> found.state.effort())
            .thenComparing(Comparator.comparingInt(Found::number).reversed());
  }

  private Optional<List<String>> texts(Regex regex, int most) {
    State start = derivatives.start(regex);
    if (start == null) {
      return Optional.of(List.of());
    }
    Set<State> alive = alive(start);
    List<String> texts = new ArrayList<>();
    Map<String, State> level = new LinkedHashMap<>();
    level.put("", start);
    // Without dead states, each state of a level stands for a text of its own that is to come.
    for (int length = 0; !level.isEmpty(); length++) {
      if (length > alive.size()) {
        return Optional.empty();
      }
      Map<String, State> next = new LinkedHashMap<>();
      for (Map.Entry<String, State> entry : level.entrySet()) {
        if (entry.getValue().isAccepting()) {
          texts.add(entry.getKey());
        }
        for (State.Move move : derivatives.moves(entry.getValue())) {
          if (alive.contains(move.target())
              && !extend(entry.getKey(), move, next, most - texts.size())) {
            return Optional.empty();
          }
        }
      }
      level = next;
    }
    return texts.size() > most
        ? Optional.empty()
        : Optional.of(
            texts.stream()
                .sorted(
                    Comparator.comparingInt((String text) -> text.codePointCount(0, text.length()))
                        .thenComparing(RegexEmptiness::compareCodePoints))
                .toList());
  }

  private static boolean extend(String text, State.Move move, Map<String, State> next, int most) {
    CodePointSet set = move.set();
    if (set.size() > most - next.size()) {
      return false;
    }
    for (int range = 0; range < set.rangeCount(); range++) {
      for (int c = set.first(range); c <= set.last(range); c++) {
        next.put(text + Character.toString(c), move.target());
      }
    }
    return true;
  }

  private static int compareCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** The states that {@code start} leads to and from which some text is accepted. */
  private Set<State> alive(State start) {
    Map<State, List<State>> sources = new LinkedHashMap<>();
    Deque<State> open = new ArrayDeque<>(List.of(start));
    sources.put(start, new ArrayList<>());
    while (!open.isEmpty()) {
      State next = open.poll();
      for (State.Move move : derivatives.moves(next)) {
        if (!sources.containsKey(move.target())) {
          sources.put(move.target(), new ArrayList<>());
          open.add(move.target());
        }
        sources.get(move.target()).add(next);
      }
    }
    Set<State> alive = new HashSet<>();
    sources.keySet().stream().filter(State::isAccepting).forEach(open::add);
    while (!open.isEmpty()) {
      State next = open.poll();
      if (alive.add(next)) {
        open.addAll(sources.get(next));
      }
    }
    return alive;
  }
}
