package dev.espalier.grammar.g4;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.RegexMatcher;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.g4.G4Options.Assumption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of .g4 in, dump out; and what is refused, with its place. */
class G4Test {
  private static G4Grammar parse(String text, String... others) {
    return parse(text, G4Options.defaults(), others);
  }

  private static G4Grammar parse(String text, G4Options options, String... others) {
    Map<String, String> files =
        List.of(others).stream()
            .collect(
                Collectors.toMap(
                    other -> other.replaceAll(".*?grammar (\\w+).*", "$1") + ".g4",
                    other -> other));
    return G4.parse(text, "T.g4", "", G4Files.of(files), options, Limits.defaults());
  }

  /** The productions alone. */
  private static String productions(String text, String... others) {
    String dump = parse(text, others).grammar().toString();
    return dump.substring(0, dump.indexOf("lexicon"));
  }

  /** The rules of a lexer grammar, without the frame around them. */
  private static String lexer(String rules) {
    String dump = parse("lexer grammar T;\n" + rules).grammar().lexicons().getFirst().toString();
    return dump.substring(dump.indexOf('\n') + 1).replace("mode DEFAULT_MODE\n", "");
  }

  private static String problem(String text, String... others) {
    return assertThrows(GrammarException.class, () -> parse(text, others)).getMessage();
  }

  @Test
  void aCombinedGrammarIsProductionsAndALexicon() {
    assertEquals(
        """
        start list
        list ::= lexer:'[' <list_2{0,1}>{0,} lexer:']'
        list_1 ::= lexer:COMMA lexer:ID
        list_2 ::= lexer:ID <list_1{0,}>{0,}
        lexicon lexer ALL
        mode DEFAULT_MODE
          '[' : "[" -> '['
          ']' : "]" -> ']'
          ID : [a-z]+ -> ID
          COMMA : "," -> COMMA
          WS : [\\u{9}\\u{a}\\u{20}]+ -> hidden
        """,
        parse(
                """
                grammar T;
                list : '[' (ID (',' ID)*)? ']' EOF ;
                ID : [a-z]+ ;
                COMMA : ',' ;
                WS : [ \\t\\n]+ -> skip ;
                """)
            .grammar()
            .toString());
  }

  @Test
  void leftRecursionBecomesOperandsAndTails() {
    assertEquals(
        """
        start e
        e ::= e_operand <e_tail{0,}>{0,}
        e_operand ::= lexer:'-' e_operand
        e_operand ::= lexer:'(' e lexer:')'
        e_operand ::= lexer:ID
        e_tail ::= e_tail_1 e_operand
        e_tail ::= lexer:'?' e lexer:':' e_operand
        e_tail ::= lexer:'++'
        e_tail_1 ::= lexer:'*'
        e_tail_1 ::= lexer:'/'
        """,
        productions(
            """
            grammar T;
            e : '-' e
              | left=e op=('*' | '/') right=e # product
              | <assoc=right> e '?' e ':' e
              | e '++'
              | '(' e ')'
              | ID
              ;
            ID : 'a' ;
            """));
  }

