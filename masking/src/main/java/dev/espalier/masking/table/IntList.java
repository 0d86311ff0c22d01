package dev.espalier.masking.table;

import java.util.Arrays;

/** Integers in a row, kept between uses so that filling it again allocates nothing. Mutable. */
final class IntList {
  private int[] array = new int[16];
  private int size;

  void add(int value) {
    if (size == array.length) {
      array = Arrays.copyOf(array, 2 * size);
    }
    array[size++] = value;
  }

  void addAll(int[] values) {
    if (size + values.length > array.length) {
      array = Arrays.copyOf(array, Math.max(2 * array.length, size + values.length));
    }
    System.arraycopy(values, 0, array, size, values.length);
    size += values.length;
  }

  int get(int index) {
    return array[index];
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Drops what is at and above {@code newSize}. */
  void truncate(int newSize) {
    size = newSize;
  }

  /** Where the elements are; more may follow them. */
  int[] array() {
    return array;
  }

  /** The elements, ascending and each once; they are sorted in place. */
  int[] toSortedSet() {
    if (isAscending()) {
      return toArray();
    }
    Arrays.sort(array, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || array[i] != array[i - 1]) {
        array[distinct++] = array[i];
      }
    }
    return Arrays.copyOf(array, distinct);
  }

  private boolean isAscending() {
    for (int i = 1; i < size; i++) {
      if (array[i - 1] >= array[i]) {
        return false;
      }
    }
    return true;
  }

  int[] toArray() {
    return Arrays.copyOf(array, size);
  }
}
