package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Learns the merges of a {@link BytePairTokenizer} by counting: in each round the pair of adjacent
 * tokens that is most frequent over all pieces is joined, the smaller pair of ids where two are
 * equally frequent.
 *
 * <p>Counts are taken anew in each round, over the distinct pieces: O(merges * distinct bytes), a
 * few seconds for 1,200 merges over 30,000 pieces. A piece counts at most {@link #PIECE_CAP} times,
 * so that the markers of all texts do not crowd out words.
 */
public final class BytePairTrainer {
  private static final int PIECE_CAP = 2_000;
  private static final int LEAST_COUNT = 2;

  private BytePairTrainer() {}

  /** A tokenizer of at most {@code vocabularySize} tokens for texts like these. */
  public static BytePairTokenizer train(Iterable<String> texts, int vocabularySize) {
    if (vocabularySize < BytePairTokenizer.FIRST_MERGE) {
      throw new IllegalArgumentException(
          "vocabulary of " + vocabularySize + " < " + BytePairTokenizer.FIRST_MERGE);
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : texts) {
      for (String piece : BytePairTokenizer.pieces(text)) {
        counts.merge(piece, 1, Integer::sum);
      }
    }
    List<int[]> words = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    counts.forEach(
        (piece, count) -> {
          words.add(BytePairTokenizer.bytes(piece));
          weights.add(Math.min(count, PIECE_CAP));
        });
    List<int[]> merges = new ArrayList<>();
    while (BytePairTokenizer.FIRST_MERGE + merges.size() < vocabularySize) {
      long best = mostFrequent(words, weights);
      if (best < 0) {
        break;
      }
      int left = (int) (best >>> 32);
      int right = (int) best;
      int joined = BytePairTokenizer.FIRST_MERGE + merges.size();
      merges.add(new int[] {left, right});
      words.replaceAll(
          ids -> {
            int length = BytePairTokenizer.apply(ids, ids.length, left, right, joined);
            return length == ids.length ? ids : Arrays.copyOf(ids, length);
          });
    }
    return new BytePairTokenizer(merges);
  }

  private static long mostFrequent(List<int[]> words, List<Integer> weights) {
    Map<Long, Integer> pairs = new HashMap<>();
    for (int w = 0; w < words.size(); w++) {
      int[] ids = words.get(w);
      for (int i = 0; i + 1 < ids.length; i++) {
        pairs.merge(BytePairTokenizer.pair(ids[i], ids[i + 1]), weights.get(w), Integer::sum);
      }
    }
    long best = -1;
    int bestCount = LEAST_COUNT - 1;
    for (Map.Entry<Long, Integer> pair : pairs.entrySet()) {
      int count = pair.getValue();
      if (count > bestCount || (count == bestCount && best >= 0 && pair.getKey() < best)) {
        best = pair.getKey();
        bestCount = count;
      }
    }
    return best;
  }
}
