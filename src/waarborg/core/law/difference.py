"""The difference between two interpretations: frames, choices, and a case that comes out otherwise.

Names are the same when only their white space differs. Two conditions say the same when their digests are equal;
where they do not, a case is sought in which they come out differently, and worked out under both readings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from waarborg.core.law.choices import Choice
from waarborg.core.law.conditions import find_difference
from waarborg.core.law.decisions import Bound
from waarborg.core.law.evaluation import CyclicFacts, Evaluation, Situation
from waarborg.core.law.expressions import Creation, Expression
from waarborg.core.law.frames import ALWAYS, Frame, Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.relations import RelationKind, Relations
from waarborg.core.law.sources import Slot
from waarborg.core.law.tidying import collapse, tidy
from waarborg.core.law.values import UNKNOWN, Fault, Outcome, Value, value_digest
from waarborg.core.terms.text import Text


class Part(StrEnum):
    """A part of a frame that can differ."""

    LABEL = "label"
    EXPLANATION = "explanation"
    SOURCES = "sources"
    PERIOD = "period"
    KIND = "kind"
    QUESTION = "question"
    FUNCTION = "function"
    ACTOR = "actor"
    ACTION = "action"
    OBJECT = "object"
    RECIPIENT = "recipient"
    PRECONDITION = "precondition"
    CREATES = "creates"
    TERMINATES = "terminates"
    HOLDER = "holder"
    CLAIMANT = "claimant"
    COMPONENTS = "components"
    ENFORCES = "enforces"
    TERM = "term"
    OTHER_VERSIONS = "other_versions"


#: The field of a frame in which a part stands, where that has another name.
_FIELDS = {Part.PERIOD: "valid"}
#: Parts of which the order says nothing.
_UNORDERED = (Part.SOURCES, Part.CREATES, Part.TERMINATES, Part.ENFORCES, Part.COMPONENTS)
#: The parts that decide what comes out: a case is sought for these.
_DECIDING = {
    Part.FUNCTION: Slot.FUNCTION,
    Part.ACTOR: Slot.ACTOR,
    Part.OBJECT: Slot.OBJECT,
    Part.RECIPIENT: Slot.RECIPIENT,
    Part.PRECONDITION: Slot.PRECONDITION,
    Part.TERM: Slot.TERM,
}
#: The parts by which a fact gets another value.
_OUTCOME = {Part.FUNCTION, Part.KIND, Part.PERIOD, Part.OTHER_VERSIONS}
#: An example of more facts is not made shorter: that would take too long.
_MOST_SHORTENED = 200
_RESTING = (RelationKind.READS, RelationKind.OWES, RelationKind.CLAIMS)


class Answer(StrEnum):
    """What is known of the outcomes of two conditions that are written differently."""

    DIFFERENT = "different"
    SAME = "same"
    NONE_FOUND = "none_found"
    PAST_BOUND = "past_bound"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Effect:
    """Whether a changed condition ever comes out differently.

    answer: `same` is certain, `none_found` is not. values: the facts of an example, with what comes out before and
    after; both were worked out under the two readings.
    """

    answer: Answer
    values: Mapping[str, Value] | None = None
    before: Outcome | None = None
    after: Outcome | None = None

    def describe(self) -> Text:
        """Return the answer in words."""
        return _ANSWERS[self.answer]


_ANSWERS: Mapping[Answer, Text] = {
    Answer.DIFFERENT: Text(
        nl="Er is een geval waarin de uitkomst anders is.",
        en="There is a case in which the outcome is different.",
    ),
    Answer.SAME: Text(
        nl="De uitkomst is altijd hetzelfde; alle gevallen zijn nagegaan.",
        en="The outcome is always the same; all cases were looked at.",
    ),
    Answer.NONE_FOUND: Text(
        nl="Er is geen verschil in uitkomst gevonden; van getallen, datums en teksten zijn voorbeelden geprobeerd.",
        en="No difference in outcome was found; of numbers, dates and texts examples were tried.",
    ),
    Answer.PAST_BOUND: Text(
        nl="Of de uitkomst ooit anders is, is niet bekend: er zijn te veel combinaties.",
        en="Whether the outcome is ever different is not known: there are too many combinations.",
    ),
    Answer.NOT_COMPARED: Text(
        nl="De uitkomsten zijn niet vergeleken: een van de twee volgt niet uit feiten, of feiten bepalen elkaar in "
        "een kring.",
        en="The outcomes were not compared: one of the two does not follow from facts, or facts define each other "
        "in a ring.",
    ),
}


@dataclass(frozen=True, slots=True)
class FrameChange:
    """A frame that both have, with the parts that differ and the effects of those that decide an outcome."""

    name: Name
    parts: tuple[Part, ...]
    before: Frame
    after: Frame
    effects: Mapping[Part, Effect]


@dataclass(frozen=True, slots=True)
class ChoiceChange:
    """A choice that was added (no `before`), removed (no `after`) or changed."""

    id: str
    before: Choice | None
    after: Choice | None

    @property
    def is_taken_otherwise(self) -> bool:
        """Whether both have the choice, and another option was taken."""
        return self.before is not None and self.after is not None and self.before.taken != self.after.taken


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two interpretations.

    added, removed: names of frames that only the later or the earlier one has. shared: how many names both have.
    changed: in the order of the earlier one. touched: frames that say the same and rest on one that changed, was
    added or was removed. choices: in the order of the later one, those that were removed at the end.
    """

    added: tuple[Name, ...]
    removed: tuple[Name, ...]
    shared: tuple[Name, ...]
    changed: tuple[FrameChange, ...]
    touched: tuple[Name, ...]
    choices: tuple[ChoiceChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.removed or self.changed or self.choices)


