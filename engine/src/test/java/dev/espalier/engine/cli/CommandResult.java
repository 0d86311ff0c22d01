package dev.espalier.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to, run in this process. */
record CommandResult(int exitCode, String out, String err) {
  /** A schema with two members, {@code name} and {@code age}. */
  static final String PERSON =
      """
      {"type": "object", "required": ["name", "age"], "additionalProperties": false,
       "properties": {"name": {"type": "string", "maxLength": 8},
                      "age": {"type": "integer", "minimum": 0, "maximum": 150}}}
      """;

  static CommandResult run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Espalier.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new CommandResult(exitCode, out.toString(), err.toString());
  }

  /** Nothing on standard output; a message with these parts and no stack trace on the other. */
  void isRefused(int expected, String... message) {
    assertEquals(expected, exitCode, err);
    assertEquals("", out);
    for (String part : message) {
      assertTrue(err.contains(part), err);
    }
    assertFalse(err.contains("\tat "), err);
  }
}
