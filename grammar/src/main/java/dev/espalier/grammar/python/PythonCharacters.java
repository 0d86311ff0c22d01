package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The character classes of Python's {@code re}, over Unicode and over ASCII, and characters that
 * differ in case alone. Immutable; any thread.
 */
final class PythonCharacters {
  static final CodePointSet NEWLINE = CodePointSet.of('\n');

  private static final CodePointSet ASCII = CodePointSet.range(0, 0x7F);

  private PythonCharacters() {}

  /** Filled when first used: it takes a scan of all code points. */
  private static final class Tables {
    static final CodePointSet DIGITS =
        CodePointSet.where(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER);
    static final CodePointSet WORDS =
        CodePointSet.where(c -> c == '_' || Character.isLetter(c) || isNumber(c));
    static final CodePointSet SPACES =
        CodePointSet.where(
                c -> Character.getType(c) == Character.SPACE_SEPARATOR || Character.isWhitespace(c))
            .union(CodePointSet.of(0x85, 0x2028, 0x2029));

    private static boolean isNumber(int c) {
      return switch (Character.getType(c)) {
        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            true;
        default -> false;
      };
    }
  }

  /** Filled when first used: it takes a scan of all code points. */
  private static final class Cases {
    static final Map<Integer, CodePointSet> SAME_BUT_CASE = sameButCase();
    static final CodePointSet CASED =
        CodePointSet.of(SAME_BUT_CASE.keySet().stream().mapToInt(Integer::intValue).toArray());

    private static Map<Integer, CodePointSet> sameButCase() {
      Map<Integer, Set<Integer>> groups = new HashMap<>();
      for (int c = 0; c <= CodePointSet.MAX; c++) {
        int folded = Character.toLowerCase(Character.toUpperCase(c));
        if (folded != c) {
          groups.computeIfAbsent(folded, f -> new HashSet<>(Set.of(f))).add(c);
        }
      }
      Map<Integer, CodePointSet> same = new HashMap<>();
      for (Set<Integer> group : groups.values()) {
        CodePointSet set = CodePointSet.of(group.stream().mapToInt(Integer::intValue).toArray());
        group.forEach(c -> same.put(c, set));
      }
      return same;
    }
  }

  /**
   * The class of an escape.
   *
   * @param letter one of {@code dDsSwW}
   */
  static CodePointSet ofEscape(char letter, boolean ascii) {
    CodePointSet set =
        switch (Character.toLowerCase(letter)) {
          case 'd' -> Tables.DIGITS;
          case 's' -> Tables.SPACES;
          case 'w' -> Tables.WORDS;
          default -> throw new AssertionError(letter);
        };
    if (ascii) {
      set = set.intersect(ASCII).minus(CodePointSet.range(0x1C, 0x1F));
    }
    return Character.isUpperCase(letter) ? set.complement() : set;
  }

  /** The characters that count as part of a word. */
  static CodePointSet words(boolean ascii) {
    return ofEscape('w', ascii);
  }

  /** {@code set} with everything that differs from a member in case alone. */
  static CodePointSet inAnyCase(CodePointSet set) {
    CodePointSet cased = set.intersect(Cases.CASED);
    CodePointSet result = set;
    for (int i = 0; i < cased.rangeCount(); i++) {
      for (int c = cased.first(i); c <= cased.last(i); c++) {
        CodePointSet same = Cases.SAME_BUT_CASE.get(c);
        if (same != null && !result.containsAll(same)) {
          result = result.union(same);
        }
      }
    }
    return result;
  }
}
