package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts about the things of {@code kinds.txt}: one of them or a list, flat or with a nested object,
 * with facts left out of the JSON and keys that the prompt says nothing about.
 */
final class KindTexts implements Family {
  private static final List<String> NESTS =
      List.of("details", "info", "data", "properties", "meta", "address", "contact", "profile");

  private final List<Kind> kinds;

  KindTexts(List<Kind> kinds) {
    this.kinds = kinds;
  }

  @Override
  public TrainingText draw(Draw draw) {
    Kind kind = draw.pick(kinds);
    String family = kinds.size() == 1 ? kind.name() : "kinds";
    String thing = kind.name();
    String text;
    Object json;
    if (draw.chance(0.12)) {
      List<String> sentences = new ArrayList<>();
      List<Object> items = new ArrayList<>();
      Scheme scheme = scheme(draw, kind, draw.between(1, 3));
      for (int i = draw.between(2, 4); i > 0; i--) {
        List<Fact> facts = facts(draw, scheme);
        sentences.add(describe(draw, kind, facts));
        items.add(object(draw, kind, facts, false));
      }
      text = String.join(draw.chance(0.5) ? " " : "\n", sentences);
      json = draw.chance(0.5) ? Map.of(kind.plural(), items) : items;
    } else {
      List<Fact> facts = facts(draw, scheme(draw, kind, draw.between(1, draw.chance(0.7) ? 5 : 8)));
      text = describe(draw, kind, facts);
      json = object(draw, kind, facts, true);
      if (draw.chance(0.05)) {
        json = Map.of(kind.name(), json);
      }
    }
    return new TrainingText(
        family, Prompts.prompt(draw, thing, text), JsonText.write(json, Prompts.style(draw)));
  }

  /** The fields that a text states and the keys they stand under, subject first. */
  private record Scheme(List<Kind.Field> fields, List<String> keys) {}

  private static Scheme scheme(Draw draw, Kind kind, int count) {
    List<Kind.Field> fields = new ArrayList<>(List.of(kind.subject()));
    List<String> keys = new ArrayList<>(List.of(draw.pick(kind.subject().keys())));
    for (Kind.Field field : draw.shuffled(kind.fields())) {
      String key = Prompts.key(draw, draw.pick(field.keys()));
      if (fields.size() <= count && !keys.contains(key)) {
        fields.add(field);
        keys.add(key);
      }
    }
    return new Scheme(fields, keys);
  }

  private static List<Fact> facts(Draw draw, Scheme scheme) {
    List<Fact> facts = new ArrayList<>();
    String name = "";
    for (int i = 0; i < scheme.fields().size(); i++) {
      Kind.Field field = scheme.fields().get(i);
      String key = scheme.keys().get(i);
      Fact fact = fact(draw, field, key, name);
      facts.add(fact);
      name = i == 0 ? fact.value().text() : name;
    }
    return facts;
  }

  private static Fact fact(Draw draw, Kind.Field field, String key, String name) {
    String label = Prompts.label(draw, key);
    if (field.isBoolean()) {
      boolean truth = draw.chance(0.5);
      String phrase = draw.pick(truth ? field.phrases() : field.negativePhrases());
      String said = draw.pick(truth ? List.of("yes", "true") : List.of("no", "false"));
      return new Fact(key, label, new Value(said, truth), phrase);
    }
    boolean ownEmail = field.valueKind().equals("email") && draw.chance(0.7);
    Value value = ownEmail ? Value.ofText(draw.email(name)) : draw.value(field.valueKind());
    String phrase =
        field.phrases().isEmpty() ? null : draw.pick(field.phrases()).replace("{}", value.text());
    return new Fact(key, label, value, phrase);
  }

  private static String describe(Draw draw, Kind kind, List<Fact> facts) {
    List<Fact> stated = facts.subList(1, facts.size());
    List<Fact> order = draw.chance(0.5) ? stated : draw.shuffled(stated);
    if (draw.chance(0.25)) {
      List<Fact> all = new ArrayList<>(List.of(facts.getFirst()));
      all.addAll(order);
      return Prompts.labelled(draw, all);
    }
    String article =
        kind.name().equals("person")
            ? ""
            : draw.pick(List.of("", "", "", "The " + kind.name() + " "));
    return Prompts.prose(draw, article + facts.getFirst().value().text(), order, kind.pronouns());
  }

  private static Map<String, @Nullable Object> object(
      Draw draw, Kind kind, List<Fact> facts, boolean varied) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    Map<String, @Nullable Object> nested = new LinkedHashMap<>();
    boolean nest = varied && draw.chance(0.12);
    boolean omit = varied && draw.chance(0.2);
    List<Fact> order = varied && draw.chance(0.3) ? draw.shuffled(facts) : facts;
    for (Fact fact : order) {
      if (omit && members.size() > 1 && draw.chance(0.3)) {
        continue;
      }
      boolean inner = nest && fact != facts.getFirst() && draw.chance(0.5);
      (inner ? nested : members).put(fact.key(), fact.value().json());
    }
    if (!nested.isEmpty()) {
      members.put(draw.pick(NESTS), nested);
    }
    if (varied && draw.chance(0.12)) {
      addUnstated(draw, kind, facts, members);
    }
    return members;
  }

  /** Adds a key of the kind, or any other, that none of the facts is about. */
  private static void addUnstated(
      Draw draw, Kind kind, List<Fact> facts, Map<String, @Nullable Object> members) {
    Kind.Field field = draw.pick(kind.fields());
    boolean stated = facts.stream().anyMatch(fact -> field.keys().contains(fact.key()));
    String key = draw.chance(0.8) ? draw.pick(field.keys()) : draw.word("nouns").replace(' ', '_');
    if (!stated) {
      members.putIfAbsent(key, unstated(draw));
    }
  }

  /** What stands for a fact that the prompt does not state. */
  static @Nullable Object unstated(Draw draw) {
    return draw.chance(0.75) ? null : "";
  }
}
