package dev.espalier.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;

/**
 * Earley's recogniser over the networks that ANTLR makes of the rules of a parser, all predicates
 * being true. Where ANTLR's interpreter complains of a lexeme is decided by how far it looked to
 * predict and what it then took for the best way; this says which is the first lexeme that no
 * sentence goes on with. Mutable; for one text. Slow and obvious.
 */
final class AtnReader {
  private record Item(ATNState state, int origin) {}

  /** A rule that was entered, to go on at {@code follow} of {@code caller}. */
  private record Waiting(ATNState follow, int origin) {}

  /** Rules may read the end more than once. */
  private static final int MOST_ENDS = 4;

  private final int maxType;
  private final int entry;
  private final List<Map<Integer, Set<Waiting>>> waiting = new ArrayList<>(); // [place] by rule
  private Set<Item> items = new HashSet<>();
  private boolean whole; // whether the entry rule may end here

  AtnReader(ATN atn, int entry) {
    this.maxType = atn.maxTokenType;
    this.entry = entry;
    waiting.add(new HashMap<>());
    Deque<Item> todo = new ArrayDeque<>();
    add(new Item(atn.ruleToStartState[entry], 0), todo);
    close(todo);
  }

  /**
   * The index of the first token that no sentence goes on with; {@code types.length} if that is the
   * end, -1 if the tokens are a sentence.
   *
   * @param late asked at each token; the reading is given up when true
   * @return empty if it was given up
   */
  OptionalInt firstWrong(int[] types, BooleanSupplier late) {
    for (int i = 0; i < types.length; i++) {
      read(types[i]);
      if (items.isEmpty()) {
        return OptionalInt.of(i);
      }
      if (late.getAsBoolean()) {
        return OptionalInt.empty();
      }
    }
    for (int ends = 0; !whole && ends < MOST_ENDS; ends++) {
      read(Token.EOF);
    }
    return OptionalInt.of(whole ? -1 : types.length);
  }

  private void read(int type) {
    Set<Item> before = items;
    items = new HashSet<>();
    whole = false;
    waiting.add(new HashMap<>());
    Deque<Item> todo = new ArrayDeque<>();
    for (Item item : before) {
      for (Transition t : transitions(item.state)) {
        if (!t.isEpsilon() && t.matches(type, Token.MIN_USER_TOKEN_TYPE, maxType)) {
          add(new Item(t.target, item.origin), todo);
        }
      }
    }
    close(todo);
  }

  private void add(Item item, Deque<Item> todo) {
    if (items.add(item)) {
      todo.add(item);
    }
  }

  private void close(Deque<Item> todo) {
    int place = waiting.size() - 1;
    Set<Integer> empty = new HashSet<>(); // rules that end where they begin, here
    while (!todo.isEmpty()) {
      Item item = todo.remove();
      if (item.state instanceof RuleStopState) {
        int rule = item.state.ruleIndex;
        whole |= item.origin == 0 && rule == entry;
        if (item.origin == place) {
          empty.add(rule);
        }
        for (Waiting caller : waiting.get(item.origin).getOrDefault(rule, Set.of())) {
          add(new Item(caller.follow, caller.origin), todo);
        }
      }
      for (Transition t : transitions(item.state)) {
        if (t instanceof RuleTransition call) {
          int rule = call.target.ruleIndex;
          waiting
              .get(place)
              .computeIfAbsent(rule, r -> new HashSet<>())
              .add(new Waiting(call.followState, item.origin));
          add(new Item(call.target, place), todo);
          if (empty.contains(rule)) {
            add(new Item(call.followState, item.origin), todo);
          }
        } else if (t.isEpsilon()) {
          add(new Item(t.target, item.origin), todo);
        }
      }
    }
  }

  /** Where a rule stops, ANTLR notes what may follow it anywhere; that is not for here. */
  private static Transition[] transitions(ATNState state) {
    return state instanceof RuleStopState ? new Transition[0] : state.getTransitions();
  }
}
