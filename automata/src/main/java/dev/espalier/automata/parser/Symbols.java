package dev.espalier.automata.parser;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.transform.Nullability;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A grammar in numbers.
 *
 * <pre>
 *   symbols      | terminals 0 .. T-1 | nonterminals T .. T+N-1 | groups T+N .. T+N+G-1 |
 *   atPlace      | where a dot may stand -> the symbol after it, or -1 - production at its end
 *   start        | production -> its first place
 *   ofHead       | symbol - T -> productions of that nonterminal
 *   members      | symbol - T - N -> the member symbols of that group
 *   separator    | symbol - T - N -> the separator, -1 for none
 *   named        | name of a lexicon -> the terminal, whose regex matches nothing
 *   checks       | terminal -> what is asked where it ends, null for none
 *   leadingText  | terminal -&gt; the UTF-8 it begins with, null for none; ascending, nulls first
 *   nullable     | symbol -> whether it derives the empty text
 * </pre>
 *
 * Production 0 is {@code accept ::= start}, with a head of its own. Memory: linear in the grammar.
 * Immutable after construction but for {@link GroupCounter}s.
 */
final class Symbols {
  static final int ACCEPT_PRODUCTION = 0;
  static final int NO_SEPARATOR = -1;

  final List<Regex> terminals;
  final List<String> origins;
  final Map<NamedTerminal, Integer> named;
  final @Nullable Check[] checks;
  final byte[] @Nullable [] leadingText;
  final int terminalCount;
  final int[] head;
  final int[][] ofHead;
  final int[][] members;
  final int[] separator;
  final boolean[] nullable;

  private final int[] atPlace;
  private final int[] start;
  private final int nonterminalCount;
  private final List<Group> groups;
  private final @Nullable GroupCounter[] counters; // [group], made when first asked for

  /**
   * @throws LimitExceededException if the grammar has more than {@code Limits.maxSymbols} symbols
   * @throws IllegalArgumentException if a member of a group derives the empty text and must not, or
   *     a checked terminal does
   */
  Symbols(Grammar grammar, Limits limits) {
    Numbering numbering = new Numbering(grammar, limits);
    terminals = numbering.terminals();
    origins = numbering.origins();
    named = numbering.named();
    checks = numbering.checks();
    leadingText = numbering.leadingTexts();
    groups = numbering.groups();
    terminalCount = terminals.size();
    nonterminalCount = numbering.nonterminalCount();
    head = numbering.heads();
    start = numbering.starts();
    atPlace = numbering.places();
    members = numbering.members();
    separator = numbering.separators();
    ofHead = productionsByHead();
    nullable = new boolean[terminalCount + nonterminalCount + groups.size()];
    counters = new GroupCounter[groups.size()];
    findNullable();
    refuseEmptyChecked();
    checkMembers();
  }

  private int[][] productionsByHead() {
    int[] counts = new int[nonterminalCount];
    for (int symbol : head) {
      counts[symbol - terminalCount]++;
    }
    int[][] byHead = new int[nonterminalCount][];
    for (int i = 0; i < nonterminalCount; i++) {
      byHead[i] = new int[counts[i]];
    }
    for (int p = head.length - 1; p >= 0; p--) {
      int i = head[p] - terminalCount;
      byHead[i][--counts[i]] = p;
    }
    return byHead;
  }

  private void findNullable() {
    for (int t = 0; t < terminalCount; t++) {
      nullable[t] = Nullability.isNullable(terminals.get(t));
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int p = 0; p < head.length; p++) {
        if (!nullable[head[p]] && isBodyNullable(p)) {
          nullable[head[p]] = true;
          changed = true;
        }
      }
      for (int g = 0; g < members.length; g++) {
        if (!nullable[symbolOfGroup(g)] && isGroupNullable(g)) {
          nullable[symbolOfGroup(g)] = true;
          changed = true;
        }
      }
    }
  }

  private boolean isBodyNullable(int production) {
    int place = start[production];
    while (atPlace[place] >= 0 && nullable[atPlace[place]]) {
      place++;
    }
    return atPlace[place] < 0;
  }

  private boolean isGroupNullable(int group) {
    for (int m = 0; m < members[group].length; m++) {
      if (!nullable[members[group][m]] && groups.get(group).members().get(m).min() > 0) {
        return false;
      }
    }
    return newCounter(group).isFinal(GroupCounter.START);
  }

  private void refuseEmptyChecked() {
    for (int t = 0; t < terminalCount; t++) {
      if (checks[t] != null && nullable[t]) {
        throw new IllegalArgumentException(
            "a checked terminal matches the empty text: " + terminals.get(t));
      }
    }
  }

  private void checkMembers() {
    for (int g = 0; g < members.length; g++) {
      boolean mayBeEmpty = separator[g] == NO_SEPARATOR && members[g].length == 1;
      for (int member : members[g]) {
        if (nullable[member] && !mayBeEmpty) {
          throw new IllegalArgumentException(
              "a member of a group derives the empty text: " + groups.get(g));
        }
      }
    }
  }

  /** The counter of {@code group}. */
  GroupCounter counter(int group) {
    GroupCounter known = counters[group];
    if (known == null) {
      known = newCounter(group);
      counters[group] = known;
    }
    return known;
  }

  private GroupCounter newCounter(int group) {
    boolean[] nullableMembers = new boolean[members[group].length];
    for (int i = 0; i < nullableMembers.length; i++) {
      nullableMembers[i] = nullable[members[group][i]];
    }
    return new GroupCounter(groups.get(group), nullableMembers);
  }

  /** The symbol after a dot at {@code place}; negative at the end of a production. */
  int at(int place) {
    return atPlace[place];
  }

  /** The production that ends at {@code place}. */
  int productionEndingAt(int place) {
    return -1 - atPlace[place];
  }

  /** The place before the first symbol of {@code production}. */
  int startOf(int production) {
    return start[production];
  }

  boolean isTerminal(int symbol) {
    return symbol < terminalCount;
  }

  boolean isGroup(int symbol) {
    return symbol >= terminalCount + nonterminalCount;
  }

  int groupOf(int symbol) {
    return symbol - terminalCount - nonterminalCount;
  }

  int symbolOfGroup(int group) {
    return terminalCount + nonterminalCount + group;
  }

  int count() {
    return nullable.length;
  }
}
