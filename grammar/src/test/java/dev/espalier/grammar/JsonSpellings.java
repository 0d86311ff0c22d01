package dev.espalier.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The spellings of {@link Regex.JsonChars} written out, as an oracle. */
public final class JsonSpellings {
  private static final String SHORT = "\"\\/bfnrt";
  private static final int[] SHORT_VALUES = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
  private static final CodePointSet ESCAPED = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\');
  private static final Map<CodePointSet, Regex> SPELLED = new HashMap<>();

  private JsonSpellings() {}

  /** {@code regex} with every {@link Regex.JsonChars} written out. */
  public static Regex expanded(Regex regex) {
    return switch (regex) {
      case Regex.JsonChars r -> of(r);
      case Regex.Concat r -> Regex.concat(expanded(r.operands()));
      case Regex.Alternation r -> Regex.anyOf(expanded(r.operands()));
      case Regex.Intersection r -> Regex.allOf(expanded(r.operands()));
      case Regex.Complement r -> Regex.not(expanded(r.operand()));
      case Regex.Repeat r -> Regex.repeat(expanded(r.operand()), r.min(), r.max());
      case Regex.Nothing r -> r;
      case Regex.Multiple r -> r;
      case Regex.Chars r -> r;
      case Regex.Literal r -> r;
    };
  }

  private static List<Regex> expanded(List<Regex> operands) {
    return operands.stream().map(JsonSpellings::expanded).toList();
  }

  public static synchronized Regex of(Regex.JsonChars chars) {
    return SPELLED.computeIfAbsent(chars.set(), JsonSpellings::spell);
  }

  /** One code point of {@code set}, raw first. */
  private static Regex spell(CodePointSet set) {
    CodePointSet raw = set.minus(ESCAPED);
    List<Integer> shorts = new ArrayList<>();
    for (int i = 0; i < SHORT_VALUES.length; i++) {
      if (set.contains(SHORT_VALUES[i])) {
        shorts.add((int) SHORT.charAt(i));
      }
    }
    Regex escapes =
        Regex.anyOf(
            Regex.chars(CodePointSet.of(shorts.stream().mapToInt(i -> i).toArray())),
            Regex.concat(Regex.literal("u"), hex(set)));
    return Regex.anyOf(Regex.chars(raw), Regex.concat(Regex.literal("\\"), escapes));
  }

  /** What may follow backslash-u for one code point of {@code set}. */
  private static Regex hex(CodePointSet set) {
    List<Integer> basic = new ArrayList<>();
    Map<List<Integer>, List<Integer>> highsByLows = new LinkedHashMap<>();
    Map<Integer, List<Integer>> lowsByHigh = new TreeMap<>();
    for (int i = 0; i < set.rangeCount(); i++) {
      int first = set.first(i);
      int last = set.last(i);
      if (first <= 0xFFFF) {
        basic.add(first);
        basic.add(Math.min(last, 0xFFFF));
      }
      for (int c = Math.max(first, 0x10000); c <= last; ) {
        int high = 0xD800 + (c - 0x10000 >> 10);
        int end = Math.min(last, c | 0x3FF);
        List<Integer> lows = lowsByHigh.computeIfAbsent(high, h -> new ArrayList<>());
        lows.add(0xDC00 + (c & 0x3FF));
        lows.add(0xDC00 + (end & 0x3FF));
        c = end + 1;
      }
    }
    lowsByHigh.forEach(
        (high, lows) -> {
          List<Integer> highs = highsByLows.computeIfAbsent(lows, l -> new ArrayList<>());
          highs.add(high);
          highs.add(high);
        });
    List<Regex> alternatives = new ArrayList<>();
    alternatives.add(hex(toArray(basic), 4));
    highsByLows.forEach(
        (lows, highs) ->
            alternatives.add(
                Regex.concat(hex(toArray(highs), 4), Regex.literal("\\u"), hex(toArray(lows), 4))));
    return Regex.anyOf(alternatives);
  }

  private static int[] toArray(List<Integer> list) {
    return list.stream().mapToInt(i -> i).toArray();
  }

  /** The numbers in {@code ranges} (first, last, ...; sorted) as {@code digits} hex digits. */
  private static Regex hex(int[] ranges, int digits) {
    if (ranges.length == 0) {
      return Regex.NOTHING;
    }
    if (digits == 0) {
      return Regex.EMPTY;
    }
    int size = 1 << 4 * (digits - 1);
    Map<Regex, List<Integer>> leadsByRest = new LinkedHashMap<>();
    for (int lead = 0; lead < 16; lead++) {
      int base = lead * size;
      int[] inside = new int[ranges.length];
      int n = 0;
      for (int i = 0; i < ranges.length; i += 2) {
        int first = Math.max(ranges[i], base);
        int last = Math.min(ranges[i + 1], base + size - 1);
        if (first <= last) {
          inside[n++] = first - base;
          inside[n++] = last - base;
        }
      }
      Regex rest = hex(Arrays.copyOf(inside, n), digits - 1);
      leadsByRest.computeIfAbsent(rest, r -> new ArrayList<>()).add(lead);
    }
    List<Regex> alternatives = new ArrayList<>();
    leadsByRest.forEach(
        (rest, leads) -> {
          int[] chars = new int[2 * leads.size()];
          for (int i = 0; i < leads.size(); i++) {
            char lower = Character.forDigit(leads.get(i), 16);
            chars[2 * i] = lower;
            chars[2 * i + 1] = Character.toUpperCase(lower);
          }
          alternatives.add(Regex.concat(Regex.chars(CodePointSet.of(chars)), rest));
        });
    return Regex.anyOf(alternatives);
  }
}
