package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The character classes of ECMA-262 and its Unicode properties: those that the running JDK knows or
 * lets derive, and those of {@link CharacterTables}.
 *
 * <p>A property is scanned once, over all code points (some milliseconds), and kept, up to a
 * thousand of them. Thread-safe.
 */
final class CharacterClasses {
  static final CodePointSet LINE_TERMINATORS = CodePointSet.of('\n', '\r', 0x2028, 0x2029);

  private static final CodePointSet DIGITS = CodePointSet.range('0', '9');
  private static final CodePointSet WORD_CHARACTERS =
      CodePointSet.ofRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
  private static final CodePointSet WHITE_SPACE =
      CodePointSet.ofRanges(
          0x09, 0x0D, 0x20, 0x20, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029,
          0x202F, 0x202F, 0x205F, 0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

  private static final Pattern SCRIPT_NAME =
      Pattern.compile("[A-Z][a-z]+(?:_[A-Z][a-z]+)*|SignWriting");

  private static final int VERTICAL_TILDE = 0x2E2F;
  private static final int MOST_CACHED = 1_000;
  private static final Map<String, CodePointSet> PROPERTIES = new ConcurrentHashMap<>();

  private static final Map<String, IntPredicate> BINARY =
      Map.ofEntries(
          Map.entry("Any", c -> true),
          Map.entry("ASCII", c -> c < 0x80),
          Map.entry("Assigned", Character::isDefined),
          Map.entry("Alphabetic", Character::isAlphabetic),
          Map.entry("Alpha", Character::isAlphabetic),
          Map.entry("Lowercase", Character::isLowerCase),
          Map.entry("Lower", Character::isLowerCase),
          Map.entry("Uppercase", Character::isUpperCase),
          Map.entry("Upper", Character::isUpperCase),
          Map.entry("Ideographic", Character::isIdeographic),
          Map.entry("Ideo", Character::isIdeographic),
          Map.entry("White_Space", CharacterClasses::isWhiteSpace),
          Map.entry("space", CharacterClasses::isWhiteSpace),
          Map.entry("ASCII_Hex_Digit", c -> c < 0x80 && Character.digit(c, 16) >= 0),
          Map.entry("AHex", c -> c < 0x80 && Character.digit(c, 16) >= 0),
          Map.entry("ID_Start", CharacterClasses::startsIdentifier),
          Map.entry("IDS", CharacterClasses::startsIdentifier),
          Map.entry("ID_Continue", CharacterClasses::continuesIdentifier),
          Map.entry("IDC", CharacterClasses::continuesIdentifier),
          Map.entry("Emoji", Character::isEmoji),
          Map.entry("Emoji_Presentation", Character::isEmojiPresentation),
          Map.entry("EPres", Character::isEmojiPresentation),
          Map.entry("Emoji_Modifier", Character::isEmojiModifier),
          Map.entry("EMod", Character::isEmojiModifier),
          Map.entry("Emoji_Modifier_Base", Character::isEmojiModifierBase),
          Map.entry("EBase", Character::isEmojiModifierBase),
          Map.entry("Emoji_Component", Character::isEmojiComponent),
          Map.entry("EComp", Character::isEmojiComponent),
          Map.entry("Extended_Pictographic", Character::isExtendedPictographic),
          Map.entry("ExtPict", Character::isExtendedPictographic),
          Map.entry("Bidi_Mirrored", Character::isMirrored),
          Map.entry("Bidi_M", Character::isMirrored),
          Map.entry("Cased", CharacterClasses::isCased),
          Map.entry("Changes_When_Lowercased", CaseChanges::whenLowercased),
          Map.entry("CWL", CaseChanges::whenLowercased),
          Map.entry("Changes_When_Uppercased", CaseChanges::whenUppercased),
          Map.entry("CWU", CaseChanges::whenUppercased),
          Map.entry("Changes_When_Titlecased", CaseChanges::whenTitlecased),
          Map.entry("CWT", CaseChanges::whenTitlecased),
          Map.entry("Changes_When_Casemapped", CaseChanges::whenCasemapped),
          Map.entry("CWCM", CaseChanges::whenCasemapped),
          Map.entry("Changes_When_Casefolded", CaseChanges::whenCasefolded),
          Map.entry("CWCF", CaseChanges::whenCasefolded),
          Map.entry("Changes_When_NFKC_Casefolded", CaseChanges::whenNfkcCasefolded),
          Map.entry("CWKCF", CaseChanges::whenNfkcCasefolded));

  private static final Map<String, Long> CATEGORIES = categories();

  private CharacterClasses() {}

  /** The set of {@code \d}, {@code \w}, {@code \s} or, with the capital letter, its complement. */
  static CodePointSet ofEscape(char letter) {
    return switch (letter) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.complement();
      case 'w' -> WORD_CHARACTERS;
      case 'W' -> WORD_CHARACTERS.complement();
      case 's' -> WHITE_SPACE;
      case 'S' -> WHITE_SPACE.complement();
      default -> throw new IllegalArgumentException("no class escape: '\\" + letter + "'");
    };
  }

