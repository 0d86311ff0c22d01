package dev.espalier.grammar.gbnf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GbnfTest {
  @Test
  void regularPartsBecomeOneTerminal() {
    assertParses(
        """
        root ::= "a" [b-d]+ ("e" | "f"?){2,} . x "g"
        x ::= "" | [^\\n]
        """,
        """
        start root
        root ::= /"a" [b-d]+ ("e" | "f"?){2,} [\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]/ x /"g"/
        x ::= ""
        x ::= /[\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}]/
        """);
  }

  @Test
  void groupsWithRulesInThemBecomeRules() {
    assertParses(
        """
        root ::= (x "a" | "b") (x)* ("c" (x "d"){,3})? x{2}{3} ("e" x)
        x ::= "x"
        root-2 ::= x
        """,
        """
        start root
        root ::= root-1 <x{0,}>{0,} <root-4{0,1}>{0,} <<x{2,2}>{0,}{3,3}>{0,} /"e"/ x
        root-1 ::= x /"a"/
        root-1 ::= /"b"/
        root-3 ::= x /"d"/
        root-4 ::= /"c"/ <root-3{0,3}>{0,}
        x ::= /"x"/
        root-2 ::= x
        """);
  }

  @Test
  void linesEndRulesOnlyWhereTheyDoInLlamaCpp() {
    assertParses(
        """
        # a comment

        root ::= # another

          "a" |
          # and one
          ( "b"
            "c" *

            | x
          ) "d"
        x   ::=   "e" {1 , 2} # the last

        # end
        """,
        """
        start root
        root ::= /"a"/
        root ::= root-1 /"d"/
        root-1 ::= /"b" "c"*/
        root-1 ::= x
        x ::= /"e"{1,2}/
        """);
  }

  @Test
  void escapesAreThoseOfLlamaCpp() {
    assertParses(
        """
        root ::= "\\n\\r\\t\\\\\\"\\[\\]\\x41\\u00e9\\U0001F600" [\\]\\-\\x41a-c-] [-a] [a\\-c]
        """,
        """
        start root
        root ::= /"\\u{a}\\u{d}\\u{9}\\\\\\"[]Aé😀" [\\-A\\]a-c] [\\-a] [\\-ac]/
        """);
  }

  @Test
  void tokensAreNamedOrNumbered() {
    assertParses(
        """
        root ::= <think> thinking </think> .* | (<[7]> | <[1-5,9]>)+ x
        thinking ::= "a" !</think>* (!<[7]>)+ ((!<[7]>*)){1}
        x ::= <|eot_id|>?
        """,
        """
        start root
        root ::= token(<think>) thinking token(</think>) /[.]*/
        root ::= <root-1{1,}>{0,} x
        root-1 ::= token[7]
        root-1 ::= token[1-5,9]
        thinking ::= /"a"/ <!token(</think>){0,}>{0,} <!token[7]{1,}>{0,} <!token[7]{0,}>{0,}
        x ::= <token(<|eot_id|>){0,1}>{0,}
        """
            .replace("[.]", "[\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]"));
  }

  @Test
  void recursionIsAllowed() {
    Grammar grammar = Gbnf.parse("root ::= root \"+\" x | x\nx ::= [0-9] | \"(\" root \")\"");
    assertTrue(SlowRecogniser.accepts(grammar, "1+(2+3)"));
    assertFalse(SlowRecogniser.accepts(grammar, "1+"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "root ::= x                  % g:1:10: rule 'x' is not defined; expected one of 'root'",
        "a ::= \"x\"                 % g:1:1: expected a rule 'root' but found only 'a'",
        "                            % g:1:1: expected a rule 'root' but found none",
        "root ::= \"a\"\\nroot ::= \"b\" % g:2:1: rule 'root' is defined already in line 1",
        "root ::= \"a\" | (          % g:1:17: unexpected the end",
        "root ::= (\"a\"             % g:1:14: expected ')' but found the end",
        "root ::= \"a\" )            % g:1:14: ",
        "root ::= \"a                % g:1:10: ",
        "root := \"a\"               % g:1:6: expected '::=' but found ':'",
        "::= \"a\"                   % g:1:1: ",
        "root ::= \"a\"\\n| \"b\"    % g:2:1: ",
        "root ::= * \"a\"            % g:1:10: ",
        "root ::= \"a\"{3,2}         % g:1:13: repetition counts out of order, 3 > 2",
        "root ::= \"a\"{x}           % g:1:13: ",
        "root ::= \"\\q\"            % g:1:10: unknown escape '\\q'",
        "root ::= \"\\x4\"           % g:1:10: expected 2 hexadecimal digits in an escape but found"
            + " 1",
        "root ::= \"\\U00110000\"    % g:1:10: U+110000 is no code point, the last is U+10FFFF",
        "root ::= \"\\uD83D\"        % g:1:10: U+D83D is a surrogate",
        "root ::= []                 % g:1:10: an empty character class",
        "root ::= [z-a]              % g:1:10: a range of characters out of order",
        "root ::= <[7>               % g:1:10: expected ids of tokens such as '<[1000]>' or",
        "root ::= <[]>               % g:1:10: expected ids of tokens such as '<[1000]>' or",
        "root ::= <[9-7]>            % g:1:10: a range of ids out of order, 9 > 7",
        "root ::= <[2147483648]>     % g:1:10: id 2147483648 > 2147483647",
        "root ::= !<[x]>*            % g:1:10: expected ids of tokens such as '<[1000]>' or",
        "root ::= <think             % g:1:10: ",
      })
  void errorsHaveAPlace(String text, String message) {
    String source = text == null ? "" : text.replaceFirst("\"\\\\n", "\"\n");
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class, () -> Gbnf.parse(source, "g", "root", Limits.defaults()));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void deepNestingIsALimit() {
    String deep = "root ::= " + "(".repeat(300) + "\"a\"" + ")".repeat(300);
    LimitExceededException e = assertThrows(LimitExceededException.class, () -> Gbnf.parse(deep));
    assertEquals("grammar.gbnf:1:266: nesting of 257 > Limits.maxNesting 256", e.getMessage());
    Gbnf.parse("root ::= " + "(".repeat(256) + "\"a\" root" + ")".repeat(256));
  }

  @Test
  void quantifiersCountAsNesting() {
    LimitExceededException e =
        assertThrows(
            LimitExceededException.class, () -> Gbnf.parse("root ::= \"a\"" + "*".repeat(300)));
    assertEquals(
        "grammar.gbnf:1:10: nesting of groups and quantifiers > Limits.maxNesting 256",
        e.getMessage());
    Gbnf.parse("root ::= \"a\"" + "*".repeat(256));
  }

  @Test
  void largeGrammarsAreRead() {
    StringBuilder text = new StringBuilder("root ::= r0\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("r").append(i).append(" ::= \"a\" r").append(i + 1).append("?\n");
    }
    text.append("r20000 ::= ").append("\"x\" ".repeat(20_000)).append("\n");
    Grammar grammar = Gbnf.parse(text.toString());
    assertEquals(20_002, grammar.productions().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "root ::= \"a\" | \"\" | (\"b\" | [c-e^-]* | x \"\\\"\\\\\\n\\u0007😀\") x{3,} y",
        "x ::= (x y \"z\")* | . [^\"\\\\] ([a] [b]){2,5}\n"
            + "root ::= (\"a\"* \"b\")? x+ y?\n"
            + "y ::= x*+",
        "root ::= (((\"a\" | \"b\") \"c\")* | \"d\") x\nx ::= ((\"q\" x)? | x){2}",
      })
  void printingIsUndoneByParsing(String text) {
    Grammar grammar =
        Gbnf.parse(
            text
                + (text.contains("x ::=") ? "" : "\nx ::= \"x\"")
                + (text.contains("y ::=") ? "" : "\ny ::= \"y\""));
    assertEquals(grammar, Gbnf.parse(GbnfPrinter.print(grammar)));
  }

  @Test
  void whatGbnfCannotSayIsNotPrinted() {
    Nonterminal root = new Nonterminal("root");
    Regex intersection = Regex.allOf(Regex.literal("a"), Regex.ANY_CHAR);
    Grammar grammar = new Grammar(root, List.of(Production.of(root, new Terminal(intersection))));
    assertThrows(IllegalArgumentException.class, () -> GbnfPrinter.print(grammar));
  }

  @Test
  void tokensWithoutBracketsAreNotPrinted() {
    for (String name : List.of("[INST]", "<a>b>", "<[7]>")) {
      Nonterminal root = new Nonterminal("root");
      Grammar grammar =
          new Grammar(root, List.of(Production.of(root, new SpecialToken.Named(name))));
      assertThrows(IllegalArgumentException.class, () -> GbnfPrinter.print(grammar), name);
    }
  }

  private static void assertParses(String text, String expected) {
    Grammar grammar = Gbnf.parse(text);
    assertEquals(expected, grammar.toString());
    assertEquals(grammar, Gbnf.parse(GbnfPrinter.print(grammar)));
  }
}
