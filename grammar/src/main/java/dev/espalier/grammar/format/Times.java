package dev.espalier.grammar.format;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import java.util.ArrayList;
import java.util.List;

/**
 * Dates, times and durations of RFC 3339: section 5.6 with the restrictions of section 5.7, and
 * appendix A.
 *
 * <p>A leap second is allowed on any day, in the minute that is 23:59 in UTC.
 */
final class Times {
  private static final String FRACTION = "(?:\\.\\d+)?";
  private static final String LEAP_YEAR =
      "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";

  static final Regex DATE =
      read(
          "\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])"
              + "|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)"
              + "|02-(?:0[1-9]|1\\d|2[0-8]))"
              + "|"
              + LEAP_YEAR
              + "-02-29");

  static final Regex TIME =
      Regex.anyOf(
          read(
              "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
                  + FRACTION
                  + "(?:[Zz]|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)"),
          leapSecond());

  static final Regex DATE_TIME = Regex.concat(DATE, read("[Tt]"), TIME);

  static final Regex DURATION = read("P(?:" + duration() + ")");

  private Times() {}

  /**
   * The hour of the offset follows from the hour, its minute from the minute, but for one carry:
   * where the offset is positive, the local minute is 59 exactly if that of the offset is 0. So the
   * relation is an intersection of one for the hours and one for the minutes.
   */
  private static Regex leapSecond() {
    List<String> hours = new ArrayList<>();
    for (int h = 0; h < 24; h++) {
      String zulu = h == 23 ? "[Zz]|" : "";
      hours.add(
          String.format(
              "%02d:\\d\\d:60%s(?:%s\\+%02d:(?:0[1-9]|[1-5]\\d)|\\+%02d:00|-%02d:\\d\\d)",
              h, FRACTION, zulu, h, (h + 1) % 24, 23 - h));
    }
    List<String> minutes = new ArrayList<>();
    for (int m = 0; m < 60; m++) {
      String zulu = m == 59 ? "[Zz]|" : "";
      minutes.add(
          String.format(
              "%02d:60%s(?:%s\\+\\d\\d:%02d|-\\d\\d:%02d)",
              m, FRACTION, zulu, (m + 1) % 60, 59 - m));
    }
    return Regex.allOf(
        read(String.join("|", hours)), read("\\d\\d:(?:" + String.join("|", minutes) + ")"));
  }

  private static String duration() {
    String minutes = "\\d+M(?:\\d+S)?";
    String time = "T(?:\\d+H(?:" + minutes + ")?|" + minutes + "|\\d+S)";
    String months = "\\d+M(?:\\d+D)?";
    String date = "(?:\\d+Y(?:" + months + ")?|" + months + "|\\d+D)";
    return date + "(?:" + time + ")?|" + time + "|\\d+W";
  }

  private static Regex read(String pattern) {
    return EcmaRegex.fullMatch(pattern, "format");
  }
}