  /**
   * The set of {@code \p{expression}}, by the names of ECMA-262, which are case-sensitive; empty if
   * the property is not known.
   */
  static Optional<CodePointSet> ofProperty(String expression) {
    CodePointSet known = PROPERTIES.get(expression);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<CodePointSet> set =
        predicate(expression).map(CodePointSet::where).or(() -> listed(expression));
    if (set.isPresent() && PROPERTIES.size() < MOST_CACHED) {
      PROPERTIES.put(expression, set.get());
    }
    return set;
  }

  private static Optional<CodePointSet> listed(String expression) {
    int equals = expression.indexOf('=');
    if (equals < 0) {
      return CharacterTables.property(expression);
    }
    String value = expression.substring(equals + 1);
    return switch (expression.substring(0, equals)) {
      case "Script_Extensions", "scx" ->
          script(value).map(script -> CharacterTables.extended(value, CodePointSet.where(script)));
      default -> Optional.empty();
    };
  }

  /** The names of binary properties and general categories. */
  static Stream<String> names() {
    return Stream.concat(BINARY.keySet().stream(), CATEGORIES.keySet().stream());
  }

  /** The union of many sets, in linear-logarithmic time. */
  static CodePointSet union(List<CodePointSet> sets) {
    int[] bounds =
        sets.stream()
            .flatMapToInt(
                set ->
                    IntStream.range(0, 2 * set.rangeCount())
                        .map(i -> i % 2 == 0 ? set.first(i / 2) : set.last(i / 2)))
            .toArray();
    return CodePointSet.ofRanges(bounds);
  }

  private static Optional<IntPredicate> predicate(String expression) {
    int equals = expression.indexOf('=');
    if (equals < 0) {
      return Optional.ofNullable(BINARY.get(expression)).or(() -> category(expression));
    }
    String value = expression.substring(equals + 1);
    return switch (expression.substring(0, equals)) {
      case "General_Category", "gc" -> category(value);
      case "Script", "sc" -> script(value);
      default -> Optional.empty();
    };
  }

  private static Optional<IntPredicate> category(String name) {
    Long types = CATEGORIES.get(name);
    return types == null
        ? Optional.empty()
        : Optional.of(c -> (types >>> Character.getType(c) & 1) != 0);
  }

