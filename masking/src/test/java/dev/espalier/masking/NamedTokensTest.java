package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.lark.Lark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedTokensTest {
  private static final int THINK = 300;
  private static final int UNTHINK = 301;
  private static final int END = 302;

  /** Every byte, some words, two that are no text, an added token twice; special ones. */
  private static final Vocabulary VOCABULARY = vocabulary();

  private static Vocabulary vocabulary() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    tokens.add("ab".getBytes(StandardCharsets.UTF_8)); // 256
    tokens.add("abc".getBytes(StandardCharsets.UTF_8));
    tokens.add(virtual(THINK)); // 258
    tokens.add(concat("a", virtual(THINK)));
    tokens.add("<added>".getBytes(StandardCharsets.UTF_8)); // 260
    tokens.add("<added>".getBytes(StandardCharsets.UTF_8));
    return Vocabulary.of(
        tokens,
        Map.of(THINK, "<think>", UNTHINK, "</think>", END, "<|eot_id|>", 303, "<|im_end|>"));
  }

  /** The bytes that stand for a token before the recogniser. */
  private static byte[] virtual(int token) {
    int c = 0x140000 + token;
    return new byte[] {
      (byte) (0xF0 | c >> 18),
      (byte) (0x80 | c >> 12 & 0x3F),
      (byte) (0x80 | c >> 6 & 0x3F),
      (byte) (0x80 | c & 0x3F)
    };
  }

  private static byte[] concat(String text, byte[] bytes) {
    byte[] head = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, all, head.length, bytes.length);
    return all;
  }

  private static Matcher matcher(String gbnf) {
    return Constraint.compile(Gbnf.parse(gbnf), VOCABULARY).newMatcher();
  }

  private static String mask(Matcher matcher) {
    TokenMask mask = matcher.constraint().newMask();
    matcher.fillMask(mask);
    for (int token = 0; token < mask.size(); token++) {
      assertEquals(mask.allows(token), matcher.allows(token), "token " + token);
      assertEquals(mask.allows(token), matcher.fork().advance(token), "token " + token);
    }
    return mask.toString();
  }

  @Test
  void aSpecialTokenIsReadWhereItIsNamed() {
    Matcher matcher = matcher("root ::= <think> [ab]+ </think> \"c\"");
    assertEquals("{300}", mask(matcher));
    assertTrue(matcher.advance(THINK));
    assertEquals("{97..98, 256}", mask(matcher));
    assertTrue(matcher.advance(256));
    assertEquals("{97..98, 256, 301}", mask(matcher));
    assertTrue(matcher.advance(UNTHINK));
    assertEquals("{99}", mask(matcher));
    assertTrue(matcher.advance('c'));
    assertEquals("{302..303}", mask(matcher));
    matcher.rollback(2);
    assertEquals("{97..98, 256, 301}", mask(matcher));
  }

  @Test
  void bytesSpellNoToken() {
    Matcher matcher = matcher("root ::= \"a\"? <think>");
    assertEquals("{97, 300}", mask(matcher));
    assertFalse(matcher.advance(0xF5));
    assertFalse(matcher.advance(258));
    assertFalse(matcher.advance(259));
    assertTrue(matcher.advance('a'));
    assertEquals("{300}", mask(matcher));
    assertEquals("{300}", mask(matcher("root ::= <think>")));
    assertTrue(matcher.allowedBytes().isEmpty());
  }

  @Test
  void anOrdinaryTokenIsThatTokenAlone() {
    Matcher matcher = matcher("root ::= <[256]> \"c\"");
    assertEquals("{256}", mask(matcher));
    assertTrue(matcher.advance(256));
    assertEquals("{99}", mask(matcher));
    assertEquals("{128..129, 258}", mask(matcher("root ::= <[128-129,258]>")));
  }

  @Test
  void aTokenReadInBothWaysGoesOnInBoth() {
    Matcher matcher = matcher("root ::= <[256]> \"x\" | \"ab\" [yz] | \"abc\"");
    assertEquals("{97, 256..257}", mask(matcher));
    assertTrue(matcher.advance(256));
    assertEquals("{99, 120..122}", mask(matcher));
    matcher.rollback(1);
    assertTrue(matcher.advance('a'));
    assertTrue(matcher.advance('b'));
    assertEquals("{99, 121..122}", mask(matcher));
  }

  @Test
  void aNameIsThatOfASpecialTokenOrTheTextOfAnOrdinaryOne() {
    assertEquals("{260..261}", mask(matcher("root ::= <added>")));
    Vocabulary both =
        Vocabulary.of(
            List.of("<think>".getBytes(StandardCharsets.UTF_8), new byte[] {'a'}),
            Map.of(2, "<think>"));
    Constraint constraint = Constraint.compile(Gbnf.parse("root ::= <think>"), both);
    assertEquals("{2}", mask(constraint.newMatcher()));
  }

  @Test
  void idsWithoutATokenAreLeftOut() {
    assertEquals("{261, 300..301}", mask(matcher("root ::= <[261-301]>")));
    assertEquals("{300}", mask(matcher("root ::= <[262-300,777,999]>")));
  }

  @Test
  void openRangesHoldAllButEndTokens() {
    Nonterminal start = new Nonterminal("s");
    Symbol all = new SpecialToken.Ids(List.of(new SpecialToken.Range(259, Integer.MAX_VALUE)));
    Symbol more =
        new SpecialToken.Ids(
            List.of(
                new SpecialToken.Range(300, Integer.MAX_VALUE), new SpecialToken.Range(303, 303)));
    Grammar grammar =
        new Grammar(
            start, List.of(Production.of(start, all, start), Production.of(start, all, more)));
    Matcher matcher = Constraint.compile(grammar, VOCABULARY).newMatcher();
    assertEquals("{259..261, 300..301}", mask(matcher));
    assertTrue(matcher.advance(THINK));
    assertEquals("{259..261, 300..301, 303}", mask(matcher));
  }

  @Test
  void anEndTokenThatIsNamedIsRead() {
    Matcher matcher = matcher("root ::= \"x\" (<|eot_id|> \"y\")?");
    assertTrue(matcher.advance('x'));
    assertTrue(matcher.isComplete());
    assertEquals("{302..303}", mask(matcher));
    assertTrue(matcher.advance(END));
    assertFalse(matcher.isStopped());
    assertFalse(matcher.isComplete());
    assertEquals("{121}", mask(matcher));
    assertTrue(matcher.advance('y'));
    assertEquals("{302..303}", mask(matcher));
    assertTrue(matcher.advance(END));
    assertTrue(matcher.isStopped());
    matcher.rollback(3);
    assertTrue(matcher.advance(303));
    assertTrue(matcher.isStopped());
  }

  @Test
  void forcedTokensHoldThoseThatAreNamed() {
    Matcher matcher = matcher("root ::= \"ab\" <think> </think> \"c\" [xy] <think>");
    assertArrayEquals(new byte[] {'a', 'b'}, matcher.forcedBytes());
    assertArrayEquals(new int[] {256, THINK, UNTHINK, 'c'}, matcher.forcedTokens());
    assertArrayEquals(new int[] {256}, matcher("root ::= <[256]>").forcedTokens());
    for (String choice :
        List.of("<think> | </think>", "<think>?", "<think> | \"a\"", "<[256]> | \"abc\"")) {
      Matcher free = matcher("root ::= " + choice);
      assertArrayEquals(new int[0], free.forcedTokens(), choice);
      assertArrayEquals(new byte[0], free.forcedBytes(), choice);
    }
    assertArrayEquals(new int[0], matcher("root ::= \"ab\" (<think> | \"c\")").forcedTokens());
  }

  @Test
  void aTokenStandsBetweenCharactersNotInThem() {
    Matcher matcher = matcher("root ::= . <think>");
    assertTrue(matcher.advance(0xC3));
    assertFalse(matcher.advance(THINK));
    assertTrue(matcher.advance(0xA9));
    assertTrue(matcher.advance(THINK));
    assertTrue(matcher.isComplete());
  }

  @Test
  void messagesNameTokens() {
    Matcher matcher = matcher("root ::= <think> | \"a\"");
    assertEquals("[<[300]>, \"a\"]", matcher.expectedTerminals().toString());
    assertEquals("{300}", matcher.namedTokens().toString());
    assertEquals("{97}", matcher.allowedBytes().toString());
  }

  @Test
  void tokensThatAreNotThereAreTold() {
    refused(
        "root ::= a\na ::= \"x\" <thinks>",
        "rule 'a': the vocabulary has no token '<thinks>'; the nearest of its special tokens are"
            + " '<think>', '</think>', '<|eot_id|>', '<|im_end|>'");
    refused(
        "root ::= <[270-299]>",
        "rule 'root': the vocabulary has none of token[270-299]; its ids are 0 to 303");
    refused(
        "root ::= <[1,262]> <[262]> <b>",
        "rule 'root': the vocabulary has none of token[262]",
        "\nrule 'root': the vocabulary has no token '<b>'");
    StringBuilder many = new StringBuilder("root ::=");
    for (int i = 0; i < 1_000; i++) {
      many.append(" <").append("x".repeat(1_000)).append(i).append('>');
    }
    assertTrue(refused(many.toString(), "no token '<xxx").length() < 5_000);
    Vocabulary wide = Vocabulary.of(List.of(), Map.of(1, "<near>", 800_000, "<far>"));
    GrammarException tooGreat =
        assertThrows(
            LimitExceededException.class,
            () -> Constraint.compile(Gbnf.parse("root ::= <near> <far>"), wide));
    assertEquals("rule 'root': token 800000 > 786431", tooGreat.getMessage());
    Vocabulary plain = Vocabulary.of(List.of(new byte[] {'a'}), Map.of());
    assertTrue(
        assertThrows(
                GrammarException.class,
                () -> Constraint.compile(Gbnf.parse("root ::= <think>"), plain))
            .toString()
            .endsWith("no token '<think>'; it has no special tokens"));
  }

  private static String refused(String gbnf, String... parts) {
    String message =
        String.valueOf(assertThrows(GrammarException.class, () -> matcher(gbnf)).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
    return message;
  }

  @Test
  void hiddenLexemesStandBesideTokensWhereTheirLexiconIsRead() {
    Lexicon words =
        Lexicon.of(
            "words",
            Lexicon.Competition.ALL,
            List.of(
                Lexicon.Rule.of("WORD", Regex.plus(Regex.literal("a"))),
                Lexicon.Rule.hidden("BLANK", Regex.literal(" "))));
    Nonterminal start = new Nonterminal("s");
    Symbol word = new NamedTerminal("words", "WORD");
    Symbol think = new SpecialToken.Named("<think>");
    Grammar grammar =
        new Grammar(start, List.of(Production.of(start, think, word, think)), List.of(words));
    Matcher matcher = Constraint.compile(grammar, VOCABULARY).newMatcher();
    assertEquals("{32, 300}", mask(matcher));
    for (int token : new int[] {' ', THINK, ' ', 'a', 'a', ' '}) {
      assertTrue(matcher.advance(token), () -> "token " + token);
    }
    assertEquals("{32, 300}", mask(matcher));
    assertTrue(matcher.advance(THINK));
    assertEquals("{32, 302..303}", mask(matcher));
  }

  @Test
  void anyOtherTokenIsNoEnd() {
    Matcher matcher = matcher("root ::= <think> !</think>* </think> \"ab\"");
    assertTrue(matcher.advance(THINK));
    for (int token : new int[] {THINK, 0xFF, 256, 260, 'a'}) {
      assertTrue(matcher.advance(token), "token " + token);
      for (int end : VOCABULARY.endTokens()) {
        assertFalse(matcher.allows(end), "token " + end);
      }
    }
    mask(matcher);
    assertTrue(matcher.advance(UNTHINK));
    assertFalse(matcher.allows(THINK));
    assertTrue(matcher.advance(256));
    assertTrue(matcher.isComplete());
    Matcher ids = matcher("root ::= !<[97,256-999]>");
    assertFalse(ids.allows('a'));
    assertFalse(ids.allows(256));
    assertTrue(ids.allows('b'));
    mask(ids);
  }

  @Test
  void anyOtherThanATokenThatIsNotThereIsRefused() {
    for (String gbnf :
        List.of("root ::= !<nowhere>*", "root ::= !<[9999]>", "root ::= !<[0-9999]>")) {
      assertThrows(UnsupportedGrammarException.class, () -> matcher(gbnf), gbnf);
    }
  }

  @Test
  void noEndIsAmongTheOthersWhateverItsId() {
    Matcher matcher =
        Constraint.compile(Lark.parse("start: <[^303]> \"ab\""), VOCABULARY).newMatcher();
    assertFalse(matcher.allows(END));
    assertTrue(matcher.allows(UNTHINK));
  }
}
