package dev.espalier.engine.djl;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import dev.espalier.engine.ModelException;
import dev.espalier.engine.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tokenizers in the form of Hugging Face's {@code tokenizer.json}, run by its own library. */
public final class HuggingFaceTokenizers {
  static final String FILE = "tokenizer.json";

  private HuggingFaceTokenizers() {}

  /**
   * Loads a {@code tokenizer.json}, or the one in a directory. No model is needed. The library's
   * memory is freed when the tokenizer is no longer reachable.
   *
   * @throws ModelException if there is no such file or it is broken
   */
  public static Tokenizer load(Path path) {
    Path file = path.toAbsolutePath();
    boolean directory = Files.isDirectory(file);
    Path parent = directory ? file : file.getParent();
    String name = directory ? FILE : String.valueOf(file.getFileName());
    if (parent == null || !Files.isRegularFile(parent.resolve(name))) {
      throw new ModelException(
          path + ": no such file; expected a tokenizer.json or a directory that has one");
    }
    return load(new ModelFiles.Directory(parent), name);
  }

  static PromptTokenizer load(ModelFiles files, String name) {
    Djl.prepare();
    String place = files.place(name);
    String json = files.text(name);
    Json.object(place, json);
    loadLibrary();
    try {
      return new PromptTokenizer(
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
              Map.of("truncation", "false", "padding", "false")));
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new ModelException(
          place + ": not a tokenizer that can be loaded (" + e.getMessage() + ")", e);
    }
  }

  private static void loadLibrary() {
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      throw Djl.notLoaded("tokenizers", e);
    }
  }

  /** A tokenizer that also knows what stands before every prompt. */
  static final class PromptTokenizer implements Tokenizer {
    private final HuggingFaceTokenizer library;

    private PromptTokenizer(HuggingFaceTokenizer library) {
      this.library = library;
    }

    @Override
    public int[] encode(String text) {
      return tokens(library.encode(text, false, false).getIds());
    }

    /** The tokens of a text with those that the tokenizer's template adds. */
    int[] encodePrompt(String text) {
      return tokens(library.encode(text, true, false).getIds());
    }

    void close() {
      library.close();
    }

    private static int[] tokens(long[] ids) {
      int[] tokens = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        tokens[i] = Math.toIntExact(ids[i]);
      }
      return tokens;
    }

    @Override
    public String decode(int[] tokens) {
      long[] ids = new long[tokens.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = tokens[i];
      }
      return library.decode(ids, true);
    }
  }
}
