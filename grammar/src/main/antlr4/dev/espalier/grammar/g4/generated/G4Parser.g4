/** ANTLR 4 grammars: combined, lexer and parser ones. */
parser grammar G4Parser;

options { tokenVocab = G4Lexer; }

file
    : (LEXER | PARSER)? GRAMMAR name SEMICOLON prequel* section modeSection* EOF # wholeFile
    ;

prequel
    : optionBlock # fileOptions
    | IMPORT delegate (COMMA delegate)* SEMICOLON # importList
    | TOKENS (name (COMMA name)* COMMA?)? CLOSE_BRACE # tokenNames
    | CHANNELS (name (COMMA name)* COMMA?)? CLOSE_BRACE # channelNames
    | AT ((name | LEXER | PARSER) COLON_COLON)? name ACTION # fileAction
    ;

delegate
    : (name ASSIGN)? name # delegatedTo
    ;

optionBlock
    : OPTIONS (option SEMICOLON)* CLOSE_BRACE # optionList
    ;

option
    : name ASSIGN optionValue # oneOption
    ;

optionValue
    : name (DOT name)* # nameValue
    | STRING # stringValue
    | ACTION # actionValue
    | INT # intValue
    ;

modeSection
    : MODE name SEMICOLON section # oneMode
    ;

section
    : definition* # definitions
    ;

definition
    : modifier* RULE_NAME argument? (RETURNS argument)? throwing? (LOCALS argument)?
      (optionBlock | ruleAction)* COLON choice SEMICOLON handler* # ruleOfParser
    | FRAGMENT? TOKEN_NAME (optionBlock | ruleAction)* COLON lexerChoice SEMICOLON # ruleOfLexer
    ;

modifier
    : PUBLIC # publicRule
    | PRIVATE # privateRule
    | PROTECTED # protectedRule
    ;

throwing
    : THROWS exception (COMMA exception)* # thrown
    ;

exception
    : name (DOT name)* # exceptionName
    ;

ruleAction
    : AT name ACTION # namedAction
    ;

handler
    : CATCH argument ACTION # caught
    | FINALLY ACTION # atLast
    ;

argument
    : OPEN_BRACKET ARGUMENT # argumentText
    ;

choice
    : sequence (BAR sequence)* # alternatives
    ;

sequence
    : elementOptions? element* (POUND name)? # elements
    ;

element
    : (name (ASSIGN | PLUS_ASSIGN))? atom quantifier? # quantified
    | ACTION elementOptions? # action
    | PREDICATE elementOptions? # predicate
    ;

atom
    : setElement elementOptions? # single
    | RULE_NAME argument? elementOptions? # ruleReference
    | DOT elementOptions? # anyToken
    | NOT setElement elementOptions? # notOne
    | NOT OPEN setElement (BAR setElement)* CLOSE # notAnyOf
    | OPEN (optionBlock? ruleAction* COLON)? choice CLOSE # block
    ;

quantifier
    : QUESTION lazy=QUESTION? # atMostOne
    | STAR lazy=QUESTION? # anyNumber
    | PLUS lazy=QUESTION? # atLeastOne
    ;

elementOptions
    : LESS elementOption (COMMA elementOption)* GREATER # elementOptionList
    ;

elementOption
    : name # bareOption
    | name ASSIGN optionValue # valuedOption
    ;

lexerChoice
    : lexerSequence (BAR lexerSequence)* # lexerAlternatives
    ;

lexerSequence
    : lexerElement* (ARROW command (COMMA command)*)? # lexerElements
    ;

lexerElement
    : lexerAtom quantifier? # lexerQuantified
    | ACTION elementOptions? # lexerAction
    | PREDICATE elementOptions? # lexerPredicate
    ;

lexerAtom
    : setElement elementOptions? # lexerSingle
    | RULE_NAME # lexerRuleReference
    | DOT elementOptions? # anyCharacter
    | NOT setElement elementOptions? # lexerNotOne
    | NOT OPEN setElement (BAR setElement)* CLOSE # lexerNotAnyOf
    | OPEN lexerChoice CLOSE # lexerBlock
    ;

setElement
    : TOKEN_NAME # tokenReference
    | STRING # literal
    | STRING RANGE STRING # range
    | OPEN_BRACKET SET # characterSet
    ;

command
    : (name | MODE) (OPEN (name | INT) CLOSE)? # oneCommand
    ;

name
    : TOKEN_NAME # tokenName
    | RULE_NAME # ruleName
    ;
