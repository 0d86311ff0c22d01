package dev.espalier.grammar.lark;

import dev.espalier.grammar.Limits;
import dev.espalier.grammar.python.Pattern;
import dev.espalier.grammar.python.PythonRegex;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The terminals of Lark's module {@code common}, as of Lark 1.3. Stateless; any thread. */
final class CommonTerminals {
  static final String MODULE = "common";

  private static final String INT = "[0-9]+";
  private static final String SIGN = "[+-]?";
  private static final String EXPONENT = "[eE]" + SIGN + INT;
  private static final String DECIMAL = INT + "\\.(?:" + INT + ")?|\\." + INT;
  private static final String FLOAT = INT + EXPONENT + "|(?:" + DECIMAL + ")(?:" + EXPONENT + ")?";
  private static final String NUMBER = FLOAT + "|" + INT;

  private static final Map<String, String> REGEXES =
      Map.ofEntries(
          Map.entry("DIGIT", "[0-9]"),
          Map.entry("HEXDIGIT", "[a-fA-F0-9]"),
          Map.entry("INT", INT),
          Map.entry("SIGNED_INT", SIGN + INT),
          Map.entry("DECIMAL", DECIMAL),
          Map.entry("_EXP", EXPONENT),
          Map.entry("FLOAT", FLOAT),
          Map.entry("SIGNED_FLOAT", SIGN + "(?:" + FLOAT + ")"),
          Map.entry("NUMBER", NUMBER),
          Map.entry("SIGNED_NUMBER", SIGN + "(?:" + NUMBER + ")"),
          Map.entry("_STRING_INNER", ".*?"),
          Map.entry("_STRING_ESC_INNER", ".*?(?<!\\\\)(\\\\\\\\)*?"),
          Map.entry("ESCAPED_STRING", "\"(?:[^\"\\\\\\n]|\\\\.)*\""),
          Map.entry("LCASE_LETTER", "[a-z]"),
          Map.entry("UCASE_LETTER", "[A-Z]"),
          Map.entry("LETTER", "[A-Za-z]"),
          Map.entry("WORD", "[A-Za-z]+"),
          Map.entry("CNAME", "[_A-Za-z][_A-Za-z0-9]*"),
          Map.entry("WS_INLINE", "[ \\t]+"),
          Map.entry("WS", "[ \\t\\f\\r\\n]+"),
          Map.entry("CR", "\\r"),
          Map.entry("LF", "\\n"),
          Map.entry("NEWLINE", "(?:\\r?\\n)+"),
          Map.entry("SH_COMMENT", "#[^\\n]*"),
          Map.entry("CPP_COMMENT", "//[^\\n]*"),
          Map.entry("C_COMMENT", "/\\*(?:[^*]|\\*+[^*/])*\\*+/"),
          Map.entry("SQL_COMMENT", "--[^\\n]*"));

  private CommonTerminals() {}

  /** The terminal of that name, if there is one. */
  static Optional<Pattern> named(String name) {
    return Optional.ofNullable(REGEXES.get(name))
        .map(regex -> PythonRegex.parse(regex, "", "common.lark:1:1", Limits.defaults()));
  }

  /** The names of all, sorted. */
  static List<String> names() {
    return REGEXES.keySet().stream().sorted().toList();
  }
}
