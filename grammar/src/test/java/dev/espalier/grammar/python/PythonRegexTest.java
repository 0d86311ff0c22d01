package dev.espalier.grammar.python;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRegexTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc, '', \"abc\"",
        "a[b-d]e*, '', \"a\" [b-d] \"e\"*",
        "'', '', \"\"",
        "[]a], '', [\\]a]",
        "[^]\\^], '', [\\u{0}-\\\\_-\\u{d7ff}\\u{e000}-\\u{10ffff}]",
        "[-a][a-], '', [\\-a] [\\-a]",
        "`a{,2}b{}`, '', `\"a\"{0,2} \"b{}\"`",
        "\\t\\n\\x41\\u0042\\101\\0, '', \"\\u{9}\\u{a}ABA\\u{0}\"",
        "\\N{DIGIT ONE}\\., '', \"1.\"",
        "(?P<n>a)(?<m>b)(?:c)(?#d), '', \"abc\"",
        "a b # c, x, \"ab\"",
        "[ #]\\ b, x, [\\u{20}#] \" b\"",
        "aß, i, [Aa] [\\u{df}\\u{1e9e}]",
        "(?i)a(?-i:b), '', [Aa] \"b\"",
        "[^a], i, [\\u{0}-@B-`b-\\u{d7ff}\\u{e000}-\\u{10ffff}]",
        "(?a:\\d\\s), '', [0-9] [\\u{9}-\\u{d}\\u{20}]",
        ".(?s:.), '',"
            + " [\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}]"
            + " [\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]"
      })
  void patternsAreThoseOfPython(String pattern, String flags, String regex) {
    assertEquals(unquoted(regex), lexeme(unquoted(pattern), unquoted(flags)).regex().toString());
  }

  private static String unquoted(String text) {
    return text.equals("''") ? "" : text;
  }

  @ParameterizedTest
  @CsvSource({
    "\\d, ٣, true",
    "\\w, é, true",
    "\\w, ², true",
    "\\w, -, false",
    "\\s, '\u00a0', true",
    "\\s, '\u2028', true",
    "\\S, '\u001d', false",
    "\\W, _, false",
    "\\p{Lu}, É, true",
    "\\pL, 1, false",
    "(?i)k, \u212a, true",
    "(?i)[a-z]+, ſS, true",
  })
  void classesAreThoseOfUnicode(String pattern, String text, boolean matches) {
    assertEquals(matches, RegexMatcher.matches(lexeme(pattern, "").regex(), text));
  }

  @ParameterizedTest
  @CsvSource({
    "a.*?b, axbxb, axb, true",
    "a.*?b, axbxb, axbxb, false",
    "'(?:a|ab)(?:c|bcd)??', '', a, true",
    "'\"(?!\"\").*?(?<!\\\\)(\\\\\\\\)*?\"', '', '\"a\\\"b\"', true",
    "'\"(?!\"\").*?(?<!\\\\)(\\\\\\\\)*?\"', '', '\"a\"b\"', false",
    "'\"(?!\"\").*?(?<!\\\\)(\\\\\\\\)*?\"', '', '\"\"\"', false",
    "'/(\\\\/|\\\\\\\\|[^/])+?/[im]*', '', '/a\\/b/im', true",
    "'/(\\\\/|\\\\\\\\|[^/])+?/[im]*', '', '/a\\/', true",
    "'/(?!/)(\\\\/|\\\\\\\\|[^/])*?/[im]*', '', '/a\\/b/im', true",
    "'/(?!/)(\\\\/|\\\\\\\\|[^/])*?/[im]*', '', '//', false",
    "'(?!if\\b)\\w+;', '', 'if;', false",
    "'(?!if\\b)\\w+;', '', 'ifs;', true"
  })
  void lexemesEndWhereLazyRepetitionsSay(String pattern, String in, String text, boolean matches) {
    assertEquals(matches, RegexMatcher.matches(lexeme(pattern, "").regex(), text), in);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "^a | 1:10: '^' looks beyond the lexeme; leave it out or use rules",
        "a$ | 1:11: '$' looks beyond the lexeme; leave it out or use rules",
        "a\\Z | 1:11: '\\Z' looks beyond the lexeme; leave it out or use rules",
        "a(?=b) | 1:11: a lookaround that looks beyond the lexeme is not supported; leave it out or"
            + " use rules",
        "(?<!x)?a | 1:16: a repetition of a lookaround is not supported in a regular expression",
        "a\\b | 1:11: a lookaround that looks beyond the lexeme is not supported; leave it out or"
            + " use rules",
        "(a)\\1 | 1:13: a backreference is not supported in a regular expression",
        "(?P<x>a)(?P=x) | 1:18: a backreference is not supported in a regular expression",
        "a++ | 1:12: a possessive repetition is not supported in a regular expression",
        "(?>a) | 1:10: an atomic group is not supported in a regular expression",
        "(a)?(?(1)b) | 1:14: a condition is not supported in a regular expression",
        "(?L)a | 1:10: the flag 'L' is not supported in a regular expression",
        "(?x) a | 1:10: the flag 'x' inside is not supported; use /.../x",
        "a(?i) | 1:11: flags for all stand at the beginning; use '(?i:...)'",
        "[[:alpha:]] | 1:11: a class such as [:alpha:] is not supported in a regular expression",
        "\\q | 1:10: unknown escape '\\q'",
        "[z-a] | 1:11: range 'z-a' out of order",
        "a** | 1:12: expected the end but found '*'",
        "(a | 1:12: expected ')' but found the end",
        "\\p{Nope} | 1:10: unknown Unicode property '\\p{Nope}'",
        "\\ud800 | 1:10: '\\ud800' is no character",
        "a{3,2} | 1:11: repetition counts out of order, 3 > 2",
        "ab*?(?<=bb)c | 1:14: a lookbehind for more than one character, beside repetitions such as"
            + " '*?', is not supported; use '*' or another expression",
        "ab*?(?!b(?!c))d | 1:18: a lookaround within another, beside repetitions such as '*?', is"
            + " not supported"
      })
  void errorsHaveTheirPlaceInTheFile(String pattern, String message) {
    GrammarException e =
        assertThrows(
            GrammarSyntaxException.class,
            () ->
                Lexeme.of(
                    PythonRegex.parse(pattern, "", "g.lark:1:10", Limits.defaults()),
                    "g.lark:1:10",
                    Limits.defaults()));
    assertEquals("g.lark:" + message, e.getMessage());
  }

  @Test
  void positionsGoOverLines() {
    GrammarException e =
        assertThrows(
            GrammarSyntaxException.class,
            () -> PythonRegex.parse("a # b\n  (?>b)", "x", "g.lark:7:3", Limits.defaults()));
    assertTrue(e.getMessage().startsWith("g.lark:8:3: "), e.getMessage());
  }

  @Test
  void sizesAreLimited() {
    assertThrows(LimitExceededException.class, () -> lexeme("(".repeat(10_000) + "a", ""));
    assertThrows(LimitExceededException.class, () -> lexeme("(?:a|ab){1,5000}?c", ""));
    assertThrows(LimitExceededException.class, () -> lexeme("(?:a{1,1000}?){1,1000}?c", ""));
    assertEquals("\"a\"{0,1000000}", lexeme("a{0,1000000}", "").regex().toString());
  }

  @Test
  void aNamedPatternThatEndsInALazyRepetitionIsFree() {
    Pattern inner = new Pattern.Named(PythonRegex.parse(".*?", "", "p:1:1", Limits.defaults()));
    Pattern quote = new Pattern.Exactly(Regex.literal("\""));
    Lexeme inside =
        Lexeme.of(
            new Pattern.Sequence(java.util.List.of(quote, inner, quote)),
            "p:1:1",
            Limits.defaults());
    assertTrue(inside.isFree());
    assertTrue(RegexMatcher.matches(inside.regex(), "\"a\"b\""));
    Lexeme last =
        Lexeme.of(
            new Pattern.Sequence(java.util.List.of(quote, inner)), "p:1:1", Limits.defaults());
    assertFalse(last.isFree());
    assertFalse(RegexMatcher.matches(last.regex(), "\"a"));
  }

  private static Lexeme lexeme(String pattern, String flags) {
    return Lexeme.of(
        PythonRegex.parse(pattern, flags, "p:1:1", Limits.defaults()), "p:1:1", Limits.defaults());
  }
}
