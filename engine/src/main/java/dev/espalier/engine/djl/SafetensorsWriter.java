package dev.espalier.engine.djl;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a safetensors file: a length, a JSON header, the values. Mutable; one thread.
 *
 * <p>The file appears under its name only when it is whole: it is written beside it and moved.
 */
public final class SafetensorsWriter {
  private record Tensor(long[] shape, float[] values) {}

  private static final int HEADER_ALIGNMENT = 8;

  private final TensorType type;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  public SafetensorsWriter(TensorType type) {
    if (type == TensorType.BF16) {
      throw new IllegalArgumentException("BF16 is read but not written");
    }
    this.type = type;
  }

  /** Adds a tensor; the values, row by row, are not copied. */
  public SafetensorsWriter add(String name, float[] values, long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      elements = Math.multiplyExact(elements, dimension);
    }
    if (elements != values.length) {
      throw new IllegalArgumentException(
          "tensor '" + name + "' has " + values.length + " values for " + elements + " elements");
    }
    tensors.put(name, new Tensor(shape.clone(), values));
    return this;
  }

  /** Adds an entry to the header's free texts. */
  public SafetensorsWriter metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  public void write(Path file) {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
      byte[] header = header();
      out.write(
          ByteBuffer.allocate(Long.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(header.length)
              .array());
      out.write(header);
      for (Tensor tensor : tensors.values()) {
        out.write(bytes(tensor.values()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] header() {
    Map<String, Object> entries = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      entries.put("__metadata__", metadata);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + (long) type.bytes() * entry.getValue().values().length;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("dtype", type.name());
      fields.put("shape", entry.getValue().shape());
      fields.put("data_offsets", List.of(offset, end));
      entries.put(entry.getKey(), fields);
      offset = end;
    }
    String json = JsonMapper.shared().writeValueAsString(entries);
    int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, HEADER_ALIGNMENT);
    return (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(float[] values) {
    ByteBuffer out =
        ByteBuffer.allocate(Math.multiplyExact(type.bytes(), values.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (type == TensorType.F32) {
        out.putFloat(value);
      } else {
        out.putShort(Float.floatToFloat16(value));
      }
    }
    return out.array();
  }
}
