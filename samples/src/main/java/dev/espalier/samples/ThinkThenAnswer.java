package dev.espalier.samples;

import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.Session;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.compose.FreeText;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.io.PrintStream;

/** A model thinks as it likes until {@code </think>}; what follows that is an answer in JSON. */
public final class ThinkThenAnswer {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name", "age"], "additionalProperties": false,
       "properties": {"name": {"type": "string", "maxLength": 40},
                      "age": {"type": "integer", "minimum": 0, "maximum": 150}}}
      """;

  private ThinkThenAnswer() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static Grammar grammar() {
    return FreeText.any().on("</think>", JsonSchema.parse(SCHEMA)).once();
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Matcher matcher = Constraint.compile(grammar(), model.vocabulary()).newMatcher();
      TokenMask mask = new TokenMask(model.vocabularySize());
      StringBuilder text = new StringBuilder();
      try (Session session = model.open(model.promptFor("Ada Lovelace, 36, lives in London."))) {
        // The embedded model writes nothing but JSON, so its thoughts are given.
        for (int token : model.tokenizer().encode("They say {36} or \"36\".</think>")) {
          matcher.advance(token);
          text.append(model.vocabulary().decode(token));
        }
        while (!matcher.isStopped() && matcher.length() < 100) {
          float[] logits = session.logits();
          matcher.fillMask(mask);
          mask.applyTo(logits);
          int token = Sampler.greedy().sample(logits);
          matcher.advance(token);
          session.append(token);
          text.append(model.vocabulary().decode(token));
        }
      }
      out.println(text);
      out.println(matcher.isStopped() ? "complete" : "cut off");
    }
  }
}
