package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches regular expressions against whole texts by sets of positions: where may a match end that
 * starts at one of these. No backtracking; the work of one matcher is bounded in all, and what an
 * expression object says of a text is found out once.
 *
 * <p>Owned by one thread.
 */
final class RegexMatcher {
  private static final long MAX_WORK = 1L << 27; // words of position sets, a second or so

  private final Map<Regex, Map<String, Boolean>> known = new IdentityHashMap<>();
  private final Map<Regex.Alternation, Choice> choices = new IdentityHashMap<>();
  private long work;

  /**
   * Whether {@code regex} matches the whole of {@code text}.
   *
   * @param position names the place in the exception
   * @throws LimitExceededException if this matcher has worked too much
   */
  boolean matches(Regex regex, String text, String position) {
    Map<String, Boolean> verdicts = known.computeIfAbsent(regex, r -> new HashMap<>());
    Boolean verdict = verdicts.get(text);
    if (verdict == null) {
      verdict = isMatch(regex, text, position);
      verdicts.put(text, verdict);
    }
    return verdict;
  }

  /** An alternation, its literals where they are found at once. */
  private record Choice(Set<String> literals, List<Regex> others) {
    static Choice of(Regex.Alternation alternation) {
      Set<String> literals = new HashSet<>();
      List<Regex> others = new ArrayList<>();
      for (Regex operand : alternation.operands()) {
        if (operand instanceof Regex.Literal(String text)) {
          literals.add(text);
        } else {
          others.add(operand);
        }
      }
      return new Choice(literals, others);
    }
  }

  /** What is combined of whole texts needs no positions. */
  private boolean isMatch(Regex regex, String text, String position) {
    spend(1, position);
    return switch (regex) {
      case Regex.Literal(String wanted) -> wanted.equals(text);
      case Regex.Complement(Regex operand) -> !isMatch(operand, text, position);
      case Regex.Intersection(List<Regex> operands) -> {
        for (Regex operand : operands) {
          if (!isMatch(operand, text, position)) {
            yield false;
          }
        }
        yield true;
      }
      case Regex.Alternation alternation -> {
        Choice choice = choices.computeIfAbsent(alternation, Choice::of);
        if (choice.literals.contains(text)) {
          yield true;
        }
        for (Regex operand : choice.others) {
          if (isMatch(operand, text, position)) {
            yield true;
          }
        }
        yield false;
      }
      case Regex.Nothing r -> false;
      case Regex.Chars r -> endsWhole(r, text, position);
      case Regex.JsonChars r -> endsWhole(r, text, position);
      case Regex.Multiple r -> endsWhole(r, text, position);
      case Regex.Concat r -> endsWhole(r, text, position);
      case Regex.Repeat r -> endsWhole(r, text, position);
    };
  }

  private void spend(int words, String position) {
    work += words;
    if (work > MAX_WORK) {
      throw new LimitExceededException(
          position, "matching the values of 'enum' with 'pattern' takes too long");
    }
  }

  private boolean endsWhole(Regex regex, String text, String position) {
    int[] codePoints = text.codePoints().toArray();
    BitSet start = new BitSet(codePoints.length + 1);
    start.set(0);
    return ends(regex, start, codePoints, position).get(codePoints.length);
  }

  /** The positions where a match of {@code regex} from one of {@code starts} ends. */
  private BitSet ends(Regex regex, BitSet starts, int[] text, String position) {
    spend(1 + text.length / Long.SIZE, position);
    BitSet ends = new BitSet(text.length + 1);
    switch (regex) {
      case Regex.Nothing nothing -> {}
      case Regex.Chars chars -> {
        for (int at = starts.nextSetBit(0); at >= 0 && at < text.length; at = after(starts, at)) {
          if (chars.set().contains(text[at])) {
            ends.set(at + 1);
          }
        }
      }
      case Regex.JsonChars spelled ->
          throw new IllegalArgumentException("not over the value of a string: " + spelled);
      case Regex.Multiple multiple ->
          throw new IllegalArgumentException("not over the value of a string: " + multiple);
      case Regex.Literal literal -> {
        String wanted = literal.text();
        int length = wanted.codePointCount(0, wanted.length());
        for (int at = starts.nextSetBit(0); at >= 0; at = after(starts, at)) {
          if (at + length <= text.length && startsWith(text, at, wanted)) {
            ends.set(at + length);
          }
        }
      }
      case Regex.Concat concat -> {
        BitSet at = starts;
        for (Regex operand : concat.operands()) {
          at = ends(operand, at, text, position);
        }
        return at;
      }
      case Regex.Alternation alternation -> {
        for (Regex operand : alternation.operands()) {
          ends.or(ends(operand, starts, text, position));
        }
      }
      case Regex.Intersection intersection -> {
        for (int at = starts.nextSetBit(0); at >= 0; at = after(starts, at)) {
          BitSet all = new BitSet(text.length + 1);
          all.set(at, text.length + 1);
          for (Regex operand : intersection.operands()) {
            all.and(ends(operand, single(at), text, position));
          }
          ends.or(all);
        }
      }
      case Regex.Complement complement -> {
        for (int at = starts.nextSetBit(0); at >= 0; at = after(starts, at)) {
          BitSet rest = new BitSet(text.length + 1);
          rest.set(at, text.length + 1);
          rest.andNot(ends(complement.operand(), single(at), text, position));
          ends.or(rest);
        }
      }
      case Regex.Repeat repeat -> {
        return repeat(repeat, starts, text, position);
      }
    }
    return ends;
  }

  /**
   * Round by round. A nullable operand only adds positions, any other moves the first one on, so
   * the rounds end or stand still after at most as many as the text is long.
   */
  private BitSet repeat(Regex.Repeat repeat, BitSet starts, int[] text, String position) {
    if (repeat.min() == 0
        && repeat.max() == Regex.UNBOUNDED
        && repeat.operand() instanceof Regex.Chars(CodePointSet set)) {
      return run(set, starts, text);
    }
    BitSet ends = new BitSet(text.length + 1);
    BitSet round = starts;
    for (int k = 0; ; k++) {
      boolean counted = k >= repeat.min();
      if (counted && repeat.max() == Regex.UNBOUNDED) {
        round = (BitSet) round.clone();
        round.andNot(ends); // what follows from a position is the same in every later round
      }
      if (counted) {
        ends.or(round);
      }
      if (k == repeat.max() || round.isEmpty()) {
        return ends;
      }
      BitSet next = ends(repeat.operand(), round, text, position);
      if (next.equals(round)) {
        ends.or(round);
        return ends;
      }
      round = next;
    }
  }

  /** Any number of characters out of a set, in one go. */
  private static BitSet run(CodePointSet set, BitSet starts, int[] text) {
    BitSet ends = (BitSet) starts.clone();
    for (int at = ends.nextSetBit(0); at >= 0 && at < text.length; at = after(ends, at)) {
      if (set.contains(text[at])) {
        ends.set(at + 1);
      }
    }
    return ends;
  }

  private static boolean startsWith(int[] text, int from, String wanted) {
    int at = from;
    for (int i = 0; i < wanted.length(); at++) {
      int codePoint = wanted.codePointAt(i);
      if (text[at] != codePoint) {
        return false;
      }
      i += Character.charCount(codePoint);
    }
    return true;
  }

  private static BitSet single(int at) {
    BitSet set = new BitSet(at + 1);
    set.set(at);
    return set;
  }

  private static int after(BitSet set, int at) {
    return set.nextSetBit(at + 1);
  }
}
