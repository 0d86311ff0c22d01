package dev.espalier.grammar.compose;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Regex.JsonChars} as an expression of plain characters. Stateless; any thread. */
final class WrittenOut {
  private static final String SHORT = "\"\\/bfnrt";
  private static final String SHORT_VALUES = "\"\\/\b\f\n\r\t";
  private static final CodePointSet ESCAPED = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\');
  private static final Regex ANY_DIGIT =
      Regex.chars(CodePointSet.ofRanges('0', '9', 'a', 'f', 'A', 'F'));
  private static final int BASIC = 0x10000; // below it four digits are enough
  private static final int PER_HIGH = 0x400; // code points beyond it with the same first four

  private WrittenOut() {}

  static Regex of(CodePointSet set) {
    List<Regex> escapes = new ArrayList<>();
    for (int i = 0; i < SHORT.length(); i++) {
      if (set.contains(SHORT_VALUES.charAt(i))) {
        escapes.add(Regex.literal(SHORT.substring(i, i + 1)));
      }
    }
    Regex backslash = Regex.literal("\\");
    escapes.add(Regex.concat(Regex.literal("u"), digits(set, 0, 4)));
    Map<CodePointSet, List<Integer>> highsByLows = new LinkedHashMap<>();
    for (int first = BASIC; first <= CodePointSet.MAX; first += PER_HIGH) {
      CodePointSet inside = set.intersect(CodePointSet.range(first, first + PER_HIGH - 1));
      if (!inside.isEmpty()) {
        highsByLows
            .computeIfAbsent(shifted(inside, -first), lows -> new ArrayList<>())
            .add((first - BASIC) / PER_HIGH);
      }
    }
    highsByLows.forEach(
        (lows, highs) ->
            escapes.add(
                Regex.concat(
                    Regex.literal("u"),
                    surrogates(CodePointSet.of(highs.stream().mapToInt(i -> i).toArray()), 0xD800),
                    backslash,
                    Regex.literal("u"),
                    surrogates(lows, 0xDC00))));
    return Regex.anyOf(
        Regex.chars(set.minus(ESCAPED)), Regex.concat(backslash, Regex.anyOf(escapes)));
  }

  private static CodePointSet shifted(CodePointSet set, int by) {
    int[] ranges = new int[2 * set.rangeCount()];
    for (int i = 0; i < set.rangeCount(); i++) {
      ranges[2 * i] = set.first(i) + by;
      ranges[2 * i + 1] = set.last(i) + by;
    }
    return CodePointSet.ofRanges(ranges);
  }

  /** The numbers {@code base + i}, all i in {@code set}, which are below 0x400. */
  private static Regex surrogates(CodePointSet set, int base) {
    return Regex.concat(
        digit(0xD),
        Regex.anyOf(
            List.of(0, 1, 2, 3).stream()
                .map(top -> Regex.concat(digit((base >> 8 & 0xF) + top), digits(set, top << 8, 2)))
                .toList()));
  }

  /** The last {@code count} digits of the members from {@code base} on that begin as it does. */
  private static Regex digits(CodePointSet set, int base, int count) {
    int size = 1 << 4 * count;
    CodePointSet inside = set.intersect(CodePointSet.range(base, base + size - 1));
    if (inside.isEmpty()) {
      return Regex.NOTHING;
    }
    if (inside.size() == size) {
      return Regex.repeat(ANY_DIGIT, count, count);
    }
    Map<Regex, CodePointSet> leadsByRest = new LinkedHashMap<>();
    for (int lead = 0; lead < 16; lead++) {
      Regex rest = digits(set, base + (lead << 4 * (count - 1)), count - 1);
      CodePointSet letters = digitSet(lead);
      leadsByRest.merge(rest, letters, CodePointSet::union);
    }
    List<Regex> ways = new ArrayList<>();
    leadsByRest.forEach((rest, leads) -> ways.add(Regex.concat(Regex.chars(leads), rest)));
    return Regex.anyOf(ways);
  }

  private static Regex digit(int value) {
    return Regex.chars(digitSet(value));
  }

  private static CodePointSet digitSet(int value) {
    char lower = Character.forDigit(value, 16);
    return CodePointSet.of(lower, Character.toUpperCase(lower));
  }
}
