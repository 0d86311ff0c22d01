/** A small query language, keywords in either case. */
grammar Query;

options { caseInsensitive = true; }

query : 'select' ('*' | NAME (',' NAME)*) 'from' NAME ('where' condition)? ('limit' NUMBER)? ';'? EOF ;

condition
    : 'not' condition
    | condition 'and' condition
    | condition 'or' condition
    | NAME ('=' | '<' | '>' | '<=' | '>=' | '<>') value
    | '(' condition ')'
    ;

value : NUMBER | TEXT | NAME ;

NAME : [a-z_] [a-z_0-9]* ;
NUMBER : '-'? [0-9]+ ('.' [0-9]+)? ;
TEXT : '\'' (~['\r\n] | '\'\'')* '\'' ;
COMMENT : '/*' .*? '*/' -> skip ;
SPACE : [ \t\r\n]+ -> skip ;
