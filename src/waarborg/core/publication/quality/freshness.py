"""How old the text of an entry is, and in which class that falls."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from waarborg.core.publication.quality.measures import Limits
from waarborg.core.terms.text import Text

METHOD = Text(
    "We tellen de hele maanden sinds de tekst voor het laatst is gewijzigd of, bij een overgenomen beschrijving, sinds"
    " de dag die het andere register noemt. Tot 12 maanden noemen we een tekst actueel, tot 24 maanden ouder, daarna"
    " oud. Een tekst waarvan de dag om na te lopen voorbij is noemen we nooit actueel.",
    "We count the whole months since the text was last changed or, for an entry that was taken over, since the day that"
    " the other register names. Up to 12 months we call a text fresh, up to 24 months ageing, after that old. A text"
    " whose review date has passed is never called fresh.",
)


class Age(Enum):
    """The class of an age."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"


AGE_LABELS = {
    Age.FRESH: Text("Actueel", "Fresh"),
    Age.AGEING: Text("Ouder", "Ageing"),
    Age.OLD: Text("Oud", "Old"),
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many whole months ago a text was changed, its class, and whether its review date has passed."""

    months: int
    age: Age
    is_review_due: bool


def measure_freshness(
    changed_on: date, *, today: date, limits: Limits, review_on: date | None = None
) -> Freshness:
    """Return how fresh a text is that was changed on `changed_on`; `METHOD` says how. A day to come counts as today."""
    months = count_months(changed_on, today)
    due = review_on is not None and review_on < today
    if months < limits.fresh:
        age = Age.AGEING if due else Age.FRESH
    else:
        age = Age.AGEING if months < limits.ageing else Age.OLD
    return Freshness(months, age, due)


def count_months(first: date, last: date) -> int:
    """Return the whole months between two days; 0 when `last` comes first. 31 January to 28 February is no month."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return max(0, months - (last.day < first.day))
