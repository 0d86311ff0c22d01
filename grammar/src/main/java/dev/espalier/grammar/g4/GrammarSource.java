package dev.espalier.grammar.g4;

import dev.espalier.grammar.Limits;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.g4.generated.G4Lexer;
import dev.espalier.grammar.g4.generated.G4Parser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads grammars by their names, each once. Used by one thread. */
final class GrammarSource {
  private static final Set<Integer> OPENING = Set.of(G4Lexer.OPEN);
  private static final Set<Integer> CLOSING = Set.of(G4Lexer.CLOSE);

  private final G4Files files;
  private final Limits limits;
  private final Map<String, Optional<GrammarFile>> read = new HashMap<>();

  GrammarSource(G4Files files, Limits limits) {
    this.files = files;
    this.limits = limits;
  }

  /** The grammar in the file of that name; empty if there is no such file. */
  Optional<GrammarFile> named(String name) {
    Optional<GrammarFile> known = read.get(name);
    if (known == null) {
      String fileName = name + ".g4";
      known = files.text(fileName).map(text -> parse(text, fileName));
      read.put(name, known);
    }
    return known;
  }

  /** Whether there are numbers of tokens under that name, as ANTLR writes them. */
  boolean hasTokenNumbers(String name) {
    return files.text(name + ".tokens").isPresent();
  }

  /** The grammar that {@code text} is. */
  GrammarFile parse(String text, String fileName) {
    StrictParser strict = new StrictParser(fileName, limits, OPENING, CLOSING);
    return strict.parse(
        text,
        RuleAwareLexer::new,
        G4Parser::new,
        G4Parser::file,
        tree -> new G4Reader(strict).file(tree));
  }
}
