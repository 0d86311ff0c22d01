package dev.espalier.engine.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import dev.espalier.engine.ModelException;

/**
 * The door to DJL: every use of it starts here, so that its settings are made before any of its
 * classes looks at them.
 *
 * <p>DJL is told to stay offline and not to report its use, and to compute with one thread unless
 * {@code ai.djl.pytorch.num_threads} is set: with more, one token can take fifty times as long on a
 * busy machine.
 */
final class Djl {
  static {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    setDefault("ai.djl.pytorch.num_threads", "1");
    setDefault("ai.djl.pytorch.num_interop_threads", "1");
  }

  private Djl() {}

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Makes the settings. */
  static void prepare() {
    // the static initializer has run when this method can be called
  }

  /** A manager that owns native memory until it is closed. */
  static PtNDManager newManager() {
    try {
      return (PtNDManager) NDManager.newBaseManager("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw notLoaded("PyTorch", e);
    }
  }

  /** Tells that a native library cannot be unpacked or loaded. */
  static ModelException notLoaded(String library, Throwable e) {
    return new ModelException(
        library
            + ": its native library cannot be loaded ("
            + e.getMessage()
            + "); DJL_CACHE_DIR must name a writable directory with 450 MB free",
        e);
  }
}
