package dev.espalier.grammar.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaRegexTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '%',
      value = {
        "^abc$                 % \"abc\"",
        "^[a-z]+$              % [a-z]+",
        "^a{2,1000000}$        % \"a\"{2,1000000}",
        "^a*?$                 % \"a\"*",
        "^(ab|c)$              % \"ab\" | \"c\"",
        "^[a-c]|d|[e-f]$       % ([a-c] *) | (* \"d\" *) | (* [ef])",
        "^a\\-b\\_c\\/d\\@e$   % \"a-b_c/d@e\"",
        "^\\{a}]{$             % \"{a}]{\"",
        "^\\x41\\u0042\\u{43}\\cJ\\0$ % \"ABC\\u{a}\\u{0}\"",
        "^\\uD83D\\uDE00$      % \"😀\"",
        "^[\\uD83D\\uDE00-\\u{1F602}]$ % [\\u{1f600}-\\u{1f602}]",
        "^[\\w-.]$             % [\\-.0-9A-Z_a-z]",
        "^[\\b\\-\\]]$         % [\\u{8}\\-\\]]",
        "^[]$                  % []",
        "^(?:x(?<name>y))$     % \"xy\"",
        "^$                    % \"\"",
        "a^                    % []",
        "^*a$                  % \"a\" | (* \"a\")",
        "^(?!foo)[a-z]+$       % (~(\"foo\" *)) & [a-z]+",
        "^(?=.{1,2}$)a*$       % [^]{1,2} & \"a\"*",
        "^abc                  % \"abc\" *",
        "abc$                  % * \"abc\"",
        "abc                   % * \"abc\" *",
        "a*                    % *",
        "^                     % *",
        "``                    % *",
        "^a|b$                 % (\"a\" *) | (* \"b\")",
        "^(?<!a)b              % ((~(* \"a\")) & \"\") \"b\" *",
        "^a(?<=b)              % ((* \"b\") & \"a\") *",
        "^a(?<=a+)b$           % ((* \"a\"+) & \"a\") \"b\"",
        "(?<=ab)c              % * \"abc\" *",
        "^\\bab\\b$            % \"ab\"",
        "^a\\Bb\\b-$           % \"ab-\"",
        "^a\\bb                % []",
        "^[a-]+\\b-$           % [\\-a]* \"a-\"",
      })
  void printsAs(String pattern, String expected) {
    String notLineTerminator =
        "[\\u{0}-\\u{9}\\u{b}\\u{c}\\u{e}-\\u{2027}\\u{202a}-\\u{d7ff}\\u{e000}-\\u{10ffff}]";
    String printed =
        EcmaRegex.search(pattern, "p")
            .toString()
            .replace(Regex.ANY_TEXT.toString(), "*")
            .replace(notLineTerminator, "[^]");
    assertEquals(expected, printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "\\s         % 00a0 2003 feff 000b 2028 % 0085 180e 0061",
        "\\S         % 0085 180e 0061 % 00a0 2003 feff 000b",
        "\\d         % 0030 0039 % 0660 0061",
        "\\w         % 0061 005a 005f 0039 % 00e9 002d",
        ".           % 0085 000b 1f600 % 000a 000d 2028 2029",
        "\\p{L}      % 00e9 6f22 % 0031 1f600",
        "\\p{Lu}     % 0041 00c9 % 0061 00e9",
        "\\P{Lu}     % 0061 00e9 1f600 % 0041 00c9",
        "\\p{Letter} % 00e9 6f22 % 0031",
        "\\p{gc=Decimal_Number} % 0031 0660 % 0061",
        "\\p{Script=Greek}      % 03b1 03a9 % 0061 0436",
        "\\p{sc=Cyrl}           % 0436 0416 % 0061 03b1",
        "\\p{Emoji_Presentation} % 1f600 % 0061 0031",
        "\\p{White_Space}       % 0085 00a0 % feff 0061",
        "\\p{scx=Deva}         % 0915 1cd5 0964 0966 % 0061 0995",
        "\\p{Script_Extensions=Greek} % 03b1 0342 % 0061",
        "\\p{Dash}             % 002d 2212 2013 % 005f",
        "\\p{Hex_Digit}        % 0061 ff21 0039 % 0067",
        "\\p{Dia}              % 005e 0301 % 0061",
        "\\p{Gr_Base}          % 0061 0903 % 0301 000a 09be",
        "\\p{UIdeo}            % 4e00 fa0e % 3006 f900",
        "\\p{XIDS}             % 0061 % 037a 0030",
        "\\p{CWT}              % 0061 00df 01c4 % 0041 01c5 10d0",
        "\\p{CWCF}             % 0041 00df 13f8 1e9e % 0061 13a0 0131",
        "\\p{CWKCF}            % 00ad ff21 00aa % 0061",
        "\\p{Bidi_M}           % 0028 226d % 0061",
        "[\\p{L}\\d-]           % 00e9 0035 002d % 005f",
        "[^\\p{L}\\d]           % 005f 1f600 % 00e9 0035",
      })
  void classesHoldWhatEcmaSays(String pattern, String members, String others) {
    Regex language = EcmaRegex.fullMatch(pattern, "p");
    for (String member : members.split(" ")) {
      assertTrue(matches(language, Integer.parseInt(member, 16)), member);
    }
    for (String other : others.split(" ")) {
      assertFalse(matches(language, Integer.parseInt(other, 16)), other);
    }
  }

  private static boolean matches(Regex language, int codePoint) {
    return RegexMatcher.matches(language, Character.toString(codePoint));
  }

  @Test
  void guardedRepetitionsUpToTheEndAreTaken() {
    Regex language = EcmaRegex.search("^((?!mode)(?!Mode).)*$", "p");
    assertTrue(RegexMatcher.matches(language, "a mod"));
    assertFalse(RegexMatcher.matches(language, "amode"));
    assertFalse(RegexMatcher.matches(language, "Mode"));
  }

  @Test
  void guardedRepetitionsBeforeTheEndAreTaken() {
    Regex language = EcmaRegex.search("^((?!foo).)*bar", "p");
    assertTrue(RegexMatcher.matches(language, "a fobarfoo"));
    assertTrue(RegexMatcher.matches(language, "barfoobar"));
    assertFalse(RegexMatcher.matches(language, "foobar"));
  }

  @Test
  void whatLooksBothWaysIsTaken() {
    Regex both = EcmaRegex.search("(?<=foo|barbaz)q(?=uux|\\d{3})", "p");
    assertTrue(RegexMatcher.matches(both, "a barbazquux"));
    assertFalse(RegexMatcher.matches(both, "barbaq123"));
    Regex password = EcmaRegex.search("^(?=.*\\d)(?!.*\\bfoo\\b)[a-z\\d ]{4,}(?<! )$", "p");
    assertTrue(RegexMatcher.matches(password, "foo1 foob"));
    assertFalse(RegexMatcher.matches(password, "1 foo b"));
    assertFalse(RegexMatcher.matches(password, "1 fooo "));
  }

  @Test
  void lookaheadsInsideGroupsSeeBeyondThem() {
    Regex language =
        EcmaRegex.search(
            "^@([\\da-z](?:(?!.*--)[\\da-z-]*[\\da-z])?)/([\\da-z](?:(?!.*--)[\\da-z-]*[\\da-z])?)$",
            "p");
    assertTrue(RegexMatcher.matches(language, "@a-b/c"));
    assertFalse(RegexMatcher.matches(language, "@a--b/c"));
    assertFalse(RegexMatcher.matches(language, "@ab/c--d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ab(c     | p:1:5: expected ')' but found the end",
        "ab)      | p:1:3: expected the end but found ')'",
        "a**      | p:1:3: ",
        "*a       | p:1:1: ",
        "a{2}{3}  | p:1:5: ",
        "{2}      | p:1:1: ",
        "[a       | p:1:3: ",
        "[z-a]    | p:1:2: range 'z-a' out of order",
        "a{3,2}   | p:1:2: repetition counts out of order, 3 > 2",
        "\\q      | p:1:1: unknown escape '\\q'",
        "\\       | p:1:1: a backslash at the end",
        "\\u12    | p:1:1: unknown escape '\\u'",
        "\\u{110000} | p:1:1: '\\u{110000}' is no code point",
        "\\u{FFFFFFFFFFFFFFFF} | p:1:1: '\\u{FFFFFFFFFFFFFFFF}' is no code point",
        "x\\p{sc=greek} | p:1:2: unknown Unicode property 'sc=greek'",
        "x\\p{Foo} | p:1:2: unknown Unicode property 'Foo'",
        "(?P<a>b) | p:1:2: ",
        "(?i)ab   | p:1:2: ",
        "(a)\\2   | p:1:4: '\\2' refers to no group",
        "\\k<n>a  | p:1:1: '\\k<n>' refers to no group",
      })
  void syntaxErrorsHaveAPlace(String pattern, String message) {
    GrammarSyntaxException e =
        assertThrows(GrammarSyntaxException.class, () -> EcmaRegex.search(pattern, "p"));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "(a)\\1, a backreference, p:1:4",
    "(?<n>a)\\k<n>, a backreference, p:1:8",
    "x(?<=a(?=b))b, a lookbehind that looks ahead, p:1:2",
    "x(?<!a\\b), a lookbehind that looks ahead, p:1:2",
    "(?:\\b(?=a)b)*, a lookahead inside an unbounded repetition, p:1:6",
    "(?i:foo), a change of flags, p:1:1",
  })
  void unsupportedConstructsAreNamed(String pattern, String feature, String position) {
    UnsupportedRegexException e =
        assertThrows(UnsupportedRegexException.class, () -> EcmaRegex.search(pattern, "p"));
    assertEquals(feature, e.feature());
    assertEquals(position, e.position());
  }

  @Test
  void patternsThatAreRefusedArePatternsStill() {
    assertTrue(EcmaRegex.isPattern("(?<n>a)\\k<n>\\1(?i:b)(?<=(?=c))"));
    assertFalse(EcmaRegex.isPattern("(a)\\1[z-a]"));
    assertFalse(EcmaRegex.isPattern("(".repeat(100_000)));
  }

  @Test
  void hugeCountsAreLimits() {
    assertThrows(LimitExceededException.class, () -> EcmaRegex.search("a{99999999999,}", "p"));
    assertEquals(EcmaRegex.search("^a{2,}$", "p"), EcmaRegex.search("^a{2,99999999999}$", "p"));
  }

  @Test
  void deepNestingIsALimit() {
    String deep = "(".repeat(300) + "a" + ")".repeat(300);
    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> EcmaRegex.search(deep, "p"));
    assertEquals("p:1:257: nesting of 257 > Limits.maxNesting 256", e.getMessage());
    EcmaRegex.search("(".repeat(256) + "a" + ")".repeat(256), "p");
  }

  @Test
  void longPatternsAreALimit() {
    Limits limits = Limits.defaults();
    String pattern = "a".repeat(limits.maxRegexNodes() + 1);
    assertThrows(LimitExceededException.class, () -> EcmaRegex.search(pattern, "p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((((((((((((((((^a|b$)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x)*x",
        "((((((?=a){0,64}){0,64}){0,64}){0,64}){0,64}){0,64}b",
        "((((((a(?=a)){0,64}){0,64}){0,64}){0,64}){0,64}){0,64}b",
      })
  void patternsThatGrowAreRefusedQuickly(String pattern) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThrows(LimitExceededException.class, () -> EcmaRegex.search(pattern, "p")));
  }

  @Test
  void longSequencesOfAnchoredGroupsStayQuick() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          EcmaRegex.search("^".repeat(20_000) + "a".repeat(20_000) + "$".repeat(20_000), "p");
          EcmaRegex.search("(^a|b$|c)?".repeat(20_000), "p");
          assertThrows(
              LimitExceededException.class, () -> EcmaRegex.search("(?=a)b".repeat(20_000), "p"));
        });
  }

  @Test
  void loneSurrogatesMatchNothing() {
    assertEquals(Regex.NOTHING, EcmaRegex.fullMatch("\\uD800", "p"));
    assertEquals(Regex.NOTHING, EcmaRegex.fullMatch("a\uDC00", "p"));
    assertEquals(Regex.ANY_CHAR, EcmaRegex.fullMatch("[^\\uD800-\\uDFFF]", "p"));
  }
}
