package dev.espalier.grammar.regex;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Which characters another case changes: Unicode Standard, section 3.13, D139 to D142 and UAX 44.
 */
final class CaseChanges {
  private CaseChanges() {}

  static boolean whenLowercased(int c) {
    String text = decomposed(c);
    return !text.toLowerCase(Locale.ROOT).equals(text);
  }

  static boolean whenUppercased(int c) {
    String text = decomposed(c);
    return !text.toUpperCase(Locale.ROOT).equals(text);
  }

  static boolean whenTitlecased(int c) {
    String text = decomposed(c);
    int first = text.codePointAt(0);
    String alone = Character.toString(first);
    boolean spelledOut =
        Character.toUpperCase(first) == first && !alone.toUpperCase(Locale.ROOT).equals(alone);
    String rest = text.substring(alone.length());
    return Character.toTitleCase(first) != first
        || spelledOut
        || !rest.toLowerCase(Locale.ROOT).equals(rest);
  }

  static boolean whenCasemapped(int c) {
    return whenLowercased(c) || whenUppercased(c) || whenTitlecased(c);
  }

  static boolean whenCasefolded(int c) {
    String text = decomposed(c);
    return !folded(text).equals(text);
  }

  static boolean whenNfkcCasefolded(int c) {
    if (CharacterClasses.ofProperty("DI").orElseThrow().contains(c)) {
      return true;
    }
    String compatible = Normalizer.normalize(folded(decomposed(c)), Normalizer.Form.NFKC);
    String folded = Normalizer.normalize(folded(compatible), Normalizer.Form.NFKC);
    return !folded.equals(Character.toString(c));
  }

  private static String decomposed(int c) {
    return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
  }

  /** By upper case, then lower case, but for Cherokee, which folds to upper case, and dotless i. */
  private static String folded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              String alone = Character.toString(c);
              String upper = alone.toUpperCase(Locale.ROOT);
              boolean cherokee = Character.UnicodeScript.of(c) == Character.UnicodeScript.CHEROKEE;
              out.append(cherokee ? upper : c == 0x131 ? alone : upper.toLowerCase(Locale.ROOT));
            });
    return out.toString();
  }
}
