package dev.espalier.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One token of the vocabulary, whatever its text: a token by its name, any of some ids, or any
 * other.
 *
 * <p>Such a token is a letter of its own, and not its text: {@code <[1000]>} is that one token, not
 * the same bytes as other tokens spell them, and adds to the text what the token's bytes are, which
 * for a special token is nothing. Where a grammar allows a token both by its bytes and as such,
 * both readings go on.
 *
 * <p>Which tokens they are is known only where a grammar meets a vocabulary. It is refused there if
 * it has no token of that name, or none of the ids; ids without a token are left out. An end token
 * is a letter as others are where a grammar names it, by name or in a range with an end, and ends
 * the text elsewhere; so after {@code "x" <|eot_id|>} the text is complete, and any end token ends
 * it. A value.
 */
public sealed interface SpecialToken extends Symbol {

  /**
   * The special token of this name, or where there is none, the ordinary one of this text; some
   * tokenizers have {@code <think>} so.
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

  /**
   * Any token but the given ones and end tokens, which no text could end with if they were read.
   *
   * @param excluded the vocabulary has it, or refuses this; no such one itself
   */
  record Other(SpecialToken excluded) implements SpecialToken {
    public Other {
      if (excluded instanceof Other) {
        throw new IllegalArgumentException("no token: " + excluded);
      }
    }

    @Override
    public String toString() {
      return "!" + excluded;
    }
  }

  /**
   * The ids {@code first} to {@code last}, both included.
   *
   * @param last {@code Integer.MAX_VALUE} for all that there are, end tokens left out
   */
  record Range(int first, int last) {
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("not a range of ids: " + first + "-" + last);
      }
    }

    /** Whether it goes on to the last id that there is. */
    public boolean isOpen() {
      return last == Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
      return first == last ? "" + first : first + "-" + last;
    }
  }
}
