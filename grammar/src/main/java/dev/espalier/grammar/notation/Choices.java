package dev.espalier.grammar.notation;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.compose.Compose;
import java.util.ArrayList;
import java.util.List;

/** Reads choices, one a line, as they are: nothing is escaped, blanks count. */
final class Choices {
  private Choices() {}

  /**
   * Any one line of {@code text}; the last one may end with a line break.
   *
   * @throws GrammarSyntaxException if there is an empty line, or none at all
   * @throws LimitExceededException if it is too long, or has too many lines
   */
  static Grammar parse(String text, String fileName, Limits limits) {
    if (text.length() > limits.maxSourceChars()) {
      throw new LimitExceededException(
          fileName,
          text.length() + " characters > Limits.maxSourceChars " + limits.maxSourceChars());
    }
    List<String> choices = new ArrayList<>();
    for (String line : text.lines().toList()) {
      choices.add(line);
      String position = fileName + ":" + choices.size() + ":1";
      if (choices.size() > limits.maxSymbols()) {
        throw new LimitExceededException(
            position, choices.size() + " choices > Limits.maxSymbols " + limits.maxSymbols());
      }
      if (line.isEmpty()) {
        throw new GrammarSyntaxException(position, "an empty line; leave it out");
      }
      if (line.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
        throw new GrammarSyntaxException(position, "half of a surrogate pair, no character");
      }
    }
    if (choices.isEmpty()) {
      throw new GrammarSyntaxException(
          fileName + ":1:1", "expected a choice on each line but found none");
    }
    return Compose.choices(choices);
  }
}
