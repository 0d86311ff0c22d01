package dev.espalier.testkit;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Reads a text byte by byte, each check being asked of the whole text so far. */
public final class CheckedReader {
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private Configuration at;

  public CheckedReader(Configuration start) {
    this.at = start;
  }

  /** Where the text stands; dead once a byte was refused. */
  public Configuration at() {
    return at;
  }

  /** Where it would stand with {@code b}. */
  public Configuration after(int b) {
    Configuration passed = at.after(b);
    if (!at.asks(b)) {
      return passed;
    }
    AskedStep step = at.asked(b);
    text.write(b);
    byte[] bytes = text.toByteArray();
    text.reset();
    text.write(bytes, 0, bytes.length - 1);
    String soFar = new String(bytes, StandardCharsets.UTF_8);
    BitSet refused = new BitSet();
    for (int i = 0; i < step.checks().size(); i++) {
      refused.set(i, !CheckOracle.pass(step.checks().get(i), soFar));
    }
    return step.after(refused);
  }

  /** Reads {@code b}. */
  public void read(int b) {
    at = after(b);
    text.write(b);
  }
}
