package dev.espalier.grammar;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Small grammars over the letters a and b, with all that the IR can say; a check is about the text
 * of its terminal.
 */
public final class RandomGrammars {
  private static final List<Nonterminal> NONTERMINALS =
      List.of(
          new Nonterminal("s"), new Nonterminal("x"), new Nonterminal("y"), new Nonterminal("z"));

  private static final Regex A = Regex.literal("a");
  private static final Regex B = Regex.literal("b");

  private static final List<Regex> REGEXES =
      List.of(
          A,
          B,
          Regex.literal("ab"),
          Regex.chars(CodePointSet.range('a', 'b')),
          Regex.star(A),
          Regex.optional(B),
          Regex.EMPTY,
          Regex.NOTHING,
          Regex.concat(A, Regex.optional(B)),
          Regex.anyOf(B, Regex.plus(A)),
          Regex.allOf(Regex.plus(A), Regex.not(A)));

  private static final List<Regex> CHECKED_REGEXES =
      List.of(A, Regex.literal("ab"), Regex.plus(A), Regex.NOTHING);

  private static final Check EVEN = new Check.Value("even", text -> text.length() % 2 == 0);

  /** The counts to draw from, as minimum and maximum. */
  private static final int[][] COUNTS = {
    {0, 1}, {1, 1}, {0, Regex.UNBOUNDED}, {1, Regex.UNBOUNDED}, {2, 2}, {0, 2}, {1, 3}, {2, 3}
  };

  private RandomGrammars() {}

  /** Every text over {a, b} of up to {@code longest} letters. */
  public static List<String> texts(int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < longest; i++) {
      texts.add(texts.get(i) + "a");
      texts.add(texts.get(i) + "b");
    }
    return texts;
  }

  public static Arbitrary<Grammar> grammars() {
    Arbitrary<List<Symbol>> body = symbol(1).list().ofMaxSize(3);
    Arbitrary<List<List<Symbol>>> bodies = body.list().ofMinSize(1).ofMaxSize(3);
    return bodies
        .list()
        .ofSize(NONTERMINALS.size())
        .map(
            all -> {
              List<Production> productions = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                for (List<Symbol> one : all.get(i)) {
                  productions.add(new Production(NONTERMINALS.get(i), one));
                }
              }
              return new Grammar(NONTERMINALS.getFirst(), productions);
            });
  }

  private static Arbitrary<Symbol> symbol(int depth) {
    Arbitrary<Symbol> nonterminal = Arbitraries.of(NONTERMINALS).map(n -> n);
    Arbitrary<Symbol> terminal =
        Arbitraries.oneOf(
            Arbitraries.of(REGEXES).map(Terminal::new),
            Arbitraries.of(CHECKED_REGEXES).map(r -> new Checked(new Terminal(r), EVEN)));
    return depth == 0
        ? Arbitraries.oneOf(nonterminal, terminal)
        : Arbitraries.frequencyOf(
            Tuple.of(4, nonterminal), Tuple.of(4, terminal), Tuple.of(2, group(depth)));
  }

  private static Arbitrary<Symbol> group(int depth) {
    Arbitrary<Symbol> part = Arbitraries.lazy(() -> symbol(depth - 1));
    Arbitrary<int[]> counts = Arbitraries.of(COUNTS);
    Arbitrary<Group.Member> member =
        Combinators.combine(part, counts).as((s, c) -> new Group.Member(s, c[0], c[1]));
    return Combinators.combine(
            member.list().ofMinSize(1).ofMaxSize(3),
            part.optional(0.5),
            Arbitraries.of(Group.Order.LISTED, Group.Order.ANY, Group.Order.listedFirst(1)),
            Arbitraries.of(
                List.of(
                    new int[] {0, Regex.UNBOUNDED},
                    new int[] {0, Regex.UNBOUNDED},
                    new int[] {2, 3},
                    new int[] {0, 0},
                    new int[] {1, 1})))
        .as(
            (members, separator, order, total) -> {
              long least = members.stream().mapToLong(Group.Member::min).sum();
              long most = members.stream().mapToLong(Group.Member::max).sum();
              boolean met = least <= total[1] && most >= total[0];
              return new Group(
                  members, separator, order, met ? total[0] : 0, met ? total[1] : Regex.UNBOUNDED);
            });
  }
}
