package dev.espalier.engine.cli;

import dev.espalier.engine.FinishReason;
import dev.espalier.engine.Generation;
import dev.espalier.engine.GenerationException;
import dev.espalier.engine.Generator;
import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.Grammar;
import dev.espalier.masking.Constraint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code espalier generate}: a model writes texts of the language. */
@Command(
    name = "generate",
    sortOptions = false,
    description = {
      "Has a model answer a prompt with a text of the language.",
      "Exit status 1 where a text is cut off: it is printed, and standard error says so."
    })
final class GenerateCommand implements Callable<Integer> {
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Spec private CommandSpec spec;

  @Mixin private LanguageOptions language = new LanguageOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Hugging Face directory of a model; default: the small one inside.")
  private @Nullable Path model;

  @Option(
      names = "--prompt",
      required = true,
      paramLabel = "TEXT",
      description = "A text, or @FILE.")
  private String prompt = "";

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "Most tokens of a text (default: ${DEFAULT-VALUE}).")
  private int maxTokens = 512;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the likeliest token, 1 the model's own law (default: 0).")
  private double temperature;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the first text, one more for each next (default: 0).")
  private long seed;

  @Option(names = "-n", paramLabel = "N", description = "How many texts (default: 1).")
  private int count = 1;

  @Option(names = "--strategy", paramLabel = "S", description = "How to decode; available: masked.")
  private String strategy = "masked";

  @Option(names = "--particles", paramLabel = "N", description = "Not available yet.")
  private @Nullable Integer particles;

  @Option(names = "--draft", paramLabel = "D", description = "Not available yet.")
  private @Nullable String draft;

  @Option(names = "--json", description = "Write one JSON object a line for each text.")
  private boolean json;

  @Option(names = "--stream", description = "Write each text as it grows.")
  private boolean stream;

  @Override
  public Integer call() {
    refuseWhatIsNotThere();
    String text = Texts.text(prompt);
    Grammar grammar = language.grammar();
    try (LanguageModel opened = model == null ? DjlModel.embedded() : DjlModel.load(model)) {
      int tokens = opened.tokenizer().encode(opened.promptFor(text)).length;
      if (tokens >= opened.contextLength()) {
        throw new CommandFailure(
            ExitCode.LIMIT,
            "prompt: %d tokens leave no room in the context of %d; shorten the prompt"
                .formatted(tokens, opened.contextLength()));
      }
      Constraint constraint =
          language.judge(() -> Constraint.compile(grammar, opened.vocabulary()));
      return generate(opened, constraint, text);
    }
  }

  private void refuseWhatIsNotThere() {
    if (!strategy.toLowerCase(Locale.ROOT).equals("masked")) {
      throw usage("--strategy: '" + strategy + "' is not available; available is 'masked'");
    }
    if (particles != null) {
      throw usage("--particles: strategy 'masked' has no particles; leave the option out");
    }
    if (draft != null) {
      throw usage("--draft: '" + draft + "' is not available; leave the option out");
    }
    if (maxTokens < 1) {
      throw usage("--max-tokens: " + maxTokens + " is not at least 1");
    }
    if (count < 1) {
      throw usage("-n: " + count + " is not at least 1");
    }
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw usage("--temperature: " + temperature + " is not a number from 0 on");
    }
  }

  private static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  private int generate(LanguageModel opened, Constraint constraint, String text) {
    PrintWriter err = spec.commandLine().getErr();
    if (count > 1 && temperature == 0) {
      err.println("espalier: all texts will be the same; give --temperature");
    }
    int exitCode = ExitCode.OK;
    for (int i = 0; i < count; i++) {
      Sampler sampler =
          temperature == 0
              ? Sampler.greedy()
              : Sampler.random(seed + i).withTemperature(temperature);
      Generator generator =
          Generator.of(opened)
              .constraint(constraint)
              .sampler(sampler)
              .maxTokens(maxTokens)
              .onText(this::piece)
              .onTakenBack(this::takenBack)
              .build();
      Generation made = generate(generator, text);
      write(made, seed + i);
      if (!made.isComplete()) {
        exitCode = ExitCode.FINDINGS;
        err.println(incomplete(made, i));
        err.flush();
      }
    }
    return exitCode;
  }

  private static Generation generate(Generator generator, String text) {
    try {
      return generator.generate(text);
    } catch (GenerationException e) {
      throw new CommandFailure(ExitCode.LIMIT, e.getMessage());
    }
  }

  private void piece(String piece) {
    if (stream) {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonMapper.shared().createObjectNode().put("delta", piece));
      } else {
        out.print(piece);
      }
      out.flush();
    }
  }

  /** What has been streamed cannot be taken back, so the text begins anew on the next line. */
  private void takenBack(String left) {
    if (stream) {
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(JsonMapper.shared().createObjectNode().put("restart", left));
      } else {
        out.println();
        out.print(left);
      }
      out.flush();
    }
  }

  private void write(Generation made, long usedSeed) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(made, usedSeed));
    } else {
      out.println(stream ? "" : made.text());
    }
    out.flush();
  }

  private static String incomplete(Generation made, int index) {
    return "espalier: text %d: %s after %d tokens, it is not complete%s"
        .formatted(
            index + 1,
            made.finish().label(),
            made.tokens().size(),
            made.finish() == FinishReason.MAX_TOKENS ? "; raise --max-tokens" : "");
  }

  private ObjectNode json(Generation made, long usedSeed) {
    ObjectNode result = EXACT.createObjectNode();
    result.put("text", made.text());
    result.put("finish", made.finish().label());
    if (made.isComplete()) {
      try {
        result.set("value", EXACT.readTree(made.text()));
      } catch (JacksonException e) {
        assert !language.isSchema() : made.text();
      }
    }
    result.put("tokens", made.tokens().size());
    result.put("lazy_steps", made.stats().lazySteps());
    result.put("tested_tokens", made.stats().testedTokens());
    result.put("taken_back", made.stats().takenBack());
    result.put("log_weight", made.logWeight());
    result.put("log_probability", made.logProbability());
    result.put("seed", usedSeed);
    result
        .putObject("timings")
        .put("prompt_tokens", made.stats().promptTokens())
        .put("first_token_ms", millis(made.stats().firstTokenNanos()))
        .put("model_ms", millis(made.stats().modelNanos()))
        .put("mask_ms", millis(made.stats().maskNanos()))
        .put("total_ms", millis(made.stats().totalNanos()));
    return result;
  }

  private static double millis(long nanos) {
    return Math.round(nanos / 1e3) / 1e3;
  }
}