  @Test
  void endMarksAreErasedWhereNothingElseFollows() {
    assertEquals(
        """
        start s_text
        s_text ::= s
        s_text ::= s_end
        s ::= <lexer:A{0,}>{0,} eol
        s_end ::= <lexer:A{0,}>{0,} eol_end
        eol ::= lexer:B
        eol_end ::= ""
        """,
        productions("grammar T; s : A* eol ; eol : B | EOF ; A : 'a' ; B : 'b' ;"));
    assertEquals(
        """
        start s
        s ::= <lexer:A{1,}>{0,}
        """,
        productions("grammar T; s : A+ EOF EOF? ; A : 'a' ;"));
    assertEquals(
        """
        start s
        s ::= <l{0,}>{0,} l_end
        s ::= <l{1,}>{0,}
        l ::= lexer:A l_1
        l_end ::= lexer:A l_1_end
        l_1 ::= lexer:B
        l_1_end ::= ""
        """,
        productions("grammar T; s : l+ EOF ; l : A (B | EOF) ; A : 'a' ; B : 'b' ;"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "A : 'ab' [c-e]+ ;                 ¦ '  A : \"ab\" [c-e]+ -> A'",
        "A : ~[a\\t] ~('b' | 'c') . ;      ¦ '  A :"
            + " [\\u{0}-\\u{8}\\u{a}-`b-\\u{d7ff}\\u{e000}-\\u{10ffff}]"
            + " [\\u{0}-ad-\\u{d7ff}\\u{e000}-\\u{10ffff}] [\\u{0}-\\u{d7ff}\\u{e000}-\\u{10ffff}]"
            + " -> A'",
        "A : 'a'..'c' '\\u0041' '\\u{1F600}'; ¦ '  A : [a-c] \"A\" \"😀\" -> A'",
        "A : [\\]\\-\\\\a-] ;              ¦ '  A : [\\-\\\\\\]a] -> A'",
        "A : F F ; fragment F : [\\p{Nd}] ;¦ '  A : [NdNd] [NdNd] -> A'",
        "A : 'x' -> channel(HIDDEN) ;      ¦ '  A : \"x\" -> hidden'",
        "A : 'x' -> type(B) ;              ¦ '  A : \"x\" -> B'",
        "A : 'x' -> more ;                 ¦ '  A : \"x\" -> hidden'",
        "A : 'x' -> channel(0), skip, type(C); ¦ '  A : \"x\" -> C'",
        "A options { caseInsensitive = true; } : 'a1' [b-d] [y-~] ; ¦ '  A : [Aa] [1] [B-Db-d]"
            + " [y-~] -> A'",
      })
  void lexerRulesAreExpressions(String rule, String dump) {
    String read = lexer(rule).stripTrailing();
    String digits = lexer("A : [\\p{Nd}] ;").strip();
    digits = digits.substring(4, digits.length() - 5);
    assertEquals(dump, read.replace(digits, "[NdNd]"));
  }

  /** ANTLR's lexer stops a rule with such a loop where it can first end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "'a' 'b'*? 'c'  ¦ ac abc abbc            ¦ a ab acc",
        "'a' .*? 'b'    ¦ ab acb aab             ¦ abb acbb a",
        "'a'+?          ¦ a                      ¦ aa",
        "'a' 'b'??      ¦ a                      ¦ ab",
        "'a' 'b'?? 'c'  ¦ ac abc                 ¦ ab",
        "('a' | 'ab')+? 'c' ¦ ac abc aabc        ¦ acc",
        "'a' ('b' | .)*? 'c' ¦ ac abc aaac       ¦ abcc",
        "'a' .*? ('b' | 'bc') ¦ ab acb           ¦ abc",
        "('a' | 'a' .*? 'b') ¦ a                 ¦ ab aab",
        "('a' .*? 'b' | 'a') ¦ a ab aab          ¦ abb",
        "'a'*? 'b'*     ¦ b bb                   ¦ ab a aa",
      })
  void loopsThatAreNotGreedyStopTheRule(String body, String texts, String others) {
    String rule = lexer("A : " + body + " ;");
    for (String text : texts.strip().split(" ")) {
      assertTrue(matches(body, text), () -> text + " " + rule);
    }
    for (String text : others == null ? new String[0] : others.strip().split(" ")) {
      assertTrue(!matches(body, text), () -> text + " " + rule);
    }
  }

  private static boolean matches(String body, String text) {
    return RegexMatcher.matches(
        parse("lexer grammar T; A : " + body + " ;")
            .grammar()
            .lexicons()
            .getFirst()
            .modes()
            .getFirst()
            .rules()
            .getFirst()
            .regex(),
        text);
  }

  @Test
  void aBlockCommentComesOutSmall() {
    String any = "\\u{0}-)+-\\u{d7ff}\\u{e000}-\\u{10ffff}";
    assertEquals(
        "  A : [/] [*] [x]* [*] ([*] | ([y] [x]* [*]))* [/] -> A\n".replace("\\\\", "\\"),
        lexer("A : '/*' .*? '*/' ;")
            .replace(any.replace("\\\\", "\\"), "x")
            .replace("\\u{0}-)+-.0-\\u{d7ff}\\u{e000}-\\u{10ffff}", "y"));
  }

  @Test
  void rulesThatReferToThemselvesAreReadToADepthUnlessTheyAreRegular() {
    assertEquals("  R : [0-9] ([0-9] | ([e] [0-9]))* -> R\n", lexer("R : [0-9]+ ('e' R)* ;"));
    assertEquals("  L : [a] [a]* -> L\n", lexer("L : 'a' L? ;"));
    G4Grammar nested = parse("lexer grammar T;\nN : '(' N? ')' ;");
    assertEquals(
        List.of(
            "T.g4:2:1: rule 'N' refers to itself; texts that are nested more deeply than 6 are left"
                + " out"),
        nested.notes().stream().map(Object::toString).toList());
    assertEquals(
        List.of("N nested too deeply", "N"),
        nested.grammar().lexicons().getFirst().modes().getFirst().rules().stream()
            .map(rule -> rule.name())
            .toList());
  }

  @Test
  void whatEndsWithTheTextComesFirst() {
    assertEquals(
        """
          C : [#] [b]* -> hidden, Switch[mode=AFTER_THE_END]
          A : "#" -> A
          C : [#] [b]* [\\u{a}] -> hidden
        mode AFTER_THE_END
        """
            .replace("\\\\", "\\"),
        lexer("A : '#' ; C : '#' 'b'* ('\\n' | EOF) -> skip ;").replace("[\\\\u{a}]", "[\\u{a}]"));
  }

  @Test
  void aParserTakesItsTokensFromTheLexerThatItNames() {
    assertEquals(
        """
        start s
        s ::= lexer:A lexer:B s_1
        s_1 ::= lexer:A
        s_1 ::= lexer:C
        lexicon lexer ALL
        mode DEFAULT_MODE
          A : "a" -> A, Push[mode=IN]
          WS : " " -> hidden
        mode IN
          B : "b" -> B, Pop[]
          C : "c" -> C, Switch[mode=DEFAULT_MODE]
        """,
        parse(
                "parser grammar T; options { tokenVocab = L; } s : 'a' B ~B EOF ;",
                "lexer grammar L; A : 'a' -> pushMode(IN) ; WS : ' ' -> skip ; mode IN;"
                    + " B : 'b' -> popMode ; C : 'c' -> mode(DEFAULT_MODE) ;")
            .grammar()
            .toString());
  }

  @Test
  void importedRulesComeBehindAndDoNotReplace() {
    assertEquals(
        """
        start s
        s ::= lexer:A lexer:B lexer:D
        x ::= lexer:A
        y ::= lexer:D
        lexicon lexer ALL
        mode DEFAULT_MODE
          A : "a" -> A
          B : "b" -> B
          D : "d" -> D
        """,
        parse(
                "grammar T; import U; s : A B D ; A : 'a' ;",
                "grammar U; import V; x : A ; A : 'x' ; B : 'b' ;",
                "grammar V; import T; y : D ; B : 'y' ; D : 'd' ;")
            .grammar()
            .toString());
  }

  @Test
  void aLexerAloneIsAnySequenceOfItsTokens() {
    assertEquals(
        """
        start text
        text ::= <token{0,}>{0,}
        token ::= lexer:A
        token ::= lexer:B
        lexicon lexer ALL
        mode DEFAULT_MODE
          A : "a" -> A
          B : "b" -> B
          W : " " -> hidden
        """,
        parse("lexer grammar T; A : 'a' ; B : 'b' ; W : ' ' -> channel(HIDDEN) ;")
            .grammar()
            .toString());
  }

  @Test
  void codeThatCannotChangeTheLanguageIsRead() {
    assertEquals(
        """
        start r
        r ::= <lexer:A{0,}>{0,} lexer:A
        """,
        productions(
            """
            /** Doc. */
            grammar T;
            options { language = Java; }
            tokens { X, Y }
            @header { package a; /* } */ }
            @parser::members { String s = "}"; }
            public r[int[] x, String s = "]"] returns [int y] throws E locals [int z]
            @init { int a = '{'; }
            @after { f(); }
              : ({a()} A)* x=A[3]<assoc=right> {b();} EOF # label
              ;
              catch [E e] { g(); }
              finally { h(); }
            fragment F : {never();} 'f' ;
            A : 'a' ;
            """
                .replace("A[3]", "A")));
  }

  @Test
  void codeThatMayIsRefusedAllOfItAtOnceOrAssumedAndNoted() {
    String grammar =
        """
        grammar T;
        options { superClass = Base; }
        @lexer::members { public Token nextToken() { return null; } }
        s : {a()}? A ;
        A : 'a' {b();} ;
        B : {c()}? 'b' ;
        """;
    UnsupportedGrammarException e =
        assertThrows(UnsupportedGrammarException.class, () -> parse(grammar));
    assertEquals(
        """
        T.g4:2:11: base class 'Base'; assume 'superClass' to go on without it
        T.g4:3:1: members of the lexer that override which tokens it makes; assume 'actions' to go on without it
        T.g4:6:5: predicate '{c()}?' in lexer rule 'B'; assume 'predicates' to go on without it
        T.g4:5:9: action '{b();}' in lexer rule 'A'; assume 'actions' to go on without it
        T.g4:4:5: predicate '{a()}?' in rule 's'; assume 'predicates' to go on without it\
        """
            .lines()
            .sorted()
            .toList(),
        e.getMessage().lines().sorted().toList());
    G4Options all = G4Options.defaults().assuming(Assumption.values());
    assertEquals(5, parse(grammar, all).notes().size());
    assertEquals(
        2,
        assertThrows(
                UnsupportedGrammarException.class,
                () ->
                    parse(
                        grammar,
                        G4Options.defaults()
                            .assuming(Assumption.PREDICATES, Assumption.SUPER_CLASS)))
            .uses()
            .size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "grammar T; s : x ;                    ¦ T.g4:1:16: rule 'x' is not defined (in rule 's')",
        "grammar T; s : A ; A : B ;            ¦ T.g4:1:24: rule 'B' is not defined (in rule 'A')",
        "grammar T; s : A ; s : A ; A : 'a' ;  ¦ T.g4:1:20: rule 's' is defined already at"
            + " T.g4:1:12",
        "grammar T; A : 'a' ;                  ¦ T.g4:1:9: there are no rules of a parser",
        "grammar T; s : s 'a' | s ;            ¦ T.g4:1:12: every alternative of rule 's' begins"
            + " with the rule itself",
        "grammar T; s : '' ;                   ¦ T.g4:1:16: an empty literal; leave it out",
        "grammar T; s : 'a'..'b' ;             ¦ T.g4:1:16: a range of characters in a rule of a"
            + " parser",
        "grammar T; s : A ; A : [b-a] ;        ¦ T.g4:1:24: a range of characters out of order,"
            + " U+0062 > U+0061",
        "grammar T; s : A ; A : [\\q] ;        ¦ T.g4:1:24: unknown escape '\\q'",
        "grammar T; s : A ; A : [] ;           ¦ T.g4:1:24: an empty set of characters",
        "grammar T; s : A ; A : '\\u12' ;      ¦ T.g4:1:24: expected hexadecimal digits in an"
            + " escape, as in '\\u00e9' and '\\u{1F600}'",
        "grammar T; s : A ; A : [\\p{Foo}] ;   ¦ T.g4:1:24: no property of characters is called"
            + " 'Foo'",
        "grammar T; s : A ; A : ~'ab' ;        ¦ T.g4:1:25: expected one character in a set but"
            + " found 'ab'",
        "grammar T; s : A ; A : s ;            ¦ T.g4:1:24: rule 's' of a parser in a rule of a"
            + " lexer",
        "grammar T; s : A ; A : A 'x' | 'y' ;  ¦ T.g4:1:20: rule 'A' of a lexer begins with itself",
        "grammar T; s : A ; A : 'a' -> skip | 'b' ; ¦ T.g4:1:31: command 'skip' of rule 'A' must"
            + " stand behind the only alternative; split the rule",
        "grammar T; s : A ; A : 'a' -> jump ;  ¦ T.g4:1:31: 'jump' is no command of a lexer",
        "grammar T; s : A ; A : 'a' -> mode ;  ¦ T.g4:1:31: command 'mode' takes an argument",
        "grammar T; s : A ; A : 'a' -> mode(M) ; ¦ T.g4:1:31: there is no mode 'M'",
        "grammar T; s : A ; A : 'a' ; mode M; B : 'b' ; ¦ T.g4:1:35: mode 'M' outside of a lexer"
            + " grammar",
        "lexer grammar T; A : 'a' ; mode M;    ¦ T.g4:1:33: mode 'M' has no rules",
        "lexer grammar T; s : A ;              ¦ T.g4:1:18: rule 's' of a parser in a lexer"
            + " grammar",
        "grammar T; s : 'a' ; A : 'a' ; B : 'a' ; ¦ T.g4:1:16: several lexer rules are 'a'; use the"
            + " name of one",
        "parser grammar T; s : A ;             ¦ T.g4:1:16: parser grammar 'T' does not say where"
            + " its tokens come from; add options { tokenVocab = NAME; }",
        "parser grammar T; options { tokenVocab = L; } s : A ; ¦ T.g4:1:29: there is no grammar 'L'"
            + " to take tokens from",
        "grammar T; import U; s : A ;          ¦ T.g4:1:19: there is no grammar 'U' to import",
        "grammar T; s : A | ) ;                ¦ T.g4:1:20: expected ';' but found ')'",
        "grammar T; s : A                      ¦ T.g4:1:17: expected ';' but found the end",
        "grammar T; options { caseInsensitive = maybe; } s : A ; A : 'a' ; ¦ T.g4:1:22: option"
            + " 'caseInsensitive': expected true or false but found 'maybe'",
      })
  void errorsSayWhereAndWhat(String grammar, String message) {
    assertEquals(message, problem(grammar));
  }

  @Test
  void tokensThatTheLexerNeverGivesAreNoted() {
    G4Grammar grammar = parse("grammar T; s : A | Z Z ; A : 'a'? ;");
    assertEquals(
        List.of(
            "T.g4:1:26: rule 'A' matches the empty text, which never counts",
            "T.g4:1:20: the lexer never gives token 'Z'; what needs it derives no text"),
        grammar.notes().stream().map(Object::toString).toList());
  }

  @Test
  void onlyNumbersOfTokensAreNotEnough() {
    String parser = "parser grammar T; options { tokenVocab = L; } s : A ;";
    G4Files files = G4Files.of(Map.of("L.tokens", "A=1"));
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class,
            () -> G4.parse(parser, "T.g4", "", files, G4Options.defaults(), Limits.defaults()));
    assertEquals(
        "T.g4:1:29: there are only numbers of tokens in 'L.tokens'; put the grammar they are from"
            + " beside it, as 'L.g4'",
        e.getMessage());
  }

  @Test
  void hostileGrammarsEndInAnErrorOrAGrammar() {
    String deep = "(".repeat(10_000) + "'a'" + ")".repeat(10_000);
    assertThrows(LimitExceededException.class, () -> parse("grammar T; s : " + deep + " ;"));
    assertThrows(
        LimitExceededException.class, () -> parse("grammar T; s : A ; A : " + deep + " ;"));
    StringBuilder wide = new StringBuilder("grammar T; s : 't0'");
    for (int i = 1; i < 50_000; i++) {
      wide.append(" | 't").append(i).append("'");
    }
    assertEquals(50_000, parse(wide.append(" ;").toString()).grammar().productions().size());
    StringBuilder doubling = new StringBuilder("grammar T; s : A0 ; A40 : 'a' ;");
    StringBuilder chain = new StringBuilder("grammar T; s : A0 ; A20000 : 'a' ;");
    for (int i = 0; i < 40; i++) {
      doubling.append("A" + i + " : A" + (i + 1) + " A" + (i + 1) + " ;");
    }
    for (int i = 0; i < 20_000; i++) {
      chain.append("A" + i + " : A" + (i + 1) + " ;");
    }
    assertThrows(LimitExceededException.class, () -> parse(doubling.toString()));
    assertThrows(LimitExceededException.class, () -> parse(chain.toString()));
    assertThrows(
        LimitExceededException.class,
        () -> parse("lexer grammar T; A : .*? 'a' " + "('a' | 'b') ".repeat(20) + ";"));
    assertThrows(GrammarSyntaxException.class, () -> parse("grammar T; s : {{{"));
  }

  @Test
  void anEmptyLanguageIsSaid() {
    assertThrows(
        UnsatisfiableGrammarException.class, () -> parse("grammar T; s : EOF A ; A : 'a' ;"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grammar T; s : '[' (ID (',' ID)*)? '\\'' EOF ; ID : [a-z\\]\\-\\\\]+ ; COMMA : ',' ;"
            + " W : [ \\t]+ -> skip ; X : ('a' | ~[b] | ) .+ -> type(ID) ;",
        "grammar T; e : e '+' e | '-' e | 'a' | ; A : ('a') ; B : '\\u{1F600}' '\\u0000' ;",
        "grammar T; s : (A? | B A*)+ | ~A | . ; A : 'a' ; B : 'b' ;",
        "lexer grammar T; A : 'a' -> pushMode(M) ; mode M; B : 'b' -> mode(M) ; C : 'c' -> popMode"
            + " ;",
      })
  void printsWhatItRead(String text) {
    Grammar grammar = parse(text).grammar();
    Map<String, String> files = G4Printer.print(grammar, "T");
    assertEquals(
        grammar,
        G4.parse(
                files.get("T.g4"),
                "T.g4",
                grammar.start().name(),
                G4Files.of(files),
                G4Options.defaults(),
                Limits.defaults())
            .grammar(),
        files::toString);
  }

  @Test
  void whatCannotBeSaidIsNotPrinted() {
    Grammar ends = parse("grammar T; s : A ; A : 'a' ('b' | EOF) ;").grammar();
    assertThrows(IllegalArgumentException.class, () -> G4Printer.print(ends, "T"));
    Grammar none = parse("grammar T; s : A | ~A ; A : 'a' ;").grammar();
    assertThrows(IllegalArgumentException.class, () -> G4Printer.print(none, "T"));
  }
}
