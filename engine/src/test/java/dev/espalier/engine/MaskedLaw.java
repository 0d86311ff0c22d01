package dev.espalier.engine;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.masking.Constraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What masked decoding does to a finite language, from the definition. */
final class MaskedLaw {
  private static final String[] TEXTS = {null, "a", "b", "ab"};
  static final ToyModel MODEL = new ToyModel(5, 40, "a", "b", "ab");

  /** A sequence of tokens: its probability in masked decoding, and those behind it. */
  record Word(double masked, double model, double kept) {}

  private final List<String> words;
  private final List<Integer> prompt;
  private final Map<List<Integer>, Word> all = new HashMap<>();

  private MaskedLaw(List<String> words, List<Integer> prompt) {
    this.words = words;
    this.prompt = prompt;
  }

  /** All token sequences of a language, with their probabilities under {@link #MODEL}. */
  static Map<List<Integer>, Word> of(List<String> words, List<Integer> prompt) {
    MaskedLaw law = new MaskedLaw(words, prompt);
    law.enumerate(new ArrayList<>(), "", new Word(1, 1, 1));
    return law.all;
  }

  /** A constraint that no text has been read under. */
  static Constraint language(LanguageModel model, String pattern) {
    Nonterminal start = new Nonterminal("start");
    Terminal terminal = new Terminal(EcmaRegex.fullMatch(pattern, "test"));
    Grammar grammar = new Grammar(start, List.of(Production.of(start, terminal)));
    return Constraint.compile(grammar, model.vocabulary());
  }

  private void enumerate(List<Integer> tokens, String text, Word so) {
    List<Integer> context = new ArrayList<>(prompt);
    context.addAll(tokens);
    double[] law = MODEL.law(context);
    double kept = 0;
    boolean[] allowed = new boolean[TEXTS.length];
    for (int token = 0; token < TEXTS.length; token++) {
      String next = text + TEXTS[token];
      allowed[token] =
          token == 0 ? words.contains(text) : words.stream().anyMatch(w -> w.startsWith(next));
      kept += allowed[token] ? law[token] : 0;
    }
    for (int token = 0; token < TEXTS.length; token++) {
      if (allowed[token]) {
        Word word = new Word(so.masked * law[token] / kept, so.model * law[token], so.kept * kept);
        List<Integer> longer = new ArrayList<>(tokens);
        longer.add(token);
        if (token == 0) {
          all.put(longer, word);
        } else {
          enumerate(longer, text + TEXTS[token], word);
        }
      }
    }
  }
}
