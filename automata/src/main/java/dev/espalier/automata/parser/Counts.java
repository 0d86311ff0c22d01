package dev.espalier.automata.parser;

import java.util.Arrays;

/**
 * Groups with how far their occurrences have come, by number.
 *
 * <pre>
 *   group, count | number -> the group, and its count as its {@link GroupCounter} says it
 *   numbers      | group -> count -> 1 + number, 0 where none has been given
 * </pre>
 *
 * Numbers are given when first asked for and kept. Not thread-safe; the owner holds a lock.
 */
final class Counts {
  private static final int[] NONE = {};

  private int[] group = new int[8];
  private int[] count = new int[8];
  private final int[][] numbers;
  private int size;

  Counts(int groups) {
    numbers = new int[groups][];
    Arrays.fill(numbers, NONE);
  }

  int numberOf(int ofGroup, int ofCount) {
    int[] known = numbers[ofGroup];
    if (ofCount >= known.length) {
      known = Arrays.copyOf(known, Math.max(ofCount + 1, 2 * known.length));
      numbers[ofGroup] = known;
    }
    if (known[ofCount] == 0) {
      if (size == group.length) {
        group = Arrays.copyOf(group, 2 * size);
        count = Arrays.copyOf(count, 2 * size);
      }
      group[size] = ofGroup;
      count[size] = ofCount;
      known[ofCount] = ++size;
    }
    return known[ofCount] - 1;
  }

  int group(int number) {
    return group[number];
  }

  int count(int number) {
    return count[number];
  }
}
