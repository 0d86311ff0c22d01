package dev.espalier.grammar.notation;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.g4.G4;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads grammar files. Stateless; any thread. */
public final class Grammars {
  private Grammars() {}

  /**
   * The grammar in {@code file}, in the notation that its name says, from the usual start rule.
   *
   * @throws IOException if the file cannot be read
   * @throws GrammarException if its name, its encoding or its text is not what it should be
   */
  public static Grammar read(Path file, Limits limits) throws IOException {
    Notation notation = Notation.ofFileName(name(file));
    return read(file, notation, notation.startRule(), limits);
  }

  /**
   * The grammar in {@code file}, whatever its name; what a .g4 file imports is sought beside it.
   *
   * @param startRule the rule to start from; {@link Notation#startRule()} for the usual one
   * @throws IOException if the file cannot be read
   * @throws GrammarException if its encoding or its text is not what it should be
   */
  public static Grammar read(Path file, Notation notation, String startRule, Limits limits)
      throws IOException {
    String text = text(file, limits);
    if (notation != Notation.G4) {
      return notation.parse(text, name(file), startRule, limits);
    }
    Path directory = file.toAbsolutePath().getParent();
    G4Files files = directory == null ? G4Files.none() : G4Files.directory(directory, limits);
    return G4.parse(text, name(file), startRule, files, G4Options.defaults(), limits).grammar();
  }

  private static String text(Path file, Limits limits) throws IOException {
    long most = 4L * limits.maxSourceChars();
    if (Files.size(file) > most) {
      throw new LimitExceededException(
          name(file),
          Files.size(file) + " bytes > 4 * Limits.maxSourceChars " + limits.maxSourceChars());
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new GrammarSyntaxException(name(file), "the file is not UTF-8");
    }
  }

  private static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }
}
