"""What holds in words: conditions that hold together or one by one, the opposite of one, and choices between two."""

from collections.abc import Mapping

from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.clauses import Clause
from waarborg.core.law.explaining.comparing import is_comparison, look_through, say_comparison
from waarborg.core.law.explaining.deciding import answer_of
from waarborg.core.law.explaining.figures import write_count
from waarborg.core.law.explaining.phrases import POINT_BELOW, Phrasing, is_written_out
from waarborg.core.law.explaining.templates import fill, same
from waarborg.core.law.expressions import Is, Operation, Operator, Reference
from waarborg.core.law.values import UNKNOWN, Outcome, holds
from waarborg.core.terms.text import Text

_NO_CONDITIONS: Mapping[Operator, Text] = {
    Operator.AND: Text(nl="er zijn geen voorwaarden", en="there are no conditions"),
    Operator.OR: Text(nl="er is geen enkele mogelijkheid", en="there is no option at all"),
}
_ONE_CONDITION: Mapping[Outcome, Text] = {
    True: Text(nl="de voorwaarde geldt", en="the condition applies"),
    False: Text(nl="de voorwaarde geldt niet", en="the condition does not apply"),
    UNKNOWN: Text(nl="de voorwaarde is nog niet bekend", en="the condition is not known yet"),
}
_BOTH = Text(nl="beide voorwaarden gelden", en="both conditions apply")
_ALL = Text(nl="alle {total} voorwaarden gelden", en="all {total} conditions apply")
_NONE = Text(nl="geen van de {total} voorwaarden geldt", en="none of the {total} conditions applies")
_NONE_KNOWN = Text(
    nl="van geen van de {total} voorwaarden is al bekend of die geldt",
    en="for none of the {total} conditions it is known yet whether it applies",
)
_ONE_FAILS = Text(
    nl="van de {total} voorwaarden geldt er één niet", en="one of the {total} conditions does not apply"
)
_SOME_FAIL = Text(
    nl="van de {total} voorwaarden gelden er {count} niet",
    en="{count} of the {total} conditions do not apply",
)
_ONE_UNKNOWN = Text(
    nl="van de {total} voorwaarden is er één nog niet bekend",
    en="one of the {total} conditions is not known yet",
)
_SOME_UNKNOWN = Text(
    nl="van de {total} voorwaarden zijn er {count} nog niet bekend",
    en="{count} of the {total} conditions are not known yet",
)
_ONE_OPTION = Text(
    nl="van de {total} mogelijkheden geldt er één, en dat is genoeg",
    en="one of the {total} options applies, and that is enough",
)
_SOME_OPTIONS = Text(
    nl="van de {total} mogelijkheden gelden er {count}, en één is genoeg",
    en="{count} of the {total} options apply, and one is enough",
)
_BOTH_OPTIONS = Text(
    nl="beide mogelijkheden gelden, en één is genoeg", en="both options apply, and one is enough"
)
_ALL_OPTIONS = Text(
    nl="alle {total} mogelijkheden gelden, en één is genoeg",
    en="all {total} options apply, and one is enough",
)
_NO_OPTION_KNOWN = Text(
    nl="van geen van de {total} mogelijkheden is al bekend of die geldt",
    en="for none of the {total} options it is known yet whether it applies",
)
_NO_OPTION = Text(nl="geen van de {total} mogelijkheden geldt", en="none of the {total} options applies")
_OPTION_UNKNOWN = Text(
    nl="één van de {total} mogelijkheden is genoeg, en van {count} is nog niet bekend of die geldt",
    en="one of the {total} options is enough, and for {count} it is not known yet whether it applies",
)

_FACT_HOLDS: Mapping[Outcome, Text] = {
    True: Text(nl="{fact} geldt", en="{fact} applies"),
    False: Text(nl="{fact} geldt niet", en="{fact} does not apply"),
    UNKNOWN: Text(nl="geldt {fact}", en="does {fact} apply"),
}
#: Said where it would have to be otherwise.
_FACT_HOLDS_AFTER_ALL = Text(nl="{fact} geldt wel", en="{fact} does apply")
_MUST_NOT: Mapping[Outcome, Text] = {
    True: Text(
        nl="de voorwaarde is dat het punt hieronder niet geldt, en dat klopt",
        en="the condition is that the point below does not apply, and that is so",
    ),
    False: Text(
        nl="de voorwaarde is dat het punt hieronder niet geldt, en dat klopt niet",
        en="the condition is that the point below does not apply, and that is not so",
    ),
}
_SO_COUNTS = Text(nl="{clause}, dus telt {branch}", en="{clause}, so {branch} counts")
_EITHER_WAY = Text(nl="de uitkomst is in beide gevallen gelijk", en="the outcome is the same either way")

