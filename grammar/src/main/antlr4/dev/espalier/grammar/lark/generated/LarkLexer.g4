/** Tokens of Lark grammars, with those that llguidance adds. */
lexer grammar LarkLexer;

IGNORE : '%ignore' ;
IMPORT : '%import' ;
DECLARE : '%declare' ;
OVERRIDE : '%override' ;
EXTEND : '%extend' ;
OPTIONS : '%llguidance' -> pushMode(BEFORE_JSON) ;
JSON : '%json' -> pushMode(BEFORE_JSON) ;
STRUCTURED : '%regex' -> pushMode(BEFORE_JSON) ;
NESTED : '%lark' [ \t\f\r\n]* '{' ;
PARAMETRIC : '::' | '%if' ;
GRAMMAR_REFERENCE : '@' [a-zA-Z0-9_-]+ ;
ARROW : '->' ;
COLON : ':' ;
COMMA : ',' ;
RANGE : '..' ;
DOT : '.' ;
BAR : '|' ;
AND : '&' ;
TILDE : '~' ;
EQUALS : '=' ;
BANG : '!' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
OPEN : '(' ;
CLOSE : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
RULE : '_'* [a-z] TAIL* ;
TERMINAL : '_'* [A-Z] TAIL* ;
NUMBER : [+-]? [0-9]+ ('.' [0-9]+)? ([eE] [+-]? [0-9]+)? ;
STRING : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"' 'i'? ;
REGEXP : '/' ('\\' . | ~[/\\*+?]) ('\\' . | ~[/\\])* '/' [imslux]* ;
TOKEN : '<[' ~[>\r\n]* ']>' | '<' ~[<>[\] \t\r\n] ~[<> \t\r\n]* '>' ;
NEWLINE : [\r\n] ([ \t\f\r\n] | COMMENT)* ;
BLANK : ([ \t\f]+ | COMMENT | '\\' ' '* '\r'? '\n') -> skip ;
UNKNOWN : . ;

fragment TAIL : '-'? [a-zA-Z0-9_] ;
fragment COMMENT : ('//' | '#') ~[\r\n]* ;

mode BEFORE_JSON;

JSON_OPEN : '{' -> mode(IN_JSON) ;
JSON_BLANK : [ \t\f\r\n]+ -> skip ;
JSON_UNKNOWN : . -> type(UNKNOWN) ;

mode IN_JSON;

INNER_OPEN : '{' -> type(JSON_OPEN), pushMode(IN_JSON) ;
JSON_CLOSE : '}' -> popMode ;
JSON_STRING : '"' ('\\' . | ~["\\])* '"' ;
JSON_TEXT : ~["{}]+ ;
JSON_QUOTE : '"' -> type(UNKNOWN) ;
