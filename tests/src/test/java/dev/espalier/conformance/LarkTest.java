package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.testkit.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts Lark grammars accept. */
class LarkTest {
  private static final String KEYWORDS =
      """
      start: statement (";" statement)*
      statement: "if" NAME | NAME "=" [SIGN] NUMBER | "call" ESCAPED_STRING
      SIGN: "-" | "+"
      NAME: /[a-z]+/
      C.2: "/*" /(.|\\n)*?/ "*/"
      %import common (NUMBER, ESCAPED_STRING, WS)
      %ignore WS
      %ignore C
      """;

  private static final String TOOLS =
      """
      start: (call | sum)* TEXT
      TEXT: /(.|\\n)*/
      call_head[lazy]: TEXT "<function"
      call: call_head "=call>" %json {"type": "boolean"} "</function>"
      sum_head[lazy]: TEXT "<function"
      sum: sum_head "=sum>" /[0-9]+/ "</function>"
      """;

  private static final String ATTRIBUTES =
      """
      start: "a" upto "!" | "b" until "?" | "c" until "<" | "d" short NUMBER | "e" free "."
      upto[suffix="<"]: /[a-z<>]*/
      until[stop="<"]: /[a-z<>]*/
      short[lazy]: /[0-9]+/
      free[lazy]: /.*x/ | /.*yy/
      NUMBER: /[0-9]+/
      """;

  private static final String ALGEBRA =
      """
      start: WORD ("," SUB)?
      WORD: /[a-z]{1,9}/ & ~/.*ss.*/ & ~("if" | "else")
      SUB: %regex { "substring_words": "the cat sat" }
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "if x|true",
        "ifx|false",
        "iff=1|true",
        "x = -1.5e3 ; if y|true",
        "x = - 1 /* ; * ** /* */;if y|true",
        "x = 1 /* */ 2 */|false",
        "call \"a\\\"b\"|true",
        "call \"a\" b\"|false",
        " /**/ x=1 |true"
      })
  void keywordsNamesAndComments(String text, boolean accepted) {
    assertEquals(accepted, accepts(KEYWORDS, text));
  }

  @ParameterizedTest
  @CsvSource({
    "a < b <functio, true",
    "x<function=call>true</function>, true",
    "x<function=sum>12</function>y<function=call>false</function>z, true",
    "x<function, false",
    "x<function=call>12</function>, false",
    "x<function=other>, false"
  })
  void triggersForceACall(String text, boolean accepted) {
    assertEquals(accepted, accepts(TOOLS, text));
  }

  @ParameterizedTest
  @CsvSource({
    "axy<!, true",
    "axy<z<!, false",
    "bxy<?, true",
    "bxy?, false",
    "cxy<, true",
    "cxy<<, false",
    "d123, true",
    "d1, false",
    "eabx., true",
    "eabxx., false",
    "eyyx., false"
  })
  void attributesSayWhereTextsEnd(String text, boolean accepted) {
    assertEquals(accepted, accepts(ATTRIBUTES, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat|true",
        "glass|false",
        "if|false",
        "iff|true",
        "a,the cat|true",
        "a,cat sat|true",
        "a,at sat|false",
        "a,sat the|false",
        "a,|true"
      })
  void intersectionsComplementsAndSubstrings(String text, boolean accepted) {
    assertEquals(accepted, accepts(ALGEBRA, text));
  }

  @Test
  void larkReadsItsOwnGrammar() throws IOException {
    Optional<Path> grammars = SharedData.find("grammars");
    assumeTrue(grammars.isPresent(), "no shared/grammars");
    String lark = Files.readString(grammars.orElseThrow().resolve("lark.lark"));
    String rfc = Files.readString(grammars.orElseThrow().resolve("rfc.lark"));
    assertTrue(accepts(lark, lark));
    assertTrue(accepts(lark, rfc));
    assertTrue(
        accepts(
            rfc,
            "<rfc number=\"1\"><front><title>A &amp; B</title><author></author></front>"
                + "<middle><section><t>Hi\n<em>there</em></t></section></middle></rfc>"));
  }

  private static boolean accepts(String grammar, String text) {
    Configuration start = ByteRecognizer.compile(Lark.parse(grammar), Limits.defaults()).start();
    return start.after(text.getBytes(StandardCharsets.UTF_8)).isComplete();
  }
}
