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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'oneOf':[{'required':['a']},{'required':['b']}],'maxProperties':3} | ",
        "{'uniqueItems':true} | # uniqueItems",
        "{'uniqueItems':true,'maxItems':1} | ",
        "{'uniqueItems':true,'items':{'type':'boolean'}} | ",
        "{'format':'regex'} | # format",
        "{'format':'date'} | ",
        "{'multipleOf':0.5} | ",
        "{'multipleOf':1e-300} | # multipleOf",
        "{'allOf':[{'contains':{'type':'null'}},{'contains':{'minimum':1},'maxContains':2}]}"
            + " | #/allOf/0 contains, #/allOf/1 contains, #/allOf/1 maxContains",
        "{'not':{'$ref':'#/$defs/n'},'$defs':{'n':{'uniqueItems':true}}} | # not",
        "{'not':{'const':[1]}} | # not",
        "{'oneOf':[{'const':{}},{'type':'object'}]} | # oneOf",
        "{'if':{'const':[]},'then':{'minItems':1}} | # if, # then",
      })
  void whatChecksSayIsToldApart(String schema, String uses) {
    SupportReport report = JsonSchema.analyze(schema.replace('\'', '"'), SchemaOptions.defaults());
    assertEquals(
        uses == null ? "" : uses,
        report.uses().stream()
            .filter(use -> use.status() == Status.ENFORCED_BY_CHECK)
            .map(use -> use.pointer() + " " + use.keyword())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'anyOf':[{'type':'null'},{'type':'string','minLength':3,'maxLength':2}]}"
            + " | #/anyOf/1: this branch of 'anyOf' can never hold: no value is allowed, minLength"
            + " 3 > maxLength 2",
        "{'type':'string','anyOf':[{'type':'null'},{'maxLength':2}]}"
            + " | #/anyOf/0: this branch of 'anyOf' can never hold: no value is allowed, string (#)"
            + " is not null",
        "{'oneOf':[{'type':'number'},{'type':'integer'}]}"
            + " | #/oneOf/1: this branch of 'oneOf' can never hold alone: no value is allowed,"
            + " nothing satisfies 'oneOf' and all the rest at #",
        "{'anyOf':[{'anyOf':[{'type':'null'},{'enum':[]}]},{'type':'string'}]} | #/anyOf/0/anyOf/1:"
            + " this branch of 'anyOf' can never hold: no value is allowed, none of 'enum' or"
            + " 'const' satisfies all the rest",
        "{'anyOf':[{'type':'null'},false]} | ",
        "{'properties':{'a':{'type':'string'}},'patternProperties':{'^a':{'type':'null'}}} |"
            + " #/properties/a: no value can be here: no value is allowed, string (#/properties/a)"
            + " is not null at #/patternProperties/%5Ea",
        "{'patternProperties':{'^a':{'enum':[]}}}"
            + " | #/patternProperties/%5Ea: no value can be here: no value is allowed, none of"
            + " 'enum' or 'const' satisfies all the rest",
        "{'allOf':[{'properties':{'a':{'type':'null'}}},"
            + "{'properties':{'b':{}},'additionalProperties':false}]}"
            + " | #/allOf/0/properties/a: no value can be here: no value is allowed by 'false'"
            + " at #/allOf/1/additionalProperties",
        "{'prefixItems':[{'type':'null'},{'minimum':3,'maximum':2,'type':'number'}]} |"
            + " #/prefixItems/1: no value can be here: no value is allowed, minimum 3 > maximum 2",
        "{'type':'object','if':{'required':['a']},'then':{'type':'array'}}"
            + " | #/then: this 'then' can never hold: no value is allowed, object (#) is not array",
        "{'properties':{'a':false,'b':{'not':{}}},'additionalProperties':false,'items':false} | ",
        "{'if':{'required':['a']},'then':false} | ",
        "{'$ref':'#/$defs/t','$defs':{'t':{'type':'object','properties':{'t':{'$ref':'#/$defs/t'},"
            + "'u':{'anyOf':[{'type':'null'},{'$ref':'#/$defs/t'}]}}}}} | ",
        "{'items':{'oneOf':[{'properties':{'k':{'const':'a'}},'required':['k']},"
            + "{'properties':{'k':{'const':'b'}},'required':['k']}]}} | ",
      })
  void whatNoValueCanUseIsWarnedOf(String schema, String warnings) {
    SupportReport report = JsonSchema.analyze(schema.replace('\'', '"'), SchemaOptions.defaults());
    assertEquals(
        warnings == null ? "" : warnings,
        report.warnings().stream()
            .map(SupportReport.Warning::toString)
            .collect(Collectors.joining("; ")));
  }
}
