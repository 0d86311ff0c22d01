package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.g4.G4;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Grammar;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.testkit.AntlrOracle;
import dev.espalier.testkit.AntlrOracle.Verdict;
import dev.espalier.testkit.RandomG4;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random .g4 grammars, read here and by ANTLR's own interpreter. */
class G4Properties {
  private static final int TEXTS = 60;
  private static final int LONGEST = 8;

  @Property(tries = 100)
  void acceptsWhatAntlrAccepts(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    RandomG4.Pair grammar = RandomG4.next(random);
    Path directory = Files.createTempDirectory("g4");
    Path file = Files.writeString(directory.resolve("P.g4"), grammar.parser());
    Files.writeString(directory.resolve("PLexer.g4"), grammar.lexer());
    AntlrOracle oracle;
    try {
      oracle = AntlrOracle.of(file, Optional.empty());
    } catch (IllegalArgumentException antlrRefuses) {
      return;
    } finally {
      Files.delete(directory.resolve("PLexer.g4"));
      Files.delete(file);
      Files.delete(directory);
    }
    check(grammar, oracle, random);
  }

  private static void check(RandomG4.Pair grammar, AntlrOracle oracle, Random random) {
    G4Grammar read =
        G4.parse(
            grammar.parser(),
            "P.g4",
            "",
            G4Files.of(Map.of("PLexer.g4", grammar.lexer())),
            G4Options.defaults(),
            Limits.defaults());
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(read.grammar(), Limits.defaults());
    } catch (UnsatisfiableGrammarException e) {
      recognizer = null;
    }
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      Verdict verdict = oracle.judge(text, Duration.ofSeconds(2));
      if (!(verdict instanceof Verdict.Undecided)) {
        boolean accepted =
            recognizer != null
                && recognizer.start().after(text.getBytes(StandardCharsets.UTF_8)).isComplete();
        if (grammar.isExact() || accepted) {
          assertEquals(
              verdict instanceof Verdict.Accepted,
              accepted,
              () -> "'" + text + "' " + verdict + " in\n" + grammar + "\n" + read);
        }
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(LONGEST);
    while (text.length() < length) {
      text.append(RandomG4.ALPHABET.get(random.nextInt(RandomG4.ALPHABET.size())));
    }
    return text.toString();
  }
}
