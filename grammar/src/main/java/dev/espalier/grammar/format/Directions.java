package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;

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

  /** The code points of labels without any from right to left. */
  static final CodePointSet LEFT_TO_RIGHT = RIGHT_TO_LEFT.complement();

  /** The code points of the other labels that keep the rule, and their first ones. */
  static final CodePointSet RIGHT_TO_LEFT_LABEL =
      RIGHT_TO_LEFT.union(NUMBER).union(NEUTRAL).union(MARK);

  static final CodePointSet RIGHT_TO_LEFT_BEGINNING = R;

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
      return label.codePoints().allMatch(RIGHT_TO_LEFT_LABEL::contains)
          && RIGHT_TO_LEFT.union(NUMBER).contains(c[last])
          && !(label.codePoints().anyMatch(NUMBER::contains)
              && label.codePoints().anyMatch(ARABIC_NUMBER::contains));
    }
    CodePointSet allowed = L.union(NUMBER).union(NEUTRAL).union(MARK);
    return L.contains(c[0])
        && label.codePoints().allMatch(allowed::contains)
        && L.union(NUMBER).contains(c[last]);
  }

  private static CodePointSet of(byte directionality) {
    return CodePointSet.where(c -> Character.getDirectionality(c) == directionality);
  }
}
