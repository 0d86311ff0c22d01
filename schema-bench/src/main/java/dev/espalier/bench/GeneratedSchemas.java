package dev.espalier.bench;

import java.util.SplittableRandom;

/**
 * Schemas of small objects, each with names and bounds of its own, as many servers see many.
 * Mutable; one thread. The same seed gives the same schemas.
 */
final class GeneratedSchemas {
  private static final String[] NAMES = {
    "id", "name", "title", "email", "city", "amount", "status", "created", "owner", "tags", "note",
    "price", "count", "lines", "address"
  };
  private static final int MAX_DEPTH = 2;

  private final SplittableRandom random;
  private long made;

  GeneratedSchemas(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A schema unlike all before it. */
  String next() {
    StringBuilder out = new StringBuilder();
    object(out, 0);
    made++;
    return out.toString();
  }

  private void object(StringBuilder out, int depth) {
    int count = random.nextInt(1, 6);
    int first = random.nextInt(NAMES.length);
    out.append("{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : ",").append(name(first + i)).append(':');
      value(out, depth + 1);
    }
    out.append("},\"required\":[").append(name(first)).append("]}");
  }

  private String name(int index) {
    return "\"%s_%d\"".formatted(NAMES[index % NAMES.length], made);
  }

  private void value(StringBuilder out, int depth) {
    switch (random.nextInt(depth < MAX_DEPTH ? 8 : 6)) {
      case 0 -> out.append("{\"type\":\"string\"}");
      case 1 ->
          out.append("{\"type\":\"string\",\"maxLength\":%d}".formatted(random.nextInt(1, 100)));
      case 2 ->
          out.append(
              "{\"type\":\"string\",\"pattern\":\"^[a-%c]{1,%d}$\"}"
                  .formatted('b' + random.nextInt(25), random.nextInt(1, 40)));
      case 3 ->
          out.append(
              "{\"type\":\"integer\",\"minimum\":0,\"maximum\":%d}"
                  .formatted(random.nextInt(100_000)));
      case 4 ->
          out.append(
              "{\"enum\":[\"a%d\",\"b%d\",null]}"
                  .formatted(random.nextInt(1_000), random.nextInt(1_000)));
      case 5 -> out.append("{\"type\":[\"number\",\"boolean\"]}");
      case 6 -> {
        out.append(
            "{\"type\":\"array\",\"maxItems\":%d,\"items\":".formatted(random.nextInt(1, 9)));
        value(out, depth + 1);
        out.append('}');
      }
      default -> object(out, depth);
    }
  }
}
