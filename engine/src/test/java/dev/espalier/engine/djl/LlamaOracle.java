package dev.espalier.engine.djl;

import java.util.Map;

/**
 * The forward pass of a Llama-architecture model written from its definition, one position, one
 * head, one sum at a time, in double precision, with no cache.
 */
final class LlamaOracle {
  private final Map<String, float[]> weights;
  private final int hidden;
  private final int inner;
  private final int layers;
  private final int heads;
  private final int keyValueHeads;
  private final int width;
  private final boolean tied;
  private final double[] frequencies;

  LlamaOracle(TinyModel model, double[] frequencies) {
    this.weights = model.weights;
    this.hidden = (int) model.config.get("hidden_size");
    this.inner = (int) model.config.get("intermediate_size");
    this.layers = (int) model.config.get("num_hidden_layers");
    this.heads = (int) model.config.get("num_attention_heads");
    this.keyValueHeads = (int) model.config.get("num_key_value_heads");
    this.width = (int) model.config.get("head_dim");
    this.tied = (boolean) model.config.get("tie_word_embeddings");
    this.frequencies = frequencies;
  }

  static double[] plainFrequencies(int width) {
    double[] frequencies = new double[width / 2];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = 1 / Math.pow(10_000, 2.0 * i / width);
    }
    return frequencies;
  }

  /** The logits after the last of the tokens. */
  double[] logits(int... tokens) {
    int n = tokens.length;
    double[][] x = new double[n][hidden];
    for (int t = 0; t < n; t++) {
      for (int i = 0; i < hidden; i++) {
        x[t][i] = weights.get("model.embed_tokens.weight")[tokens[t] * hidden + i];
      }
    }
    for (int layer = 0; layer < layers; layer++) {
      String prefix = "model.layers." + layer + ".";
      double[][] q = new double[n][];
      double[][] k = new double[n][];
      double[][] v = new double[n][];
      for (int t = 0; t < n; t++) {
        double[] normed = norm(x[t], prefix + "input_layernorm.weight");
        q[t] = turned(times(prefix + "self_attn.q_proj.weight", normed), t);
        k[t] = turned(times(prefix + "self_attn.k_proj.weight", normed), t);
        v[t] = times(prefix + "self_attn.v_proj.weight", normed);
      }
      for (int t = 0; t < n; t++) {
        add(x[t], times(prefix + "self_attn.o_proj.weight", attended(q[t], k, v, t)));
        double[] normed = norm(x[t], prefix + "post_attention_layernorm.weight");
        double[] gate = times(prefix + "mlp.gate_proj.weight", normed);
        double[] up = times(prefix + "mlp.up_proj.weight", normed);
        for (int i = 0; i < inner; i++) {
          gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
        }
        add(x[t], times(prefix + "mlp.down_proj.weight", gate));
      }
    }
    String head = tied ? "model.embed_tokens.weight" : "lm_head.weight";
    return times(head, norm(x[n - 1], "model.norm.weight"));
  }

  private double[] attended(double[] q, double[][] k, double[][] v, int last) {
    double[] out = new double[heads * width];
    for (int head = 0; head < heads; head++) {
      int shared = head / (heads / keyValueHeads);
      double[] share = new double[last + 1];
      double sum = 0;
      for (int t = 0; t <= last; t++) {
        double product = 0;
        for (int i = 0; i < width; i++) {
          product += q[head * width + i] * k[t][shared * width + i];
        }
        share[t] = Math.exp(product / Math.sqrt(width));
        sum += share[t];
      }
      for (int t = 0; t <= last; t++) {
        for (int i = 0; i < width; i++) {
          out[head * width + i] += share[t] / sum * v[t][shared * width + i];
        }
      }
    }
    return out;
  }

  /** Each head's pairs (i, i + width/2) turned by the position's angle. */
  private double[] turned(double[] rows, int position) {
    double[] out = rows.clone();
    for (int start = 0; start < rows.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        double angle = position * frequencies[i];
        double a = rows[start + i];
        double b = rows[start + i + width / 2];
        out[start + i] = a * Math.cos(angle) - b * Math.sin(angle);
        out[start + i + width / 2] = b * Math.cos(angle) + a * Math.sin(angle);
      }
    }
    return out;
  }

  private double[] norm(double[] x, String name) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    double scale = 1 / Math.sqrt(squares / x.length + 1e-5);
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = x[i] * scale * weights.get(name)[i];
    }
    return out;
  }

  private double[] times(String name, double[] x) {
    float[] matrix = weights.get(name);
    double[] out = new double[matrix.length / x.length];
    for (int row = 0; row < out.length; row++) {
      for (int i = 0; i < x.length; i++) {
        out[row] += matrix[row * x.length + i] * x[i];
      }
    }
    return out;
  }

  private static void add(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] += y[i];
    }
  }
}
