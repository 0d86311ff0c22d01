package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds languages and refuses those larger than {@link Limits#maxRegexNodes}. Made for one pattern
 * and thread.
 *
 * <p>Beyond the laws of the {@link Regex} factories it merges neighbouring literals and lets {@link
 * Regex#ANY_TEXT} absorb nullable neighbours.
 */
final class LanguageBuilder {
  private final String position;
  private final long maxNodes;
  private long steps;

  LanguageBuilder(String position, Limits limits) {
    this.position = position;
    this.maxNodes = limits.maxRegexNodes();
  }

  /** Counts a piece of work that may grow nothing, so that its number is bounded as well. */
  void step() {
    steps++;
    check(steps);
  }

  Language literal(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
        ? Language.NOTHING
        : new Language(Regex.literal(Character.toString(codePoint)), false, 1);
  }

  Language chars(CodePointSet set) {
    return set.isEmpty()
        ? Language.NOTHING
        : set.rangeCount() == 1 && set.first(0) == set.last(0)
            ? literal(set.first(0))
            : new Language(Regex.chars(set), false, 1);
  }

  Language concat(Language first, Language second) {
    return concat(List.of(first, second));
  }

  Language concat(List<Language> operands) {
    List<Language> kept = new ArrayList<>();
    for (Language operand : operands) {
      if (operand.isNothing()) {
        return Language.NOTHING;
      }
      if (operand.isAnyText()) {
        while (!kept.isEmpty() && kept.getLast().nullable()) {
          kept.removeLast();
        }
      } else if (operand.nullable() && !kept.isEmpty() && kept.getLast().isAnyText()) {
        continue;
      }
      kept.add(operand);
    }
    long size = 1;
    boolean nullable = true;
    List<Regex> merged = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Language operand : kept) {
      size += operand.size();
      nullable &= operand.nullable();
      addMerged(merged, text, operand.regex());
    }
    merged.add(Regex.literal(text.toString()));
    return of(Regex.concat(merged), nullable, size);
  }

  private static void addMerged(List<Regex> merged, StringBuilder text, Regex operand) {
    if (operand instanceof Regex.Literal(String literal)) {
      text.append(literal);
    } else if (operand instanceof Regex.Concat(List<Regex> inner)) {
      inner.forEach(part -> addMerged(merged, text, part));
    } else {
      merged.add(Regex.literal(text.toString()));
      text.setLength(0);
      merged.add(operand);
    }
  }

  Language union(Language first, Language second) {
    return union(List.of(first, second));
  }

  Language union(List<Language> operands) {
    long size = 1;
    boolean nullable = false;
    List<Regex> regexes = new ArrayList<>();
    CodePointSet chars = CodePointSet.EMPTY;
    boolean onlyChars = !operands.isEmpty();
    for (Language operand : operands) {
      if (operand.isAnyText()) {
        return Language.ANY_TEXT;
      }
      size += operand.isNothing() ? 0 : operand.size();
      nullable |= operand.nullable();
      regexes.add(operand.regex());
      onlyChars &= operand.regex() instanceof Regex.Chars;
      if (operand.regex() instanceof Regex.Chars(CodePointSet set) && onlyChars) {
        chars = chars.union(set);
      }
    }
    return onlyChars ? chars(chars) : of(Regex.anyOf(regexes), nullable, size);
  }

  Language intersection(Language first, Language second) {
    if (first.isNothing() || second.isNothing()) {
      return Language.NOTHING;
    }
    return of(
        Regex.allOf(first.regex(), second.regex()),
        first.nullable() && second.nullable(),
        1 + first.size() + second.size());
  }

  Language complement(Language operand) {
    if (operand.isAnyText()) {
      return Language.NOTHING;
    }
    if (operand.isNothing()) {
      return Language.ANY_TEXT;
    }
    return of(Regex.not(operand.regex()), !operand.nullable(), 1 + operand.size());
  }

  Language repeat(Language operand, int min, int max) {
    return of(
        Regex.repeat(operand.regex(), min, max),
        min == 0 || operand.nullable(),
        1 + operand.size());
  }

  /** Without the empty text. */
  Language nonempty(Language operand) {
    return operand.nullable()
        ? intersection(operand, repeat(chars(CodePointSet.ALL), 1, Regex.UNBOUNDED))
        : operand;
  }

  private Language of(Regex regex, boolean nullable, long size) {
    check(size);
    return new Language(regex, nullable, size);
  }

  private void check(long size) {
    if (size > maxNodes) {
      throw new LimitExceededException(
          position,
          "the expression without anchors and lookaheads has more nodes than"
              + " Limits.maxRegexNodes "
              + maxNodes
              + "; use fewer anchors inside repetitions");
    }
  }
}
