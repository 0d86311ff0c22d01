package dev.espalier.grammar.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers, exactly: closed under union, intersection and complement. A value.
 *
 * <p>The line of numbers is cut into cells, each with a {@link Divisibility}; a single number is a
 * cell of its own. Cells next to each other differ, and what no number of a cell satisfies is not
 * in its divisibility, so the empty set has one form. Operations are linear in the cells. Numbers
 * are never expanded beyond the digits of what they are made of.
 */
final class Numbers {
  static final Numbers ALL = new Numbers(List.of(), List.of(Divisibility.ANY));
  static final Numbers NONE = new Numbers(List.of(), List.of(Divisibility.NONE));

  /** A place between numbers: just before or just after {@code value}. */
  private record Cut(BigDecimal value, boolean after) implements Comparable<Cut> {
    Cut {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    @Override
    public int compareTo(Cut that) {
      int order = value.compareTo(that.value);
      return order != 0 ? order : Boolean.compare(after, that.after);
    }
  }

  /** The numbers of a range that satisfy one clause. */
  record Part(NumberRange range, Divisibility.Clause clause) {}

  private final List<Cut> cuts; // ascending
  private final List<Divisibility> cells; // one more: cell i lies between cuts i - 1 and i

  private Numbers(List<Cut> cuts, List<Divisibility> cells) {
    this.cuts = List.copyOf(cuts);
    this.cells = List.copyOf(cells);
  }

  static Numbers of(NumberRange range) {
    if (range.isEmpty()) {
      return NONE;
    }
    List<Cut> cuts = new ArrayList<>();
    List<Divisibility> cells = new ArrayList<>();
    if (range.lower() != null) {
      cuts.add(new Cut(range.lower(), range.lowerOpen()));
      cells.add(Divisibility.NONE);
    }
    cells.add(Divisibility.ANY);
    if (range.upper() != null) {
      cuts.add(new Cut(range.upper(), !range.upperOpen()));
      cells.add(Divisibility.NONE);
    }
    return new Numbers(cuts, cells);
  }

  /** The multiples of {@code step}, which is above zero. */
  static Numbers multipleOf(BigDecimal step) {
    if (step.signum() <= 0) {
      throw new IllegalArgumentException("multipleOf " + step + " <= 0");
    }
    return new Numbers(List.of(), List.of(Divisibility.by(step)));
  }

  static Numbers integers() {
    return multipleOf(BigDecimal.ONE);
  }

  static Numbers point(BigDecimal value) {
    return points(List.of(value));
  }

  /** These numbers alone. O(n log n). */
  static Numbers points(Collection<BigDecimal> values) {
    List<Cut> cuts = new ArrayList<>();
    List<Divisibility> cells = new ArrayList<>(List.of(Divisibility.NONE));
    for (BigDecimal value : new TreeSet<>(values)) {
      cuts.add(new Cut(value, false));
      cells.add(Divisibility.ANY);
      cuts.add(new Cut(value, true));
      cells.add(Divisibility.NONE);
    }
    return new Numbers(cuts, cells);
  }

  Numbers and(Numbers that) {
    return this == ALL ? that : that == ALL ? this : combined(that, Divisibility::and);
  }

  Numbers or(Numbers that) {
    return this == NONE ? that : that == NONE ? this : combined(that, Divisibility::or);
  }

  Numbers not() {
    Builder result = new Builder();
    for (int i = 0; i < cells.size(); i++) {
      result.add(cells.get(i).not(), i < cuts.size() ? cuts.get(i) : null);
    }
    return result.build();
  }

  private Numbers combined(Numbers that, BinaryOperator<Divisibility> operation) {
    Builder result = new Builder();
    int i = 0;
    int j = 0;
    while (true) {
      Cut here = i < cuts.size() ? cuts.get(i) : null;
      Cut there = j < that.cuts.size() ? that.cuts.get(j) : null;
      int order =
          here == null ? (there == null ? 0 : 1) : there == null ? -1 : here.compareTo(there);
      Cut next = order <= 0 ? here : there;
      result.add(operation.apply(cells.get(i), that.cells.get(j)), next);
      if (next == null) {
        return result.build();
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
  }

  /** Whether {@code value} is one of them. O(log cells) comparisons and a few remainders. */
  boolean contains(BigDecimal value) {
    int low = 0;
    int high = cuts.size();
    while (low < high) {
      int mid = (low + high) >>> 1;
      int order = cuts.get(mid).value.compareTo(value);
      if (order < 0 || order == 0 && !cuts.get(mid).after) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return cells.get(low).contains(value);
  }

  boolean isEmpty() {
    return cuts.isEmpty() && cells.getFirst().equals(Divisibility.NONE);
  }

  boolean isDisjoint(Numbers that) {
    return and(that).isEmpty();
  }

  /** What they are the union of, ascending; parts of one range may overlap. None is empty. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      NumberRange range =
          range(i == 0 ? null : cuts.get(i - 1), i == cuts.size() ? null : cuts.get(i));
      cells.get(i).clauses().forEach(clause -> parts.add(new Part(range, clause)));
    }
    return parts;
  }

  private static NumberRange range(@Nullable Cut from, @Nullable Cut to) {
    return new NumberRange(
        from == null ? null : from.value,
        from == null || from.after,
        to == null ? null : to.value,
        to == null || !to.after);
  }

  /** Collects cells from left to right. */
  private static final class Builder {
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Divisibility> cells = new ArrayList<>();
    private @Nullable Cut from;

    private @Nullable BigDecimal point; // the last cell, if it is one number

    /** The cell between the last cut and {@code to}; null for no end. */
    void add(Divisibility cell, @Nullable Cut to) {
      boolean isPoint = from != null && to != null && from.value.equals(to.value);
      Divisibility exact = isPoint ? atPoint(cell, from.value) : cell.within(range(from, to));
      if (point != null && !isPoint && exact.contains(point) == cells.getLast().contains(point)) {
        cells.set(cells.size() - 1, exact);
      }
      boolean goesOn = !cells.isEmpty() && cells.getLast().equals(exact);
      if (goesOn) {
        cuts.removeLast();
      } else {
        cells.add(exact);
      }
      point = isPoint && !goesOn ? from.value : null;
      if (to != null) {
        cuts.add(to);
        from = to;
      }
    }

    /** What says the same of one number: what the cell before says, if possible. */
    private Divisibility atPoint(Divisibility cell, BigDecimal value) {
      boolean contained = cell.contains(value);
      return !cells.isEmpty() && cells.getLast().contains(value) == contained
          ? cells.getLast()
          : contained ? Divisibility.ANY : Divisibility.NONE;
    }

    Numbers build() {
      return new Numbers(cuts, cells);
    }
  }

  /** Equal if made of the same cells; equal sets may have different cells. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Numbers that && cuts.equals(that.cuts) && cells.equals(that.cells);
  }

  @Override
  public int hashCode() {
    return 31 * cuts.hashCode() + cells.hashCode();
  }

  @Override
  public String toString() {
    return parts().toString();
  }
}
