package dev.espalier.engine.djl;

import dev.espalier.engine.ModelException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The shape and settings of a Llama-architecture model, read from {@code config.json}.
 *
 * @param vocabularySize the number of logits
 * @param hidden the width of the residual stream
 * @param inner the width of the gated layer
 * @param heads the number of query heads; a multiple of {@code keyValueHeads}
 * @param headWidth even
 * @param context the most tokens of a sequence
 * @param epsilon what the norms add to the mean square
 * @param inverseFrequencies {@code [headWidth / 2]} radians a position turns each pair by
 * @param tied whether the embedding is the output matrix as well
 * @param endTokens the tokens that end a text; may be empty
 * @param promptSuffix what a user's text is followed by in a prompt
 */
record LlamaConfig(
    int vocabularySize,
    int hidden,
    int inner,
    int layers,
    int heads,
    int keyValueHeads,
    int headWidth,
    int context,
    double epsilon,
    float[] inverseFrequencies,
    boolean tied,
    Set<Integer> endTokens,
    String promptSuffix) {
  static final String FILE = "config.json";
  private static final String GENERATION_FILE = "generation_config.json";
  private static final Set<String> ARCHITECTURES = Set.of("LlamaForCausalLM", "MistralForCausalLM");
  private static final int MAX_WIDTH = 1 << 20;
  private static final int MAX_LAYERS = 1_000;
  private static final int MAX_VOCABULARY = 1 << 22;
  private static final int MAX_CONTEXT = 1 << 24;
  private static final int MAX_SUFFIX = 10_000;

  static LlamaConfig read(ModelFiles files) {
    LlamaConfig config =
        new Reader(files.place(FILE), Json.object(files.place(FILE), files.text(FILE))).read();
    if (!files.has(GENERATION_FILE)) {
      return config;
    }
    String place = files.place(GENERATION_FILE);
    JsonNode generation = Json.object(place, files.text(GENERATION_FILE));
    Set<Integer> ends = new LinkedHashSet<>(config.endTokens());
    ends.addAll(new Reader(place, generation).endTokens(config.vocabularySize()));
    return config.withEndTokens(ends);
  }

  private LlamaConfig withEndTokens(Set<Integer> tokens) {
    return new LlamaConfig(
        vocabularySize,
        hidden,
        inner,
        layers,
        heads,
        keyValueHeads,
        headWidth,
        context,
        epsilon,
        inverseFrequencies,
        tied,
        Set.copyOf(tokens),
        promptSuffix);
  }

  /** The number of weights. */
  long parameters() {
    long attention = 2L * hidden * heads * headWidth + 2L * hidden * keyValueHeads * headWidth;
    long layer = attention + 3L * hidden * inner + 2L * hidden;
    return (tied ? 1L : 2L) * vocabularySize * hidden + layers * layer + hidden;
  }

  /** Reads and checks the values of one file. */
  private record Reader(String place, JsonNode root) {
    LlamaConfig read() {
      refuseOtherArchitectures();
      int hidden = size("hidden_size", MAX_WIDTH);
      int heads = size("num_attention_heads", MAX_WIDTH);
      int keyValueHeads =
          present("num_key_value_heads") ? size("num_key_value_heads", heads) : heads;
      int headWidth = present("head_dim") ? size("head_dim", MAX_WIDTH) : hidden / heads;
      if (heads % keyValueHeads != 0) {
        throw refused("num_key_value_heads", keyValueHeads + " does not divide " + heads);
      }
      if (headWidth < 2 || headWidth % 2 != 0) {
        throw refused("head_dim", headWidth + " is not a positive even number");
      }
      int vocabularySize = size("vocab_size", MAX_VOCABULARY);
      int context = size("max_position_embeddings", MAX_CONTEXT);
      if (present("sliding_window")) {
        context = Math.min(context, size("sliding_window", MAX_CONTEXT));
      }
      return new LlamaConfig(
          vocabularySize,
          hidden,
          size("intermediate_size", MAX_WIDTH),
          size("num_hidden_layers", MAX_LAYERS),
          heads,
          keyValueHeads,
          headWidth,
          context,
          positive("rms_norm_eps", 1e-6, 1),
          inverseFrequencies(headWidth, context),
          flag("tie_word_embeddings"),
          endTokens(vocabularySize),
          suffix());
    }

    private void refuseOtherArchitectures() {
      JsonNode architectures = root.path("architectures");
      String architecture = architectures.path(0).asString("");
      if (architectures.size() != 1 || !ARCHITECTURES.contains(architecture)) {
        throw refused(
            "architectures",
            (architectures.isMissingNode() ? "none is named" : architectures + " is not supported")
                + "; use a model of one of "
                + ARCHITECTURES.stream().sorted().toList());
      }
      String activation = root.path("hidden_act").asString("silu");
      if (!activation.equals("silu")) {
        throw refused("hidden_act", "'" + activation + "' is not supported; expected 'silu'");
      }
      for (String bias : new String[] {"attention_bias", "mlp_bias"}) {
        if (flag(bias)) {
          throw refused(bias, "biases are not supported");
        }
      }
      if (flag("rope_interleaved")) {
        throw refused("rope_interleaved", "interleaved rotation is not supported");
      }
      if (present("quantization_config")) {
        throw refused(
            "quantization_config", "quantised weights are not supported; use the original model");
      }
    }

    private boolean present(String key) {
      return root.hasNonNull(key);
    }

    private int size(String key, int most) {
      JsonNode node = root.path(key);
      if (!node.isIntegralNumber()
          || !node.canConvertToInt()
          || node.asInt() < 1
          || node.asInt() > most) {
        throw refused(key, "expected a number from 1 to " + most + " but found " + found(node));
      }
      return node.asInt();
    }

    private double positive(String key, double otherwise, double most) {
      return present(key) ? positive(key, root.path(key), most) : otherwise;
    }

    private double positive(String key, JsonNode node, double most) {
      if (!node.isNumber() || !(node.asDouble() > 0) || node.asDouble() > most) {
        throw refused(
            key, "expected a number above 0, at most " + most + ", but found " + found(node));
      }
      return node.asDouble();
    }

    private boolean flag(String key) {
      JsonNode node = root.path(key);
      if (present(key) && !node.isBoolean()) {
        throw refused(key, "expected true or false but found " + found(node));
      }
      return node.asBoolean(false);
    }

    private String suffix() {
      String suffix = root.path("espalier_prompt_suffix").asString("");
      if (suffix.length() > MAX_SUFFIX) {
        throw refused("espalier_prompt_suffix", suffix.length() + " chars > " + MAX_SUFFIX);
      }
      return suffix;
    }

    Set<Integer> endTokens(int vocabularySize) {
      JsonNode node = root.path("eos_token_id");
      Set<Integer> tokens = new LinkedHashSet<>();
      if (present("eos_token_id")) {
        for (JsonNode token : node.isArray() ? node : List.of(node)) {
          if (!token.isIntegralNumber()
              || !token.canConvertToInt()
              || token.asInt() < 0
              || token.asInt() >= vocabularySize) {
            throw refused(
                "eos_token_id",
                "expected tokens below " + vocabularySize + " but found " + found(node));
          }
          tokens.add(token.asInt());
        }
      }
      return Set.copyOf(tokens);
    }

    /**
     * The frequencies of rotary position embedding (Su et al. 2021), scaled as {@code rope_scaling}
     * says: not at all, linearly, or as Llama 3.1 does (long waves by a factor, short ones not, a
     * ramp between).
     */
    private float[] inverseFrequencies(int headWidth, int context) {
      JsonNode scaling =
          present("rope_parameters") ? root.path("rope_parameters") : root.path("rope_scaling");
      double theta =
          scaling.hasNonNull("rope_theta")
              ? positive("rope_theta", scaling.path("rope_theta"), 1e12)
              : positive("rope_theta", 10_000, 1e12);
      double[] frequencies = new double[headWidth / 2];
      for (int i = 0; i < frequencies.length; i++) {
        frequencies[i] = Math.pow(theta, -2.0 * i / headWidth);
      }
      if (scaling.isObject()) {
        String kind = scaling.path("rope_type").asString(scaling.path("type").asString("default"));
        switch (kind) {
          case "default" -> {}
          case "linear" -> {
            double factor = positive("rope_scaling/factor", scaling.path("factor"), 1e6);
            for (int i = 0; i < frequencies.length; i++) {
              frequencies[i] /= factor;
            }
          }
          case "llama3" -> scaleAsLlama3(frequencies, scaling);
          default ->
              throw refused(
                  "rope_scaling",
                  "'" + kind + "' is not supported; expected default, linear or llama3");
        }
      }
      float[] single = new float[frequencies.length];
      for (int i = 0; i < single.length; i++) {
        single[i] = (float) frequencies[i];
      }
      return single;
    }

    private void scaleAsLlama3(double[] frequencies, JsonNode scaling) {
      double factor = positive("rope_scaling/factor", scaling.path("factor"), 1e6);
      double low = positive("rope_scaling/low_freq_factor", scaling.path("low_freq_factor"), 1e6);
      double high =
          positive("rope_scaling/high_freq_factor", scaling.path("high_freq_factor"), 1e6);
      double original =
          positive(
              "rope_scaling/original_max_position_embeddings",
              scaling.path("original_max_position_embeddings"),
              MAX_CONTEXT);
      if (high <= low) {
        throw refused("rope_scaling/high_freq_factor", high + " <= low_freq_factor " + low);
      }
      for (int i = 0; i < frequencies.length; i++) {
        double turns = original * frequencies[i] / (2 * Math.PI);
        double ramp = Math.clamp((turns - low) / (high - low), 0.0, 1.0);
        frequencies[i] = (1 - ramp) * frequencies[i] / factor + ramp * frequencies[i];
      }
    }

    private static String found(JsonNode node) {
      return node.isMissingNode() ? "nothing" : node.toString();
    }

    private ModelException refused(String key, String problem) {
      return new ModelException(place + ": '" + key + "': " + problem);
    }
  }
}
