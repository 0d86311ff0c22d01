package dev.espalier.grammar.lark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LarkTest {
  private static final String ANY = "[\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]";

  @Test
  void rulesBecomeProductionsAndTerminalsALexicon() {
    assertParses(
        """
        // a comment
        ?start: NUMBER ("+" NUMBER)* -> sum  # another
              | "if" x [Y]

        !x.2: (Y | "z")~2..3 y{,4} "" "w"i
        y: x+ | /a+/i? | "a".."c"{2} |
        Y.3: "y" Z | "yy"~2
        _Z: "unused"
        Z: /[0-9]/
        NUMBER: Z+
        %ignore " "
        %ignore /#.*/
        """,
        """
        start start
        start ::= lark:NUMBER <start-1{0,}>{0,}
        start ::= lark:"if" x <lark:Y{0,1}>{0,}
        start-1 ::= lark:"+" lark:NUMBER
        x ::= <x-1{2,3}>{0,} <y{0,4}>{0,} lark:"w"i
        x-1 ::= lark:Y
        x-1 ::= lark:"z"
        y ::= <x{1,}>{0,}
        y ::= <lark:/a+/i{0,1}>{0,}
        y ::= <lark:"a".."c"{2,2}>{0,}
        y ::= ""
        lexicon lark EXPECTED
        mode default
          Y : ("y" [0-9]) | "yy"{2} -> Y
          "if" : "if" -> "if"
          " " : " " -> hidden
          "+" : "+" -> "+"
          "z" : "z" -> "z"
          "w"i : [Ww] -> "w"i
          NUMBER : [0-9]+ -> NUMBER
          /#.*/ : "#" [\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}]* -> hidden
          /a+/i : [Aa]+ -> /a+/i
          "a".."c" : [a-c] -> "a".."c"
        """);
  }

  @Test
  void priorityThenLiteralsThenLengthThenOrderIsPreferred() {
    assertParses(
        """
        start: A | B | C | D | E | "ee" | "f" | /g/
        A: /a/
        B.-1: "bbbb"
        C: "c"
        D.1: /d/
        E: "ee"
        """,
        """
        start start
        start ::= lark:A
        start ::= lark:B
        start ::= lark:C
        start ::= lark:D
        start ::= lark:E
        start ::= lark:E
        start ::= lark:"f"
        start ::= lark:/g/
        lexicon lark EXPECTED
        mode default
          D : "d" -> D
          E : "ee" -> E
          C : "c" -> C
          "f" : "f" -> "f"
          A : "a" -> A
          /g/ : "g" -> /g/
          B : "bbbb" -> B
        """);
  }

  @Test
  void terminalsThatMayBeEmptyAreOptional() {
    assertParses(
        """
        start: A B* C | ""
        A: "a"?
        B: /b*/
        C: ""
        """,
        """
        start start
        start ::= <lark:A{0,1}>{0,} <<lark:B{0,1}>{0,}{0,}>{0,}
        start ::= ""
        lexicon lark EXPECTED
        mode default
          A : "a"? -> A
          B : "b"* -> B
        """);
  }

  @Test
  void aTerminalMayBeReadAndIgnored() {
    assertParses(
        """
        start: "a" WS "b"
        WS: " "
        %ignore WS
        """,
        """
        start start
        start ::= lark:"a" lark:WS lark:"b"
        lexicon lark EXPECTED
        mode default
          WS : " " -> WS
          WS : " " -> hidden
          "a" : "a" -> "a"
          "b" : "b" -> "b"
        """);
  }

  @Test
  void templatesAreRulesForTheirArguments() {
    assertParses(
        """
        start: _sep{A, ","} _sep{x, ";"} _sep{A, ","} twice{_sep}
        _sep{y, by}: y (by y)*
        twice{t}: t{A, A}
        x: A
        A: "a"
        """,
        """
        start start
        start ::= _sep-1 _sep-2 _sep-1 twice-1
        _sep-1 ::= lark:A <_sep-1-1{0,}>{0,}
        _sep-1-1 ::= lark:"," lark:A
        _sep-2 ::= x <_sep-2-1{0,}>{0,}
        _sep-2-1 ::= lark:";" x
        twice-1 ::= _sep-3
        _sep-3 ::= lark:A <_sep-3-1{0,}>{0,}
        _sep-3-1 ::= lark:A lark:A
        x ::= lark:A
        lexicon lark EXPECTED
        mode default
          A : "a" -> A
          "," : "," -> ","
          ";" : ";" -> ";"
        """);
  }

  @Test
  void definitionsAreImportedOverriddenAndExtended() {
    assertParses(
        """
        %import common.INT
        %import common (DIGIT, CR)
        %import common.LF -> NL
        %declare NONE
        start: x INT DIGIT CR NL NONE
        x: "a"
        %override x: "b"
        %extend x: "c"
        %override DIGIT: "1"
        %extend INT: "x"
        """,
        """
        start start
        start ::= x lark:INT lark:DIGIT lark:CR lark:NL lark:NONE
        x ::= lark:"b"
        x ::= lark:"c"
        lexicon lark EXPECTED
        mode default
          DIGIT : "1" -> DIGIT
          "b" : "b" -> "b"
          "c" : "c" -> "c"
          INT : [0-9]+ | "x" -> INT
          CR : "\\u{d}" -> CR
          NL : "\\u{a}" -> NL
        """);
  }

  @Test
  void operatorsOfTerminalsAreThoseOfLlguidance() {
    assertParses(
        """
        start: A | B
        A: /[a-z]*/ & ~/.*x.*/s & ~~"y" | "z"
        B: ~"b"+ [C "d"] C{2}
        C: "c"{1,}
        """,
        """
        start start
        start ::= lark:A
        start ::= lark:B
        lexicon lark EXPECTED
        mode default
          A : ([a-z]* & (~(ANY* "x" ANY*)) & "y") | "z" -> A
          B : (~("b"))+ ("c"+ "d")? ("c"+){2} -> B
        """
            .replace("ANY", ANY));
  }

  @Test
  void rulesWithAttributesEndWhereTheyFirstMatch() {
    assertParses(
        """
        start: tag head | same "!" | rest "<end>" "<end>" | all
        tag[lazy, capture]: TEXT "<f"
        head[suffix=/[>]/]: TEXT
        same[lazy]: TEXT "<f"
        rest[stop="<end>", capture="r"]: TEXT
        all[stop="", temperature=0.5]: /b/
        TEXT: /(.|\\n)*/
        """,
        """
        start start
        start ::= tag head
        start ::= same lark:"!"
        start ::= rest lark:"<end>"
        start ::= all
        tag ::= lark:tag
        head ::= lark:head
        same ::= lark:tag
        rest ::= lark:rest
        all ::= lark:all
        lexicon lark EXPECTED
        mode default
          "<end>" : "<end>" -> "<end>"
          "!" : "!" -> "!"
          tag : (TEXT "<f") & (~(TEXT "<f" ANY+)) -> tag, ends first
          head : (TEXT [>]) & (~(TEXT [>] ANY+)) -> head, ends first
          rest : (TEXT "<end>") & (~(TEXT "<end>" ANY+)) -> rest, ends first
          all : "b" -> all
        """
            .replace("TEXT", "([\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}] | \"\\u{a}\")*")
            .replace("ANY", ANY));
  }

  @Test
  void whatIsNotPartOfTheLanguageIsAnnotated() {
    LarkGrammar read =
        Lark.read(
            """
            %llguidance { "no_forcing": true }
            start[capture="all", temperature=0.5]: a S
            a[capture]: "a"
            %declare X
            S: "\\"" _INNER "\\""
            _INNER: /.*?/
            """,
            "g.lark", "start", Limits.defaults());
    assertEquals(
        """
        g.lark:1:1: %llguidance no_forcing: true
        g.lark:2:7: start capture: all
        g.lark:2:22: start temperature: 0.5
        g.lark:3:3: a capture: a
        g.lark:4:10: X %declare: no text is defined for it, so what needs it derives nothing
        g.lark:5:1: S repetition such as '*?' at the end of a terminal that it names: may end\
         wherever it matches, where Lark takes the first end
        """,
        read.annotations().stream().map(a -> a + "\n").collect(Collectors.joining()));
  }

  @Test
  void tokensSchemasAndGrammarsNest() {
    assertParses(
        """
        start: <|tool|> call <[1-5, 9]> <[^2,4-6]>? <[*]> free
        call: %json { "type": "string", "enum": ["}", "{"] } | %json {"type":"null"}
        free: %lark {
          start: x "!"
          x: "a"
          %ignore " "
        } "."
        """,
        """
        start start
        start ::= token(<|tool|>) call token[1-5,9]\
         <!token[2,4-6]{0,1}>{0,} token[0-2147483647] free
        call ::= %json-1
        call ::= %json-2
        lark-1/start ::= lark-1/x lark-1:"!"
        lark-1/x ::= lark-1:"a"
        free ::= lark-1/start lark:"."
        # ::= /"\\"" ("}" | "{") "\\""/
        %json-1 ::= #
        #-2 ::= /"null"/
        %json-2 ::= #-2
        lexicon lark EXPECTED
        mode default
          "." : "." -> "."
        lexicon lark-1 EXPECTED
        mode default
          " " : " " -> hidden
          "!" : "!" -> "!"
          "a" : "a" -> "a"
        """);
  }

  @Test
  void theLexiconOfTheFileIsTheFirst() {
    Grammar grammar = Lark.parse("start: <|a|> %lark { \n start: \"b\"\n %ignore \" \"\n }");
    assertEquals(
        List.of("lark", "lark-1"), grammar.lexicons().stream().map(l -> l.name()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "'{ \"substring_chars\": \"abab\" }', '|a|b|ab|ba|aba|bab|abab', 'aa|bb|abb'",
    "'{ \"substring_words\": \"foo bar. baz\" }', '|foo|bar. |. baz|foo bar. baz', 'fo|oo bar|az'",
    "'{ \"substring_chunks\": [\"ab\", \"\", \"c\", \"ab\"] }', '|ab|abc|c|cab|abcab', 'a|bc|abab'"
  })
  void substringsAreRunsOfChunks(String object, String accepted, String refused) {
    Grammar grammar = Lark.parse("start: A \"!\"\nA: %regex " + object);
    Regex regex = grammar.lexicons().getFirst().modes().getFirst().rules().get(1).regex();
    for (String text : accepted.split("\\|", -1)) {
      assertTrue(RegexMatcher.matches(regex, text), text);
    }
    for (String text : refused.split("\\|", -1)) {
      assertTrue(!RegexMatcher.matches(regex, text), text);
    }
  }

  @Test
  void substringsOfLongTextsStaySmall() {
    String text =
        IntStream.range(0, 20_000).mapToObj(i -> "w" + i % 977).collect(Collectors.joining(" "));
    Grammar grammar = Lark.parse("start: %regex { \"substring_words\": \"" + text + "\" }");
    assertEquals(1, grammar.lexicons().getFirst().modes().getFirst().rules().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "start: a § 1:8: rule 'a' is not defined; expected one of 'start'",
        "start: A § 1:8: terminal 'A' is not defined; expected none",
        "x: `a` § 1:1: expected a rule 'start' but found only one of 'x'",
        "start: \"a\"; start: \"b\" § 2:2: rule 'start' is defined already in line 1; use"
            + " %override or %extend",
        "A: \"a\"; A: \"b\" § 2:2: terminal 'A' is defined already in line 1; use %override or"
            + " %extend",
        "start: A; A: B; B: \"x\" A? § 3:9: terminal 'A' contains itself (A > B > A); use a rule",
        "start: \"a\" ( § 1:13: expected ')' but found the end",
        "start: A; A: start § 2:5: rule 'start' within a terminal; expected a terminal",
        "start: /a(/ § 1:11: expected ')' but found the end",
        "start: /a/l § 1:9: flag 'l' is not supported, it depends on the locale; use 'i'",
        "start: \"b\" /(?<=x)a/ § 1:13: a lookaround that looks beyond the lexeme is not"
            + " supported; leave it out or use rules",
        "%import .x.A; start: A § 1:10: %import of other files is not supported, only of"
            + " 'common'; put the definitions into this file",
        "%import python.NAME § 1:9: %import of other files is not supported, only of 'common';"
            + " put the definitions into this file",
        "%import common.INT -> x § 1:23: a terminal has a name in upper case, not 'x'",
        "%override x: \"a\" § 1:11: 'x' is not defined before; leave out %override or %extend",
        "start: a{\"x\"}; a{x,y}: x y § 1:8: template 'a' takes 2 arguments, not 1",
        "start: a; a{x}: x § 1:8: 'a' is a template, which needs its arguments",
        "start{x}: x § 1:1: 'start' is a template, a text cannot start from it",
        "A{x}: \"a\" § 1:2: templates for terminals are not supported; use a template for rules",
        "!A: \"a\" § 1:1: '!' and '?' are for rules, not for terminals",
        "start: A; A: \"a\" -> b § 2:9: '->' is for rules, not for terminals",
        "start: \"a\" & \"b\" § 1:12: '&' is for terminals, not for rules",
        "start: ~\"a\" § 1:8: '~' before an expression is for terminals, not for rules",
        "start: \"bb\"..\"c\" § 1:8: expected a string of one character in a range but found"
            + " \"bb\"",
        "start: \"z\"..\"a\" § 1:8: range '\"z\"..\"a\"' out of order",
        "start: \"a\"~3..2 § 1:11: repetition counts out of order, 3 > 2",
        "start: \"a\"~-1 § 1:12: expected a count but found '-1'",
        "start: \"\\xZZ\" § 1:8: expected 2 hexadecimal digits in an escape but found 0",
        "start: \"\\ud800\" § 1:8: U+D800 in an escape is no character",
        "A.x: \"a\" § 1:3: expected number but found 'x'",
        "A.1.5: \"a\" § 1:3: expected an integer for a priority but found '1.5'",
        "start: x; x[max_tokens=5]: /a/ § 2:4: 'max_tokens' is not supported, a grammar counts no"
            + " tokens; count characters, as in /(.|\\n){0,200}/",
        "start: x; x[foo]: /a/ § 2:4: unknown attribute 'foo'; expected lazy, stop, suffix,"
            + " capture, stop_capture or temperature",
        "start: x; x[lazy=1]: /a/ § 2:4: malformed attribute 'lazy=1'; expected lazy,"
            + " stop=\"...\", suffix=\"...\", capture=\"...\" or temperature=0.7",
        "start: x; x[stop=\"a\", suffix=\"b\"]: /a/ § 2:3: 'stop' and 'suffix' exclude each other",
        "start: x; x[lazy]: start § 2:11: rule 'start' within a terminal; expected a terminal",
        "start: @foo § 1:8: '@foo' refers to another grammar; use %lark or %json",
        "start: x::0x0 § 1:8: parametric rules ('::', '%if') are not supported; use rules",
        "x::_ : \"a\" %if true § 1:1: parametric rules ('::', '%if') are not supported; use rules",
        "start: <[5-1]> § 1:8: expected ids of tokens such as <[1-5,9]> but found '<[5-1]>'",
        "start: A; A: <|x|> § 2:5: a token such as '<|x|>' can stand in rules only, not in a"
            + " terminal",
        "start: A; A: %json {} § 2:5: %json can stand in rules only, not in a terminal",
        "start: %json { \"type\": \"nope\" } § 1:8: in %json: #/type: expected the name of a type,"
            + " or several in an array, but found '\"nope\"'",
        "start: %json { \"type\" } § 1:8: in %json: schema:1:10: not JSON: Unexpected character"
            + " ('}' (code 125)): was expecting a colon to separate property name and value",
        "start: /\"(.|\\n)*/ %json {} § 1:19: in %json: an object of any other properties, or"
            + " another keyword that takes a check, where a quote or a value may be open before"
            + " it; close the objects with 'additionalProperties': false",
        "start: %regex { \"foo\": 1 } § 1:8: expected one of \"substring_chars\": string,"
            + " \"substring_words\": string, \"substring_chunks\": [string, ...] in %regex but"
            + " found \"foo\"",
        "%llguidance { \"foo\": true } § 1:1: %llguidance option \"foo\": true is not supported;"
            + " leave it out",
        "start: %lark { start: b } § 1:23: rule 'b' is not defined; expected one of 'start'",
      })
  void errorsSayWhereAndWhat(String source, String message) {
    String text = source.replace(";", "\n").replace("`", "\"");
    GrammarException e =
        assertThrows(
            GrammarSyntaxException.class,
            () -> Lark.parse(text, "g.lark", "start", Limits.defaults()));
    assertEquals("g.lark:" + message, e.getMessage());
  }

  @Test
  void sizesAreLimitedAndHeld() {
    assertLimited("start: " + "(".repeat(10_000) + "\"a\"" + ")".repeat(10_000));
    assertLimited("start: A\nA: " + "(".repeat(10_000) + "\"a\"" + ")".repeat(10_000));
    assertLimited("start: " + "%lark {\nstart: ".repeat(10_000));
    assertLimited("start: %json " + "{\"not\":".repeat(10_000));
    assertLimited("start: a{\"x\"}\na{x}: a{b{x}} | x\nb{x}: x x");
    assertLimited(
        "start: A40\nA0: \"ab\" \"c\"\n"
            + IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "A" + i + ": A" + (i - 1) + " A" + (i - 1) + "\n")
                .collect(Collectors.joining()));
    assertLimited(
        "start: A30000\nA0: \"a\"\n"
            + IntStream.rangeClosed(1, 30_000)
                .mapToObj(i -> "A" + i + ": A" + (i - 1) + " \"b\"\n")
                .collect(Collectors.joining()));
    assertEquals(
        "<lark:\"a\"{0,1000000}>{0,}",
        Lark.parse("start: \"a\"{0,1000000}").productions().getFirst().body().getFirst() + "");
    String alternatives =
        IntStream.range(0, 50_000).mapToObj(i -> "x" + i).collect(Collectors.joining("\"|\""));
    assertEquals(50_000, Lark.parse("start: \"" + alternatives + "\"").productions().size());
  }

  private static void assertLimited(String source) {
    assertThrows(LimitExceededException.class, () -> Lark.parse(source));
  }

  private static void assertParses(String source, String dump) {
    assertEquals(dump, Lark.parse(source).toString());
  }
}
