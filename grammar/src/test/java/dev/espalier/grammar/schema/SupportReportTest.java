package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of keywords. */
class SupportReportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref':'http://example.org/s.json'} | # $ref",
        "{'properties':{'a/b':{'$ref':'http://example.org/s.json'}}} | #/properties/a~1b $ref",
        "{'$schema':'http://json-schema.org/draft-03/schema#'} | # $schema",
        "{'type':'string','pattern':'(a)\\\\1'} | # pattern",
        "{'if':{},'then':{'$ref':'http://example.org/s.json','pattern':'(a)\\\\1'}}"
            + " | #/then $ref, #/then pattern",
        "{'$defs':{'n':{'pattern':'(a)\\\\1'}},'oneOf':[{'$ref':'#/$defs/n'},"
            + "{'not':{'pattern':'(b)\\\\1'}}]} | #/$defs/n pattern, #/oneOf/1/not pattern",
      })
  void everyUseIsRefusedWithItsPlace(String schema, String uses) {
    String text = schema.replace('\'', '"');
    UnsupportedSchemaException thrown =
        assertThrows(UnsupportedSchemaException.class, () -> JsonSchema.parse(text));
    assertEquals(
        uses,
        thrown.uses().stream()
            .map(use -> use.pointer() + " " + use.keyword())
            .collect(Collectors.joining(", ")));
    SupportReport report = JsonSchema.analyze(text, SchemaOptions.defaults());
    assertEquals(
        uses,
        report.refused().stream()
            .map(use -> use.pointer() + " " + use.keyword())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'uniqueItems':false}",
        "{'if':{'type':'null'}}",
        "{'dependencies':{'a':{'not':{}}}}",
        "{'then':{'not':{}}}",
        "{'minContains':3}",
        "{'items':{},'additionalItems':{'not':{}}}",
        "{'type':'string','patternProperties':{'a':{}},'properties':{'a':{'not':{}}}}",
        "{'type':'integer','format':'date'}",
        "{'format':'colour'}",
        "{'title':5,'x-mine':{'not':{}},'$anchor':'a','$dynamicAnchor':'b'}",
        "{'$defs':{'a':{'not':{}}},'definitions':{'a':{'type':7}}}",
        "{'properties':{},'patternProperties':{},'dependentRequired':{}}",
        "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/d','not':{},'d':{}}",
        "{'$schema':'http://json-schema.org/draft-04/schema#','if':{},'then':{},'const':1}",
        "{'items':{'$id':'http://b'}}",
      })
  void whatAssertsNothingIsNotRefused(String schema) {
    String text = schema.replace('\'', '"');
    JsonSchema.parse(text);
    assertTrue(JsonSchema.analyze(text, SchemaOptions.defaults()).isSupported());
  }

  @Test
  void ignoredKeywordsAreLeftOutAndReported() {
    String schema = "{\"type\": \"string\", \"format\": \"date\", \"maxLength\": 2}";
    SchemaOptions lenient = SchemaOptions.defaults().ignoring("format", "maxLength");
    assertTrue(new TextRecognizer(JsonSchema.parse(schema, lenient)).accepts("\"abc\""));
    assertEquals(
        List.of(Status.ENFORCED_BY_MASK, Status.IGNORED_BY_OPTION, Status.IGNORED_BY_OPTION),
        JsonSchema.analyze(schema, lenient).uses().stream()
            .map(SupportReport.Use::status)
            .toList());
  }
}
