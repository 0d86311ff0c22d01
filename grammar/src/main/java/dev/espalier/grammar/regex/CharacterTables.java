package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the JDK does not say of characters: some binary properties, and the characters with other
 * script extensions than their script. From {@code unicode-15.txt}, whose first lines say how it is
 * to be read; read once. Thread-safe.
 */
final class CharacterTables {
  private static final Map<String, List<String>> PROPERTIES = new HashMap<>(); // words by name
  private static final List<Scripts> SCRIPTS = new ArrayList<>();
  private static final CodePointSet EXTENDED;

  /** Characters used with each of several scripts. */
  private record Scripts(List<Character.UnicodeScript> scripts, CodePointSet characters) {}

  static {
    for (String line : text().replaceAll("\n +", " ").split("\n")) {
      int equals = line.indexOf(" = ");
      if (!line.startsWith("#") && equals > 0) {
        List<String> names = List.of(line.substring(0, equals).split(" "));
        List<String> words = List.of(line.substring(equals + 3).split(" "));
        List<String> named = names.subList(1, names.size());
        if (names.getFirst().equals("property")) {
          named.forEach(name -> PROPERTIES.put(name, words));
        } else {
          SCRIPTS.add(
              new Scripts(
                  named.stream().map(Character.UnicodeScript::forName).toList(), set(words)));
        }
      }
    }
    EXTENDED = CharacterClasses.union(SCRIPTS.stream().map(Scripts::characters).toList());
  }

  private CharacterTables() {}

  private static String text() {
    try (InputStream in = CharacterTables.class.getResourceAsStream("unicode-15.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The characters with a binary property, if it is in the tables. */
  static Optional<CodePointSet> property(String name) {
    return Optional.ofNullable(PROPERTIES.get(name)).map(CharacterTables::set);
  }

  /** The names of the binary properties in the tables. */
  static Stream<String> names() {
    return PROPERTIES.keySet().stream();
  }

  /** The characters whose script extensions name {@code script}, which those of {@code of} have. */
  static CodePointSet extended(String script, CodePointSet of) {
    Character.UnicodeScript wanted = Character.UnicodeScript.forName(script);
    List<CodePointSet> sets = new ArrayList<>(List.of(of.minus(EXTENDED)));
    for (Scripts entry : SCRIPTS) {
      if (entry.scripts().contains(wanted)) {
        sets.add(entry.characters());
      }
    }
    return CharacterClasses.union(sets);
  }

  private static CodePointSet set(List<String> words) {
    int minus = words.indexOf("-");
    return minus < 0
        ? union(words)
        : union(words.subList(0, minus)).minus(union(words.subList(minus + 1, words.size())));
  }

  private static CodePointSet union(List<String> words) {
    List<CodePointSet> sets = new ArrayList<>();
    List<Integer> bounds = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("@")) {
        sets.add(CharacterClasses.ofProperty(word.substring(1)).orElseThrow());
      } else {
        int[] ends =
            Arrays.stream(word.split("-")).mapToInt(end -> Integer.parseInt(end, 16)).toArray();
        bounds.add(ends[0]);
        bounds.add(ends[ends.length - 1]);
      }
    }
    sets.add(CodePointSet.ofRanges(bounds.stream().mapToInt(Integer::intValue).toArray()));
    return CharacterClasses.union(sets);
  }
}
