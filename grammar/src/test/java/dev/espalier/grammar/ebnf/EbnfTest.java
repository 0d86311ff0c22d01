package dev.espalier.grammar.ebnf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EbnfTest {
  @Test
  void regularPartsBecomeOneTerminal() {
    assertParses(
        """
        root ::= "a" [b-d]+ ("e" | 'f'?){2,} [^] x #x67
        x ::= "" | [^\\n] |
        """,
        """
        start root
        root ::= /"a" [b-d]+ ("e" | "f"?){2,} [\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]/ x /"g"/
        x ::= ""
        x ::= /[\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}]/
        x ::= ""
        """);
  }

  @Test
  void groupsWithRulesInThemBecomeRules() {
    assertParses(
        """
        root ::= (x "a" | "b")* ( ) x? (x "c"){2,3}
        x.y-z ::= root
        x ::= x.y-z
        """,
        """
        start root
        root ::= <root-1{0,}>{0,} <x{0,1}>{0,} <root-2{2,3}>{0,}
        root-1 ::= x /"a"/
        root-1 ::= /"b"/
        root-2 ::= x /"c"/
        x.y-z ::= root
        x ::= x.y-z
        """);
  }

  @Test
  void linesMeanNothing() {
    assertParses(
        """
        /* a comment
           of two lines */
        [1]  root ::= "a" # and #x41 is no comment's beginning, # is
          | x
          [1]
        [2b] x
          ::= [1] #
            /**/ "b"  [3] y ::= "c" #xyz
        """,
        """
        start root
        root ::= /"a"/
        root ::= x /[1]/
        x ::= /[1] "b"/
        y ::= /"c"/
        """);
  }

  @Test
  void escapesAreThoseOfXGrammar() {
    assertParses(
        """
        root ::= "\\"\\\\\\/\\'\\?\\n\\r\\t\\b\\f\\a\\v\\0\\e\\x41\\u00e9\\U0001F600\\x1F600" '"\\n'
          [\\^\\$\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\/\\-\\"] [a^-] [-a] [#x41-#x43#x] [^#xA]
        """,
        """
        start root
        root ::= /"\\"\\\\/'?\\u{a}\\u{d}\\u{9}\\u{8}\\u{c}\\u{7}\\u{b}\\u{0}\\u{1b}Aé😀😀" "\\"\\\\n"\
         ["$(-+\\--/?\\[\\]\\^{-}] [\\-\\^a] [\\-a] [#A-Cx]\
         [\\u{0}-\\u{9}\\u{b}-\\u{d7ff}\\u{e000}-\\u{10ffff}]/
        """);
  }

  @Test
  void rootIsTheStartOrElseTheFirst() {
    assertEquals("root", Ebnf.parse("a ::= root\nroot ::= \"x\"").start().name());
    assertEquals("b", Ebnf.parse("b ::= a\na ::= \"x\"").start().name());
    Grammar named = Ebnf.parse("b ::= a\na ::= \"x\"", "g", "a", Limits.defaults());
    assertEquals("a", named.start().name());
  }

  @Test
  void whatIsTakenAwayMayBeWrittenOut() {
    Grammar target =
        Ebnf.parse(
            """
            PITarget ::= Name - (('X' | 'x') ('M' | 'm'))
            Name ::= [a-zA-Z]+
            """);
    assertTrue(SlowRecogniser.accepts(target, "xn"));
    assertTrue(SlowRecogniser.accepts(target, "xml"));
    assertFalse(SlowRecogniser.accepts(target, "xM"));
  }

  @Test
  void classesLessClassesAreClasses() {
    assertParses("root ::= [a-z] - [x] - [aeiou] \"-\" [a] - [a] ", "start root\nroot ::= /[]/\n");
    assertParses("root ::= ([a-c] - [b]) \"-\"", "start root\nroot ::= /[ac] \"-\"/\n");
  }

  @Test
  void aLazyRuleEndsAsSoonAsItCan() {
    Grammar grammar = Ebnf.parse("root ::= x \"b\"\nx[lazy] ::= [ab]+ \"b\" | y\ny ::= \"aa\"");
    for (String text : List.of("abb", "aab", "bbb")) {
      assertTrue(SlowRecogniser.accepts(grammar, text), text);
    }
    for (String text : List.of("abbb", "aabb", "ab")) {
      assertFalse(SlowRecogniser.accepts(grammar, text), text);
    }
    assertEquals(grammar, Ebnf.parse(EbnfPrinter.print(grammar)));
  }

  @Test
  void tagsDispatchToRules() {
    String macro = "root ::= TagDispatch((\"<a>\", x), (\"<b>\", y), excludes=(\"!\",)%s)\n";
    String rules = "x ::= \"1\"\ny ::= \"2\" | \"3\"";
    Grammar loop = Ebnf.parse(macro.formatted("") + rules);
    Grammar once = Ebnf.parse(macro.formatted(", loop_after_dispatch = false") + rules);
    for (String text : List.of("", "<", "1<c><b", "-<a>1", "<b>3")) {
      assertTrue(SlowRecogniser.accepts(loop, text), text);
      assertTrue(SlowRecogniser.accepts(once, text), text);
    }
    for (String text : List.of("<a>", "<a>2", "!", "<a>1!")) {
      assertFalse(SlowRecogniser.accepts(loop, text), text);
      assertFalse(SlowRecogniser.accepts(once, text), text);
    }
    for (String text : List.of("<a>1 ", "<b>2<a>1", "<a><a>1".substring(3))) {
      assertTrue(SlowRecogniser.accepts(loop, text), text);
      assertEquals(text.endsWith("1") && text.length() < 5, SlowRecogniser.accepts(once, text));
    }
    assertEquals(loop, Ebnf.parse(EbnfPrinter.print(loop)));
    assertEquals(once, Ebnf.parse(EbnfPrinter.print(once)));
    assertTrue(SlowRecogniser.accepts(Ebnf.parse("root ::= TagDispatch()"), "any"));
  }

  @Test
  void regexesAreMacros() {
    Grammar grammar =
        Ebnf.parse("root ::= \"n\" Regex(\"\\\\d+\\\\.[.]\") Regex(\".\") x? x ::= \"\"");
    assertTrue(SlowRecogniser.accepts(grammar, "n12..\n"));
    assertFalse(SlowRecogniser.accepts(grammar, "n12x.a"));
    Grammar line = Ebnf.parse("root ::= Regex(\".\", flags=\"u\") | Regex(\"..\", flags=\"s\")");
    assertTrue(SlowRecogniser.accepts(line, "\r"));
    assertFalse(SlowRecogniser.accepts(line, "\n"));
    assertTrue(SlowRecogniser.accepts(line, "\n\n"));
    Grammar inside = Ebnf.parse("root ::= Regex(\"[^]+\", json_string=true)");
    assertTrue(SlowRecogniser.accepts(inside, "a/b"));
    assertFalse(SlowRecogniser.accepts(inside, "a\"b"));
    assertFalse(SlowRecogniser.accepts(inside, "\\n"));
  }

  @Test
  void tokensDispatchToRules() {
    assertParses(
        """
        root ::= TokenTagDispatch((7, x), (8, root), excludes=(9,))
        x ::= TokenTagDispatch((7, x), loop_after_dispatch=false)
        """,
        """
        start root
        root ::= <root-2{0,}>{0,} <!token[9,7,8]{0,}>{0,}
        root-1 ::= token[7] x
        root-1 ::= token[8] root
        root-2 ::= <!token[9,7,8]{0,}>{0,} root-1
        x ::= x-1
        x-1 ::= <!token[7]{0,}>{0,}
        x-1 ::= <!token[7]{0,}>{0,} token[7] x
        """);
    assertEquals(
        "start root\nroot ::= <token[0-2147483647]{0,}>{0,}\n",
        Ebnf.parse("root ::= TokenTagDispatch()").toString());
  }

  @Test
  void tokensAreNumbered() {
    assertParses(
        "root ::= Token(7) x* Token(1, 2, 9)\nx ::= ExcludeToken(3, 4)",
        "start root\nroot ::= token[7] <x{0,}>{0,} token[1,2,9]\nx ::= !token[3,4]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "root ::= x                  % g:1:10: rule 'x' is not defined; expected one of 'root'",
        "                            % g:1:1: expected a rule but found none",
        "a ::= \"x\"~b ::= \"y\"~a ::= \"z\" % g:3:1: rule 'a' is defined already in line 1",
        "root ::= \"a\" | (          % g:1:17: ",
        "root ::= \"a\" )            % g:1:14: ",
        "root ::= \"a                % g:1:10: ",
        "root ::= 'a                 % g:1:10: ",
        "root ::= \"a\" /* b         % g:1:14: ",
        "root = \"a\", {b}, [c] ;    % g:1:6: expected '::=' but found '='; rules of ISO 14977",
        "root ::= * \"a\"            % g:1:10: ",
        "root ::= .                  % g:1:10: ",
        "root ::= \"a\"{3,2}         % g:1:13: repetition counts out of order, 3 > 2",
        "root ::= \"\\q\"            % g:1:10: unknown escape '\\q'",
        "root ::= \"\\-\"            % g:1:10: unknown escape '\\-'",
        "root ::= [\\d]              % g:1:10: '\\d' is not supported; write the ranges",
        "root ::= \"\\u41\"          % g:1:10: expected 4 hexadecimal digits but found 2",
        "root ::= \"\\x\"            % g:1:10: expected 1 hexadecimal digits but found 0",
        "root ::= #xFFFFFFFFF        % g:1:10: U+7FFFFFFF is no code point, the last is U+10FFFF",
        "root ::= #xD800             % g:1:10: U+D800 is a surrogate",
        "root ::= \"\\uD83D\"        % g:1:10: U+D83D is a surrogate",
        "root ::= []                 % g:1:10: an empty character class; use '[^]'",
        "root ::= [z-a]              % g:1:10: a range of characters out of order",
        "root ::= \"a\" [WFC: Tag]   % g:1:14: constraints such as '[wfc: ...]'",
        "root ::= \"a\" (= \"b\")    % g:1:14: a lookahead assertion '(=' is not supported",
        "root ::= \"a\" - (= \"b\")  % g:1:16: a lookahead assertion '(=' is not supported",
        "root[max_tokens = 3] ::= \"a\" % g:1:1: option 'max_tokens' of a rule is not supported",
        "root[lazy, capture=\"a\"] ::= \"a\" % g:1:1: option 'capture' of a rule is not",
        "root ::= \"a\" - root       % g:1:16: rule 'root' refers to itself",
        "root ::= \"a\" - x~x ::= y~y ::= \"b\" x? % g:3:11: rule 'x' refers to itself",
        "root[lazy] ::= \"a\" | root % g:1:22: rule 'root' refers to itself",
        "root ::= \"a\" - Token(3)   % g:1:16: macro 'Token' is not regular",
        "root ::= Substring(\"a\")   % g:1:10: macro 'Substring' is not supported",
        "root ::= TokenTagDispatch(7) % g:1:27: expected a pair such as '(128010, tool)'",
        "root ::= TokenTagDispatch((7, x)) % g:1:31: rule 'x' is not defined",
        "root ::= TokenTagDispatch((\"a\", root)) % g:1:28: expected the id of a token",
        "root ::= TokenTagDispatch((7, root), excludes=(7,)) % g:1:27: 7 is a tag and excluded",
        "root ::= TokenTagDispatch(excludes=7) % g:1:36: expected a tuple such as",
        "root ::= Token()            % g:1:10: expected ids of tokens but found none",
        "root ::= Token(\"a\")       % g:1:16: expected the id of a token but found '\"a\"'",
        "root ::= Token(2147483648)  % g:1:16: id 2147483648 > 2147483647",
        "root ::= Token(1, x=2)      % g:1:19: macro 'Token' has no argument 'x'",
        "root ::= Regex()            % g:1:10: expected one pattern but found 0",
        "root ::= Regex(7)           % g:1:16: expected a text in double quotes but found '7'",
        "root ::= Regex(\"a\", json_string=1) % g:1:33: expected 'true' or 'false' but found '1'",
        "root ::= Regex(\"a\", flags=\"i\") % g:1:27: flags 's' and 'u' are supported but",
        "root ::= Regex(\"a\", flags=\"s\", flags=\"s\") % g:1:32: argument 'flags' is given twice",
        "root ::= TagDispatch(\"a\") % g:1:22: expected a pair such as",
        "root ::= TagDispatch((\"a\", y)) % g:1:28: rule 'y' is not defined",
        "root ::= TagDispatch((\"\", root)) % g:1:23: an empty tag",
        "root ::= TagDispatch((\"a\", root), excludes=(\"a\",)) % g:1:22: 'a' is a tag and",
        "root ::= TagDispatch(excludes=\"a\") % g:1:31: expected a tuple such as",
      })
  void errorsHaveAPlace(String text, String message) {
    String source = text == null ? "" : text.replace('~', '\n');
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class, () -> Ebnf.parse(source, "g", "", Limits.defaults()));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aMissingStartIsSaid() {
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class,
            () -> Ebnf.parse("a ::= \"x\"", "g", "b", Limits.defaults()));
    assertEquals("g:1:1: expected a rule 'b' but found only 'a'", e.getMessage());
  }

  @Test
  void aRegexThatIsNoneHasThePlaceOfItsMacro() {
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class, () -> Ebnf.parse("root ::= \"a\" Regex(\"(a)\\\\1\")"));
    assertTrue(e.getMessage().startsWith("grammar.ebnf:1:14:1:4: a backreference"), e.getMessage());
  }

  @Test
  void deepNestingIsALimit() {
    String deep = "root ::= " + "(".repeat(300) + "\"a\"" + ")".repeat(300);
    LimitExceededException e = assertThrows(LimitExceededException.class, () -> Ebnf.parse(deep));
    assertEquals("grammar.ebnf:1:266: nesting of 257 > Limits.maxNesting 256", e.getMessage());
    Ebnf.parse("root ::= " + "(".repeat(256) + "\"a\" root" + ")".repeat(256));
    assertThrows(
        LimitExceededException.class, () -> Ebnf.parse("root ::= \"a\"" + "*".repeat(300)));
  }

  @Test
  void whatIsWrittenOutIsALimit() {
    StringBuilder doubling = new StringBuilder("root ::= [a]* - r0\n");
    for (int i = 0; i < 40; i++) {
      doubling.append("r%d ::= r%d r%d\n".formatted(i, i + 1, i + 1));
    }
    LimitExceededException size =
        assertThrows(LimitExceededException.class, () -> Ebnf.parse(doubling + "r40 ::= [a] [b]"));
    assertTrue(size.getMessage().contains("written out"), size.getMessage());
    StringBuilder chain = new StringBuilder("root ::= [a]* - r0\n");
    for (int i = 0; i < 1_000; i++) {
      chain.append("r%d ::= \"x\" r%d\n".formatted(i, i + 1));
    }
    LimitExceededException depth =
        assertThrows(LimitExceededException.class, () -> Ebnf.parse(chain + "r1000 ::= \"y\""));
    assertTrue(depth.getMessage().contains("rules within rules"), depth.getMessage());
  }

  @Test
  void largeGrammarsAreRead() {
    StringBuilder text = new StringBuilder("root ::= r0\n");
    for (int i = 0; i < 20_000; i++) {
      text.append("r").append(i).append(" ::= \"a\" r").append(i + 1).append("?\n");
    }
    text.append("r20000 ::= ").append("\"x\" ".repeat(20_000)).append("\n");
    assertEquals(20_002, Ebnf.parse(text.toString()).productions().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x ::= ([ab]* - \"a\") (\"b\" - [a-c]+ - \"b\" | \"#x41\")+ [#]",
        "x ::= ([^]* - (\"a\" | \"b\")) - ([^]* - \"c\" y) y ::= '\"\\'",
        "x ::= Token(5) (Token(6) | x)? \"\\u0007\" [\\]^\\-]",
      })
  void printingIsUndoneByParsing(String text) {
    Grammar grammar = Ebnf.parse(text);
    assertEquals(grammar, Ebnf.parse(EbnfPrinter.print(grammar)), EbnfPrinter.print(grammar));
  }

  @Test
  void whatEbnfCannotSayIsNotPrinted() {
    Terminal a = new Terminal(Regex.literal("a"));
    Nonterminal x = new Nonterminal("x");
    for (Symbol symbol :
        List.of(
            new Terminal(Regex.jsonChars(CodePointSet.ALL)),
            new SpecialToken.Named("<think>"),
            new SpecialToken.Ids(List.of(new SpecialToken.Range(0, 1_000))),
            new Checked(a, new Check.DistinctNames()),
            new Group(
                List.of(new Group.Member(a, 0, 3)), Optional.of(a), Group.Order.LISTED, 0, 3))) {
      Grammar grammar = new Grammar(x, List.of(Production.of(x, symbol)));
      assertThrows(
          IllegalArgumentException.class, () -> EbnfPrinter.print(grammar), symbol.toString());
    }
    Nonterminal odd = new Nonterminal("1x");
    Grammar grammar = new Grammar(odd, List.of(Production.of(odd)));
    assertThrows(IllegalArgumentException.class, () -> EbnfPrinter.print(grammar));
  }

  private static void assertParses(String text, String expected) {
    Grammar grammar = Ebnf.parse(text);
    assertEquals(expected, grammar.toString());
    assertEquals(grammar, Ebnf.parse(EbnfPrinter.print(grammar)), EbnfPrinter.print(grammar));
  }
}
