package dev.espalier.masking.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AscendingTest {
  @Test
  void keepsWhatItIsGiven() {
    int[] values = {0, 1, 2, 128, 129, 257, 16_384, 40_000, 2_097_152, 1 << 30, Integer.MAX_VALUE};
    IntList list = new IntList();
    for (int i = values.length - 1; i >= 0; i--) {
      list.add(values[i]);
      list.add(values[i]);
    }
    Ascending held = Ascending.of(list);
    assertEquals(values.length, held.size());
    IntList back = new IntList();
    held.addTo(back);
    assertArrayEquals(values, back.toArray());
  }

  @Test
  void nothingTakesNothing() {
    IntList back = new IntList();
    Ascending.of(new IntList()).addTo(back);
    assertEquals(0, back.size());
  }
}
