package dev.espalier.grammar.lark;

import dev.espalier.grammar.Grammar;
import java.util.List;

/**
 * A grammar, and what its source says besides. A value.
 *
 * @param annotations what is read but does not change the language, or is worth knowing about it;
 *     in the order of the source
 */
public record LarkGrammar(Grammar grammar, List<Annotation> annotations) {
  public LarkGrammar {
    annotations = List.copyOf(annotations);
  }

  /**
   * Something that is not part of the language.
   *
   * @param position as {@code file:line:column}
   * @param name of the rule or terminal that it is about; empty for the whole grammar
   * @param attribute such as {@code temperature}, {@code capture} or {@code %declare}
   * @param value of the attribute, or what becomes of it
   */
  public record Annotation(String position, String name, String attribute, String value) {
    @Override
    public String toString() {
      return position + ": " + (name.isEmpty() ? "" : name + " ") + attribute + ": " + value;
    }
  }
}
