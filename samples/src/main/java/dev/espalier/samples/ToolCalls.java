package dev.espalier.samples;

import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.Session;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.compose.Compose;
import dev.espalier.grammar.compose.FreeText;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.io.PrintStream;

/** Free text with tool calls in it: between the tags a schema holds, elsewhere nothing does. */
public final class ToolCalls {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["tool", "arguments"], "additionalProperties": false,
       "properties": {"tool": {"const": "get_weather"},
                      "arguments": {"type": "object", "required": ["city"],
                                    "additionalProperties": false,
                                    "properties": {"city": {"type": "string", "maxLength": 40},
                                                   "unit": {"enum": ["celsius", "fahrenheit"]}}}}}
      """;
  private static final String END = "</tool_call>";

  private ToolCalls() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static Grammar grammar() {
    Grammar call = Compose.concatenation(JsonSchema.parse(SCHEMA), Compose.text(END));
    return FreeText.any().on("<tool_call>", call).anyNumber();
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Matcher matcher = Constraint.compile(grammar(), model.vocabulary()).newMatcher();
      TokenMask mask = new TokenMask(model.vocabularySize());
      StringBuilder text = new StringBuilder();
      String prompt = model.promptFor("How warm is it in Lisbon in celsius?");
      try (Session session = model.open(prompt)) {
        // The embedded model writes nothing but JSON, so its free text is given.
        for (int token : model.tokenizer().encode("I look it up. <tool_call>")) {
          matcher.advance(token);
          text.append(model.vocabulary().decode(token));
        }
        while (text.indexOf(END) < 0 && matcher.length() < 100) {
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
      out.println(matcher.isComplete() ? "may end here, or go on" : "cut off");
    }
  }
}
