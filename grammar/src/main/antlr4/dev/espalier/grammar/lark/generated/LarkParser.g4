/**
 * Lark grammars, and what llguidance adds to them. A definition ends with its line, except before a
 * '|' and at the ends of parentheses.
 */
parser grammar LarkParser;

options { tokenVocab = LarkLexer; }

file
    : items EOF # wholeFile
    ;

items
    : NEWLINE? (item (NEWLINE item)* NEWLINE?)? # listed
    ;

item
    : definition # defined
    | OVERRIDE definition # overridden
    | EXTEND definition # extended
    | IGNORE choice # ignored
    | IMPORT DOT? name (DOT name)* (ARROW name | OPEN name (COMMA name)* CLOSE)? # imported
    | DECLARE name+ # declared
    | OPTIONS json # settings
    ;

definition
    : (BANG | QUESTION)* RULE parameters? priority? attributes? COLON choice # rule
    | (BANG | QUESTION)* TERMINAL parameters? priority? COLON choice # terminal
    | RULE PARAMETRIC ~NEWLINE* # parametricRule
    ;

parameters
    : OPEN_BRACE name (COMMA name)* CLOSE_BRACE # named
    ;

priority
    : DOT NUMBER # numbered
    ;

attributes
    : OPEN_BRACKET attribute (COMMA attribute)* COMMA? CLOSE_BRACKET # bracketed
    ;

attribute
    : RULE # flag
    | RULE EQUALS NUMBER # numeric
    | RULE EQUALS value # textual
    ;

choice
    : branch (NEWLINE? BAR branch)* # alternatives
    ;

nestedChoice
    : NEWLINE? branch (NEWLINE? BAR NEWLINE? branch)* NEWLINE? # nestedAlternatives
    ;

branch
    : sequence (AND sequence)* (ARROW RULE)? # intersected
    ;

sequence
    : element* # elements
    ;

element
    : TILDE* atom quantifier? # quantified
    ;

quantifier
    : STAR # anyNumber
    | PLUS # atLeastOne
    | QUESTION # atMostOne
    | TILDE NUMBER (RANGE NUMBER)? # larkCount
    | OPEN_BRACE NUMBER? COMMA NUMBER? CLOSE_BRACE # bounds
    | OPEN_BRACE NUMBER CLOSE_BRACE # exactCount
    ;

atom
    : OPEN nestedChoice CLOSE # group
    | OPEN_BRACKET nestedChoice CLOSE_BRACKET # maybe
    | value # single
    ;

value
    : STRING RANGE STRING # range
    | STRING # string
    | REGEXP # regexp
    | TOKEN # token
    | JSON json # schema
    | STRUCTURED json # structured
    | NESTED items CLOSE_BRACE # nested
    | GRAMMAR_REFERENCE # otherGrammar
    | name PARAMETRIC ~NEWLINE* # parametric
    | RULE OPEN_BRACE value (COMMA value)* CLOSE_BRACE # template
    | name # reference
    ;

name
    : RULE # ruleName
    | TERMINAL # terminalName
    ;

json
    : JSON_OPEN (JSON_TEXT | JSON_STRING | json)* JSON_CLOSE # braced
    ;
