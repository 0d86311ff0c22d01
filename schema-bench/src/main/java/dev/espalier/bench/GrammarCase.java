package dev.espalier.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A grammar with example texts, as a directory of the grammars-v4 collection has it. A value.
 *
 * @param name the directory, relative to the data; with {@code #} and the entry rule where there
 *     are several for one directory
 * @param grammar the combined grammar or the parser; what it imports lies beside it
 * @param entry the rule that the examples are of; empty for the first one
 * @param examples in the order of their names
 */
public record GrammarCase(String name, Path grammar, Optional<String> entry, List<Path> examples) {
  public GrammarCase {
    examples = List.copyOf(examples);
  }

  /** Whether an example is meant to be refused: what is wrong with it is told beside it. */
  public static boolean isRefused(Path example) {
    return Files.exists(example.resolveSibling(example.getFileName() + ".errors"));
  }

  /** The name of an example in a report. */
  public String name(Path example) {
    return grammar.resolveSibling("").relativize(example).toString().replace('\\', '/');
  }
}
