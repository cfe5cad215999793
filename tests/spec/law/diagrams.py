"""Diagrams of small goals, for worked examples."""

from tests.spec.law.models import DAY, fact, make, op
from waarborg.core.law.decisions import (
    Diagram,
    Range,
    build,
)
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.expressions import (
    EvaluationDate,
    Expression,
    Operator,
)
from waarborg.core.law.frames import ActFrame, FactFrame, Frame
from waarborg.core.law.values import Identity, Kind, Value
from waarborg.core.terms.legal_terms import Unit

INCOME = FactFrame(name="inkomen", kind=Kind.NUMBER)
BORN = FactFrame(name="geboortedatum", kind=Kind.DATE)
AGE = op(Operator.BETWEEN, fact("geboortedatum"), EvaluationDate(), setting=Unit.YEAR)


def draw(
    goal: Expression | ActFrame,
    values: dict[str, Value] | None = None,
    *,
    frames: tuple[Frame, ...] = (),
    by: Identity | None = None,
    absent: frozenset[str] = frozenset(),
    free: frozenset[str] = frozenset(),
) -> Diagram:
    """The diagram of a goal with these facts known."""
    situation = Situation(values=values or {}, on=DAY, by=by, absent=absent)
    return build(make(frames), goal, situation, free=free)


def list_ranges(diagram: Diagram, name: str) -> list[tuple[Range, ...]]:
    return [option.ranges for option in diagram.get_leaf(name).options]
