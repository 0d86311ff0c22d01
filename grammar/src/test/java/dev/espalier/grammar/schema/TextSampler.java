package dev.espalier.grammar.schema;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.JsonSpellings;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random texts of a grammar, by random derivation. Gives up where that goes too deep. */
final class TextSampler {
  private static final int MAX_DEPTH = 12;

  private final Map<Nonterminal, List<Production>> productions;
  private final Nonterminal start;
  private final Random random;

  private static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  TextSampler(Grammar grammar, Random random) {
    this.productions = grammar.productionsByHead();
    this.start = grammar.start();
    this.random = random;
  }

  Optional<String> sample() {
    try {
      StringBuilder out = new StringBuilder();
      derive(start, 0, out);
      return Optional.of(out.toString());
    } catch (GaveUp e) {
      return Optional.empty();
    }
  }

  private void derive(Symbol symbol, int depth, StringBuilder out) {
    if (depth > MAX_DEPTH) {
      throw new GaveUp();
    }
    switch (symbol) {
      case Terminal terminal -> match(terminal.regex(), out);
      case NamedTerminal named -> throw new AssertionError(named);
      case SpecialToken token -> throw new AssertionError(token);
      case Checked checked -> {
        match(checked.terminal().regex(), out);
        if (!SlowChecks.pass(checked.check(), out.toString())) {
          throw new GaveUp();
        }
      }
      case Nonterminal nonterminal -> {
        List<Production> own = productions.get(nonterminal);
        Production chosen = own.get(depth > 6 ? 0 : random.nextInt(own.size()));
        chosen.body().forEach(part -> derive(part, depth + 1, out));
      }
      case Group group -> {
        List<Symbol> occurrences = new ArrayList<>();
        int listed = 0;
        int missing = group.members().stream().mapToInt(Group.Member::min).sum();
        for (int m = 0; m < group.members().size(); m++) {
          Group.Member member = group.members().get(m);
          int room = group.max() - missing - occurrences.size() + member.min();
          int more = Math.min(Math.min(member.max(), room) - member.min(), depth > 6 ? 0 : 2);
          int n = member.min() + (more > 0 ? random.nextInt(more + 1) : 0);
          missing -= member.min();
          occurrences.addAll(Collections.nCopies(n, member.symbol()));
          listed += m < group.order().listed() ? n : 0;
        }
        if (occurrences.size() < group.min()) {
          Group.Member last = group.members().getLast();
          if (last.max() != Regex.UNBOUNDED) {
            throw new GaveUp();
          }
          occurrences.addAll(Collections.nCopies(group.min() - occurrences.size(), last.symbol()));
        }
        if (!group.order().equals(Group.Order.LISTED)) {
          Collections.shuffle(occurrences.subList(listed, occurrences.size()), random);
        }
        for (int i = 0; i < occurrences.size(); i++) {
          if (i > 0) {
            group.separator().ifPresent(separator -> derive(separator, depth + 1, out));
          }
          derive(occurrences.get(i), depth + 1, out);
        }
      }
    }
  }

  /** Digit by digit, any that leads on. */
  private boolean matchMultiple(Regex rest, int digits, boolean point, StringBuilder out) {
    if (digits == 0 && point || !(rest instanceof Regex.Multiple multiple)) {
      Regex fraction = rest instanceof Regex.Multiple m && point ? m.after('.') : rest;
      out.append(fraction == rest ? "" : ".");
      match(fraction, out);
      return true;
    }
    if (digits == 0 && multiple.isNullable()) {
      return true;
    }
    int first = random.nextInt(10);
    for (int i = 0; i < 10; i++) {
      int digit = '0' + (first + i) % 10;
      Regex after = multiple.after(digit);
      boolean closer =
          digits > 0
              || after instanceof Regex.Multiple m && m.leastLength() < multiple.leastLength()
              || after.equals(Regex.EMPTY);
      if (!after.equals(Regex.NOTHING) && closer) {
        out.append((char) digit);
        return matchMultiple(after, Math.max(0, digits - 1), point, out);
      }
    }
    return false;
  }

  private void match(Regex regex, StringBuilder out) {
    switch (regex) {
      case Regex.Nothing r -> throw new GaveUp();
      case Regex.Chars r -> out.appendCodePoint(pick(r.set()));
      case Regex.JsonChars r -> match(JsonSpellings.of(r), out);
      case Regex.Literal r -> out.append(r.text());
      case Regex.Concat r -> r.operands().forEach(operand -> match(operand, out));
      case Regex.Alternation r -> match(r.operands().get(random.nextInt(r.operands().size())), out);
      case Regex.Complement r -> throw new GaveUp();
      case Regex.Multiple r -> {
        boolean point = r.places() > 0 && random.nextBoolean();
        int digits = r.min() + random.nextInt(Math.min(r.max() - r.min(), 3) + 1);
        if (!matchMultiple(r, digits, point, out)) {
          throw new GaveUp();
        }
      }
      case Regex.Repeat r -> {
        int more = Math.min(r.max() - r.min(), 3);
        for (int n = r.min() + random.nextInt(more + 1); n > 0; n--) {
          match(r.operand(), out);
        }
      }
      case Regex.Intersection r -> {
        for (int tries = 0; tries < 20; tries++) {
          StringBuilder candidate = new StringBuilder();
          match(r.operands().get(tries % r.operands().size()), candidate);
          if (new RegexMatcher().matches(JsonSpellings.expanded(r), candidate.toString(), "")) {
            out.append(candidate);
            return;
          }
        }
        throw new GaveUp();
      }
    }
  }

  private int pick(CodePointSet set) {
    for (int c : new int[] {'a', 'b', 'c', 0x1F600}) {
      if (set.contains(c) && random.nextInt(3) == 0) {
        return c;
      }
    }
    int range = random.nextInt(set.rangeCount());
    return set.first(range) + random.nextInt(Math.min(40, set.last(range) - set.first(range) + 1));
  }
}