def compare(
    before: Interpretation, after: Interpretation, *, on: date, bound: Bound | None = None
) -> Difference:
    """Return what differs between two interpretations, with outcomes as they are on a day.

    Of a name with several versions the one in force on the day is compared, or else the earliest. `bound` is how
    much work may be done for each changed condition.
    """
    first, second = tidy(before), tidy(after)
    ours, theirs = _list_names(first), _list_names(second)
    shared = tuple(name for name in ours if name in theirs)
    comparing = _Comparing(first, second, on, bound or Bound())
    changed = tuple(change for name in shared if (change := comparing.compare(name)) is not None)
    added = tuple(name for name in theirs if name not in ours)
    removed = tuple(name for name in ours if name not in theirs)
    return Difference(
        added=added,
        removed=removed,
        shared=shared,
        changed=changed,
        touched=_list_touched(second, shared, {*added, *removed}, changed),
        choices=tuple(_compare_choices(first, second)),
    )


def _list_names(interpretation: Interpretation) -> dict[Name, None]:
    return dict.fromkeys(frame.full_name for frame in interpretation.frames)


# --- frames ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Comparing:
    """Two interpretations with tidy names, the day, and how much work each condition may take."""

    before: Interpretation
    after: Interpretation
    on: date
    bound: Bound

    def compare(self, name: Name) -> FrameChange | None:
        ours, theirs = self.before.list_versions(name), self.after.list_versions(name)
        before, after = _choose(ours, self.on), _choose(theirs, self.on)
        parts = list(_list_changed_parts(before, after))
        if not _are_alike(_leave_out(ours, before), _leave_out(theirs, after)):
            parts.append(Part.OTHER_VERSIONS)
        if not parts:
            return None
        effects = {
            part: self.find_effect(_find_condition(before, part), _find_condition(after, part))
            for part in parts
            if part in _DECIDING
        }
        return FrameChange(name, tuple(parts), before, after, effects)

    def find_effect(self, before: Expression | None, after: Expression | None) -> Effect:
        if not _is_worked_out(before) or not _is_worked_out(after):
            return Effect(Answer.NOT_COMPARED)
        try:
            comparison = find_difference(self.before, self.after, before, after, self.on, bound=self.bound)
        except CyclicFacts:
            return Effect(Answer.NOT_COMPARED)
        if comparison.difference is None:
            if comparison.is_past_bound:
                return Effect(Answer.PAST_BOUND)
            return Effect(Answer.SAME if comparison.exact else Answer.NONE_FOUND)
        example = comparison.difference
        return confirm(
            (self.before, before, example.values_before), (self.after, after, example.values_after), self.on
        )


#: An interpretation, a condition in it, and the facts of an example.
Reading = tuple[Interpretation, Expression, Mapping[str, Value]]


