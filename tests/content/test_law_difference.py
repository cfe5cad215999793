"""Two published readings of one subsidy rule (lerarenbeurs), laid side by side.

As they stand in the files they share 223 facts, of which 16 have another function, and of their 32 acts 6 have another
precondition, 7 counting the actor. Most of it is notation: one file writes a creation as an operator and the other as
`<<>>`, and one writes "no precondition" as `[]` and the other leaves it empty. What is left in meaning is one act with
another actor, and two facts that no longer say what belongs to what is created.
"""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.law_models import open_model
from waarborg.core.law.difference import Answer, Difference, Part, compare
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.expressions import Creation
from waarborg.core.law.frames import ActFrame, FactFrame, FrameKind, act_name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.tidying import collapse, tidy

DAY = date(2026, 11, 22)
FILES = ("lerarenbeurs.law-reg.flint.json", "lerarenbeurs.mps.flint.json")
WITHDRAW = act_name("leraar trekt aanvraag subsidie voor studiekosten in")


@pytest.fixture(scope="module")
def documents(shared_data: Path) -> list[dict[str, Any]]:
    """Both files as they stand."""
    return [json.loads((shared_data / "flint" / "models" / name).read_text("utf-8-sig")) for name in FILES]


@pytest.fixture(scope="module")
def readings(shared_data: Path) -> list[Interpretation]:
    """Both files as interpretations."""
    return [open_model(shared_data / "flint" / "models" / name).interpretation for name in FILES]


@pytest.fixture(scope="module")
def difference(readings: list[Interpretation]) -> Difference:
    """What differs between them."""
    return compare(readings[0], readings[1], on=DAY)


def index(document: dict[str, Any], key: str, name: str) -> dict[str, dict[str, Any]]:
    """The frames of a file by their name with single spaces."""
    return {collapse(frame[name]): frame for frame in document[key]}


def count_otherwise(ours: dict[str, Any], theirs: dict[str, Any], field: str) -> set[str]:
    """The frames of which a field stands otherwise in the two files."""
    return {name for name in ours.keys() & theirs.keys() if ours[name].get(field) != theirs[name].get(field)}


def test_the_files_differ_in_sixteen_functions_and_seven_acts(documents: list[dict[str, Any]]) -> None:
    ours, theirs = (index(document, "facts", "fact") for document in documents)
    assert len(ours.keys() & theirs.keys()) == 223
    assert len(count_otherwise(ours, theirs, "function")) == 16
    ours, theirs = (index(document, "acts", "act") for document in documents)
    assert len(ours.keys() & theirs.keys()) == 32
    conditions = count_otherwise(ours, theirs, "preconditions")
    assert len(conditions) == 6
    assert len(conditions | count_otherwise(ours, theirs, "actor")) == 7


def test_of_the_sixteen_functions_all_are_creations_in_both(
    documents: list[dict[str, Any]], readings: list[Interpretation]
) -> None:
    ours, theirs = (index(document, "facts", "fact") for document in documents)
    for name in count_otherwise(ours, theirs, "function"):
        for reading in readings:
            frame = tidy(reading).find(fact_name(name[1:-1].strip()), DAY)
            assert isinstance(frame, FactFrame)
            assert isinstance(frame.function, Creation)


def test_of_the_six_preconditions_none_is_there_in_either(
    documents: list[dict[str, Any]], readings: list[Interpretation]
) -> None:
    ours, theirs = (index(document, "acts", "act") for document in documents)
    for name in count_otherwise(ours, theirs, "preconditions"):
        for reading in readings:
            frame = tidy(reading).find(act_name(name[2:-2].strip()), DAY)
            assert isinstance(frame, ActFrame)
            assert frame.precondition is None


def test_the_readings_share_all_frames_of_the_later_one(difference: Difference) -> None:
    assert Counter(name.kind for name in difference.shared) == {
        FrameKind.FACT: 224,  # one more than in the files: one name has a space before its bracket
        FrameKind.ACT: 32,
        FrameKind.DUTY: 23,
    }
    assert (len(difference.added), len(difference.removed)) == (0, 36)


def test_in_meaning_two_facts_and_one_act_differ(difference: Difference) -> None:
    functions = [change.name for change in difference.changed if Part.FUNCTION in change.parts]
    assert functions == [fact_name("aanvraag"), fact_name("aanvraag subsidie voor studieverlof")]
    conditions = {Part.ACTOR, Part.OBJECT, Part.RECIPIENT, Part.PRECONDITION}
    acts = [change for change in difference.changed if conditions & set(change.parts)]
    assert [change.name for change in acts] == [WITHDRAW]


def test_a_case_shows_what_the_other_actor_means(
    difference: Difference, readings: list[Interpretation]
) -> None:
    (change,) = [change for change in difference.changed if change.name == WITHDRAW]
    effect = change.effects[Part.ACTOR]
    assert effect.answer is Answer.DIFFERENT
    assert effect.values is not None
    situation = Situation(values=effect.values, on=DAY)
    outcomes = []
    for reading, frame in zip(readings, (change.before, change.after), strict=True):
        assert isinstance(frame, ActFrame)
        assert frame.actor is not None
        outcomes.append(Evaluation(tidy(reading), situation).conclude(frame.actor).value)
    assert outcomes == [effect.before, effect.after]
    assert outcomes[0] != outcomes[1]
