package dev.espalier.engine.djl;

import dev.espalier.engine.training.BytePairTrainer;
import dev.espalier.engine.training.TokenizerJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model directory with random weights, and the same weights as arrays for {@link LlamaOracle}.
 */
final class TinyModel {
  final Map<String, Object> config = new LinkedHashMap<>();
  final Map<String, float[]> weights = new LinkedHashMap<>();
  final Map<String, long[]> shapes = new LinkedHashMap<>();
  private final Random random;

  TinyModel(long seed, int heads, int keyValueHeads, int headWidth, boolean tied) {
    this.random = new Random(seed);
    int vocabulary = 300;
    int hidden = 12;
    int inner = 20;
    int layers = 2;
    config.put("architectures", List.of("LlamaForCausalLM"));
    config.put("vocab_size", vocabulary);
    config.put("hidden_size", hidden);
    config.put("intermediate_size", inner);
    config.put("num_hidden_layers", layers);
    config.put("num_attention_heads", heads);
    config.put("num_key_value_heads", keyValueHeads);
    config.put("head_dim", headWidth);
    config.put("max_position_embeddings", 600);
    config.put("rms_norm_eps", 1e-5);
    config.put("rope_theta", 10_000.0);
    config.put("tie_word_embeddings", tied);
    config.put("eos_token_id", 0);
    add("model.embed_tokens.weight", vocabulary, hidden);
    if (!tied) {
      add("lm_head.weight", vocabulary, hidden);
    }
    add("model.norm.weight", hidden);
    for (int layer = 0; layer < layers; layer++) {
      String prefix = "model.layers." + layer + ".";
      add(prefix + "input_layernorm.weight", hidden);
      add(prefix + "post_attention_layernorm.weight", hidden);
      add(prefix + "self_attn.q_proj.weight", heads * headWidth, hidden);
      add(prefix + "self_attn.k_proj.weight", keyValueHeads * headWidth, hidden);
      add(prefix + "self_attn.v_proj.weight", keyValueHeads * headWidth, hidden);
      add(prefix + "self_attn.o_proj.weight", hidden, heads * headWidth);
      add(prefix + "mlp.gate_proj.weight", inner, hidden);
      add(prefix + "mlp.up_proj.weight", inner, hidden);
      add(prefix + "mlp.down_proj.weight", hidden, inner);
    }
  }

  /** Grouped queries and a tied head: the usual shape. */
  static TinyModel usual(long seed) {
    return new TinyModel(seed, 4, 2, 4, true);
  }

  private void add(String name, long... shape) {
    int size = 1;
    for (long dimension : shape) {
      size *= (int) dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      // exact in 16 bits, so that every type of file holds the same numbers
      values[i] = (shape.length == 1 ? 1 : 0) + random.nextInt(-64, 65) / 128f;
    }
    weights.put(name, values);
    shapes.put(name, shape);
  }

  TinyModel with(String key, Object value) {
    config.put(key, value);
    return this;
  }

  Path write(Path directory) {
    return write(directory, TensorType.F32);
  }

  Path write(Path directory, TensorType type) {
    SafetensorsWriter writer = new SafetensorsWriter(type);
    weights.forEach((name, values) -> writer.add(name, values, shapes.get(name)));
    try {
      Files.createDirectories(directory);
      writer.write(directory.resolve("model.safetensors"));
      Files.writeString(
          directory.resolve("config.json"), JsonMapper.shared().writeValueAsString(config));
      Files.writeString(
          directory.resolve("tokenizer.json"),
          TokenizerJson.write(
              BytePairTrainer.train(List.of("Ada Lovelace, 36, lives in London. London!"), 270)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory;
  }
}
