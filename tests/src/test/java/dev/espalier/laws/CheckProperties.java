package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.masking.trail.JsonTrail;
import dev.espalier.masking.trail.TokenQuotes;
import dev.espalier.testkit.CheckOracle;
import dev.espalier.testkit.CheckedReader;
import dev.espalier.testkit.MembershipOracle;
import dev.espalier.testkit.RandomCheckedGrammars;
import dev.espalier.testkit.RandomConstraints;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Texts under random grammars with checks, against membership by definition. */
class CheckProperties {
  private static final Vocabulary BYTES = RandomConstraints.bytes();
  private static final int MAX_BYTES = 24;
  private static final Regex DIGIT = Regex.chars(CodePointSet.range('0', '9'));
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ",",
          ":",
          "\"",
          "\"a\"",
          "\"b\"",
          "\"a\":",
          "a",
          "1",
          "2",
          "12",
          " ",
          "\n",
          "\\",
          "\\\"",
          "\"\"",
          "{\"a\":1,\"a\"",
          "[1,1",
          "[\"a\",\"a\"",
          "[[],[]",
          "\\u0061");

  /**
   * A text is complete if and only if it is a member; it is alive if and only if some text that
   * goes on from it is one, but for checks that are asked later on.
   */
  @Property(tries = 1_000)
  void textsAreReadAsTheGrammarAndItsChecksSay(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar grammar = RandomCheckedGrammars.grammar(random);
    Optional<ByteRecognizer> compiled = compile(grammar);
    if (compiled.isEmpty()) {
      return;
    }
    for (int i = 0; i < 2; i++) {
      Configuration start = compiled.get().start();
      String text = text(start, random.nextInt(20), random);
      CheckedReader reader = new CheckedReader(start);
      for (int at = 0; at <= text.length(); at++) {
        String soFar = text.substring(0, at);
        boolean member = MembershipOracle.accepts(grammar, soFar);
        assertEquals(member, reader.at().isComplete(), () -> "'" + soFar + "' in\n" + grammar);
        if (MembershipOracle.accepts(grammar, text, at)) {
          assertFalse(
              reader.at().isDead(), () -> "'" + soFar + "' of '" + text + "' in\n" + grammar);
        } else if (!reader.at().isDead()) {
          String rest = text(reader.at(), 0, random);
          assertTrue(
              !reader.at().after(rest.getBytes(StandardCharsets.UTF_8)).isComplete()
                  || MembershipOracle.accepts(grammar, soFar + rest, at),
              () -> "'" + soFar + "' and then '" + rest + "' in\n" + grammar);
        }
        if (at < text.length()) {
          for (byte b : text.substring(at, at + 1).getBytes(StandardCharsets.UTF_8)) {
            reader.read(b & 0xff);
          }
        }
      }
    }
  }

  /** Byte by byte, whatever has been rolled back before. */
  @Property(tries = 1_000)
  void matchersKnowOfTheTextWhatChecksAsk(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar grammar = RandomCheckedGrammars.grammar(random);
    Optional<ByteRecognizer> compiled = compile(grammar);
    if (compiled.isEmpty()) {
      return;
    }
    Matcher matcher = Constraint.compile(grammar, BYTES).newMatcher();
    for (int i = 0; i < 4; i++) {
      matcher.rollback(matcher.length());
      matcher = random.nextBoolean() ? matcher : matcher.fork();
      CheckedReader reader = new CheckedReader(compiled.get().start());
      for (int step = 0; step < 25; step++) {
        BitSet expected = new BitSet();
        for (int b = 0; b < 256; b++) {
          expected.set(b, !reader.after((byte) b).isDead());
        }
        assertEquals(expected, matcher.allowedBytes());
        assertEquals(reader.at().isComplete(), matcher.isComplete());
        if (expected.isEmpty()) {
          break;
        }
        int b = any(expected, random);
        assertTrue(matcher.advance(b));
        if (random.nextInt(3) == 0) {
          matcher.rollback(1);
          assertTrue(matcher.advance(b));
        }
        reader.read(b);
      }
    }
  }

  /** Any bytes, JSON or not, some of them taken back: as a text that is read anew. */
  @Property(tries = 2_000)
  void trailsAnswerWhatATextReadAnewDoes(@ForAll long seed) {
    Random random = new Random(seed);
    List<Check> checks =
        List.of(
            new Check.DistinctNames(),
            new Check.DistinctItems(json -> json),
            new Check.Value("short", json -> json.length() % 3 > 0));
    JsonTrail trail = new JsonTrail(TokenQuotes.of(new byte[0], new int[1]), Set.copyOf(checks));
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < 120; step++) {
      if (random.nextInt(8) == 0) {
        text.setLength(random.nextInt(text.length() + 1));
        trail.truncate(text.length());
      }
      String more = PIECES.get(random.nextInt(PIECES.size()));
      more.chars().forEach(trail::append);
      text.append(more);
      JsonTrail asked = random.nextInt(10) == 0 ? new JsonTrail(trail) : trail;
      String soFar = text.toString();
      for (Check check : checks) {
        assertEquals(CheckOracle.pass(check, soFar), asked.passes(check), () -> check + soFar);
      }
    }
  }

  @Property(tries = 500)
  void nothingDependsOnWhatIsRemembered(@ForAll long seed) {
    Random random = new Random(seed);
    Grammar grammar = RandomCheckedGrammars.grammar(random);
    Vocabulary vocabulary = RandomConstraints.json(random);
    Limits forgetful = new Limits(1_000, 100, 10_000, 100, 100_000, 8, 4, 100, 0);
    if (compile(grammar).isPresent()) {
      assertEquals(
          RandomConstraints.masksAlongTexts(Constraint.compile(grammar, vocabulary), seed),
          RandomConstraints.masksAlongTexts(
              Constraint.compile(grammar, vocabulary, forgetful), seed));
    }
  }

  @Test
  void namesOfALargeObjectAreKnownInAnyPlace() {
    Nonterminal object = new Nonterminal("object");
    Nonterminal member = new Nonterminal("member");
    Regex name = Regex.concat(Regex.literal("\""), Regex.star(DIGIT), Regex.literal("\""));
    Grammar grammar =
        new Grammar(
            object,
            List.of(
                Production.of(
                    object,
                    new Terminal(Regex.literal("{")),
                    new Group(
                        List.of(new Group.Member(member, 0, Regex.UNBOUNDED)),
                        Optional.of(new Terminal(Regex.literal(","))),
                        Group.Order.LISTED,
                        0,
                        Regex.UNBOUNDED),
                    new Terminal(Regex.literal("}"))),
                Production.of(
                    member,
                    new Checked(new Terminal(name), new Check.DistinctNames()),
                    new Terminal(Regex.literal(":1")))));
    Matcher matcher = Constraint.compile(grammar, BYTES).newMatcher();
    assertTrue(advanced(matcher, "{"));
    for (int i = 0; i < 3_000; i++) {
      assertTrue(advanced(matcher, "\"" + i + "\":1,"));
    }
    TokenMask mask = matcher.constraint().newMask();
    for (String begun : List.of("\"0", "\"2999", "\"15")) {
      assertTrue(advanced(matcher, begun));
      matcher.fillMask(mask);
      assertFalse(mask.allows('"') || matcher.allows('"'));
      matcher.rollback(begun.length());
    }
    assertTrue(advanced(matcher, "\"3000"));
    matcher.fillMask(mask);
    assertTrue(mask.allows('"'));
    matcher.rollback(matcher.length() - 1);
    assertTrue(advanced(matcher, "\"2999\":1}"));
    assertTrue(matcher.isComplete());
  }

  private static boolean advanced(Matcher matcher, String text) {
    return text.chars().allMatch(matcher::advance);
  }

  private static Optional<ByteRecognizer> compile(Grammar grammar) {
    try {
      return Optional.of(ByteRecognizer.compile(grammar, Limits.defaults()));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  /** What may follow {@code start} by the grammar alone, complete if that is soon. */
  private static String text(Configuration start, int least, Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Configuration at = start;
    BitSet allowed = at.allowedBytes();
    while ((bytes.size() < least || !at.isComplete())
        && !allowed.isEmpty()
        && bytes.size() < MAX_BYTES) {
      int b = any(allowed, random);
      bytes.write(b);
      at = at.after(b);
      allowed = at.allowedBytes();
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.endsWith("\ufffd") ? text.substring(0, text.length() - 1) : text;
  }

  private static int any(BitSet allowed, Random random) {
    for (int b : new int[] {'"', '}', ']', 'a', '1'}) {
      if (allowed.get(b) && random.nextInt(3) == 0) {
        return b;
      }
    }
    int b = allowed.nextSetBit(random.nextInt(128));
    return b < 0 ? allowed.nextSetBit(0) : b;
  }
}
