package dev.espalier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the grammars below a directory and the texts that come with each: {@code *.g4}, what {@code
 * pom.xml} or {@code desc.xml} says of them, and {@code examples}.
 */
public final class GrammarCases {
  private static final String EXAMPLES = "examples";
  private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern HEADER =
      Pattern.compile("(?:^|[\\s;])(lexer\\s+|parser\\s+)?grammar\\s+(\\w+)\\s*;");
  private static final Pattern IMPORT = Pattern.compile("(?:^|[\\s;}])import\\s+([\\w\\s,=]+);");

  private GrammarCases() {}

  /**
   * All grammars below {@code data}, by name.
   *
   * @throws IOException if something cannot be read
   */
  public static List<GrammarCase> find(Path data) throws IOException {
    Map<Path, List<Path>> byDirectory = new TreeMap<>();
    try (Stream<Path> files = Files.walk(data)) {
      files
          .filter(file -> file.toString().endsWith(".g4") && Files.isRegularFile(file))
          .filter(file -> !isExample(data.relativize(file)))
          .forEach(
              file ->
                  byDirectory
                      .computeIfAbsent(file.resolveSibling(""), at -> new ArrayList<>())
                      .add(file));
    }
    List<GrammarCase> cases = new ArrayList<>();
    for (Map.Entry<Path, List<Path>> entry : byDirectory.entrySet()) {
      cases.addAll(ofDirectory(data, entry.getKey(), entry.getValue()));
    }
    return cases;
  }

  private static boolean isExample(Path file) {
    for (Path name : file) {
      if (name.toString().startsWith(EXAMPLES)) {
        return true;
      }
    }
    return false;
  }

  private static List<GrammarCase> ofDirectory(Path data, Path at, List<Path> files)
      throws IOException {
    Path directory = at.normalize();
    Map<String, Path> grammars = parsers(files);
    if (grammars.isEmpty()) {
      return List.of();
    }
    Path relative =
        directory.equals(data.normalize())
            ? directory.toAbsolutePath().getFileName()
            : data.normalize().relativize(directory);
    String name = String.valueOf(relative).replace('\\', '/');
    List<GrammarTests.Entry> tests = GrammarTests.of(directory);
    boolean someExamples = false;
    for (GrammarTests.Entry test : tests) {
      someExamples |= Files.isDirectory(directory.resolve(test.examples().orElse(EXAMPLES)));
    }
    Map<Key, TreeSet<Path>> examples = new LinkedHashMap<>();
    for (GrammarTests.Entry test : tests) {
      Path from = directory.resolve(someExamples ? test.examples().orElse(EXAMPLES) : EXAMPLES);
      examples
          .computeIfAbsent(
              new Key(chosen(grammars, test.grammar()), test.rule()), key -> new TreeSet<>())
          .addAll(examples(directory, from.normalize(), test.extension().orElse("")));
    }
    List<GrammarCase> cases = new ArrayList<>();
    examples.forEach(
        (key, texts) ->
            cases.add(
                new GrammarCase(
                    examples.size() == 1 ? name : name + "#" + key.entry.orElse(""),
                    key.grammar,
                    key.entry,
                    List.copyOf(texts))));
    return cases;
  }

  private record Key(Path grammar, Optional<String> entry) {}

  /** Combined grammars and parsers that no other grammar here imports, by name. */
  private static Map<String, Path> parsers(List<Path> files) throws IOException {
    Map<String, Path> parsers = new TreeMap<>();
    List<String> imported = new ArrayList<>();
    for (Path file : files) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      String code = COMMENT.matcher(text).replaceAll(" ");
      Matcher header = HEADER.matcher(code);
      if (!header.find()) {
        parsers.put(file.getFileName().toString().replace(".g4", ""), file);
        continue;
      }
      if (header.group(1) == null || header.group(1).startsWith("parser")) {
        parsers.put(header.group(2), file);
      }
      Matcher imports = IMPORT.matcher(code);
      if (imports.find(header.end())) {
        Stream.of(imports.group(1).split(","))
            .map(one -> one.replaceAll(".*=", "").strip())
            .forEach(imported::add);
      }
    }
    Map<String, Path> roots = new TreeMap<>(parsers);
    roots.keySet().removeAll(imported);
    return roots.isEmpty() ? parsers : roots;
  }

  private static Path chosen(Map<String, Path> grammars, Optional<String> name) {
    if (name.isPresent()) {
      for (String candidate : List.of(name.get(), name.get() + "Parser")) {
        if (grammars.containsKey(candidate)) {
          return grammars.get(candidate);
        }
      }
    }
    return grammars.values().iterator().next();
  }

  private static List<Path> examples(Path directory, Path examples, String extension)
      throws IOException {
    if (!examples.startsWith(directory.normalize()) || !Files.isDirectory(examples)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(examples)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(extension))
          .filter(file -> !file.toString().endsWith(".errors"))
          .filter(file -> !file.toString().endsWith(".tree"))
          .toList();
    }
  }
}
