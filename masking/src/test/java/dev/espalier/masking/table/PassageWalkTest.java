package dev.espalier.masking.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.masking.trie.TokenTrie;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks from many nodes at once, against a walk from each that steps byte by byte. */
class PassageWalkTest {
  private static final byte[][] VOCABULARY = vocabulary();
  private static final TokenTrie TRIE = trie();

  static List<Regex> heads() {
    Regex ab = Regex.chars(CodePointSet.ofRanges('a', 'b'));
    Regex any = Regex.chars(CodePointSet.ALL);
    return List.of(
        Regex.star(ab),
        Regex.repeat(ab, 2, Regex.UNBOUNDED),
        Regex.star(any),
        ab,
        Regex.allOf(Regex.star(ab), Regex.not(Regex.literal("ab"))),
        Regex.allOf(
            Regex.star(any), Regex.not(Regex.concat(Regex.star(any), Regex.literal("ba")))));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void startsThatAreCoveredAddNothing(Regex regex) {
    Nonterminal root = new Nonterminal("root");
    Grammar grammar =
        new Grammar(root, List.of(new Production(root, List.of(new Terminal(regex)))));
    ByteRecognizer recognizer = ByteRecognizer.compile(grammar, Limits.defaults());
    Decomposition decomposition = recognizer.decompose(TRIE.maxDepth());
    Expression head = decomposition.needed(recognizer.start(), 0, 0);
    assertNotNull(head);
    ByteSet next = ByteSet.of('c').union(ByteSet.of('a'));
    Passages passages = new Passages(TRIE, VOCABULARY.length, 1 << 20, 1 << 20);
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] starts = starts(random);
      Frontier from = passages.frontier(starts);
      assertNotNull(from);
      Passage passage =
          new PassageWalk(passages, decomposition, next, Work.unlimited()).walk(head, from);
      assertNotNull(passage);
      BitSet allowed = new BitSet();
      TreeSet<Integer> complete = new TreeSet<>();
      for (int start : starts) {
        walk(start, head, decomposition, next, allowed, complete);
      }
      String place = regex + " from " + Arrays.toString(starts);
      assertEquals(allowed, tokens(passage.tokens()), place);
      int[] rest = passage.rest() == null ? new int[0] : passage.rest().nodes;
      assertTrue(complete.containsAll(Arrays.stream(rest).boxed().toList()), place);
      for (int node : rest) {
        complete.remove(node);
      }
      for (int node : complete) {
        for (int rank = TRIE.firstRank(node + 1); rank < TRIE.firstRank(TRIE.end(node)); rank++) {
          assertTrue(allowed.get(TRIE.tokenAt(rank)), place + ", " + node + " is left out");
        }
      }
    }
  }

  /** Some nodes with children, often one below the other. */
  private static int[] starts(Random random) {
    TreeSet<Integer> nodes = new TreeSet<>();
    int many = 1 + random.nextInt(40);
    while (nodes.size() < many) {
      int node = random.nextInt(TRIE.nodes());
      if (TRIE.hasChildren(node)) {
        nodes.add(node);
      }
    }
    return nodes.stream().mapToInt(node -> node).toArray();
  }

  private static void walk(
      int node,
      Expression needed,
      Decomposition decomposition,
      ByteSet next,
      BitSet allowed,
      TreeSet<Integer> complete) {
    if (needed.isNullable() && TRIE.goesOn(node, next)) {
      complete.add(node);
    }
    for (int child = node + 1; child < TRIE.end(node); child = TRIE.end(child)) {
      Expression after = decomposition.after(needed, TRIE.byteOf(child));
      if (after != null) {
        for (int rank = TRIE.firstRank(child); rank < TRIE.firstRank(child + 1); rank++) {
          allowed.set(TRIE.tokenAt(rank));
        }
        if (TRIE.hasChildren(child)) {
          walk(child, after, decomposition, next, allowed, complete);
        }
      }
    }
  }

  private static BitSet tokens(TokenSet set) {
    return set.isDense()
        ? BitSet.valueOf(set.words())
        : Arrays.stream(set.ids()).collect(BitSet::new, BitSet::set, BitSet::or);
  }

  /** All texts of up to five of the letters a, b and c, and some with a letter of two bytes. */
  private static byte[][] vocabulary() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < 5; i++) {
      for (char letter : "abc".toCharArray()) {
        texts.add(texts.get(i) + letter);
      }
    }
    IntStream.range(1, 100).forEach(i -> texts.add(texts.get(i) + "\u00e9" + texts.get(i)));
    return texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  private static TokenTrie trie() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] starts = new int[VOCABULARY.length + 1];
    for (int i = 0; i < VOCABULARY.length; i++) {
      data.writeBytes(VOCABULARY[i]);
      starts[i + 1] = data.size();
    }
    return TokenTrie.of(data.toByteArray(), starts);
  }
}
