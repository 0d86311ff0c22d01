package dev.espalier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Where a report comes from; goes into its summary. A value. */
record Origin(String jvm, String commit, String tokenizer) {
  static Origin of(Path tokenizer) {
    String jvm =
        "%s %s (%s)"
            .formatted(
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("java.vm.vendor"));
    return new Origin(jvm, checkedOut(), name(tokenizer));
  }

  /** The last two names of a path: a directory is named for its tokenizer, the file never is. */
  private static String name(Path tokenizer) {
    Path path = tokenizer.toAbsolutePath().normalize();
    int names = path.getNameCount();
    return path.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
  }

  /**
   * The commit that is checked out where the launcher lies, with {@code +} for changes on top;
   * {@code unknown} outside of a checkout.
   */
  private static String checkedOut() {
    String home = System.getProperty("espalier.home", "");
    String head = git(home, "rev-parse", "--short=12", "HEAD");
    if (head.isEmpty()) {
      return "unknown";
    }
    return git(home, "status", "--porcelain", "--untracked-files=no").isEmpty() ? head : head + "+";
  }

  private static String git(String home, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = home.isEmpty() ? "." : home;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    try {
      Process git =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0 ? output.strip() : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
