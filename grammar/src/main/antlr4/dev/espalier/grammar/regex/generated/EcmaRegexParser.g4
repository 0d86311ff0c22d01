/** ECMA-262 regular expressions, section 22.2.1; backreferences and the like parse and are refused later. */
parser grammar EcmaRegexParser;

options { tokenVocab = EcmaRegexLexer; }

pattern
    : disjunction EOF # wholePattern
    ;

disjunction
    : alternative (BAR alternative)* # choice
    ;

alternative
    : term* # sequence
    ;

term
    : atom (quantifier QUESTION?)? # quantified
    ;

quantifier
    : STAR # anyNumber
    | PLUS # atLeastOne
    | QUESTION # atMostOne
    | COUNT # counted
    ;

atom
    : BEGIN # begin
    | END # end
    | DOT # anyButLineTerminator
    | character # oneCharacter
    | CLASS_ESCAPE # classEscape
    | PROPERTY_ESCAPE # propertyEscape
    | CLASS classItem* CLASS_END # positiveClass
    | NOT_CLASS classItem* CLASS_END # negatedClass
    | (OPEN | UNCAPTURED | NAMED) disjunction CLOSE # group
    | LOOKAHEAD disjunction CLOSE # lookahead
    | NEGATIVE_LOOKAHEAD disjunction CLOSE # negativeLookahead
    | LOOKBEHIND disjunction CLOSE # lookbehind
    | NEGATIVE_LOOKBEHIND disjunction CLOSE # negativeLookbehind
    | WORD_BOUNDARY # wordBoundary
    | BACKREFERENCE # backreference
    | MODIFIED disjunction CLOSE # modified
    ;

classItem
    : classAtom DASH classAtom # range
    | classAtom # single
    ;

classAtom
    : DASH # dash
    | BACKSPACE_ESCAPE # backspace
    | character # classCharacter
    | CLASS_ESCAPE # classAtomEscape
    | PROPERTY_ESCAPE # classAtomProperty
    ;

character
    : CHARACTER # plain
    | CONTROL_ESCAPE # controlEscape
    | LETTER_ESCAPE # letterEscape
    | NUL_ESCAPE # nulEscape
    | HEX_ESCAPE # hexEscape
    | SURROGATES_ESCAPE # surrogatesEscape
    | UNIT_ESCAPE # unitEscape
    | CODE_POINT_ESCAPE # codePointEscape
    | IDENTITY_ESCAPE # identityEscape
    | UNKNOWN_ESCAPE # unknownEscape
    ;
