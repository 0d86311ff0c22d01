package dev.espalier.grammar.ebnf;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.ebnf.generated.EbnfParser;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the arguments of XGrammar's macros. */
final class EbnfMacros {
  /** Texts before which rules are; what follows their end. */
  record Dispatch(List<Tag> tags, boolean goesOn, Set<String> excluded) {}

  /** A text and the rule that follows it. */
  record Tag(String text, TerminalNode rule) {}

  /** Tokens before which rules are; what follows their end. */
  record TokenDispatch(List<TokenTag> tags, boolean goesOn, List<Integer> excluded) {}

  /** A token and the rule that follows it. */
  record TokenTag(int id, TerminalNode rule) {}

  /** Inside a JSON string without escapes. */
  private static final CodePointSet PLAIN =
      CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\').complement();

  private final StrictParser source;

  EbnfMacros(StrictParser source) {
    this.source = source;
  }

  static String name(EbnfParser.MacroContext macro) {
    String call = macro.CALL().getText();
    return call.substring(0, call.length() - 1);
  }

  /** What {@code Regex(pattern, json_string=..., flags=...)} matches. */
  Regex regex(EbnfParser.MacroContext macro) {
    if (!name(macro).equals("Regex")) {
      throw error(macro, "macro '" + name(macro) + "' is not regular, as '-' and lazy rules are");
    }
    Map<String, EbnfParser.ValueContext> named = named(macro, Set.of("json_string", "flags"));
    List<EbnfParser.ValueContext> positional = positional(macro);
    if (positional.size() != 1) {
      throw error(macro, "expected one pattern but found " + positional.size());
    }
    boolean dotTakesLines = true;
    if (named.get("flags") instanceof EbnfParser.ValueContext flags) {
      String letters = text(flags);
      if (!letters.matches("[su]*")) {
        throw error(flags, "flags 's' and 'u' are supported but found '" + letters + "'");
      }
      dotTakesLines = letters.contains("s");
    }
    Regex regex = pattern(withDots(text(positional.getFirst()), dotTakesLines), macro);
    return named.get("json_string") instanceof EbnfParser.ValueContext json && truth(json)
        ? Regex.allOf(regex, Regex.star(Regex.chars(PLAIN)))
        : regex;
  }

  private Regex pattern(String pattern, EbnfParser.MacroContext macro) {
    String position = source.positionOf(macro.getStart());
    try {
      return EcmaRegex.fullMatch(pattern, position, source.limits());
    } catch (UnsupportedRegexException e) {
      throw new GrammarSyntaxException(e.position(), e.feature() + " is not supported");
    }
  }

