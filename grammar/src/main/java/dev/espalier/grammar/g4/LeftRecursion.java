package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Takes direct left recursion out of rules: {@code e : e X e | P e | e S | A} becomes
 *
 * <pre>
 *   e : e_operand e_tail* ;    e_operand : P e_operand | A ;    e_tail : X e_operand | S ;
 * </pre>
 *
 * <p>The language is the same, whatever the precedences, since all that may follow an inner {@code
 * e} at the end of an alternative may follow the outer one. But the parser has one way to read a
 * text where the written rule has as many as there are ways to put brackets in it.
 */
final class LeftRecursion {
  private LeftRecursion() {}

  /**
   * The rules that say {@code rule}, its own first.
   *
   * @param fresh makes an unused name of a rule and of what is behind it in the name
   * @throws GrammarSyntaxException if every alternative begins with the rule itself
   */
  static Map<String, Ebnf> removed(Identifier rule, Ebnf body, BinaryOperator<String> fresh) {
    String name = rule.name();
    List<Ebnf> operands = new ArrayList<>();
    List<Ebnf> tails = new ArrayList<>();
    boolean recursive = false;
    for (Ebnf alternative : body instanceof Ebnf.Choice(List<Ebnf> all) ? all : List.of(body)) {
      List<Ebnf> parts =
          alternative instanceof Ebnf.Sequence(List<Ebnf> listed) ? listed : List.of(alternative);
      parts = parts.stream().filter(part -> !part.equals(Ebnf.NOTHING)).toList();
      if (!parts.isEmpty() && isItself(parts.getFirst(), name)) {
        recursive = true;
        if (parts.size() > 1) {
          tails.add(new Ebnf.Sequence(parts.subList(1, parts.size())));
        }
      } else {
        operands.add(alternative);
      }
    }
    Map<String, Ebnf> rules = new LinkedHashMap<>();
    if (!recursive) {
      rules.put(name, body);
      return rules;
    }
    if (operands.isEmpty()) {
      throw new GrammarSyntaxException(
          rule.position(), "every alternative of rule '" + name + "' begins with the rule itself");
    }
    Ebnf.Name operand = new Ebnf.Name(fresh.apply(name, "operand"), rule.position());
    Ebnf.Name tail = new Ebnf.Name(fresh.apply(name, "tail"), rule.position());
    List<Ebnf> whole = new ArrayList<>(List.of(operand));
    if (!tails.isEmpty()) {
      whole.add(new Ebnf.Repeat(tail, 0, Regex.UNBOUNDED, true));
    }
    rules.put(name, new Ebnf.Sequence(whole));
    rules.put(operand.name(), atEnd(new Ebnf.Choice(operands), name, operand));
    if (!tails.isEmpty()) {
      rules.put(tail.name(), atEnd(new Ebnf.Choice(tails), name, operand));
    }
    return rules;
  }

  private static boolean isItself(Ebnf part, String name) {
    return part instanceof Ebnf.Name reference && reference.name().equals(name);
  }

  /** {@code part} with {@code operand} in place of the rule wherever it ends with it. */
  private static Ebnf atEnd(Ebnf part, String name, Ebnf.Name operand) {
    return switch (part) {
      case Ebnf.Name reference when reference.name().equals(name) -> operand;
      case Ebnf.Sequence(List<Ebnf> parts) when !parts.isEmpty() -> {
        List<Ebnf> changed = new ArrayList<>(parts);
        int last = changed.size() - 1;
        while (last > 0 && changed.get(last).equals(Ebnf.NOTHING)) {
          last--;
        }
        changed.set(last, atEnd(changed.get(last), name, operand));
        yield new Ebnf.Sequence(changed);
      }
      case Ebnf.Choice(List<Ebnf> alternatives) ->
          new Ebnf.Choice(alternatives.stream().map(a -> atEnd(a, name, operand)).toList());
      case Ebnf.Repeat(Ebnf repeated, int min, int max, boolean greedy) when max == 1 ->
          new Ebnf.Repeat(atEnd(repeated, name, operand), min, max, greedy);
      default -> part;
    };
  }
}
