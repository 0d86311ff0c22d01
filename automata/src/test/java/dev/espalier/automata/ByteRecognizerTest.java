package dev.espalier.automata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ByteRecognizerTest {
  private static final Nonterminal S = new Nonterminal("s");
  private static final Nonterminal N = new Nonterminal("n");

  @Test
  void leftRecursionReadsAnyLength() {
    Configuration start =
        start(Production.of(S, text("a")), Production.of(S, S, text("+"), text("a")));
    assertComplete(start, "a", "a+a", "a" + "+a".repeat(50_000));
    assertViable(start, "", "a+");
    assertDead(start, "+", "aa", "a++");
  }

  @Test
  void rightRecursionReadsAnyLength() {
    Configuration start = start(Production.of(S, text("a")), Production.of(S, text("a"), S));
    assertComplete(start, "a", "a".repeat(100_000));
    assertDead(start, "b", "a".repeat(1_000) + "b");
  }

  @Test
  void rightRecursionNestedInBracketsClosesAtOnce() {
    Configuration start =
        start(
            Production.of(S, text("("), N, text(")")),
            Production.of(N, text("a")),
            Production.of(N, text("a"), N),
            Production.of(N, S));
    assertComplete(start, "(" + "a".repeat(20_000) + ")", "(((a)))");
  }

  @Test
  void deepNestingNeedsNoJavaStack() {
    Configuration start = start(Production.of(S, text("("), S, text(")")), Production.of(S));
    assertComplete(start, "(".repeat(30_000) + ")".repeat(30_000));
    assertDead(start, "(".repeat(30_000) + ")".repeat(30_001));
  }

  @Test
  void emptyProductionsMayHideRecursion() {
    Configuration start =
        start(
            Production.of(S, N, S, text("b")),
            Production.of(S, text("a")),
            Production.of(N),
            Production.of(N, text("x")));
    assertComplete(start, "a", "ab", "abb", "xab", "xxabb");
    assertDead(start, "b", "xb", "aa");
    assertViable(start, "xxx");
  }

  @Test
  void unitCyclesEnd() {
    Configuration start =
        start(
            Production.of(S, N),
            Production.of(N, S),
            Production.of(S, S, S),
            Production.of(S),
            Production.of(N, text("a")));
    assertComplete(start, "", "a", "aaaaa");
  }

  @Test
  void ambiguityStaysLinear() {
    Nonterminal x = new Nonterminal("x");
    Nonterminal y = new Nonterminal("y");
    Configuration start =
        start(
            Production.of(S, x, S, text("1")),
            Production.of(S, y, S, text("2")),
            Production.of(S, text("|")),
            Production.of(x, text("a")),
            Production.of(y, text("a")));
    assertComplete(start, "a".repeat(200) + "|" + "12".repeat(100));
    assertDead(start, "a|12");
  }

  @Test
  void loopingInsideALexemeLeavesCompletion() {
    Symbol tail =
        new Terminal(
            Regex.concat(Regex.star(Regex.chars(CodePointSet.of('a'))), Regex.literal("b")));
    Configuration start = start(Production.of(S, text("b")), Production.of(S, S, tail));
    assertComplete(start, "b", "bb", "baab");
    assertViable(start, "ba", "baa");
    assertFalse(after(start, "baa").isComplete());
  }

  @Test
  void insideAStringEveryCharacterLeadsBack() {
    Regex chars = Regex.star(Regex.jsonChars(CodePointSet.ALL));
    Configuration start =
        start(
            Production.of(
                S, new Terminal(Regex.concat(Regex.literal("\""), chars, Regex.literal("\"")))));
    Configuration inside = after(start, "\"");
    assertSame(inside, after(inside, "any text"));
    assertSame(inside, after(inside, "é€\\n\\u00e9"));
    assertDead(inside, "\n", "\u0000");
    assertTrue(after(inside, "\"").isComplete());
  }

  @Test
  void bytesInOneGoAreBytesOneByOne() {
    String text = "[[a,a],[],a,[a";
    Production[] grammar = {
      Production.of(S, text("[]")),
      Production.of(S, text("["), N, text("]")),
      Production.of(N, S),
      Production.of(N, text("a")),
      Production.of(N, N, text(","), N)
    };
    Configuration inOneGo = start(grammar);
    Configuration oneByOne = inOneGo;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      oneByOne = oneByOne.after(bytes[i]);
      assertSame(oneByOne, inOneGo.after(bytes, 0, i + 1));
    }
    Configuration anew = start(grammar);
    assertEquals(oneByOne.toString(), anew.after(bytes).toString());
    assertTrue(anew.after("[,,".getBytes(StandardCharsets.UTF_8)).isDead());
  }

  @Test
  void lexemesOverlapWithoutPreference() {
    Configuration start =
        start(
            Production.of(
                S,
                new Terminal(Regex.anyOf(Regex.literal("list"), Regex.literal("listen"))),
                text("ed")));
    assertComplete(start, "listed", "listened");
    assertDead(start, "listen" + "d");
  }

  @Test
  void countersAreNotUnrolled() {
    Symbol item = new Terminal(Regex.plus(Regex.chars(CodePointSet.range('0', '9'))));
    Group items =
        new Group(
            List.of(new Group.Member(item, 2, 1_000_000)),
            Optional.of(text(",")),
            Group.Order.LISTED,
            0,
            Regex.UNBOUNDED);
    Terminal letters =
        new Terminal(Regex.repeat(Regex.chars(CodePointSet.range('a', 'z')), 3, 1_000_000));
    Configuration start = start(Production.of(S, letters, items));
    assertComplete(start, "abc1,2", "a".repeat(5_000) + "1" + ",1".repeat(5_000));
    assertDead(start, "ab1");
    assertViable(start, "abc1");
    assertFalse(after(start, "abc1").isComplete());
  }

  @Test
  void anyOrderForgetsNothingAndRepeatsNothing() {
    Group properties =
        new Group(
            List.of(
                new Group.Member(text("a"), 1, 1),
                new Group.Member(text("b"), 0, 1),
                new Group.Member(text("c"), 1, 1)),
            Optional.of(text(",")),
            Group.Order.ANY,
            0,
            Regex.UNBOUNDED);
    Configuration start = start(Production.of(S, properties));
    assertComplete(start, "a,c", "c,a", "c,b,a", "b,a,c");
    assertViable(start, "a", "a,b", "b,c,");
    assertFalse(after(start, "a,b").isComplete());
    assertDead(start, "a,a", "a,c,c", "a,c,b,");
  }

  @Test
  void countsOfVeryManyMembersInAnyOrderAreLimited() {
    List<Group.Member> members = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      members.add(new Group.Member(text(i + ";"), 0, 1));
    }
    Group group = new Group(members, Optional.empty(), Group.Order.ANY, 0, Regex.UNBOUNDED);
    LimitExceededException thrown =
        assertThrows(
            LimitExceededException.class,
            () -> start(Production.of(S, group)).after("1;".getBytes(StandardCharsets.UTF_8)));
    assertTrue(thrown.getMessage().contains("20000 members in any order"), thrown.getMessage());
  }

  @Test
  void theTailComesInAnyOrderAfterTheListedMembers() {
    Group properties =
        new Group(
            List.of(
                new Group.Member(text("a"), 1, 1),
                new Group.Member(text("b"), 0, 2),
                new Group.Member(text("x"), 1, 1),
                new Group.Member(text("y"), 0, 2),
                new Group.Member(text("z"), 0, Regex.UNBOUNDED)),
            Optional.of(text(",")),
            Group.Order.listedFirst(2),
            3,
            6);
    Configuration start = start(Production.of(S, properties));
    assertComplete(start, "a,b,x", "a,z,x", "a,b,b,z,y,x", "a,y,x,z,y", "a,z,z,z,z,x");
    assertViable(start, "a", "a,y,y,", "a,b,z,z,z,");
    assertDead(start, "b", "x", "a,a", "a,x,b", "a,y,x,y,y", "a,x,z,x", "a,b,z,z,z,z");
    assertFalse(after(start, "a,x").isComplete());
    assertFalse(after(start, "a,b,y").isComplete());
  }

  @Test
  void aMillionCountsBeforeATailAreNotUnrolled() {
    Group group =
        new Group(
            List.of(
                new Group.Member(text("a"), 0, Regex.UNBOUNDED),
                new Group.Member(text("b"), 1, Regex.UNBOUNDED),
                new Group.Member(text("c"), 0, 1_000_000)),
            Optional.empty(),
            Group.Order.listedFirst(1),
            0,
            Regex.UNBOUNDED);
    Configuration start = start(Production.of(S, group));
    assertComplete(start, "b", "a".repeat(5_000) + "b".repeat(5_000) + "cbcb");
    assertSame(after(start, "aaab"), after(start, "abb"));
    assertDead(start, "aba");
  }

  @Test
  void totalCountsCutOffWhatCannotBeCompleted() {
    Group properties =
        new Group(
            List.of(
                new Group.Member(text("a"), 0, 1),
                new Group.Member(text("b"), 0, 1),
                new Group.Member(text("c"), 1, 1)),
            Optional.empty(),
            Group.Order.LISTED,
            2,
            2);
    Configuration start = start(Production.of(S, properties));
    assertComplete(start, "ac", "bc");
    assertDead(start, "ab", "c");
  }

  @Test
  void textIsReadAsUtf8() {
    Configuration start =
        start(
            Production.of(
                S, new Terminal(Regex.plus(Regex.chars(CodePointSet.range(0x7F0, 0x10FFF0))))));
    assertComplete(start, "\u07f0", "\uffff", Character.toString(0x10FFF0), "\ud7ff\ue000");
    assertDead(start, "\u07ef", Character.toString(0x10FFF1), "a");
    assertTrue(start.after(new byte[] {(byte) 0xED, (byte) 0xA0}).isDead(), "a surrogate");
    assertTrue(start.after(new byte[] {(byte) 0xE0, (byte) 0x80}).isDead(), "an overlong form");
    assertTrue(start.after(new byte[] {(byte) 0xF4, (byte) 0x90}).isDead(), "beyond 10FFFF");
    assertFalse(start.after(new byte[] {(byte) 0xF4, (byte) 0x8F}).isDead());
  }

  @Test
  void absorptionTakesWholeCharacters() {
    Regex chars = Regex.chars(CodePointSet.of('"', '\\').complement());
    Configuration start =
        start(
            Production.of(
                S,
                new Terminal(
                    Regex.concat(
                        Regex.literal("\""), Regex.repeat(chars, 0, 9), Regex.literal("\"")))));
    Configuration inside = after(start, "\"ab");
    assertEquals(7, inside.absorption().maxChars());
    assertEquals(51, Long.bitCount(inside.absorption().leads()));
    assertEquals(0, inside.absorption().asciiLow() >>> '"' & 1);
    assertEquals(1, inside.absorption().asciiLow() >>> ' ' & 1);
    assertEquals(0, inside.after(0xE2).absorption().maxChars());
  }

  @Test
  void deadAlternativesAbsorbNothing() {
    Regex onlyEmpty = Regex.not(Regex.plus(Regex.ANY_CHAR));
    Regex texts = Regex.concat(Regex.literal("a"), Regex.repeat(onlyEmpty, 1, 3));
    Configuration after = after(start(Production.of(S, new Terminal(texts))), "a");
    assertTrue(after.isComplete());
    assertDead(after, "a", "b");
    assertEquals(0, after.absorption().maxChars());
  }

  @Test
  void lengthsBesideAPatternAbsorbWhatFits() {
    Regex letters = Regex.plus(Regex.chars(CodePointSet.range('a', 'z')));
    Regex pattern = Regex.concat(letters, Regex.literal("--"));
    Regex measured = Regex.allOf(pattern, Regex.repeat(Regex.ANY_CHAR, 4, 10));
    Configuration start = start(Production.of(S, new Terminal(measured)));
    assertEquals(8, start.absorption().maxChars());
    assertEquals(5, after(start, "abc").absorption().maxChars());
    assertComplete(start, "ab--", "abcdefgh--");
    assertDead(start, "abcdefghi", "a--");
  }

  @Test
  void emptyIntersectionsAreUnsatisfiable() {
    Regex odd = Regex.star(Regex.literal("aa"));
    Regex never = Regex.allOf(Regex.concat(odd, Regex.literal("a")), odd);
    assertThrows(
        UnsatisfiableGrammarException.class, () -> start(Production.of(S, new Terminal(never))));
    Configuration start =
        start(Production.of(S, new Terminal(never)), Production.of(S, text("x"), text("y")));
    assertComplete(start, "xy");
    assertDead(start, "a");
  }

  @Test
  void limitsAreErrorsNotHangs() {
    Regex letter = Regex.chars(CodePointSet.range('a', 'b'));
    Regex behind = Regex.repeat(letter, 18, 18);
    Regex a = Regex.concat(Regex.star(letter), Regex.literal("a"), behind);
    Regex b = Regex.concat(Regex.star(letter), Regex.literal("b"), behind);
    Limits limits = new Limits(1_000, 10, 1_000, 10, 1_000, 1_000, 1_000, 10, 0);
    Grammar grammar = new Grammar(S, List.of(Production.of(S, new Terminal(Regex.allOf(a, b)))));
    assertThrows(LimitExceededException.class, () -> ByteRecognizer.compile(grammar, limits));
  }

  @Test
  void droppedTablesAreMadeAgain() {
    Symbol word = new Terminal(Regex.repeat(Regex.chars(CodePointSet.range('a', 'z')), 1, 40));
    Grammar grammar =
        new Grammar(S, List.of(Production.of(S, word), Production.of(S, S, text(" "), word)));
    Limits few = new Limits(1_000, 10, 1_000, 10, 20, 50, 10, 10, 0);
    Configuration start = ByteRecognizer.compile(grammar, few).start();
    Configuration kept = after(start, "some words");
    assertComplete(start, "the quick brown fox jumps over the lazy dog".repeat(20));
    assertComplete(kept, "", " and more");
    assertDead(kept, "x".repeat(36));
  }

  @Test
  void threadsShareOneRecogniser() throws InterruptedException, ExecutionException {
    Configuration start =
        start(Production.of(S, text("("), S, text(")")), Production.of(S, S, S), Production.of(S));
    String text = "(()(()))()".repeat(200);
    Set<Configuration> ends = new HashSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<Configuration>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        results.add(pool.submit(() -> after(start, text)));
      }
      for (Future<Configuration> result : results) {
        ends.add(result.get());
      }
    }
    assertEquals(1, ends.size());
    assertTrue(ends.iterator().next().isComplete());
  }

  @Test
  void threadsShareTablesThatAreDroppedUnderThem() throws InterruptedException, ExecutionException {
    Symbol word = new Terminal(Regex.repeat(Regex.chars(CodePointSet.range('a', 'f')), 1, 9));
    List<Production> productions =
        List.of(
            Production.of(S, word),
            Production.of(S, text("("), S, text(")")),
            Production.of(S, S, text(" "), S));
    Limits few = new Limits(1_000, 10, 1_000, 10, 30, 60, 20, 10, 0);
    Configuration shared = ByteRecognizer.compile(new Grammar(S, productions), few).start();
    try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Random random = new Random(i);
        results.add(
            pool.submit(
                () -> {
                  Configuration alone = start(productions.toArray(Production[]::new));
                  for (int n = 0; n < 200; n++) {
                    assertSameVerdicts(shared, alone, randomText("abcdef()  ", random));
                  }
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    }
  }

  private static byte[] randomText(String letters, Random random) {
    byte[] text = new byte[60];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) letters.charAt(random.nextInt(letters.length()));
    }
    return text;
  }

  private static void assertSameVerdicts(Configuration shared, Configuration alone, byte[] text) {
    Configuration a = shared;
    Configuration b = alone;
    for (byte letter : text) {
      if (!b.after(letter).isDead()) {
        a = a.after(letter);
        b = b.after(letter);
      } else {
        assertTrue(a.after(letter).isDead());
      }
      assertEquals(b.isComplete(), a.isComplete());
      assertEquals(b.continues(), a.continues());
    }
  }

  @Test
  void equalPlacesAreOneObject() {
    Group items =
        new Group(
            List.of(new Group.Member(text("ab"), 0, Regex.UNBOUNDED)),
            Optional.of(text(",")),
            Group.Order.LISTED,
            0,
            Regex.UNBOUNDED);
    Configuration start = start(Production.of(S, text("["), items, text("]")));
    assertSame(after(start, "[ab,a"), after(start, "[ab,ab,ab,a"));
  }

  private static Configuration start(Production... productions) {
    return ByteRecognizer.compile(new Grammar(S, List.of(productions)), Limits.defaults()).start();
  }

  private static Terminal text(String text) {
    return new Terminal(Regex.literal(text));
  }

  private static Configuration after(Configuration start, String text) {
    return start.after(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertComplete(Configuration start, String... texts) {
    for (String text : texts) {
      assertTrue(after(start, text).isComplete(), () -> "not in the language: " + shortened(text));
    }
  }

  private static void assertViable(Configuration start, String... texts) {
    for (String text : texts) {
      assertFalse(after(start, text).isDead(), () -> "not viable: " + shortened(text));
    }
  }

  private static void assertDead(Configuration start, String... texts) {
    for (String text : texts) {
      assertTrue(after(start, text).isDead(), () -> "viable: " + shortened(text));
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
