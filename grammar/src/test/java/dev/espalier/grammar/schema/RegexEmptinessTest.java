package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.format.Format;
import dev.espalier.grammar.regex.EcmaRegex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexEmptinessTest {
  private static final List<String> FORMATS =
      List.of(
          "date-time",
          "date",
          "time",
          "duration",
          "email",
          "idn-email",
          "hostname",
          "idn-hostname",
          "ipv4",
          "ipv6",
          "uri",
          "uri-reference",
          "iri",
          "iri-reference",
          "uri-template",
          "uuid",
          "json-pointer",
          "relative-json-pointer",
          "regex");

  /** For each format, the later ones with which it shares a string. */
  private static final List<String> SHARED =
      List.of(
          "date-time: uri-template regex",
          "date: hostname idn-hostname uri-reference iri-reference uri-template regex",
          "time: uri-template regex",
          "duration: hostname idn-hostname uri-reference iri-reference uri-template regex",
          "email: idn-email uri-reference iri-reference uri-template json-pointer"
              + " relative-json-pointer regex");

  @Test
  void eachPairOfFormatsIsDecidedAndQuickly() {
    List<String> wrong = new ArrayList<>();
    for (String line : SHARED) {
      String a = line.substring(0, line.indexOf(':'));
      Set<String> shared = Set.of(line.substring(a.length() + 2).split(" "));
      for (String b : FORMATS.subList(FORMATS.indexOf(a) + 1, FORMATS.size())) {
        boolean empty = new RegexEmptiness().isEmpty(Regex.allOf(format(a), format(b)));
        if (empty == shared.contains(b) || empty != RegexEmptiness.disjoint(format(a), format(b))) {
          wrong.add(a + " " + b + " " + empty);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void formatsThatShareNothingAreFound() {
    assertTrue(RegexEmptiness.disjoint(format("uri"), format("idn-hostname")));
    assertTrue(RegexEmptiness.disjoint(format("ipv4"), format("ipv6")));
    assertFalse(RegexEmptiness.disjoint(format("ipv4"), format("idn-hostname")));
    assertTrue(RegexEmptiness.disjoint(format("uuid"), format("uri")));
  }

  @Test
  void eachFormatHasStrings() {
    for (String name : FORMATS) {
      assertFalse(new RegexEmptiness().isEmpty(format(name)), name);
      assertFalse(RegexEmptiness.disjoint(format(name), Regex.ANY_TEXT), name);
      assertFalse(RegexEmptiness.disjoint(format(name), length(0, 1_000)), name);
      assertTrue(RegexEmptiness.disjoint(format(name), Regex.not(format(name))), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "date, 10, 10",
    "uuid, 36, 36",
    "ipv4, 7, 15",
    "ipv6, 2, 45",
    "hostname, 1, 253",
    "idn-hostname, 1, 253",
    "time, 9, 2147483647",
    "date-time, 20, 2147483647",
    "duration, 3, 2147483647",
    "email, 3, 320",
  })
  void formatsHaveTheirLengths(String name, int shortest, int longest) {
    assertFalse(new RegexEmptiness().isEmpty(of(name, length(shortest, shortest))));
    assertTrue(new RegexEmptiness().isEmpty(of(name, length(0, shortest - 1))));
    if (longest < Integer.MAX_VALUE) {
      assertFalse(new RegexEmptiness().isEmpty(of(name, length(longest, longest))));
      assertTrue(new RegexEmptiness().isEmpty(of(name, length(longest + 1, Regex.UNBOUNDED))));
    }
  }

  private static Regex of(String format, Regex other) {
    return Regex.allOf(format(format), other);
  }

  private static Regex length(int min, int max) {
    return Regex.repeat(Regex.ANY_CHAR, min, max);
  }

  private static Regex format(String name) {
    return Format.named(name).orElseThrow().regex();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(?=[a-z]*$)(?=.*\\d)",
        "^(?=.{5}$)a{6,}$",
        "^(?!a)(?!b)[ab]",
        "^(?=(aa)*$)(?=a(aa)*$)",
        "^(?!.*\\p{L})\\p{Lu}",
      })
  void contradictionsAreFound(String pattern) {
    assertTrue(new RegexEmptiness().isEmpty(EcmaRegex.search(pattern, "p")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(?=(?:[ab]*a[ab]{40})*$)(?!(?:[ab]*b[ab]{41})*$)(?=(?:[ab]*a[ab]{43})$)(?=[ab]*ab{44}$)",
        "(?!(?:.*a.{300}b))(?=.*a.{299}c.{20}d)(?=(?:aaa|bbbbb|ccccccc)*(?:dd|ddd)*$)[^a]",
      })
  void whatTakesTooLongIsNotClaimed(String pattern) {
    new RegexEmptiness().isEmpty(EcmaRegex.search(pattern, "p"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '%',
      value = {
        "^(a|b|c)$ % a b c",
        "^x[0-2]?$ % x x0 x1 x2",
        "^(?!b)[a-c]$ % a c",
        "^(?=.{0,2}$)a*b$ % b ab",
        "^[a-e]$ %",
        "^a* %",
        "^(aa|a){1,2}$ % a aa aaa aaaa",
        "^(aa|a){1,3}$ %",
        "^(ab|a)b?$ % a ab abb",
      })
  void fewTextsAreListed(String pattern, String texts) {
    assertEquals(
        texts == null ? Optional.empty() : Optional.of(List.of(texts.split(" "))),
        RegexEmptiness.finite(EcmaRegex.search(pattern, "p"), 4));
  }

  @Test
  void noTextIsAListToo() {
    assertEquals(Optional.of(List.of()), RegexEmptiness.finite(Regex.NOTHING, 4));
    assertEquals(Optional.of(List.of("")), RegexEmptiness.finite(Regex.EMPTY, 4));
    assertEquals(
        Optional.of(List.of()),
        RegexEmptiness.finite(
            Regex.allOf(Regex.literal("a"), Regex.chars(CodePointSet.of('b'))), 4));
  }
}
