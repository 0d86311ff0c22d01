package dev.espalier.engine.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Arguments that are literal text or {@code @FILE}, and files of text. */
final class Texts {
  private static final long MAX_FILE_BYTES = 256L << 20;

  private Texts() {}

  /** Whether an argument names a file. */
  static boolean isFile(String argument) {
    return argument.startsWith("@");
  }

  /** The bytes of a literal argument in UTF-8, or those of the file that it names. */
  static byte[] bytes(String argument) {
    return isFile(argument)
        ? file(argument.substring(1), ExitCode.USAGE)
        : argument.getBytes(StandardCharsets.UTF_8);
  }

  /** A literal argument, or the text of the file that it names without one line end at its end. */
  static String text(String argument) {
    if (!isFile(argument)) {
      return argument;
    }
    String text = utf8(argument.substring(1), bytes(argument), ExitCode.USAGE);
    return text.endsWith("\r\n")
        ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /** The text of a file; what is wrong with the file ends the command with {@code exitCode}. */
  static String read(String path, int exitCode) {
    return utf8(path, file(path, exitCode), exitCode);
  }

  private static byte[] file(String name, int exitCode) {
    try {
      Path path = Path.of(name);
      long length = Files.size(path);
      if (length > MAX_FILE_BYTES) {
        throw new CommandFailure(
            ExitCode.LIMIT, "%s: %d bytes > %d".formatted(name, length, MAX_FILE_BYTES));
      }
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(exitCode, name + ": no such file");
    } catch (IOException | InvalidPathException e) {
      throw new CommandFailure(exitCode, name + ": cannot be read, " + e.getMessage());
    }
  }

  private static String utf8(String name, byte[] bytes, int exitCode) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw new CommandFailure(
          exitCode,
          "%s: byte %d: not valid UTF-8; save it as UTF-8".formatted(name, in.position()));
    }
  }

  /** At most {@code codePoints} of a text, with dots where it goes on. */
  static String abridged(String text, int codePoints) {
    if (text.codePointCount(0, text.length()) <= codePoints) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, codePoints)) + "...";
  }
}
