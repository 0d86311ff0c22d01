package dev.espalier.engine.cli;

import static dev.espalier.engine.cli.CommandResult.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.analysis.ByteNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs command lines in this process and looks at exit status and output. */
class CommandLineTest {
  private static final String TOKENIZER =
      """
          {"added_tokens": [{"id": 0, "content": "</s>", "special": true, "normalized": false,
                           "single_word": false, "lstrip": false, "rstrip": false}],
           "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
      "trim_offsets": true, "use_regex": true},
           "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true,
      "use_regex": true},
           "model": {"type": "BPE", "vocab": %s, "merges": []}}
      """;

  @TempDir Path directory;

  private String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String person;
  private String tokenizer;

  @BeforeEach
  void files() {
    person = file("person.json", CommandResult.PERSON);
    StringBuilder vocab = new StringBuilder("{\"</s>\": 0");
    String letters = "{}\":,0123456789abcdefghijklmnopqrstuvwxyz\u0120";
    for (int i = 0; i < letters.length(); i++) {
      String letter = letters.substring(i, i + 1).replace("\"", "\\\"");
      vocab.append(", \"").append(letter).append("\": ").append(i + 1);
    }
    tokenizer = file("tokenizer.json", TOKENIZER.formatted(vocab + "}"));
  }

  @Test
  void helpGoesToStandardOutput() {
    for (String[] line : new String[][] {{"--help"}, {"match", "--help"}, {"generate", "-h"}}) {
      CommandResult result = run(line);
      assertEquals(ExitCode.OK, result.exitCode(), result.err());
      assertTrue(result.out().contains("Usage: espalier"), result.out());
      assertEquals("", result.err());
    }
    assertTrue(run("--version").out().startsWith("espalier "));
  }

  @Test
  void wrongUsageIsToldInOneMessage() {
    run().isRefused(ExitCode.USAGE, "a command is missing", "--help");
    run("paint").isRefused(ExitCode.USAGE, "no command 'paint'; available are", "generate");
    run("check").isRefused(ExitCode.USAGE, "espalier: missing required argument", "--schema");
    run("check", "--schema", person, "--grammar", person)
        .isRefused(ExitCode.USAGE, "espalier: --schema=F, --grammar=F are mutually exclusive");
    run("check", "--schema", person, "--notation", "gbnf")
        .isRefused(ExitCode.USAGE, "--notation: a schema is 'json', not 'gbnf'; use --grammar");
    assertEquals(ExitCode.OK, run("check", "--schema", person, "--notation", "json").exitCode());
    run("check", "--schema", person, "--colour").isRefused(ExitCode.USAGE, "--colour");
    run("match", "--schema", person).isRefused(ExitCode.USAGE, "INPUT");
    run("match", "--schema", person, "@" + directory.resolve("none.txt"))
        .isRefused(ExitCode.USAGE, "none.txt: no such file");
    run("check", "--grammar", file("a.txt", "")).isRefused(ExitCode.USAGE, "--notation");
    run("check", "--grammar", file("a.yacc", ""))
        .isRefused(ExitCode.USAGE, "a.yacc", "--notation", "gbnf");
    run("check", "--grammar", file("a.gbnf", ""), "--notation", "yacc")
        .isRefused(ExitCode.USAGE, "'yacc' is not available", "gbnf, ");
    run("check", "--schema", person, "--start", "x").isRefused(ExitCode.USAGE, "--start");
    run("generate", "--schema", person).isRefused(ExitCode.USAGE, "--prompt");
  }

  @ParameterizedTest
  @CsvSource({
    "--strategy, awrs, available is 'masked'",
    "--particles, 4, --particles",
    "--draft, copy, --draft",
    "--max-tokens, 0, --max-tokens: 0 is not at least 1",
    "-n, 0, -n: 0 is not at least 1",
    "--temperature, -1, --temperature",
    "--temperature, NaN, --temperature",
    "--seed, x, --seed"
  })
  void optionsThatAreNotThereAreRefused(String option, String value, String message) {
    run("generate", "--schema", person, "--prompt", "x", option, value)
        .isRefused(ExitCode.USAGE, message);
  }

