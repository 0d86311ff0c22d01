package dev.espalier.grammar.lark;

import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts made of consecutive chunks of a list, the empty one among them.
 *
 * <p>By halves: such a run lies in the left half, or in the right half, or is an end of the left
 * and a beginning of the right one; beginnings and ends go by halves again. So of {@code n} chunks
 * the expression has {@code O(n log^2 n)} parts and is {@code O(log n)} deep. (A suffix automaton
 * has {@code O(n)} states, but its expression is a chain as deep as the text is long.) Stateless.
 */
final class Substrings {
  private Substrings() {}

  /** The runs of {@code chunks}, none of which is empty. */
  static Regex of(List<String> chunks) {
    return chunks.isEmpty() ? Regex.EMPTY : Regex.optional(runs(chunks));
  }

  /** The characters of {@code text}. */
  static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }

  /** {@code text} cut between white space, words and everything else. */
  static List<String> words(String text) {
    List<String> chunks = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    int kind = -1;
    for (int c : text.codePoints().toArray()) {
      int next = isSpace(c) ? 0 : c == '_' || isAlphanumeric(c) ? 1 : 2;
      if (next != kind && !run.isEmpty()) {
        chunks.add(run.toString());
        run.setLength(0);
      }
      kind = next;
      run.appendCodePoint(c);
    }
    if (!run.isEmpty()) {
      chunks.add(run.toString());
    }
    return chunks;
  }

  private static boolean isSpace(int c) {
    return Character.isSpaceChar(c) || c >= 0x09 && c <= 0x0D || c == 0x85;
  }

  private static boolean isAlphanumeric(int c) {
    return Character.isAlphabetic(c)
        || switch (Character.getType(c)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  private static Regex runs(List<String> chunks) {
    if (chunks.size() == 1) {
      return Regex.literal(chunks.getFirst());
    }
    int middle = chunks.size() / 2;
    List<String> left = chunks.subList(0, middle);
    List<String> right = chunks.subList(middle, chunks.size());
    return Regex.anyOf(runs(left), runs(right), Regex.concat(endings(left), beginnings(right)));
  }

  /** Not empty runs that begin with the first chunk. */
  private static Regex beginnings(List<String> chunks) {
    if (chunks.size() == 1) {
      return Regex.literal(chunks.getFirst());
    }
    int middle = chunks.size() / 2;
    List<String> left = chunks.subList(0, middle);
    return Regex.anyOf(
        beginnings(left),
        Regex.concat(all(left), beginnings(chunks.subList(middle, chunks.size()))));
  }

  /** Not empty runs that end with the last chunk. */
  private static Regex endings(List<String> chunks) {
    if (chunks.size() == 1) {
      return Regex.literal(chunks.getFirst());
    }
    int middle = chunks.size() / 2;
    List<String> right = chunks.subList(middle, chunks.size());
    return Regex.anyOf(
        endings(right), Regex.concat(endings(chunks.subList(0, middle)), all(right)));
  }

  private static Regex all(List<String> chunks) {
    return Regex.literal(String.join("", chunks));
  }
}
