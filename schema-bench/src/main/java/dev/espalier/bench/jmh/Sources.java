package dev.espalier.bench.jmh;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.schema.JsonSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The schemas, grammars and texts that {@link Place}s lie in; large ones are made by rule. */
final class Sources {
  static final String RECORD_SCHEMA =
      """
      {"type": "object", "required": ["text", "short", "number"], "additionalProperties": false,
       "properties": {"text": {"type": "string"},
                      "short": {"type": "string", "maxLength": 40},
                      "number": {"type": "number"}}}
      """;

  static final Supplier<Grammar> RECORD = () -> JsonSchema.parse(RECORD_SCHEMA);

  static final String TREE_SCHEMA =
      """
      {"$ref": "#/$defs/tree",
       "$defs": {"tree": {"anyOf": [
         {"type": "array", "items": {"$ref": "#/$defs/tree"}},
         {"type": "object", "additionalProperties": {"$ref": "#/$defs/tree"}},
         {"type": "integer"}]}}}
      """;

  private static final String DIRECTORY = "/dev/espalier/bench/grammars/";

  private static final String[] OWNERS = {
    "account", "billing", "cart", "catalog", "customer", "delivery", "device", "document",
        "employee",
    "event", "invoice", "item", "label", "ledger", "message", "order", "payment", "product",
    "project", "region", "report", "session", "supplier", "ticket", "vehicle"
  };
  private static final String[] PARTS = {
    "address", "balance", "city", "code", "color", "contact", "country", "currency", "date",
        "email",
    "height", "language", "limit", "name", "number", "owner", "phone", "status", "total", "weight"
  };
  private static final String[] FORMS = {
    "", "_count", "_default", "_external", "_first", "_id", "_last", "_max", "_previous", "_text"
  };

  private Sources() {}

  /** Distinct names such as {@code customer_email_last}, 5,000 at most, in no order. */
  static List<String> names(int count) {
    int all = OWNERS.length * PARTS.length * FORMS.length;
    if (count > all) {
      throw new IllegalArgumentException(count + " names asked for, there are " + all);
    }
    List<String> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int mixed = (int) (i * 2_687L % all); // 2687 and 5000 have no common divisor
      names.add(
          OWNERS[mixed % OWNERS.length]
              + "_"
              + PARTS[mixed / OWNERS.length % PARTS.length]
              + FORMS[mixed / (OWNERS.length * PARTS.length)]);
    }
    return names;
  }

  /** A schema of {@code count} strings. */
  static String enumeration(int count) {
    return names(count).stream()
        .map(name -> '"' + name + '"')
        .collect(Collectors.joining(", ", "{\"enum\": [", "]}"));
  }

  /** A schema of an object with {@code count} keys, none of them required. */
  static String optionalKeys(int count) {
    return names(count).stream()
        .map(name -> '"' + name + "\": {\"type\": \"integer\"}")
        .collect(
            Collectors.joining(
                ", ",
                "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {",
                "}}"));
  }

  /** Every hundredth member of an object under {@link #optionalKeys}, and its closing brace. */
  static String membersOf(int count) {
    List<String> names = names(count);
    List<String> members = new ArrayList<>();
    for (int i = 0; i < count; i += 100) {
      members.add("\"%s\":%d".formatted(names.get(i), i));
    }
    return String.join(",", members) + "}";
  }

  /** Words of {@code chars} characters together, the spaces between them included. */
  static String words(int chars) {
    String sentence = "the quick brown fox jumps over the lazy dog and ";
    return sentence.repeat(chars / sentence.length() + 1).substring(0, chars);
  }

  /** A grammar from the resources. */
  static Grammar gbnf(String name) {
    return Gbnf.parse(read(name), name, "root", Limits.defaults());
  }

  /** What stands before the first {@code place} in a text from the resources. */
  static String before(String name, String place) {
    String text = read(name);
    return text.substring(0, text.indexOf(place));
  }

  /** The first {@code place} in a text from the resources, and what follows. */
  static String from(String name, String place) {
    String text = read(name);
    return text.substring(text.indexOf(place));
  }

  /** A text from the resources. */
  static String read(String name) {
    try (InputStream in = Sources.class.getResourceAsStream(DIRECTORY + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + DIRECTORY + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
