package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schemas whose normal form is too large: checks say what is left, just as exactly. */
class BlowUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static String each(int n, String text) {
    return IntStream.range(0, n)
        .mapToObj(i -> text.replace("#", "" + i))
        .collect(Collectors.joining(","));
  }

  private static Verdicts verdicts(String schema) {
    return assertTimeoutPreemptively(PATIENCE, () -> Verdicts.of(schema));
  }

  @Test
  void twentyChoicesAtOnce() {
    String all = each(20, "'p#':1");
    verdicts(
            "{'allOf':["
                + each(20, "{'anyOf':[{'required':['p#']},{'required':['q#']},{'required':['r']}]}")
                + "]}")
        .allows("{" + all + "}", "{'r':1}", "{'q3':1,'r':1}")
        .refuses("{}", "{'p1':1}")
        .refuses("{" + each(19, "'q#':1") + "}")
        .withChecks();
  }

  @Test
  void aHundredBranchesThatOverlap() {
    verdicts("{'type':'object','oneOf':[" + each(100, "{'required':['p#']}") + "]}")
        .allows("{'p7':1}", "{'p99':1,'x':2}")
        .refuses("{}", "{'p1':1,'p2':1}")
        .withChecks();
    verdicts("{'type':'array','oneOf':[" + each(100, "{'contains':{'const':#}}") + "]}")
        .allows("[7]", "[200,99]")
        .refuses("[]", "[200]", "[1,2]")
        .withChecks();
    verdicts("{'type':'integer','oneOf':[" + each(100, "{'minimum':#}") + "]}")
        .allows("0")
        .refuses("1", "50", "-1")
        .withoutChecks();
  }

  @Test
  void thirtyDependencies() {
    verdicts(
            "{'type':'object','dependentSchemas':{"
                + each(30, "'p#':{'required':['q#'],'maxProperties':3}")
                + "}}")
        .allows("{}", "{'x':1}", "{'p3':1,'q3':1}")
        .refuses("{'p3':1}")
        .refuses("{'p3':1,'q3':1,'p4':1}", "{'p3':1,'q3':1,'q4':1,'q5':1}")
        .withChecks();
    verdicts("{'type':'object','dependentRequired':{" + each(30, "'p#':['q#']") + "}}")
        .allows("{'p3':1,'q3':1,'p7':1,'q7':1}")
        .refuses("{'p3':1,'q7':1}")
        .withChecks();
  }

  @Test
  void manyConditionsOneBehindTheOther() {
    verdicts(
            "{'type':'object','allOf':["
                + each(
                    15,
                    "{'if':{'properties':{'k':{'const':'v#'}},'required':['k']},"
                        + "'then':{'required':['p#']},'else':{'not':{'required':['p#']}}}")
                + "]}")
        .allows("{'k':'v3','p3':1}", "{'k':'x'}", "{}")
        .refuses("{'k':'v3'}", "{'p3':1}")
        .refuses("{'k':'v3','p3':1,'p4':1}");
  }
}
