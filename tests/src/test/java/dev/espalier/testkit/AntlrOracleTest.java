package dev.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.testkit.AntlrOracle.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ANTLR says of small grammars, and where. */
class AntlrOracleTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path directory;

  private AntlrOracle oracle(String file, String... rest) throws IOException {
    Path main = directory.resolve(file);
    for (int i = 0; i < rest.length; i += 2) {
      Files.writeString(directory.resolve(rest[i]), rest[i + 1]);
    }
    return AntlrOracle.of(main, Optional.empty());
  }

  private static String said(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted -> "accepted";
      case Verdict.Rejected rejected -> rejected.from() + "-" + rejected.to();
      case Verdict.Undecided undecided -> undecided.reason();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1..1,accepted",
    "1.5..1,accepted",
    "1 ..  1,accepted",
    "1..,3-4",
    "1?..1,1-2",
    "1....1,3-6",
    "1..1 1,5-7",
    "1.x,1-3",
  })
  void complaintsHaveThePlaceOfTheLexeme(String text, String expected) throws IOException {
    AntlrOracle oracle =
        oracle(
            "R.g4",
            "R.g4",
            """
            grammar R;
            range : N '..' N ;
            N : [0-9]+ ('.' [0-9]+)? ;
            WS : ' '+ -> skip ;
            """);
    assertEquals(expected, said(oracle.judge(text, LIMIT)));
  }

  @Test
  void aLexerLiesBesideItsParser() throws IOException {
    AntlrOracle oracle =
        oracle(
            "P.g4",
            "L.g4",
            "lexer grammar L; import Common; OPEN : '(' -> pushMode(IN); mode IN; X : 'a' ; CLOSE :"
                + " ')' -> popMode;",
            "Common.g4",
            "lexer grammar Common; A : 'a' ;",
            "P.g4",
            "parser grammar P; options { tokenVocab = L; } import Q; s : A b* EOF ;",
            "Q.g4",
            "parser grammar Q; b : OPEN X* CLOSE ;");
    assertEquals("accepted", said(oracle.judge("a(aa)()", LIMIT)));
    assertEquals("4-5", said(oracle.judge("a(aa", LIMIT)));
    assertEquals("4-6", said(oracle.judge("a(a)a", LIMIT)));
  }

  @Test
  void whereNoSentenceGoesOnIsNotWhereTheInterpreterComplains() throws IOException {
    AntlrOracle oracle =
        oracle(
            "R.g4",
            "R.g4",
            """
            grammar R;
            s : x 'b' 'c' EOF | 'q' x 'b' 'a' 'y' EOF ;
            x : 'a' ('b' 'a' 'z')* | ;
            OTHER : . ;
            """);
    assertEquals("2-4", said(oracle.judge("abae", LIMIT)));
    assertEquals("3-5", said(oracle.viable("abae", LIMIT)));
    assertEquals("4-5", said(oracle.viable("abaz", LIMIT)));
    assertEquals("accepted", said(oracle.viable("abazbc", LIMIT)));
    assertEquals("accepted", said(oracle.viable("bc", LIMIT)));
    assertEquals("2-4", said(oracle.viable("bcc", LIMIT)));
  }

  @Test
  void anEndMayBeReadTwice() throws IOException {
    AntlrOracle oracle =
        oracle("R.g4", "R.g4", "grammar R; s : t* EOF ; t : 'a' u ; u : ';' | EOF ;");
    assertEquals("accepted", said(oracle.viable("a;a", LIMIT)));
    assertEquals("1-3", said(oracle.viable("aa", LIMIT)));
  }

  @Test
  void whatAntlrRefusesIsRefused() {
    IllegalArgumentException undefined =
        assertThrows(
            IllegalArgumentException.class, () -> oracle("R.g4", "R.g4", "grammar R; s : t ;"));
    assertTrue(undefined.getMessage().contains("undefined rule"), undefined.getMessage());
    assertThrows(IllegalArgumentException.class, () -> oracle("None.g4"));
    assertThrows(
        IllegalArgumentException.class,
        () -> oracle("P.g4", "P.g4", "parser grammar P; options { tokenVocab=P; } s : A ;"));
  }

  @Test
  void aTextThatTakesLongIsLeftUndecided() throws IOException {
    AntlrOracle oracle =
        oracle("R.g4", "R.g4", "grammar R; s : a* EOF ; a : a a | 'x' | 'x' 'x' | a 'y' ;");
    char[] text = new char[20_000];
    Arrays.fill(text, 'x');
    assertInstanceOf(Verdict.Undecided.class, oracle.judge(new String(text), Duration.ofMillis(1)));
    assertEquals("accepted", said(oracle.judge("xxx", LIMIT)));
  }
}
