package dev.espalier.automata.lexer;

import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rules and modes of all lexicons of a grammar, in numbers.
 *
 * <pre>
 *   rules   | in the order of the lexicons, of their modes and within a mode: a lesser number is
 *           | preferred; the first is {@link #first}, behind the terminals of the parser
 *   reads   | rule - first -&gt; the terminal that the parser reads, {@link #HIDDEN} or {@link #UNREAD}
 *   changes | rule - first -&gt; what its lexeme does to the stack of modes
 *   modes   | of all lexicons; mode -&gt; its rules, ascending
 * </pre>
 *
 * Immutable; any thread.
 */
public final class LexiconRules {
  /** The parser sees nothing of the lexeme. */
  static final int HIDDEN = -1;

  /** The parser can never read the lexeme. */
  static final int UNREAD = -2;

  /**
   * A change of modes: to leave the present one. Others are {@code 2 mode} or {@code 2 mode + 1}.
   */
  private static final int POP = -1;

  private final int first;
  private final List<Regex> regexes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final BitSet endingFirst = new BitSet(); // by rule
  private final int[] reads;
  private final int[] lexiconOf; // [rule - first]
  private final int[][] changes;
  private final int[][] rulesOfMode;
  private final int[] firstMode; // [lexicon]
  private final boolean[] expectedOnly; // [lexicon]
  private final int[] lexiconOfTerminal; // [terminal], -1 for contextual ones

  /**
   * @param terminals the number of terminals of the parser
   * @param terminalOf the terminal that the parser reads for a name, negative if it never does
   */
  public LexiconRules(
      List<Lexicon> lexicons, int terminals, ToIntFunction<NamedTerminal> terminalOf) {
    first = terminals;
    firstMode = new int[lexicons.size()];
    expectedOnly = new boolean[lexicons.size()];
    lexiconOfTerminal = new int[terminals];
    Arrays.fill(lexiconOfTerminal, -1);
    List<Integer> read = new ArrayList<>();
    List<Integer> owner = new ArrayList<>();
    List<int[]> changing = new ArrayList<>();
    List<int[]> ofMode = new ArrayList<>();
    for (int l = 0; l < lexicons.size(); l++) {
      Lexicon lexicon = lexicons.get(l);
      firstMode[l] = ofMode.size();
      expectedOnly[l] = lexicon.competition() == Lexicon.Competition.EXPECTED;
      Map<String, Integer> modes = new HashMap<>();
      lexicon.modes().forEach(mode -> modes.put(mode.name(), ofMode.size() + modes.size()));
      for (Lexicon.Mode mode : lexicon.modes()) {
        int[] rules = new int[mode.rules().size()];
        for (int i = 0; i < rules.length; i++) {
          Lexicon.Rule rule = mode.rules().get(i);
          rules[i] = first + regexes.size();
          regexes.add(rule.regex());
          names.add(rule.name());
          endingFirst.set(rules[i], rule.extent() == Lexicon.Extent.FIRST);
          owner.add(l);
          int terminal = HIDDEN;
          if (rule.produces().isPresent()) {
            terminal =
                terminalOf.applyAsInt(new NamedTerminal(lexicon.name(), rule.produces().get()));
            if (terminal < 0) {
              terminal = UNREAD;
            } else {
              lexiconOfTerminal[terminal] = l;
            }
          }
          read.add(terminal);
          changing.add(
              rule.changes().stream().mapToInt(change -> numberOf(change, modes)).toArray());
        }
        ofMode.add(rules);
      }
    }
    reads = read.stream().mapToInt(Integer::intValue).toArray();
    lexiconOf = owner.stream().mapToInt(Integer::intValue).toArray();
    changes = changing.toArray(int[][]::new);
    rulesOfMode = ofMode.toArray(int[][]::new);
  }

  private static int numberOf(Lexicon.ModeChange change, Map<String, Integer> modes) {
    return switch (change) {
      case Lexicon.ModeChange.Pop pop -> POP;
      case Lexicon.ModeChange.Push(String mode) -> 2 * modes.getOrDefault(mode, 0);
      case Lexicon.ModeChange.Switch(String mode) -> 2 * modes.getOrDefault(mode, 0) + 1;
    };
  }

  /** The expressions of the rules, that of rule {@link #first} first. */
  public List<Regex> regexes() {
    return regexes;
  }

  /** The names of the rules, that of rule {@link #first} first. */
  public List<String> names() {
    return names;
  }

  /** The rules whose lexemes end where they first match. */
  public BitSet endingFirst() {
    return (BitSet) endingFirst.clone();
  }

  /** The least rule; lesser numbers are terminals of the parser. */
  int first() {
    return first;
  }

  /** Whether {@code number} is a rule, not a terminal of the parser. */
  public boolean isRule(int number) {
    return number >= first;
  }

  /** The number of lexicons. */
  int lexicons() {
    return firstMode.length;
  }

  /** The name of {@code rule}. */
  public String name(int rule) {
    return names.get(rule - first);
  }

  /** Whether the parser sees nothing of lexemes of {@code rule}. */
  public boolean isHidden(int rule) {
    return reads[rule - first] == HIDDEN;
  }

  /** The terminal that the parser reads for {@code rule}; negative if it reads none. */
  public int terminal(int rule) {
    return reads[rule - first];
  }

  /** The lexicon that produces {@code terminal}; negative for contextual ones. */
  int lexiconOfTerminal(int terminal) {
    return lexiconOfTerminal[terminal];
  }

  /** The lexicon of {@code rule}. */
  int lexicon(int rule) {
    return lexiconOf[rule - first];
  }

  /** The mode that texts begin in. */
  int firstMode(int lexicon) {
    return firstMode[lexicon];
  }

  /** Whether only those rules compete that the parser can read, and the hidden ones. */
  boolean isExpectedOnly(int lexicon) {
    return expectedOnly[lexicon];
  }

  /** The number of modes of all lexicons. */
  int modes() {
    return rulesOfMode.length;
  }

  /** The rules of {@code mode}, ascending; not to be written to. */
  int[] rulesOfMode(int mode) {
    return rulesOfMode[mode];
  }

  /** What is left of {@code modes} after a lexeme of {@code rule}; null where it is an error. */
  @Nullable Modes after(Modes modes, int rule, ModesTable table) {
    Modes result = modes;
    for (int change : changes[rule - first]) {
      int lexicon = lexicon(rule);
      ModeStack stack = result.stack(lexicon);
      if (change == POP) {
        if (stack.below() == null) {
          return null;
        }
        result = table.with(result, lexicon, stack.below());
      } else {
        ModeStack below = (change & 1) == 0 ? stack : stack.below();
        result = table.with(result, lexicon, table.push(change >> 1, below));
      }
    }
    return result;
  }
}
