"""Each calculation in words, as a thing: `de som van …`, `acht weken na …`, `het aantal hele jaren van … tot …`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from waarborg.core.law.explaining.figures import write_figures, write_length
from waarborg.core.law.explaining.templates import fill, list_items
from waarborg.core.law.expressions import Literal, Operation, Operator, Rounding, RoundingMode, TermRule
from waarborg.core.law.keywords import UNIT_WORDS
from waarborg.core.terms.legal_terms import Length, Unit
from waarborg.core.terms.text import Text

THE_LIST = Text(nl="de lijst", en="the list")
_LIST_OF = Text(nl="de lijst van {row}", en="the list of {row}")
_EMPTY_LIST = Text(nl="een lege lijst", en="an empty list")
_OPEN_PERIOD = Text(nl="de periode vanaf {first}", en="the period from {first}")
_COUNTED = Text(nl="{first} plus {second} {unit}", en="{first} plus {second} {unit}")

_TEMPLATES: Mapping[Operator, Text] = {
    Operator.QUOTIENT: Text(nl="{first} gedeeld door {second}", en="{first} divided by {second}"),
    Operator.ROUND: Text(nl="{first}, {rounding}", en="{first}, {rounding}"),
    Operator.MIN: Text(nl="de laagste van {row}", en="the lowest of {row}"),
    Operator.MAX: Text(nl="de hoogste van {row}", en="the highest of {row}"),
    Operator.COUNT: Text(nl="het aantal in {first}", en="the number in {first}"),
    Operator.PERIOD: Text(
        nl="de periode van {first} tot {second}", en="the period from {first} until {second}"
    ),
    Operator.START: Text(nl="de eerste dag van {first}", en="the first day of {first}"),
    Operator.END: Text(nl="de eerste dag na {first}", en="the first day after {first}"),
    Operator.ADD: Text(nl="{length} na {first}", en="{length} after {first}"),
    Operator.BETWEEN: Text(
        nl="het aantal hele {unit} van {first} tot {second}",
        en="the number of whole {unit} from {first} to {second}",
    ),
    Operator.TERM: Text(nl="{length} na {first}", en="{length} after {first}"),
}
_TEMPLATES_FOR_DATES: Mapping[Operator, Text] = {
    Operator.MIN: Text(nl="de vroegste van {row}", en="the earliest of {row}"),
    Operator.MAX: Text(nl="de laatste van {row}", en="the latest of {row}"),
}
#: The operators that `put_in_words` knows.
WORDED = frozenset({*_TEMPLATES, Operator.LIST})

_ROUNDED = Text(nl="afgerond {to} ({how})", en="rounded {to} ({how})")
_TO_WHOLE = Text(nl="op een heel getal", en="to a whole number")
_TO_MULTIPLE = Text(nl="op een veelvoud van {step}", en="to a multiple of {step}")
_TO_ONE_DECIMAL = Text(nl="op één cijfer achter de komma", en="to one decimal")
_TO_DECIMALS = Text(nl="op {count} cijfers achter de komma", en="to {count} decimals")
_MODES: Mapping[RoundingMode, Text] = {
    RoundingMode.UP: Text(nl="naar boven", en="up"),
    RoundingMode.DOWN: Text(nl="naar beneden", en="down"),
    RoundingMode.HALF_UP: Text(nl="vanaf de helft naar boven", en="from one half up"),
    RoundingMode.HALF_EVEN: Text(nl="precies de helft naar even", en="exactly one half to even"),
    RoundingMode.CEILING: Text(nl="altijd omhoog", en="always to the higher one"),
    RoundingMode.FLOOR: Text(nl="altijd omlaag", en="always to the lower one"),
}


def put_in_words(operation: Operation, parts: Sequence[Text], *, of_dates: bool) -> Text:
    """Return a calculation in words around the words for its parts. Its operator is one of `WORDED`.

    `of_dates` says whether it compares dates.
    """
    operator = operation.operator
    if operator is Operator.LIST:
        return _name_list(operation, parts)
    template = _TEMPLATES[operator]
    if of_dates:
        template = _TEMPLATES_FOR_DATES.get(operator, template)
    if len(parts) == 1 and operator is Operator.PERIOD:
        template = _OPEN_PERIOD
    if len(parts) == 2 and operator is Operator.ADD:
        template = _COUNTED
    return fill(template, first=parts[0], second=parts[-1], row=list_items(parts), **_name_setting(operation))


def _name_list(operation: Operation, parts: Sequence[Text]) -> Text:
    if not parts:
        return _EMPTY_LIST
    if all(isinstance(operand, Literal) for operand in operation.operands):
        return THE_LIST
    return fill(_LIST_OF, row=list_items(parts))


def _name_setting(operation: Operation) -> dict[str, Text]:
    match operation.setting:
        case Rounding() as rounding:
            return {"rounding": name_rounding(rounding)}
        case TermRule(length=length) | (Length() as length):
            return {"length": write_length(length)}
        case Unit() as unit:
            return {"unit": UNIT_WORDS[unit]}
    return {}


def name_rounding(rounding: Rounding) -> Text:
    """Return how something is rounded: `afgerond op 2 cijfers achter de komma (naar beneden)`."""
    places = rounding.places
    if places == 0:
        to = _TO_WHOLE
    elif places == 1:
        to = _TO_ONE_DECIMAL
    elif places > 0:
        to = fill(_TO_DECIMALS, count=write_figures(Decimal(places)))
    else:
        to = fill(_TO_MULTIPLE, step=write_figures(Decimal(10) ** -places))
    return fill(_ROUNDED, to=to, how=_MODES[rounding.mode])