  @Test
  void optionsSayHowASchemaIsRead() {
    String old =
        file("old.json", "{\"items\": [{\"$ref\": \"http://x/y\"}], \"additionalItems\": false}");
    String other = file("y.json", "{\"properties\": {\"a\": {}, \"b\": {\"format\": \"date\"}}}");
    run("match", "--schema", old, "[]").isRefused(ExitCode.GRAMMAR, "2020-12 has 'prefixItems'");
    run("match", "--schema", old, "--dialect", "draft7", "[]")
        .isRefused(ExitCode.GRAMMAR, "'http://x/y' is not known", "--document");
    String[] read = {
      "match", "--schema", old, "--dialect=draft-07", "--document=http://x/y=" + other, "", "", ""
    };
    assertEquals(ExitCode.OK, matched(read, "--ignore=format", "[{\"b\": \"x\"}]"));
    assertEquals(ExitCode.FINDINGS, matched(read, "--ignore=title", "[{\"b\": \"x\"}]"));
    String reversed = "[{\"b\": \"2020-02-29\", \"a\": 1}]";
    assertEquals(ExitCode.OK, matched(read, "--property-order=any", reversed));
    assertEquals(ExitCode.FINDINGS, matched(read, "--property-order=schema", reversed));
    run("check", "--schema", person, "--dialect", "draft-3")
        .isRefused(ExitCode.USAGE, "--dialect: 'draft-3' is none of draft-04, draft-06");
    String grammar = file("g.gbnf", "root ::= \"a\"");
    run("check", "--grammar", grammar, "--ignore", "format")
        .isRefused(ExitCode.USAGE, "--ignore", "are for schemas");
  }

  private static int matched(String[] command, String option, String text) {
    String[] line = command.clone();
    line[line.length - 3] = option;
    line[line.length - 2] = "--";
    line[line.length - 1] = text;
    return run(line).exitCode();
  }

  @Test
  void checkTellsWhatBecomesOfEachKeyword() {
    CommandResult result = run("check", "--schema", person);
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    List<String> lines = result.out().lines().toList();
    assertTrue(lines.contains("#/properties/name maxLength enforced by mask"), result.out());
    JsonNode json = JsonMapper.shared().readTree(run("check", "--schema", person, "--json").out());
    assertTrue(json.get("supported").booleanValue());
    assertEquals(lines.size(), json.get("uses").size());
  }

  @Test
  void everyRefusedUseIsALineOfItsOwn() {
    String schema =
        file(
            "two.json",
            """
            {"properties": {"a": {"pattern": "(a)\\\\1"}, "b": {"pattern": "(b)\\\\1"}}}
            """);
    CommandResult result = run("check", "--schema", schema);
    assertEquals(ExitCode.GRAMMAR, result.exitCode());
    List<String> lines = result.err().lines().toList();
    assertEquals(2, lines.size(), result.err());
    for (String line : lines) {
      assertTrue(line.startsWith("espalier: " + schema + ": #/properties/"), line);
    }
  }

