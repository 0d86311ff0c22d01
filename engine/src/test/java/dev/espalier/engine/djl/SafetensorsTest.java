package dev.espalier.engine.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
  @TempDir Path directory;

  private Safetensors open(String name) {
    return Safetensors.open(new ModelFiles.Directory(directory), name);
  }

  private void write(long headerLength, String header, int valueBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength).array());
    out.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(new byte[valueBytes]);
    Files.write(directory.resolve("x"), out.toByteArray());
  }

  /** Replaces a file by the same weights in BF16, which the writer does not write. */
  static void rewriteAsBrainFloat(Path file, TinyModel model) throws IOException {
    StringBuilder header = new StringBuilder();
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    for (Map.Entry<String, float[]> entry : model.weights.entrySet()) {
      int begin = values.size();
      for (float value : entry.getValue()) {
        int bits = Float.floatToIntBits(value) >>> 16;
        values.write(bits);
        values.write(bits >>> 8);
      }
      header.append(header.isEmpty() ? "{" : ",");
      header.append(
          String.format(
              "\"%s\":{\"dtype\":\"BF16\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
              entry.getKey(),
              Arrays.toString(model.shapes.get(entry.getKey())),
              begin,
              values.size()));
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(8 + text.length + values.size()).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, out.putLong(text.length).put(text).put(values.toByteArray()).array());
  }

  @Test
  void whatIsWrittenIsRead() {
    new SafetensorsWriter(TensorType.F32)
        .add("a", new float[] {1, -2.5f, 1e-30f}, 3)
        .add("b", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .add("empty", new float[0], 0, 4)
        .metadata("step", "7")
        .write(directory.resolve("x"));
    try (Safetensors file = open("x")) {
      assertEquals(Set.of("a", "b", "empty"), file.names());
      assertEquals(Map.of("step", "7"), file.metadata());
      assertArrayEquals(new float[] {1, -2.5f, 1e-30f}, file.values("a"));
      assertArrayEquals(new long[] {2, 3}, file.shape("b"));
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, file.values("b"));
      assertArrayEquals(new float[0], file.values("empty"));
      assertThrows(ModelException.class, () -> file.values("c"));
    }
  }

  @Test
  void halfFloatsAreRounded() {
    new SafetensorsWriter(TensorType.F16)
        .add("a", new float[] {1, 0.1f, 70_000}, 3)
        .write(directory.resolve("x"));
    try (Safetensors file = open("x")) {
      assertArrayEquals(new float[] {1, 0.099975586f, Float.POSITIVE_INFINITY}, file.values("a"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}  | type 'I64' is not",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}  | do not fit 3 values",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}  | do not fit 2 values",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[16,24]}} | truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | expected a count",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | expected a count",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4],\"data_offsets\":[0,8]}}"
            + " | larger than the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807],\"data_offsets\":[0,8]}}"
            + " | larger than the file",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1e99],\"data_offsets\":[0,8]}} | expected a count",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}    | expected a shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,2],\"data_offsets\":[0,8]}}"
            + " | expected a shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}    | expected two",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                         | expected two",
        "{\"a\":7}                                                         | type '' is not",
        "[1,2]                                                             | a JSON object",
        "{\"a\":                                                           | not valid JSON",
        "\u00e9                                                            | not valid JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | overlap",
      })
  void hostileHeadersAreRefused(String header, String problem) throws IOException {
    write(header.getBytes(StandardCharsets.UTF_8).length, header, 16);
    ModelException e = assertThrows(ModelException.class, () -> open("x").close());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().startsWith(directory.resolve("x") + ": "), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "1000", "104857601", "9223372036854775807", "-1", "-9223372036854775808"})
  void hostileLengthsAreRefused(long length) throws IOException {
    write(length, "{}", 0);
    assertThrows(ModelException.class, () -> open("x").close());
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    String header = "{\"a\":".repeat(100_000);
    write(header.length(), header, 0);
    assertThrows(ModelException.class, () -> open("x").close());
  }

  @Test
  void emptyFilesAndBadUtf8AreRefused() throws IOException {
    Files.write(directory.resolve("x"), new byte[0]);
    assertThrows(ModelException.class, () -> open("x").close());
    Files.write(directory.resolve("x"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, '}'});
    assertThrows(ModelException.class, () -> open("x").close());
  }
}
