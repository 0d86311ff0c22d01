package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** {@code oneOf}, {@code not}, {@code if} and dependent schemas, taken apart exactly. */
class ChoicesTest {
  @Test
  void oneOfAllowsWhatOneBranchAlone() {
    Verdicts.of("{'oneOf':[{'type':'integer'},{'minimum':2}]}")
        .allows("1", "2.5", "'a'", "null")
        .refuses("3", "1.5")
        .withoutChecks();
    Verdicts.of("{'oneOf':[{'required':['a']},{'required':['b']}]}")
        .allows("{'a':1}", "{'b':1,'c':2}")
        .refuses("{}", "{'a':1,'b':1}", "5")
        .withoutChecks();
    Verdicts.of("{'type':'object','oneOf':[{'required':['a']},{'required':['b']},{}]}")
        .allows("{}", "{'c':1}")
        .refuses("{'a':1}", "{'b':1}", "{'a':1,'b':1}")
        .withoutChecks();
    Verdicts.of(
            "{'type':'array','oneOf':[{'minItems':2},{'maxItems':3},{'items':{'type':'null'}}]}")
        .allows("[1]", "[1,2,3,4]")
        .refuses("[]", "[1,2]", "[null]", "[null,null,null,null]")
        .withoutChecks();
  }

  @Test
  void branchesToldApartByAConstantNeedNoCheck() {
    Verdicts.of(
            "{'oneOf':[{'properties':{'k':{'const':'a'},'v':{'type':'null'}},'required':['k']},"
                + "{'properties':{'k':{'const':'b'},'v':{'type':'boolean'}},'required':['k']}]}")
        .allows("{'k':'a','v':null}", "{'v':true,'k':'b'}")
        .refuses("{'k':'a','v':true}", "{'k':'c'}")
        .withoutChecks();
  }

  @Test
  void notTurnsEveryKeywordRound() {
    Verdicts.of("{'not':{'type':'string'}}").allows("1", "[]").refuses("'a'");
    Verdicts.of("{'type':['string','null'],'not':{'maxLength':1}}")
        .allows("'ab'")
        .refuses("''", "'a'", "null");
    Verdicts.of("{'type':'string','not':{'pattern':'^a'}}").allows("'ba'", "''").refuses("'ab'");
    Verdicts.of("{'type':'string','not':{'enum':['a','b']}}").allows("'c'").refuses("'a'", "'b'");
    Verdicts.of("{'type':'number','not':{'multipleOf':2}}").allows("3", "2.5").refuses("4", "0");
    Verdicts.of("{'type':'number','not':{'minimum':2,'maximum':3}}")
        .allows("1", "3.5")
        .refuses("2", "2.5", "3");
    Verdicts.of("{'type':'object','not':{'required':['a','b']}}")
        .allows("{'a':1}", "{'b':1}", "{}")
        .refuses("{'a':1,'b':1}");
    Verdicts.of("{'type':'object','not':{'properties':{'a':{'type':'null'}}}}")
        .allows("{'a':1}")
        .refuses("{'a':null}", "{}", "{'b':1}");
    Verdicts.of("{'type':'object','not':{'patternProperties':{'^x':{'type':'null'}}}}")
        .allows("{'x':1}", "{'a':1,'xy':1,'xz':null}")
        .refuses("{'x':null}", "{'a':1}", "{}");
    Verdicts.of(
            "{'type':'object','not':{'properties':{'a':true},'additionalProperties':{'type':'null'}}}")
        .allows("{'b':1}", "{'a':1,'b':null,'c':1}")
        .refuses("{'a':1}", "{'b':null}", "{}");
    Verdicts.of("{'type':'object','not':{'propertyNames':{'maxLength':1}}}")
        .allows("{'ab':1}", "{'a':1,'ab':1}")
        .refuses("{}", "{'a':1}");
    Verdicts.of("{'type':'object','not':{'minProperties':1,'maxProperties':2}}")
        .allows("{}", "{'a':1,'b':1,'c':1}")
        .refuses("{'a':1}", "{'a':1,'b':1}");
    Verdicts.of("{'type':'array','not':{'items':{'type':'null'}}}")
        .allows("[1]", "[null,1]")
        .refuses("[]", "[null,null]");
    Verdicts.of("{'type':'array','not':{'prefixItems':[{'type':'null'},{'type':'null'}]}}")
        .allows("[1]", "[null,1]", "[1,null]")
        .refuses("[]", "[null]", "[null,null,1]");
    Verdicts.of("{'type':'array','not':{'contains':{'type':'null'}}}")
        .allows("[]", "[1,2]")
        .refuses("[null]", "[1,null]");
    Verdicts.of("{'type':'array','not':{'contains':{'type':'null'},'minContains':2}}")
        .allows("[]", "[null]", "[1,null,2]")
        .refuses("[null,null]", "[null,1,null]");
    Verdicts.of("{'type':'array','not':{'minItems':2}}").allows("[]", "[1]").refuses("[1,2]");
    Verdicts.of("{'type':'array','not':{'uniqueItems':true}}")
        .allows("[1,1]", "[{'a':1,'b':2},{'b':2,'a':1.0}]")
        .refuses("[]", "[1]", "[1,2]")
        .withChecks();
    Verdicts.of("{'type':'object','not':{'dependentRequired':{'a':['b']}}}")
        .allows("{'a':1}")
        .refuses("{'a':1,'b':1}", "{}", "{'b':1}");
  }

