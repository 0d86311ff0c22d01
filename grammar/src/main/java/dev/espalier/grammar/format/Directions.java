package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;

/** The Bidi rule of RFC 5893, section 2, for one label. */
final class Directions {
  private static final CodePointSet L = of(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
  private static final CodePointSet R =
      of(Character.DIRECTIONALITY_RIGHT_TO_LEFT)
          .union(of(Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC));
  private static final CodePointSet ARABIC_NUMBER = of(Character.DIRECTIONALITY_ARABIC_NUMBER);
  private static final CodePointSet NUMBER = of(Character.DIRECTIONALITY_EUROPEAN_NUMBER);
  private static final CodePointSet MARK = of(Character.DIRECTIONALITY_NONSPACING_MARK);
  private static final CodePointSet NEUTRAL =
      of(Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR)
          .union(of(Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR))
          .union(of(Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR))
          .union(of(Character.DIRECTIONALITY_OTHER_NEUTRALS))
          .union(of(Character.DIRECTIONALITY_BOUNDARY_NEUTRAL));

  private static final CodePointSet RIGHT_TO_LEFT = R.union(ARABIC_NUMBER);

  private Directions() {}

  /** Whether the label makes its name a Bidi name, in which every label keeps the rule. */
  static boolean hasRightToLeft(String label) {
    return label.codePoints().anyMatch(RIGHT_TO_LEFT::contains);
  }

  static boolean isAllowed(String label) {
    int[] c = label.codePoints().toArray();
    int last = c.length - 1;
    while (last > 0 && MARK.contains(c[last])) {
      last--;
    }
    if (R.contains(c[0])) {
      CodePointSet allowed = RIGHT_TO_LEFT.union(NUMBER).union(NEUTRAL).union(MARK);
      return label.codePoints().allMatch(allowed::contains)
          && RIGHT_TO_LEFT.union(NUMBER).contains(c[last])
          && !(label.codePoints().anyMatch(NUMBER::contains)
              && label.codePoints().anyMatch(ARABIC_NUMBER::contains));
    }
    CodePointSet allowed = L.union(NUMBER).union(NEUTRAL).union(MARK);
    return L.contains(c[0])
        && label.codePoints().allMatch(allowed::contains)
        && L.union(NUMBER).contains(c[last]);
  }

  /** All names of labels parted by {@code dot} whose directions fit together. */
  static Regex names(Regex dot, CodePointSet dots) {
    Regex label = Regex.anyOf(leftToRight(), rightToLeft(NUMBER), rightToLeft(ARABIC_NUMBER));
    return Regex.anyOf(
        Regex.star(Regex.chars(RIGHT_TO_LEFT.minus(dots).complement())),
        Regex.concat(label, Regex.star(Regex.concat(dot, label))));
  }

  private static Regex leftToRight() {
    CodePointSet middle = L.union(NUMBER).union(NEUTRAL).union(MARK).minus(HostNames.DOTS);
    return Regex.concat(
        Regex.chars(L),
        Regex.optional(
            Regex.anyOf(
                Regex.plus(Regex.chars(MARK)),
                Regex.concat(
                    Regex.star(Regex.chars(middle)),
                    Regex.chars(L.union(NUMBER)),
                    Regex.star(Regex.chars(MARK))))));
  }

  private static Regex rightToLeft(CodePointSet numbers) {
    CodePointSet middle = R.union(numbers).union(NEUTRAL).union(MARK).minus(HostNames.DOTS);
    return Regex.concat(
        Regex.chars(R),
        Regex.optional(
            Regex.anyOf(
                Regex.plus(Regex.chars(MARK)),
                Regex.concat(
                    Regex.star(Regex.chars(middle)),
                    Regex.chars(R.union(numbers)),
                    Regex.star(Regex.chars(MARK))))));
  }

  private static CodePointSet of(byte directionality) {
    return CodePoints.scan(c -> Character.getDirectionality(c) == directionality);
  }
}
