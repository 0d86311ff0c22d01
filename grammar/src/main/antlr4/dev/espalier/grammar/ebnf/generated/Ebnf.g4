/**
 * EBNF with '::=': what XGrammar reads and what the W3C writes. A rule ends where the next one
 * begins, which one token shows.
 */
grammar Ebnf;

file
    : definition* EOF # wholeFile
    | NAME EQUALS .*? EOF # isoFile
    ;

definition
    : DEFINITION choice # rule
    ;

choice
    : sequence (BAR sequence)* # alternatives
    ;

sequence
    : difference* # parts
    ;

difference
    : item (MINUS item)* # without
    ;

item
    : atom quantifier* # quantified
    ;

atom
    : DOUBLE_QUOTED # escapedLiteral
    | SINGLE_QUOTED # plainLiteral
    | CLASS # characterClass
    | CODE_POINT # codePoint
    | NAME # reference
    | OPEN choice CLOSE # group
    | LOOKAHEAD choice CLOSE # lookahead
    | CALL (argument (COMMA argument)*)? CLOSE # macro
    ;

argument
    : value # positional
    | NAME EQUALS value # named
    ;

value
    : DOUBLE_QUOTED # text
    | NUMBER # number
    | NAME # word
    | OPEN (value (COMMA value)* COMMA?)? CLOSE # tuple
    ;

quantifier
    : STAR # anyNumber
    | PLUS # atLeastOne
    | QUESTION # atMostOne
    | COUNT # counted
    ;

DEFINITION : ('[' [0-9]+ [a-z]* ']' [ \t]+)? Name Options? SPACE* '::=' ;
BAR : '|' ;
MINUS : '-' ;
OPEN : '(' ;
LOOKAHEAD : '(=' ;
CLOSE : ')' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
COMMA : ',' ;
EQUALS : '=' ;
COUNT : '{' SPACE* ([0-9]+ SPACE* (',' SPACE* ([0-9]+ SPACE*)?)? | ',' SPACE* [0-9]+ SPACE*) '}' ;
CALL : Macro '(' ;
NAME : Name ;
NUMBER : [0-9]+ ;
CODE_POINT : '#x' [0-9a-fA-F]+ ;
DOUBLE_QUOTED : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"' ;
SINGLE_QUOTED : '\'' ~['\r\n]* '\'' ;
CLASS : '[' ('\\' ~[\r\n] | ~[\]\\\r\n])* ']' ;
BLANK : (SPACE+ | COMMENT | '/*' .*? '*/') -> skip ;
UNKNOWN : . ;

fragment Name : [a-zA-Z_] [a-zA-Z0-9_.-]* ;
fragment Options : '[' ('"' ~["\r\n]* '"' | ~["\]\r\n])* ']' ;
fragment Macro
    : 'Regex'
    | 'Substring'
    | 'TagDispatch'
    | 'Token'
    | 'ExcludeToken'
    | 'TokenTagDispatch'
    ;
fragment SPACE : [ \t\r\n] ;
fragment COMMENT : '#' (~[x\r\n] ~[\r\n]* | 'x' ~[0-9a-fA-F\r\n] ~[\r\n]* | 'x')? ;
