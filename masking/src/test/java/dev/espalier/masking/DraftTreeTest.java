package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.espalier.grammar.gbnf.Gbnf;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DraftTreeTest {
  private static final int END = 4;

  /** 0 a, 1 b, 2 ab, 3 c, 4 the end. */
  private static Constraint constraint() {
    List<byte[]> tokens = new ArrayList<>();
    for (String token : List.of("a", "b", "ab", "c")) {
      tokens.add(token.getBytes(StandardCharsets.UTF_8));
    }
    return Constraint.compile(
        Gbnf.parse("root ::= \"ab\" \"c\"?"), Vocabulary.of(tokens, Map.of(END, "</s>")));
  }

  private static List<String> shown(List<TokenMask> masks) {
    return masks.stream().map(TokenMask::toString).toList();
  }

  @Test
  void masksOfAChainEndWhereItIsRefused() {
    Constraint constraint = constraint();
    List<TokenMask> masks = constraint.newMasks(4);
    int[] draft = {2, 1, 3};
    assertEquals(1, constraint.newMatcher().fillMasks(draft, masks));
    assertEquals(List.of("{0, 2}", "{3..4}", "{}", "{}"), shown(masks));
  }

  @Test
  void nothingFollowsAnEndToken() {
    Constraint constraint = constraint();
    List<TokenMask> masks = constraint.newMasks(4);
    int[] draft = {2, END, END};
    assertEquals(2, constraint.newMatcher().fillMasks(draft, masks));
    assertEquals(List.of("{0, 2}", "{3..4}", "{}", "{}"), shown(masks));
    Matcher stopped = constraint.newMatcher();
    assertTrue(stopped.advance(2) && stopped.advance(END));
    assertEquals(0, stopped.fillMasks(draft, masks));
    assertEquals(List.of("{}", "{}", "{}", "{}"), shown(masks));
  }

  @Test
  void masksOfATreeFollowItsPaths() {
    Constraint constraint = constraint();
    DraftTree tree = DraftTree.of(new int[] {0, 2, 1, 3, END, 3}, new int[] {-1, -1, 0, 1, 1, 4});
    List<TokenMask> masks = constraint.newMasks(7);
    BitSet reachable = new BitSet();
    assertEquals(5, constraint.newMatcher().fillMasks(tree, masks, reachable));
    assertEquals(List.of("{0, 2}", "{1}", "{3..4}", "{3..4}", "{4}", "{}", "{}"), shown(masks));
    assertEquals("{0, 1, 2, 3, 4}", reachable.toString());
  }

  @Test
  void anEmptyDraftIsOneMask() {
    Constraint constraint = constraint();
    List<TokenMask> masks = constraint.newMasks(1);
    assertEquals(0, constraint.newMatcher().fillMasks(new int[0], masks));
    assertEquals(List.of("{0, 2}"), shown(masks));
  }

  @Test
  void treesAreCheckedAndCopied() {
    int[] tokens = {7, 8};
    DraftTree tree = DraftTree.chain(tokens);
    tokens[0] = 9;
    assertEquals("{0: 7, 1: 8 after 0}", tree.toString());
    assertEquals(DraftTree.of(new int[] {7, 8}, new int[] {-1, 0}), tree);
    assertEquals("draft node 1: parent 1 not in -1..0", refusal(new int[2], new int[] {-1, 1}));
    assertEquals("draft node 0: parent -2 not in -1..-1", refusal(new int[1], new int[] {-2}));
    assertEquals("draft node 0: token -1", refusal(new int[] {-1}, new int[] {-1}));
    assertEquals("1 draft tokens, 2 parents", refusal(new int[1], new int[2]));
    assertEquals(
        "4097 draft tokens > DraftTree.MAX_NODES 4096", refusal(new int[4_097], new int[4_097]));
  }

  private static String refusal(int[] tokens, int[] parents) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> DraftTree.of(tokens, parents))
            .getMessage());
  }

  @Test
  void misuseIsRefusedBeforeAnyMaskIsFilled() {
    Constraint constraint = constraint();
    Matcher matcher = constraint.newMatcher();
    List<TokenMask> masks = constraint.newMasks(2);
    for (int[] draft : List.of(new int[] {0, 1}, new int[] {5}, new int[] {-1})) {
      assertThrows(IllegalArgumentException.class, () -> matcher.fillMasks(draft, masks));
    }
    List<TokenMask> wrong = List.of(constraint.newMask(), new TokenMask(3));
    assertThrows(IllegalArgumentException.class, () -> matcher.fillMasks(new int[] {0}, wrong));
    assertArrayEquals(new long[1], masks.getFirst().words());
  }

  @Test
  void draftsAllocateNothingOnceWarm() {
    Constraint constraint = constraint();
    Matcher matcher = constraint.newMatcher();
    List<TokenMask> masks = constraint.newMasks(4);
    BitSet reachable = new BitSet();
    int[] chain = {0, 0, 3};
    DraftTree tree = DraftTree.of(new int[] {0, 0, 3}, new int[] {-1, -1, 0});
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    int rounds = 1_000;
    long before = 0;
    for (int round = 0; round < 2 * rounds; round++) {
      if (round == rounds) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      matcher.fillMasks(chain, masks);
      matcher.fillMasks(tree, masks, reachable);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < rounds, () -> allocated + " bytes in " + rounds + " rounds");
  }
}
