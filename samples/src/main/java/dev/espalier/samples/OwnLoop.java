package dev.espalier.samples;

import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.Session;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.io.PrintStream;

/** The decoding loop by hand: for a runtime of one's own, or a search that no generator has. */
public final class OwnLoop {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name", "year"], "additionalProperties": false,
       "properties": {"name": {"type": "string", "maxLength": 40},
                      "year": {"type": "integer", "minimum": 0}}}
      """;
  private static final int MAX_TOKENS = 100;

  private OwnLoop() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Constraint constraint = Constraint.compile(JsonSchema.parse(SCHEMA), model.vocabulary());
      Matcher matcher = constraint.newMatcher(); // one for each text, one thread
      TokenMask mask = constraint.newMask(); // refilled at each step
      Sampler sampler = Sampler.greedy();
      StringBuilder text = new StringBuilder();
      try (Session session = model.open(model.promptFor("Ada Lovelace, born 1815."))) {
        while (!matcher.isStopped() && matcher.length() < MAX_TOKENS) {
          float[] logits = session.logits();
          matcher.fillMask(mask);
          mask.applyTo(logits); // what is not allowed becomes -infinity
          int token = sampler.sample(logits);
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
