package dev.espalier.engine.djl.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.espalier.engine.djl.TorchScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The weights of a model in training, the moments of AdamW (Loshchilov, Hutter 2019) and the
 * program that moves them. Mutable; one thread.
 */
final class TrainedModel implements AutoCloseable {
  /**
   * The shape of the model.
   *
   * @param hidden the width of the residual stream; a multiple of {@code heads}
   * @param inner the width of the gated layer
   */
  record Form(int vocabulary, int hidden, int inner, int layers, int heads) {
    static final float ROPE_BASE = 10_000f;

    int headWidth() {
      return hidden / heads;
    }
  }

  /** A weight: its name here, its shape, and whether it decays (matrices do, norms do not). */
  record Weight(String name, long[] shape, boolean decays) {
    int size() {
      return (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
  }

  private static final double DECAY = 0.05;
  private static final double CLIP = 1.0;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.99;
  private static final int LONGEST = 512;

  private final Form form;
  private final List<Weight> layout;
  private final PtNDManager manager;
  private final PtSymbolBlock program;
  private final PtNDArray[] weights;
  private final PtNDArray[] firstMoments;
  private final PtNDArray[] secondMoments;
  private final PtNDArray cos;
  private final PtNDArray sin;
  private final PtNDArray shape;

  TrainedModel(Form form, long seed) {
    this.form = form;
    this.layout = layout(form);
    this.manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    JniUtils.setGraphExecutorOptimize(false);
    this.program = TorchScript.load(manager, TrainedModel.class, "train.torchscript", Map.of());
    Random random = new Random(seed);
    this.weights = new PtNDArray[layout.size()];
    this.firstMoments = new PtNDArray[layout.size()];
    this.secondMoments = new PtNDArray[layout.size()];
    for (int i = 0; i < weights.length; i++) {
      Shape dimensions = new Shape(layout.get(i).shape());
      weights[i] = tensor(initial(layout.get(i), random), layout.get(i).shape());
      weights[i].setRequiresGradient(true);
      weights[i].setName("w[]");
      firstMoments[i] = (PtNDArray) manager.zeros(dimensions);
      secondMoments[i] = (PtNDArray) manager.zeros(dimensions);
    }
    int width = form.headWidth();
    float[] cosines = new float[LONGEST * width];
    float[] sines = new float[LONGEST * width];
    for (int t = 0; t < LONGEST; t++) {
      for (int j = 0; j < width; j++) {
        double angle = t * Math.pow(Form.ROPE_BASE, -2.0 * (j % (width / 2)) / width);
        cosines[t * width + j] = (float) Math.cos(angle);
        sines[t * width + j] = (float) Math.sin(angle);
      }
    }
    this.cos = tensor(cosines, 1, LONGEST, 1, width);
    this.sin = tensor(sines, 1, LONGEST, 1, width);
    this.shape = (PtNDArray) manager.create(new long[] {form.heads(), form.inner(), form.layers()});
  }

  static List<Weight> layout(Form form) {
    List<Weight> layout = new ArrayList<>();
    int h = form.hidden();
    layout.add(new Weight("embedding", new long[] {form.vocabulary(), h}, false));
    for (int layer = 0; layer < form.layers(); layer++) {
      String prefix = "layer" + layer + ".";
      layout.add(new Weight(prefix + "attention_norm", new long[] {h}, false));
      layout.add(new Weight(prefix + "qkv", new long[] {3L * h, h}, true));
      layout.add(new Weight(prefix + "output", new long[] {h, h}, true));
      layout.add(new Weight(prefix + "mlp_norm", new long[] {h}, false));
      layout.add(new Weight(prefix + "gate_up", new long[] {2L * form.inner(), h}, true));
      layout.add(new Weight(prefix + "down", new long[] {h, form.inner()}, true));
    }
    layout.add(new Weight("norm", new long[] {h}, false));
    return layout;
  }

  /** Norms are 1; matrices are normal, smaller where they write into the residual stream. */
  private float[] initial(Weight weight, Random random) {
    float[] values = new float[weight.size()];
    if (weight.shape().length == 1) {
      Arrays.fill(values, 1f);
      return values;
    }
    double deviation = 1 / Math.sqrt(weight.shape()[1]);
    if (weight.name().equals("embedding")) {
      deviation = 0.04;
    } else if (weight.name().endsWith("output") || weight.name().endsWith("down")) {
      deviation /= Math.sqrt(2.0 * form.layers());
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  private PtNDArray tensor(float[] values, long... dimensions) {
    return (PtNDArray) manager.create(values, new Shape(dimensions));
  }

  List<Weight> layout() {
    return layout;
  }

  /** Moves the weights by one batch; the loss before it. {@code step} counts from 1. */
  float step(TrainingBatch batch, long step, double rate) {
    float loss;
    try (PtNDManager scope = manager.newSubManager(manager.getDevice())) {
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        NDArray mean = forward(scope, batch);
        collector.backward(mean);
        loss = mean.getFloat();
      }
      PtNDArray[] gradients = new PtNDArray[weights.length];
      double[] decay = new double[weights.length];
      for (int i = 0; i < weights.length; i++) {
        gradients[i] = weights[i].getGradient();
        gradients[i].attach(scope);
        decay[i] = layout.get(i).decays() ? DECAY : 0;
      }
      try (IValue w = IValue.listFrom(weights);
          IValue g = IValue.listFrom(gradients);
          IValue m = IValue.listFrom(firstMoments);
          IValue v = IValue.listFrom(secondMoments);
          IValue d = IValue.listFrom(decay);
          IValue r = IValue.from(rate);
          IValue bias1 = IValue.from(1 - Math.pow(BETA1, step));
          IValue bias2 = IValue.from(1 - Math.pow(BETA2, step));
          IValue clip = IValue.from(CLIP)) {
        IValueUtils.runMethod(program, "step", w, g, m, v, d, r, bias1, bias2, clip).close();
      }
    }
    return loss;
  }

  /** The loss of a batch that is not learnt from. */
  float loss(TrainingBatch batch) {
    try (PtNDManager scope = manager.newSubManager(manager.getDevice())) {
      return forward(scope, batch).getFloat();
    }
  }

  private NDArray forward(PtNDManager scope, TrainingBatch batch) {
    NDList inputs = new NDList();
    inputs.addAll(Arrays.asList(weights));
    inputs.add(ids(scope, batch));
    inputs.add(scope.create(batch.targets()));
    inputs.add(scope.create(batch.weights()));
    inputs.add(rows(scope, cos, batch.width()));
    inputs.add(rows(scope, sin, batch.width()));
    inputs.add(shape);
    NDArray mean = IValueUtils.forward(program, inputs, true).singletonOrThrow();
    mean.attach(scope);
    return mean;
  }

  private static PtNDArray ids(PtNDManager scope, TrainingBatch batch) {
    return (PtNDArray)
        scope.create(batch.ids(), new Shape(batch.sequences().size(), batch.width()));
  }

  private static PtNDArray rows(PtNDManager scope, PtNDArray table, int count) {
    NDArray rows = table.get(":, 0:" + count);
    rows.attach(scope);
    return (PtNDArray) rows;
  }

  /** {@code [rows * width]} the most likely token after each position. */
  long[] predict(TrainingBatch batch) {
    try (PtNDManager scope = manager.newSubManager(manager.getDevice());
        IValue w = IValue.listFrom(weights);
        IValue ids = IValue.from(ids(scope, batch));
        IValue c = IValue.from(rows(scope, cos, batch.width()));
        IValue s = IValue.from(rows(scope, sin, batch.width()));
        IValue form = IValue.from(shape);
        IValue best = IValueUtils.runMethod(program, "predict", w, ids, c, s, form)) {
      return best.toTensor(scope).toLongArray();
    }
  }

  /** A copy of a weight and its two moments, row by row. */
  float[][] values(int weight) {
    return new float[][] {
      weights[weight].toFloatArray(),
      firstMoments[weight].toFloatArray(),
      secondMoments[weight].toFloatArray()
    };
  }

  /** Sets a weight and its two moments, as {@link #values} gave them. */
  void set(int weight, float[][] values) {
    Shape dimensions = new Shape(layout.get(weight).shape());
    try (NDManager scope = manager.newSubManager(manager.getDevice())) {
      weights[weight].setRequiresGradient(false);
      scope.create(values[0], dimensions).copyTo(weights[weight]);
      weights[weight].setRequiresGradient(true);
      scope.create(values[1], dimensions).copyTo(firstMoments[weight]);
      scope.create(values[2], dimensions).copyTo(secondMoments[weight]);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