  private static Optional<IntPredicate> script(String name) {
    if (!SCRIPT_NAME.matcher(name).matches()) {
      return Optional.empty(); // the JDK takes any case
    }
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      return Optional.of(c -> Character.UnicodeScript.of(c) == script);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  private static boolean isCased(int c) {
    return Character.isLowerCase(c) || Character.isUpperCase(c) || Character.isTitleCase(c);
  }

  private static boolean isWhiteSpace(int c) {
    return Character.isSpaceChar(c) || c >= 0x09 && c <= 0x0D || c == 0x85;
  }

  /** Without the one letter that is pattern syntax. */
  private static boolean startsIdentifier(int c) {
    return Character.isUnicodeIdentifierStart(c) && c != VERTICAL_TILDE;
  }

  private static boolean continuesIdentifier(int c) {
    return Character.isUnicodeIdentifierPart(c)
        && !Character.isIdentifierIgnorable(c)
        && c != VERTICAL_TILDE;
  }

  /** General categories by short and long name, as bits over {@link Character#getType(int)}. */
  private static Map<String, Long> categories() {
    Map<String, Long> types = new HashMap<>();
    category(types, Character.UPPERCASE_LETTER, "Lu", "Uppercase_Letter");
    category(types, Character.LOWERCASE_LETTER, "Ll", "Lowercase_Letter");
    category(types, Character.TITLECASE_LETTER, "Lt", "Titlecase_Letter");
    category(types, Character.MODIFIER_LETTER, "Lm", "Modifier_Letter");
    category(types, Character.OTHER_LETTER, "Lo", "Other_Letter");
    category(types, Character.NON_SPACING_MARK, "Mn", "Nonspacing_Mark");
    category(types, Character.COMBINING_SPACING_MARK, "Mc", "Spacing_Mark");
    category(types, Character.ENCLOSING_MARK, "Me", "Enclosing_Mark");
    category(types, Character.DECIMAL_DIGIT_NUMBER, "Nd", "Decimal_Number");
    category(types, Character.LETTER_NUMBER, "Nl", "Letter_Number");
    category(types, Character.OTHER_NUMBER, "No", "Other_Number");
    category(types, Character.CONNECTOR_PUNCTUATION, "Pc", "Connector_Punctuation");
    category(types, Character.DASH_PUNCTUATION, "Pd", "Dash_Punctuation");
    category(types, Character.START_PUNCTUATION, "Ps", "Open_Punctuation");
    category(types, Character.END_PUNCTUATION, "Pe", "Close_Punctuation");
    category(types, Character.INITIAL_QUOTE_PUNCTUATION, "Pi", "Initial_Punctuation");
    category(types, Character.FINAL_QUOTE_PUNCTUATION, "Pf", "Final_Punctuation");
    category(types, Character.OTHER_PUNCTUATION, "Po", "Other_Punctuation");
    category(types, Character.MATH_SYMBOL, "Sm", "Math_Symbol");
    category(types, Character.CURRENCY_SYMBOL, "Sc", "Currency_Symbol");
    category(types, Character.MODIFIER_SYMBOL, "Sk", "Modifier_Symbol");
    category(types, Character.OTHER_SYMBOL, "So", "Other_Symbol");
    category(types, Character.SPACE_SEPARATOR, "Zs", "Space_Separator");
    category(types, Character.LINE_SEPARATOR, "Zl", "Line_Separator");
    category(types, Character.PARAGRAPH_SEPARATOR, "Zp", "Paragraph_Separator");
    category(types, Character.CONTROL, "Cc", "Control");
    category(types, Character.FORMAT, "Cf", "Format");
    category(types, Character.SURROGATE, "Cs", "Surrogate");
    category(types, Character.PRIVATE_USE, "Co", "Private_Use");
    category(types, Character.UNASSIGNED, "Cn", "Unassigned");
    union(types, "LC", "Cased_Letter", "Lu", "Ll", "Lt");
    union(types, "L", "Letter", "Lu", "Ll", "Lt", "Lm", "Lo");
    union(types, "M", "Mark", "Mn", "Mc", "Me");
    union(types, "N", "Number", "Nd", "Nl", "No");
    union(types, "P", "Punctuation", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po");
    union(types, "S", "Symbol", "Sm", "Sc", "Sk", "So");
    union(types, "Z", "Separator", "Zs", "Zl", "Zp");
    union(types, "C", "Other", "Cc", "Cf", "Cs", "Co", "Cn");
    types.put("Combining_Mark", types.get("M"));
    types.put("digit", types.get("Nd"));
    types.put("punct", types.get("P"));
    types.put("cntrl", types.get("Cc"));
    return Map.copyOf(types);
  }

  private static void category(Map<String, Long> types, byte type, String name, String longName) {
    types.put(name, 1L << type);
    types.put(longName, 1L << type);
  }

  private static void union(
      Map<String, Long> types, String name, String longName, String... members) {
    long union = 0;
    for (String member : members) {
      union |= types.get(member);
    }
    types.put(name, union);
    types.put(longName, union);
  }
}
