package dev.espalier.engine.djl;

/** How the matrices of a model are held while it runs. */
public enum Precision {
  /** 16 bits where a model is large, 32 where it is small enough not to matter. */
  AUTOMATIC,
  /** 32-bit floating point. */
  FULL,
  /**
   * 16-bit floating point, packed for the processor: half the memory, and about three times the
   * speed for a large model, which is bound by memory. Logits differ by about a thousandth.
   */
  HALF
}
