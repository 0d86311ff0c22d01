package dev.espalier.masking.trail;

import dev.espalier.grammar.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON texts that a text is for its checks: the whole of it, and each part from where it began
 * last.
 *
 * <p>A part that begins again leaves the one before as it is, so that taking bytes back leads to
 * it. Cost: that of a {@link JsonTrail} for the whole and for each part that has begun. Owned by
 * one thread.
 */
public final class JsonTrails {
  /** One beginning of a part. */
  private record Begun(int at, JsonTrail trail) {}

  /** What is asked of a part, and its beginnings, the last one being under way. */
  private record Part(Set<Check> checks, List<Begun> begun) {
    boolean asksNames() {
      for (Check check : checks) {
        if (check.isOfNames()) {
          return true;
        }
      }
      return false;
    }
  }

  private final TokenQuotes quotes;
  private final JsonTrail whole;
  private final boolean asksNames; // of the whole
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Part[] all; // the parts

  /**
   * The empty text.
   *
   * @param checks that it may be asked
   */
  public JsonTrails(TokenQuotes quotes, Set<Check> checks) {
    this.quotes = quotes;
    Set<Check> ofWhole = new LinkedHashSet<>();
    for (Check check : checks) {
      switch (check) {
        case Check.Start(String part) -> part(part);
        case Check.Within(String part, Check asked) -> part(part).checks().add(asked);
        case Check.DistinctNames names -> ofWhole.add(names);
        case Check.DistinctItems items -> ofWhole.add(items);
        case Check.Value value -> ofWhole.add(value);
      }
    }
    this.whole = new JsonTrail(quotes, ofWhole);
    this.asksNames = ofWhole.stream().anyMatch(Check::isOfNames);
    this.all = parts.values().toArray(Part[]::new);
  }

  private Part part(String name) {
    return parts.computeIfAbsent(name, key -> new Part(new LinkedHashSet<>(), new ArrayList<>()));
  }

  /** An independent copy. Linear in the text. */
  public JsonTrails(JsonTrails other) {
    this.quotes = other.quotes;
    this.whole = new JsonTrail(other.whole);
    this.asksNames = other.asksNames;
    other.parts.forEach(
        (name, part) -> {
          List<Begun> begun = new ArrayList<>();
          part.begun().forEach(b -> begun.add(new Begun(b.at(), new JsonTrail(b.trail()))));
          parts.put(name, new Part(part.checks(), begun));
        });
    this.all = parts.values().toArray(Part[]::new);
  }

  /** The number of bytes. */
  public int length() {
    return whole.length();
  }

  /** Whether parts of the text may be JSON texts of their own. */
  public boolean hasParts() {
    return !parts.isEmpty();
  }

  /** Appends the byte {@code b}. */
  public void append(int b) {
    whole.append(b);
    for (Part part : all) {
      if (!part.begun().isEmpty()) {
        part.begun().getLast().trail().append(b);
      }
    }
  }

  /** Takes bytes back until there are {@code to} of them. Linear in those taken back. */
  public void truncate(int to) {
    whole.truncate(to);
    for (Part part : all) {
      List<Begun> begun = part.begun();
      while (!begun.isEmpty() && begun.getLast().at() > to) {
        begun.removeLast();
      }
      if (!begun.isEmpty()) {
        Begun last = begun.getLast();
        last.trail().truncate(Math.min(last.trail().length(), to - last.at()));
      }
    }
  }

  /**
   * Whether {@code check} is passed where the last byte has completed its terminal; one of a part
   * that has not begun is.
   */
  public boolean passes(Check check) {
    return switch (check) {
      case Check.Start start -> true;
      case Check.Within(String name, Check asked) -> {
        List<Begun> begun = part(name).begun();
        yield begun.isEmpty() || begun.getLast().trail().passes(asked);
      }
      case Check.DistinctNames names -> whole.passes(names);
      case Check.DistinctItems items -> whole.passes(items);
      case Check.Value value -> whole.passes(value);
    };
  }

  /** The part begins with the next byte. */
  public void start(String name) {
    Part part = part(name);
    if (part.begun().isEmpty() || part.begun().getLast().at() < length()) {
      part.begun().add(new Begun(length(), new JsonTrail(quotes, part.checks())));
    }
  }

  /** The number of texts whose names may be asked: the whole, then the parts. */
  public int texts() {
    return 1 + all.length;
  }

  /** Text {@code i}, if it is under way and its names are asked. Allocates nothing. */
  public @Nullable JsonTrail ofNames(int i) {
    if (i == 0) {
      return asksNames ? whole : null;
    }
    Part part = all[i - 1];
    return part.asksNames() && !part.begun().isEmpty() ? part.begun().getLast().trail() : null;
  }
}
