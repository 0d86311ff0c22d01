package dev.espalier.bench;

import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that name the files of a run. */
final class CaseOptions {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|LIST.txt",
      description = "Directory of cases, or a list of files, one a line, relative to the list.")
  private Path data = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Measure N cases, chosen at random; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * @param limit unless the command line says another
   */
  CaseOptions(int limit) {
    this.limit = limit;
  }

  /** Where the files come from. */
  Path data() {
    return data;
  }

  /**
   * The files. Ends the command if there are none.
   *
   * @param warmup how many others to warm up with
   */
  CaseFiles choose(int warmup) {
    if (limit < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--limit is at least 0");
    }
    CaseFiles files;
    try {
      files = CaseFiles.choose(data, limit, warmup, seed);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.USAGE, data + ": no such file or directory");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, data + ": cannot be read, " + e);
    }
    if (files.measured().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, data + ": no .json files");
    }
    return files;
  }
}
