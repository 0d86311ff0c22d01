package dev.espalier.samples;

import dev.espalier.engine.LanguageModel;
import dev.espalier.engine.Sampler;
import dev.espalier.engine.Session;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.io.PrintStream;
import java.util.List;

/** Greedy decoding with drafts: the masks of all draft tokens come in one call. */
public final class DraftedLoop {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["name", "year"], "additionalProperties": false,
       "properties": {"name": {"type": "string", "maxLength": 40},
                      "year": {"type": "integer", "minimum": 0}}}
      """;
  private static final int MAX_TOKENS = 100;
  private static final int DRAFT_TOKENS = 4;

  private DraftedLoop() {}

  public static void main(String[] arguments) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try (LanguageModel model = DjlModel.embedded()) {
      Constraint constraint = model.constraints().schema(SCHEMA);
      Matcher matcher = constraint.newMatcher();
      List<TokenMask> masks = constraint.newMasks(DRAFT_TOKENS + 1); // one before each, one after
      StringBuilder text = new StringBuilder();
      int accepted = 0;
      try (Session session = model.open(model.promptFor("Ada Lovelace, born 1815."))) {
        while (!matcher.isStopped() && matcher.length() < MAX_TOKENS) {
          int[] draft = draft(session);
          matcher.fillMasks(draft, masks); // says how many are allowed; the matcher is unchanged
          int at = 0;
          boolean agreed = true;
          while (agreed && !matcher.isStopped()) {
            float[] logits = session.logits(); // an engine has those of the whole draft at once
            masks.get(at).applyTo(logits);
            int token = Sampler.greedy().sample(logits);
            matcher.advance(token);
            session.append(token);
            text.append(model.vocabulary().decode(token));
            agreed = at < DRAFT_TOKENS && token == draft[at++];
            accepted += agreed ? 1 : 0;
          }
        }
      }
      out.println(text);
      out.println(accepted + " of " + matcher.length() + " tokens were drafted");
    }
  }

  /** What the model would write without the constraint; any cheap guess will do. */
  private static int[] draft(Session session) {
    int[] draft = new int[DRAFT_TOKENS];
    try (Session ahead = session.fork()) {
      for (int i = 0; i < DRAFT_TOKENS; i++) {
        draft[i] = Sampler.greedy().sample(ahead.logits());
        ahead.append(draft[i]);
      }
    }
    return draft;
  }
}
