package dev.espalier.automata.derivative;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * The operands of an alternation or intersection that is being made; once {@linkplain #sort
 * sorted}, distinct and by ascending id. Owned by one call.
 */
final class Operands {
  private static final Comparator<Expression> BY_ID = Comparator.comparingInt(e -> e.id);
  private static final int FEW = 16;

  private Expression[] items;
  private int size;

  Operands(int expected) {
    items = new Expression[Math.max(expected, 2)];
  }

  void add(Expression operand) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = operand;
  }

  void addAll(Expression[] operands) {
    if (size + operands.length > items.length) {
      items = Arrays.copyOf(items, size + 2 * operands.length);
    }
    System.arraycopy(operands, 0, items, size, operands.length);
    size += operands.length;
  }

  /** Sorts them and drops those that are there twice. */
  void sort() {
    if (size <= FEW) {
      for (int i = 1; i < size; i++) {
        Expression item = items[i];
        int at = i;
        while (at > 0 && items[at - 1].id > item.id) {
          items[at] = items[--at];
        }
        items[at] = item;
      }
    } else {
      Arrays.sort(items, 0, size, BY_ID);
    }
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (distinct == 0 || items[i] != items[distinct - 1]) {
        items[distinct++] = items[i];
      }
    }
    size = distinct;
  }

  int size() {
    return size;
  }

  Expression get(int i) {
    return items[i];
  }

  boolean contains(Expression operand) {
    return indexOf(operand) >= 0;
  }

  void remove(Expression operand) {
    int at = indexOf(operand);
    size--;
    System.arraycopy(items, at + 1, items, at, size - at);
  }

  /** Drops those that do not have the property. */
  void keep(Predicate<Expression> property) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (property.test(items[i])) {
        items[kept++] = items[i];
      }
    }
    size = kept;
  }

  int indexOf(Expression operand) {
    for (int i = 0; i < size; i++) {
      if (items[i] == operand) {
        return i;
      }
    }
    return -1;
  }

  boolean any(Predicate<Expression> property) {
    for (int i = 0; i < size; i++) {
      if (property.test(items[i])) {
        return true;
      }
    }
    return false;
  }

  Expression[] toArray() {
    return Arrays.copyOf(items, size);
  }
}
