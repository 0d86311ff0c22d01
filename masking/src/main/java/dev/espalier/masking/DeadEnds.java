package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Texts under a mask that are not complete and that no token of the vocabulary goes on with. They
 * come about where a vocabulary lacks the bytes for a character that the grammar needs.
 *
 * <p>A search, not a proof: the places that texts come to are visited breadth-first, as many as fit
 * a budget, then by random texts, the same ones each time. Where a place allows very many tokens
 * some of them are tried. {@link #isExhaustive} says whether nothing was left out. Checks are taken
 * for passed. A value.
 */
public final class DeadEnds {
  private static final int MOST_PLACES = 2_000;
  private static final int MOST_TOKENS = 20_000; // tried at one place
  private static final long MOST_STEPS = 3_000_000; // tokens tried breadth-first, in all
  private static final long MOST_NANOS = 10_000_000_000L; // steps of ambiguous grammars are slow
  private static final int WALKS = 100;
  private static final int WALK_LENGTH = 100; // tokens
  private static final int MOST_FOUND = 20;
  private static final long SEED = 1;

  private final List<DeadEnd> found;
  private final int places;
  private final boolean exhaustive;

  /**
   * Where a text stands that cannot go on.
   *
   * @param text what was written, as UTF-8
   * @param expected the bytes that the grammar goes on with
   */
  public record DeadEnd(String text, List<Integer> expected) {
    public DeadEnd {
      expected = List.copyOf(expected);
    }
  }

  private DeadEnds(List<DeadEnd> found, int places, boolean exhaustive) {
    this.found = List.copyOf(found);
    this.places = places;
    this.exhaustive = exhaustive;
  }

  /** Those of {@code grammar}, compiled for {@code vocabulary}; in about ten seconds at most. */
  public static DeadEnds search(Grammar grammar, Vocabulary vocabulary, Limits limits) {
    return new Search(Constraint.compile(grammar, vocabulary, limits)).run();
  }

  /** A text for each place found, short ones first. */
  public List<DeadEnd> found() {
    return found;
  }

  /** How many different places were looked at. */
  public int places() {
    return places;
  }

  /** Whether there is no place that was not looked at. */
  public boolean isExhaustive() {
    return exhaustive;
  }

  /** A place and how it was come to. */
  private record Place(Configuration at, @Nullable Place before, int token) {}

  private static final class Search {
    private final Constraint constraint;
    private final MaskWalk walk;
    private final TokenMask mask;
    private final Random random = new Random(SEED);
    private final Map<Configuration, Boolean> visited = new IdentityHashMap<>();
    private final List<DeadEnd> found = new ArrayList<>();
    private boolean exhaustive = true;
    private final long begun = System.nanoTime();
    private long steps;

    Search(Constraint constraint) {
      this.constraint = constraint;
      this.walk = constraint.newWalk();
      this.mask = constraint.newMask();
    }

    DeadEnds run() {
      breadthFirst();
      for (int i = 0; i < WALKS && !exhaustive && !isLate() && found.size() < MOST_FOUND; i++) {
        randomText();
      }
      return new DeadEnds(found, visited.size(), exhaustive);
    }

    private void breadthFirst() {
      Deque<Place> queue = new ArrayDeque<>();
      queue.add(new Place(constraint.start(), null, -1));
      visited.put(constraint.start(), true);
      while (!queue.isEmpty() && found.size() < MOST_FOUND && steps < MOST_STEPS && !isLate()) {
        Place place = queue.remove();
        fill(place.at);
        tell(place);
        int count = mask.count();
        exhaustive &= count <= MOST_TOKENS;
        int stride = Math.max(1, count / MOST_TOKENS);
        int skip = stride == 1 ? 0 : random.nextInt(stride);
        for (int token = mask.nextAllowed(0); token >= 0; token = mask.nextAllowed(token + 1)) {
          if (skip-- > 0) {
            continue;
          }
          skip = stride - 1;
          steps++;
          Configuration next = constraint.after(place.at, token);
          if (!next.isDead() && !visited.containsKey(next)) {
            if (visited.size() == MOST_PLACES) {
              exhaustive = false;
              return;
            }
            visited.put(next, true);
            queue.add(new Place(next, place, token));
          }
        }
      }
      exhaustive &= queue.isEmpty();
    }

    private boolean isLate() {
      return System.nanoTime() - begun > MOST_NANOS;
    }

    private void randomText() {
      Place place = new Place(constraint.start(), null, -1);
      for (int i = 0; i < WALK_LENGTH && !isLate(); i++) {
        boolean isNew = visited.putIfAbsent(place.at, true) == null;
        fill(place.at);
        if (isNew) {
          tell(place);
        }
        Place next = drawn(place);
        if (next == null) {
          return;
        }
        place = next;
      }
    }

    /** A place after a token drawn from the mask; null if none goes on. */
    private @Nullable Place drawn(Place place) {
      int count = mask.count();
      if (count == 0) {
        return null;
      }
      int skip = random.nextInt(count);
      int token = mask.nextAllowed(0);
      while (skip-- > 0) {
        token = mask.nextAllowed(token + 1);
      }
      Configuration next = constraint.after(place.at, token);
      return next.isDead() ? null : new Place(next, place, token);
    }

    private void fill(Configuration at) {
      constraint.fillMask(at, walk, mask, null);
    }

    /** Notes {@code place} if the mask is empty there and should not be. */
    private void tell(Place place) {
      if (mask.isEmpty() && !place.at.isComplete()) {
        List<Integer> expected = place.at.allowedBytes().stream().boxed().toList();
        found.add(new DeadEnd(text(place), expected));
      }
    }

    private String text(Place place) {
      Deque<Integer> tokens = new ArrayDeque<>();
      for (Place at = place; at.before != null; at = at.before) {
        tokens.push(at.token);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      tokens.forEach(token -> constraint.vocabulary().writeTo(token, out));
      return out.toString(StandardCharsets.UTF_8);
    }
  }
}