  @Test
  void whatIsNegatedTwiceIsAskedFor() {
    String patterns = "{'pattern':'a'},{'pattern':'b'},{'maxLength':4}";
    String twice =
        "{'type':'string','not':{'anyOf':[{'not':{'allOf':[" + patterns + "]}},{'pattern':'c'}]}}";
    Verdicts.of(twice).allows("'ab'", "'bxxa'").refuses("'a'", "'b'", "'axxxb'", "'abc'");
    String plain = "{'type':'string','not':{'pattern':'c'},'allOf':[" + patterns + "]}";
    assertEquals(complements(plain), complements(twice));
  }

  private static long complements(String schema) {
    String grammar = JsonSchema.parse(schema.replace('\'', '"')).toString();
    return grammar.chars().filter(c -> c == '~').count();
  }

  @Test
  void notTurnsApplicatorsRound() {
    Verdicts.of("{'not':{'anyOf':[{'type':'string'},{'required':['a']}]}}")
        .allows("{'b':1}")
        .refuses("{'a':1}", "1", "'a'");
    Verdicts.of("{'type':'object','not':{'oneOf':[{'required':['a']},{'required':['b']}]}}")
        .allows("{}", "{'a':1,'b':1}")
        .refuses("{'a':1}", "{'b':1}");
    Verdicts.of("{'type':'object','not':{'not':{'required':['a']}}}")
        .allows("{'a':1}")
        .refuses("{}");
    Verdicts.of(
            "{'type':'object','not':{'if':{'required':['a']},'then':{'required':['b']},"
                + "'else':{'required':['c']}}}")
        .allows("{'a':1}", "{}", "{'b':1}")
        .refuses("{'a':1,'b':1}", "{'c':1}");
    Verdicts.of("{'type':'object','not':{'dependentSchemas':{'a':{'maxProperties':1}}}}")
        .allows("{'a':1,'b':1}")
        .refuses("{'a':1}", "{'b':1,'c':1}");
    Verdicts.of(
            "{'not':{'$ref':'#/$defs/n'},'$defs':{'n':{'allOf':[{'type':'object'},"
                + "{'minProperties':1}]}}}")
        .allows("{}", "1")
        .refuses("{'a':1}");
  }

  @Test
  void conditionsChooseByTheWholeValue() {
    Verdicts.of(
            "{'if':{'properties':{'k':{'const':'a'}},'required':['k']},'then':{'required':['v']},"
                + "'else':{'maxProperties':1}}")
        .allows("{'k':'a','v':1}", "{'k':'b'}", "{}", "1")
        .refuses("{'k':'a'}", "{'k':'b','v':1}", "{'a':1,'b':1}")
        .withoutChecks();
    Verdicts.of(
            "{'type':'integer','if':{'minimum':10},'then':{'multipleOf':5},'else':{'maximum':3}}")
        .allows("10", "15", "3", "-7")
        .refuses("11", "4", "9")
        .withoutChecks();
    Verdicts.of("{'type':'array','if':{'contains':{'type':'null'}},'then':{'maxItems':2}}")
        .allows("[null,1]", "[1,2,3]", "[]")
        .refuses("[null,1,2]", "[1,2,null]");
  }

  @Test
  void dependentsWaitForTheirProperty() {
    Verdicts.of("{'type':'object','dependentRequired':{'a':['b','c'],'b':['d']}}")
        .allows("{}", "{'c':1}", "{'a':1,'b':1,'c':1,'d':1}", "{'b':1,'d':1}")
        .refuses("{'a':1}")
        .refuses("{'a':1,'b':1,'c':1}", "{'b':1}")
        .withoutChecks();
    Verdicts.of("{'dependentSchemas':{'a':{'properties':{'b':{'type':'null'}}},'c':false}}")
        .allows("{'b':1}", "{'a':1,'b':null}", "1")
        .refuses("{'a':1,'b':1}", "{'c':1}")
        .withoutChecks();
    Verdicts.of(
            "{'$schema':'http://json-schema.org/draft-07/schema#',"
                + "'dependencies':{'a':['b'],'c':{'minProperties':2}}}")
        .allows("{'a':1,'b':1}", "{'c':1,'d':1}")
        .refuses("{'a':1}", "{'c':1}");
  }
}
