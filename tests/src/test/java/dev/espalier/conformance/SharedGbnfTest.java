package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.ebnf.Ebnf;
import dev.espalier.grammar.ebnf.EbnfPrinter;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.gbnf.GbnfPrinter;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The GBNF grammars of llama.cpp, and one of vLLM: read, printed in two notations, and written. */
class SharedGbnfTest {
  @Test
  void allAreReadPrintedAndWritten() throws IOException {
    Optional<Path> directory = SharedData.find("grammars");
    assumeTrue(directory.isPresent(), "no shared/grammars beside the project");
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.get())) {
      files = all.filter(file -> file.toString().endsWith(".gbnf")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    for (Path file : files) {
      String name = file.getFileName().toString();
      Grammar grammar = Gbnf.parse(Files.readString(file));
      assertEquals(grammar, Gbnf.parse(GbnfPrinter.print(grammar)), name);
      assertEquals(grammar, Ebnf.parse(EbnfPrinter.print(grammar)), name);
      Constraint constraint = Constraint.compile(grammar, RandomConstraints.bytes());
      TokenMask mask = constraint.newMask();
      for (int seed = 0; seed < 5; seed++) {
        Matcher matcher = constraint.newMatcher();
        RandomConstraints.write(matcher, mask, 60, new Random(seed));
        matcher.fillMask(mask);
        assertTrue(matcher.isStopped() || !mask.isEmpty(), name);
      }
    }
  }
}
