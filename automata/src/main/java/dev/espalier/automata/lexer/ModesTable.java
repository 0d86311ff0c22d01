package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.table.LongMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link Modes}, equal ones once until it {@linkplain #forget forgets}. Not thread-safe; the
 * owner holds a lock.
 */
final class ModesTable {
  private static final int NO_STACK = -1;

  private final LongMap<ModeStack> stacks = new LongMap<>(); // by mode and id of what is below
  private final Map<IntKey, Modes> modes = new HashMap<>(); // by the ids of the stacks
  private int nextId;
  private int forgotten;

  /** Every lexicon in the mode that texts begin in. */
  Modes initial(LexiconRules rules) {
    ModeStack[] first = new ModeStack[rules.lexicons()];
    for (int lexicon = 0; lexicon < first.length; lexicon++) {
      first[lexicon] = push(rules.firstMode(lexicon), null);
    }
    return interned(first);
  }

  ModeStack push(int mode, @Nullable ModeStack below) {
    long key = LongMap.key(mode, below == null ? NO_STACK : below.id());
    ModeStack known = stacks.get(key);
    if (known == null) {
      known = new ModeStack(nextId++, mode, below);
      stacks.put(key, known);
    }
    return known;
  }

  Modes with(Modes from, int lexicon, ModeStack stack) {
    ModeStack[] changed = from.copyOfStacks();
    changed[lexicon] = stack;
    return interned(changed);
  }

  private Modes interned(ModeStack[] parts) {
    int[] key = new int[parts.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = parts[i].id();
    }
    return modes.computeIfAbsent(IntKey.of(key), k -> new Modes(nextId++, parts));
  }

  /** The number of stacks and of sets of them held, at most. */
  int size() {
    return nextId - forgotten;
  }

  /** Forgets all; those in use stay valid, and no number is given twice. */
  void forget() {
    stacks.clear();
    modes.clear();
    forgotten = nextId;
  }
}
