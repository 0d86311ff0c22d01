package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.analysis.ByteNames;
import dev.espalier.grammar.analysis.Dot;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The first states of a lexer as a picture in the DOT language of Graphviz: a circle a state,
 * double where a lexeme may end and labelled with what it is of, arrows labelled with bytes. States
 * beyond a bound are not drawn; those that lead to them are dashed. Stateless; any thread.
 */
public final class LexerPicture {
  private static final int MOST_RANGES = 12; // in the label of an arrow

  private LexerPicture() {}

  /** All rules of a mode at once. */
  public static String ofMode(Lexicon.Mode mode, int maxStates, Limits limits) {
    List<String> names = mode.rules().stream().map(Lexicon.Rule::name).toList();
    List<Regex> regexes = mode.rules().stream().map(Lexicon.Rule::regex).toList();
    BitSet endingFirst = new BitSet();
    for (int i = 0; i < names.size(); i++) {
      endingFirst.set(i, mode.rules().get(i).extent() == Lexicon.Extent.FIRST);
    }
    ByteClasses classes = ByteClasses.of(regexes);
    Lexer lexer = new Lexer(regexes, names, 0, endingFirst, classes, limits);
    LexerState start = lexer.startOfRules(IntStream.range(0, names.size()).toArray());
    return dot(lexer, start, classes, names, maxStates);
  }

  /** One terminal. */
  public static String ofTerminal(String name, Regex regex, int maxStates, Limits limits) {
    ByteClasses classes = ByteClasses.of(List.of(regex));
    Lexer lexer = new Lexer(List.of(regex), List.of(name), 1, new BitSet(), classes, limits);
    return dot(lexer, lexer.start(new int[] {0}), classes, List.of(name), maxStates);
  }

  private static String dot(
      Lexer lexer, LexerState start, ByteClasses classes, List<String> names, int maxStates) {
    StringBuilder out = new StringBuilder("digraph automaton {\n  rankdir=LR;\n");
    out.append("  node [shape=circle, label=\"\"];\n  begin [shape=point];\n  begin -> s0;\n");
    Map<LexerState, Integer> numbers = new LinkedHashMap<>();
    Deque<LexerState> queue = new ArrayDeque<>();
    numbers.put(start, 0);
    queue.add(start);
    while (!queue.isEmpty()) {
      LexerState from = queue.remove();
      Map<LexerState, BitSet> targets = targets(lexer, from, classes);
      boolean isCut = false;
      for (Map.Entry<LexerState, BitSet> target : targets.entrySet()) {
        Integer to = numbers.get(target.getKey());
        if (to == null && numbers.size() < maxStates) {
          to = numbers.size();
          numbers.put(target.getKey(), to);
          queue.add(target.getKey());
        }
        isCut |= to == null;
        if (to != null) {
          String label = Dot.quoted(label(target.getValue()));
          out.append("  s%d -> s%d [label=%s];\n".formatted(numbers.get(from), to, label));
        }
      }
      out.append("  s").append(numbers.get(from)).append(state(from, names, isCut)).append(";\n");
    }
    return out.append("}\n").toString();
  }

  private static Map<LexerState, BitSet> targets(
      Lexer lexer, LexerState from, ByteClasses classes) {
    Map<LexerState, BitSet> targets = new LinkedHashMap<>();
    for (int b = 0; b < 256; b++) {
      LexerState to = from.first().contains(b) ? lexer.next(from, classes.of(b)) : lexer.dead();
      if (to.terminals().length > 0) {
        targets.computeIfAbsent(to, t -> new BitSet()).set(b);
      }
    }
    return targets;
  }

  private static String state(LexerState state, List<String> names, boolean isCut) {
    String ends =
        IntStream.of(state.accepted()).mapToObj(names::get).collect(Collectors.joining(" "));
    return (state.accepted().length == 0
            ? " [peripheries=1"
            : " [peripheries=2, label=" + Dot.quoted(ends))
        + (isCut ? ", style=dashed]" : "]");
  }

  private static String label(BitSet bytes) {
    List<String> names = ByteNames.of(bytes);
    return names.stream().limit(MOST_RANGES).collect(Collectors.joining(" "))
        + (names.size() > MOST_RANGES ? " ..." : "");
  }
}
