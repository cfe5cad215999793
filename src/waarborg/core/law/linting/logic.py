"""Conditions that are never true or always true, and parts of conditions that never matter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from waarborg.core.law.conditions import Verdict, is_always_true, is_never_true
from waarborg.core.law.decisions import Bound, Goal
from waarborg.core.law.evaluation import CyclicFacts
from waarborg.core.law.expressions import (
    Expression,
    Operation,
    Operator,
    Unreadable,
    all_of,
    any_of,
    list_names,
    negation,
)
from waarborg.core.law.frames import Name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.part_words import SLOT_WORDS, list_in_words
from waarborg.core.law.relations import list_mentions
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text

#: How many parts an expression has, which facts it names, and whether all of it can be worked out.
_Measure = tuple[int, tuple[str, ...], bool]

_DECISIVE = (Operator.AND, Operator.OR)
#: What a question past the bound is charged besides: it takes as long as so many parts of others.
_PAST_BOUND_COSTS = 2_000
_CHECK = Text(nl="Kijk of hier staat wat de bron zegt.", en="Check that this says what the source says.")

#: Smaller than for one question of a user, because a model has hundreds of conditions.
_EACH = Bound(nodes=5_000, combinations=50_000, cells=500)


@dataclass(frozen=True, slots=True)
class LintBound:
    """How much work may be done to judge conditions.

    each: for one question about one condition. steps: for all questions together, counted as the parts of the
    conditions and of the facts they rest on.
    """

    each: Bound = _EACH
    steps: int = 60_000


DEFAULT_BOUND = LintBound()


@dataclass(frozen=True, slots=True)
class _Condition:
    """A condition as it stands in a frame that is in force."""

    frame: Name
    slot: Slot
    expression: Expression


def check_conditions(
    interpretation: Interpretation, on: date, bound: LintBound, misfits: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """Find conditions that have one outcome whatever the facts are, and parts that never change an outcome.

    Conditions that say the same are judged once, and those that rest on `misfits`, facts used as values of kinds
    that do not go together, are not judged. What could not be settled within the bound is named at the end.
    """
    asking = _Asking(interpretation, on, bound, misfits)
    conditions = _list_conditions(interpretation, on)
    settled: set[str] = set()
    unlike = {condition.expression.digest: condition for condition in reversed(conditions)}
    for condition in reversed(unlike.values()):
        finding = _judge(asking, condition)
        if finding is not None:
            settled.add(condition.expression.digest)
            yield finding
    yield from _check_acts(asking, settled)
    for condition in conditions:
        yield from _check_parts(asking, condition, settled)
    if asking.unsettled:
        yield _describe_unsettled(tuple(asking.unsettled))


def _list_conditions(interpretation: Interpretation, on: date) -> list[_Condition]:
    """The conditions that are worked out: first those of acts, then those of facts."""
    acts = [
        _Condition(act.full_name, slot, expression)
        for act in interpretation.acts
        if act.is_in_force(on)
        for slot, expression in act.list_expressions()
        if isinstance(expression, Operation) and _is_yes_or_no(expression)
    ]
    facts = [
        _Condition(fact.full_name, Slot.FUNCTION, fact.function)
        for fact in interpretation.facts
        if fact.is_in_force(on) and isinstance(fact.function, Operation) and _is_yes_or_no(fact.function)
    ]
    return [*acts, *facts]


def _is_yes_or_no(expression: Expression) -> bool:
    return expression.kind is Kind.BOOLEAN


class _Asking:
    """Asks questions about conditions as long as the budget lasts, and keeps what could not be settled."""

    def __init__(
        self, interpretation: Interpretation, on: date, bound: LintBound, misfits: frozenset[str]
    ) -> None:
        self.interpretation = interpretation
        self.on = on
        self.bound = bound
        self.left = bound.steps
        self.unsettled: dict[Name, None] = {}
        self._misfits = misfits
        self._read: dict[str, _Measure] = {}

    def ask(self, question: Callable[..., Verdict], goal: Goal, frame: Name) -> bool | None:
        """Return whether a question about a condition or an act is answered with yes; None without an answer.

        There is none past the bound, and where a condition rests on what cannot be read, does not fit, is not in
        force or is in a ring: those have findings of their own. A yes that is not certain is no yes.
        """
        is_sound = self._is_sound(goal)
        if self.left <= 0:
            self.unsettled[frame] = None
            return None
        if not is_sound:
            return None
        try:
            verdict = question(self.interpretation, goal, self.on, bound=self.bound.each)
        except CyclicFacts:
            return None
        if verdict.is_past_bound:
            self.left -= _PAST_BOUND_COSTS
        if verdict.is_past_bound or (verdict.answer and not verdict.exact):
            self.unsettled[frame] = None
        return verdict.answer and verdict.exact

    def _is_sound(self, goal: Goal) -> bool:
        """Whether all that a goal rests on can be worked out; looking at it is charged to the budget."""
        if self.left <= 0:
            return True
        conditions = [goal] if isinstance(goal, Expression) else [part for _, part in goal.list_expressions()]
        seen: set[str] = set()
        todo: list[str] = []
        measured = [_measure(condition) for condition in conditions]
        while measured and self.left > 0:
            size, names, sound = measured.pop()
            self.left -= size
            if not sound:
                return False
            fresh = [name for name in names if name not in seen]
            seen.update(fresh)
            todo.extend(fresh)
            if not measured and todo:
                measured.append(self._measure_fact(todo.pop()))
        return True

    def _measure_fact(self, name: str) -> _Measure:
        if name not in self._read:
            fact = self.interpretation.find_fact(name, self.on)
            if fact is not None and fact.function is not None and not fact.is_created:
                size, names, sound = _measure(fact.function)
                self._read[name] = (size, names, sound and name not in self._misfits)
            else:
                is_gone = fact is None and bool(self.interpretation.list_versions_of_fact(name))
                self._read[name] = (1, (), not is_gone and name not in self._misfits)
        return self._read[name]


def _measure(expression: Expression) -> _Measure:
    seen: set[str] = set()
    sound = True
    todo = [expression]
    while todo:
        item = todo.pop()
        if item.digest not in seen:
            seen.add(item.digest)
            sound = sound and not isinstance(item, Unreadable)
            todo.extend(item.parts)
    return len(seen), tuple(dict.fromkeys(mention.name for mention in list_mentions(expression))), sound


def _judge(asking: _Asking, condition: _Condition) -> Finding | None:
    never = asking.ask(is_never_true, condition.expression, condition.frame)
    if never:
        return _describe_fixed(Code.NEVER_TRUE, condition)
    if never is not None and asking.ask(is_always_true, condition.expression, condition.frame):
        return _describe_fixed(Code.ALWAYS_TRUE, condition)
    return None


def _check_acts(asking: _Asking, settled: set[str]) -> Iterator[Finding]:
    """Find acts whose conditions cannot hold together, while each of them can."""
    for act in asking.interpretation.acts:
        conditions = [expression for _, expression in act.list_expressions()]
        if len(conditions) < 2 or not act.is_in_force(asking.on):
            continue
        if any(expression.digest in settled for expression in conditions):
            continue
        if asking.ask(is_never_true, act, act.full_name):
            name = act.full_name
            yield Finding(
                code=Code.NEVER_TRUE,
                frame=name,
                message=Text(
                    nl=f"{name} kan nooit: de voorwaarden gaan niet samen, wat de feiten ook zijn.",
                    en=f"{name} can never be taken: its conditions exclude each other, whatever the facts are.",
                ),
                remedy=_CHECK,
            )


def _describe_fixed(code: Code, condition: _Condition) -> Finding:
    name, slot = condition.frame, SLOT_WORDS[condition.slot]
    word = Text(nl="nooit", en="never") if code is Code.NEVER_TRUE else Text(nl="altijd", en="always")
    return Finding(
        code=code,
        frame=name,
        slot=condition.slot,
        message=Text(
            nl=f"{name} ({slot.nl}): dit is {word.nl} waar, wat de feiten ook zijn.",
            en=f"{name} ({slot.en}): this is {word.en} true, whatever the facts are.",
        ),
        remedy=_CHECK,
    )


# --- parts that never matter -----------------------------------------------------------------------------
def _check_parts(asking: _Asking, condition: _Condition, settled: set[str]) -> Iterator[Finding]:
    """Find the parts of each AND and OR in a condition without which it says the same.

    An operation is looked at once, in the first condition that has it; `settled` holds those that are done.
    """
    todo = [condition.expression]
    while todo:
        item = todo.pop()
        if item.digest in settled:
            continue
        settled.add(item.digest)
        todo.extend(reversed(item.parts))
        if isinstance(item, Operation) and item.operator in _DECISIVE:
            yield from _check_operation(asking, condition, item)


def _check_operation(asking: _Asking, condition: _Condition, item: Operation) -> Iterator[Finding]:
    places: dict[str, int] = {}
    for place, operand in enumerate(item.operands):
        if places.setdefault(operand.digest, place) != place:
            yield _describe_redundant(condition, item, place)
    kept = sorted(places.values())
    for place in reversed(kept):
        rest = [item.operands[other] for other in kept if other != place]
        if not rest:
            return
        operand = item.operands[place]
        if item.operator is Operator.AND:
            claim = any_of(negation(all_of(*rest)), operand)
        else:
            claim = any_of(negation(operand), *rest)
        is_redundant = asking.ask(is_always_true, claim, condition.frame)
        if is_redundant is None:
            return  # of the other parts it would be the same: they rest on the same facts
        if is_redundant:
            kept.remove(place)
            yield _describe_redundant(condition, item, place)


def _describe_redundant(condition: _Condition, item: Operation, place: int) -> Finding:
    name, slot, count = condition.frame, SLOT_WORDS[condition.slot], len(item.operands)
    facts = tuple(fact_name(text) for text in list_names(item.operands[place]))
    nl, en = f"deel {place + 1} van {count}", f"part {place + 1} of {count}"
    if facts:
        row = list_in_words(facts)
        nl, en = f"{nl} (over {row.nl})", f"{en} (about {row.en})"
    return Finding(
        code=Code.REDUNDANT,
        frame=name,
        slot=condition.slot,
        related=tuple(fact for fact in facts if fact != name),
        subject=f"{item.operator} {place + 1}",
        message=Text(
            nl=f"{name} ({slot.nl}): {nl} maakt nooit uit.", en=f"{name} ({slot.en}): {en} never matters."
        ),
        remedy=Text(
            nl="Haal dit deel weg, of kijk of hier iets anders is bedoeld.",
            en="Remove this part, or check whether something else was meant here.",
        ),
    )


def _describe_unsettled(names: tuple[Name, ...]) -> Finding:
    row = list_in_words(names)
    return Finding(
        code=Code.NOT_SETTLED,
        related=names,
        message=Text(
            nl=f"Van deze frames ({len(names)}) zijn de voorwaarden niet helemaal nagegaan, "
            f"omdat dat te veel werk kost of van getallen alleen voorbeelden te proberen zijn: {row.nl}.",
            en=f"Of these frames ({len(names)}) the conditions were not looked at in full, "
            f"because that takes too much work or of numbers only examples can be tried: {row.en}.",
        ),
        remedy=Text(
            nl="Controleer opnieuw met een ruimere grens, of splits grote voorwaarden.",
            en="Check again with a wider bound, or split large conditions.",
        ),
    )
