"""A goal written out as a list of steps, each resting on earlier ones, down to the leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from waarborg.core.law.acts import holds_for
from waarborg.core.law.expressions import Operation
from waarborg.core.law.operators import apply
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Fault, Identity, Kind, Outcome, Value, holds, value_digest

#: Every fault is the same outcome here: that the facts do not fit. What does not fit is for evaluation to say.
FAULT = Fault("fault", "the facts do not fit the rule")


@dataclass(frozen=True, slots=True)
class Constant:
    """What is known without any leaf."""

    outcome: Outcome

    @property
    def parts(self) -> tuple[int, ...]:
        """No earlier steps."""
        return ()


@dataclass(frozen=True, slots=True)
class LeafStep:
    """A fact that somebody must supply, or that may be changed."""

    name: str

    @property
    def parts(self) -> tuple[int, ...]:
        """No earlier steps."""
        return ()


@dataclass(frozen=True, slots=True)
class OperationStep:
    """An operator over earlier steps."""

    operation: Operation
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is found in something created: by the outcome of `parts[0]`, the outcome of another part.

    cases: the outcome of the first part, and the place in `parts` of what then holds. Any other outcome gives
    `otherwise`.
    """

    cases: tuple[tuple[Value, int], ...]
    otherwise: Outcome
    parts: tuple[int, ...]

    def find_case(self, outcome: Outcome) -> int | None:
        """Return the place of the part that holds for an outcome of the first part."""
        wanted = value_digest(outcome)
        return next((place for value, place in self.cases if value_digest(value) == wanted), None)


@dataclass(frozen=True, slots=True)
class SlotStep:
    """Whether a condition of an act is met by an earlier step, for the party that acts."""

    slot: Slot
    by: Identity | None
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of the goal as an answer: what was created is a yes."""

    parts: tuple[int, ...]


Step = Constant | LeafStep | OperationStep | Selection | SlotStep | Answer


@dataclass(frozen=True, slots=True)
class LeafFact:
    """What is known of a leaf: the kind of its value where the model says so, and its present value."""

    name: str
    kind: Kind | None
    is_created: bool = False
    present: Value | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """The steps to one or more outcomes, each after its parts.

    leaves: those that occur, in the order they were met. roots: the places of the outcomes.
    """

    steps: tuple[Step, ...]
    leaves: Mapping[str, LeafFact]
    roots: tuple[int, ...]


def run(step: Step, outcomes: list[Outcome]) -> Outcome:
    """Return the outcome of a step that is no leaf from those of its parts, by the operators of evaluation."""
    match step:
        case Constant(outcome=outcome):
            return outcome
        case OperationStep(operation=operation):
            return apply(operation, outcomes)
        case SlotStep(slot=slot, by=by):
            met = holds_for(slot, outcomes[0], by)
            return False if isinstance(met, Fault) else met
        case Selection():
            place = step.find_case(outcomes[0])
            return (
                outcomes[place]
                if place is not None
                else (outcomes[0] if isinstance(outcomes[0], Fault) else step.otherwise)
            )
    return holds(outcomes[0])


def renumber(step: Step, places: Mapping[int, int]) -> Step:
    """Return a step of which the parts stand elsewhere."""
    if isinstance(step, Constant | LeafStep):
        return step
    return replace(step, parts=tuple(places[part] for part in step.parts))


def join(left: Program, right: Program) -> Program:
    """Return both programs as one, in which leaves of one name are one leaf."""
    steps = list(left.steps)
    known = {step.name: place for place, step in enumerate(steps) if isinstance(step, LeafStep)}
    places: dict[int, int] = {}
    for place, step in enumerate(right.steps):
        if isinstance(step, LeafStep) and step.name in known:
            places[place] = known[step.name]
        else:
            places[place] = len(steps)
            steps.append(renumber(step, places))
    leaves = dict(left.leaves)
    for name, leaf in right.leaves.items():
        mine = leaves.setdefault(name, leaf)
        leaves[name] = replace(mine, kind=mine.kind or leaf.kind)
    return Program(tuple(steps), leaves, (*left.roots, *(places[root] for root in right.roots)))
