/** Regular expressions of Python's re; backreferences and the like parse and are refused later. */
parser grammar PythonRegexParser;

options { tokenVocab = PythonRegexLexer; }

pattern
    : FLAGS? disjunction EOF # wholePattern
    ;

disjunction
    : alternative (BAR alternative)* # choice
    ;

alternative
    : term* # sequence
    ;

term
    : atom (quantifier (QUESTION | PLUS)?)? # quantified
    ;

quantifier
    : STAR # anyNumber
    | PLUS # atLeastOne
    | QUESTION # atMostOne
    | COUNT # counted
    ;

atom
    : (BEGIN | END | TEXT_ANCHOR) # anchor
    | DOT # dot
    | character # oneCharacter
    | CLASS_ESCAPE # classEscape
    | PROPERTY_ESCAPE # propertyEscape
    | (CLASS | NOT_CLASS | CLASS_BRACKET | NOT_CLASS_BRACKET) classItem* CLASS_END # characterClass
    | (OPEN | UNCAPTURED | NAMED) disjunction CLOSE # group
    | MODIFIED disjunction CLOSE # modified
    | (LOOKAHEAD | NEGATIVE_LOOKAHEAD | LOOKBEHIND | NEGATIVE_LOOKBEHIND) disjunction CLOSE # look
    | WORD_BOUNDARY # wordBoundary
    | (BACKREFERENCE | NAMED_REFERENCE) # backreference
    | (ATOMIC | CONDITION | EXTENSION) disjunction CLOSE # extension
    | FLAGS # lateFlags
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
    | POSIX_CLASS # posixClass
    ;

character
    : CHARACTER # plain
    | CONTROL_ESCAPE # controlEscape
    | OCTAL_ESCAPE # octalEscape
    | HEX_ESCAPE # hexEscape
    | UNIT_ESCAPE # unitEscape
    | LONG_ESCAPE # longEscape
    | BRACED_ESCAPE # bracedEscape
    | NAME_ESCAPE # nameEscape
    | IDENTITY_ESCAPE # identityEscape
    | UNKNOWN_ESCAPE # unknownEscape
    ;
