package dev.espalier.engine.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The named lists of words in {@code words.txt}. Immutable; any thread. */
final class WordLists {
  private final Map<String, List<String>> lists;

  private WordLists(Map<String, List<String>> lists) {
    this.lists = lists;
  }

  static WordLists read() {
    Map<String, List<String>> lists = new HashMap<>();
    List<String> current = List.of();
    for (String line : lines("words.txt")) {
      if (line.startsWith("[")) {
        current = new ArrayList<>();
        lists.put(line.substring(1, line.length() - 1), current);
      } else {
        for (String word : line.split(",")) {
          if (!word.isBlank()) {
            current.add(word.strip());
          }
        }
      }
    }
    lists.replaceAll((name, words) -> List.copyOf(words));
    return new WordLists(Map.copyOf(lists));
  }

  /** The lines of a resource beside this class, without comments and empty lines. */
  static List<String> lines(String resource) {
    try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + resource + "' is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> get(String name) {
    List<String> words = lists.get(name);
    if (words == null) {
      throw new IllegalArgumentException("no word list '" + name + "' in words.txt");
    }
    return words;
  }
}
