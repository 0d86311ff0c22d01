package dev.espalier.engine.djl.training;

import dev.espalier.engine.djl.Safetensors;
import dev.espalier.engine.djl.SafetensorsWriter;
import dev.espalier.engine.djl.TensorType;
import dev.espalier.engine.training.BytePairTokenizer;
import dev.espalier.engine.training.BytePairTrainer;
import dev.espalier.engine.training.TokenizerJson;
import dev.espalier.engine.training.TrainingText;
import dev.espalier.engine.training.TrainingTexts;
import dev.espalier.masking.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command that trains the embedded default model and writes it as a Hugging Face directory.
 *
 * <pre>
 *   TrainDefaultModel --out DIR [--seed N] [--from DIR] (--minutes N | --steps N)
 * </pre>
 *
 * <p>{@code --from} names a directory that this command wrote, of a model of the same shape whose
 * tokenizer may differ: its weights are the first weights, tokens are matched by their bytes.
 *
 * <p>One thread, AdamW, a linear warm-up and then a cosine to zero, over the steps or over the
 * minutes. Every {@value #CHECKPOINT_SECONDS} seconds, and at the end, the directory holds the
 * model so far and a checkpoint; a run on a directory with a checkpoint goes on from there. {@code
 * loss.csv} has one line for every {@value #LOG_STEPS} steps: step, seconds, training loss, and
 * where it was measured, validation loss and the share of values that come out exactly.
 */
public final class TrainDefaultModel {
  private static final String CHECKPOINT = "checkpoint.safetensors";
  private static final String FIRST_MOMENT = ".first_moment";
  private static final String SECOND_MOMENT = ".second_moment";
  private static final int VOCABULARY = 1_536;
  private static final int HIDDEN = 192;
  private static final int INNER = 512;
  private static final int LAYERS = 4;
  private static final int HEADS = 6;
  private static final int CONTEXT = 1_024;
  private static final int BATCH_TOKENS = 2_048;
  private static final int TOKENIZER_TEXTS = 20_000;
  private static final int VALIDATION_BATCHES = 16;
  private static final double PEAK_RATE = 1e-3;
  private static final double WARM_UP = 0.02;
  private static final int LOG_STEPS = 50;
  private static final int VALIDATION_STEPS = 250;
  private static final int CHECKPOINT_SECONDS = 120;

  /** What {@code --minutes} and {@code --steps} say: how far along a run is. */
  private record Budget(double minutes, long steps) {
    double progress(long step, double seconds) {
      return steps > 0 ? (double) step / steps : seconds / (60 * minutes);
    }
  }

  private final Path directory;
  private final long seed;
  private final Budget budget;
  private final TrainingTexts texts;
  private final TrainingTexts heldOut;
  private final BytePairTokenizer tokenizer;
  private final TrainedModel model;
  private long step;
  private long nextText;
  private double seconds;

  private TrainDefaultModel(Path directory, long seed, Budget budget) {
    this.directory = directory;
    this.seed = seed;
    this.budget = budget;
    this.texts = new TrainingTexts(seed);
    this.heldOut = new TrainingTexts(~seed);
    List<String> sample = new ArrayList<>();
    for (int i = 0; i < TOKENIZER_TEXTS; i++) {
      TrainingText text = texts.text(i);
      sample.add(text.prompt());
      sample.add(text.json());
    }
    this.tokenizer = BytePairTrainer.train(sample, VOCABULARY);
    this.model = new TrainedModel(form(), seed);
  }

  private TrainedModel.Form form() {
    return new TrainedModel.Form(tokenizer.vocabularySize(), HIDDEN, INNER, LAYERS, HEADS);
  }

  /** Runs the command. */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    Map<String, String> options = options(arguments);
    if (!options.containsKey("--out")
        || options.containsKey("--minutes") == options.containsKey("--steps")) {
      System.err.println(
          "usage: TrainDefaultModel --out DIR [--seed N] [--from DIR] (--minutes N | --steps N)");
      System.exit(2);
    }
    Path directory = Path.of(options.get("--out"));
    Files.createDirectories(directory);
    TrainDefaultModel training =
        new TrainDefaultModel(
            directory,
            Long.parseLong(options.getOrDefault("--seed", "1")),
            new Budget(
                Double.parseDouble(options.getOrDefault("--minutes", "0")),
                Long.parseLong(options.getOrDefault("--steps", "0"))));
    if (options.containsKey("--from")) {
      training.startFrom(Path.of(options.get("--from")));
    }
    training.run();
  }

  /** Arguments in pairs, option and value. */
  static Map<String, String> options(String[] arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private void run() throws IOException {
    Files.writeString(directory.resolve("tokenizer.json"), TokenizerJson.write(tokenizer));
    writeConfiguration();
    List<TrainingBatch> validation =
        TrainingBatch.batches(heldOut, 0, tokenizer, BATCH_TOKENS, seed)
            .subList(0, VALIDATION_BATCHES);
    Path log = directory.resolve("loss.csv");
    if (Files.exists(directory.resolve(CHECKPOINT))) {
      readCheckpoint();
    } else {
      Files.writeString(log, "step,seconds,train_loss,validation_loss,exact_values\n");
    }
    long started = System.nanoTime() - (long) (1e9 * seconds);
    double lastCheckpoint = seconds;
    double sum = 0;
    while (budget.progress(step, seconds) < 1) {
      List<TrainingBatch> batches =
          TrainingBatch.batches(texts, nextText, tokenizer, BATCH_TOKENS, seed ^ nextText);
      for (TrainingBatch batch : batches) {
        step++;
        sum += model.step(batch, step, rate());
        seconds = (System.nanoTime() - started) / 1e9;
        if (step % LOG_STEPS == 0) {
          String measured = step % VALIDATION_STEPS == 0 ? validate(validation) : ",";
          String line =
              String.format(
                  Locale.ROOT, "%d,%.0f,%.4f,%s%n", step, seconds, sum / LOG_STEPS, measured);
          Files.writeString(log, line, StandardOpenOption.APPEND);
          sum = 0;
        }
        if (budget.progress(step, seconds) >= 1) {
          break;
        }
      }
      nextText += TrainingBatch.pool();
      if (seconds - lastCheckpoint > CHECKPOINT_SECONDS) {
        writeWeights();
        lastCheckpoint = seconds;
      }
    }
    writeWeights();
    System.err.println("exact values: " + score(validation));
    model.close();
  }

  private double rate() {
    double progress = Math.min(1, budget.progress(step, seconds));
    return progress < WARM_UP
        ? PEAK_RATE * Math.max(progress, 1e-3) / WARM_UP
        : PEAK_RATE * (0.5 + 0.5 * Math.cos(Math.PI * (progress - WARM_UP) / (1 - WARM_UP)));
  }

  private String validate(List<TrainingBatch> batches) {
    double loss = batches.stream().mapToDouble(model::loss).average().orElseThrow();
    FieldScore score = score(batches);
    System.err.printf(
        Locale.ROOT,
        "step %d, %.0f s: validation loss %.4f, exact values %s%n",
        step,
        seconds,
        loss,
        score);
    return String.format(Locale.ROOT, "%.4f,%.4f", loss, score.rate());
  }

  private FieldScore score(List<TrainingBatch> batches) {
    String[] tokenTexts = new String[tokenizer.vocabularySize()];
    for (int token = 0; token < tokenTexts.length; token++) {
      tokenTexts[token] = tokenizer.decode(new int[] {token});
    }
    FieldScore score = new FieldScore(tokenTexts);
    for (TrainingBatch batch : batches) {
      long[] predicted = model.predict(batch);
      for (int row = 0; row < batch.sequences().size(); row++) {
        int from = row * batch.width();
        score.add(
            batch.sequences().get(row), Arrays.copyOfRange(predicted, from, from + batch.width()));
      }
    }
    return score;
  }

  private void writeWeights() {
    SafetensorsWriter published = new SafetensorsWriter(TensorType.F16).metadata("format", "pt");
    SafetensorsWriter checkpoint =
        new SafetensorsWriter(TensorType.F32)
            .metadata("step", Long.toString(step))
            .metadata("next_text", Long.toString(nextText))
            .metadata("seconds", Double.toString(seconds));
    for (int i = 0; i < model.layout().size(); i++) {
      TrainedModel.Weight weight = model.layout().get(i);
      float[][] values = model.values(i);
      checkpoint.add(weight.name(), values[0], weight.shape());
      checkpoint.add(weight.name() + FIRST_MOMENT, values[1], weight.shape());
      checkpoint.add(weight.name() + SECOND_MOMENT, values[2], weight.shape());
      publish(published, weight, values[0]);
    }
    checkpoint.write(directory.resolve(CHECKPOINT));
    published.write(directory.resolve("model.safetensors"));
  }

  private void startFrom(Path earlier) {
    try (Safetensors file = Safetensors.open(earlier.resolve(CHECKPOINT))) {
      for (int i = 0; i < model.layout().size(); i++) {
        TrainedModel.Weight weight = model.layout().get(i);
        float[] values = file.values(weight.name());
        if (weight.name().equals("embedding")) {
          values = rows(Vocabulary.ofTokenizerJson(earlier), values);
        }
        model.set(i, new float[][] {values, new float[weight.size()], new float[weight.size()]});
      }
    }
  }

  /**
   * An embedding for this tokenizer from that of another one: tokens of the same bytes have the
   * same row, others the mean of the rows of their bytes.
   */
  private float[] rows(Vocabulary earlier, float[] values) {
    Map<String, Integer> ids = new HashMap<>();
    for (int token = 0; token < earlier.size(); token++) {
      ids.put(latin(earlier.bytes(token)), token);
    }
    float[] out = new float[tokenizer.vocabularySize() * HIDDEN];
    for (int token = 0; token < tokenizer.vocabularySize(); token++) {
      String bytes = latin(tokenizer.bytes(token));
      List<String> parts = ids.containsKey(bytes) ? List.of(bytes) : List.of(bytes.split(""));
      for (String part : parts) {
        int row = ids.get(part);
        for (int i = 0; i < HIDDEN; i++) {
          out[token * HIDDEN + i] += values[row * HIDDEN + i] / parts.size();
        }
      }
    }
    return out;
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void readCheckpoint() {
    try (Safetensors checkpoint = Safetensors.open(directory.resolve(CHECKPOINT))) {
      step = Long.parseLong(checkpoint.metadata().get("step"));
      nextText = Long.parseLong(checkpoint.metadata().get("next_text"));
      seconds = Double.parseDouble(checkpoint.metadata().get("seconds"));
      for (int i = 0; i < model.layout().size(); i++) {
        String name = model.layout().get(i).name();
        model.set(
            i,
            new float[][] {
              checkpoint.values(name),
              checkpoint.values(name + FIRST_MOMENT),
              checkpoint.values(name + SECOND_MOMENT)
            });
      }
    }
  }

  /** Adds a weight under the names, and in the parts, that LlamaForCausalLM has. */
  private static void publish(SafetensorsWriter out, TrainedModel.Weight weight, float[] values) {
    String name = weight.name();
    if (!name.startsWith("layer")) {
      out.add(
          name.equals("norm") ? "model.norm.weight" : "model.embed_tokens.weight",
          values,
          weight.shape());
      return;
    }
    int dot = name.indexOf('.');
    String prefix = "model.layers." + name.substring("layer".length(), dot) + ".";
    List<String> parts =
        switch (name.substring(dot + 1)) {
          case "attention_norm" -> List.of("input_layernorm");
          case "qkv" -> List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj");
          case "output" -> List.of("self_attn.o_proj");
          case "mlp_norm" -> List.of("post_attention_layernorm");
          case "gate_up" -> List.of("mlp.gate_proj", "mlp.up_proj");
          case "down" -> List.of("mlp.down_proj");
          default -> throw new AssertionError("weight '" + name + "'");
        };
    long[] shape = weight.shape().clone();
    shape[0] /= parts.size();
    int size = values.length / parts.size();
    for (int part = 0; part < parts.size(); part++) {
      float[] slice = Arrays.copyOfRange(values, part * size, (part + 1) * size);
      out.add(prefix + parts.get(part) + ".weight", slice, shape);
    }
  }

  private void writeConfiguration() throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("architectures", List.of("LlamaForCausalLM"));
    config.put("model_type", "llama");
    config.put("vocab_size", tokenizer.vocabularySize());
    config.put("hidden_size", HIDDEN);
    config.put("intermediate_size", INNER);
    config.put("num_hidden_layers", LAYERS);
    config.put("num_attention_heads", HEADS);
    config.put("num_key_value_heads", HEADS);
    config.put("head_dim", HIDDEN / HEADS);
    config.put("hidden_act", "silu");
    config.put("max_position_embeddings", CONTEXT);
    config.put("rms_norm_eps", 1e-5);
    config.put("rope_theta", TrainedModel.Form.ROPE_BASE);
    config.put("attention_bias", false);
    config.put("mlp_bias", false);
    config.put("tie_word_embeddings", true);
    config.put("bos_token_id", BytePairTokenizer.END);
    config.put("eos_token_id", BytePairTokenizer.END);
    config.put("pad_token_id", BytePairTokenizer.END);
    config.put("torch_dtype", "float16");
    config.put("espalier_prompt_suffix", TrainingTexts.promptSuffix());
    writeJson("config.json", config);
    Map<String, Object> generation = new LinkedHashMap<>();
    generation.put("bos_token_id", BytePairTokenizer.END);
    generation.put("eos_token_id", BytePairTokenizer.END);
    writeJson("generation_config.json", generation);
    Map<String, Object> tokens = new LinkedHashMap<>();
    tokens.put("tokenizer_class", "PreTrainedTokenizerFast");
    tokens.put("bos_token", BytePairTokenizer.END_TEXT);
    tokens.put("eos_token", BytePairTokenizer.END_TEXT);
    tokens.put("pad_token", BytePairTokenizer.END_TEXT);
    tokens.put("model_max_length", CONTEXT);
    writeJson("tokenizer_config.json", tokens);
  }

  private void writeJson(String name, Map<String, Object> content) throws IOException {
    String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content);
    Files.writeString(directory.resolve(name), json + "\n", StandardCharsets.UTF_8);
  }
}
