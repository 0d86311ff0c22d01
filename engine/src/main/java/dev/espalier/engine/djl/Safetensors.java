package dev.espalier.engine.djl;

import dev.espalier.engine.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A safetensors file, open for reading: named arrays of numbers and nothing that could be run.
 *
 * <pre>
 *   8 bytes   n, little-endian
 *   n bytes   {"NAME": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}, ...}
 *   the rest  values; offsets count from here
 * </pre>
 *
 * <p>The header is checked before any value is read: its length, every name, type, shape and range,
 * and that ranges do not overlap. Values are widened to F32 as they are read. Immutable; any
 * thread.
 */
public final class Safetensors implements AutoCloseable {
  static final int MAX_HEADER_BYTES = 100 << 20;
  private static final int MAX_DIMENSIONS = 8;
  private static final int PREFIX_BYTES = Long.BYTES;

  /** Where a tensor lies: its offsets count from the start of the file. */
  record Entry(TensorType type, long[] shape, long offset, long elements) {
    long bytes() {
      return elements * type.bytes();
    }
  }

  private final String place;
  private final ModelFiles.Bytes file;
  private final Map<String, Entry> entries;
  private final Map<String, String> metadata;

  private Safetensors(
      String place,
      ModelFiles.Bytes file,
      Map<String, Entry> entries,
      Map<String, String> metadata) {
    this.place = place;
    this.file = file;
    this.entries = entries;
    this.metadata = metadata;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws ModelException if there is no such file or it is broken
   */
  public static Safetensors open(Path file) {
    Path absolute = file.toAbsolutePath();
    Path directory = absolute.getParent();
    if (directory == null) {
      throw new ModelException(file + ": not a file");
    }
    return open(new ModelFiles.Directory(directory), absolute.getFileName().toString());
  }

  /** Opens a file and checks its header. */
  static Safetensors open(ModelFiles files, String name) {
    ModelFiles.Bytes bytes = files.bytes(name);
    try {
      return parse(files.place(name), bytes);
    } catch (ModelException e) {
      bytes.close();
      throw e;
    }
  }

  private static Safetensors parse(String place, ModelFiles.Bytes file) {
    if (file.size() < PREFIX_BYTES) {
      throw new ModelException(
          place + ": truncated, " + file.size() + " bytes < " + PREFIX_BYTES + " of a header");
    }
    long headerBytes = file.slice(0, PREFIX_BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerBytes < 2 || headerBytes > MAX_HEADER_BYTES) {
      throw new ModelException(
          place
              + ": not a safetensors file, a header of "
              + Long.toUnsignedString(headerBytes)
              + " bytes");
    }
    long base = PREFIX_BYTES + headerBytes;
    if (base > file.size()) {
      throw new ModelException(
          place + ": truncated, " + file.size() + " bytes < " + base + " with its header");
    }
    JsonNode header = Json.object(place, headerText(place, file.slice(PREFIX_BYTES, headerBytes)));
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : header.properties()) {
      if (property.getKey().equals("__metadata__")) {
        property
            .getValue()
            .properties()
            .forEach(text -> metadata.put(text.getKey(), text.getValue().asString("")));
      } else {
        String where = place + ": tensor '" + property.getKey() + "'";
        entries.put(property.getKey(), entry(where, property.getValue(), base, file.size()));
      }
    }
    refuseOverlaps(place, entries);
    return new Safetensors(place, file, Map.copyOf(entries), Map.copyOf(metadata));
  }

  private static String headerText(String place, ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new ModelException(place + ": not a safetensors file, its header is not UTF-8", e);
    }
  }

  private static Entry entry(String where, JsonNode node, long base, long fileSize) {
    TensorType type = type(where, node.path("dtype").asString(""));
    JsonNode shape = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!shape.isArray() || shape.size() > MAX_DIMENSIONS) {
      throw new ModelException(where + ": expected a shape of at most " + MAX_DIMENSIONS);
    }
    long[] dimensions = new long[shape.size()];
    long elements = 1;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = number(where, "shape", shape.get(i));
      if (dimensions[i] != 0 && elements > fileSize / dimensions[i]) {
        throw new ModelException(
            where + ": shape " + shape + " is larger than the file of " + fileSize + " bytes");
      }
      elements *= dimensions[i];
    }
    if (!offsets.isArray() || offsets.size() != 2) {
      throw new ModelException(where + ": expected two 'data_offsets'");
    }
    long begin = number(where, "data_offsets", offsets.get(0));
    long end = number(where, "data_offsets", offsets.get(1));
    if (begin > end || end - begin != elements * type.bytes()) {
      throw new ModelException(
          where + ": data_offsets " + offsets + " do not fit " + elements + " values of " + type);
    }
    if (end > fileSize - base) {
      throw new ModelException(
          where + ": truncated, " + (fileSize - base) + " bytes of values < " + end);
    }
    return new Entry(type, dimensions, base + begin, elements);
  }

  private static TensorType type(String where, String name) {
    for (TensorType type : TensorType.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new ModelException(
        where
            + ": type '"
            + name
            + "' is not supported; convert the weights to one of "
            + Arrays.toString(TensorType.values()));
  }

  private static long number(String where, String key, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.asLong() < 0) {
      throw new ModelException(where + ": expected a count in '" + key + "' but found " + node);
    }
    return node.asLong();
  }

  private static void refuseOverlaps(String place, Map<String, Entry> entries) {
    var sorted =
        entries.entrySet().stream()
            .filter(entry -> entry.getValue().elements() > 0)
            .sorted((a, b) -> Long.compare(a.getValue().offset(), b.getValue().offset()))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      Entry before = sorted.get(i - 1).getValue();
      if (before.offset() + before.bytes() > sorted.get(i).getValue().offset()) {
        throw new ModelException(
            place
                + ": tensors '"
                + sorted.get(i - 1).getKey()
                + "' and '"
                + sorted.get(i).getKey()
                + "' overlap");
      }
    }
  }

  /** The names of the tensors. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** The free texts of the header. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The shape of a tensor. */
  public long[] shape(String name) {
    return entry(name).shape().clone();
  }

  /** The values of a tensor, row by row. O(elements). */
  public float[] values(String name) {
    Entry entry = entry(name);
    if (entry.elements() > Integer.MAX_VALUE - 8) {
      throw new ModelException(place + ": tensor '" + name + "' is too large to copy");
    }
    float[] values = new float[(int) entry.elements()];
    readInto(name, FloatBuffer.wrap(values));
    return values;
  }

  /** Writes the values of a tensor into a buffer, at its position. O(elements). */
  void readInto(String name, FloatBuffer out) {
    Entry entry = entry(name);
    ByteBuffer bytes = file.slice(entry.offset(), entry.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    switch (entry.type()) {
      case F32 -> out.put(bytes.asFloatBuffer());
      case F16 -> {
        var halves = bytes.asShortBuffer();
        while (halves.hasRemaining()) {
          out.put(Float.float16ToFloat(halves.get()));
        }
      }
      case BF16 -> {
        var halves = bytes.asShortBuffer();
        while (halves.hasRemaining()) {
          out.put(Float.intBitsToFloat(halves.get() << Short.SIZE));
        }
      }
    }
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new ModelException(place + ": tensor '" + name + "' is missing");
    }
    return entry;
  }

  @Override
  public void close() {
    file.close();
  }
}
