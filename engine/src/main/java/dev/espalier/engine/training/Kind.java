package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code kinds.txt}: a kind of thing, the facts known about it and how prose states
 * them.
 */
record Kind(String name, String plural, List<String> pronouns, Field subject, List<Field> fields) {
  /**
   * A fact: the keys it may stand under, the kind of its value ({@code bool} has phrases for true
   * and for false), and its phrases.
   */
  record Field(
      List<String> keys, String valueKind, List<String> phrases, List<String> negativePhrases) {
    boolean isBoolean() {
      return valueKind.equals("bool");
    }
  }

  static List<Kind> readAll() {
    List<Kind> kinds = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : WordLists.lines("kinds.txt")) {
      if (line.startsWith("kind ") && !block.isEmpty()) {
        kinds.add(parse(block));
        block.clear();
      }
      block.add(line);
    }
    kinds.add(parse(block));
    return List.copyOf(kinds);
  }

  private static Kind parse(List<String> block) {
    String[] names = block.get(0).substring("kind ".length()).split(", ");
    List<String> pronouns = alternatives(block.get(1).substring("pronoun ".length()));
    Field subject = field(block.get(2).substring("subject ".length()) + ":");
    List<Field> fields = block.subList(3, block.size()).stream().map(Kind::field).toList();
    return new Kind(names[0], names[1], pronouns, subject, fields);
  }

  private static Field field(String line) {
    int equals = line.indexOf(" = ");
    int colon = line.indexOf(':', equals);
    String[] phrases = line.substring(colon + 1).split(" # ");
    return new Field(
        alternatives(line.substring(0, equals)),
        line.substring(equals + 3, colon).strip(),
        alternatives(phrases[0]),
        phrases.length > 1 ? alternatives(phrases[1]) : List.of());
  }

  private static List<String> alternatives(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\\|")) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return List.copyOf(parts);
  }
}
