package dev.espalier.grammar.regex;

import dev.espalier.grammar.Regex;

/**
 * A regular expression with what {@link LanguageBuilder} needs to know of it in constant time.
 *
 * @param nullable whether it matches the empty text
 * @param size its nodes, shared ones counted as often as they occur
 * @param depth the levels of its nodes, at most
 */
record Language(Regex regex, boolean nullable, long size, int depth) {
  static final Language NOTHING = new Language(Regex.NOTHING, false, 1, 1);
  static final Language EMPTY = new Language(Regex.EMPTY, true, 1, 1);
  static final Language ANY_TEXT = new Language(Regex.ANY_TEXT, true, 1, 2);

  boolean isNothing() {
    return regex instanceof Regex.Nothing;
  }

  boolean isAnyText() {
    return regex.equals(Regex.ANY_TEXT);
  }
}
