package dev.espalier.masking.trail;

import dev.espalier.grammar.Check;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * A JSON text as far as it has come, byte by byte, with what checks need to know of it: a table.
 *
 * <pre>
 *   text, modes, cursors | position -> the byte, where the text stands after it, and the names it
 *                        |             may still become ({@link NameTrie})
 *   frames               | one row for each open bracket, row 0 for the text itself, and behind
 *                        |   the last one the row of the bracket just closed
 *   items                | one row for each item that a comma or bracket has ended
 *   seen                 | one row for each name that stands in {@link TokenQuotes}
 *   journal              | one row for each change of the rest, with what was there before
 * </pre>
 *
 * <p>Where strings and brackets begin and end depends on the bytes alone, so all readings of a text
 * agree on it. A text that is no JSON is read as well as it can be, the same each time. Strings
 * without escapes that are items are compared as names are; only other items are asked for keys.
 *
 * <p>Memory: 6 bytes for each byte of the text, 70 for each string, bracket, comma and colon. Cost:
 * O(1) for each byte appended or taken back, O(n) for the quote after a name of n bytes, once for
 * each item whose key is asked, and each time for a value that is asked. Owned by one thread.
 */
public final class JsonTrail {
  private static final byte OUTSIDE = 0;
  private static final byte IN_STRING = 1;
  private static final byte ESCAPED = 2; // in a string, after a backslash
  private static final byte IN_SCALAR = 3; // a number, or a word

  // what the last token was
  private static final int START = 0;
  private static final int OPENED = 1;
  private static final int COMMA = 2;
  private static final int COLON = 3;
  private static final int STRING_OPENED = 4;
  private static final int NAME_OPENED = 5;
  private static final int STRING = 6;
  private static final int NAME = 7;
  private static final int NAME_AGAIN = 8;
  private static final int SCALAR = 9;
  private static final int CLOSED = 10;

  // a row of frames
  private static final int FROM = 0; // position of the bracket
  private static final int BRACKET = 1;
  private static final int NAMES = 2; // root in the trie of names, or NameTrie.NONE
  private static final int ITEM_FROM = 3; // the last value in it since a comma, -1 if there is none
  private static final int ITEM_TO = 4;
  private static final int LAST_ITEM = 5; // or -1
  private static final int LAST_SEEN = 6; // in this object or one around it, or -1
  private static final int ITEM_SAYS = 7; // what is known of the last value, as an item
  private static final int PENDING = 8; // a string among the items, not yet among the names, or -1
  private static final int HAS_ESCAPED = 9; // 1 if an item is a string with an escape
  private static final int FRAME = 10;

  // a row of items
  private static final int ARRAY = 2; // after from and to
  private static final int BEFORE = 3;
  private static final int SAYS = 4;
  private static final int ITEM = 5;

  // what an item says by itself: an array has its strings as an object has its names
  private static final int NOTHING = 0;
  private static final int ESCAPED_STRING = 1;
  private static final int FRESH_STRING = 2;
  private static final int STRING_AGAIN = 3;

  // a row of the journal, before the frame that changes
  private static final int POSITION = 0;
  private static final int LAST = 1;
  private static final int VALUE_FROM = 2;
  private static final int VALUE_TO = 3;
  private static final int DEPTH = 4;
  private static final int ITEM_COUNT = 5;
  private static final int SEEN_COUNT = 6;
  private static final int NAME_NODES = 7;
  private static final int NAME_END = 8; // the node where a name was added, or NameTrie.NONE
  private static final int NAME_PARENT = 9;
  private static final int CHANGED_FRAME = 10;
  private static final int ENTRY = 11 + FRAME;

  private final TokenQuotes quotes;
  private final boolean asksItems;
  private byte[] text = new byte[64];
  private byte[] modes = new byte[64];
  private int[] cursors = new int[64];
  private int length;
  private byte mode = OUTSIDE;
  private int cursor = NameTrie.NONE;
  private int last = START;
  private int valueFrom;
  private int valueTo;
  private int depth;
  private int[] frames = new int[8 * FRAME];
  private int[] items = new int[8 * ITEM];
  private int itemCount;
  private int[] seen = new int[8]; // number in quotes, then the row before it in the same chain
  private int seenCount;
  private int[] journal = new int[16 * ENTRY];
  private int journalSize;
  private final NameTrie names;
  private final ItemKeys keys;
  private final ItemKeys.Items itemTexts =
      new ItemKeys.Items() {
        @Override
        public String text(int item) {
          return string(items[ITEM * item], items[ITEM * item + 1]);
        }

        @Override
        public int before(int item) {
          return items[ITEM * item + BEFORE];
        }

        @Override
        public int array(int item) {
          return items[ITEM * item + ARRAY];
        }
      };

