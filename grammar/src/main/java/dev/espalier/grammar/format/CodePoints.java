package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import java.text.Normalizer;
import java.util.Locale;

/**
 * The sets of code points that IDNA2008 speaks of, derived from the Unicode of the running JDK as
 * RFC 5892 says; some tenths of a second, once.
 */
final class CodePoints {
  static final CodePointSet MARKS =
      CodePointSet.where(
          c ->
              switch (Character.getType(c)) {
                case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK ->
                    true;
                default -> false;
              });

  static final CodePointSet GREEK = script(Character.UnicodeScript.GREEK);
  static final CodePointSet HEBREW = script(Character.UnicodeScript.HEBREW);
  static final CodePointSet JAPANESE =
      script(Character.UnicodeScript.HIRAGANA)
          .union(script(Character.UnicodeScript.KATAKANA))
          .union(script(Character.UnicodeScript.HAN));

  static final CodePointSet ARABIC_DIGITS = CodePointSet.range(0x660, 0x669);
  static final CodePointSet EXTENDED_ARABIC_DIGITS = CodePointSet.range(0x6F0, 0x6F9);

  /** Canonical combining class 9, read off the order that it imposes on marks. */
  static final CodePointSet VIRAMAS =
      CodePointSet.where(
          c ->
              c != 0x5B0
                  && MARKS.contains(c)
                  && comesFirst(c, 0x5B0) // class 10
                  && !comesFirst(c, 0x3099) // class 8
                  && comesFirst(0x3099, c));

  /** Zero-width non-joiner and joiner. */
  static final CodePointSet JOINERS = CodePointSet.of(0x200C, 0x200D);

  /** Those that stand only beside certain others; the Arabic digits and middle dot are not. */
  static final CodePointSet CONTEXTUAL = JOINERS.union(CodePointSet.of(0xB7, 0x375, 0x5F3, 0x5F4));

  /** The code points of labels: {@code PVALID}, {@code CONTEXTJ} and {@code CONTEXTO}. */
  static final CodePointSet ALLOWED = allowed();

  private CodePoints() {}

  /** RFC 5892, section 3. */
  private static CodePointSet allowed() {
    CodePointSet letters =
        CodePointSet.where(
            c ->
                switch (Character.getType(c)) {
                  case Character.LOWERCASE_LETTER,
                      Character.UPPERCASE_LETTER,
                      Character.OTHER_LETTER,
                      Character.DECIMAL_DIGIT_NUMBER,
                      Character.MODIFIER_LETTER,
                      Character.NON_SPACING_MARK,
                      Character.COMBINING_SPACING_MARK ->
                      isStable(c);
                  default -> false;
                });
    CodePointSet ignorable =
        CodePointSet.ofRanges(
            0x34F, 0x34F, 0x17B4, 0x17B5, 0x180B, 0x180D, 0x180F, 0x180F, 0xFE00, 0xFE0F, 0xE0100,
            0xE01EF, // Default_Ignorable_Code_Point
            0x20D0, 0x20FF, 0x1D100, 0x1D1FF, 0x1D200, 0x1D24F); // IgnorableBlocks
    CodePointSet oldHangul =
        CodePointSet.ofRanges(0x1100, 0x11FF, 0xA960, 0xA97C, 0xD7B0, 0xD7C6, 0xD7CB, 0xD7FB);
    CodePointSet disallowed = // by section 2.6
        CodePointSet.of(
            0x640, 0x7FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B);
    return letters
        .minus(ignorable)
        .minus(oldHangul)
        .minus(disallowed)
        .union(CodePointSet.of(0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007, '-'))
        .union(CodePointSet.of(0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB, 0x200C, 0x200D));
  }

  /**
   * Whether neither compatibility nor case folding changes it: RFC 5892, section 2.2. Folding is
   * upper case, then lower case, but for the dotless i and for Cherokee, which folds to upper case.
   */
  private static boolean isStable(int c) {
    String text = Character.toString(c);
    String folded =
        c == 0x131 || c >= 0x13A0 && c <= 0x13F5
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    boolean cherokee = c >= 0x13F8 && c <= 0x13FD || c >= 0xAB70 && c <= 0xABBF;
    return !cherokee && Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
  }

  private static boolean comesFirst(int mark, int other) {
    String first = Character.toString(mark) + Character.toString(other);
    String last = Character.toString(other) + Character.toString(mark);
    return Normalizer.normalize(last, Normalizer.Form.NFD).equals(first);
  }

  private static CodePointSet script(Character.UnicodeScript script) {
    return CodePointSet.where(c -> Character.UnicodeScript.of(c) == script);
  }
}