def confirm(before: Reading, after: Reading, on: date) -> Effect:
    """Return the effect that an example shows when it is worked out under both readings.

    An example that shows no difference after all proves nothing, so that none was found.
    """
    one, other = _conclude(before, on), _conclude(after, on)
    if value_digest(one) == value_digest(other) or (isinstance(one, Fault) and isinstance(other, Fault)):
        return Effect(Answer.NONE_FOUND)
    values = _shorten(before, after, on)
    return Effect(Answer.DIFFERENT, values, one, other)


def _shorten(before: Reading, after: Reading, on: date) -> Mapping[str, Value]:
    """The facts of an example without those that do not matter to either outcome.

    A very long one stays as it is, and so does one with an outcome that is not known: there each fact says that it is
    not for want of that fact.
    """
    values = {**before[2], **after[2]}
    found = [_conclude(reading, on) for reading in (before, after)]
    if len(values) > _MOST_SHORTENED or UNKNOWN in found:
        return values
    outcomes = [value_digest(outcome) for outcome in found]
    for name in list(values):
        fewer = [
            (model, goal, {key: value for key, value in given.items() if key in values and key != name})
            for model, goal, given in (before, after)
        ]
        if [value_digest(_conclude(reading, on)) for reading in fewer] == outcomes:
            del values[name]
    return values


def _conclude(reading: Reading, on: date) -> Outcome:
    interpretation, expression, values = reading
    return Evaluation(interpretation, Situation(values=values, on=on)).conclude(expression).value


def _is_worked_out(expression: Expression | None) -> TypeGuard[Expression]:
    return expression is not None and not isinstance(expression, Creation)


def _choose(versions: tuple[Frame, ...], on: date) -> Frame:
    in_force = next((frame for frame in versions if frame.is_in_force(on)), None)
    return in_force or min(versions, key=_start)


def _start(frame: Frame) -> date:
    return frame.valid.start if frame.valid is not None else date.min


def _leave_out(versions: tuple[Frame, ...], chosen: Frame) -> list[Frame]:
    return sorted((frame for frame in versions if frame is not chosen), key=_start)


def _are_alike(ours: list[Frame], theirs: list[Frame]) -> bool:
    return len(ours) == len(theirs) and not any(
        list(_list_changed_parts(one, other)) for one, other in zip(ours, theirs, strict=True)
    )


def _list_changed_parts(before: Frame, after: Frame) -> Iterator[Part]:
    """The parts that differ, in the order of `Part`. Both frames are of one kind, because their names are equal."""
    names = {field.name for field in fields(before)}
    for part in Part:
        name = _FIELDS.get(part, part.value)
        if name in names and _plain(part, getattr(before, name)) != _plain(part, getattr(after, name)):
            yield part


def _plain(part: Part, value: object) -> object:
    """What counts of a part: no white space, and no order where it says nothing."""
    if isinstance(value, str):
        return collapse(value)
    return frozenset(value) if part in _UNORDERED and isinstance(value, tuple) else value


def _find_condition(frame: Frame, part: Part) -> Expression | None:
    """The condition in a part; a precondition that is not there always holds."""
    found = next((item for slot, item in frame.list_expressions() if slot is _DECIDING[part]), None)
    return ALWAYS if found is None and part is Part.PRECONDITION else found


# --- what rests on it, and choices -----------------------------------------------------------------------
def _list_touched(
    after: Interpretation, shared: tuple[Name, ...], gone: set[Name], changed: tuple[FrameChange, ...]
) -> tuple[Name, ...]:
    """The frames that say the same and rest, directly or not, on facts that became others."""
    sources = gone | {change.name for change in changed if _OUTCOME & set(change.parts)}
    relations = Relations(after)
    met = set(sources)
    todo = list(sources)
    while todo:
        for relation in relations.list_uses(todo.pop()):
            if relation.kind in _RESTING and relation.by not in met:
                met.add(relation.by)
                todo.append(relation.by)
    own = {change.name for change in changed}
    return tuple(name for name in shared if name in met and name not in own)


def _compare_choices(before: Interpretation, after: Interpretation) -> Iterator[ChoiceChange]:
    ours = {choice.id: choice for choice in before.choices}
    for choice in after.choices:
        earlier = ours.pop(choice.id, None)
        if earlier != choice:
            yield ChoiceChange(choice.id, earlier, choice)
    yield from (ChoiceChange(choice.id, choice, None) for choice in ours.values())
