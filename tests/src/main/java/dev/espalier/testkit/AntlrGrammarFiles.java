package dev.espalier.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.Tool;
import org.antlr.v4.parse.ANTLRParser;
import org.antlr.v4.tool.ANTLRMessage;
import org.antlr.v4.tool.ANTLRToolListener;
import org.antlr.v4.tool.Grammar;
import org.antlr.v4.tool.GrammarTransformPipeline;
import org.antlr.v4.tool.LexerGrammar;
import org.antlr.v4.tool.ast.GrammarRootAST;
import org.jspecify.annotations.Nullable;

/**
 * ANTLR's tool over one directory, writing nothing: a {@code tokenVocab} is read from the grammar
 * of that name, where the tool itself reads the file that it has made of it. Mutable; one thread.
 */
final class AntlrGrammarFiles {
  private final Path directory;
  private final Set<String> underWay = new HashSet<>();

  AntlrGrammarFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads a grammar and what it imports, up to its automata.
   *
   * @throws IllegalArgumentException if ANTLR reports an error
   */
  Grammar load(String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file) || !underWay.add(name)) {
      throw new IllegalArgumentException(
          file + ": " + (Files.exists(file) ? "a cycle" : "no file"));
    }
    List<String> errors = new ArrayList<>();
    Tool tool = new VocabularyTool();
    tool.inputDirectory = directory.toFile();
    tool.libDirectory = directory.toString();
    tool.removeListeners();
    tool.addListener(
        new ANTLRToolListener() {
          @Override
          public void info(String message) {}

          @Override
          public void error(ANTLRMessage message) {
            errors.add(
                "%d:%d: %s"
                    .formatted(
                        message.line,
                        message.charPosition,
                        message.getMessageTemplate(false).render()));
          }

          @Override
          public void warning(ANTLRMessage message) {}
        });
    GrammarRootAST tree = tool.parseGrammar(file.toString());
    if (tree == null || tree.hasErrors) {
      throw new IllegalArgumentException(file + ": " + String.join("; ", errors));
    }
    Grammar grammar = tool.createGrammar(tree);
    grammar.fileName = file.toString();
    tool.process(grammar, false);
    if (!errors.isEmpty() || grammar.atn == null) {
      throw new IllegalArgumentException(file + ": " + String.join("; ", errors));
    }
    underWay.remove(name);
    return grammar;
  }

  /** The grammar that {@code tokenVocab} of another names; null if it names none. */
  @Nullable Grammar vocabularyOf(Grammar grammar) {
    String name = grammar.getOptionString("tokenVocab");
    return name == null ? null : load(name.replaceAll(".*/", "") + ".g4");
  }

  private void importVocabulary(Grammar grammar) {
    Grammar vocabulary = vocabularyOf(grammar);
    if (vocabulary != null) {
      grammar.importVocab(vocabulary);
    }
  }

  private final class VocabularyTool extends Tool {
    @Override
    public Grammar createGrammar(GrammarRootAST tree) {
      if (tree.grammarType == ANTLRParser.LEXER) {
        LexerGrammar lexer =
            new LexerGrammar(this, tree) {
              @Override
              public void importTokensFromTokensFile() {
                importVocabulary(this);
              }
            };
        GrammarTransformPipeline.setGrammarPtr(lexer, tree);
        return lexer;
      }
      Grammar grammar =
          new Grammar(this, tree) {
            @Override
            public void importTokensFromTokensFile() {
              importVocabulary(this);
            }
          };
      GrammarTransformPipeline.setGrammarPtr(grammar, tree);
      return grammar;
    }
  }
}
