package dev.espalier.masking;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.transform.Symbols;
import dev.espalier.masking.trie.TokenTrie;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which tokens of a vocabulary a grammar names: afterwards each {@link SpecialToken} is
 * the ids of tokens that there are. Used once.
 *
 * <p>A name is that of the special token called so; if there is none, of the ordinary tokens that
 * are spelled so, as added tokens that are not special are. Linear in the grammar, and in the
 * vocabulary where the grammar names a token.
 */
final class TokenResolver {
  private static final int MAX_USES = 10;
  private static final int MAX_NAMES = 8;
  private static final int MAX_NAME = 60;

  private final Grammar grammar;
  private final Vocabulary vocabulary;
  private final List<UnsupportedGrammarException.Use> refused = new ArrayList<>();
  private @Nullable CodePointSet existing; // made when it is needed, as is the next
  private @Nullable Map<String, List<SpecialToken.Range>> special;

  private TokenResolver(Grammar grammar, Vocabulary vocabulary) {
    this.grammar = grammar;
    this.vocabulary = vocabulary;
  }

  /**
   * The same grammar over ids of {@code vocabulary}; the same object if it names no token.
   *
   * @throws UnsupportedGrammarException if it names a token that is not there
   * @throws LimitExceededException if an id is too great
   */
  static Grammar resolve(Grammar grammar, Vocabulary vocabulary) {
    Set<SpecialToken> tokens = grammar.tokens();
    return tokens.isEmpty() ? grammar : new TokenResolver(grammar, vocabulary).resolved(tokens);
  }

