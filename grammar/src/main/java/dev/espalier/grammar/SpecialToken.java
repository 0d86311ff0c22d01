package dev.espalier.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One token of the vocabulary, whatever its text: a special token by its name, or any of some ids.
 * Which tokens they are is known only where a grammar meets a vocabulary, which may refuse them
 * there. A value.
 */
public sealed interface SpecialToken extends Symbol {

  /**
   * The special token of this name.
   *
   * @param name as the tokenizer has it, such as {@code <|eot_id|>}
   */
  record Named(String name) implements SpecialToken {
    @Override
    public String toString() {
      return "token(" + name + ")";
    }
  }

  /** Any token whose id is in one of the ranges. */
  record Ids(List<Range> ranges) implements SpecialToken {
    public Ids {
      ranges = List.copyOf(ranges);
      if (ranges.isEmpty()) {
        throw new IllegalArgumentException("no ids of tokens");
      }
    }

    @Override
    public String toString() {
      return "token[" + ranges.stream().map(Range::toString).collect(Collectors.joining(",")) + "]";
    }
  }

  /** The ids {@code first} to {@code last}, both included. */
  record Range(int first, int last) {
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("not a range of ids: " + first + "-" + last);
      }
    }

    @Override
    public String toString() {
      return first == last ? "" + first : first + "-" + last;
    }
  }
}
