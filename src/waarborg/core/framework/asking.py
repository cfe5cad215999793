"""What to ask next: only questions of which an answer can still change something, the most decisive first.

For each question that may be asked, every answer is tried at once. A question is asked when at least one answer
settles something that is open now; the one that is expected to settle most comes first. How often an answer is given
is not known, so yes and no, or none and all others together, count as equally likely.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.framework.applying import CLASS, ROLES, list_days, list_goals
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.questions import LawFacts, Reading
from waarborg.core.law.evaluation import Evaluation, Situation, list_unknown
from waarborg.core.law.expressions import list_names
from waarborg.core.law.many import Many, evaluate_many
from waarborg.core.law.values import Value

#: How much more it counts that the class gets known than one requirement, and that a role does.
_CLASS_WEIGHT, _ROLE_WEIGHT = 30.0, 3.0
_NONE = "none"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask.

    reading: the key with its question and choices. settles: how much an answer is expected to settle, for sorting.
    touches: the short names of the requirements, and `class`, that an answer can settle.
    """

    reading: Reading
    settles: float
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One possible answer with how likely it is held to be, and the facts of law it gives."""

    reading: Reading
    chance: float
    values: Mapping[str, Value]


def list_questions(framework: Framework, facts: Mapping[str, object], *, on: date) -> tuple[Question, ...]:
    """Return what to ask next for a dossier, the most decisive first; nothing when no answer can change anything.

    What somebody said not to know is not asked again. Days are asked for when rules wait for them.
    """
    now = framework.readings.translate(facts)
    days = tuple(day for day in list_days(framework, now, on=on) if day >= on)
    asked = [reading for reading in framework.readings.list_asked() if reading.key not in facts]
    candidates = _leave_out_settled(framework, asked, now, days)
    answers = [answer for reading in candidates for answer in _list_answers(framework, facts, reading)]
    goals = list_goals(framework, grounds=False)
    many = evaluate_many(framework.rules, goals, [now.values, *(item.values for item in answers)], days)
    found = [*_rank(framework, many, candidates, answers), *_list_waiting(framework, many, now, candidates)]
    kept: dict[str, Question] = {}
    for question in found:
        kept.setdefault(question.reading.key, question)
    order = {reading.key: place for place, reading in enumerate(candidates)}
    return tuple(sorted(kept.values(), key=lambda item: (-round(item.settles, 6), order[item.reading.key])))


def _leave_out_settled(
    framework: Framework, asked: Sequence[Reading], now: LawFacts, days: Sequence[date]
) -> list[Reading]:
    """The questions of which the answer does not follow from what is known."""
    names = {name for reading in asked for name in reading.list_law_facts()}
    many = evaluate_many(framework.rules, sorted(names), [now.values], days)
    everything = (1 << len(days)) - 1
    known = {name for name in names if many.spreads[name].known == everything}
    return [
        item for item in asked if not item.list_law_facts() or not known.issuperset(item.list_law_facts())
    ]


def _list_answers(framework: Framework, facts: Mapping[str, object], reading: Reading) -> Iterable[_Answer]:
    possible = reading.list_possible()
    others = sum(1 for value in possible if _NONE not in _as_list(value))
    for value in possible:
        if others == len(possible):
            chance = 1 / len(possible)
        else:
            chance = 0.5 if _NONE in _as_list(value) else 0.5 / others
        yield _Answer(reading, chance, framework.readings.translate({**facts, reading.key: value}).values)


def _as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else [value]


def _rank(
    framework: Framework, many: Many, candidates: Sequence[Reading], answers: Sequence[_Answer]
) -> Iterable[Question]:
    """The questions of which an answer settles something."""
    weights = {**dict.fromkeys(ROLES.values(), _ROLE_WEIGHT), CLASS: _CLASS_WEIGHT}
    names = {item.condition: item.code for item in framework.requirements} | {CLASS: "class"}
    settles: dict[str, float] = {}
    touches: dict[str, dict[str, None]] = {}
    for goal in many.spreads:
        weight = weights.get(goal, 1.0) / len(many.days)
        for number in range(len(many.days)):
            spread = many.take_day(goal, number)
            if spread.known & 1:  # known already
                continue
            known = spread.known >> 1
            for place, answer in enumerate(answers):
                if known >> place & 1:
                    key = answer.reading.key
                    settles[key] = settles.get(key, 0.0) + weight * answer.chance
                    if goal in names:
                        touches.setdefault(key, {})[names[goal]] = None
    by_key = {reading.key: reading for reading in candidates}
    for key, amount in settles.items():
        yield Question(by_key[key], amount, tuple(touches.get(key, ())))


def _list_waiting(
    framework: Framework, many: Many, now: LawFacts, candidates: Sequence[Reading]
) -> Iterable[Question]:
    """The questions on which something rests that no single answer settles: days, and facts that go together."""
    by_fact = {name: reading for reading in reversed(candidates) for name in _list_below(framework, reading)}
    found: dict[str, dict[str, None]] = {}
    readings: dict[str, Reading] = {}
    for number, day in enumerate(many.days):
        evaluation = Evaluation(framework.rules, Situation(values=now.values, on=day))
        for item in framework.requirements:
            # The first situation of `many` is the dossier as it is now.
            if not item.period.contains(day) or many.take_day(item.condition, number).known & 1:
                continue
            for name in list_unknown(evaluation.conclude_fact(item.condition)):
                if (reading := by_fact.get(name)) is not None:
                    readings[reading.key] = reading
                    found.setdefault(reading.key, {})[item.code] = None
    for key, codes in found.items():
        yield Question(readings[key], 0.0, tuple(codes))


def _list_below(framework: Framework, reading: Reading) -> Iterable[str]:
    """The facts of law that an answer gives, and those on which they rest."""
    todo = [*reading.list_law_facts(), *reading.implies.get("*", ())]
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        yield name
        for frame in framework.rules.list_versions_of_fact(name):
            for _, expression in frame.list_expressions():
                todo.extend(list_names(expression))
