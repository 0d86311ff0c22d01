/**
 * Tokens of ECMA-262 regular expressions with the u flag, and with the literal braces, brackets and
 * identity escapes of punctuation that Annex B allows.
 */
lexer grammar EcmaRegexLexer;

BEGIN : '^' ;
END : '$' ;
DOT : '.' ;
BAR : '|' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
COUNT : '{' [0-9]+ (',' [0-9]*)? '}' ;

LOOKAHEAD : '(?=' ;
NEGATIVE_LOOKAHEAD : '(?!' ;
LOOKBEHIND : '(?<=' ;
NEGATIVE_LOOKBEHIND : '(?<!' ;
UNCAPTURED : '(?:' ;
NAMED : '(?<' NAME '>' ;
MODIFIED : '(?' ([ims]+ ('-' [ims]*)? | '-' [ims]+) ':' ;
OPEN : '(' ;
CLOSE : ')' ;
NOT_CLASS : '[^' -> pushMode(IN_CLASS) ;
CLASS : '[' -> pushMode(IN_CLASS) ;

WORD_BOUNDARY : '\\' [bB] ;
BACKREFERENCE : '\\' [1-9] [0-9]* | '\\k<' NAME '>' ;
CLASS_ESCAPE : '\\' [dDsSwW] ;
PROPERTY_ESCAPE : '\\' [pP] '{' ~[{}]* '}' ;
CONTROL_ESCAPE : '\\' [tnvfr] ;
LETTER_ESCAPE : '\\c' [a-zA-Z] ;
NUL_ESCAPE : '\\0' ;
HEX_ESCAPE : '\\x' HEX HEX ;
SURROGATES_ESCAPE : '\\u' [dD] [89abAB] HEX HEX '\\u' [dD] [c-fC-F] HEX HEX ;
UNIT_ESCAPE : '\\u' HEX HEX HEX HEX ;
CODE_POINT_ESCAPE : '\\u{' HEX+ '}' ;
UNKNOWN_ESCAPE : '\\0' [0-9]+ | '\\' [a-zA-Z0-9] | '\\' ;
IDENTITY_ESCAPE : '\\' ~[a-zA-Z0-9] ;
CHARACTER : . ;

fragment HEX : [0-9a-fA-F] ;
fragment NAME : [\p{L}_$] [\p{L}\p{M}\p{Nd}_$]* ;

mode IN_CLASS;

CLASS_END : ']' -> popMode ;
DASH : '-' ;
BACKSPACE_ESCAPE : '\\b' ;
IN_CLASS_ESCAPE : '\\' [dDsSwW] -> type(CLASS_ESCAPE) ;
IN_CLASS_PROPERTY : '\\' [pP] '{' ~[{}]* '}' -> type(PROPERTY_ESCAPE) ;
IN_CLASS_CONTROL : '\\' [tnvfr] -> type(CONTROL_ESCAPE) ;
IN_CLASS_LETTER : '\\c' [a-zA-Z] -> type(LETTER_ESCAPE) ;
IN_CLASS_NUL : '\\0' -> type(NUL_ESCAPE) ;
IN_CLASS_HEX : '\\x' HEX HEX -> type(HEX_ESCAPE) ;
IN_CLASS_SURROGATES : '\\u' [dD] [89abAB] HEX HEX '\\u' [dD] [c-fC-F] HEX HEX
    -> type(SURROGATES_ESCAPE) ;
IN_CLASS_UNIT : '\\u' HEX HEX HEX HEX -> type(UNIT_ESCAPE) ;
IN_CLASS_CODE_POINT : '\\u{' HEX+ '}' -> type(CODE_POINT_ESCAPE) ;
IN_CLASS_UNKNOWN : ('\\0' [0-9]+ | '\\' [a-zA-Z0-9] | '\\') -> type(UNKNOWN_ESCAPE) ;
IN_CLASS_IDENTITY : '\\' ~[a-zA-Z0-9] -> type(IDENTITY_ESCAPE) ;
IN_CLASS_CHARACTER : . -> type(CHARACTER) ;
