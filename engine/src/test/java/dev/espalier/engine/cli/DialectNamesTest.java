package dev.espalier.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.schema.Dialect;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectNamesTest {
  @ParameterizedTest
  @CsvSource({
    "4, DRAFT_4",
    "draft4, DRAFT_4",
    "Draft-06, DRAFT_6",
    "draft_07, DRAFT_7",
    "DRAFT_7, DRAFT_7",
    "2019-09, DRAFT_2019_09",
    "draft2019-09, DRAFT_2019_09",
    "draft_2020_12, DRAFT_2020_12",
    "202012, DRAFT_2020_12"
  })
  void dialectsHaveSeveralNames(String name, Dialect dialect) {
    assertEquals(Optional.of(dialect), DialectNames.find(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "draft", "draft3", "draft-007", "7-", "2019", "2020--12"})
  void otherNamesAreNone(String name) {
    assertEquals(Optional.empty(), DialectNames.find(name));
  }

  @Test
  void everyDialectIsListedByItsName() {
    String listed = DialectNames.ALL.replace(" or ", ", ");
    assertEquals(
        listed, String.join(", ", Arrays.stream(Dialect.values()).map(Dialect::toString).toList()));
  }
}
