/**
 * Tokens of the regular expressions of Python's re, with the property escapes and braced escapes of
 * Rust's regex crate beside them.
 */
lexer grammar PythonRegexLexer;

BEGIN : '^' ;
END : '$' ;
DOT : '.' ;
BAR : '|' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
COUNT : '{' ([0-9]+ (',' [0-9]*)? | ',' [0-9]*) '}' ;

LOOKAHEAD : '(?=' ;
NEGATIVE_LOOKAHEAD : '(?!' ;
LOOKBEHIND : '(?<=' ;
NEGATIVE_LOOKBEHIND : '(?<!' ;
UNCAPTURED : '(?:' ;
NAMED : '(?' 'P'? '<' NAME '>' ;
NAMED_REFERENCE : '(?P=' NAME ')' ;
REMARK : '(?#' ~[)]* ')' -> skip ;
ATOMIC : '(?>' ;
CONDITION : '(?(' ~[()]* ')' ;
MODIFIED : '(?' (FLAG+ ('-' FLAG*)? | '-' FLAG+) ':' ;
FLAGS : '(?' FLAG+ ')' ;
EXTENSION : '(?' ;
OPEN : '(' ;
CLOSE : ')' ;
NOT_CLASS_BRACKET : '[^]' -> pushMode(IN_CLASS) ;
CLASS_BRACKET : '[]' -> pushMode(IN_CLASS) ;
NOT_CLASS : '[^' -> pushMode(IN_CLASS) ;
CLASS : '[' -> pushMode(IN_CLASS) ;

WORD_BOUNDARY : '\\' [bB] ;
TEXT_ANCHOR : '\\' [AZz] ;
OCTAL_ESCAPE : '\\' ('0' [0-7]? [0-7]? | [0-3] [0-7] [0-7]) ;
BACKREFERENCE : '\\' [1-9] [0-9]? ;
CLASS_ESCAPE : '\\' [dDsSwW] ;
PROPERTY_ESCAPE : '\\' [pP] (LETTER | '{' ~[{}]* '}') ;
CONTROL_ESCAPE : '\\' [tnvfra] ;
HEX_ESCAPE : '\\x' HEX HEX ;
UNIT_ESCAPE : '\\u' HEX HEX HEX HEX ;
LONG_ESCAPE : '\\U' HEX HEX HEX HEX HEX HEX HEX HEX ;
BRACED_ESCAPE : '\\' [xuU] '{' HEX+ '}' ;
NAME_ESCAPE : '\\N{' ~[{}]* '}' ;
UNKNOWN_ESCAPE : '\\' [a-zA-Z0-9] | '\\' ;
IDENTITY_ESCAPE : '\\' ~[a-zA-Z0-9] ;
BLANKED : '\uFFFF' -> skip ;
CHARACTER : . ;

fragment HEX : [0-9a-fA-F] ;
fragment LETTER : [a-zA-Z] ;
fragment FLAG : [aiLmsux] ;
fragment NAME : [\p{L}_] [\p{L}\p{M}\p{Nd}_]* ;

mode IN_CLASS;

CLASS_END : ']' -> popMode ;
DASH : '-' ;
BACKSPACE_ESCAPE : '\\b' ;
POSIX_CLASS : '[:' '^'? LETTER+ ':]' ;
IN_CLASS_ESCAPE : '\\' [dDsSwW] -> type(CLASS_ESCAPE) ;
IN_CLASS_PROPERTY : '\\' [pP] (LETTER | '{' ~[{}]* '}') -> type(PROPERTY_ESCAPE) ;
IN_CLASS_CONTROL : '\\' [tnvfra] -> type(CONTROL_ESCAPE) ;
IN_CLASS_OCTAL : '\\' ('0' [0-7]? [0-7]? | [1-7] [0-7]? | [0-3] [0-7] [0-7]) -> type(OCTAL_ESCAPE) ;
IN_CLASS_HEX : '\\x' HEX HEX -> type(HEX_ESCAPE) ;
IN_CLASS_UNIT : '\\u' HEX HEX HEX HEX -> type(UNIT_ESCAPE) ;
IN_CLASS_LONG : '\\U' HEX HEX HEX HEX HEX HEX HEX HEX -> type(LONG_ESCAPE) ;
IN_CLASS_BRACED : '\\' [xuU] '{' HEX+ '}' -> type(BRACED_ESCAPE) ;
IN_CLASS_NAME : '\\N{' ~[{}]* '}' -> type(NAME_ESCAPE) ;
IN_CLASS_UNKNOWN : ('\\' [a-zA-Z0-9] | '\\') -> type(UNKNOWN_ESCAPE) ;
IN_CLASS_IDENTITY : '\\' ~[a-zA-Z0-9] -> type(IDENTITY_ESCAPE) ;
IN_CLASS_CHARACTER : . -> type(CHARACTER) ;
