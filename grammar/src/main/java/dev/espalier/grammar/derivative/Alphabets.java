package dev.espalier.grammar.derivative;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Simpler expressions over code points that match something if and only if the given one does.
 * Linear in the expression and the ranges of its sets; recursive in its depth.
 */
public final class Alphabets {
  private static final int MOST_CLASSES = Character.MIN_SURROGATE;

  private Alphabets() {}

  /**
   * The same expression without what is certain to match nothing because other operands of an
   * intersection at its top have no text with such a code point.
   */
  public static Regex narrowed(Regex regex) {
    Regex result = regex;
    while (result instanceof Regex.Intersection(List<Regex> operands)) {
      CodePointSet alphabet = CodePointSet.ALL;
      for (Regex operand : operands) {
        alphabet = alphabet.intersect(of(operand));
      }
      CodePointSet common = alphabet;
      Regex narrower =
          Regex.allOf(operands.stream().map(operand -> restricted(operand, common)).toList());
      if (narrower.equals(result)) {
        return result;
      }
      result = narrower;
    }
    return result;
  }

  /** All code points that its texts may have. */
  private static CodePointSet of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> CodePointSet.EMPTY;
      case Regex.Chars r -> r.set();
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Multiple r -> throw notOverValues(r);
      case Regex.Literal r -> CodePointSet.of(r.text().codePoints().toArray());
      case Regex.Concat r -> union(r.operands());
      case Regex.Alternation r -> union(r.operands());
      case Regex.Intersection r -> {
        CodePointSet common = CodePointSet.ALL;
        for (Regex operand : r.operands()) {
          common = common.intersect(of(operand));
        }
        yield common;
      }
      case Regex.Complement r -> CodePointSet.ALL;
      case Regex.Repeat r -> of(r.operand());
    };
  }

  private static CodePointSet union(List<Regex> operands) {
    return CodePointSet.ofRanges(
        operands.stream()
            .map(Alphabets::of)
            .distinct()
            .flatMapToInt(
                set ->
                    IntStream.range(0, 2 * set.rangeCount())
                        .map(i -> i % 2 == 0 ? set.first(i / 2) : set.last(i / 2)))
            .toArray());
  }

  /** The same texts of the alphabet; under a complement, others may come in. */
  private static Regex restricted(Regex regex, CodePointSet alphabet) {
    return switch (regex) {
      case Regex.Nothing r -> r;
      case Regex.Chars r ->
          alphabet.containsAll(r.set()) ? r : Regex.chars(r.set().intersect(alphabet));
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Multiple r -> throw notOverValues(r);
      case Regex.Literal r ->
          r.text().codePoints().allMatch(alphabet::contains) ? r : Regex.NOTHING;
      case Regex.Concat r -> Regex.concat(restricted(r.operands(), alphabet));
      case Regex.Alternation r -> Regex.anyOf(restricted(r.operands(), alphabet));
      case Regex.Intersection r -> Regex.allOf(restricted(r.operands(), alphabet));
      case Regex.Complement r -> Regex.not(restricted(r.operand(), alphabet));
      case Regex.Repeat r -> Regex.repeat(restricted(r.operand(), alphabet), r.min(), r.max());
    };
  }

  private static List<Regex> restricted(List<Regex> operands, CodePointSet alphabet) {
    return operands.stream().map(operand -> restricted(operand, alphabet)).toList();
  }

  /**
   * The expression over as few code points as it tells apart: its classes are numbered, and the
   * last one is all code points from its number on.
   *
   * @throws WorkLimitException if it tells too many apart
   */
  public static Regex compressed(Regex regex) {
    Map<CodePointSet, Integer> sets = new HashMap<>();
    BitSet single = new BitSet();
    collect(regex, sets, single);
    return new Compression(sets, single).of(regex);
  }

  private static void collect(Regex regex, Map<CodePointSet, Integer> sets, BitSet single) {
    switch (regex) {
      case Regex.Nothing r -> {}
      case Regex.Chars r -> sets.putIfAbsent(r.set(), sets.size());
      case Regex.JsonChars r -> throw notOverValues(r);
      case Regex.Multiple r -> throw notOverValues(r);
      case Regex.Literal r -> r.text().codePoints().forEach(single::set);
      case Regex.Concat r -> r.operands().forEach(operand -> collect(operand, sets, single));
      case Regex.Alternation r -> r.operands().forEach(operand -> collect(operand, sets, single));
      case Regex.Intersection r -> r.operands().forEach(operand -> collect(operand, sets, single));
      case Regex.Complement r -> collect(r.operand(), sets, single);
      case Regex.Repeat r -> collect(r.operand(), sets, single);
    }
  }

  private static IllegalArgumentException notOverValues(Regex regex) {
    return new IllegalArgumentException("not over the value of a string: " + regex);
  }

  private static final class Compression {
    private final TreeMap<Integer, Integer> classes = new TreeMap<>(); // from a code point on
    private final Map<CodePointSet, Regex> known = new HashMap<>();
    private final Map<Regex, Regex> done = new IdentityHashMap<>();
    private final int last;

    Compression(Map<CodePointSet, Integer> sets, BitSet single) {
      TreeMap<Integer, List<Integer>> toggles = new TreeMap<>();
      sets.forEach(
          (set, i) -> {
            for (int range = 0; range < set.rangeCount(); range++) {
              toggles.computeIfAbsent(set.first(range), at -> new ArrayList<>()).add(i);
              toggles.computeIfAbsent(set.last(range) + 1, at -> new ArrayList<>()).add(i);
            }
          });
      TreeSet<Integer> starts = new TreeSet<>(toggles.keySet());
      starts.add(0);
      single.stream()
          .forEach(
              c -> {
                starts.add(c);
                starts.add(c + 1);
              });
      Map<BitSet, Integer> numbers = new HashMap<>();
      BitSet current = new BitSet();
      int count = 0;
      for (int start : starts) {
        for (int i : toggles.getOrDefault(start, List.of())) {
          current.flip(i);
        }
        boolean surrogate = start >= Character.MIN_SURROGATE && start <= Character.MAX_SURROGATE;
        if (start > CodePointSet.MAX || surrogate) {
          continue; // the sets have no surrogates, so these begin an interval of nothing else
        }
        if (single.get(start)) {
          classes.put(start, count++);
          continue;
        }
        Integer number = numbers.putIfAbsent((BitSet) current.clone(), count);
        classes.put(start, number == null ? count++ : number);
      }
      if (count > MOST_CLASSES) {
        throw new WorkLimitException(MOST_CLASSES);
      }
      last = count - 1;
    }

    Regex of(Regex regex) {
      Regex result = done.get(regex);
      if (result == null) {
        result = make(regex);
        done.put(regex, result);
      }
      return result;
    }

    private Regex make(Regex regex) {
      return switch (regex) {
        case Regex.Nothing r -> r;
        case Regex.Chars r -> known.computeIfAbsent(r.set(), this::numbered);
        case Regex.JsonChars r -> throw notOverValues(r);
        case Regex.Multiple r -> throw notOverValues(r);
        case Regex.Literal r ->
            Regex.concat(
                r.text().codePoints().mapToObj(c -> numbered(CodePointSet.of(c))).toList());
        case Regex.Concat r -> Regex.concat(r.operands().stream().map(this::of).toList());
        case Regex.Alternation r -> Regex.anyOf(r.operands().stream().map(this::of).toList());
        case Regex.Intersection r -> Regex.allOf(r.operands().stream().map(this::of).toList());
        case Regex.Complement r -> Regex.not(of(r.operand()));
        case Regex.Repeat r -> Regex.repeat(of(r.operand()), r.min(), r.max());
      };
    }

    private Regex numbered(CodePointSet set) {
      BitSet numbers = new BitSet();
      for (int range = 0; range < set.rangeCount(); range++) {
        numbers.set(classes.floorEntry(set.first(range)).getValue());
        classes
            .subMap(set.first(range), true, set.last(range), true)
            .values()
            .forEach(numbers::set);
      }
      int[] bounds = numbers.stream().flatMap(i -> IntStream.of(i, end(i))).toArray();
      return Regex.chars(CodePointSet.ofRanges(bounds));
    }

    private int end(int number) {
      return number == last ? CodePointSet.MAX : number;
    }
  }
}