  /** The pattern with a class in place of each dot: here it takes more than in ECMA-262. */
  private static String withDots(String pattern, boolean takesLines) {
    StringBuilder out = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        out.append(c).append(pattern.charAt(++i));
      } else if (c == '.' && !inClass) {
        out.append(takesLines ? "[^]" : "[^\\n]");
      } else {
        inClass = c == '[' || inClass && c != ']';
        out.append(c);
      }
    }
    return out.toString();
  }

  /** The tokens of {@code Token(id, ...)} or {@code ExcludeToken(id, ...)}. */
  SpecialToken tokens(EbnfParser.MacroContext macro) {
    named(macro, Set.of());
    List<SpecialToken.Range> ranges = new ArrayList<>();
    for (EbnfParser.ValueContext value : positional(macro)) {
      int id = id(value);
      ranges.add(new SpecialToken.Range(id, id));
    }
    if (ranges.isEmpty()) {
      throw error(macro, "expected ids of tokens but found none");
    }
    return new SpecialToken.Ids(ranges);
  }

  private int id(EbnfParser.ValueContext value) {
    try {
      if (value instanceof EbnfParser.NumberContext) {
        return Integer.parseInt(value.getText());
      }
    } catch (NumberFormatException e) {
      throw error(value, "id " + value.getText() + " > " + Integer.MAX_VALUE);
    }
    throw error(value, "expected the id of a token but found '" + value.getText() + "'");
  }

  /** What {@code TagDispatch((tag, rule), ..., loop_after_dispatch=..., excludes=(...))} says. */
  Dispatch dispatch(EbnfParser.MacroContext macro) {
    Map<String, EbnfParser.ValueContext> named =
        named(macro, Set.of("loop_after_dispatch", "excludes"));
    Set<String> excluded = new LinkedHashSet<>();
    if (named.get("excludes") instanceof EbnfParser.ValueContext excludes) {
      if (!(excludes instanceof EbnfParser.TupleContext tuple)) {
        throw error(excludes, "expected a tuple such as '(\"</answer>\",)'");
      }
      tuple.value().forEach(value -> excluded.add(tag(value)));
    }
    List<Tag> tags = new ArrayList<>();
    for (EbnfParser.ValueContext value : positional(macro)) {
      if (value instanceof EbnfParser.TupleContext tuple
          && tuple.value().size() == 2
          && tuple.value(1) instanceof EbnfParser.WordContext rule) {
        String tag = tag(tuple.value(0));
        if (excluded.contains(tag)) {
          throw error(value, "'" + tag + "' is a tag and excluded");
        }
        tags.add(new Tag(tag, rule.NAME()));
      } else {
        throw error(value, "expected a pair such as '(\"<tool>\", tool)'");
      }
    }
    return new Dispatch(tags, goesOn(named), excluded);
  }

  private boolean goesOn(Map<String, EbnfParser.ValueContext> named) {
    return !(named.get("loop_after_dispatch") instanceof EbnfParser.ValueContext loop)
        || truth(loop);
  }

  /** What {@code TokenTagDispatch((id, rule), ...)} says, with the arguments of the other one. */
  TokenDispatch tokenDispatch(EbnfParser.MacroContext macro) {
    Map<String, EbnfParser.ValueContext> named =
        named(macro, Set.of("loop_after_dispatch", "excludes"));
    List<Integer> excluded = new ArrayList<>();
    if (named.get("excludes") instanceof EbnfParser.ValueContext excludes) {
      if (!(excludes instanceof EbnfParser.TupleContext tuple)) {
        throw error(excludes, "expected a tuple such as '(128020,)'");
      }
      tuple.value().forEach(value -> excluded.add(id(value)));
    }
    List<TokenTag> tags = new ArrayList<>();
    for (EbnfParser.ValueContext value : positional(macro)) {
      if (value instanceof EbnfParser.TupleContext tuple
          && tuple.value().size() == 2
          && tuple.value(1) instanceof EbnfParser.WordContext rule) {
        int id = id(tuple.value(0));
        if (excluded.contains(id)) {
          throw error(value, id + " is a tag and excluded");
        }
        tags.add(new TokenTag(id, rule.NAME()));
      } else {
        throw error(value, "expected a pair such as '(128010, tool)'");
      }
    }
    return new TokenDispatch(tags, goesOn(named), excluded);
  }

  private String tag(EbnfParser.ValueContext value) {
    String tag = text(value);
    if (tag.isEmpty()) {
      throw error(value, "an empty tag");
    }
    return tag;
  }

  private static List<EbnfParser.ValueContext> positional(EbnfParser.MacroContext macro) {
    return macro.argument().stream()
        .filter(EbnfParser.PositionalContext.class::isInstance)
        .map(argument -> ((EbnfParser.PositionalContext) argument).value())
        .toList();
  }

  private Map<String, EbnfParser.ValueContext> named(
      EbnfParser.MacroContext macro, Set<String> known) {
    Map<String, EbnfParser.ValueContext> named = new HashMap<>();
    for (EbnfParser.ArgumentContext argument : macro.argument()) {
      if (argument instanceof EbnfParser.NamedContext each) {
        String name = each.NAME().getText();
        if (!known.contains(name)) {
          throw error(each, "macro '" + name(macro) + "' has no argument '" + name + "'");
        }
        if (named.put(name, each.value()) != null) {
          throw error(each, "argument '" + name + "' is given twice");
        }
      }
    }
    return named;
  }

  private String text(EbnfParser.ValueContext value) {
    if (value instanceof EbnfParser.TextContext text) {
      return EbnfRegular.inside(text, source).literal();
    }
    throw error(value, "expected a text in double quotes but found '" + value.getText() + "'");
  }

  private boolean truth(EbnfParser.ValueContext value) {
    return switch (value.getText()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw error(value, "expected 'true' or 'false' but found '" + value.getText() + "'");
    };
  }

  private GrammarSyntaxException error(ParserRuleContext tree, String problem) {
    return new GrammarSyntaxException(source.positionOf(tree.getStart()), problem);
  }
}
