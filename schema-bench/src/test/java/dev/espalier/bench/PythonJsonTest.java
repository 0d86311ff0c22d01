package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PythonJsonTest {
  @ParameterizedTest
  @CsvSource({
    "0.00001, 1e-05",
    "0.0001, 0.0001",
    "0.00012345, 0.00012345",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "123456789012345680.0, 1.2345678901234568e+17",
    "9999999999999998.0, 9999999999999998.0",
    "5.0, 5.0",
    "5e0, 5.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "100.25, 100.25",
    "1e22, 1e+22",
    "1e23, 1e+23",
    "2e23, 2e+23",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1e400, Infinity",
    "-1e400, -Infinity",
    "3.141592653589793, 3.141592653589793",
    "1e-7, 1e-07",
    "1e100, 1e+100",
    "0, 0",
    "-0, 0",
    "123456789012345678901234567890, 123456789012345678901234567890"
  })
  void numbersAreWhatReprGives(String json, String expected) {
    assertEquals(expected, written(json));
  }

  @Test
  void stringsKeepAllButControlCharacters() {
    assertEquals(
        "\"a\\\"b\\\\ / \\n\\r\\t\\f\\b\\u0001\\u001f\u007f\u00e9\ud83d\ude00\\ud800\"",
        written(
            "\"a\\\"b\\\\ \\/ \\n\\r\\t\\f\\b\\u0001\\u001F\u007f\\u00e9\\ud83d\\ude00\\ud800\""));
  }

  @Test
  void separatorsHaveASpace() {
    assertEquals(
        "{\"a\": [1, {}, []], \"b\": null, \"c\": true}",
        written("{\"a\":[1,{},[]],\"b\":null,\"c\":true}"));
  }

  @Test
  void theLastOfTwoMembersStandsInTheFirstOnesPlace() {
    assertEquals("{\"a\": 3, \"b\": 2}", written("{\"a\": 1, \"b\": 2, \"a\": 3}"));
  }

  private static String written(String json) {
    return PythonJson.write(JsonMapper.shared().readTree(json));
  }

  @Test
  void onlyStringsAreRespelled() {
    assertEquals(
        "{\"a\\\"é\": [1.0e5, \"\\t\\\\\", \"\"] }",
        PythonJson.respelled("{\"\\u0061\\\"\\u00e9\": [1.0e5, \"\\u0009\\\\\", \"\"] }"));
    assertEquals(" 1E+2", PythonJson.respelled(" 1E+2"));
    assertEquals("\"\\ud800😀\"", PythonJson.respelled("\"\\uD800\\uD83D\\uDE00\""));
  }
}
