package dev.espalier.grammar.format;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A string format of JSON Schema: the strings that it allows.
 *
 * <p>A value; any thread. The first use of a format reads its grammar, some milliseconds; {@code
 * idn-hostname} and {@code hostname} also derive the tables of IDNA from the running JDK, some
 * tenths of a second.
 *
 * @param regex matches at least the strings of the format, and each of its prefixes is one of
 *     theirs but for what {@code test} is about
 * @param test what the expression cannot say about the strings that it matches; null where it is
 *     exact
 */
public record Format(String name, Regex regex, @Nullable Predicate<String> test) {
  private static final ConcurrentMap<String, Format> KNOWN = new ConcurrentHashMap<>();

  /** The format of that name, if a draft of JSON Schema from 04 to 2020-12 defines it. */
  public static Optional<Format> named(String name) {
    Format known = KNOWN.get(name);
    if (known == null) {
      known = make(name);
      if (known != null) {
        KNOWN.put(name, known);
      }
    }
    return Optional.ofNullable(known);
  }

  private static @Nullable Format make(String name) {
    return switch (name) {
      case "date-time" -> exact(name, Times.DATE_TIME);
      case "date" -> exact(name, Times.DATE);
      case "time" -> exact(name, Times.TIME);
      case "duration" -> exact(name, Times.DURATION);
      case "email" -> exact(name, Mailboxes.ascii());
      case "idn-email" -> new Format(name, Mailboxes.unicode(), Mailboxes::hasSizes);
      case "hostname" -> new Format(name, HostNames.ascii(), text -> Idna.isHostName(text, false));
      case "idn-hostname" ->
          new Format(name, HostNames.unicode(), text -> Idna.isHostName(text, true));
      case "ipv4" -> exact(name, Addresses.IPV4);
      case "ipv6" -> exact(name, Addresses.IPV6);
      case "uri" -> exact(name, Uris.URI);
      case "uri-reference" -> exact(name, Uris.URI_REFERENCE);
      case "iri" -> exact(name, Uris.IRI);
      case "iri-reference" -> exact(name, Uris.IRI_REFERENCE);
      case "uri-template" -> exact(name, Uris.TEMPLATE);
      case "uuid" -> exact(name, "[\\da-fA-F]{8}(?:-[\\da-fA-F]{4}){3}-[\\da-fA-F]{12}");
      case "json-pointer" -> exact(name, Pointers.POINTER);
      case "relative-json-pointer" -> exact(name, Pointers.RELATIVE_POINTER);
      case "regex" -> new Format(name, Regex.ANY_TEXT, EcmaRegex::isPattern);
      default -> null;
    };
  }

  private static Format exact(String name, String pattern) {
    return exact(name, EcmaRegex.fullMatch(pattern, "format"));
  }

  private static Format exact(String name, Regex regex) {
    return new Format(name, regex, null);
  }
}
