package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds languages and refuses those larger than {@link Limits#maxRegexNodes} and those deeper than
 * eight times {@link Limits#maxNesting}. Made for one pattern and thread.
 *
 * <p>Beyond the laws of the {@link Regex} factories it merges neighbouring literals and lets {@link
 * Regex#ANY_TEXT} absorb nullable neighbours.
 */
final class LanguageBuilder {
  private final String position;
  private final long maxNodes;
  private final int maxDepth;
  private long steps;

  LanguageBuilder(String position, Limits limits) {
    this(position, limits, limits.maxRegexNodes());
  }

  LanguageBuilder(String position, Limits limits, long maxNodes) {
    this.position = position;
    this.maxNodes = Math.min(maxNodes, limits.maxRegexNodes());
    this.maxDepth = (int) Math.min(8L * limits.maxNesting(), Integer.MAX_VALUE);
  }

  /** Counts a piece of work that may grow nothing, so that its number is bounded as well. */
  void step() {
    steps++;
    checkSize(steps);
  }

  Language literal(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
        ? Language.NOTHING
        : new Language(Regex.literal(Character.toString(codePoint)), false, 1, 1);
  }

  Language chars(CodePointSet set) {
    return set.isEmpty()
        ? Language.NOTHING
        : set.rangeCount() == 1 && set.first(0) == set.last(0)
            ? literal(set.first(0))
            : new Language(Regex.chars(set), false, 1, 1);
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
      if (operand.regex().equals(Regex.EMPTY)) {
        continue;
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
    if (kept.size() < 2) {
      return kept.isEmpty() ? Language.EMPTY : kept.getFirst();
    }
    boolean nullable = true;
    List<Regex> merged = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Language operand : kept) {
      nullable &= operand.nullable();
      addMerged(merged, text, operand.regex());
    }
    merged.add(Regex.literal(text.toString()));
    return of(Regex.concat(merged), nullable, kept);
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
    boolean nullable = false;
    List<Regex> regexes = new ArrayList<>();
    List<CodePointSet> sets = new ArrayList<>();
    for (Language operand : operands) {
      if (operand.isAnyText()) {
        return Language.ANY_TEXT;
      }
      nullable |= operand.nullable();
      regexes.add(operand.regex());
      if (operand.regex() instanceof Regex.Chars(CodePointSet set)) {
        sets.add(set);
      }
    }
    return sets.size() == operands.size() && !sets.isEmpty()
        ? chars(CharacterClasses.union(sets))
        : of(Regex.anyOf(regexes), nullable, operands);
  }

  Language intersection(Language first, Language second) {
    if (first.isNothing() || second.isNothing()) {
      return Language.NOTHING;
    }
    return of(
        Regex.allOf(first.regex(), second.regex()),
        first.nullable() && second.nullable(),
        List.of(first, second));
  }

  Language complement(Language operand) {
    if (operand.isAnyText()) {
      return Language.NOTHING;
    }
    if (operand.isNothing()) {
      return Language.ANY_TEXT;
    }
    return of(Regex.not(operand.regex()), !operand.nullable(), List.of(operand));
  }

  Language repeat(Language operand, int min, int max) {
    return of(
        Regex.repeat(operand.regex(), min, max), min == 0 || operand.nullable(), List.of(operand));
  }

  /** Without the empty text. */
  Language nonempty(Language operand) {
    return operand.nullable()
        ? intersection(operand, repeat(chars(CodePointSet.ALL), 1, Regex.UNBOUNDED))
        : operand;
  }

  /** What {@code regex}, made by this, is a part of, measured; linear in its size. */
  Language of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> Language.NOTHING;
      case Regex.Chars r -> new Language(r, false, 1, 1);
      case Regex.Literal r -> new Language(r, r.text().isEmpty(), 1, 1);
      case Regex.Concat r -> {
        List<Language> operands = of(r.operands());
        yield of(r, operands.stream().allMatch(Language::nullable), operands);
      }
      case Regex.Alternation r -> {
        List<Language> operands = of(r.operands());
        yield of(r, operands.stream().anyMatch(Language::nullable), operands);
      }
      case Regex.Intersection r -> {
        List<Language> operands = of(r.operands());
        yield of(r, operands.stream().allMatch(Language::nullable), operands);
      }
      case Regex.Complement r -> {
        Language operand = of(r.operand());
        yield of(r, !operand.nullable(), List.of(operand));
      }
      case Regex.Repeat r -> {
        Language operand = of(r.operand());
        yield of(r, r.min() == 0 || operand.nullable(), List.of(operand));
      }
      case Regex.JsonChars r -> throw notOfPatterns(r);
      case Regex.Multiple r -> throw notOfPatterns(r);
    };
  }

  private static AssertionError notOfPatterns(Regex regex) {
    return new AssertionError("no pattern has " + regex);
  }

  private List<Language> of(List<Regex> regexes) {
    return regexes.stream().map(this::of).toList();
  }

  private Language of(Regex regex, boolean nullable, List<Language> operands) {
    long size = 1;
    int depth = 1;
    for (Language operand : operands) {
      size += operand.isNothing() ? 0 : operand.size();
      boolean flattened =
          !(regex instanceof Regex.Repeat) && operand.regex().getClass() == regex.getClass();
      depth = Math.max(depth, operand.depth() + (flattened ? 0 : 1));
    }
    checkSize(size);
    if (depth > maxDepth) {
      throw new LimitExceededException(
          position,
          "the expression without anchors and lookarounds is deeper than 8 * Limits.maxNesting "
              + maxDepth / 8
              + "; use fewer lookaheads");
    }
    return new Language(regex, nullable, size, depth);
  }

  private void checkSize(long size) {
    if (size > maxNodes) {
      throw new LimitExceededException(
          position,
          "the expression without anchors and lookarounds has more nodes than "
              + maxNodes
              + "; use fewer anchors inside repetitions");
    }
  }
}
