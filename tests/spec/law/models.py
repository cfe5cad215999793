"""Small models for worked examples: how to write them down in few words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from waarborg.core.law.evaluation import Conclusion, Evaluation, Situation
from waarborg.core.law.expressions import Expression, Literal, Operation, Operator, Reference, Setting
from waarborg.core.law.frames import Frame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Identity, Outcome, Value
from waarborg.core.terms.text import Text

DAY = date(2026, 3, 3)  # a Tuesday
PAULA, COLLEGE = Identity("paula"), Identity("college")


def make(frames: Iterable[Frame] = (), version: str = "1") -> Interpretation:
    """An interpretation of these frames."""
    return Interpretation(
        id="voorbeeld", version=version, title=Text("Voorbeeld", "Example"), frames=tuple(frames)
    )


def number(text: str) -> Literal:
    """An exact number that stands in the text."""
    return Literal(Decimal(text))


def fact(name: str) -> Reference:
    """A fact by its name."""
    return Reference(name)


def op(operator: Operator, *parts: Expression, setting: Setting = None) -> Operation:
    """An operation with its parts."""
    return Operation(operator, parts, setting)


def conclude(
    expression: Expression,
    values: dict[str, Value] | None = None,
    *,
    frames: Iterable[Frame] = (),
    on: date = DAY,
    by: Identity | None = None,
) -> Conclusion:
    """What an expression gives with these facts."""
    situation = Situation(values=values or {}, on=on, by=by)
    return Evaluation(make(frames), situation).conclude(expression)


def give(expression: Expression, **values: Value) -> Outcome:
    """The value of an expression with these facts."""
    return conclude(expression, dict(values)).value
