package dev.espalier.grammar.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrammarsTest {
  private static final Limits LIMITS = Limits.defaults();

  @TempDir Path directory;

  @Test
  void theFileNameSaysTheNotation() throws IOException {
    String gbnf = "root ::= \"é\"";
    String schema = "{\"type\": \"integer\"}";
    assertEquals(Gbnf.parse(gbnf), read("a.gbnf", gbnf));
    assertEquals(JsonSchema.parse(schema), read("A.JSON", schema));
    assertEquals("start text\ntext ::= /[a-z]+/\n", read("a.regex", "[a-z]+\n").toString());
  }

  @Test
  void unknownFileNamesListWhatIsSupported() {
    GrammarSyntaxException e = assertThrows(GrammarSyntaxException.class, () -> read("a.yacc", ""));
    assertEquals(
        "a.yacc: the notation is not known by the file name; supported are .g4, .gbnf, .json,"
            + " .regex",
        e.getMessage());
  }

  @Test
  void aNamedNotationAndRuleComeFirst() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "a ::= \"x\" b\nb ::= \"y\"");
    Grammar grammar = Grammars.read(file, Notation.GBNF, "b", LIMITS);
    assertEquals("b", grammar.start().name());
    GrammarSyntaxException e =
        assertThrows(
            GrammarSyntaxException.class, () -> Grammars.read(file, Notation.REGEX, "b", LIMITS));
    assertEquals("a.txt: no start rule 'b', a .regex file has no rules", e.getMessage());
  }

  @Test
  void errorsCarryTheFileName() {
    GrammarSyntaxException e =
        assertThrows(GrammarSyntaxException.class, () -> read("a.gbnf", "root ::= \"a\" )"));
    assertEquals("a.gbnf:1:14", e.position());
    GrammarSyntaxException regex =
        assertThrows(GrammarSyntaxException.class, () -> read("a.regex", "(a)\\1"));
    assertEquals("a.regex:1:4: a backreference is not supported", regex.getMessage());
  }

  @Test
  void unreadableFilesAreRefused() throws IOException {
    assertThrows(
        NoSuchFileException.class, () -> Grammars.read(directory.resolve("none.gbnf"), LIMITS));
    Path latin1 = Files.write(directory.resolve("latin1.gbnf"), new byte[] {'#', (byte) 0xE9});
    GrammarSyntaxException e =
        assertThrows(GrammarSyntaxException.class, () -> Grammars.read(latin1, LIMITS));
    assertEquals("latin1.gbnf: the file is not UTF-8", e.getMessage());
    Limits tiny = new Limits(2, 9, 9, 9, 9, 9, 9, 9, 9);
    Path large = Files.writeString(directory.resolve("large.gbnf"), "# too large");
    assertThrows(LimitExceededException.class, () -> Grammars.read(large, tiny));
  }

  private Grammar read(String name, String text) throws IOException {
    return Grammars.read(Files.writeString(directory.resolve(name), text), LIMITS);
  }
}