  @Test
  void checkWarnsOfWhatNoValueCanUse() {
    String dead = file("dead.json", "{\"anyOf\": [{\"type\": \"null\"}, {\"enum\": []}]}");
    CommandResult result = run("check", "--schema", dead);
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("espalier: warning: #/anyOf/1: "), result.err());
    JsonNode json = JsonMapper.shared().readTree(run("check", "--schema", dead, "--json").out());
    assertEquals("#/anyOf/1", json.get("warnings").get(0).get("pointer").stringValue());
    assertEquals(1, json.get("warnings").size());
  }

  @Test
  void checkListsEveryRefusalAndExitsWith3() {
    String schema =
        file(
            "s.json",
            "{\"properties\": {\"a\": {\"pattern\": \"(a)\\\\1\"}, \"b\": {\"contentSchema\":"
                + " 1}}}");
    String other =
        file("t.json", "{\"properties\": {\"a\": {\"$ref\": \"http://example.org/s.json\"}}}");
    CommandResult result = run("check", "--schema", other);
    assertEquals(ExitCode.GRAMMAR, result.exitCode());
    assertTrue(result.out().contains("#/properties/a $ref refused"), result.out());
    assertTrue(result.err().contains("t.json: #/properties/a"), result.err());
    assertEquals(ExitCode.GRAMMAR, run("check", "--schema", schema).exitCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": ",
        "",
        "[1]",
        "12",
        "{\"type\": \"strange\"}",
        "{\"type\": 5}",
        "{\"minLength\": -1}",
        "{\"properties\": {\"a\": {\"minimum\": \"0\"}}}",
        "{\"$ref\": \"#/$defs/none\"}",
        "{\"$ref\": \"http://example.org/none.json\"}",
        "{\"$ref\": \"#\"}",
        "{\"pattern\": \"(\"}",
        "{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 3}"
      })
  void badSchemasExitWith3(String schema) {
    String file = file("bad.json", schema);
    for (String[] line :
        new String[][] {
          {"match", "--schema", file, "x"},
          {"generate", "--schema", file, "--prompt", "x"}
        }) {
      run(line).isRefused(ExitCode.GRAMMAR, "bad.json", ": ");
    }
    assertEquals(ExitCode.GRAMMAR, run("check", "--schema", file).exitCode());
  }

  @Test
  void whatIsNotJsonIsToldByLineOfTheFile() {
    String open = file("open.json", "{\n");
    String place = open + ":2:1: not JSON: Unexpected end-of-input: expected close marker";
    CommandResult result = run("check", "--schema", open);
    result.isRefused(ExitCode.GRAMMAR, "espalier: " + place);
    assertEquals(1, result.err().lines().count(), result.err());
    assertFalse(result.err().contains("REDACTED"), result.err());
    CommandResult cut = run("match", "--schema", person, "--tokenizer", open, "x");
    cut.isRefused(ExitCode.MODEL, open + ":2:1: not valid JSON");
    assertFalse(cut.err().contains("REDACTED"), cut.err());
  }

  @Test
  void eachRefusedKeywordIsToldWithItsFile() {
    String bad =
        file("bad.json", "{\"pattern\": \"(a)\\\\1\", \"$ref\": \"http://example.org/s.json\"}");
    String err = run("match", "--schema", bad, "x").err();
    assertEquals(2, err.lines().filter(line -> line.contains(bad + ": #: '")).count(), err);
  }

  @Test
  void aGrammarThatAllowsNoTextIsRefusedByEveryCommand() {
    String none = file("none.gbnf", "root ::= root \"a\"");
    run("check", "--grammar", none).isRefused(ExitCode.GRAMMAR, none, "no text is allowed");
    run("match", "--grammar", none, "a").isRefused(ExitCode.GRAMMAR, none, "no text is allowed");
  }

  @Test
  void schemaFilesThatCannotBeReadExitWith3() throws IOException {
    run("check", "--schema", directory.resolve("none.json").toString())
        .isRefused(ExitCode.GRAMMAR, "none.json: no such file");
    run("check", "--schema", directory.toString()).isRefused(ExitCode.GRAMMAR, "cannot be read");
    Path latin = Files.write(directory.resolve("latin.json"), new byte[] {'{', (byte) 0xe9});
    run("check", "--schema", latin.toString()).isRefused(ExitCode.GRAMMAR, "byte 1", "UTF-8");
  }

  @Test
  void aSchemaThatIsTooDeepExitsWith5() {
    String deep = "{\"items\":".repeat(20_000) + "true" + "}".repeat(20_000);
    run("check", "--schema", file("deep.json", deep)).isRefused(ExitCode.LIMIT, "deep.json");
  }

  @Test
  void matchTellsWhereATextLeavesTheLanguage() {
    CommandResult result =
        run("match", "--schema", person, "{\"name\": \"Ada\", \"age\": 36}", "{\"n\"}", "");
    assertEquals(ExitCode.FINDINGS, result.exitCode(), result.err());
    List<String> lines = result.out().lines().filter(line -> !line.startsWith(" ")).toList();
    assertEquals("'{\"name\": \"Ada\", \"age\": 36}': accepted", lines.get(0));
    assertEquals(
        "'{\"n\"}': rejected at byte 3 (line 1, column 4): expected 'a' but found '\"'",
        lines.get(1));
    assertTrue(lines.get(2).endsWith("expected '{' but found the end"), lines.get(2));
    assertEquals("", result.err());
  }

  @Test
  void matchReadsFilesByteByByte() {
    String text = file("a.txt", "{\"name\": \"\u00e9\", \"age\": 1}\n");
    CommandResult result = run("match", "--schema", person, "@" + text);
    assertEquals(ExitCode.FINDINGS, result.exitCode());
    assertTrue(
        result.out().contains("rejected at byte 24 (line 1, column 24): expected the end"),
        result.out());
    assertTrue(result.out().contains("complete without the line end"), result.out());
  }

  @Test
  void matchReplaysTokens() {
    CommandResult result =
        run(
            "match",
            "--schema",
            person,
            "--tokenizer",
            tokenizer,
            "--json",
            "{\"name\": \"ada\", \"age\": 36}",
            "{\"name\": \"ada\", \"age\": 361}");
    assertEquals(ExitCode.FINDINGS, result.exitCode(), result.err());
    List<JsonNode> lines = result.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertTrue(lines.get(0).get("accepted").booleanValue());
    assertEquals(26, lines.get(0).get("tokens").get("count").intValue());
    assertTrue(lines.get(0).get("tokens").get("accepted").booleanValue());
    assertEquals(25, lines.get(1).get("at").intValue());
    assertEquals(25, lines.get(1).get("tokens").get("at").intValue());
    assertEquals("'1'", lines.get(1).get("found").stringValue());
  }

  @Test
  void matchReadsTokensByTheirNames() {
    String grammar = file("tokens.gbnf", "root ::= \"ab\" </s> [cd]");
    assertEquals(ExitCode.OK, run("check", "--grammar", grammar).exitCode());
    run("match", "--grammar", grammar, "ab</s>c")
        .isRefused(ExitCode.USAGE, grammar + ": token(</s>) is a token", "--tokenizer");
    String[] texts = {"ab</s>c", "ab</s>a", "abc", "ab</s>d</s>", "ab<c", "ab</s>"};
    String[] line = {"match", "--grammar", grammar, "--tokenizer", tokenizer};
    CommandResult result =
        run(Stream.concat(Arrays.stream(line), Arrays.stream(texts)).toArray(String[]::new));
    assertEquals(ExitCode.FINDINGS, result.exitCode(), result.err());
    List<String> lines = result.out().lines().filter(l -> !l.startsWith("  in")).toList();
    assertEquals("'ab</s>c': accepted", lines.get(0));
    assertEquals("  tokens: 4, all allowed by their masks", lines.get(1));
    assertTrue(lines.get(2).contains("at byte 6 (line 1, column 7): expected 'c', 'd' but found"));
    assertEquals("  tokens: 4, refused after 3", lines.get(3));
    assertTrue(lines.get(4).contains("at byte 2 (line 1, column 3): expected </s> but found 'c'"));
    assertTrue(lines.get(6).contains("at byte 7 (line 1, column 8): expected the end"));
    assertEquals("  tokens: 5, refused after 4", lines.get(7));
    assertTrue(lines.get(9).contains("the tokenizer does not keep the text"), lines.get(9));
    assertTrue(lines.get(10).contains("at byte 6 (line 1, column 7): expected 'c', 'd' but found"));
    String unknown = file("unknown.gbnf", "root ::= \"ab\" <think>");
    run("match", "--grammar", unknown, "--tokenizer", tokenizer, "ab")
        .isRefused(
            ExitCode.GRAMMAR,
            unknown + ": rule 'root': the vocabulary has no token '<think>'",
            "'</s>'");
  }

  @Test
  void badTokenizersExitWith4() {
    String cut = file("cut.json", TOKENIZER.substring(0, 100));
    String words =
        file("words.json", "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"a\": 1}}}");
    String none = directory.resolve("none.json").toString();
    for (String bad : List.of(cut, words, none, directory.resolve("folder").toString())) {
      run("match", "--schema", person, "--tokenizer", bad, "x")
          .isRefused(ExitCode.MODEL, bad.substring(bad.lastIndexOf('/') + 1), ": ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"root ::= \"a", "root ::= other", "root := 1", "", "root ::= [a-"})
  void badGrammarsExitWith3(String grammar) {
    run("match", "--grammar", file("bad.gbnf", grammar), "x")
        .isRefused(ExitCode.GRAMMAR, "bad.gbnf", ": ");
  }

  @Test
  void antlrGrammarsAreReadWithWhatLiesBesideThem() {
    file("PLexer.g4", "lexer grammar PLexer; A : {b()}? 'a' ; WS : ' '+ -> skip ;");
    String parser =
        file("P.g4", "parser grammar P; options { tokenVocab = PLexer; } s : A+ EOF ; t : A ;");
    run("check", "--grammar", parser)
        .isRefused(ExitCode.GRAMMAR, "PLexer.g4:1:27: predicate '{b()}?'", "assume 'predicates'");
    CommandResult result =
        run("match", "--grammar", parser, "--assume", "predicates,actions", " a a", "ab");
    assertTrue(result.out().contains("' a a': accepted"), result.out());
    assertTrue(result.out().contains("rejected at byte 1"), result.out());
    assertTrue(result.err().contains("note: PLexer.g4:1:27: predicate"), result.err());
    assertTrue(
        run("match", "--grammar", parser, "--assume", "predicates", "--start", "t", "a a")
            .out()
            .contains("rejected at byte 2"));
    run("check", "--grammar", parser, "--assume", "luck").isRefused(ExitCode.USAGE, "'luck'");
    run("check", "--grammar", file("a.gbnf", "root ::= \"a\""), "--assume", "actions")
        .isRefused(ExitCode.USAGE, "--assume is for .g4 files");
  }

  @Test
  void outputIsUtf8AsItStands() {
    String grammar = file("a.gbnf", "root ::= \"\u00e9\u4e2d\"");
    CommandResult result = run("match", "--grammar", grammar, "\u00e9\u4e2d", "\u00e9\u4e2e");
    assertTrue(result.out().startsWith("'\u00e9\u4e2d': accepted"), result.out());
    assertTrue(result.out().contains("rejected at byte 4 (line 1, column 2)"), result.out());
  }

  @Test
  void grammarsAndRegularExpressionsAreLanguagesToo() {
    String grammar = file("a.txt", "root ::= other+\nother ::= \"a\" | \"b\"");
    String[] line = {"match", "--grammar", grammar, "--notation", "GBNF", "ab"};
    assertEquals(ExitCode.OK, run(line).exitCode());
    CommandResult other =
        run("match", "--grammar", grammar, "--notation", "gbnf", "--start", "other", "ab");
    assertTrue(other.out().contains("rejected at byte 1"), other.out() + other.err());
    run("match", "--grammar", grammar, "--notation", "gbnf", "--start", "none", "ab")
        .isRefused(ExitCode.GRAMMAR, "none");
    CommandResult check = run("check", "--grammar", grammar, "--notation", "gbnf");
    assertTrue(check.out().contains("start"), check.out());
    String regex = file("a.regex", "[a-c]{2,3}\n");
    assertEquals(ExitCode.OK, run("match", "--grammar", regex, "abc").exitCode());
    assertEquals(ExitCode.FINDINGS, run("match", "--grammar", regex, "abcd").exitCode());
  }

  @Test
  void checkSaysWhatInAGrammarIsMostlyNotMeant() {
    String grammar =
        file("w.gbnf", "root ::= list\nlist ::= list \",\" [a-c] | [a-c]\nold ::= \"x\"\n");
    CommandResult result = run("check", "--grammar", grammar);
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertEquals(
        List.of(
            "start root, productions 4, enforced by mask",
            "warning: rule 'old': no text of 'root' is read with it; refer to it, or leave it out",
            "note: rule 'list': begins with itself, list -> list; nothing is to be done, left"
                + " recursion is read"),
        result.out().lines().toList());
    JsonNode json =
        JsonMapper.shared().readTree(run("check", "--grammar", grammar, "--json").out());
    JsonNode first = json.get("findings").get(0);
    assertEquals("unreachable", first.get("kind").stringValue());
    assertEquals("warning", first.get("severity").stringValue());
    assertEquals("old", first.get("rule").stringValue());
    assertFalse(json.has("search"));
    String none = file("none.gbnf", "root ::= x\nx ::= root \"a\"");
    run("check", "--grammar", none)
        .isRefused(
            ExitCode.GRAMMAR,
            none + ": 'root': no text is allowed, the rule derives no text, every alternative",
            "needs 'x', which derives nothing");
  }

  @Test
  void checkSearchesForTextsThatNoTokenGoesOnWith() {
    String grammar = file("w.gbnf", "root ::= \"ab\" (\"c\" | \"d!\")");
    CommandResult result = run("check", "--grammar", grammar, "--tokenizer", tokenizer);
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertTrue(result.out().contains("goes on after 'abd', expected '!'; leave out"), result.out());
    assertTrue(result.out().endsWith("places searched for dead ends: 5, all\n"), result.out());
    String out = run("check", "--grammar", grammar, "--tokenizer", tokenizer, "--json").out();
    JsonNode json = JsonMapper.shared().readTree(out);
    assertEquals("dead-end", json.get("findings").get(0).get("kind").stringValue());
    assertEquals(5, json.get("search").get("places").intValue());
    assertTrue(json.get("search").get("exhaustive").booleanValue());
    run("check", "--schema", person, "--tokenizer", tokenizer)
        .isRefused(ExitCode.USAGE, "--tokenizer is for grammars");
  }

  @Test
  void checkDrawsRulesAndAutomata() {
    String grammar = file("w.gbnf", "root ::= \"(\" root \")\" | word\nword ::= [a-c]+\n");
    CommandResult rules = run("check", "--grammar", grammar, "--dot", "rules");
    assertTrue(rules.out().contains("\"root\" -> \"word\";"), rules.out() + rules.err());
    String[] line = {"check", "--grammar", grammar, "--dot", "automaton", "--rule", "word"};
    assertTrue(run(line).out().contains("s0 -> s1 [label=\"'a'..'c'\"];"), run(line).out());
    line[6] = "root";
    run(line).isRefused(ExitCode.USAGE, grammar + ": rule 'root' is not regular");
    run("check", "--grammar", grammar, "--rule", "word")
        .isRefused(ExitCode.USAGE, "--rule goes with --dot automaton");
    run("check", "--grammar", grammar, "--dot", "trees").isRefused(ExitCode.USAGE, "--dot");
    assertEquals(ExitCode.OK, run("check", "--schema", person, "--dot", "rules").exitCode());
  }

  @Test
  void bytesHaveReadableNames() {
    BitSet bytes = new BitSet();
    bytes.set('a', 'd');
    bytes.set('0', '9' + 1);
    bytes.set('(', '+');
    bytes.set('\n');
    bytes.set('\'');
    bytes.set(0x80, 0xc0);
    bytes.set(0xff);
    assertEquals(
        List.of(
            "'\\n'", "\"'\"", "'('", "')'", "'*'", "'0'..'9'", "'a'..'c'", "0x80..0xbf", "0xff"),
        ByteNames.of(bytes));
  }

  @Test
  void inputsThatLookLikeOptionsComeAfterTwoDashes() {
    String number = file("number.json", "{\"type\": \"integer\"}");
    assertEquals(ExitCode.OK, run("match", "--schema", number, "--", "-5").exitCode());
  }
}
