package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ways to write facts down: prose, labelled lists, and what a user types around them. */
final class Prompts {
  /** What the default model's prompts end with. */
  static final String SUFFIX = "\nJSON: ";

  private static final List<String> OTHER_SUFFIXES =
      List.of(" JSON: ", "\nAs JSON: ", ", as JSON: ", "\n", "\nAnswer: ", "\nOutput: ", " ");
  private static final List<String> OPENINGS =
      List.of(
          "Extract the %s: ",
          "Write this %s as JSON: ",
          "%s: ",
          "Here is the %s. ",
          "Give me the %s: ",
          "Turn this into JSON: ",
          "Note: ",
          "Please extract the data. ",
          "New %s: ");

  private Prompts() {}

  /** The prompt for a text: an opening now and then, the text, and a marker that asks for JSON. */
  static String prompt(Draw draw, String thing, String text) {
    String opening =
        draw.chance(0.12) ? String.format(Locale.ROOT, draw.pick(OPENINGS), thing) : "";
    String suffix = draw.chance(0.85) ? SUFFIX : draw.pick(OTHER_SUFFIXES);
    String body = draw.chance(0.9) ? text : text.replaceAll("\\.$", "");
    return (opening.startsWith(thing) ? Draw.capitalised(opening) : opening) + body + suffix;
  }

  static JsonText.Style style(Draw draw) {
    return draw.chance(0.9) ? JsonText.Style.SPACED : JsonText.Style.COMPACT;
  }

  /**
   * {@code Ada Lovelace, 36, lives in London and likes tea.} Facts without a phrase are skipped.
   */
  static String prose(Draw draw, String subject, List<Fact> facts, List<String> pronouns) {
    List<String> predicates = new ArrayList<>();
    StringBuilder out = new StringBuilder(subject);
    boolean apposition = false;
    for (Fact fact : facts) {
      String phrase = fact.phrase();
      if (phrase != null && phrase.startsWith(",")) {
        out.append(phrase);
        apposition = true;
      } else if (phrase != null) {
        predicates.add(phrase);
      }
    }
    if (predicates.isEmpty()) {
      return out.append('.').toString();
    }
    out.append(apposition && draw.chance(0.8) ? ", " : " ");
    for (int i = 0; i < predicates.size(); i++) {
      if (i > 0 && draw.chance(0.25)) {
        out.append(". ").append(draw.pick(pronouns)).append(' ');
      } else if (i > 0) {
        out.append(i == predicates.size() - 1 ? " and " : draw.chance(0.7) ? ", " : " and ");
      }
      out.append(predicates.get(i));
    }
    return out.append('.').toString();
  }

  /** {@code name: Ada Lovelace; age: 36; city: London}, with one of several separators. */
  static String labelled(Draw draw, List<Fact> facts) {
    String separator = draw.pick(List.of(", ", "; ", "\n", ". ", " | ", ", "));
    String colon = draw.pick(List.of(": ", ": ", " = ", " is ", " "));
    boolean capital = draw.chance(0.4);
    List<String> parts = new ArrayList<>();
    for (Fact fact : facts) {
      String label = capital ? Draw.capitalised(fact.label()) : fact.label();
      parts.add(label + colon + fact.value().text());
    }
    return String.join(separator, parts) + (draw.chance(0.3) ? "." : "");
  }

  /** The words of a key: {@code birth_year} and {@code birthYear} are {@code birth year}. */
  static String label(Draw draw, String key) {
    return draw.chance(0.15)
        ? key
        : key.replace('_', ' ').replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  /** A key of several words, now and then in another convention. */
  static String key(Draw draw, String key) {
    if (!draw.chance(0.15)) {
      return key;
    }
    StringBuilder camel = new StringBuilder();
    for (String word : key.split("_")) {
      camel.append(camel.isEmpty() ? word : Draw.capitalised(word));
    }
    return camel.toString();
  }
}
