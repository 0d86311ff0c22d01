package dev.espalier.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
