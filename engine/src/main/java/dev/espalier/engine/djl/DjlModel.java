package dev.espalier.engine.djl;

import ai.djl.pytorch.engine.PtNDManager;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.ModelException;
import dev.espalier.engine.Session;
import dev.espalier.engine.Tokenizer;
import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Vocabulary;
import dev.espalier.masking.VocabularyException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A model in a Hugging Face directory, run on the CPU by PyTorch through DJL: {@code config.json},
 * {@code tokenizer.json}, and {@code model.safetensors} or its shards. Nothing is downloaded and
 * nothing in the directory is executed or unpickled.
 *
 * <p>The architectures are {@code LlamaForCausalLM} (Llama, SmolLM and others) and {@code
 * MistralForCausalLM}, with weights in F32, F16 or BF16. Immutable; any thread. Close it: it holds
 * memory outside the heap. Sessions must be closed before.
 */
public final class DjlModel implements LanguageModel {
  private static final String EMBEDDED_FOLDER = "/dev/espalier/engine/default-model";

  private final LlamaConfig config;
  private final HuggingFaceTokenizers.PromptTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final ConstraintCache constraints;
  private final PtNDManager manager;
  private final LlamaProgram program;
  private volatile boolean closed;

  private DjlModel(ModelFiles files, Precision precision) {
    Djl.prepare();
    this.config = LlamaConfig.read(files);
    // the two native libraries load side by side: they are most of the time to the first token
    CompletableFuture<PtNDManager> opening = CompletableFuture.supplyAsync(Djl::newManager);
    try {
      this.vocabulary = vocabulary(files, config);
      this.constraints = ConstraintCache.of(vocabulary);
      this.tokenizer = HuggingFaceTokenizers.load(files, HuggingFaceTokenizers.FILE);
      this.manager = joined(opening);
      this.program = new LlamaProgram(files, config, precision, manager);
    } catch (RuntimeException | Error e) {
      opening.thenAccept(PtNDManager::close);
      throw e;
    }
  }

  private static PtNDManager joined(CompletableFuture<PtNDManager> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof ModelException cause ? cause : e;
    }
  }

  /**
   * Loads the model in a directory.
   *
   * @throws ModelException if a file is missing, truncated, or asks for what is not supported
   */
  public static DjlModel load(Path directory) {
    return load(directory, Precision.AUTOMATIC);
  }

  /** As {@link #load(Path)}, with its matrices held in the given precision. */
  public static DjlModel load(Path directory, Precision precision) {
    return new DjlModel(new ModelFiles.Directory(directory), precision);
  }

  /**
   * The small model that is part of this library: it writes JSON from short facts in English, and
   * not much else. {@code docs/default-model.md} says what it is.
   */
  public static DjlModel embedded() {
    return new DjlModel(new ModelFiles.Resources(DjlModel.class, EMBEDDED_FOLDER), Precision.FULL);
  }

  private static Vocabulary vocabulary(ModelFiles files, LlamaConfig config) {
    String place = files.place(HuggingFaceTokenizers.FILE);
    Vocabulary vocabulary;
    try {
      vocabulary = Vocabulary.parseTokenizerJson(files.text(HuggingFaceTokenizers.FILE));
    } catch (VocabularyException e) {
      String message = e.getMessage();
      String file = HuggingFaceTokenizers.FILE;
      throw new ModelException(
          message.startsWith(file)
              ? place + message.substring(file.length())
              : place + ": " + message,
          e);
    }
    if (vocabulary.size() > config.vocabularySize()) {
      throw new ModelException(
          place
              + ": "
              + vocabulary.size()
              + " tokens are more than the vocab_size "
              + config.vocabularySize()
              + " of config.json");
    }
    int[] ends = config.endTokens().stream().mapToInt(Integer::intValue).sorted().toArray();
    Vocabulary sized = vocabulary.withSize(config.vocabularySize());
    return ends.length == 0 ? sized : sized.withEndTokens(ends);
  }

  @Override
  public Session open(String prompt) {
    int[] tokens = tokenizer.encodePrompt(prompt);
    if (tokens.length > config.context()) {
      throw new ModelException(
          "prompt: "
              + tokens.length
              + " tokens are more than the context of "
              + config.context()
              + "; shorten the prompt");
    }
    return open(tokens);
  }

  @Override
  public Session open(int[] tokens) {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    Session session = new LlamaSession(program, config);
    try {
      session.append(tokens);
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    return session;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public ConstraintCache constraints() {
    return constraints;
  }

  @Override
  public int vocabularySize() {
    return config.vocabularySize();
  }

  @Override
  public int contextLength() {
    return config.context();
  }

  @Override
  public Set<Integer> endTokens() {
    return config.endTokens();
  }

  /** The text followed by what {@code espalier_prompt_suffix} in config.json says, once. */
  @Override
  public String promptFor(String text) {
    return text.endsWith(config.promptSuffix()) ? text : text + config.promptSuffix();
  }

  /** The number of weights. */
  public long parameters() {
    return config.parameters();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      program.close();
      manager.close();
      tokenizer.close();
    }
  }
}
