package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class ShortlistProperties {
  @Property(tries = 500)
  void holdsTheLargestInOrder(
      @ForAll @Size(max = 60) List<@IntRange(min = -5, max = 5) Integer> keys,
      @ForAll @IntRange(min = 1, max = 20) int capacity) {
    Shortlist list = new Shortlist(capacity);
    for (int time = 0; time < 2; time++) {
      list.clear();
      IntStream.range(0, keys.size()).forEach(token -> list.offer(token, keys.get(token)));
      list.sort();
      List<Integer> expected =
          IntStream.range(0, keys.size())
              .boxed()
              .sorted(Comparator.comparingInt(token -> -keys.get(token)))
              .limit(capacity)
              .toList();
      assertEquals(expected, IntStream.range(0, list.size()).map(list::token).boxed().toList());
      assertEquals(keys.size() >= capacity, list.isFull());
    }
  }
}
