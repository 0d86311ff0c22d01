package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Properties by name, by pattern, by what is left, and how many. */
class ObjectsTest {
  @Test
  void patternsThatOverlapBothCount() {
    Verdicts.of(
            "{'patternProperties':{'^a':{'type':'integer'},'z$':{'minimum':5}},"
                + "'additionalProperties':{'type':'null'}}")
        .allows("{'a':1,'bz':5.5,'az':7,'c':null}", "{'bz':'x'}")
        .refuses("{'az':3}", "{'az':7.5}", "{'a':'x'}", "{'c':1}")
        .withoutChecks();
    Verdicts.of("{'properties':{'ab':{'maximum':3}},'patternProperties':{'^a':{'minimum':2}}}")
        .allows("{'ab':2}", "{'ab':'x'}", "{'b':9}")
        .refuses("{'ab':1}", "{'ab':4}", "{'ac':1}");
  }

  @Test
  void namesMustMatch() {
    Verdicts.of("{'propertyNames':{'pattern':'^[a-c]+$','maxLength':2},'required':['ab']}")
        .allows("{'ab':1}", "{'ab':1,'c':2}")
        .refuses("{}", "{'ab':1,'d':2}", "{'ab':1,'abc':2}")
        .withoutChecks();
    Verdicts.of("{'propertyNames':{'enum':['a','b']},'minProperties':2}")
        .allows("{'a':1,'b':2}", "1")
        .refuses("{'a':1}", "{'a':1,'c':2}");
    Verdicts.of("{'propertyNames':false}").allows("{}", "[]").refuses("{'a':1}");
    Verdicts.of("{'propertyNames':{'not':{'const':'a'}},'properties':{'a':{},'b':{}}}")
        .allows("{'b':1}", "{'c':1}")
        .refuses("{'a':1}");
  }

  @Test
  void noNameOccursTwice() {
    Verdicts.of("{'type':'object','properties':{'a':{}}}").allows("{'a':1,'b':1}", "{'b':1,'c':1}");
    assertRefused("{'type':'object','properties':{'a':{}}}", "{'a':1,'a':1}", "{'b':1,'b':1}");
    assertRefused("{'patternProperties':{'^a':{}}}", "{'ab':1,'ac':1,'ab':1}", "{'b':1,'b':1}");
    assertRefused("{}", "{'x':{'b':1,'b':1}}", "[{'b':1,'c':{},'b':2}]");
  }

  @Test
  void countsMindNamesOfEveryKind() {
    Verdicts.of("{'properties':{'a':{},'b':{}},'minProperties':2,'maxProperties':3}")
        .allows("{'a':1,'b':1}", "{'a':1,'c':1}", "{'c':1,'d':1,'e':1}")
        .refuses("{'a':1}")
        .refuses("{}", "{'a':1,'b':1,'c':1,'d':1}")
        .withoutChecks();
    Verdicts.of("{'properties':{'a':{},'b':{}},'additionalProperties':false,'minProperties':2}")
        .allows("{'b':1,'a':1}")
        .refuses("{'a':1}");
  }

  @Test
  void whatNothingEvaluatesIsLeft() {
    Verdicts.of(
            "{'allOf':[{'properties':{'a':{}}}],'properties':{'b':{}},"
                + "'unevaluatedProperties':{'type':'null'}}")
        .allows("{'a':1,'b':1}", "{'c':null}")
        .refuses("{'c':1}")
        .withoutChecks();
    Verdicts.of(
            "{'anyOf':[{'properties':{'a':{'type':'null'}},'required':['a']},"
                + "{'properties':{'b':{'type':'null'}},'required':['b']}],"
                + "'unevaluatedProperties':false}")
        .allows("{'a':null}", "{'b':null}", "{'a':null,'b':null}", "1")
        .refuses("{}", "{'a':null,'b':1}", "{'a':null,'c':null}");
    Verdicts.of(
            "{'if':{'properties':{'k':{'const':1}},'required':['k']},'then':{'properties':{'a':{}}},"
                + "'else':{'properties':{'b':{}}},'unevaluatedProperties':false}")
        .allows("{'k':1,'a':2}", "{'b':1}", "{}")
        .refuses("{'k':1,'b':2}", "{'k':2}", "{'a':1}");
    Verdicts.of(
            "{'dependentSchemas':{'a':{'properties':{'b':{}}}},'properties':{'a':{}},"
                + "'unevaluatedProperties':false}")
        .allows("{'a':1,'b':1}", "{}")
        .refuses("{'b':1}", "{'a':1,'c':1}");
    Verdicts.of(
            "{'$ref':'#/$defs/x','unevaluatedProperties':false,"
                + "'$defs':{'x':{'patternProperties':{'^p':{'type':'null'}}}}}")
        .allows("{'p1':null}")
        .refuses("{'p1':1}", "{'q':null}");
    Verdicts.of("{'not':{'not':{'properties':{'a':{}}}},'unevaluatedProperties':false}")
        .allows("{}")
        .refuses("{'a':1}");
  }

  /** Of texts that are no values to the evaluator, which reads JSON strictly. */
  private static void assertRefused(String schema, String... texts) {
    SchemaOptions options =
        SchemaOptions.defaults()
            .withWhitespace(Whitespace.COMPACT)
            .withPropertyOrder(PropertyOrder.ANY);
    TextRecognizer recognizer =
        new TextRecognizer(JsonSchema.parse(schema.replace('\'', '"'), options));
    for (String text : texts) {
      assertFalse(recognizer.accepts(text.replace('\'', '"')), text);
    }
  }
}