_ANYONE = Text(nl="dit mag iedereen zijn", en="this may be anyone")
_PARTY: Mapping[Outcome, Text] = {
    True: Text(nl="wie handelt is {party}", en="the acting party is {party}"),
    False: Text(nl="wie handelt is niet {party}", en="the acting party is not {party}"),
    UNKNOWN: Text(nl="is {party} degene die handelt", en="is {party} the acting party"),
}


def is_clause(conclusion: Conclusion) -> bool:
    """Return whether it says that something holds, and not what something is."""
    expression = conclusion.expression
    if isinstance(expression, Is) or is_comparison(conclusion):
        return True
    return isinstance(expression, Operation) and expression.operator in _CLAUSES


def say_condition(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    """Return what holds in words, as a condition among others: "not so" is said with what was asked."""
    expression, value = conclusion.expression, conclusion.value
    _, turned = look_through(conclusion)
    is_opposite = isinstance(expression, Operation) and expression.operator is Operator.NOT
    if is_opposite and not turned and value is not UNKNOWN:
        return Clause(_MUST_NOT[value])
    return say_clause(phrasing, conclusion)


def say_clause(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    """Return what holds in words. The conclusion is one for which `is_clause` is true, without a fault."""
    compared, turned = look_through(conclusion)
    if is_comparison(compared):
        return say_comparison(phrasing, compared, turned=turned)
    expression = conclusion.expression
    if isinstance(expression, Is):
        return _say_party(expression, conclusion.value)
    assert isinstance(expression, Operation)  # `is_clause` says so
    return _CLAUSES[expression.operator](phrasing, conclusion)


def _say_party(expression: Is, value: Outcome) -> Clause:
    if expression.identity is None:
        return Clause(_ANYONE)
    party = same(f"‘{expression.identity.id}’")
    return Clause(fill(_PARTY[value], party=party), is_question=value is UNKNOWN)


def _count(operator: Operator, conclusion: Conclusion, wanted: Outcome) -> int:
    return sum(answer_of(operator, part.value) is wanted for part in conclusion.parts)


def _say_all(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    total, value = len(conclusion.parts), conclusion.value
    if total == 0:
        return Clause(_NO_CONDITIONS[Operator.AND])
    if total == 1:
        return Clause(_ONE_CONDITION[value])
    count = _count(Operator.AND, conclusion, value)
    return Clause(fill(_choose_all(value, count, total), total=write_count(total), count=write_count(count)))


def _choose_all(value: Outcome, count: int, total: int) -> Text:
    if value is True:
        return _BOTH if total == 2 else _ALL
    if count == total:
        return _NONE if value is False else _NONE_KNOWN
    if value is False:
        return _ONE_FAILS if count == 1 else _SOME_FAIL
    return _ONE_UNKNOWN if count == 1 else _SOME_UNKNOWN


def _say_any(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    total, value = len(conclusion.parts), conclusion.value
    if total == 0:
        return Clause(_NO_CONDITIONS[Operator.OR])
    if total == 1:
        return Clause(_ONE_CONDITION[value])
    count = _count(Operator.OR, conclusion, value)
    return Clause(fill(_choose_any(value, count, total), total=write_count(total), count=write_count(count)))


def _choose_any(value: Outcome, count: int, total: int) -> Text:
    if value is False:
        return _NO_OPTION
    if value is UNKNOWN:
        return _NO_OPTION_KNOWN if count == total else _OPTION_UNKNOWN
    if count == total:
        return _BOTH_OPTIONS if total == 2 else _ALL_OPTIONS
    return _ONE_OPTION if count == 1 else _SOME_OPTIONS


def _say_holds(phrasing: Phrasing, conclusion: Conclusion, *, after_all: bool = False) -> Clause:
    """Whether one condition holds."""
    value = holds(conclusion.value)
    is_fact = isinstance(conclusion.expression, Reference)
    item = phrasing.names.quote_conclusion(conclusion) if is_fact else POINT_BELOW
    template = _FACT_HOLDS_AFTER_ALL if after_all and value is True else _FACT_HOLDS[value]
    return Clause(fill(template, fact=item), is_question=value is UNKNOWN)


def _say_opposite(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    return _say_holds(phrasing, conclusion.parts[0], after_all=True)


def _say_choice(phrasing: Phrasing, conclusion: Conclusion) -> Clause:
    condition, then, otherwise = conclusion.parts
    answer = holds(condition.value)
    if answer is UNKNOWN and conclusion.value is not UNKNOWN:
        return Clause(_EITHER_WAY)
    clause = _say_holds(phrasing, condition)
    if clause.is_question:
        return clause
    branch = then if answer is True else otherwise
    phrase = phrasing.phrase(branch)
    # The value is told already, unless it comes from a sum on the spot.
    words = phrase.with_value if is_written_out(branch) else phrase.words
    return Clause(fill(_SO_COUNTS, clause=clause.text, branch=words))


_CLAUSES = {
    Operator.AND: _say_all,
    Operator.OR: _say_any,
    Operator.NOT: _say_opposite,
    Operator.IF: _say_choice,
}
