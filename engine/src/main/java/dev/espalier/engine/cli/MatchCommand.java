package dev.espalier.engine.cli;

import dev.espalier.engine.Tokenizer;
import dev.espalier.engine.djl.HuggingFaceTokenizers;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.analysis.ByteNames;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code espalier match}: whether texts are in the language, and if not, where they leave it. */
@Command(
    name = "match",
    description = {
      "Says of each INPUT that it is accepted, or the byte where it stopped and what was expected.",
      "Exit status 1 where one is rejected."
    })
final class MatchCommand implements Callable<Integer> {
  private static final int MAX_EXPECTED = 24;
  private static final int MAX_TERMINALS = 8;
  private static final int MAX_TERMINAL = 60;
  private static final int MAX_NAME = 40;

  @Spec private CommandSpec spec;

  @Mixin private LanguageOptions language = new LanguageOptions();

  @Option(
      names = "--tokenizer",
      paramLabel = "F",
      description =
          "A tokenizer.json: also cut INPUT into tokens and replay them through the masks.")
  private @Nullable Path tokenizer;

  @Option(names = "--json", description = "Write one JSON object a line for each INPUT.")
  private boolean json;

  @Parameters(
      paramLabel = "INPUT",
      arity = "1..*",
      description = "A text, or @FILE; after -- if it begins with -.")
  private List<String> inputs = List.of();

  @Override
  public Integer call() {
    Grammar grammar = language.grammar();
    boolean namesTokens = !grammar.tokens().isEmpty();
    if (namesTokens && tokenizer == null) {
      throw new CommandFailure(
          ExitCode.USAGE,
          language.file()
              + ": "
              + grammar.tokens().iterator().next()
              + " is a token, which a text of bytes has not; give its vocabulary with --tokenizer");
    }
    Constraint bytes = language.overBytes(grammar);
    Replay replay = tokenizer == null ? null : load(grammar, tokenizer);
    List<byte[]> texts = inputs.stream().map(Texts::bytes).toList();
    boolean accepted = true;
    for (int i = 0; i < texts.size(); i++) {
      TokenOutcome tokens = replay == null ? null : replay.match(texts.get(i));
      Outcome outcome =
          namesTokens && tokens != null ? tokens.reached() : match(bytes, texts.get(i));
      accepted &= outcome.accepted() && (tokens == null || tokens.accepted());
      PrintWriter out = spec.commandLine().getOut();
      String name = name(inputs.get(i));
      out.println(json ? json(inputs.get(i), outcome, tokens) : line(name, outcome, tokens));
      out.flush();
    }
    return accepted ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private Replay load(Grammar grammar, Path file) {
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file);
    Tokenizer loaded = HuggingFaceTokenizers.load(file);
    return new Replay(
        language.judge(() -> Constraint.compile(grammar, vocabulary)),
        new TextTokens(loaded, vocabulary),
        !grammar.tokens().isEmpty());
  }

  /**
   * What the bytes of a text came to.
   *
   * @param at the byte that was refused, or the length of a text that ends too early
   * @param wasComplete whether the text would have been accepted if it had ended at {@code at}
   */
  private record Outcome(
      byte[] text,
      boolean accepted,
      int at,
      boolean wasComplete,
      List<String> expected,
      List<String> terminals) {
    int line() {
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += text[i] == '\n' ? 1 : 0;
      }
      return line;
    }

    /** In code points, from 1: the column of the character that the byte is a part of. */
    int column() {
      int column = 1;
      for (int i = 0; i < at; i++) {
        column = text[i] == '\n' ? 1 : column + (isContinuation(i) ? 0 : 1);
      }
      return at > 0 && at < text.length && isContinuation(at) && text[at - 1] < 0
          ? column - 1
          : column;
    }

    private boolean isContinuation(int i) {
      return (text[i] & 0xc0) == 0x80;
    }

