package dev.espalier.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars of the benchmarks take the sample texts and refuse broken ones. */
class GrammarsTest {
  private static final Vocabulary VOCABULARY = Bytes.vocabulary();
  private static final Constraint SQL = constraint("sql.gbnf");
  private static final Constraint PROGRAM = constraint("program.gbnf");

  private static Constraint constraint(String name) {
    return Constraint.compile(Sources.gbnf(name), VOCABULARY);
  }

  /** How many bytes are taken; all of them and one more if the text is complete then. */
  private static int taken(Constraint constraint, String text) {
    Matcher matcher = constraint.newMatcher();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (!matcher.advance(bytes[i] & 0xff)) {
        return i;
      }
    }
    return matcher.isComplete() ? bytes.length + 1 : bytes.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sql/report.sql", "sql/schema.sql", "sql/small.sql"})
  void sqlTakesTheSamples(String name) {
    String text = Sources.read(name);
    assertEquals(text.length() + 1, taken(SQL, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"program/queue.c", "program/short.c"})
  void programTakesTheSamples(String name) {
    String text = Sources.read(name);
    assertEquals(text.length() + 1, taken(PROGRAM, text));
  }

  /** A broken text, and how much of it is fine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "SELECT a FROM@13",
        "SELECT a, FROM t@15",
        "SELECT a c@9",
        "SELECT (a + 1@13",
        "SELECT a + * b@11",
        "SELECT 'open@12",
        "SELECT a FROM t WHERE@21",
        "SELECT a FROM t WHERE a == 1@25",
        "SELECT a FROM t GROUP a@22",
        "SELECT a FROM t ORDER BY a LIMIT x@33",
        "SELECT a FROM t JOIN u ON@25",
        "SELECT CASE a WHEN 1 ELSE 2 END@21",
        "SELECT f(a,) FROM t@11",
        "SELECT a -- comment@19",
        "SELECT a /* open@16",
        "SELECT a.b.c.d FROM t@12",
        "INSERT INTO t (a b) VALUES (1)@17",
        "INSERT INTO t VALUES 1@21",
        "UPDATE t WHERE a = 1@9",
        "DELETE t@7",
        "CREATE TABLE t ()@16",
        "CREATE TABLE t (a INTEGER, b)@28",
        "CREATE TABLE t (a VARCHAR(x))@26",
        "DROP TABLE t@1"
      })
  void sqlRefusesBrokenTexts(String text, int at) {
    assertEquals(at, taken(SQL, text), text);
  }

  /** A broken text, and how much of it is fine. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      quoteCharacter = '`',
      value = {
        "int x@5",
        "int x = ;@8",
        "int 1x;@4",
        "int f( { }@7",
        "int f(int) { }@9",
        "int f(int a,) { }@12",
        "struct S { int x }@17",
        "struct S { int x; };@19",
        "int f() { return 1 }@19",
        "int f() { if x { } }@15",
        "int f() { x = 1 + ; }@18",
        "int f() { x + 1 = 2; }@17",
        "int f() { while () { } }@19",
        "int f() { for (;;; ) { } }@17",
        "int f() { a[1; }@13",
        "int f() { char c = 'ab'; }@21",
        "int f() { string s = \"open@26",
        "int f() { string s = \"\\q\"; }@23",
        "int f() { x ? y; }@15",
        "int f() { else { } }@15",
        "int f() { switch (x) { y; } }@23",
        "int f() { /* open }@19",
        "int f() { }}@11"
      })
  void programRefusesBrokenTexts(String text, int at) {
    assertEquals(at, taken(PROGRAM, text), text);
  }

  @Test
  void namesAreDistinct() {
    assertEquals(5_000, new HashSet<>(Sources.names(5_000)).size());
    assertTrue(Sources.names(5_000).contains("customer_email_last"));
    assertFalse(Sources.enumeration(10).contains("\"\""));
  }
}
