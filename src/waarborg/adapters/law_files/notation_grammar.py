"""The grammar of the text notation. Tokens come from `notation_tokens`; what each rule means stands there too.

From weak to strong: a choice, OR, AND, NOT, a comparison, sums, products, what holds within something, and what
stands by itself. A rule of each level takes parts of the next, so parentheses are needed only against that order.
"""

GRAMMAR = r"""
start: expression | created_from

?expression: IF expression THEN expression ELSE expression -> choose
    | either
?either: both
    | both (OR both)+ -> join_or
?both: refusal
    | refusal (AND refusal)+ -> join_and
?refusal: NOT refusal -> negate
    | comparison
?comparison: total
    | total COMPARE total -> compare
    | total IN total -> include
    | total NOT IN total -> exclude
?total: share
    | share _step+ -> add_up
_step: (PLUS | MINUS) share
    | (PLUS | MINUS) counted
counted: share UNIT
?share: within
    | within (TIMES within)+ -> multiply
?within: atom
    | atom (WITHIN name)+ -> look_within
    | (ALL | SOME) atom (WITHIN name)+ -> look_within_many

?atom: _OPEN expression _CLOSE
    | name -> refer
    | literal
    | _OPEN created_from _CLOSE
    | CREATED -> created
    | TODAY -> today
    | ANYONE -> anyone
    | IS _OPEN TEXT _CLOSE -> is_party
    | UNREADABLE _OPEN TEXT _CLOSE -> unreadable
    | _OPEN_LIST [_parts] _CLOSE_LIST -> list_parts
    | function _OPEN [_parts] _CLOSE -> call
    | ADD _OPEN expression _SEMICOLON expression _SEMICOLON UNIT _CLOSE -> add_units
    | BETWEEN _OPEN expression _SEMICOLON expression _SEMICOLON UNIT _CLOSE -> between
    | TERM _OPEN NUMBER UNIT _SEMICOLON expression [_SEMICOLON NOT EXTENDED] _CLOSE -> term
    | QUOTIENT _OPEN expression _SEMICOLON expression _SEMICOLON _rounding _CLOSE -> divide
    | ROUND _OPEN expression _SEMICOLON _rounding _CLOSE -> round_off

!function: AND | OR | SUM | PRODUCT | MIN | MAX | COUNT | PERIOD | START | END
created_from: CREATED OUT_OF _parts
_parts: expression (_SEMICOLON expression)*
_rounding: places _SEMICOLON rounding
places: [MINUS] NUMBER
rounding: ROUNDING+
name: FACT
    | NAMED _OPEN TEXT _CLOSE

?literal: NUMBER -> number
    | MINUS NUMBER -> negative
    | CURRENCY [MINUS] NUMBER -> money
    | MINUS CURRENCY NUMBER -> negative_money
    | AMOUNT _OPEN [MINUS] NUMBER _SEMICOLON TEXT _CLOSE -> amount
    | DATE -> day
    | DAYS -> days
    | TEXT -> quoted
    | TRUE -> yes
    | FALSE -> no
    | PARTY _OPEN TEXT _CLOSE -> party
    | FIXED expression_list -> fixed
    | RECORD _OPEN [_entries] _CLOSE -> record
expression_list: _OPEN_LIST [_parts] _CLOSE_LIST
_entries: TEXT
    | TEXT (_SEMICOLON entry)+
    | entry (_SEMICOLON entry)*
entry: name COLON expression

%declare IF THEN ELSE OR AND NOT IN WITHIN ALL SOME CREATED OUT_OF SUM PRODUCT MIN MAX COUNT PERIOD START END ADD
%declare BETWEEN TERM EXTENDED QUOTIENT ROUND TODAY ANYONE IS TRUE FALSE NAMED FIXED RECORD PARTY AMOUNT UNREADABLE
%declare FACT TEXT DAYS DATE NUMBER UNIT ROUNDING CURRENCY COMPARE PLUS MINUS
%declare TIMES _OPEN _CLOSE _OPEN_LIST _CLOSE_LIST _SEMICOLON COLON
"""
