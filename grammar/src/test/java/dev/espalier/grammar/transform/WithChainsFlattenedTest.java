package dev.espalier.grammar.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.gbnf.Gbnf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithChainsFlattenedTest {
  @Test
  void levelsThatEndInTheNextOneBecomeOneList() {
    assertFlattened(
        """
        root ::= atom <root_tails{0,}>{0,}
        root_tails ::= /"*"/ atom
        root_tails ::= /"!"/
        root_tails ::= /"+"/ atom
        """,
        """
        root ::= product ("+" product)*
        product ::= atom ("*" atom | "!")*
        atom ::= "1" | "(" root ")"
        """);
  }

  @Test
  void levelsWithOtherTailsStay() {
    assertUnchanged(
        """
        root ::= product ("+" product | "?")*
        product ::= atom ("*" atom)*
        atom ::= "1" | "(" root ")"
        """);
    assertUnchanged(
        """
        root ::= product ("+" product)*
        product ::= atom ("*" atom)?
        atom ::= "1" | "(" root ")"
        """);
  }

  private static void assertFlattened(String expected, String gbnf) {
    Grammar before = Gbnf.parse(gbnf);
    Grammar after = WithChainsFlattened.apply(before);
    assertEquals(
        expected,
        after
            .toString()
            .lines()
            .filter(line -> line.startsWith("root ") || line.startsWith("root_tails"))
            .map(line -> line + "\n")
            .reduce("", String::concat));
    for (String text : texts("1+*!()", 5)) {
      assertEquals(SlowRecogniser.accepts(before, text), SlowRecogniser.accepts(after, text), text);
    }
  }

  private static void assertUnchanged(String gbnf) {
    Grammar before = Gbnf.parse(gbnf);
    assertSame(before, WithChainsFlattened.apply(before));
  }

  private static List<String> texts(String letters, int length) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < length; i++) {
      for (int at = 0; at < letters.length(); at++) {
        texts.add(texts.get(i) + letters.charAt(at));
      }
    }
    return texts;
  }
}
