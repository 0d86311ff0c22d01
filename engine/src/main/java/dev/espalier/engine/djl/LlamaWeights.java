package dev.espalier.engine.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.espalier.engine.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The weights of a Llama-architecture model as tensors, in the order that {@code
 * decode.torchscript} wants them.
 *
 * @param embedding {@code [vocabulary, hidden]}
 * @param matrices for each layer: queries, keys and values in one; output; gate and up in one;
 *     down. Last the output matrix.
 * @param norms for each layer: attention, mlp. Last the final one.
 */
record LlamaWeights(PtNDArray embedding, List<PtNDArray> matrices, List<PtNDArray> norms) {
  private static final String SINGLE_FILE = "model.safetensors";
  private static final String INDEX_FILE = "model.safetensors.index.json";
  private static final String PICKLED_FILE = "pytorch_model.bin";

  /** Reads the weights and checks every shape. The tensors belong to {@code manager}. */
  static LlamaWeights read(ModelFiles files, LlamaConfig config, PtNDManager manager) {
    try (Source source = Source.open(files)) {
      Loader loader = new Loader(source, manager);
      long hidden = config.hidden();
      long queries = (long) config.heads() * config.headWidth();
      long keyValues = (long) config.keyValueHeads() * config.headWidth();
      long vocabulary = config.vocabularySize();
      List<PtNDArray> matrices = new ArrayList<>();
      List<PtNDArray> norms = new ArrayList<>();
      for (int layer = 0; layer < config.layers(); layer++) {
        String prefix = "model.layers." + layer + ".";
        matrices.add(
            loader.stacked(
                hidden,
                new Part(prefix + "self_attn.q_proj.weight", queries),
                new Part(prefix + "self_attn.k_proj.weight", keyValues),
                new Part(prefix + "self_attn.v_proj.weight", keyValues)));
        matrices.add(loader.stacked(queries, new Part(prefix + "self_attn.o_proj.weight", hidden)));
        matrices.add(
            loader.stacked(
                hidden,
                new Part(prefix + "mlp.gate_proj.weight", config.inner()),
                new Part(prefix + "mlp.up_proj.weight", config.inner())));
        matrices.add(
            loader.stacked(config.inner(), new Part(prefix + "mlp.down_proj.weight", hidden)));
        norms.add(loader.vector(prefix + "input_layernorm.weight", hidden));
        norms.add(loader.vector(prefix + "post_attention_layernorm.weight", hidden));
      }
      PtNDArray embedding =
          loader.stacked(hidden, new Part("model.embed_tokens.weight", vocabulary));
      matrices.add(
          config.tied()
              ? embedding
              : loader.stacked(hidden, new Part("lm_head.weight", vocabulary)));
      norms.add(loader.vector("model.norm.weight", hidden));
      return new LlamaWeights(embedding, List.copyOf(matrices), List.copyOf(norms));
    }
  }

  /** A tensor of the file that becomes {@code rows} rows of a matrix. */
  private record Part(String name, long rows) {}

  /** One file, or the shards that an index names. */
  private record Source(Map<String, Safetensors> byTensor, List<Safetensors> open, String place)
      implements AutoCloseable {
    static Source open(ModelFiles files) {
      if (!files.has(SINGLE_FILE) && files.has(INDEX_FILE)) {
        return openShards(files);
      }
      if (!files.has(SINGLE_FILE) && files.has(PICKLED_FILE)) {
        throw new ModelException(
            files.place(PICKLED_FILE)
                + ": pickled weights are not read, they can run code; convert them to "
                + SINGLE_FILE);
      }
      Safetensors single = Safetensors.open(files, SINGLE_FILE);
      Map<String, Safetensors> byTensor = new HashMap<>();
      single.names().forEach(name -> byTensor.put(name, single));
      return new Source(byTensor, List.of(single), files.place(SINGLE_FILE));
    }

    private static Source openShards(ModelFiles files) {
      String place = files.place(INDEX_FILE);
      JsonNode index = Json.object(place, files.text(INDEX_FILE)).path("weight_map");
      Map<String, Safetensors> shards = new TreeMap<>();
      Map<String, Safetensors> byTensor = new HashMap<>();
      Source source = new Source(byTensor, new ArrayList<>(), place);
      try {
        for (Map.Entry<String, JsonNode> entry : index.properties()) {
          String file = entry.getValue().asString("");
          if (!shards.containsKey(file)) {
            Safetensors shard = Safetensors.open(files, file);
            shards.put(file, shard);
            source.open().add(shard);
          }
          byTensor.put(entry.getKey(), shards.get(file));
        }
      } catch (ModelException e) {
        source.close();
        throw e;
      }
      return source;
    }

    Safetensors with(String tensor) {
      Safetensors file = byTensor.get(tensor);
      if (file == null) {
        throw new ModelException(place + ": tensor '" + tensor + "' is missing");
      }
      return file;
    }

    @Override
    public void close() {
      open.forEach(Safetensors::close);
    }
  }

  /** Reads tensors by way of one buffer outside the heap, as large as the largest of them. */
  private static final class Loader {
    private final Source source;
    private final PtNDManager manager;
    private ByteBuffer scratch = ByteBuffer.allocateDirect(0);

    Loader(Source source, PtNDManager manager) {
      this.source = source;
      this.manager = manager;
    }

    PtNDArray stacked(long columns, Part... parts) {
      long rows = Arrays.stream(parts).mapToLong(Part::rows).sum();
      for (Part part : parts) {
        check(part.name(), part.rows(), columns);
      }
      ByteBuffer bytes = direct(parts[0].name(), rows * columns);
      FloatBuffer values = bytes.asFloatBuffer();
      for (Part part : parts) {
        source.with(part.name()).readInto(part.name(), values);
      }
      return tensor(bytes, rows, columns);
    }

    PtNDArray vector(String name, long length) {
      check(name, length);
      ByteBuffer bytes = direct(name, length);
      source.with(name).readInto(name, bytes.asFloatBuffer());
      return tensor(bytes, length);
    }

    private void check(String name, long... expected) {
      long[] shape = source.with(name).shape(name);
      if (!Arrays.equals(shape, expected)) {
        throw new ModelException(
            source.place()
                + ": tensor '"
                + name
                + "' has the shape "
                + Arrays.toString(shape)
                + ", config.json says "
                + Arrays.toString(expected));
      }
    }

    private ByteBuffer direct(String name, long elements) {
      long bytes = Math.multiplyExact(elements, Float.BYTES);
      if (bytes > Integer.MAX_VALUE) {
        throw new ModelException(
            source.place()
                + ": tensor '"
                + name
                + "' takes "
                + bytes
                + " bytes, more than "
                + Integer.MAX_VALUE);
      }
      if (scratch.capacity() < bytes) {
        scratch = ByteBuffer.allocateDirect((int) bytes);
      }
      return scratch.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
    }

    /** A copy: the buffer is used again. */
    private PtNDArray tensor(ByteBuffer bytes, long... shape) {
      try (var shared = manager.create(bytes, new Shape(shape), DataType.FLOAT32)) {
        PtNDArray owned = (PtNDArray) shared.duplicate();
        owned.attach(manager);
        return owned;
      }
    }
  }
}
