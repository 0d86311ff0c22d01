/**
 * GBNF, as llama.cpp reads it: a rule ends with its line, except after '::=' and '|' and within
 * parentheses.
 */
grammar Gbnf;

file
    : NEWLINE? (definition (NEWLINE definition)* NEWLINE?)? EOF # wholeFile
    ;

definition
    : NAME DEFINES NEWLINE? choice # rule
    ;

choice
    : sequence (BAR NEWLINE? sequence)* # alternatives
    ;

sequence
    : element* # elements
    ;

element
    : atom quantifier* # quantified
    ;

nestedChoice
    : nestedSequence (BAR NEWLINE? nestedSequence)* # nestedAlternatives
    ;

nestedSequence
    : (nestedElement NEWLINE?)* # nestedElements
    ;

nestedElement
    : atom (NEWLINE? quantifier)* # nestedQuantified
    ;

atom
    : LITERAL # literal
    | CLASS # characterClass
    | DOT # anyCharacter
    | NAME # reference
    | TOKEN # token
    | OPEN NEWLINE? nestedChoice CLOSE # group
    ;

quantifier
    : STAR # anyNumber
    | PLUS # atLeastOne
    | QUESTION # atMostOne
    | COUNT # counted
    ;

DEFINES : '::=' ;
BAR : '|' ;
OPEN : '(' ;
CLOSE : ')' ;
STAR : '*' ;
PLUS : '+' ;
QUESTION : '?' ;
DOT : '.' ;
COUNT : '{' SPACE* ([0-9]+ SPACE* (',' SPACE* ([0-9]+ SPACE*)?)? | ',' SPACE* [0-9]+ SPACE*) '}' ;
NAME : [a-zA-Z0-9_-]+ ;
LITERAL : '"' ('\\' . | ~["\\])* '"' ;
CLASS : '[' ('\\' . | ~[\]\\])* ']' ;
TOKEN : '!'? '<' ~[>\r\n]* '>' ;
NEWLINE : [\r\n] ([ \t\r\n] | COMMENT)* ;
BLANK : ([ \t]+ | COMMENT) -> skip ;
UNKNOWN : . ;

fragment SPACE : [ \t\r\n] ;
fragment COMMENT : '#' ~[\r\n]* ;
