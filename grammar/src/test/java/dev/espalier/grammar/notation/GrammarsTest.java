package dev.espalier.grammar.notation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.ebnf.Ebnf;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.grammar.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    assertEquals(Ebnf.parse("a ::= 'b'"), read("a.ebnf", "a ::= 'b'"));
    assertEquals(Lark.parse("start: \"b\""), read("a.lark", "start: \"b\""));
    assertEquals(JsonSchema.parse(schema), read("A.JSON", schema));
    assertEquals("start text\ntext ::= /[a-z]+/\n", read("a.regex", "[a-z]+\n").toString());
  }

  @Test
  void choicesAreLines() throws IOException {
    assertEquals(
        "start text\ntext ::= /\" a\" | \"b\\n\" | \"#c\"/\n",
        read("a.choices", " a\r\nb\\n\n#c\n").toString().replace("\\\\n", "\\n"));
    GrammarSyntaxException empty =
        assertThrows(GrammarSyntaxException.class, () -> read("a.choices", "a\n\nb"));
    assertEquals("a.choices:2:1: an empty line; leave it out", empty.getMessage());
    GrammarSyntaxException none =
        assertThrows(GrammarSyntaxException.class, () -> read("a.choices", ""));
    assertEquals("a.choices:1:1: expected a choice on each line but found none", none.getMessage());
    LimitExceededException many =
        assertThrows(
            LimitExceededException.class,
            () -> Notation.CHOICES.parse("a\nb\nc", "a.choices", "", LIMITS.withMaxSymbols(2)));
    assertEquals("a.choices:3:1: 3 choices > Limits.maxSymbols 2", many.getMessage());
    assertThrows(
        LimitExceededException.class,
        () -> Notation.CHOICES.parse("abc", "a", "", LIMITS.withMaxSourceChars(2)));
    assertThrows(
        GrammarSyntaxException.class, () -> Notation.CHOICES.parse("\uD83D", "a", "", LIMITS));
  }

  @Test
  void thousandsOfChoicesAreRead() {
    String text =
        IntStream.range(0, 50_000).mapToObj(i -> "choice " + i).collect(Collectors.joining("\n"));
    Grammar grammar = Notation.CHOICES.parse(text, "a.choices", "", LIMITS);
    assertEquals(1, grammar.productions().size());
  }

  @Test
  void unknownFileNamesListWhatIsSupported() {
    GrammarSyntaxException e = assertThrows(GrammarSyntaxException.class, () -> read("a.yacc", ""));
    assertEquals(
        "a.yacc: the notation is not known by the file name; supported are "
            + Arrays.stream(Notation.values())
                .map(Notation::suffix)
                .collect(Collectors.joining(", ")),
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
