"""The words of the text notation of expressions, in Dutch and in English: written by `notation`, read by adapters."""

from collections.abc import Mapping

from waarborg.core.law.expressions import Operator, RoundingMode
from waarborg.core.terms.legal_terms import Unit
from waarborg.core.terms.text import Text

#: By a name that grammars use. Each word means one thing in both languages together, so that they can be mixed:
#: Dutch `OF` is "or", which is why English has `FROM` where Dutch has `VAN`.
KEYWORDS: Mapping[str, Text] = {
    "IF": Text(nl="ALS", en="IF"),
    "THEN": Text(nl="DAN", en="THEN"),
    "ELSE": Text(nl="ANDERS", en="ELSE"),
    "OR": Text(nl="OF", en="OR"),
    "AND": Text(nl="EN", en="AND"),
    "NOT": Text(nl="NIET", en="NOT"),
    "IN": Text(nl="IN", en="IN"),
    "WITHIN": Text(nl="VAN", en="FROM"),
    "ALL": Text(nl="ALLE", en="ALL"),
    "SOME": Text(nl="ENKELE", en="SOME"),
    "CREATED": Text(nl="GEMAAKT", en="CREATED"),
    "OUT_OF": Text(nl="UIT", en="WITH"),
    "SUM": Text(nl="SOM", en="SUM"),
    "PRODUCT": Text(nl="PRODUCT", en="PRODUCT"),
    "MIN": Text(nl="KLEINSTE", en="MIN"),
    "MAX": Text(nl="GROOTSTE", en="MAX"),
    "COUNT": Text(nl="AANTAL", en="COUNT"),
    "PERIOD": Text(nl="PERIODE", en="PERIOD"),
    "START": Text(nl="BEGIN", en="START"),
    "END": Text(nl="EINDE", en="END"),
    "ADD": Text(nl="ERBIJ", en="ADD"),
    "BETWEEN": Text(nl="TUSSEN", en="BETWEEN"),
    "TERM": Text(nl="TERMIJN", en="TERM"),
    "EXTENDED": Text(nl="VERLENGD", en="EXTENDED"),
    "QUOTIENT": Text(nl="DEEL", en="QUOTIENT"),
    "ROUND": Text(nl="AFROND", en="ROUND"),
    "TODAY": Text(nl="PEILDATUM", en="EVALUATION_DATE"),
    "ANYONE": Text(nl="IEDEREEN", en="ANYONE"),
    "IS": Text(nl="IS", en="IS"),
    "TRUE": Text(nl="WAAR", en="TRUE"),
    "FALSE": Text(nl="ONWAAR", en="FALSE"),
    "NAMED": Text(nl="FEIT", en="FACT"),
    "FIXED": Text(nl="VAST", en="FIXED"),
    "RECORD": Text(nl="GEGEVENS", en="RECORD"),
    "PARTY": Text(nl="PARTIJ", en="PARTY"),
    "AMOUNT": Text(nl="BEDRAG", en="AMOUNT"),
    "UNREADABLE": Text(nl="ONLEESBAAR", en="UNREADABLE"),
}

#: What a unit is called where it stands without a number: `TUSSEN([a]; [b]; jaren)`.
UNIT_WORDS: Mapping[Unit, Text] = {
    Unit.DAY: Text(nl="dagen", en="days"),
    Unit.WEEK: Text(nl="weken", en="weeks"),
    Unit.MONTH: Text(nl="maanden", en="months"),
    Unit.YEAR: Text(nl="jaren", en="years"),
}

#: Up and down are seen from zero, ceiling and floor along the line of numbers; they differ below zero.
ROUNDING_WORDS: Mapping[RoundingMode, Text] = {
    RoundingMode.UP: Text(nl="omhoog", en="up"),
    RoundingMode.DOWN: Text(nl="omlaag", en="down"),
    RoundingMode.HALF_UP: Text(nl="half omhoog", en="half up"),
    RoundingMode.HALF_EVEN: Text(nl="half even", en="half even"),
    RoundingMode.CEILING: Text(nl="naar boven", en="ceiling"),
    RoundingMode.FLOOR: Text(nl="naar beneden", en="floor"),
}

#: Operators that are a word with parts between parentheses.
FUNCTIONS: Mapping[Operator, str] = {
    operator: operator.value
    for operator in (
        Operator.AND,
        Operator.OR,
        Operator.SUM,
        Operator.PRODUCT,
        Operator.MIN,
        Operator.MAX,
        Operator.COUNT,
        Operator.PERIOD,
        Operator.START,
        Operator.END,
    )
}
