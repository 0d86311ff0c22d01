package dev.espalier.grammar.lark;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.SpecialToken;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads references to tokens of the vocabulary. Stateless. */
final class LarkTokens {
  private static final Pattern RANGE =
      Pattern.compile("\\s*([0-9]{1,10})(?:\\s*-\\s*([0-9]{1,10}))?\\s*");

  private LarkTokens() {}

  /** The token of {@code <name>}, {@code <[1-5,9]>}, {@code <[^1-5,9]>} or {@code <[*]>}. */
  static SpecialToken token(String text, String position) {
    if (!text.startsWith("<[")) {
      return new SpecialToken.Named(text);
    }
    String inside = text.substring(2, text.length() - 2);
    if (inside.strip().equals("*")) {
      return new SpecialToken.Ids(List.of(new SpecialToken.Range(0, Integer.MAX_VALUE)));
    }
    boolean negated = inside.startsWith("^");
    List<SpecialToken.Range> ranges = new ArrayList<>();
    for (String part : (negated ? inside.substring(1) : inside).split(",", -1)) {
      ranges.add(range(part, text, position));
    }
    SpecialToken ids = new SpecialToken.Ids(ranges);
    return negated ? new SpecialToken.Other(ids) : ids;
  }

  private static SpecialToken.Range range(String part, String text, String position) {
    Matcher matcher = RANGE.matcher(part);
    if (matcher.matches()) {
      long first = Long.parseLong(matcher.group(1));
      long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
      if (first <= last && last <= Integer.MAX_VALUE) {
        return new SpecialToken.Range((int) first, (int) last);
      }
    }
    throw new GrammarSyntaxException(
        position, "expected ids of tokens such as <[1-5,9]> but found '" + text + "'");
  }
}
