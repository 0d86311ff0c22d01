package dev.espalier.grammar.lark;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.compose.Compose;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schemas in a file, each with a nonterminal that stands for it until all is read. */
final class EmbeddedSchemas {
  private static final String NAME = "%json-"; // no rule can be called so

  private final Limits limits;
  private final Map<String, Nonterminal> known = new LinkedHashMap<>(); // by text
  private final Map<String, Grammar> grammars = new LinkedHashMap<>(); // by nonterminal
  private final Map<String, String> positions = new LinkedHashMap<>();

  EmbeddedSchemas(Limits limits) {
    this.limits = limits;
  }

  /**
   * The nonterminal for the schema {@code text}.
   *
   * @param position of the schema in the file
   */
  Nonterminal add(String text, String position) {
    Nonterminal nonterminal = known.get(text);
    if (nonterminal == null) {
      nonterminal = new Nonterminal(NAME + (known.size() + 1));
      known.put(text, nonterminal);
      grammars.put(nonterminal.name(), grammar(text, position));
      positions.put(nonterminal.name(), position);
    }
    return nonterminal;
  }

  private Grammar grammar(String schema, String position) {
    try {
      return JsonSchema.parse(schema, SchemaOptions.defaults().withLimits(limits));
    } catch (LimitExceededException e) {
      throw new LimitExceededException(position, "in %json: " + e.getMessage());
    } catch (GrammarException e) {
      throw new GrammarSyntaxException(position, "in %json: " + e.getMessage());
    }
  }

  /** The productions that stand for the schemas until {@link #within}. */
  List<Production> placeholders() {
    List<Production> productions = new ArrayList<>();
    known.values().forEach(nonterminal -> productions.add(Production.of(nonterminal)));
    return productions;
  }

  /** {@code grammar} with the schemas in their places. */
  Grammar within(Grammar grammar) {
    if (known.isEmpty()) {
      return grammar;
    }
    try {
      return Compose.replace(grammar, grammars);
    } catch (IllegalArgumentException e) {
      throw new GrammarSyntaxException(
          misplaced(grammar),
          "in %json: an object of any other properties, or another keyword that takes a check,"
              + " where a quote or a value may be open before it; close the objects with"
              + " 'additionalProperties': false");
    }
  }

  private String misplaced(Grammar grammar) {
    for (Map.Entry<String, Grammar> schema : grammars.entrySet()) {
      try {
        Compose.replace(grammar, Map.of(schema.getKey(), schema.getValue()));
      } catch (IllegalArgumentException e) {
        return positions.getOrDefault(schema.getKey(), "");
      }
    }
    return positions.values().iterator().next();
  }
}
