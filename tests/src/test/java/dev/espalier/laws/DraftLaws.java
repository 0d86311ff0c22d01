package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.DraftTree;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.testkit.RandomConstraints;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/** What must hold for drafts, whatever the constraint and wherever the text stands. */
final class DraftLaws {
  private DraftLaws() {}

  /** Drafts along a random text: masks as a fork that advanced has them, the matcher unchanged. */
  static void hold(Constraint constraint, int rounds, int nodes, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    List<TokenMask> masks = constraint.newMasks(nodes + 2);
    for (int round = 0; round < rounds; round++) {
      RandomConstraints.write(matcher, mask, random.nextInt(4), random);
      DraftTree tree = tree(matcher, random.nextInt(nodes + 1), random);
      int[] chain = chain(matcher, random.nextInt(nodes + 1), random);
      masks.forEach(m -> m.words()[0] = random.nextLong()); // whatever was there before
      long beyond = masks.getLast().words()[0];
      checkTree(matcher, tree, masks);
      checkChain(matcher, chain, masks);
      assertEquals(beyond, masks.getLast().words()[0]);
    }
  }

  private static void checkTree(Matcher matcher, DraftTree tree, List<TokenMask> masks) {
    Matcher before = matcher.fork();
    BitSet reachable = new BitSet();
    reachable.set(tree.size()); // whatever was there before
    int reached = matcher.fillMasks(tree, masks, reachable);
    assertSamePlace(before, matcher);
    assertMask(before, masks.getFirst());
    BitSet expected = new BitSet();
    List<Matcher> after = new ArrayList<>();
    for (int node = 0; node < tree.size(); node++) {
      int parent = tree.parent(node);
      Matcher fork = (parent == DraftTree.ROOT ? before : after.get(parent)).fork();
      boolean allowed =
          (parent == DraftTree.ROOT || expected.get(parent)) && fork.advance(tree.token(node));
      after.add(fork);
      expected.set(node, allowed);
      if (allowed) {
        assertMask(fork, masks.get(node + 1));
      } else {
        assertTrue(masks.get(node + 1).isEmpty(), () -> tree.toString());
      }
    }
    assertEquals(expected, reachable);
    assertEquals(expected.cardinality(), reached);
  }

  private static void checkChain(Matcher matcher, int[] chain, List<TokenMask> masks) {
    Matcher before = matcher.fork();
    int allowed = matcher.fillMasks(chain, masks);
    assertSamePlace(before, matcher);
    Matcher fork = before.fork();
    assertMask(fork, masks.getFirst());
    for (int i = 0; i < chain.length; i++) {
      assertEquals(i < allowed, i <= allowed && fork.advance(chain[i]));
      if (i < allowed) {
        assertMask(fork, masks.get(i + 1));
      } else {
        assertTrue(masks.get(i + 1).isEmpty());
      }
    }
  }

  private static void assertSamePlace(Matcher expected, Matcher actual) {
    assertEquals(expected.length(), actual.length());
    assertEquals(expected.isStopped(), actual.isStopped());
    TokenMask mask = new TokenMask(actual.constraint().vocabulary().size());
    expected.fillMask(mask);
    assertMask(actual, mask);
  }

  private static void assertMask(Matcher at, TokenMask actual) {
    TokenMask expected = new TokenMask(actual.size());
    at.fillMask(expected);
    assertArrayEquals(expected.words(), actual.words());
  }

  private static DraftTree tree(Matcher matcher, int size, Random random) {
    int[] tokens = new int[size];
    int[] parents = new int[size];
    List<Matcher> after = new ArrayList<>();
    for (int node = 0; node < size; node++) {
      parents[node] = random.nextInt(node + 1) - 1;
      Matcher fork = (parents[node] == DraftTree.ROOT ? matcher : after.get(parents[node])).fork();
      tokens[node] = proposed(fork, random);
      fork.advance(tokens[node]);
      after.add(fork);
    }
    return DraftTree.of(tokens, parents);
  }

  private static int[] chain(Matcher matcher, int size, Random random) {
    int[] tokens = new int[size];
    Matcher fork = matcher.fork();
    for (int i = 0; i < size; i++) {
      tokens[i] = proposed(fork, random);
      fork.advance(tokens[i]);
    }
    return tokens;
  }

  /** Mostly an allowed token, sometimes any. */
  private static int proposed(Matcher matcher, Random random) {
    TokenMask mask = new TokenMask(matcher.constraint().vocabulary().size());
    matcher.fillMask(mask);
    int token = random.nextInt(8) == 0 ? -1 : RandomConstraints.anyAllowed(mask, random);
    return token < 0 ? random.nextInt(mask.size()) : token;
  }
}