  private Grammar resolved(Set<SpecialToken> tokens) {
    Map<Symbol, Symbol> ids = new HashMap<>();
    for (SpecialToken token : tokens) {
      ids.put(token, ids(token));
    }
    if (!refused.isEmpty()) {
      throw new UnsupportedGrammarException(refused);
    }
    List<Production> productions = new ArrayList<>(grammar.productions().size());
    for (Production production : grammar.productions()) {
      List<Symbol> body = new ArrayList<>(production.body().size());
      for (Symbol symbol : production.body()) {
        body.add(Symbols.map(symbol, leaf -> ids.getOrDefault(leaf, leaf)));
      }
      productions.add(new Production(production.head(), body));
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  /** The ids of {@code token} that the vocabulary has; itself where it is refused. */
  private SpecialToken ids(SpecialToken token) {
    CodePointSet ids = existing(token);
    if (token instanceof SpecialToken.Other && !ids.isEmpty()) {
      ids = existing().minus(ids).minus(ends(token));
    }
    if (!ids.isEmpty()) {
      List<SpecialToken.Range> ranges = new ArrayList<>(ids.rangeCount());
      for (int i = 0; i < ids.rangeCount(); i++) {
        ranges.add(
            new SpecialToken.Range(
                ids.first(i) - CodePointSet.FIRST_TOKEN, ids.last(i) - CodePointSet.FIRST_TOKEN));
      }
      return new SpecialToken.Ids(ranges);
    }
    if (refused.size() < MAX_USES) {
      refused.add(
          switch (token) {
            case SpecialToken.Named(String name) ->
                use(token, "has no token '" + shown(name) + "'", nearest(name));
            case SpecialToken.Other(SpecialToken.Named(String name)) ->
                use(token, "has no token '" + shown(name) + "'", nearest(name));
            case SpecialToken.Other other ->
                use(token, "has none to leave out or none else", "it has other ids");
            case SpecialToken.Ids named ->
                use(
                    token,
                    "has none of " + shown(named.toString()),
                    "its ids are 0 to " + (vocabulary.size() - 1));
          });
    }
    return token;
  }

  /** What {@code token} names, or names as excluded, of what there is. */
  private CodePointSet existing(SpecialToken token) {
    CodePointSet ids =
        switch (token) {
          case SpecialToken.Named(String name) -> tokens(named(name), token);
          case SpecialToken.Ids(List<SpecialToken.Range> ranges) -> {
            Map<Boolean, List<SpecialToken.Range>> open =
                ranges.stream().collect(Collectors.partitioningBy(SpecialToken.Range::isOpen));
            yield tokens(open.get(true), token)
                .minus(ends(token))
                .union(tokens(open.get(false), token));
          }
          case SpecialToken.Other(SpecialToken excluded) -> existing(excluded);
        };
    return ids.intersect(existing());
  }

  private CodePointSet ends(SpecialToken token) {
    return tokens(
        Arrays.stream(vocabulary.endTokens()).mapToObj(TokenResolver::one).toList(), token);
  }

  /** The code points of {@code ids}, of {@code token}, up to the last that there is. */
  private CodePointSet tokens(List<SpecialToken.Range> ids, SpecialToken token) {
    List<SpecialToken.Range> clipped = new ArrayList<>(ids.size());
    for (SpecialToken.Range range : ids) {
      int last = Math.min(range.last(), vocabulary.size() - 1);
      if (range.first() <= last) {
        clipped.add(new SpecialToken.Range(range.first(), last));
        if (last > CodePointSet.MAX_TOKEN) {
          throw new LimitExceededException(
              place(token), "token " + last + " > " + CodePointSet.MAX_TOKEN);
        }
      }
    }
    return CodePointSet.ofTokens(clipped);
  }

  private UnsupportedGrammarException.Use use(SpecialToken token, String problem, String remedy) {
    return new UnsupportedGrammarException.Use(
        place(token), "token", "the vocabulary " + problem, remedy);
  }

  /** The first rule that names {@code token}. */
  private String place(SpecialToken token) {
    for (Production production : grammar.productions()) {
      for (Symbol symbol : production.body()) {
        boolean[] found = {false};
        Symbols.map(
            symbol,
            leaf -> {
              found[0] |= leaf.equals(token);
              return leaf;
            });
        if (found[0]) {
          return "rule '" + production.head().name() + "'";
        }
      }
    }
    throw new AssertionError(token);
  }

  private List<SpecialToken.Range> named(String name) {
    Map<String, List<SpecialToken.Range>> known = special;
    if (known == null) {
      Map<String, List<SpecialToken.Range>> byName = new HashMap<>();
      vocabulary
          .specialTokens()
          .forEach((id, text) -> byName.computeIfAbsent(text, t -> new ArrayList<>()).add(one(id)));
      special = byName;
      known = byName;
    }
    List<SpecialToken.Range> ids = known.get(name);
    return ids == null ? spelled(name) : ids;
  }

  private static SpecialToken.Range one(int id) {
    return new SpecialToken.Range(id, id);
  }

  private List<SpecialToken.Range> spelled(String name) {
    TokenTrie trie = vocabulary.trie();
    int node = TokenTrie.ROOT;
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length && node >= 0; i++) {
      node = trie.child(node, bytes[i] & 0xff);
    }
    List<SpecialToken.Range> ids = new ArrayList<>();
    if (node > TokenTrie.ROOT) {
      for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
        ids.add(one(trie.tokenAt(rank)));
      }
    }
    return ids;
  }

  private CodePointSet existing() {
    CodePointSet known = existing;
    if (known == null) {
      List<SpecialToken.Range> ranges = new ArrayList<>();
      int first = -1;
      int size = Math.min(vocabulary.size(), CodePointSet.MAX_TOKEN + 1);
      for (int id = 0; id <= size; id++) {
        boolean exists = id < size && (vocabulary.length(id) > 0 || vocabulary.isSpecial(id));
        if (exists && first < 0) {
          first = id;
        } else if (!exists && first >= 0) {
          ranges.add(new SpecialToken.Range(first, id - 1));
          first = -1;
        }
      }
      known = CodePointSet.ofTokens(ranges);
      existing = known;
    }
    return known;
  }

  /** The special tokens whose names are most like {@code name}, as a remedy. */
  private String nearest(String name) {
    if (vocabulary.specialTokens().isEmpty()) {
      return "it has no special tokens";
    }
    String wanted = start(name);
    String nearest =
        vocabulary.specialTokens().values().stream()
            .distinct()
            .sorted(Comparator.comparingInt(known -> distance(wanted, start(known))))
            .limit(MAX_NAMES)
            .map(known -> "'" + shown(known) + "'")
            .collect(Collectors.joining(", "));
    return "the nearest of its special tokens are " + nearest;
  }

  private static String start(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
  }

  private static String shown(String name) {
    return VocabularyBuilder.excerpt(name, MAX_NAME);
  }

  /** How many characters must be put in, left out or changed. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
