package dev.espalier.grammar.g4;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a grammar as .g4, one rule a line: a combined grammar, or a parser and a lexer where there
 * are modes.
 *
 * <p>For each grammar {@code g} that {@link G4} gave and that can be said, reading what is written,
 * from the same start, gives {@code g}.
 */
public final class G4Printer {
  private final Grammar grammar;
  private final Lexicon lexicon;
  private final Set<String> literals = new HashSet<>(); // tokens that are called what they match

  private G4Printer(Grammar grammar) {
    this.grammar = grammar;
    if (grammar.lexicons().size() != 1
        || !grammar.lexicons().getFirst().name().equals(LexerToLexicon.NAME)
        || grammar.lexicons().getFirst().competition() != Lexicon.Competition.ALL) {
      throw new IllegalArgumentException(
          "not one lexicon '" + LexerToLexicon.NAME + "' in which all rules compete");
    }
    this.lexicon = grammar.lexicons().getFirst();
  }

  /**
   * {@code grammar} as texts by file name; the first one is the grammar, the second, if there is
   * one, its lexer.
   *
   * @param name of the grammar, with a capital
   * @throws IllegalArgumentException if .g4 cannot say it: other lexicons than G4 makes, rules in
   *     them that ended with the text or were nested, contextual terminals, special tokens, checks,
   *     counts, sets without members, or names that are none there
   */
  public static Map<String, String> print(Grammar grammar, String name) {
    return new G4Printer(grammar).files(name);
  }

  private Map<String, String> files(String name) {
    Map<String, String> files = new LinkedHashMap<>();
    boolean split = lexicon.modes().size() > 1;
    StringBuilder lexer = new StringBuilder();
    Set<String> names = new HashSet<>();
    for (Lexicon.Mode mode : lexicon.modes()) {
      if (mode.rules().isEmpty()) {
        throw unsayable("a mode without rules");
      }
      if (mode != lexicon.modes().getFirst()) {
        lexer.append("mode ").append(tokenName(mode.name())).append(";\n");
      }
      for (Lexicon.Rule rule : mode.rules()) {
        if (!names.add(rule.name())) {
          throw unsayable("two lexer rules '" + rule.name() + "'");
        }
        if (!split && isLiteral(rule)) {
          literals.add(rule.name());
        } else {
          lexer.append(rule(rule));
        }
      }
    }
    String parser = parser();
    if (split) {
      files.put(
          name + ".g4",
          "parser grammar %s;\noptions { tokenVocab = %sLexer; }\n%s"
              .formatted(name, name, parser));
      files.put(name + "Lexer.g4", "lexer grammar " + name + "Lexer;\n" + lexer);
    } else {
      files.put(name + ".g4", "grammar " + name + ";\n" + parser + lexer);
    }
    return files;
  }

  private static boolean isLiteral(Lexicon.Rule rule) {
    return rule.regex() instanceof Regex.Literal(String text)
        && rule.name().startsWith("'")
        && rule.changes().isEmpty()
        && rule.equals(Lexicon.Rule.of(rule.name(), rule.regex()))
        && literal(text).equals(rule.name());
  }

  private String parser() {
    StringBuilder out = new StringBuilder();
    grammar
        .productionsByHead()
        .forEach(
            (head, productions) ->
                out.append(name(head))
                    .append(" : ")
                    .append(productions.stream().map(this::body).collect(Collectors.joining(" | ")))
                    .append(" ;\n"));
    return out.toString();
  }

  private static String name(Nonterminal nonterminal) {
    if (!nonterminal.name().matches("[\\p{L}&&[^\\p{Lu}]][\\p{L}\\p{Nd}_]*")) {
      throw unsayable("a rule '" + nonterminal.name() + "'");
    }
    return nonterminal.name();
  }

  private static String tokenName(String name) {
    if (!name.matches("\\p{Lu}[\\p{L}\\p{Nd}_]*")) {
      throw unsayable("a token or mode '" + name + "'");
    }
    return name;
  }

  private String body(Production production) {
    return production.body().stream().map(this::symbol).collect(Collectors.joining(" "));
  }

