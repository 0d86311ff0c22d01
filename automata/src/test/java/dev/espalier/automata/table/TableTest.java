package dev.espalier.automata.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private record Pair(int a, int b) {}

  @ParameterizedTest
  @ValueSource(ints = {0x3, 0xFF, -1}) // few hashes make long runs of slots
  void internerKeepsOneOfEach(int hashBits) {
    Interner<Pair> table = new Interner<>();
    Map<Pair, Pair> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      int a = random.nextInt(30);
      int b = random.nextInt(30);
      Pair interned = interned(table, a, b, Interner.hash(a, b) & hashBits);
      Pair known = expected.putIfAbsent(interned, interned);
      assertSame(known == null ? interned : known, interned);
    }
    assertEquals(expected.size(), table.size());
    Set<Pair> told = new HashSet<>();
    table.forEach(told::add);
    assertEquals(expected.keySet(), told);
    table.clear();
    assertEquals(0, table.size());
    assertEquals(-1, table.first(Interner.hash(1, 1) & hashBits));
  }

  private static Pair interned(Interner<Pair> table, int a, int b, int hash) {
    for (int at = table.first(hash); at >= 0; at = table.next(at, hash)) {
      if (table.get(at).a == a && table.get(at).b == b) {
        return table.get(at);
      }
    }
    Pair made = new Pair(a, b);
    table.add(hash, made);
    return made;
  }

  @Test
  void longMapIsAMap() {
    LongMap<Integer> map = new LongMap<>();
    Map<Long, Integer> expected = new HashMap<>();
    Random random = new Random(2);
    for (int i = 0; i < 5_000; i++) {
      long key = LongMap.key(random.nextInt(40) - 20, random.nextInt(40) - 20);
      assertEquals(expected.get(key), map.get(key));
      if (random.nextBoolean()) {
        map.put(key, i);
        expected.put(key, i);
      }
    }
    map.clear();
    assertNull(map.get(expected.keySet().iterator().next()));
  }

  private static final class State extends Successors<State> {}

  @Test
  void successorsAreThoseRemembered() {
    State state = new State();
    State[] expected = new State[9];
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      int byteClass = random.nextInt(9);
      if (random.nextInt(40) == 0) {
        state.forgetSuccessors();
        expected = new State[9];
      } else if (expected[byteClass] == null) {
        expected[byteClass] = new State();
        state.remember(byteClass, expected[byteClass], 9);
      }
      for (int c = 0; c < 9; c++) {
        assertSame(expected[c], state.successor(c));
      }
    }
  }
}
