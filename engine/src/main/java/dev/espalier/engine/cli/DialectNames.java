package dev.espalier.engine.cli;

import dev.espalier.grammar.schema.Dialect;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The dialects of JSON Schema by the names that people and directories give them: {@code draft-07},
 * {@code draft7} or {@code 7}, {@code 2019-09} or {@code draft2019-09}.
 */
public final class DialectNames {
  /** The names, as a description of an option lists them. */
  public static final String ALL = "draft-04, draft-06, draft-07, 2019-09 or 2020-12";

  private DialectNames() {}

  /** The dialect of that name, if there is one. */
  public static Optional<Dialect> find(String name) {
    String plain = plain(name);
    return Arrays.stream(Dialect.values())
        .filter(dialect -> plain(dialect.toString()).equals(plain))
        .findFirst();
  }

  /** The dialect that {@code option} names. Ends the command if there is none of that name. */
  public static Dialect parse(String option, String name) {
    return find(name)
        .orElseThrow(
            () ->
                new CommandFailure(ExitCode.USAGE, option + ": '" + name + "' is none of " + ALL));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("^draft[-_]?0?", "")
        .replaceFirst("(?<=^20\\d\\d)[-_]", "");
  }
}
