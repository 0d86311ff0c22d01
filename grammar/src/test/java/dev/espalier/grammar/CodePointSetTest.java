package dev.espalier.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointSetTest {
  @Test
  void predicatesHoldForScalarValuesOnly() {
    assertEquals(CodePointSet.ALL, CodePointSet.where(c -> true));
    assertEquals(CodePointSet.EMPTY, CodePointSet.where(c -> c >= 0xD800 && c <= 0xDFFF));
    assertEquals(
        CodePointSet.ofRanges(0, 'a', 'c', 'e', CodePointSet.MAX, CodePointSet.MAX),
        CodePointSet.where(c -> c <= 'a' || c >= 'c' && c <= 'e' || c == CodePointSet.MAX));
  }

  @Test
  void tokensStandBeyondUnicode() {
    CodePointSet tokens = CodePointSet.ofTokens(List.of(range(9, 9), range(1, 3), range(2, 5)));
    assertEquals("<[1-5,9]>", tokens.toString());
    assertEquals(6, tokens.size());
    assertTrue(tokens.hasTokens());
    assertFalse(CodePointSet.ALL.hasTokens() || CodePointSet.EMPTY.hasTokens());
    CodePointSet letters = CodePointSet.of('a', 'b');
    assertEquals("[ab]<[1-5,9]>", letters.union(tokens).toString());
    assertEquals(letters, letters.union(tokens).intersect(CodePointSet.ALL));
    assertEquals(tokens, letters.union(tokens).minus(letters));
    assertEquals(CodePointSet.EMPTY, tokens.intersect(letters));
    assertEquals(CodePointSet.EMPTY, tokens.complement().intersect(tokens));
    assertEquals(CodePointSet.ALL, tokens.complement());
    int most = CodePointSet.MAX_TOKEN;
    assertEquals(1, CodePointSet.ofTokens(List.of(range(most, most))).size());
    assertThrows(
        IllegalArgumentException.class, () -> CodePointSet.ofTokens(List.of(range(0, most + 1))));
    assertThrows(
        IllegalArgumentException.class, () -> CodePointSet.of(CodePointSet.FIRST_TOKEN + 1));
  }

  private static SpecialToken.Range range(int first, int last) {
    return new SpecialToken.Range(first, last);
  }
}
