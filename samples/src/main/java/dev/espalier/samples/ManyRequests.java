package dev.espalier.samples;

import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.Session;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.MaskFiller;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.WarmUp;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server's loop: requests that share constraints, and a batch whose masks are filled at once. */
public final class ManyRequests {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name", "city"], "additionalProperties": false,
       "properties": {"name": {"type": "string"}, "city": {"type": "string"}}}
      """;
  private static final List<String> PROMPTS =
      List.of("Nora lives in Oslo.", "Ada Lovelace, 36, lives in London.", "Ken is from Kyoto.");
  private static final int MAX_TOKENS = 60;

  private ManyRequests() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded();
        MaskFiller filler = MaskFiller.ofThreads(2)) {
      WarmUp.run(model.vocabulary(), Duration.ofMillis(100)); // a server: model.warmUp()
      List<Session> sessions = new ArrayList<>();
      List<Matcher> matchers = new ArrayList<>();
      List<TokenMask> masks = new ArrayList<>();
      for (String prompt : PROMPTS) {
        Constraint constraint = model.constraints().schema(SCHEMA); // compiled for the first only
        sessions.add(model.open(model.promptFor(prompt)));
        matchers.add(constraint.newMatcher());
        masks.add(constraint.newMask());
      }
      List<StringBuilder> texts = PROMPTS.stream().map(prompt -> new StringBuilder()).toList();
      for (int step = 0; step < MAX_TOKENS; step++) {
        filler.fill(matchers, masks); // one step of all texts; none where a text has ended
        for (int i = 0; i < matchers.size(); i++) {
          if (!matchers.get(i).isStopped()) {
            float[] logits = sessions.get(i).logits();
            masks.get(i).applyTo(logits);
            int token = Sampler.greedy().sample(logits);
            matchers.get(i).advance(token);
            sessions.get(i).append(token);
            texts.get(i).append(model.vocabulary().decode(token));
          }
        }
      }
      sessions.forEach(Session::close);
      texts.forEach(out::println);
      out.println(model.constraints().caches().getFirst().hits() + " of 3 were compiled before");
    }
  }
}
