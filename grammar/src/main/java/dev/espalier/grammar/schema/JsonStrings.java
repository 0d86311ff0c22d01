package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * From regular expressions over the value of a string to regular expressions over its JSON text
 * (RFC 8259, section 7), without the quotes.
 *
 * <p>A code point has up to four spellings: raw, the short escape, and backslash-u with hex digits
 * of either case, as a surrogate pair above FFFF. A spelled text has exactly one value, so
 * intersection commutes with spelling; under a complement every spelling counts, unless the texts
 * it is taken from have canonical spellings only. A class of more than {@value #MAX_RANGES} ranges
 * loses the spellings it can do without; texts that we choose ourselves have one canonical
 * spelling.
 */
final class JsonStrings {
  private static final int MAX_RANGES = 64;
  private static final int MAX_TRIE_DEPTH = 64;

  private static final String SHORT = "\"\\/bfnrt";
  private static final int[] SHORT_VALUES = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
  private static final CodePointSet ESCAPED = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\');

  private static final Regex HEX_DIGIT =
      Regex.chars(CodePointSet.ofRanges('0', '9', 'a', 'f', 'A', 'F'));

  /** One code point of a string, in any spelling. */
  static final Regex ANY_CHAR = spell(CodePointSet.ALL, true);

  /** One code point of a string, in its canonical spelling. */
  private static final Regex CANONICAL_CHAR =
      Regex.anyOf(
          Regex.chars(ESCAPED.complement()),
          Regex.concat(
              Regex.literal("\\"),
              Regex.anyOf(
                  Regex.chars(CodePointSet.of('"', '\\', 'b', 'f', 'n', 'r', 't')),
                  Regex.concat(
                      Regex.literal("u00"),
                      Regex.anyOf(
                          Regex.concat(
                              Regex.literal("0"),
                              Regex.chars(CodePointSet.ofRanges('0', '7', 'b', 'b', 'e', 'f'))),
                          Regex.concat(
                              Regex.literal("1"),
                              Regex.chars(CodePointSet.ofRanges('0', '9', 'a', 'f'))))))));

  private JsonStrings() {}

  /** All strings of so many code points. */
  static Regex ofLength(Count length) {
    return Regex.repeat(ANY_CHAR, length.min(), length.max());
  }

  /** The spelled texts of the values that {@code regex} matches; each value has at least one. */
  static Regex encode(Regex regex) {
    return encode(regex, false);
  }

  /** The canonical spellings of all strings but the given ones; all spellings if none is given. */
  static Regex otherThan(Collection<String> names) {
    return names.isEmpty()
        ? ofLength(Count.ANY)
        : Regex.allOf(Regex.star(CANONICAL_CHAR), Regex.not(oneOf(names)));
  }

  /** The canonical spellings of the given strings, at least one. */
  static Regex oneOf(Collection<String> values) {
    TreeSet<String> sorted = new TreeSet<>();
    values.forEach(value -> sorted.add(content(value)));
    List<int[]> words = sorted.stream().map(word -> word.codePoints().toArray()).toList();
    return trie(words, 0, words.size(), 0, 0);
  }

  /** The canonical spelling of {@code value}, in quotes. */
  static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      int escape = shortEscape(c);
      if (escape >= 0 && c != '/') {
        out.append('\\').append(SHORT.charAt(escape));
      } else if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF)) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('"').toString();
  }

  /** The canonical spelling of {@code value} without quotes. */
  private static String content(String value) {
    String quoted = quoted(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static int shortEscape(int codePoint) {
    for (int i = 0; i < SHORT_VALUES.length; i++) {
      if (SHORT_VALUES[i] == codePoint) {
        return i;
      }
    }
    return -1;
  }

  private static Regex encode(Regex regex, boolean all) {
    return switch (regex) {
      case Regex.Nothing nothing -> nothing;
      case Regex.Chars(CodePointSet set) ->
          set.equals(CodePointSet.ALL)
              ? ANY_CHAR
              : spell(set, all || set.rangeCount() <= MAX_RANGES);
      case Regex.Literal(String text) -> {
        if (!all) {
          yield Regex.literal(content(text));
        }
        yield Regex.concat(
            text.codePoints().mapToObj(c -> spell(CodePointSet.of(c), true)).toList());
      }
      case Regex.Concat(List<Regex> operands) -> Regex.concat(encode(operands, all));
      case Regex.Alternation(List<Regex> operands) -> Regex.anyOf(encode(operands, all));
      case Regex.Intersection(List<Regex> operands) -> Regex.allOf(encode(operands, all));
      case Regex.Complement(Regex operand) ->
          Regex.allOf(ofLength(Count.ANY), Regex.not(encode(operand, true)));
      case Regex.Repeat(Regex operand, int min, int max) ->
          Regex.repeat(encode(operand, all), min, max);
    };
  }

  private static List<Regex> encode(List<Regex> operands, boolean all) {
    return operands.stream().map(operand -> encode(operand, all)).toList();
  }

  /** All words from {@code from} to {@code to}, which agree up to {@code depth}, by prefix. */
  private static Regex trie(List<int[]> words, int from, int to, int depth, int level) {
    int common = depth;
    int[] first = words.get(from);
    int[] last = words.get(to - 1);
    while (common < Math.min(first.length, last.length) && first[common] == last[common]) {
      common++;
    }
    if (level == MAX_TRIE_DEPTH) {
      return Regex.anyOf(
          words.subList(from, to).stream().map(word -> literal(word, depth, word.length)).toList());
    }
    List<Regex> branches = new ArrayList<>();
    int at = from;
    if (first.length == common) {
      branches.add(Regex.EMPTY);
      at++;
    }
    while (at < to) {
      int next = at;
      while (next < to && words.get(next)[common] == words.get(at)[common]) {
        next++;
      }
      branches.add(
          next - at == 1
              ? literal(words.get(at), common, words.get(at).length)
              : trie(words, at, next, common, level + 1));
      at = next;
    }
    return Regex.concat(literal(first, depth, common), Regex.anyOf(branches));
  }

  private static Regex literal(int[] word, int from, int to) {
    return Regex.literal(new String(word, from, to - from));
  }

  /** One code point of {@code set}, raw first. */
  private static Regex spell(CodePointSet set, boolean optional) {
    CodePointSet raw = set.minus(ESCAPED);
    List<Integer> shorts = new ArrayList<>();
    for (int i = 0; i < SHORT_VALUES.length; i++) {
      if (set.contains(SHORT_VALUES[i]) && (optional || SHORT_VALUES[i] != '/')) {
        shorts.add((int) SHORT.charAt(i));
      }
    }
    CodePointSet hex = optional ? set : set.intersect(CodePointSet.range(0, 0x1F));
    Regex escapes =
        Regex.anyOf(
            Regex.chars(CodePointSet.of(shorts.stream().mapToInt(i -> i).toArray())),
            Regex.concat(Regex.literal("u"), hex(hex)));
    return Regex.anyOf(Regex.chars(raw), Regex.concat(Regex.literal("\\"), escapes));
  }

  /** What may follow backslash-u for one code point of {@code set}. */
  private static Regex hex(CodePointSet set) {
    List<Integer> basic = new ArrayList<>();
    Map<List<Integer>, List<Integer>> highsByLows = new LinkedHashMap<>();
    for (int i = 0; i < set.rangeCount(); i++) {
      int first = set.first(i);
      int last = set.last(i);
      if (first <= 0xFFFF) {
        basic.add(first);
        basic.add(Math.min(last, 0xFFFF));
      }
      for (int c = Math.max(first, 0x10000); c <= last; ) {
        boolean aligned = (c & 0x3FF) == 0 && (c | 0x3FF) <= last;
        int end = aligned ? (last + 1 & ~0x3FF) - 1 : Math.min(last, c | 0x3FF);
        List<Integer> lows = List.of(0xDC00 + (c & 0x3FF), 0xDC00 + (end & 0x3FF));
        List<Integer> highs = highsByLows.computeIfAbsent(lows, l -> new ArrayList<>());
        highs.add(0xD800 + (c - 0x10000 >> 10));
        highs.add(0xD800 + (end - 0x10000 >> 10));
        c = end + 1;
      }
    }
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
    if (ranges[0] == 0 && ranges[1] == (1 << 4 * digits) - 1) {
      return Regex.concat(Collections.nCopies(digits, HEX_DIGIT));
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
