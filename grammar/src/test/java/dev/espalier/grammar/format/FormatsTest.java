package dev.espalier.grammar.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.RegexMatcher;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  @Test
  void othersAreUnknown() {
    assertTrue(Format.named("int32").isEmpty());
    assertTrue(Format.named("ip-address").isEmpty());
    assertTrue(Format.named("").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date | 2000-02-29",
        "date | 0000-02-29",
        "time | 23:59:60-00:00",
        "time | 05:29:60.5+05:30",
        "date-time | 2024-02-29t00:00:60+00:01",
        "duration | P1Y2M",
        "email | o'hara+x@a-b--c.example",
        "email | x@[IPv6:2001:db8::1]",
        "email | \"a\\@b\"@x",
        "idn-email | пример@пример",
        "hostname | EXAMPLE.com",
        "hostname | xn--bcher-kva.example",
        "hostname | XN--BCHER-KVA.example",
        "hostname | ab--cd",
        "idn-hostname | bücher.example",
        "idn-hostname | Example.xn--bcher-kva",
        "idn-hostname | אבג.דה",
        "idn-hostname | ısı",
        "ipv6 | 1:2:3:4:5:6:7::",
        "ipv6 | ::2:3:4:5:6:7:8",
        "ipv6 | ::1.2.3.4",
        "uri | a:",
        "uri | http://[v1.a:b]:/?#",
        "uri-reference | //user:@host:80",
        "iri | http://пример/путь",
        "uri-template | {=a.b*,c:12}%41'",
        "json-pointer | /a~01/é",
        "relative-json-pointer | 10/a",
        "regex | (?<=a)\\b\\1(x)",
      })
  void holds(String format, String text) {
    assertTrue(holdsFor(format, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date | 1900-02-29",
        "time | 23:59:60+00:01",
        "time | 00:00:60Z",
        "email | x@[IPv6:1:2:3:4:5:6:7::]",
        "email | x@[1.2.3]",
        "email | x@a_b",
        "hostname | bücher.example",
        "hostname | xn--bücher-kva.example",
        "hostname | xn--a",
        "idn-hostname | ab--cd",
        "idn-hostname | Bücher.example",
        "idn-hostname | a_b",
        "idn-hostname | bu\u0308cher",
        "ipv6 | 1:2:3:4:5:6:7::8",
        "ipv6 | 1:2:3:4:5:6:1.2.3.4:8",
        "uri | a",
        "uri | a://[::1",
        "uri | a:%2",
        "uri-template | {a",
        "json-pointer | /~",
        "relative-json-pointer | 0+1",
        "regex | a**",
        "regex | \\",
      })
  void doesNotHold(String format, String text) {
    assertFalse(holdsFor(format, text));
  }

  @ParameterizedTest
  @CsvSource({
    "\u05D1\u05B0\u200D\u05D1, false", // a point of Hebrew is no virama
    "\u0915\u094D\u200D\u0937, true",
    "\u0915\u094D\u200C, true",
    "\u0628\u200C\u0628, true",
    "\u0628\u064B\u200C\u064B\u0627, true",
    "\u0627\u200C\u0628, false",
    "l\u00B7l\u00B7l, true",
    "\u05D0\u05F3\u05F4, true", // both are Hebrew
    "\u05D01\u0301, true",
    "\u05D01-2\u05D1, true",
    "a.\u05D0, true",
    "1.\u05D0, false",
  })
  void charactersOfNamesHaveTheirContexts(String name, boolean valid) {
    assertEquals(valid, holdsFor("idn-hostname", name));
  }

  @Test
  void sizesAreLimits() {
    assertTrue(holdsFor("email", "a".repeat(64) + "@x"));
    assertFalse(holdsFor("email", "a".repeat(65) + "@x"));
    assertTrue(holdsFor("idn-email", "é".repeat(32) + "@x"));
    assertFalse(holdsFor("idn-email", "é".repeat(33) + "@x"));
    String label = "a".repeat(63) + ".";
    assertTrue(holdsFor("hostname", label.repeat(3) + "a".repeat(61)));
    assertFalse(holdsFor("hostname", label.repeat(3) + "a".repeat(62)));
    assertFalse(holdsFor("hostname", "a".repeat(64)));
  }

  @Test
  void leapSecondsAreThoseOfTheLastMinuteOfTheDayInUtc() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60));
      LocalTime local =
          random.nextBoolean()
              ? LocalTime.of(random.nextInt(24), random.nextInt(60))
              : OffsetTime.of(23, 59, 0, 0, ZoneOffset.UTC)
                  .withOffsetSameInstant(offset)
                  .toLocalTime();
      OffsetTime utc = OffsetTime.of(local, offset).withOffsetSameInstant(ZoneOffset.UTC);
      String text = local + ":60" + offset;
      assertEquals(utc.getHour() == 23 && utc.getMinute() == 59, holdsFor("time", text), text);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "bücher", "ähm-öha", "실례", "aλ\uD800\uDF00b", "ليهمابتكلموشعربي؟"})
  void punycodeComesBack(String label) {
    String encoded = Punycode.encode(label);
    assertTrue(encoded.chars().allMatch(c -> c < 0x80), encoded);
    assertEquals(label, Punycode.decode(encoded).orElseThrow());
  }

  @Test
  void punycodeIsThatOfTheSpecification() {
    assertEquals("bcher-kva", Punycode.encode("bücher"));
    assertEquals("egbpdaj6bu4bxfgehfvwxn", Punycode.encode("ليهمابتكلموشعربي؟"));
    assertEquals("3B-ww4c5e180e575a65lsy2b".toLowerCase(), Punycode.encode("3年b組金八先生"));
  }

  private static boolean holdsFor(String name, String text) {
    Format format = Format.named(name).orElseThrow();
    return RegexMatcher.matches(format.regex(), text)
        && (format.test() == null || format.test().test(text));
  }
}
