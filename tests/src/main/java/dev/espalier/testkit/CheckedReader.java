package dev.espalier.testkit;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Reads a text byte by byte, each check being asked of the whole text so far. */
public final class CheckedReader {
  private byte[] text = new byte[64];
  private final List<Configuration> places = new ArrayList<>(); // after each byte, and before all

  public CheckedReader(Configuration start) {
    places.add(start);
  }

  /** Where the text stands; dead once a byte was refused. */
  public Configuration at() {
    return places.getLast();
  }

  /** Where it would stand with {@code bytes}. */
  public Configuration after(byte... bytes) {
    int length = places.size();
    for (byte b : bytes) {
      read(b & 0xff);
      if (at().isDead()) {
        break;
      }
    }
    Configuration after = at();
    places.subList(length, places.size()).clear();
    return after;
  }

  /** Reads {@code b}. */
  public void read(int b) {
    int length = places.size();
    text = length > text.length ? Arrays.copyOf(text, 2 * length) : text;
    text[length - 1] = (byte) b;
    Configuration passed = at().after(b);
    places.add(at().asks(b) ? answered(at().asked(b)) : passed);
  }

  private Configuration answered(AskedStep step) {
    String soFar = new String(text, 0, places.size(), StandardCharsets.UTF_8);
    BitSet refused = new BitSet();
    for (int i = 0; i < step.checks().size(); i++) {
      refused.set(i, !CheckOracle.pass(step.checks().get(i), soFar));
    }
    return step.after(refused);
  }
}