  private String symbol(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> name(nonterminal);
      case NamedTerminal(String from, String name) ->
          literals.contains(name) ? name : tokenName(name);
      case Group group -> {
        Group.Member member = group.members().getFirst();
        if (!group.equals(Group.repeat(member.symbol(), member.min(), member.max()))) {
          throw unsayable(group);
        }
        String repeated = symbol(member.symbol());
        yield (member.symbol() instanceof Group ? "(" + repeated + ")" : repeated)
            + bounds(member.min(), member.max());
      }
      case Terminal terminal -> throw unsayable(terminal);
      case SpecialToken token -> throw unsayable(token);
      case Checked checked -> throw unsayable(checked);
    };
  }

  private static IllegalArgumentException unsayable(Object what) {
    return new IllegalArgumentException(".g4 has no way to say " + what);
  }

  private static String bounds(int min, int max) {
    if (max == Regex.UNBOUNDED && min <= 1) {
      return min == 0 ? "*" : "+";
    }
    if (min == 0 && max == 1) {
      return "?";
    }
    throw unsayable("the counts {" + min + "," + max + "}");
  }

  private String rule(Lexicon.Rule rule) {
    if (rule.extent() != Lexicon.Extent.LONGEST) {
      throw unsayable(rule);
    }
    List<String> commands = new ArrayList<>();
    if (rule.produces().isEmpty()) {
      commands.add("skip");
    } else if (!rule.produces().get().equals(rule.name())) {
      commands.add("type(" + tokenName(rule.produces().get()) + ")");
    }
    for (Lexicon.ModeChange change : rule.changes()) {
      commands.add(
          switch (change) {
            case Lexicon.ModeChange.Push(String mode) -> "pushMode(" + tokenName(mode) + ")";
            case Lexicon.ModeChange.Switch(String mode) -> "mode(" + tokenName(mode) + ")";
            case Lexicon.ModeChange.Pop pop -> "popMode";
          });
    }
    String regex = regex(rule.regex());
    boolean named = rule.regex() instanceof Regex.Literal;
    return tokenName(rule.name())
        + " : "
        + (rule.regex() instanceof Regex.Alternation || named && literals.contains(regex)
            ? "(" + regex + ")"
            : regex)
        + (commands.isEmpty() ? "" : " -> " + String.join(", ", commands))
        + " ;\n";
  }

  private static String regex(Regex regex) {
    return switch (regex) {
      case Regex.Chars(CodePointSet set) -> characterSet(set);
      case Regex.Literal(String text) -> text.isEmpty() ? "" : literal(text);
      case Regex.Concat(List<Regex> operands) ->
          operands.stream()
              .map(o -> o instanceof Regex.Alternation ? "(" + regex(o) + ")" : regex(o))
              .collect(Collectors.joining(" "));
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().map(G4Printer::regex).collect(Collectors.joining(" | "));
      case Regex.Repeat(Regex operand, int min, int max) ->
          (operand instanceof Regex.Chars || operand instanceof Regex.Literal
                  ? regex(operand)
                  : "(" + regex(operand) + ")")
              + bounds(min, max);
      case Regex.JsonChars spelled -> throw unsayable(spelled);
      case Regex.Multiple multiple -> throw unsayable(multiple);
      case Regex.Nothing nothing -> throw unsayable(nothing);
      case Regex.Intersection intersection -> throw unsayable(intersection);
      case Regex.Complement complement -> throw unsayable(complement);
    };
  }

  private static String literal(String text) {
    StringBuilder out = new StringBuilder("'");
    text.codePoints().forEach(c -> append(out, c, "'\\"));
    return out.append('\'').toString();
  }

  private static String characterSet(CodePointSet set) {
    if (set.equals(CodePointSet.ALL)) {
      return ".";
    }
    CodePointSet others = set.complement();
    return others.rangeCount() < set.rangeCount() ? "~" + ranges(others) : ranges(set);
  }

  private static String ranges(CodePointSet set) {
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < set.rangeCount(); i++) {
      append(out, set.first(i), "]\\-");
      if (set.last(i) > set.first(i)) {
        out.append('-');
        append(out, set.last(i), "]\\-");
      }
    }
    return out.append(']').toString();
  }

  private static void append(StringBuilder out, int c, String special) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (special.indexOf(c) >= 0) {
          out.append('\\').appendCodePoint(c);
        } else if (c >= ' ' && c <= '~' || Character.isLetterOrDigit(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(String.format(c <= 0xFFFF ? "\\u%04X" : "\\u{%X}", c));
        }
      }
    }
  }
}
