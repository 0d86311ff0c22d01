package dev.espalier.automata.table;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of things that are made only if no equal one is there, found by their parts.
 *
 * <pre>
 *   slots  | a power of two of them, at most two thirds in use; null where free
 *   hashes | slot -> the hash that its thing was added with
 * </pre>
 *
 * The caller hashes the parts of what it wants and compares those of each candidate, so no key is
 * made:
 *
 * <pre>{@code
 * int hash = Interner.hash(head.id, rest.id);
 * for (int at = table.first(hash); at >= 0; at = table.next(at, hash)) {
 *   if (table.get(at) is made of head and rest) {
 *     return table.get(at);
 *   }
 * }
 * table.add(hash, made = new Concat(head, rest));
 * }</pre>
 *
 * Open addressing with linear probing. Memory: 12 to 24 bytes for each thing. Cost: O(1) expected,
 * amortised over growth. Not thread-safe; the owner holds a lock.
 */
public final class Interner<T> {
  private static final int LEAST_SLOTS = 16;

  private @Nullable Object[] slots = new Object[LEAST_SLOTS];
  private int[] hashes = new int[LEAST_SLOTS];
  private int size;

  /** A hash of two numbers, whose bits all matter. */
  public static int hash(int a, int b) {
    int h = (a * 0x9E3779B1 ^ b) * 0x85EBCA6B;
    return h ^ h >>> 15;
  }

  /** A hash of three numbers. */
  public static int hash(int a, int b, int c) {
    return hash(hash(a, b), c);
  }

  /** The number of things held. */
  public int size() {
    return size;
  }

  /** The first slot whose thing was added with {@code hash}, or -1. */
  public int first(int hash) {
    return from(hash & (slots.length - 1), hash);
  }

  /** The next one after {@code slot}, or -1. */
  public int next(int slot, int hash) {
    return from(slot + 1 & (slots.length - 1), hash);
  }

  private int from(int slot, int hash) {
    int mask = slots.length - 1;
    int at = slot;
    while (slots[at] != null) {
      if (hashes[at] == hash) {
        return at;
      }
      at = at + 1 & mask;
    }
    return -1;
  }

  /** What is in {@code slot}, one found before. */
  @SuppressWarnings("unchecked") // only add writes to slots
  public T get(int slot) {
    Object thing = slots[slot];
    assert thing != null : "slot " + slot + " is free";
    return (T) thing;
  }

  /** Adds what is not there yet. */
  public void add(int hash, T thing) {
    if (3 * (size + 1) > 2 * slots.length) {
      grow();
    }
    put(hash, thing);
    size++;
  }

  private void put(int hash, Object thing) {
    int mask = slots.length - 1;
    int at = hash & mask;
    while (slots[at] != null) {
      at = at + 1 & mask;
    }
    slots[at] = thing;
    hashes[at] = hash;
  }

  private void grow() {
    @Nullable Object[] things = slots;
    int[] old = hashes;
    slots = new Object[2 * things.length];
    hashes = new int[2 * things.length];
    for (int i = 0; i < things.length; i++) {
      Object thing = things[i];
      if (thing != null) {
        put(old[i], thing);
      }
    }
  }

  /** Tells {@code consumer} everything held, in no order. */
  @SuppressWarnings("unchecked") // only add writes to slots
  public void forEach(Consumer<? super T> consumer) {
    for (Object thing : slots) {
      if (thing != null) {
        consumer.accept((T) thing);
      }
    }
  }

  /** Forgets everything. */
  public void clear() {
    slots = new Object[LEAST_SLOTS];
    hashes = new int[LEAST_SLOTS];
    size = 0;
  }
}
