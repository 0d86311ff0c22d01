package dev.espalier.engine.cli;

import static dev.espalier.engine.cli.CommandResult.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code espalier generate} with the embedded model, and with broken copies of it. */
class GenerateCommandTest {
  @TempDir Path directory;
  private String person;

  @BeforeEach
  void schema() throws IOException {
    person = file("person.json", CommandResult.PERSON);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void badModelsExitWith4() throws IOException {
    Path model = Files.createDirectories(directory.resolve("model"));
    String[] line = {"generate", "--schema", person, "--prompt", "x", "--model", model.toString()};
    run(line).isRefused(ExitCode.MODEL, "config.json", ": ");
    for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
      Files.write(model.resolve(name), embedded(name));
    }
    assertEquals(ExitCode.OK, run(line).exitCode(), run(line).err());

    byte[] weights = Files.readAllBytes(model.resolve("model.safetensors"));
    for (int length : List.of(0, 7, 100, weights.length - 1)) {
      Files.write(model.resolve("model.safetensors"), Arrays.copyOf(weights, length));
      run(line).isRefused(ExitCode.MODEL, "model.safetensors", ": ");
    }
    Files.delete(model.resolve("model.safetensors"));
    run(line).isRefused(ExitCode.MODEL, "model.safetensors", ": ");
    Files.write(model.resolve("pytorch_model.bin"), new byte[10]);
    run(line).isRefused(ExitCode.MODEL, "safetensors");

    String config = Files.readString(model.resolve("config.json"));
    Files.writeString(
        model.resolve("config.json"), config.replace("LlamaForCausalLM", "ReformerModel"));
    run(line).isRefused(ExitCode.MODEL, "config.json", "ReformerModel");
    Files.writeString(model.resolve("config.json"), config.substring(0, 50));
    run(line).isRefused(ExitCode.MODEL, model.resolve("config.json") + ":", "not valid JSON at ");
    Files.writeString(model.resolve("config.json"), config);
    Files.writeString(model.resolve("tokenizer.json"), "{");
    run(line)
        .isRefused(
            ExitCode.MODEL,
            "espalier: " + model.resolve("tokenizer.json") + ":1:2: not valid JSON",
            "close marker for Object; is the file complete?");
  }

  @Test
  void namedTokensAreNotPrinted() throws IOException {
    String grammar = file("named.gbnf", "root ::= [a-z]{3} <|end|> \"!\" <|end|>");
    CommandResult result =
        run("generate", "--grammar", grammar, "--prompt", "x", "--json", "--stream");
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    List<JsonNode> lines = result.out().lines().map(JsonMapper.shared()::readTree).toList();
    StringBuilder streamed = new StringBuilder();
    for (JsonNode line : lines.subList(0, lines.size() - 1)) {
      streamed.append(line.get("delta").stringValue());
    }
    assertTrue(streamed.toString().matches("[a-z]{3}!"), result.out());
    assertEquals(streamed.toString(), lines.getLast().get("text").stringValue());
    String other = file("other.gbnf", "root ::= <|eot_id|>");
    run("generate", "--grammar", other, "--prompt", "x")
        .isRefused(ExitCode.GRAMMAR, "no token '<|eot_id|>'", "'<|end|>'");
  }

  private static byte[] embedded(String name) throws IOException {
    try (InputStream in =
        Espalier.class.getResourceAsStream("/dev/espalier/engine/default-model/" + name)) {
      assertNotNull(in, name);
      return in.readAllBytes();
    }
  }

  @Test
  void aPromptLongerThanTheContextExitsWith5() throws IOException {
    run("generate", "--schema", person, "--prompt", "@" + file("long.txt", "a b ".repeat(50_000)))
        .isRefused(ExitCode.LIMIT, "prompt: ", "shorten the prompt");
  }

  @Test
  void generatedTextIsOnStandardOutputAndInTheLanguage() throws IOException {
    String prompt = file("prompt.txt", "Ada is 36 years old.\n");
    CommandResult result = run("generate", "--schema", person, "--prompt", "@" + prompt);
    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertEquals("", result.err());
    String text = result.out().strip();
    assertEquals(ExitCode.OK, run("match", "--schema", person, text).exitCode(), text);
    CommandResult streamed =
        run("generate", "--schema", person, "--prompt", "@" + prompt, "--stream");
    assertEquals(result.out(), streamed.out());
  }

  @Test
  void generatedJsonTellsHowItCameAbout() throws IOException {
    CommandResult result =
        run(
            "generate",
            "--schema",
            person,
            "--prompt",
            "Ada is 36 years old.",
            "--json",
            "-n",
            "2",
            "--temperature",
            "1.5",
            "--seed",
            "7");
    List<JsonNode> lines = result.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertEquals(2, lines.size());
    for (int i = 0; i < 2; i++) {
      JsonNode line = lines.get(i);
      assertEquals(7 + i, line.get("seed").intValue());
      assertTrue(line.get("log_weight").doubleValue() <= 0);
      assertTrue(line.get("log_probability").doubleValue() <= 0);
      assertTrue(line.get("tokens").intValue() > 0);
      assertTrue(line.get("lazy_steps").intValue() <= line.get("tokens").intValue() + 1);
      assertTrue(line.get("tested_tokens").intValue() >= line.get("lazy_steps").intValue());
      assertEquals(0, line.get("taken_back").intValue());
      assertTrue(line.get("timings").get("total_ms").doubleValue() > 0);
      assertEquals(line.get("finish").stringValue().equals("complete"), line.get("value") != null);
    }
  }

  @Test
  void cutOffTextIsNeverPassedOffAsComplete() throws IOException {
    String[] line = {
      "generate", "--schema", person, "--prompt", "Ada is 36 years old.", "--max-tokens", "3"
    };
    CommandResult result = run(line);
    assertEquals(ExitCode.FINDINGS, result.exitCode());
    assertTrue(
        result.err().contains("max_tokens after 3 tokens, it is not complete"), result.err());
    String[] withJson = Arrays.copyOf(line, line.length + 1);
    withJson[line.length] = "--json";
    JsonNode json = JsonMapper.shared().readTree(run(withJson).out());
    assertEquals("max_tokens", json.get("finish").stringValue());
    assertFalse(json.has("value"));
    assertEquals(3, json.get("tokens").intValue());
  }
}
