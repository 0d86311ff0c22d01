package dev.espalier.masking.trail;

import dev.espalier.grammar.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which items of an array are the same as an earlier one, for each {@link Check.Sameness} asked.
 *
 * <p>Items have numbers, ascending with the text. The key of an item is found when it is first
 * needed and kept until the item is taken back, so each is found once however long the array gets.
 * Owned by one thread.
 */
final class ItemKeys {
  /** An item of the array that begins at {@code array}. */
  private record ItemKey(int array, Object key) {}

  /** What one kind of sameness has said. */
  private static final class Known {
    final Check.Sameness sameness;
    final Map<ItemKey, Integer> first = new HashMap<>(); // the first item with that key
    @Nullable ItemKey[] keys = new ItemKey[8]; // [item], null where not asked

    Known(Check.Sameness sameness) {
      this.sameness = sameness;
    }

    @Nullable ItemKey key(int item) {
      return item < keys.length ? keys[item] : null;
    }

    void add(int item, ItemKey key) {
      if (item >= keys.length) {
        keys = Arrays.copyOf(keys, Math.max(2 * keys.length, item + 1));
      }
      keys[item] = key;
      first.putIfAbsent(key, item);
    }

    void remove(int item) {
      ItemKey key = key(item);
      if (key != null) {
        keys[item] = null;
        first.remove(key, item);
      }
    }
  }

  private final List<Known> known = new ArrayList<>(); // one for each sameness asked

  ItemKeys() {}

  ItemKeys(ItemKeys other) {
    for (Known each : other.known) {
      Known copy = new Known(each.sameness);
      copy.first.putAll(each.first);
      copy.keys = each.keys.clone();
      known.add(copy);
    }
  }

  /** The text of an item, and its place. */
  interface Items {
    /** The JSON text of {@code item}. */
    String text(int item);

    /** The item before {@code item} in its array, -1 if it is the first. */
    int before(int item);

    /** Where the array of {@code item} begins. */
    int array(int item);
  }

  /** Whether no item before {@code item} in its array is the same. */
  boolean isFresh(Check.Sameness sameness, int item, Items items) {
    Known asked = known(sameness);
    int unknown = 0;
    for (int i = item; i >= 0 && asked.key(i) == null; i = items.before(i)) {
      unknown++;
    }
    int[] todo = new int[unknown];
    for (int i = item; unknown > 0; i = items.before(i)) {
      todo[--unknown] = i;
    }
    for (int i : todo) {
      asked.add(i, new ItemKey(items.array(i), sameness.key(items.text(i))));
    }
    return asked.first.getOrDefault(asked.key(item), -1) == item;
  }

  private Known known(Check.Sameness sameness) {
    for (Known each : known) {
      if (each.sameness.equals(sameness)) {
        return each;
      }
    }
    Known made = new Known(sameness);
    known.add(made);
    return made;
  }

  /** Forgets the latest item. */
  void remove(int item) {
    for (int i = 0; i < known.size(); i++) {
      known.get(i).remove(item);
    }
  }
}
