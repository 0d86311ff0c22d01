package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.g4.generated.G4Lexer;
import dev.espalier.grammar.g4.generated.G4Parser;
import java.util.List;
import java.util.Set;

/** Reads .g4, the grammar notation of ANTLR 4. */
public final class G4 {
  private static final Set<Integer> OPENING = Set.of(G4Lexer.OPEN);
  private static final Set<Integer> CLOSING = Set.of(G4Lexer.CLOSE);

  private G4() {}

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what stands before {@code :line:column} in the position of an error
   * @param startRule the parser rule that derives the whole text; empty for the first one
   * @param files asked for imported grammars ({@code NAME.g4}), and for the one that {@code
   *     tokenVocab} names
   * @throws GrammarSyntaxException if a text is no .g4, or not one that ANTLR would take
   * @throws UnsupportedGrammarException if code in it may change the language, and {@code options}
   *     assume nothing about it; all such places are named
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static G4Grammar parse(
      String text,
      String fileName,
      String startRule,
      G4Files files,
      G4Options options,
      Limits limits) {
    return new StrictParser(fileName, limits, OPENING, CLOSING)
        .<RuleAwareLexer, G4Parser, G4Parser.FileContext, G4Grammar>parse(
            text,
            RuleAwareLexer::new,
            G4Parser::new,
            G4Parser::file,
            tree -> {
              throw new UnsupportedGrammarException(
                  List.of(
                      new UnsupportedGrammarException.Use(
                          fileName + ":1:1", "rule", "rules are not read", "")));
            });
  }
}
