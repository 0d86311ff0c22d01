package dev.espalier.grammar.schema;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The regular expressions of one schema, each read once. */
final class Patterns {
  private final Limits limits;
  private final Map<String, Pattern> read = new HashMap<>();

  Patterns(Limits limits) {
    this.limits = limits;
  }

  /**
   * An unanchored search for an ECMA-262 regular expression, over the whole string.
   *
   * @param regex null if it is refused
   * @param refusal what to do instead, or null
   */
  record Pattern(@Nullable Regex regex, @Nullable String refusal) {}

  /**
   * @throws InvalidSchemaException if it is no regular expression
   */
  Pattern search(String source, String at) {
    Pattern known = read.get(source);
    if (known == null) {
      known = parse(source, at);
      read.put(source, known);
    }
    return known;
  }

  private Pattern parse(String source, String at) {
    try {
      return new Pattern(EcmaRegex.search(source, at, limits), null);
    } catch (UnsupportedRegexException e) {
      return new Pattern(null, "say it without " + e.feature());
    } catch (GrammarSyntaxException e) {
      String place = e.position().substring(Math.min(at.length(), e.position().length()));
      String problem = e.getMessage().substring(e.position().length() + 2);
      throw new InvalidSchemaException(at, "not a regular expression" + place + ", " + problem);
    }
  }
}
