"""Plays the worked examples of the manual: reads what they say, and asks the engine."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from manual_examples import UNKNOWN_WORD, Example
from tests.spec.law.manual_models import read_model
from tests.spec.law.models import DAY
from waarborg.adapters.law_files.notation import parse_condition
from waarborg.core.law.acts import ActCheck
from waarborg.core.law.cases import (
    BrokenCase,
    Case,
    CaseState,
    check_acts_in_case,
    replay,
    state_facts,
    take_act,
)
from waarborg.core.law.evaluation import Conclusion, Evaluation, Situation
from waarborg.core.law.expressions import Expression, Literal
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import UNKNOWN, Fault, Identity, Outcome, Value, holds

Found = Mapping[str, Any]


def parse_value(text: str) -> Outcome:
    """The value that a text in the notation stands for; `onbekend` is unknown."""
    if text == UNKNOWN_WORD:
        return UNKNOWN
    expression = parse_condition(f"VAST {text}" if text.startswith("{") else text)
    assert isinstance(expression, Literal), f"{text} is no value"
    return expression.value


def parse_facts(facts: Mapping[str, str]) -> dict[str, Value]:
    """Facts with their values; those that are unknown are left out."""
    read = {name: parse_value(text) for name, text in facts.items()}
    return {
        name: value for name, value in read.items() if not isinstance(value, Fault) and value is not UNKNOWN
    }


def as_expected(outcome: Outcome, expected: Outcome) -> Outcome:
    """The outcome in the form in which it is expected: what was created counts as yes where a yes is expected."""
    return holds(outcome) if isinstance(expected, bool) else outcome


def situation_of(row: Mapping[str, Any]) -> Situation:
    """The situation of one row of an example."""
    return Situation(
        values=parse_facts(row.get("facts", {})),
        on=date.fromisoformat(row["on"]) if "on" in row else DAY,
        by=Identity(row["by"]) if "by" in row else None,
        absent=frozenset(row.get("absent", ())),
    )


def conclude_row(example: Example, row: Mapping[str, Any]) -> Conclusion:
    """What the expression of an example gives in one row."""
    evaluation = Evaluation(read_model(example.model), situation_of(row))
    return evaluation.conclude(parse_condition(example.expression))


def describe_check(check: ActCheck) -> Found:
    """An act as examples write it: whether it may be taken, what stands in the way, what is unknown."""
    because = [condition.slot.value for condition in check.reasons]
    if not check.in_force:
        because.append("not_in_force")
    if not check.enforceable:
        because.append("no_violated_duty")
    found: dict[str, Any] = {"act": check.act.name, "is": check.availability.value}
    if because and check.availability.value != "available":
        found["because"] = because
    if check.availability.value == "possible" and check.unknown:
        found["unknown"] = list(check.unknown)
    return found


def list_overruled(conclusion: Conclusion) -> list[str]:
    """The facts that were given although the model works them out."""
    todo, names = [conclusion], []
    while todo:
        step = todo.pop()
        if step.overruled and step.fact is not None:
            names.append(step.fact)
        todo.extend(reversed(step.parts))
    return names


def list_expressions(example: Example) -> Iterator[Expression]:
    """Every expression in an example: its own, those of its model, and those that its steps ask."""
    if example.expression and example.refused is None:
        yield parse_condition(example.expression)
    for frame in read_model(example.model).frames:
        yield from (expression for _, expression in frame.list_expressions())
    for step in example.steps:
        yield from (parse_condition(text) for text in step.get("values", {}))


class Player:
    """A case in which the steps of one example are played."""

    def __init__(self, example: Example) -> None:
        self.model: Interpretation = read_model(example.model)
        self.case = Case(self.model.urn)

    def play(self, step: Mapping[str, Any]) -> None:
        """Do what a step says happens. Raises what the engine raises."""
        on, supplier = date.fromisoformat(step["on"]), step.get("supplier", "")
        if "state" in step:
            facts = dict.fromkeys(step["state"]) | parse_facts(step["state"])
            self.case = state_facts(self.case, facts, by=Identity(step["by"]), on=on, supplier=supplier)
        elif "take" in step:
            facts = parse_facts(step.get("with", {})) | self._choose(step.get("choose", {}))
            self.case = take_act(
                self.model,
                self.case,
                step["take"],
                by=Identity(step["by"]),
                on=on,
                facts=facts,
                supplier=supplier,
            )
        elif "change" in step:
            self._change(int(step["change"]["event"]), parse_facts(step["change"]["facts"]))

    def _choose(self, numbers: Mapping[str, str]) -> dict[str, Value]:
        records = replay(self.model, self.case).records
        return {name: records[name][int(number) - 1] for name, number in numbers.items()}

    def _change(self, number: int, facts: Mapping[str, Value]) -> None:
        events = list(self.case.events)
        events[number - 1] = replace(events[number - 1], facts=facts)
        self.case = Case(self.case.interpretation, tuple(events))

    def look(self, step: Mapping[str, Any]) -> CaseState:
        """What there is on the day of a step."""
        return replay(self.model, self.case, until=date.fromisoformat(step["on"]))

    def check(self, step: Mapping[str, Any]) -> dict[str, Found]:
        """Every act on the day of a step, for who takes the step."""
        by = Identity(step["by"]) if "by" in step else None
        checks = check_acts_in_case(self.model, self.look(step), on=date.fromisoformat(step["on"]), by=by)
        return {check.act.name: describe_check(check) for check in checks}

    def answer(self, text: str, step: Mapping[str, Any]) -> Outcome:
        """What an expression gives on the day of a step."""
        by = Identity(step["by"]) if "by" in step else None
        situation = self.look(step).situation(self.model, on=date.fromisoformat(step["on"]), by=by)
        return Evaluation(self.model, situation).conclude(parse_condition(text)).value

    def list_duties(self, step: Mapping[str, Any], expected: Sequence[Found]) -> list[Found]:
        """All duties on the day of a step, with of each the keys that are expected of it."""
        on = date.fromisoformat(step["on"])
        found: list[Found] = []
        for place, duty in enumerate(self.look(step).duties):
            whole = {
                "duty": duty.frame.name,
                "due": duty.due_on.isoformat() if duty.due_on else "none",
                "is": duty.state_on(on).value,
                "late": "JA" if duty.is_late(on) else "NEE",
                "ended": duty.ended_on.isoformat() if duty.ended_on else "",
            }
            wanted = expected[place] if place < len(expected) else whole
            found.append({key: whole[key] for key in wanted})
        return found

    def find_break(self) -> str:
        """`whole` when the chain of the case holds, else the number of the event that does not."""
        try:
            self.case.require_whole()
        except BrokenCase as error:
            return str(error.number)
        return "whole"
