package dev.espalier.grammar.g4;

import dev.espalier.grammar.g4.generated.G4Lexer;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;

/**
 * Reads what a bracket opens as the rule around it demands: a set of characters in the body of a
 * lexer rule, an argument elsewhere. Used once, by one thread.
 */
final class RuleAwareLexer extends G4Lexer {
  private int last = Token.EOF;
  private String ruleName = ""; // the first name since the last rule ended
  private boolean inBody;
  private boolean inBlock; // of options, tokens or channels

  RuleAwareLexer(CharStream input) {
    super(input);
  }

  @Override
  public Token nextToken() {
    Token token = super.nextToken();
    switch (token.getType()) {
      case OPTIONS, TOKENS, CHANNELS -> inBlock = true;
      case CLOSE_BRACE -> inBlock = false;
      case COLON -> inBody |= !inBlock;
      case SEMICOLON -> {
        if (!inBlock) {
          inBody = false;
          ruleName = "";
        }
      }
      case TOKEN_NAME, RULE_NAME -> {
        if (!inBlock && ruleName.isEmpty() && last != AT && last != COLON_COLON) {
          ruleName = token.getText();
        }
      }
      case OPEN_BRACKET ->
          pushMode(inBody && G4Reader.isTokenName(ruleName) ? IN_SET : IN_ARGUMENT);
      default -> {}
    }
    last = token.getType();
    return token;
  }
}