  /**
   * The empty text.
   *
   * @param checks that it may be asked
   */
  public JsonTrail(TokenQuotes quotes, Set<Check> checks) {
    this.quotes = quotes;
    this.asksItems = checks.stream().anyMatch(check -> check instanceof Check.DistinctItems);
    this.names = new NameTrie();
    this.keys = new ItemKeys();
    beginFrame(0, 0, -1);
  }

  /** An independent copy. Linear in the text. */
  public JsonTrail(JsonTrail other) {
    quotes = other.quotes;
    asksItems = other.asksItems;
    text = other.text.clone();
    modes = other.modes.clone();
    cursors = other.cursors.clone();
    length = other.length;
    mode = other.mode;
    cursor = other.cursor;
    last = other.last;
    valueFrom = other.valueFrom;
    valueTo = other.valueTo;
    depth = other.depth;
    frames = other.frames.clone();
    items = other.items.clone();
    itemCount = other.itemCount;
    seen = other.seen.clone();
    seenCount = other.seenCount;
    journal = other.journal.clone();
    journalSize = other.journalSize;
    names = new NameTrie(other.names);
    keys = new ItemKeys(other.keys);
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** Whether {@code check} is passed where the last byte has completed its terminal. */
  public boolean passes(Check check) {
    return switch (check) {
      case Check.DistinctNames c -> last != NAME_AGAIN;
      case Check.DistinctItems(Check.Sameness sameness) -> {
        int item = itemAsked();
        yield item < 0 || items[ITEM * item + BEFORE] < 0 || isFresh(item, sameness);
      }
      case Check.Value value -> !endsWithValue() || value.test().test(value());
      case Check.Start start -> throw new IllegalArgumentException("of parts: " + start);
      case Check.Within within -> throw new IllegalArgumentException("of a part: " + within);
    };
  }

  private boolean isFresh(int item, Check.Sameness sameness) {
    int says = items[ITEM * item + SAYS];
    return says == FRESH_STRING || (says == NOTHING && keys.isFresh(sameness, item, itemTexts));
  }

  private int itemAsked() {
    int frame = FRAME * (last == CLOSED ? depth + 1 : depth);
    return (last == COMMA || last == CLOSED) && frames[frame + BRACKET] == '['
        ? frames[frame + LAST_ITEM]
        : -1;
  }

  private boolean endsWithValue() {
    return last == STRING || last == NAME || last == NAME_AGAIN || last == SCALAR || last == CLOSED;
  }

  private String value() {
    return string(valueFrom, mode == IN_SCALAR ? length : valueTo);
  }

  private String string(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  NameTrie names() {
    return names;
  }

  /** What names seen go on from the name under way, {@link NameTrie#NONE} if none do. */
  int nameUnderWay() {
    return last == NAME_OPENED ? cursor : NameTrie.NONE;
  }

  /** Whether the text stands within a string. */
  public boolean isInString() {
    return mode == IN_STRING || mode == ESCAPED;
  }

  /**
   * The latest name in an open object that has a number in {@link TokenQuotes}, as a row; -1 if
   * there is none.
   */
  public int lastSeen() {
    return frames[FRAME * depth + LAST_SEEN];
  }

  /** The number of the name in a row. */
  public int seenName(int row) {
    return seen[2 * row];
  }

  /** The row of such a name before that in {@code row}, -1 if there is none. */
  public int seenBefore(int row) {
    return seen[2 * row + 1];
  }

  /** Appends the byte {@code b}. */
  public void append(int b) {
    if (length == text.length) {
      text = Arrays.copyOf(text, 2 * length);
      modes = Arrays.copyOf(modes, 2 * length);
      cursors = Arrays.copyOf(cursors, 2 * length);
    }
    text[length] = (byte) b;
    if (mode == IN_STRING && b == '"') {
      endString();
    } else if (mode == IN_STRING || mode == ESCAPED) {
      cursor = b == '\\' && last == STRING_OPENED ? NameTrie.UNKNOWN : names.child(cursor, b);
      mode = mode == IN_STRING && b == '\\' ? ESCAPED : IN_STRING;
    } else {
      outside(b);
    }
    modes[length] = mode;
    cursors[length++] = cursor;
  }

  private void outside(int b) {
    switch (b) {
      case ' ', '\t', '\n', '\r' -> endScalar();
      case '"' -> {
        endScalar();
        note(depth);
        beginString();
      }
      case '{', '[' -> {
        endScalar();
        note(depth + 1);
        depth++;
        beginFrame(length, b, frames[FRAME * (depth - 1) + LAST_SEEN]);
        last = OPENED;
      }
      case '}', ']' -> {
        endScalar();
        close();
      }
      case ',' -> {
        endScalar();
        note(depth);
        endItem();
        last = COMMA;
      }
      case ':' -> {
        endScalar();
        note(depth);
        last = COLON;
      }
      default -> {
        if (mode == OUTSIDE) {
          note(depth);
          last = SCALAR;
          valueFrom = length;
          mode = IN_SCALAR;
        }
      }
    }
  }

  private void beginString() {
    int frame = FRAME * depth;
    boolean isName = (last == OPENED || last == COMMA) && frames[frame + BRACKET] == '{';
    last = isName ? NAME_OPENED : STRING_OPENED;
    valueFrom = length;
    mode = IN_STRING;
    cursor = NameTrie.NONE;
    if (isName) {
      cursor = frames[frame + NAMES];
    } else if (isInAskedArray()) {
      int pending = frames[frame + PENDING];
      if (pending >= 0) {
        addName(items[ITEM * pending] + 1, items[ITEM * pending + 1] - 1);
        frames[frame + PENDING] = -1;
      }
      cursor = frames[frame + NAMES];
    }
  }

  private boolean isInAskedArray() {
    return asksItems && frames[FRAME * depth + BRACKET] == '[';
  }

  private void beginFrame(int from, int bracket, int lastSeen) {
    int frame = FRAME * depth;
    frames[frame + FROM] = from;
    frames[frame + BRACKET] = bracket;
    frames[frame + NAMES] = NameTrie.NONE;
    frames[frame + ITEM_FROM] = -1;
    frames[frame + ITEM_SAYS] = NOTHING;
    frames[frame + LAST_ITEM] = -1;
    frames[frame + LAST_SEEN] = lastSeen;
    frames[frame + PENDING] = -1;
    frames[frame + HAS_ESCAPED] = 0;
  }

  private void endScalar() {
    if (mode == IN_SCALAR) {
      note(depth);
      mode = OUTSIDE;
      endValue(length);
    }
  }

  /** The value under way ends before position {@code to}. */
  private void endValue(int to) {
    valueTo = to;
    frames[FRAME * depth + ITEM_FROM] = valueFrom;
    frames[FRAME * depth + ITEM_TO] = to;
    frames[FRAME * depth + ITEM_SAYS] = NOTHING;
  }

  private void endString() {
    note(depth);
    mode = OUTSIDE;
    endValue(length + 1);
    if (last != NAME_OPENED) {
      last = STRING;
      if (isInAskedArray()) {
        frames[FRAME * depth + ITEM_SAYS] =
            cursor == NameTrie.UNKNOWN
                ? ESCAPED_STRING
                : names.isName(cursor) ? STRING_AGAIN : FRESH_STRING;
      }
    } else if (names.isName(cursor)) {
      last = NAME_AGAIN;
    } else {
      last = NAME;
      addName(valueFrom + 1, length);
      see(valueFrom + 1, length);
    }
    cursor = NameTrie.NONE;
  }

  private void addName(int from, int to) {
    int entry = journalSize - ENTRY;
    int frame = FRAME * depth;
    if (frames[frame + NAMES] == NameTrie.NONE) {
      frames[frame + NAMES] = names.newRoot();
    }
    int parent = frames[frame + NAMES];
    for (int i = from; i < to && names.child(parent, text[i] & 0xff) != NameTrie.NONE; i++) {
      parent = names.child(parent, text[i] & 0xff);
    }
    journal[entry + NAME_PARENT] = parent < journal[entry + NAME_NODES] ? parent : NameTrie.NONE;
    journal[entry + NAME_END] = names.add(frames[frame + NAMES], text, from, to);
  }

  private void see(int from, int to) {
    int frame = FRAME * depth;
    int index = quotes.numberOf(text, from, to);
    if (index >= 0) {
      if (2 * seenCount == seen.length) {
        seen = Arrays.copyOf(seen, 2 * seen.length);
      }
      seen[2 * seenCount] = index;
      seen[2 * seenCount + 1] = frames[frame + LAST_SEEN];
      frames[frame + LAST_SEEN] = seenCount++;
    }
  }

  private void endItem() {
    int frame = FRAME * depth;
    if (frames[frame + BRACKET] == '[' && frames[frame + ITEM_FROM] >= 0) {
      if (ITEM * itemCount == items.length) {
        items = Arrays.copyOf(items, 2 * items.length);
      }
      int item = ITEM * itemCount;
      items[item] = frames[frame + ITEM_FROM];
      items[item + 1] = frames[frame + ITEM_TO];
      items[item + ARRAY] = frames[frame + FROM];
      items[item + BEFORE] = frames[frame + LAST_ITEM];
      items[item + SAYS] = saying(frame);
      frames[frame + LAST_ITEM] = itemCount++;
    }
    frames[frame + ITEM_FROM] = -1;
  }

  /** What the item that ends says, which later ones may need to know. */
  private int saying(int frame) {
    switch (frames[frame + ITEM_SAYS]) {
      case ESCAPED_STRING -> {
        frames[frame + HAS_ESCAPED] = 1;
        return NOTHING;
      }
      case FRESH_STRING -> {
        frames[frame + PENDING] = itemCount;
        return frames[frame + HAS_ESCAPED] == 1 ? NOTHING : FRESH_STRING;
      }
      default -> {
        return frames[frame + ITEM_SAYS];
      }
    }
  }

  private void close() {
    note(depth);
    if (depth == 0) {
      last = START;
      return;
    }
    endItem();
    valueFrom = frames[FRAME * depth + FROM];
    note(depth - 1);
    depth--;
    last = CLOSED;
    endValue(length + 1);
  }

  /** Notes what is there before a change, also of frame {@code changed}. */
  private void note(int changed) {
    if (journalSize == journal.length) {
      journal = Arrays.copyOf(journal, 2 * journalSize);
    }
    if (FRAME * (changed + 1) >= frames.length) {
      frames = Arrays.copyOf(frames, 2 * frames.length);
    }
    journal[journalSize + POSITION] = length;
    journal[journalSize + LAST] = last;
    journal[journalSize + VALUE_FROM] = valueFrom;
    journal[journalSize + VALUE_TO] = valueTo;
    journal[journalSize + DEPTH] = depth;
    journal[journalSize + ITEM_COUNT] = itemCount;
    journal[journalSize + SEEN_COUNT] = seenCount;
    journal[journalSize + NAME_NODES] = names.size();
    journal[journalSize + NAME_END] = NameTrie.NONE;
    journal[journalSize + NAME_PARENT] = NameTrie.NONE;
    journal[journalSize + CHANGED_FRAME] = changed;
    System.arraycopy(frames, FRAME * changed, journal, journalSize + ENTRY - FRAME, FRAME);
    journalSize += ENTRY;
  }

  /** Takes bytes back until there are {@code to} of them. Linear in those taken back. */
  public void truncate(int to) {
    while (journalSize > 0 && journal[journalSize - ENTRY + POSITION] >= to) {
      journalSize -= ENTRY;
      last = journal[journalSize + LAST];
      valueFrom = journal[journalSize + VALUE_FROM];
      valueTo = journal[journalSize + VALUE_TO];
      depth = journal[journalSize + DEPTH];
      seenCount = journal[journalSize + SEEN_COUNT];
      while (itemCount > journal[journalSize + ITEM_COUNT]) {
        keys.remove(--itemCount);
      }
      if (journal[journalSize + NAME_END] != NameTrie.NONE) {
        names.remove(
            journal[journalSize + NAME_END],
            journal[journalSize + NAME_PARENT],
            journal[journalSize + NAME_NODES]);
      }
      int changed = FRAME * journal[journalSize + CHANGED_FRAME];
      System.arraycopy(journal, journalSize + ENTRY - FRAME, frames, changed, FRAME);
    }
    length = to;
    mode = to == 0 ? OUTSIDE : modes[to - 1];
    cursor = to == 0 ? NameTrie.NONE : cursors[to - 1];
  }
}
