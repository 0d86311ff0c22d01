package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The terminals of JSON text under one {@link Whitespace}. Whitespace is part of the structural
 * terminal beside it, each in one way only: after an opening bracket, on both sides of a comma and
 * of a colon, before a closing bracket.
 */
final class JsonTokens {
  private static final Regex QUOTE = Regex.literal("\"");

  private final Regex around;
  private final Regex afterSeparator;
  private final Regex colon;
  private final NumberSpellings.Style style;

  JsonTokens(Whitespace whitespace, NumberStyle numbers) {
    this.style = NumberSpellings.Style.of(numbers);
    Regex any = Regex.star(Regex.chars(CodePointSet.of(' ', '\t', '\n', '\r')));
    around = whitespace == Whitespace.FLEXIBLE ? any : Regex.EMPTY;
    afterSeparator =
        switch (whitespace) {
          case BOUNDED -> Regex.optional(Regex.literal(" "));
          case COMPACT -> Regex.EMPTY;
          case PYTHON -> Regex.literal(" ");
          case FLEXIBLE -> any;
        };
    colon = Regex.concat(around, Regex.literal(":"), afterSeparator);
  }

  /** Whether there is no whitespace between brackets and what they enclose. */
  boolean bracketsAreTight() {
    return around.equals(Regex.EMPTY);
  }

  Terminal open(String bracket) {
    return new Terminal(Regex.concat(Regex.literal(bracket), around));
  }

  Terminal close(String bracket) {
    return new Terminal(Regex.concat(around, Regex.literal(bracket)));
  }

  /** An array or object of nothing. */
  Terminal empty(String open, String close) {
    return new Terminal(
        bracketsAreTight()
            ? Regex.literal(open + close)
            : Regex.concat(Regex.literal(open), around, Regex.literal(close)));
  }

  Regex comma() {
    return Regex.concat(around, Regex.literal(","), afterSeparator);
  }

  /** A property name in its canonical spelling, with the colon. */
  Terminal key(String name) {
    return new Terminal(
        bracketsAreTight()
            ? Regex.concat(Regex.literal(JsonStrings.quoted(name) + ":"), afterSeparator)
            : Regex.concat(Regex.literal(JsonStrings.quoted(name)), colon));
  }

  Regex colon() {
    return colon;
  }

  static Regex inQuotes(Regex content) {
    return Regex.concat(QUOTE, content, QUOTE);
  }

  /** A number in every spelling that an expression says. */
  private Regex number(Json.Num number) {
    NumberSpellings spellings = NumberSpellings.of(Numbers.point(number.value()), style);
    return Regex.anyOf(spellings.plain(), spellings.scientific());
  }

  /** One given value, members in the order they have. */
  Regex constant(Json value) {
    return switch (value) {
      case Json.Null n -> Regex.literal("null");
      case Json.Bool b -> Regex.literal(b.toString());
      case Json.Num n -> number(n);
      case Json.Str s -> Regex.literal(JsonStrings.quoted(s.value()));
      case Json.Arr array -> {
        Iterator<Regex> items = array.items().stream().map(this::constant).iterator();
        yield enclosed("[", items, "]");
      }
      case Json.Obj object -> {
        Iterator<Regex> members =
            object.members().entrySet().stream()
                .map(m -> Regex.concat(key(m.getKey()).regex(), constant(m.getValue())))
                .iterator();
        yield enclosed("{", members, "}");
      }
    };
  }

  private Regex enclosed(String open, Iterator<Regex> parts, String close) {
    if (!parts.hasNext()) {
      return empty(open, close).regex();
    }
    List<Regex> all = new ArrayList<>(List.of(open(open).regex(), parts.next()));
    while (parts.hasNext()) {
      all.add(comma());
      all.add(parts.next());
    }
    all.add(close(close).regex());
    return Regex.concat(all);
  }
}
