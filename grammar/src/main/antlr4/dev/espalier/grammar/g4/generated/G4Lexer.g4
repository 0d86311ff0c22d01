/**
 * Tokens of ANTLR 4 grammars. What a bracket opens depends on the rule around it, so the reader
 * goes to IN_SET or IN_ARGUMENT after each OPEN_BRACKET.
 */
lexer grammar G4Lexer;

COMMENT : '/*' .*? '*/' -> skip ;
LINE_COMMENT : '//' ~[\r\n]* -> skip ;
SPACE : [ \t\r\n\f\uFEFF]+ -> skip ;

OPTIONS : 'options' [ \t\r\n\f]* '{' ;
TOKENS : 'tokens' [ \t\r\n\f]* '{' ;
CHANNELS : 'channels' [ \t\r\n\f]* '{' ;
CLOSE_BRACE : '}' ;

IMPORT : 'import' ;
FRAGMENT : 'fragment' ;
LEXER : 'lexer' ;
PARSER : 'parser' ;
GRAMMAR : 'grammar' ;
PROTECTED : 'protected' ;
PUBLIC : 'public' ;
PRIVATE : 'private' ;
RETURNS : 'returns' ;
LOCALS : 'locals' ;
THROWS : 'throws' ;
CATCH : 'catch' ;
FINALLY : 'finally' ;
MODE : 'mode' ;

COLON_COLON : '::' ;
COLON : ':' ;
COMMA : ',' ;
SEMICOLON : ';' ;
OPEN : '(' ;
CLOSE : ')' ;
ARROW : '->' ;
LESS : '<' ;
GREATER : '>' ;
ASSIGN : '=' ;
PLUS_ASSIGN : '+=' ;
QUESTION : '?' ;
STAR : '*' ;
PLUS : '+' ;
BAR : '|' ;
RANGE : '..' ;
DOT : '.' ;
AT : '@' ;
POUND : '#' ;
NOT : '~' ;
OPEN_BRACKET : '[' ;

INT : [0-9]+ ;
TOKEN_NAME : [\p{Lu}] NAME_CHAR* ;
RULE_NAME : [\p{L}] NAME_CHAR* ;
STRING : '\'' ('\\' ~[\r\n] | ~['\\\r\n])* '\'' ;
BEGIN_ACTION : '{' -> more, pushMode(IN_ACTION) ;
UNKNOWN : . ;

fragment NAME_CHAR : [\p{L}\p{M}\p{Nd}\p{Pc}\u00B7] ;

mode IN_SET;

SET : ('\\' ~[\r\n] | ~[\\\]\r\n])* ']' -> popMode ;
SET_UNKNOWN : . -> type(UNKNOWN) ;

mode IN_ARGUMENT;

ARGUMENT : ']' -> popMode ;
ARGUMENT_NESTED : '[' -> more, pushMode(IN_NESTED_ARGUMENT) ;
ARGUMENT_TEXT : (TEXT_LITERAL | .) -> more ;

mode IN_NESTED_ARGUMENT;

NESTED_ARGUMENT_END : ']' -> more, popMode ;
NESTED_ARGUMENT_NESTED : '[' -> more, pushMode(IN_NESTED_ARGUMENT) ;
NESTED_ARGUMENT_TEXT : (TEXT_LITERAL | .) -> more ;

mode IN_ACTION;

PREDICATE : '}?' -> popMode ;
ACTION : '}' -> popMode ;
ACTION_NESTED : '{' -> more, pushMode(IN_NESTED_ACTION) ;
ACTION_TEXT : (ACTION_PART | .) -> more ;

mode IN_NESTED_ACTION;

NESTED_ACTION_END : '}' -> more, popMode ;
NESTED_ACTION_NESTED : '{' -> more, pushMode(IN_NESTED_ACTION) ;
NESTED_ACTION_TEXT : (ACTION_PART | .) -> more ;

fragment ACTION_PART : TEXT_LITERAL | '\\' . | '/*' .*? '*/' | '//' ~[\r\n]* | ~["'\\/{}]+ ;
fragment TEXT_LITERAL : '"' ('\\' . | ~["\\])* '"' | '\'' ('\\' . | ~['\\])* '\'' ;
