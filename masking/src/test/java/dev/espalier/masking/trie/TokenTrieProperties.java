package dev.espalier.masking.trie;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The trie against the plain list of tokens, for vocabularies full of broken code points. */
class TokenTrieProperties {
  @Property(tries = 300)
  void ranksAreTheTokensInByteOrder(@ForAll("vocabularies") List<byte[]> tokens) {
    TokenTrie trie = trie(tokens);
    List<Integer> expected = new ArrayList<>();
    for (int token = 0; token < tokens.size(); token++) {
      if (tokens.get(token).length > 0) {
        expected.add(token);
      }
    }
    expected.sort(
        Comparator.<Integer, byte[]>comparing(tokens::get, Arrays::compareUnsigned)
            .thenComparing(Comparator.naturalOrder()));
    List<Integer> actual = new ArrayList<>();
    for (int rank = 0; rank < trie.ranks(); rank++) {
      actual.add(trie.tokenAt(rank));
    }
    assertEquals(expected, actual);
  }

  @Property(tries = 300)
  void everyPrefixIsANodeWithItsTokens(@ForAll("vocabularies") List<byte[]> tokens) {
    TokenTrie trie = trie(tokens);
    TreeSet<byte[]> prefixes = new TreeSet<>(Arrays::compareUnsigned);
    prefixes.add(new byte[0]);
    for (byte[] token : tokens) {
      for (int length = 1; length <= token.length; length++) {
        prefixes.add(Arrays.copyOf(token, length));
      }
    }
    assertEquals(prefixes.size(), trie.nodes());
    int node = 0;
    for (byte[] prefix : prefixes) {
      assertArrayEquals(prefix, path(trie, node));
      List<Integer> here = new ArrayList<>();
      for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
        here.add(trie.tokenAt(rank));
      }
      List<Integer> below = new ArrayList<>();
      for (int rank = trie.firstRank(node); rank < trie.firstRank(trie.end(node)); rank++) {
        below.add(trie.tokenAt(rank));
      }
      List<Integer> expectedHere = new ArrayList<>();
      TreeSet<Integer> expectedBelow = new TreeSet<>();
      for (int token = 0; token < tokens.size(); token++) {
        byte[] bytes = tokens.get(token);
        if (bytes.length > 0 && Arrays.equals(bytes, prefix)) {
          expectedHere.add(token);
        }
        if (bytes.length > 0 && startsWith(bytes, prefix)) {
          expectedBelow.add(token);
        }
      }
      assertEquals(expectedHere, here);
      assertEquals(expectedBelow, new TreeSet<>(below));
      node++;
    }
  }

  @Property(tries = 300)
  void summariesSayWhatLiesBelow(@ForAll("vocabularies") List<byte[]> tokens) {
    TokenTrie trie = trie(tokens);
    for (int node = 0; node < trie.nodes(); node++) {
      byte[] prefix = path(trie, node);
      long low = 0;
      long high = 0;
      long leads = 0;
      boolean clean = true;
      int maxChars = 0;
      for (byte[] token : tokens) {
        if (token.length > prefix.length && startsWith(token, prefix)) {
          byte[] below = Arrays.copyOfRange(token, prefix.length, token.length);
          int chars = 0;
          for (byte b : below) {
            low |= b >= 0 && b < 0x40 ? 1L << b : 0;
            high |= b >= 0x40 ? 1L << b : 0;
            int lead = (b & 0xff) - 0xc2;
            leads |= lead >= 0 && lead <= 0xf4 - 0xc2 ? 1L << lead : 0;
            chars += b < (byte) 0xc0 ? 0 : 1;
          }
          clean &= isUtf8(below);
          maxChars = Math.max(maxChars, chars);
        }
      }
      int summary = trie.summaryOf(node);
      assertEquals(low, trie.asciiLow(summary));
      assertEquals(high, trie.asciiHigh(summary));
      assertEquals(leads, trie.leads(summary));
      assertEquals(clean, trie.clean(summary));
      assertEquals(maxChars, trie.maxChars(summary));
      assertEquals(isUtf8(prefix), trie.atBoundary(node));
    }
  }

  /** Few bytes, so that tokens share prefixes; among them all that tell forms of UTF-8 apart. */
  @Provide
  Arbitrary<List<byte[]>> vocabularies() {
    Arbitrary<byte[]> raw =
        Arbitraries.of(
                (byte) 'a',
                (byte) '"',
                (byte) 0x80,
                (byte) 0x8f,
                (byte) 0x90,
                (byte) 0x9f,
                (byte) 0xa0,
                (byte) 0xbf,
                (byte) 0xc1,
                (byte) 0xc3,
                (byte) 0xe0,
                (byte) 0xe1,
                (byte) 0xed,
                (byte) 0xf0,
                (byte) 0xf1,
                (byte) 0xf4,
                (byte) 0xf5)
            .array(byte[].class)
            .ofMaxSize(6);
    Arbitrary<byte[]> text =
        Arbitraries.of("a", "b", "\u00e9", "\u20ac", "\ud55c", "\uffff", "\ud83d\ude00")
            .list()
            .ofMaxSize(4)
            .map(parts -> String.join("", parts).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(raw, text).list().ofMaxSize(40);
  }

  private static TokenTrie trie(List<byte[]> tokens) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] starts = new int[tokens.size() + 1];
    for (int i = 0; i < tokens.size(); i++) {
      data.writeBytes(tokens.get(i));
      starts[i + 1] = data.size();
    }
    return TokenTrie.of(data.toByteArray(), starts);
  }

  private static byte[] path(TokenTrie trie, int node) {
    byte[] path = new byte[trie.depth(node)];
    for (int at = node, left = path.length; left > 0; at--) {
      if (trie.depth(at) == left) {
        path[--left] = (byte) trie.byteOf(at);
      }
    }
    return path;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
