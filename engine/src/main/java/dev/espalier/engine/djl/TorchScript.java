package dev.espalier.engine.djl;

import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Programs for PyTorch written as text.
 *
 * <p>A TorchScript archive is a zip of stored entries whose code is plain text, so a program can be
 * kept as a readable resource and packed when it is needed; neither Python nor a foreign archive is
 * involved. The module's state, one flag, is a pickle that is written here; none is read from
 * outside.
 */
public final class TorchScript {
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScript() {}

  /**
   * Loads the program in a resource beside a class.
   *
   * @param manager owns the module, which lives until the manager closes
   * @param words words of the program that are replaced, for what its types cannot leave open
   */
  public static PtSymbolBlock load(
      PtNDManager manager, Class<?> beside, String resource, Map<String, String> words) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource '" + resource + "' is missing");
      }
      String code =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^#.*\\R", "");
      for (Map.Entry<String, String> word : words.entrySet()) {
        code = code.replace(word.getKey(), word.getValue());
      }
      return JniUtils.loadModule(manager, new ByteArrayInputStream(archive(code)), true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String code) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "program/data.pkl", state());
      store(zip, "program/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
      store(zip, "program/constants.pkl", NO_CONSTANTS);
      store(zip, "program/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** An object of the class {@code Program} with {@code {"training": False}}, pickled. */
  private static byte[] state() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2, 'c'});
    out.writeBytes("__torch__\nProgram\n".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    out.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
    return out.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