    String found() {
      return at == text.length ? "the end" : ByteNames.of(text[at] & 0xff);
    }
  }

  private static Outcome match(Constraint constraint, byte[] text) {
    Matcher matcher = constraint.newMatcher();
    int at = 0;
    while (at < text.length && matcher.advance(text[at] & 0xff)) {
      at++;
    }
    return outcome(matcher, text, at);
  }

  /** What a text came to whose first {@code at} bytes were read by {@code matcher}. */
  private static Outcome outcome(Matcher matcher, byte[] text, int at) {
    boolean complete = matcher.isComplete();
    if (at == text.length && complete) {
      return new Outcome(text, true, at, true, List.of(), List.of());
    }
    List<String> expected = new ArrayList<>(ByteNames.of(matcher.allowedBytes()));
    matcher.namedTokens().stream()
        .limit(MAX_EXPECTED)
        .mapToObj(matcher.constraint().vocabulary()::text)
        .forEach(expected::add);
    if (complete) {
      expected.add("the end");
    }
    return new Outcome(text, false, at, complete, expected, matcher.expectedTerminals());
  }

  /**
   * What the tokens of a text came to.
   *
   * @param at how many were allowed before one, or the end, was refused; -1 if none was
   * @param reached what the text came to by its tokens
   */
  private record TokenOutcome(int count, int at, String problem, Outcome reached) {
    boolean accepted() {
      return at < 0 && problem.isEmpty();
    }
  }

  /**
   * A constraint for a tokenizer's vocabulary, and the tokenizer.
   *
   * @param namesTokens whether special tokens may stand by their names in a text
   */
  private record Replay(Constraint constraint, TextTokens tokens, boolean namesTokens) {
    TokenOutcome match(byte[] text) {
      Matcher matcher = constraint.newMatcher();
      int[] all;
      try {
        String decoded =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
        all = namesTokens ? tokens.ofNamed(decoded) : tokens.of(decoded);
      } catch (CharacterCodingException e) {
        String problem = "not valid UTF-8, so it has no tokens";
        return new TokenOutcome(0, 0, problem, outcome(matcher, text, 0));
      } catch (IllegalArgumentException e) {
        return new TokenOutcome(0, 0, e.getMessage(), outcome(matcher, text, 0));
      }
      TokenMask mask = constraint.newMask();
      int bytes = 0;
      for (int at = 0; at < all.length; at++) {
        matcher.fillMask(mask);
        if (mask.allows(all[at]) != matcher.advance(all[at])) {
          throw new AssertionError("mask and advance differ for token " + all[at] + " at " + at);
        }
        if (matcher.isStopped()) {
          matcher.rollback(1); // an end token that the grammar does not name is no part of a text
          return new TokenOutcome(all.length, at, "", outcome(matcher, text, bytes));
        }
        if (!mask.allows(all[at])) {
          return new TokenOutcome(all.length, at, "", outcome(matcher, text, bytes));
        }
        bytes += tokens.spelling(all[at]).length;
      }
      int refused = matcher.isComplete() ? -1 : all.length;
      return new TokenOutcome(all.length, refused, "", outcome(matcher, text, text.length));
    }
  }

  private static String name(String input) {
    if (Texts.isFile(input)) {
      return input.substring(1);
    }
    return "'" + Texts.abridged(input.replaceAll("\\R", " "), MAX_NAME) + "'";
  }

  private static String line(String name, Outcome outcome, @Nullable TokenOutcome tokens) {
    StringBuilder line = new StringBuilder(name);
    if (outcome.accepted()) {
      line.append(": accepted");
    } else {
      line.append(
          ": rejected at byte %d (line %d, column %d): expected %s but found %s"
              .formatted(
                  outcome.at(),
                  outcome.line(),
                  outcome.column(),
                  limited(outcome.expected(), MAX_EXPECTED, ", "),
                  outcome.found()));
      if (outcome.wasComplete() && isLineEnd(outcome.text(), outcome.at())) {
        line.append("; the text is complete without the line end at its end");
      }
      if (!outcome.terminals().isEmpty()) {
        line.append("\n  in: ").append(limited(abridged(outcome.terminals()), MAX_TERMINALS, "  "));
      }
    }
    if (tokens != null) {
      line.append("\n  tokens: ").append(tokens.count());
      if (!tokens.problem().isEmpty()) {
        line.append(", ").append(tokens.problem());
      } else if (!tokens.accepted()) {
        line.append(", refused after ").append(tokens.at());
      } else {
        line.append(", all allowed by their masks");
      }
    }
    return line.toString();
  }

  private static boolean isLineEnd(byte[] text, int at) {
    String rest = new String(text, at, text.length - at, StandardCharsets.ISO_8859_1);
    return rest.equals("\n") || rest.equals("\r\n");
  }

  private static List<String> abridged(List<String> names) {
    return names.stream().map(name -> Texts.abridged(name, MAX_TERMINAL)).toList();
  }

  private static String limited(List<String> names, int limit, String separator) {
    return names.stream().limit(limit).collect(Collectors.joining(separator))
        + (names.size() > limit ? separator + "..." : "");
  }

  private static ObjectNode json(String name, Outcome outcome, @Nullable TokenOutcome tokens) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("input", name);
    json.put("accepted", outcome.accepted());
    json.put("bytes", outcome.text().length);
    if (!outcome.accepted()) {
      json.put("at", outcome.at());
      json.put("line", outcome.line());
      json.put("column", outcome.column());
      json.put("found", outcome.found());
      outcome.expected().forEach(json.putArray("expected")::add);
      outcome.terminals().forEach(json.putArray("terminals")::add);
    }
    if (tokens != null) {
      ObjectNode replay = json.putObject("tokens");
      replay.put("count", tokens.count());
      replay.put("accepted", tokens.accepted());
      if (tokens.at() >= 0) {
        replay.put("at", tokens.at());
      }
      if (!tokens.problem().isEmpty()) {
        replay.put("problem", tokens.problem());
      }
    }
    return json;
  }
}
