package dev.espalier.grammar.schema;

import org.junit.jupiter.api.Test;

/** Items by place, by what some must be, and none twice. */
class ArraysTest {
  @Test
  void someItemsMayStandAnywhere() {
    Verdicts.of("{'contains':{'type':'null'}}")
        .allows("[null]", "[1,null,2]", "{}")
        .refuses("[]", "[1,2]")
        .withoutChecks();
    Verdicts.of("{'contains':{'type':'null'},'minContains':2,'maxContains':3}")
        .allows("[null,1,null]", "[null,null,null]")
        .refuses("[null]", "[null,null,null,null]")
        .withoutChecks();
    Verdicts.of("{'contains':{'type':'null'},'minContains':0}").allows("[]", "[1]", "[null]");
    Verdicts.of("{'contains':{'type':'null'},'minContains':0,'maxContains':1}")
        .allows("[]", "[1]", "[1,null]")
        .refuses("[null,1,null]");
    Verdicts.of("{'contains':{'type':'null'},'maxItems':2,'items':{'type':['null','string']}}")
        .allows("[null,'a']", "['a',null]")
        .refuses("['a']", "[null,1]", "['a','b',null]");
  }

  @Test
  void itemsOfThePrefixMayBeThoseAskedFor() {
    Verdicts.of("{'prefixItems':[{'type':['null','string']},{}],'contains':{'type':'null'}}")
        .allows("[null]", "['a',null]", "['a','b',null]")
        .refuses("[]", "['a']", "['a',1,2]")
        .withoutChecks();
    Verdicts.of(
            "{'prefixItems':[{'minimum':3}],'contains':{'type':'integer'},'minContains':2,"
                + "'maxContains':2}")
        .allows("[3,1]", "['a',1,2]", "[3.5,1,2]")
        .refuses("[3]", "[3,1,2]", "[1,2]", "['a',1]");
  }

  @Test
  void severalKindsOfItemsMayBeAskedFor() {
    Verdicts.of("{'allOf':[{'contains':{'minimum':5}},{'contains':{'maximum':7}}]}")
        .allows("[6]", "[9,1]", "[1,'a',9]")
        .refuses("[9]", "[1]", "[]");
    Verdicts.of(
            "{'allOf':[{'contains':{'type':'null'}},{'contains':{'type':'string'}},"
                + "{'contains':{'type':'boolean'}}]}")
        .allows("[true,null,'a']", "['a',1,false,null]")
        .refuses("[true,null]", "[]")
        .withChecks();
  }

  @Test
  void noItemComesTwice() {
    Verdicts.of("{'uniqueItems':true}")
        .allows("[]", "[1,2,'1',[1],{'a':1}]", "[1,true]")
        .refuses("[1,1.0]", "[1,2,1]")
        .refuses("[{'a':1,'b':2},{'b':2,'a':1}]", "[[1],[1e0]]", "['a','\\u0061']")
        .withChecks();
    Verdicts.of("{'type':'array','uniqueItems':true,'items':{'enum':[{},[1],2,{'a':0}]}}")
        .allows("[]", "[{},2]", "[2,{'a':0},[1],{}]")
        .refuses("[{},{}]", "[[1],2,[1]]", "[3]")
        .withoutChecks();
    Verdicts.of("{'type':'array','uniqueItems':true,'items':{'enum':['a','b',null]},'minItems':2}")
        .allows("['a','b']", "[null,'b','a']")
        .refuses("['a']", "['a','a']", "['a','b','a']")
        .withoutChecks();
    Verdicts.of("{'type':'array','uniqueItems':true,'items':{'type':'boolean'}}")
        .allows("[]", "[true,false]")
        .refuses("[true,true]", "[true,false,true]")
        .withoutChecks();
    Verdicts.of("{'type':'array','uniqueItems':true,'items':{'enum':['a']},'minItems':2}")
        .refuses("['a']", "['a','a']");
    Verdicts.of("{'uniqueItems':true,'prefixItems':[{'enum':[1,2]}],'items':{'enum':[1,2]}}")
        .allows("[1,2]", "[2,1]", "[1]")
        .refuses("[1,1]", "[1,2,1]");
  }

  @Test
  void whatNothingEvaluatesIsLeft() {
    Verdicts.of("{'prefixItems':[{'type':'null'}],'unevaluatedItems':{'type':'string'}}")
        .allows("[null,'a']", "[null]")
        .refuses("[null,1]", "['a']")
        .withoutChecks();
    Verdicts.of("{'allOf':[{'prefixItems':[{},{}]}],'unevaluatedItems':false}")
        .allows("[1,2]", "[]")
        .refuses("[1,2,3]")
        .withoutChecks();
    Verdicts.of("{'contains':{'type':'null'},'unevaluatedItems':{'type':'string'}}")
        .allows("[null,'a']", "['a',null,null]")
        .refuses("['a']", "[null,1]");
    Verdicts.of(
            "{'anyOf':[{'prefixItems':[{'const':1}]},{'prefixItems':[{'const':1},{'const':2}]}],"
                + "'unevaluatedItems':false}")
        .allows("[1]", "[1,2]", "[]")
        .refuses("[1,3]", "[1,2,3]", "[2]");
    Verdicts.of(
            "{'if':{'prefixItems':[{'const':1}]},'then':{'prefixItems':[{},{}]},"
                + "'unevaluatedItems':false}")
        .allows("[1,2]", "[1]", "[]")
        .refuses("[1,2,3]", "[2]");
  }
}
