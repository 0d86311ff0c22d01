package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a regular expression matches no text at all.
 *
 * <p>Without intersection and complement that shows in the form. Otherwise the derivatives
 * (Brzozowski 1964) are searched, breadth first, for one that matches the empty text; one code
 * point stands for all that no class of the expression tells apart. The work of one instance is
 * bounded in all: beyond it, an expression is taken to match something. Owned by one thread.
 */
final class RegexEmptiness {
  private static final long MAX_WORK = 1_000_000; // nodes of derivatives, half a second or so

  private long work;

  boolean isEmpty(Regex regex) {
    if (isPositive(regex)) {
      return regex.equals(Regex.NOTHING);
    }
    Set<CodePointSet> classes = new LinkedHashSet<>();
    collect(regex, classes);
    work += classes.stream().mapToLong(CodePointSet::rangeCount).sum() * classes.size();
    if (work > MAX_WORK) {
      return false;
    }
    int[] alphabet = representatives(classes);
    Set<Regex> seen = new HashSet<>(Set.of(regex));
    Deque<Regex> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Regex next = open.poll();
      work += (long) size(next) * alphabet.length;
      if (nullable(next) || work > MAX_WORK) {
        return false;
      }
      for (int c : alphabet) {
        Regex derivative = derivative(next, c);
        if (isPositive(derivative) && !derivative.equals(Regex.NOTHING)) {
          return false;
        }
        if (!derivative.equals(Regex.NOTHING) && seen.add(derivative)) {
          open.add(derivative);
        }
      }
    }
    return true;
  }

  /** Whether it has neither intersection nor complement; the factories then absorb emptiness. */
  private static boolean isPositive(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> true;
      case Regex.Chars r -> true;
      case Regex.JsonChars r -> true;
      case Regex.Literal r -> true;
      case Regex.Concat r -> r.operands().stream().allMatch(RegexEmptiness::isPositive);
      case Regex.Alternation r -> r.operands().stream().allMatch(RegexEmptiness::isPositive);
      case Regex.Intersection r -> false;
      case Regex.Complement r -> false;
      case Regex.Repeat r -> isPositive(r.operand());
    };
  }

  /** One code point out of each set that the classes divide all of them into. */
  private static int[] representatives(Set<CodePointSet> classes) {
    Set<Integer> starts = new HashSet<>(Set.of(0));
    for (CodePointSet set : classes) {
      for (int i = 0; i < set.rangeCount(); i++) {
        starts.add(set.first(i));
        starts.add(set.last(i) + 1);
      }
    }
    Set<List<Boolean>> signatures = new HashSet<>();
    return starts.stream()
        .mapToInt(i -> i)
        .sorted()
        .filter(c -> c <= CodePointSet.MAX && !(c >= 0xD800 && c <= 0xDFFF))
        .filter(c -> signatures.add(classes.stream().map(set -> set.contains(c)).toList()))
        .toArray();
  }

  private static void collect(Regex regex, Set<CodePointSet> classes) {
    switch (regex) {
      case Regex.Nothing r -> {}
      case Regex.Chars r -> classes.add(r.set());
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Literal r -> r.text().codePoints().forEach(c -> classes.add(CodePointSet.of(c)));
      case Regex.Concat r -> r.operands().forEach(operand -> collect(operand, classes));
      case Regex.Alternation r -> r.operands().forEach(operand -> collect(operand, classes));
      case Regex.Intersection r -> r.operands().forEach(operand -> collect(operand, classes));
      case Regex.Complement r -> collect(r.operand(), classes);
      case Regex.Repeat r -> collect(r.operand(), classes);
    }
  }

  private static int size(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> 1;
      case Regex.Chars r -> 1;
      case Regex.JsonChars r -> 1;
      case Regex.Literal r -> 1 + r.text().length() / 8;
      case Regex.Concat r -> size(r.operands());
      case Regex.Alternation r -> size(r.operands());
      case Regex.Intersection r -> size(r.operands());
      case Regex.Complement r -> 1 + size(r.operand());
      case Regex.Repeat r -> 1 + size(r.operand());
    };
  }

  private static int size(List<Regex> operands) {
    return 1 + operands.stream().mapToInt(RegexEmptiness::size).sum();
  }

  private static boolean nullable(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> false;
      case Regex.Chars r -> false;
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Literal r -> r.text().isEmpty();
      case Regex.Concat r -> r.operands().stream().allMatch(RegexEmptiness::nullable);
      case Regex.Alternation r -> r.operands().stream().anyMatch(RegexEmptiness::nullable);
      case Regex.Intersection r -> r.operands().stream().allMatch(RegexEmptiness::nullable);
      case Regex.Complement r -> !nullable(r.operand());
      case Regex.Repeat r -> r.min() == 0 || nullable(r.operand());
    };
  }

  private static IllegalArgumentException notOverValues(Regex regex) {
    return new IllegalArgumentException("not over the value of a string: " + regex);
  }

  private static Regex derivative(Regex regex, int c) {
    return switch (regex) {
      case Regex.Nothing r -> r;
      case Regex.Chars r -> r.set().contains(c) ? Regex.EMPTY : Regex.NOTHING;
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Literal r ->
          !r.text().isEmpty() && r.text().codePointAt(0) == c
              ? Regex.literal(r.text().substring(Character.charCount(c)))
              : Regex.NOTHING;
      case Regex.Concat r -> {
        Regex head = r.operands().getFirst();
        Regex tail = Regex.concat(r.operands().subList(1, r.operands().size()));
        Regex inHead = Regex.concat(derivative(head, c), tail);
        yield nullable(head) ? Regex.anyOf(inHead, derivative(tail, c)) : inHead;
      }
      case Regex.Alternation r ->
          Regex.anyOf(r.operands().stream().map(operand -> derivative(operand, c)).toList());
      case Regex.Intersection r ->
          Regex.allOf(r.operands().stream().map(operand -> derivative(operand, c)).toList());
      case Regex.Complement r -> {
        Regex inside = derivative(r.operand(), c);
        yield inside.equals(Regex.NOTHING)
            ? Regex.ANY_TEXT
            : inside.equals(Regex.ANY_TEXT) ? Regex.NOTHING : Regex.not(inside);
      }
      case Regex.Repeat r -> {
        int min = Math.max(0, r.min() - 1);
        int max = r.max() == Regex.UNBOUNDED ? r.max() : r.max() - 1;
        Regex rest =
            r.equals(Regex.ANY_TEXT) ? Regex.ANY_TEXT : Regex.repeat(r.operand(), min, max);
        yield Regex.concat(derivative(r.operand(), c), rest);
      }
    };
  }
}
