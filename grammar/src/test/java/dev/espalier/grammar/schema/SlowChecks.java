package dev.espalier.grammar.schema;

import dev.espalier.grammar.Check;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What checks say of a text that has just completed their terminal, read anew each time. */
final class SlowChecks {
  /** An open object or array, and what stands directly in it. */
  private static final class Frame {
    final char bracket;
    final int from;
    final List<String> names = new ArrayList<>();
    final List<String> items = new ArrayList<>();
    String item = "";

    Frame(char bracket, int from) {
      this.bracket = bracket;
      this.from = from;
    }

    void endItem() {
      if (!item.isEmpty()) {
        items.add(item);
      }
      item = "";
    }
  }

  private final Deque<Frame> open = new ArrayDeque<>();
  private List<String> names = List.of(); // if the text ends with a name: those so far
  private List<String> items = List.of(); // if it ends with a comma or bracket: those so far
  private String value = ""; // if it ends with a value

  private SlowChecks(String text) {
    boolean nameExpected = false;
    int at = 0;
    while (at < text.length()) {
      int from = at;
      char c = text.charAt(at);
      if (" \t\n\r".indexOf(c) >= 0) {
        at++;
        continue;
      }
      names = List.of();
      items = List.of();
      value = "";
      if (c == '"') {
        at = endOfString(text, from);
        if (at < 0) {
          return;
        }
        close(text.substring(from, at));
        if (nameExpected && open.peek() != null && open.element().bracket == '{') {
          open.element().names.add(value);
          names = open.element().names;
        }
      } else if (",:[]{}".indexOf(c) < 0) {
        at = endOfScalar(text, from);
        close(text.substring(from, at));
      } else {
        at++;
        structure(c, from, text);
      }
      nameExpected = c == '{' || c == ',';
    }
  }

  private void structure(char c, int at, String text) {
    if (c == '{' || c == '[') {
      open.push(new Frame(c, at));
    } else if (c == ',' && open.peek() != null) {
      open.element().endItem();
      items = open.element().bracket == '[' ? open.element().items : List.of();
    } else if ((c == '}' || c == ']') && open.peek() != null) {
      Frame closed = open.pop();
      closed.endItem();
      items = closed.bracket == '[' ? closed.items : List.of();
      close(text.substring(closed.from, at + 1));
    }
  }

  private void close(String closed) {
    value = closed;
    if (open.peek() != null) {
      open.element().item = closed;
    }
  }

  /** Whether {@code check} is passed by the text so far, of which it has seen the last byte. */
  static boolean pass(Check check, String text) {
    SlowChecks read = new SlowChecks(text);
    return switch (check) {
      case Check.DistinctNames c ->
          read.names.isEmpty() || read.names.indexOf(read.names.getLast()) == read.names.size() - 1;
      case Check.DistinctItems(Check.Sameness sameness) -> {
        Set<Object> keys = new HashSet<>();
        boolean fresh = true;
        for (String item : read.items) {
          fresh = keys.add(sameness.key(item));
        }
        yield fresh;
      }
      case Check.Value c -> read.value.isEmpty() || c.test().test(read.value);
      case Check.Start c -> true;
      case Check.Within c -> throw new IllegalArgumentException("of a part: " + c);
    };
  }

  private static int endOfString(String text, int from) {
    for (int i = from + 1; i < text.length(); i++) {
      if (text.charAt(i) == '"') {
        return i + 1;
      }
      i += text.charAt(i) == '\\' ? 1 : 0;
    }
    return -1;
  }

  private static int endOfScalar(String text, int from) {
    int at = from;
    while (at < text.length() && ",:[]{}\" \t\n\r".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
