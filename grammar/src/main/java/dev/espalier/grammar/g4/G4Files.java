package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the grammars come from that a grammar imports or takes its tokens from. */
@FunctionalInterface
public interface G4Files {

  /**
   * The text of a file; empty if there is none.
   *
   * @param fileName such as {@code SqlLexer.g4}; from the text of a grammar, so not to be trusted
   */
  Optional<String> text(String fileName);

  /** No files at all. */
  static G4Files none() {
    return fileName -> Optional.empty();
  }

  /** The given texts, by file name. */
  static G4Files of(Map<String, String> texts) {
    Map<String, String> copy = Map.copyOf(texts);
    return fileName -> Optional.ofNullable(copy.get(fileName));
  }

  /**
   * The files in {@code directory}, those below it excepted: a name that leads elsewhere is no
   * file. Reading throws {@link LimitExceededException} for a file of more than four bytes for each
   * of {@link Limits#maxSourceChars}, and {@link GrammarSyntaxException} for one that is not UTF-8.
   */
  static G4Files directory(Path directory, Limits limits) {
    return fileName -> {
      Path file;
      try {
        file = directory.resolve(fileName).normalize();
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
      if (!directory.normalize().equals(file.getParent() == null ? Path.of("") : file.getParent())
          || !Files.isRegularFile(file)) {
        return Optional.empty();
      }
      try {
        long most = 4L * limits.maxSourceChars();
        if (Files.size(file) > most) {
          throw new LimitExceededException(
              fileName,
              Files.size(file) + " bytes > 4 * Limits.maxSourceChars " + limits.maxSourceChars());
        }
        return Optional.of(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString());
      } catch (CharacterCodingException e) {
        throw new GrammarSyntaxException(fileName, "the file is not UTF-8");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
