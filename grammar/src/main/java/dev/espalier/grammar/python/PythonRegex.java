package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.python.generated.PythonRegexLexer;
import dev.espalier.grammar.python.generated.PythonRegexParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads the regular expressions of Python's {@code re} over {@code str}, as they stand in Lark
 * grammars.
 *
 * <p>Flags are {@code i m s u x}, also inside as {@code (?i)} at the beginning and {@code
 * (?i-s:...)}, there also {@code a}; classes are Unicode's unless it is given, as those of the
 * running JDK; {@code i} takes the characters that differ in simple case. Beyond Python it takes
 * {@code \p{...}}, {@code \x{...}} and {@code (?<name>...)}, as Rust's regex crate does.
 *
 * <p>A lexer does not know what is around a lexeme. So {@code ^ $ \A \Z}, and lookarounds and word
 * boundaries at an end of the whole, are refused when a {@link Lexeme} is made or before; refused
 * by name are also backreferences, conditions, atomic groups and possessive repetitions, and the
 * flag {@code L}.
 *
 * <p>Stateless; any thread. Linear in the pattern.
 */
public final class PythonRegex {
  private static final char BLANKED = '\uFFFF';
  private static final Set<Integer> OPENING =
      Set.of(
          PythonRegexLexer.OPEN,
          PythonRegexLexer.UNCAPTURED,
          PythonRegexLexer.NAMED,
          PythonRegexLexer.MODIFIED,
          PythonRegexLexer.LOOKAHEAD,
          PythonRegexLexer.NEGATIVE_LOOKAHEAD,
          PythonRegexLexer.LOOKBEHIND,
          PythonRegexLexer.NEGATIVE_LOOKBEHIND,
          PythonRegexLexer.ATOMIC,
          PythonRegexLexer.CONDITION,
          PythonRegexLexer.EXTENSION);
  private static final Set<Integer> CLOSING = Set.of(PythonRegexLexer.CLOSE);

  private PythonRegex() {}

  /**
   * The pattern that {@code text} says.
   *
   * @param flags some of {@code imslux}
   * @param position of its first character, as {@code file:line:column}; positions of errors follow
   *     from it
   * @throws GrammarSyntaxException if it is no regular expression, or one that is refused
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static Pattern parse(String text, String flags, String position, Limits limits) {
    if (flags.indexOf('l') >= 0) {
      throw new GrammarSyntaxException(
          position, "flag 'l' is not supported, it depends on the locale; use 'i'");
    }
    if (text.indexOf(BLANKED) >= 0) {
      throw new GrammarSyntaxException(position, "U+FFFF in a regular expression; use '\\uFFFF'");
    }
    StrictParser strict = new StrictParser("", limits, OPENING, CLOSING);
    UnaryOperator<String> outer = place -> within(position, text, place);
    try {
      return strict.parse(
          flags.indexOf('x') >= 0 ? withoutLayout(text) : text,
          PythonRegexLexer::new,
          PythonRegexParser::new,
          PythonRegexParser::pattern,
          tree -> new PythonRegexReader(strict, flags, outer).visit(tree));
    } catch (GrammarSyntaxException e) {
      throw new GrammarSyntaxException(outer.apply(e.position()), problem(e));
    } catch (LimitExceededException e) {
      throw new LimitExceededException(outer.apply(e.position()), problem(e));
    }
  }

  /** {@code text} itself, in any case. */
  public static Pattern inAnyCase(String text) {
    List<Pattern> parts = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              CodePointSet one = CodePointSet.of(c);
              CodePointSet all = PythonCharacters.inAnyCase(one);
              if (all.equals(one)) {
                run.appendCodePoint(c);
              } else {
                flush(run, parts);
                parts.add(new Pattern.Chars(all));
              }
            });
    flush(run, parts);
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  private static void flush(StringBuilder run, List<Pattern> parts) {
    if (!run.isEmpty()) {
      parts.add(new Pattern.Exactly(Regex.literal(run.toString())));
      run.setLength(0);
    }
  }

  private static String problem(GrammarException e) {
    return e.getMessage().substring(e.position().length() + 2);
  }

  /**
   * The place in a file of {@code :line:column} in the pattern {@code text}.
   *
   * @param position of the pattern in the file
   */
  private static String within(String position, String text, String place) {
    String[] inner = place.split(":", -1);
    String[] outer = position.split(":", -1);
    if (inner.length != 3 || outer.length < 3) {
      return position;
    }
    int line = Integer.parseInt(outer[outer.length - 2]);
    int column = Integer.parseInt(outer[outer.length - 1]);
    String file = position.substring(0, position.length() - (":" + line + ":" + column).length());
    String[] lines = text.split("\n", -1);
    // line breaks are layout, and blanked, or there are none: the column counts from the beginning
    int left = Integer.parseInt(inner[2]) - 1;
    int breaks = Integer.parseInt(inner[1]) - 1;
    while (breaks < lines.length - 1 && left > length(lines[breaks])) {
      left -= length(lines[breaks++]) + 1;
    }
    return file + ":" + (line + breaks) + ":" + (breaks == 0 ? column + left : left + 1);
  }

  private static int length(String line) {
    return line.codePointCount(0, line.length());
  }

  /** White space and comments outside of classes blanked, so that columns stay. */
  private static String withoutLayout(String text) {
    StringBuilder out = new StringBuilder(text);
    boolean inClass = false;
    boolean inComment = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inComment) {
        inComment = c != '\n';
        out.setCharAt(i, BLANKED);
      } else if (c == '\\') {
        i++;
      } else if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
        i += text.startsWith("^]", i + 1) ? 2 : text.startsWith("]", i + 1) ? 1 : 0;
      } else if (c == '#' || " \t\n\r\f\u000B".indexOf(c) >= 0) {
        inComment = c == '#';
        out.setCharAt(i, BLANKED);
      }
    }
    return out.toString();
  }
}
