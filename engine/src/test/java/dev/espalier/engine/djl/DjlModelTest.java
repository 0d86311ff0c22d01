package dev.espalier.engine.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.ModelException;
import dev.espalier.engine.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class DjlModelTest {
  private static final double CLOSE = 2e-4;

  @TempDir Path directory;

  private static int[] tokens(long seed, int count) {
    return new Random(seed).ints(count, 0, 300).toArray();
  }

  private static void assertClose(double[] expected, float[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * (1 + Math.abs(expected[i])), "logit " + i);
    }
  }

  private static void assertClose(float[] expected, float[] actual) {
    double[] widened = new double[expected.length];
    for (int i = 0; i < expected.length; i++) {
      widened[i] = expected[i];
    }
    assertClose(widened, actual, CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"4, 4, 4, true", "4, 2, 4, true", "6, 1, 2, false", "2, 2, 6, false"})
  void logitsEqualTheOracle(int heads, int keyValueHeads, int width, boolean tied) {
    TinyModel tiny = new TinyModel(heads + width, heads, keyValueHeads, width, tied);
    LlamaOracle oracle = new LlamaOracle(tiny, LlamaOracle.plainFrequencies(width));
    int[] tokens = tokens(1, 9);
    try (DjlModel model = DjlModel.load(tiny.write(directory));
        Session session = model.open(new int[] {})) {
      for (int i = 0; i < tokens.length; i++) {
        session.append(tokens[i]);
        assertClose(oracle.logits(Arrays.copyOf(tokens, i + 1)), session.logits(), CLOSE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TensorType.class)
  void everyTypeOfWeightsIsRead(TensorType type) throws IOException {
    TinyModel tiny = TinyModel.usual(5);
    TensorType written = type == TensorType.BF16 ? TensorType.F32 : type;
    Path path = tiny.write(directory, written);
    if (type == TensorType.BF16) {
      SafetensorsTest.rewriteAsBrainFloat(path.resolve("model.safetensors"), tiny);
    }
    int[] tokens = tokens(2, 5);
    try (DjlModel model = DjlModel.load(path);
        Session session = model.open(tokens)) {
      double[] expected = new LlamaOracle(tiny, LlamaOracle.plainFrequencies(4)).logits(tokens);
      assertClose(expected, session.logits(), CLOSE);
    }
  }

  @Test
  void halfPrecisionIsClose() {
    TinyModel tiny = TinyModel.usual(6);
    int[] tokens = tokens(3, 7);
    try (DjlModel model = DjlModel.load(tiny.write(directory), Precision.HALF);
        Session session = model.open(tokens)) {
      double[] expected = new LlamaOracle(tiny, LlamaOracle.plainFrequencies(4)).logits(tokens);
      assertClose(expected, session.logits(), 2e-2);
    }
  }

  @Test
  void llama3ScalingTurnsLongWavesSlower() {
    TinyModel tiny =
        TinyModel.usual(7)
            .with(
                "rope_scaling",
                Map.of(
                    "rope_type", "llama3",
                    "factor", 8.0,
                    "low_freq_factor", 1.0,
                    "high_freq_factor", 4.0,
                    "original_max_position_embeddings", 64));
    // of the two waves, 64 / 6.28 = 10.2 turns stay, 0.1 turns become 8 times longer
    LlamaOracle oracle = new LlamaOracle(tiny, new double[] {1, 0.01 / 8});
    int[] tokens = tokens(4, 8);
    try (DjlModel model = DjlModel.load(tiny.write(directory));
        Session session = model.open(tokens)) {
      assertClose(oracle.logits(tokens), session.logits(), CLOSE);
    }
  }

  @Test
  void chunksEqualSingleSteps() {
    int[] tokens = tokens(5, 560);
    try (DjlModel model = DjlModel.load(TinyModel.usual(8).write(directory));
        Session chunked = model.open(tokens);
        Session single = model.open(new int[] {tokens[0]})) {
      for (int i = 1; i < tokens.length; i++) {
        single.append(tokens[i]);
        single.logits();
      }
      assertEquals(560, single.length());
      assertClose(single.logits(), chunked.logits());
    }
  }

  @Test
  void truncationForgets() {
    int[] tokens = tokens(6, 300);
    try (DjlModel model = DjlModel.load(TinyModel.usual(9).write(directory));
        Session session = model.open(tokens)) {
      session.logits();
      session.truncate(10);
      float[] after = session.logits().clone();
      session.append(tokens(7, 20));
      session.logits();
      session.truncate(10);
      assertArrayEquals(after, session.logits());
      try (Session fresh = model.open(Arrays.copyOf(tokens, 10))) {
        assertClose(fresh.logits(), after);
      }
      session.truncate(0);
      assertThrows(IllegalStateException.class, session::logits);
      assertThrows(IllegalArgumentException.class, () -> session.truncate(1));
    }
  }

  @Test
  void forksAreIndependent() {
    try (DjlModel model = DjlModel.load(TinyModel.usual(10).write(directory));
        Session session = model.open(tokens(8, 250))) {
      float[] before = session.logits().clone();
      try (Session fork = session.fork()) {
        assertArrayEquals(before, fork.logits());
        fork.append(tokens(9, 30));
        float[] forked = fork.logits().clone();
        assertArrayEquals(before, session.logits());
        session.append(tokens(9, 30));
        assertClose(forked, session.logits());
      }
      assertEquals(280, session.length());
    }
  }

  @Test
  void logitsMayBeWrittenTo() {
    try (DjlModel model = DjlModel.load(TinyModel.usual(11).write(directory));
        Session session = model.open(tokens(10, 3))) {
      float[] clean = session.logits().clone();
      Arrays.fill(session.logits(), Float.NEGATIVE_INFINITY);
      assertArrayEquals(clean, session.logits());
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    int[] tokens = tokens(12, 40);
    try (DjlModel model = DjlModel.load(TinyModel.usual(12).write(directory));
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(
            threads.submit(
                () -> {
                  try (Session session = model.open(new int[] {tokens[0]})) {
                    for (int t = 1; t < tokens.length; t++) {
                      session.append(tokens[t]);
                      session.logits();
                    }
                    return session.logits().clone();
                  }
                }));
      }
      for (Future<float[]> result : results) {
        assertArrayEquals(results.getFirst().get(), result.get());
      }
    }
  }

  @Test
  void propertiesOfADirectoryAreKept() throws IOException {
    Path path = TinyModel.usual(13).with("espalier_prompt_suffix", "\nJSON: ").write(directory);
    Files.writeString(path.resolve("generation_config.json"), "{\"eos_token_id\": [0, 5]}");
    try (DjlModel model = DjlModel.load(path)) {
      assertEquals(300, model.vocabularySize());
      assertEquals(300, model.vocabulary().size());
      assertEquals(600, model.contextLength());
      assertEquals(Set.of(0, 5), model.endTokens());
      assertEquals("a\nJSON: ", model.promptFor("a"));
      assertEquals("a\nJSON: ", model.promptFor(model.promptFor("a")));
      try (Session session = model.open("Ada")) {
        assertEquals(1 + model.tokenizer().encode("Ada").length, session.length());
      }
    }
  }

  @Test
  void shardsAreReadByTheirIndex() throws IOException {
    TinyModel tiny = TinyModel.usual(14);
    Path path = tiny.write(directory);
    Files.delete(path.resolve("model.safetensors"));
    SafetensorsWriter[] shards = {
      new SafetensorsWriter(TensorType.F32), new SafetensorsWriter(TensorType.F32)
    };
    StringBuilder index = new StringBuilder();
    tiny.weights.forEach(
        (name, values) -> {
          int shard = name.hashCode() & 1;
          shards[shard].add(name, values, tiny.shapes.get(name));
          index.append(index.isEmpty() ? "" : ",");
          index.append('"').append(name).append("\":\"part-").append(shard).append('"');
        });
    shards[0].write(path.resolve("part-0"));
    shards[1].write(path.resolve("part-1"));
    Path indexFile = path.resolve("model.safetensors.index.json");
    Files.writeString(indexFile, "{\"weight_map\":{" + index + "}}");
    try (DjlModel model = DjlModel.load(path);
        Session session = model.open(new int[] {1, 2})) {
      double[] expected = new LlamaOracle(tiny, LlamaOracle.plainFrequencies(4)).logits(1, 2);
      assertClose(expected, session.logits(), CLOSE);
    }
    Files.writeString(indexFile, "{\"weight_map\":{\"model.norm.weight\":\"../../etc/passwd\"}}");
    assertRefused(path, "'../../etc/passwd' is not a plain file name");
  }

  @Test
  void tooManyTokensAreRefused() {
    try (DjlModel model = DjlModel.load(TinyModel.usual(15).write(directory))) {
      ModelException e =
          assertThrows(ModelException.class, () -> model.open("London! ".repeat(400)));
      assertTrue(e.getMessage().contains("more than the context of 600"), e.getMessage());
      assertThrows(ModelException.class, () -> model.open(new int[601]));
      try (Session session = model.open(new int[600])) {
        assertThrows(ModelException.class, () -> session.append(1));
        assertEquals(600, session.length());
      }
      try (Session session = model.open(new int[1])) {
        assertThrows(IllegalArgumentException.class, () -> session.append(300));
        assertThrows(IllegalArgumentException.class, () -> session.append(-1));
      }
    }
  }

  private static void assertRefused(Path path, String problem) {
    ModelException e = assertThrows(ModelException.class, () -> DjlModel.load(path).close());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    assertRefused(directory.resolve("nowhere"), "no such directory");
    Path path = TinyModel.usual(16).write(directory.resolve("model"));
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      byte[] content = Files.readAllBytes(path.resolve(name));
      Files.delete(path.resolve(name));
      assertRefused(path, name + ": no such file");
      Files.write(path.resolve(name), content);
    }
    assertRefused(path.resolve("config.json"), "not a directory");
    Files.move(path.resolve("model.safetensors"), path.resolve("pytorch_model.bin"));
    assertRefused(path, "pickled weights are not read");
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    Path path = TinyModel.usual(17).write(directory);
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      byte[] content = Files.readAllBytes(path.resolve(name));
      for (int length : new int[] {0, 1, 7, 100, content.length / 2, content.length - 2}) {
        Files.write(path.resolve(name), Arrays.copyOf(content, length));
        assertRefused(path, name);
      }
      Files.write(path.resolve(name), content);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "architectures         | [\"GPT2LMHeadModel\"]   | use a model of one of [LlamaForCausalLM",
        "architectures         | null                    | use a model of one of [LlamaForCausalLM",
        "hidden_act            | \"gelu\"                | 'gelu' is not supported",
        "attention_bias        | true                    | biases are not supported",
        "quantization_config   | {\"bits\": 4}           | quantised weights are not supported",
        "rope_scaling          | {\"type\": \"yarn\"}    | 'yarn' is not supported",
        "rope_scaling          | {\"type\": \"linear\"}  | 'rope_scaling/factor'",
        "hidden_size           | 0                       | expected a number from 1",
        "hidden_size           | \"12\"                  | expected a number from 1",
        "hidden_size           | 1e9                     | expected a number from 1",
        "num_hidden_layers     | 99999999999             | expected a number from 1",
        "num_hidden_layers     | 3                       | tensor 'model.layers.2.",
        "num_key_value_heads   | 3                       | 3 does not divide 4",
        "head_dim              | 3                       | not a positive even number",
        "intermediate_size     | 21                      | config.json says [21, 12]",
        "vocab_size            | 299                     | config.json says [299, 12]",
        "vocab_size            | 100                     | more than the vocab_size 100",
        "max_position_embeddings | -1                    | expected a number from 1",
        "rms_norm_eps          | 0                       | expected a number above 0",
        "rope_theta            | \"big\"                 | expected a number above 0",
        "tie_word_embeddings   | false                   | tensor 'lm_head.weight' is missing",
        "tie_word_embeddings   | \"yes\"                 | expected true or false",
        "eos_token_id          | 300                     | expected tokens below 300",
      })
  void whatIsNotSupportedIsRefused(String key, String value, String problem) throws IOException {
    Path path = TinyModel.usual(18).write(directory);
    Path config = path.resolve("config.json");
    String text = Files.readString(config);
    String entry = "\"" + key + "\":" + value.strip();
    String old = "\"" + key + "\":(\\[[^]]*]|[^,}]*)";
    String changed =
        text.contains("\"" + key + "\":")
            ? text.replaceFirst(old, entry.replace("\\", "\\\\"))
            : text.replaceFirst("\\{", "{" + entry + ",");
    Files.writeString(config, changed);
    assertRefused(path, problem.strip());
  }
}
