package dev.espalier.engine.djl;

import dev.espalier.engine.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The files of a model: a directory of the user's, or the resources beside a class. Immutable.
 *
 * <p>Names come from untrusted files, too (a shard index names shards), so a name must be a plain
 * file name.
 */
sealed interface ModelFiles {
  /** The largest text file that is read: the tokenizers of today have up to 40 MB. */
  long MAX_TEXT_BYTES = 256L << 20;

  boolean has(String name);

  /** How a message calls a file. */
  String place(String name);

  /** The bytes of a file. */
  Bytes bytes(String name);

  /** A small file as text. */
  default String text(String name) {
    try (Bytes bytes = bytes(name)) {
      if (bytes.size() > MAX_TEXT_BYTES) {
        throw new ModelException(
            place(name) + ": " + bytes.size() + " bytes are more than " + MAX_TEXT_BYTES);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.slice(0, bytes.size())).toString();
    } catch (CharacterCodingException e) {
      throw new ModelException(place(name) + ": not UTF-8 text", e);
    }
  }

  /** Random access to the bytes of a file. */
  interface Bytes extends AutoCloseable {
    long size();

    /** Bytes {@code offset .. offset + length - 1}; what was sliced stays readable after close. */
    ByteBuffer slice(long offset, long length);

    @Override
    default void close() {}
  }

  /** A directory. */
  record Directory(Path path) implements ModelFiles {
    public Directory {
      if (!Files.isDirectory(path)) {
        throw new ModelException(
            path
                + (Files.exists(path) ? ": not a directory" : ": no such directory")
                + "; a model is a directory with config.json, tokenizer.json and"
                + " model.safetensors");
      }
    }

    @Override
    public boolean has(String name) {
      return Files.isRegularFile(file(name));
    }

    @Override
    public String place(String name) {
      return path.resolve(name).toString();
    }

    private Path file(String name) {
      if (name.isEmpty() || name.equals("..") || name.contains("/") || name.contains("\\")) {
        throw new ModelException(path + ": '" + name + "' is not a plain file name");
      }
      return path.resolve(name);
    }

    @Override
    public Bytes bytes(String name) {
      Path file = file(name);
      try {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new Mapped(file, channel, channel.size());
      } catch (NoSuchFileException e) {
        throw new ModelException(
            file
                + ": no such file; a model directory has config.json, tokenizer.json and"
                + " model.safetensors",
            e);
      } catch (IOException e) {
        throw new ModelException(file + ": cannot be read (" + e.getMessage() + ")", e);
      }
    }
  }

  /** A file read through memory mapping. */
  record Mapped(Path file, FileChannel channel, long size) implements Bytes {
    @Override
    public ByteBuffer slice(long offset, long length) {
      if (length > Integer.MAX_VALUE) {
        throw new ModelException(
            file + ": a part of " + length + " bytes is more than " + Integer.MAX_VALUE);
      }
      try {
        return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
      } catch (IOException e) {
        throw new ModelException(file + ": cannot be read (" + e.getMessage() + ")", e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new ModelException(file + ": cannot be closed (" + e.getMessage() + ")", e);
      }
    }
  }

  /** Resources in a folder beside a class. */
  record Resources(Class<?> beside, String folder) implements ModelFiles {
    @Override
    public boolean has(String name) {
      return beside.getResource(folder + "/" + name) != null;
    }

    @Override
    public String place(String name) {
      return folder + "/" + name;
    }

    @Override
    public Bytes bytes(String name) {
      try (InputStream in = beside.getResourceAsStream(folder + "/" + name)) {
        if (in == null) {
          throw new ModelException(place(name) + ": no such resource; the build is incomplete");
        }
        return new InMemory(ByteBuffer.wrap(in.readAllBytes()));
      } catch (IOException e) {
        throw new ModelException(place(name) + ": cannot be read (" + e.getMessage() + ")", e);
      }
    }
  }

  /** Bytes that are in memory. */
  record InMemory(ByteBuffer bytes) implements Bytes {
    @Override
    public long size() {
      return bytes.capacity();
    }

    @Override
    public ByteBuffer slice(long offset, long length) {
      return bytes.slice(Math.toIntExact(offset), Math.toIntExact(length));
    }
  }
}
