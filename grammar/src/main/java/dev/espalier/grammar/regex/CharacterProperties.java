package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Unicode properties by the names that notations other than ECMA-262 use for them, as loosely as
 * they do: case does not matter, nor do underscores, hyphens and spaces. Thread-safe.
 */
public final class CharacterProperties {
  private static final List<String> BLOCK = List.of("block=", "blk=", "in");
  private static final int MOST_CACHED = 1_000;
  private static final Map<String, CodePointSet> BLOCKS = new ConcurrentHashMap<>();
  private static final Map<String, String> NAMES = // as ECMA-262 has them, by their loose form
      Stream.concat(CharacterClasses.names(), CharacterTables.names())
          .collect(Collectors.toMap(CharacterProperties::loose, name -> name, (a, b) -> a));

  private CharacterProperties() {}

  /**
   * The characters with a property: a general category ({@code Lu}, {@code Letter}), a script
   * ({@code Greek}), a block ({@code InCyrillic}) or a binary property ({@code XID_Start}), also as
   * {@code General_Category=}, {@code Script=}, {@code Script_Extensions=} and {@code Block=} with
   * a value. Empty if there is none of that name.
   */
  public static Optional<CodePointSet> named(String name) {
    String loose = loose(name);
    String known = NAMES.get(loose);
    if (known != null) {
      return CharacterClasses.ofProperty(known);
    }
    String value = loose.substring(loose.indexOf('=') + 1);
    switch (loose.substring(0, loose.length() - value.length())) {
      case "generalcategory=", "gc=" -> {
        return Optional.ofNullable(NAMES.get(value))
            .flatMap(category -> CharacterClasses.ofProperty("gc=" + category));
      }
      case "scriptextensions=", "scx=" -> {
        return script(value).flatMap(script -> CharacterClasses.ofProperty("scx=" + script));
      }
      case "", "script=", "sc=" -> {
        Optional<String> script = script(value);
        if (script.isPresent()) {
          return CharacterClasses.ofProperty("sc=" + script.get());
        }
      }
      default -> {}
    }
    for (String prefix : BLOCK) {
      if (loose.startsWith(prefix)) {
        return block(loose.substring(prefix.length()));
      }
    }
    return Optional.empty();
  }

  private static String loose(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** The name of a script, by a form of it without underscores. */
  private static Optional<String> script(String loose) {
    for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
      if (loose(script.name()).equals(loose)) {
        return Optional.of(capitalized(script));
      }
    }
    try {
      return Optional.of(capitalized(Character.UnicodeScript.forName(loose)));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static String capitalized(Character.UnicodeScript script) {
    return script == Character.UnicodeScript.SIGNWRITING
        ? "SignWriting"
        : Stream.of(script.name().split("_"))
            .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("_"));
  }

  private static Optional<CodePointSet> block(String loose) {
    CodePointSet known = BLOCKS.get(loose);
    if (known != null) {
      return Optional.of(known);
    }
    Map<Character.UnicodeBlock, Boolean> named = new HashMap<>();
    CodePointSet set =
        CodePointSet.where(
            c -> {
              Character.UnicodeBlock block = Character.UnicodeBlock.of(c);
              return block != null
                  && named.computeIfAbsent(block, b -> loose(b.toString()).equals(loose));
            });
    if (set.isEmpty()) {
      return Optional.empty();
    }
    if (BLOCKS.size() < MOST_CACHED) {
      BLOCKS.put(loose, set);
    }
    return Optional.of(set);
  }
}
