package dev.espalier.engine.training;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Random choices and random values, all from one seed. Mutable; one thread.
 *
 * <p>A value is drawn by the name of its kind ({@code "city"}, {@code "price"}), the names that
 * {@code kinds.txt} uses. Words come from the lists, and from syllables now and then, so that
 * copying a word must be learnt rather than the words.
 */
final class Draw {
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] NUMBER_WORDS = {
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve"
  };
  private static final String CONSONANTS = "bcdfghjklmnprstvwz";
  private static final String VOWELS = "aeiou";

  private final WordLists words;
  private final SplittableRandom random;
  private final Map<String, Supplier<Value>> makers = new TreeMap<>();

  Draw(WordLists words, long seed) {
    this.words = words;
    this.random = new SplittableRandom(seed);
    text("full name", this::fullName);
    text("first name", this::firstName);
    text("pseudo name", () -> chance(0.6) ? capitalised(pseudoWord()) : firstName());
    text("city", () -> place("cities"));
    text("country", () -> word("countries"));
    text("street", () -> between(1, 199) + " " + word("streets"));
    text("company", () -> place("companies"));
    text("product", this::product);
    text("title", this::title);
    text(
        "occasion",
        () -> (chance(0.4) ? capitalised(word("adjectives")) + " " : "") + word("occasions"));
    text("thing", () -> (chance(0.3) ? word("adjectives") + " " : "") + word("things"));
    text("venue", () -> word("venues"));
    text("email", () -> email(fullName()));
    text("phone", this::phone);
    text(
        "url",
        () -> "www." + ascii(pseudoWord()) + "." + pick(List.of("com", "org", "net", "example")));
    text("code", this::code);
    text("flight", () -> upper(2) + between(100, 9999));
    text("gate", () -> upper(1) + between(1, 40));
    text(
        "clock", () -> String.format(Locale.ROOT, "%02d:%02d", between(0, 23), 5 * between(0, 11)));
    text("job", () -> word("jobs"));
    text("hobby", () -> word("hobbies"));
    text("language", () -> word("languages"));
    text("colour", () -> word("colours"));
    text("status", () -> word("statuses"));
    text("priority", () -> word("priorities"));
    text("genre", () -> word("genres"));
    text("category", () -> word("categories"));
    text("animal", () -> word("animals"));
    text("currency", () -> word("currencies"));
    text("sentence", () -> word("sentences"));
    text("sentiment", () -> pick(List.of("positive", "negative", "neutral", "mixed")));
    text("difficulty", () -> pick(List.of("easy", "medium", "hard")));
    text("payment", () -> pick(List.of("card", "cash", "transfer", "cheque", "voucher")));
    text("dish", () -> capitalised(word("adjectives")) + " " + word("products"));
    text(
        "word",
        () -> chance(0.5) ? word("adjectives") : chance(0.5) ? word("nouns") : pseudoWord());
    number("age", () -> Long.toString(between(1, 99)));
    number("year", () -> Long.toString(chance(0.7) ? between(1900, 2030) : between(1500, 2100)));
    number("count", () -> Long.toString(chance(0.7) ? between(1, 999) : between(1, 99_999)));
    number("minutes", () -> Long.toString(chance(0.6) ? 5L * between(1, 36) : between(1, 240)));
    number("height", () -> Integer.toString(between(120, 210)));
    number(
        "amount",
        () -> chance(0.7) ? between(1, 999) + "000" : Long.toString(between(1, 9_999_999)));
    number("percent", () -> Long.toString(between(0, 100)));
    number("price", this::price);
    number("decimal", () -> between(0, 500) + "." + between(0, chance(0.6) ? 9 : 99));
    number(
        "rating",
        () -> chance(0.6) ? Long.toString(between(1, 5)) : between(0, 4) + "." + between(1, 9));
    number(
        "signed",
        () -> (chance(0.3) ? "-" : "") + between(0, 60) + (chance(0.5) ? "." + between(0, 9) : ""));
    makers.put("small", this::small);
    makers.put("date", this::date);
    list("hobbies", () -> word("hobbies"));
    list("spoken", () -> word("languages"));
    makers.put("languages", makers.get("spoken"));
    list("first names", this::firstName);
    list("people", this::fullName);
    list("words", () -> chance(0.3) ? pseudoWord() : word(chance(0.5) ? "adjectives" : "nouns"));
    list("things", () -> word("products"));
    list("foods", () -> word("products"));
    makers.put("numbers", this::numbers);
  }

  private void text(String name, Supplier<String> maker) {
    makers.put(name, () -> Value.ofText(maker.get()));
  }

  private void number(String name, Supplier<String> maker) {
    makers.put(name, () -> Value.ofNumber(maker.get()));
  }

  private void list(String name, Supplier<String> maker) {
    makers.put(
        name,
        () -> {
          List<String> items = distinct(maker, chance(0.15) ? 1 : between(2, chance(0.8) ? 3 : 5));
          return new Value(enumerated(items), items);
        });
  }

  /** A value of a named kind. */
  Value value(String kind) {
    Supplier<Value> maker = makers.get(kind);
    if (maker == null) {
      throw new IllegalArgumentException("no values of kind '" + kind + "'");
    }
    return maker.get();
  }

  /** The kinds of values, in alphabetical order. */
  List<String> valueKinds() {
    return List.copyOf(makers.keySet());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String word(String list) {
    return pick(words.get(list));
  }

  <T> List<T> shuffled(List<T> items) {
    List<T> copy = new ArrayList<>(items);
    for (int i = copy.size() - 1; i > 0; i--) {
      Collections.swap(copy, i, random.nextInt(i + 1));
    }
    return copy;
  }

  /** Up to {@code count} different values; fewer where the maker repeats itself. */
  List<String> distinct(Supplier<String> maker, int count) {
    List<String> items = new ArrayList<>();
    for (int attempt = 0; attempt < 4 * count && items.size() < count; attempt++) {
      String item = maker.get();
      if (!items.contains(item)) {
        items.add(item);
      }
    }
    return items;
  }

  /** Items as prose lists them: {@code a, b and c}. */
  String enumerated(List<String> items) {
    if (items.size() == 1) {
      return items.getFirst();
    }
    String last = chance(0.75) ? " and " : ", ";
    return String.join(", ", items.subList(0, items.size() - 1)) + last + items.getLast();
  }

  String firstName() {
    return chance(0.25) ? capitalised(pseudoWord()) : word("first names");
  }

  String fullName() {
    String last = chance(0.3) ? capitalised(pseudoWord()) : word("last names");
    String middle = chance(0.05) ? " " + upper(1) + "." : "";
    return chance(0.08) ? firstName() : firstName() + middle + " " + last;
  }

  private String place(String list) {
    return chance(0.2) ? capitalised(pseudoWord()) : word(list);
  }

  String product() {
    String adjective = chance(0.25) ? word(chance(0.5) ? "colours" : "adjectives") + " " : "";
    return adjective + (chance(0.15) ? pseudoWord() : word("products")) + (chance(0.15) ? "s" : "");
  }

  private String title() {
    String thing = capitalised(word("things"));
    return switch (between(0, 4)) {
      case 0 -> "The " + capitalised(word("adjectives")) + " " + thing;
      case 1 -> "A " + thing + " of " + capitalised(word("things"));
      case 2 -> "The " + thing + " in " + word("cities");
      case 3 -> capitalised(word("adjectives")) + " " + capitalised(word("things"));
      default -> capitalised(pseudoWord()) + "'s " + thing;
    };
  }

  String email(String name) {
    String[] parts = ascii(name).split(" ");
    String user =
        switch (between(0, 3)) {
          case 0 -> String.join(".", parts);
          case 1 -> parts[0].substring(0, 1) + parts[parts.length - 1];
          case 2 -> parts[0] + between(1, 99);
          default -> parts[0];
        };
    String domain =
        chance(0.5) ? word("domains") : pseudoWord() + pick(List.of(".com", ".org", ".io"));
    return user + "@" + domain;
  }

  private String phone() {
    return switch (between(0, 2)) {
      case 0 -> "+" + between(1, 99) + " " + between(10, 999) + " " + between(100_000, 9_999_999);
      case 1 -> between(100, 999) + "-" + between(1000, 9999);
      default -> "0" + between(10, 99) + " " + between(1000, 99_999);
    };
  }

  String code() {
    return switch (between(0, 3)) {
      case 0 -> upper(between(1, 3)) + "-" + between(1, 9999);
      case 1 -> upper(2) + between(10, 99) + upper(1);
      case 2 -> pseudoWord() + "-" + between(1, 99);
      default -> upper(3) + "-" + between(10, 99) + "-" + between(100, 999);
    };
  }

  String price() {
    return chance(0.75)
        ? between(0, chance(0.7) ? 99 : 1500) + String.format(Locale.ROOT, ".%02d", between(0, 99))
        : Long.toString(between(1, 400));
  }

  /** A small count, in digits or in letters. */
  Value small() {
    int number = between(1, 12);
    return chance(0.3)
        ? new Value(NUMBER_WORDS[number], new JsonText.Literal(Integer.toString(number)))
        : Value.ofNumber(number);
  }

  /** A date; the JSON has it in ISO form, the prompt in ISO form or in words. */
  Value date() {
    int year = chance(0.7) ? between(2015, 2030) : between(1900, 2050);
    int month = between(1, 12);
    int day = between(1, 28);
    String iso = String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day);
    String text =
        switch (between(0, 5)) {
          case 0 -> day + " " + MONTHS[month - 1] + " " + year;
          case 1 -> MONTHS[month - 1] + " " + day + ", " + year;
          default -> iso;
        };
    return new Value(text, iso);
  }

  private Value numbers() {
    List<String> texts = new ArrayList<>();
    List<Object> literals = new ArrayList<>();
    for (int i = between(1, 5); i > 0; i--) {
      String digits =
          chance(0.6) ? Integer.toString(between(0, 200)) : between(0, 40) + "." + between(1, 9);
      texts.add(digits);
      literals.add(new JsonText.Literal(digits));
    }
    return new Value(enumerated(texts), literals);
  }

  /** A word that is in no list. */
  String pseudoWord() {
    StringBuilder word = new StringBuilder();
    for (int syllables = between(1, 3) + (chance(0.3) ? 1 : 0); syllables > 0; syllables--) {
      word.append(CONSONANTS.charAt(between(0, CONSONANTS.length() - 1)));
      word.append(VOWELS.charAt(between(0, VOWELS.length() - 1)));
      if (chance(0.4)) {
        word.append(CONSONANTS.charAt(between(0, CONSONANTS.length() - 1)));
      }
    }
    return word.toString();
  }

  private String upper(int letters) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < letters; i++) {
      out.append((char) ('A' + between(0, 25)));
    }
    return out.toString();
  }

  static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String ascii(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replace("ł", "l")
        .replaceAll("[^a-z ]", "");
  }
}
