package dev.espalier.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SamplesTest {
  private static List<String> lines(Consumer<PrintStream> sample) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    sample.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aRecordIsFilledIn() {
    assertEquals(
        "Person[name=Ada Lovelace, age=36, city=London, hobbies=[chess, tea],"
            + " email=Optional[ada@example.org]]",
        lines(RecordFromText::run).getLast());
  }

  @Test
  void textsFollowTheSchema() {
    List<String> lines = lines(SchemaToText::run);
    assertEquals(3, lines.size());
    for (String line : lines) {
      assertTrue(
          line.matches(
              "\\{\\s*\"product\":\\s*\".{0,60}\",\\s*\"rating\":\\s*[1-5]\\s*,\\s*\"sentiment\":\\s*"
                  + "\"(positive|negative|neutral)\"\\s*}\\s*\\(complete\\)"),
          line);
    }
  }

  @Test
  void theLoopByHandEnds() {
    List<String> lines = lines(OwnLoop::run);
    assertEquals("complete", lines.getLast());
    assertTrue(lines.getFirst().contains("\"Ada Lovelace\""), lines.getFirst());
    assertTrue(lines.getFirst().contains("1815"), lines.getFirst());
  }

  @Test
  void draftsChangeNothingInTheText() {
    List<String> lines = lines(DraftedLoop::run);
    assertEquals(lines(OwnLoop::run).getFirst(), lines.getFirst());
    assertTrue(lines.getLast().matches("[1-9][0-9]* of [0-9]+ tokens were drafted"));
  }

  @Test
  void requestsShareTheirConstraint() {
    List<String> lines = lines(ManyRequests::run);
    assertEquals(4, lines.size());
    for (String line : lines.subList(0, 3)) {
      assertTrue(line.matches("\\{\\s*\"name\":\\s*\".*\",\\s*\"city\":\\s*\".*\"\\s*}"), line);
    }
    assertEquals("2 of 3 were compiled before", lines.getLast());
  }

  @Test
  void toolCallsStandInFreeText() {
    assertEquals(
        List.of(
            "I look it up. <tool_call>{\"tool\": \"get_weather\", \"arguments\": {\"city\":"
                + " \"Lisbon\", \"unit\": \"celsius\"}}</tool_call>",
            "may end here, or go on"),
        lines(ToolCalls::run));
  }

  @Test
  void anAnswerFollowsThoughts() {
    assertEquals(
        List.of(
            "They say {36} or \"36\".</think>{\"name\": \"Ada Lovelace\", \"age\": 36}",
            "complete"),
        lines(ThinkThenAnswer::run));
  }
}
