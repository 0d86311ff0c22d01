package dev.espalier.grammar.compose;

import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the first of some texts occurs in another: regular expressions for what is before it.
 *
 * <p>The occurrence that ends first is the first one; of those that end together, the longest. So
 * of {@code <tool} and {@code <tool_call} the second is never found, of {@code call>} and {@code
 * <call>} the first only where no {@code <} is before it.
 *
 * <p>Derivatives of the expressions are the states of the automaton of Aho and Corasick (1975): a
 * set of what is left of the texts that the last characters may be the beginning of. Said as a
 * complement, {@code ~(any* (t1 | t2) any*)}, they are found one by one as a text needs them, and
 * all characters that no text begins with are one step back to the first. With the Llama-3
 * vocabulary and one text of fifteen characters, the first mask at each state took half a
 * millisecond; of the same automaton made an expression without complement, by eliminating states,
 * a hundred.
 *
 * <p>Stateless; any thread.
 */
public final class Occurrences {
  private Occurrences() {}

  /**
   * All texts in which none of {@code texts} occurs.
   *
   * @throws IllegalArgumentException if one of them is empty, as it occurs everywhere
   */
  public static Regex none(Collection<String> texts) {
    requireTexts(texts);
    return without(texts, Set.of());
  }

  /**
   * All texts after which {@code found} makes the first occurrence of any of {@code texts}; {@link
   * Regex#NOTHING} if one of them always comes before it.
   *
   * @param texts {@code found} is one of them
   * @throws IllegalArgumentException if one of them is empty
   */
  public static Regex before(String found, Collection<String> texts) {
    requireTexts(texts);
    return ends(found, texts).map(ends -> without(texts, ends)).orElse(Regex.NOTHING);
  }

  /**
   * The ends of what is before {@code found} with which another of {@code texts} would come first;
   * empty if one always does.
   */
  static Optional<Set<String>> ends(String found, Collection<String> texts) {
    Set<String> ends = new TreeSet<>();
    for (String text : texts) {
      int inside = found.indexOf(text);
      if (inside >= 0 && inside + text.length() < found.length()) {
        return Optional.empty();
      }
      for (int at = text.length() - 1; at > 0; at--) {
        if (found.startsWith(text.substring(at))) {
          ends.add(text.substring(0, at));
        }
      }
    }
    return Optional.of(ends);
  }

  /** All texts without any of {@code texts} in them and any of {@code ends} at their end. */
  static Regex without(Collection<String> texts, Collection<String> ends) {
    List<Regex> others = new ArrayList<>();
    if (!texts.isEmpty()) {
      others.add(Regex.concat(Regex.ANY_TEXT, literals(texts), Regex.ANY_TEXT));
    }
    if (!ends.isEmpty()) {
      others.add(Regex.concat(Regex.ANY_TEXT, literals(ends)));
    }
    return others.isEmpty() ? Regex.ANY_TEXT : Regex.not(Regex.anyOf(others));
  }

  private static Regex literals(Collection<String> texts) {
    return Regex.anyOf(texts.stream().map(Regex::literal).toList());
  }

  private static void requireTexts(Collection<String> texts) {
    if (texts.contains("")) {
      throw new IllegalArgumentException("the empty text occurs everywhere");
    }
  }
}
