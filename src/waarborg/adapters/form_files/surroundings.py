"""What facts of a dossier say beside a form: as people see it, and as conditions read it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from waarborg.core.forms.offering import FACT, Known
from waarborg.core.framework.framework import Framework
from waarborg.core.law.values import Value
from waarborg.core.profile import facts as profile
from waarborg.core.profile.vocabulary import Term, Type


def look_around(
    framework: Framework, facts: Mapping[str, object], *, by: str, at: datetime
) -> tuple[dict[str, Known], dict[str, Value]]:
    """Return what facts by key say: what may be offered, by place, and what conditions read, by name.

    The facts fit the vocabulary; None says that somebody does not know. by, at: who said so, and when.
    """
    known: dict[str, Known] = {}
    outside: dict[str, Value] = {}
    for key, given in facts.items():
        value = profile.freeze(given)
        if value is None:
            continue
        place = f"{FACT}:{key}"
        known[place] = Known(place, value, by, at)
        if (read := fact_to_law(framework.vocabulary.get_term(key), value)) is not None:
            outside[place] = read
    # What facts mean for the rules, not what the rules make of them: then reasons tell every step.
    return known, outside | dict(framework.readings.translate(facts).values)


def fact_to_law(term: Term, value: profile.Value) -> Value | None:
    """Return a fact of the dossier in the shape in which conditions read it; None when it is not known."""
    if value is None:
        return None
    match term.type:
        case Type.BOOLEAN:
            return value if isinstance(value, bool) else None
        case Type.NUMBER:
            return Decimal(str(value))
        case Type.DATE:
            return date.fromisoformat(str(value))
        case Type.CHOICES:
            return tuple(str(one) for one in value) if isinstance(value, tuple) else None
        case Type.LIST:
            # Conditions count the rows and do not look into them.
            return tuple(str(place) for place, _ in enumerate(value)) if isinstance(value, tuple) else None
    return str(value)
