package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts of any sort under any name, {@code the voltage is 12.5, with the gate B4}: what teaches
 * that a key asks for the fact it names, whatever the key.
 */
final class FreeTexts implements Family {
  @Override
  public TrainingText draw(Draw draw) {
    List<Fact> facts = facts(draw, draw.between(2, draw.chance(0.75) ? 5 : 9));
    String text =
        draw.chance(0.55)
            ? Prompts.labelled(draw, facts)
            : Prompts.prose(draw, subject(draw), facts, List.of("It", "It"));
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    List<Fact> order = draw.chance(0.5) ? facts : draw.shuffled(facts);
    boolean omit = draw.chance(0.3);
    for (Fact fact : order) {
      if (!omit || members.isEmpty() || draw.chance(0.6)) {
        members.put(fact.key(), fact.value().json());
      }
    }
    Object json = members;
    if (members.size() > 2 && draw.chance(0.15)) {
      json = nested(draw, members);
    }
    if (draw.chance(0.1)) {
      members.putIfAbsent(draw.word("nouns").replace(' ', '_'), KindTexts.unstated(draw));
    }
    return new TrainingText(
        "free", Prompts.prompt(draw, "record", text), JsonText.write(json, Prompts.style(draw)));
  }

  private static List<Fact> facts(Draw draw, int count) {
    List<String> kinds = draw.valueKinds();
    List<String> names =
        draw.distinct(
            () -> {
              String noun = draw.chance(0.12) ? draw.pseudoWord() : draw.word("nouns");
              return draw.chance(0.12) ? draw.word("adjectives") + " " + noun : noun;
            },
            count);
    List<Fact> facts = new ArrayList<>();
    for (String name : names) {
      String key = Prompts.key(draw, name.replace(' ', '_'));
      Value value = draw.value(draw.pick(kinds));
      String phrase =
          draw.pick(
              List.of(
                  "has the %s %s",
                  "has a %s of %s",
                  "shows the %s %s",
                  ", %s %s",
                  ", with the %s %s",
                  ", the %s is %s",
                  "keeps %s %s",
                  "reports a %s of %s"));
      if (draw.chance(0.12)) {
        boolean truth = draw.chance(0.5);
        value =
            new Value(draw.pick(truth ? List.of("yes", "true") : List.of("no", "false")), truth);
        phrase = ", %s %s";
      }
      String label = Prompts.label(draw, key);
      facts.add(
          new Fact(key, label, value, String.format(Locale.ROOT, phrase, label, value.text())));
    }
    return facts;
  }

  private static String subject(Draw draw) {
    return switch (draw.between(0, 3)) {
      case 0 -> "The " + draw.word("things");
      case 1 -> "Unit " + draw.code();
      case 2 -> "A " + draw.product();
      default -> Draw.capitalised(draw.pseudoWord());
    };
  }

  private static Map<String, @Nullable Object> nested(
      Draw draw, Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> outer = new LinkedHashMap<>();
    Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    int split = draw.between(1, members.size() - 1);
    int position = 0;
    for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
      (position++ < split ? outer : inner).put(member.getKey(), member.getValue());
    }
    String name = draw.pick(List.of("details", "info", "data", "meta", "properties", "values"));
    outer.put(outer.containsKey(name) ? name + "_2" : name, inner);
    return outer;
  }
}
