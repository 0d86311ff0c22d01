package dev.espalier.engine.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The forward pass of a Llama-architecture model: {@code decode.torchscript} with the weights that
 * it is called with. Immutable; any thread. Lives as long as the manager it is made with, until
 * {@link #close()}.
 */
final class LlamaProgram implements AutoCloseable {
  private static final long PACKING_PAYS = 20_000_000;
  private static final String PACKED = "__torch__.torch.classes.quantized.LinearPackedParamsBase";

  private final LlamaConfig config;
  private final PtNDManager manager;
  private final PtSymbolBlock program;
  private final List<IValue> weights; // in the order of the program's parameters
  private final List<IValue> settings;

  LlamaProgram(ModelFiles files, LlamaConfig config, Precision precision, PtNDManager manager) {
    this.config = config;
    this.manager = manager;
    boolean packs =
        switch (precision) {
          case AUTOMATIC -> config.parameters() >= PACKING_PAYS;
          case FULL -> false;
          case HALF -> true;
        };
    JniUtils.setGraphExecutorOptimize(false);
    this.program =
        TorchScript.load(
            manager,
            LlamaProgram.class,
            "decode.torchscript",
            packs
                ? Map.of(
                    "MATRIX", PACKED,
                    "PACK", "ops.quantized.linear_prepack_fp16(w, None)",
                    "LINEAR", "ops.quantized.linear_dynamic_fp16")
                : Map.of("MATRIX", "Tensor", "PACK", "w", "LINEAR", "torch.linear"));
    LlamaWeights read = LlamaWeights.read(files, config, manager);
    IValue matrices;
    try (IValue list = IValue.listFrom(read.matrices().toArray(PtNDArray[]::new))) {
      matrices = IValueUtils.runMethod(program, "pack", list);
    }
    this.weights = new ArrayList<>();
    weights.add(IValue.from(read.embedding()));
    weights.add(matrices);
    weights.add(IValue.listFrom(read.norms().toArray(PtNDArray[]::new)));
    PtNDArray frequencies = (PtNDArray) manager.create(config.inverseFrequencies());
    this.settings =
        List.of(
            IValue.from(frequencies),
            IValue.listFrom(
                config.layers(),
                config.heads(),
                config.keyValueHeads(),
                config.headWidth(),
                config.inner()),
            IValue.from(config.epsilon()));
    if (packs) {
      read.matrices().stream().filter(w -> w != read.embedding()).forEach(PtNDArray::close);
    }
  }

  /** The keys and values of a sequence, for up to {@link #capacity()} tokens. */
  static final class Cache implements AutoCloseable {
    private final PtNDManager owner;
    private final PtNDArray keys; // [layers, key-value heads, capacity, head width]
    private final PtNDArray values;
    private final IValue keysValue;
    private final IValue valuesValue;

    private Cache(PtNDManager parent, LlamaConfig config, int capacity) {
      this.owner = parent.newSubManager(parent.getDevice());
      Shape shape =
          new Shape(config.layers(), config.keyValueHeads(), capacity, config.headWidth());
      this.keys = (PtNDArray) owner.zeros(shape, DataType.FLOAT32);
      this.values = (PtNDArray) owner.zeros(shape, DataType.FLOAT32);
      this.keysValue = IValue.from(keys);
      this.valuesValue = IValue.from(values);
    }

    int capacity() {
      return (int) keys.getShape().get(2);
    }

    @Override
    public void close() {
      keysValue.close();
      valuesValue.close();
      owner.close();
    }
  }

  Cache newCache(int capacity) {
    return new Cache(manager, config, capacity);
  }

  /** Copies the first {@code rows} tokens of one cache into another. */
  void copy(Cache from, Cache to, int rows) {
    try (IValue count = IValue.from((long) rows)) {
      IValueUtils.runMethod(
              program,
              "copy",
              from.keysValue,
              from.valuesValue,
              to.keysValue,
              to.valuesValue,
              count)
          .close();
    }
  }

  /**
   * Computes tokens that follow {@code position} others and writes the logits after the last one.
   *
   * @param logits {@code [vocabulary size]}
   */
  void forward(long[] tokens, int position, Cache cache, float[] logits) {
    JniUtils.setGraphExecutorOptimize(false);
    try (PtNDManager scope = manager.newSubManager(manager.getDevice());
        IValue ids = IValue.from((PtNDArray) scope.create(tokens));
        IValue before = IValue.from((long) position);
        IValue result =
            IValueUtils.runMethod(
                program,
                "forward",
                ids,
                before,
                weights.get(0),
                weights.get(1),
                weights.get(2),
                cache.keysValue,
                cache.valuesValue,
                settings.get(0),
                settings.get(1),
                settings.get(2))) {
      FloatBuffer row = result.toTensor(scope).toByteBuffer(true).asFloatBuffer();
      row.get(logits, 0, logits.length);
    }
  }

  @Override
  public void close() {
    weights.forEach(IValue::close);
    settings.forEach(IValue::close);
  }
}
