"""The worked examples in `manual`: each is asked of the engine, and together they leave out no operator or state.

They are the chapters of docs/reference/law-manual.md and docs/handleiding/rekenen-met-regels.md too.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import law_manual
from manual_examples import BrokenExample, Example, read_chapter, read_chapters
from tests.spec.law.manual_law_reg import OldPlayer, parse_old
from tests.spec.law.manual_models import read_model
from tests.spec.law.manual_player import (
    Player,
    as_expected,
    conclude_row,
    describe_check,
    list_expressions,
    list_overruled,
    parse_value,
    situation_of,
)
from waarborg.adapters.law_files.notation import NotationError, parse_condition
from waarborg.core.law import arithmetic, operators
from waarborg.core.law.acts import Availability, check_acts
from waarborg.core.law.cases import NotAllowed, replay
from waarborg.core.law.duties import DutyState
from waarborg.core.law.evaluation import CyclicFacts, How, list_unknown
from waarborg.core.law.expressions import Operation, Operator, Projection, Rounding, RoundingMode, Scope, walk
from waarborg.core.law.interpretations import NoSuchFrame
from waarborg.core.law.law_reg.values import LawRegError
from waarborg.core.law.notation import write
from waarborg.core.law.values import Fault

CHAPTERS = tuple(read_chapters())
EXAMPLES = [(f"{chapter.id}/{example.id}", example) for chapter in CHAPTERS for example in chapter.examples]
ALL = [example for _, example in EXAMPLES]


def with_ids(examples: list[tuple[str, Any]]) -> Any:
    return pytest.mark.parametrize("example", [pytest.param(item, id=name) for name, item in examples])


ROWS = [
    (f"{name}/{number}", (example, row))
    for name, example in EXAMPLES
    for number, row in enumerate(example.rows, start=1)
    if not example.ring and not example.refused
]


# --- expressions and acts outside a case -------------------------------------------------------------------
@with_ids([item for item in ROWS if "acts" not in item[1][1]])
def test_an_expression_gives_its_answer(example: tuple[Example, Mapping[str, Any]]) -> None:
    told, row = example
    conclusion = conclude_row(told, row)
    if "fault" in row:
        assert isinstance(conclusion.value, Fault), conclusion.value
        assert conclusion.value.code == row["fault"]
    else:
        expected = parse_value(row["answer"])
        found = as_expected(conclusion.value, expected)
        assert (type(found), found) == (type(expected), expected)
    assert list(list_unknown(conclusion)) == row.get("unknown", [])
    assert conclusion.how.value == row.get("how", conclusion.how.value)
    assert list_overruled(conclusion) == row.get("overruled", [])


@with_ids([item for item in ROWS if "acts" in item[1][1]])
def test_acts_are_available_possible_or_barred(example: tuple[Example, Mapping[str, Any]]) -> None:
    told, row = example
    found = [describe_check(check) for check in check_acts(read_model(told.model), situation_of(row))]
    assert [check for check in found if check["act"] in {act["act"] for act in row["acts"]}] == row["acts"]


@with_ids([item for item in EXAMPLES if item[1].ring])
def test_facts_in_a_ring_are_named(example: Example) -> None:
    with pytest.raises(CyclicFacts) as caught:
        conclude_row(example, example.rows[0] if example.rows else {})
    assert caught.value.ring == example.ring


@with_ids([item for item in EXAMPLES if item[1].refused])
def test_what_cannot_be_meant_is_refused_when_it_is_read(example: Example) -> None:
    with pytest.raises(NotationError) as caught:
        parse_condition(example.expression)
    for language, part in (example.refused or {}).items():
        assert part in caught.value.in_language(language)


# --- cases -----------------------------------------------------------------------------------------------
@with_ids([item for item in EXAMPLES if item[1].steps])
def test_a_case_goes_as_the_example_says(example: Example) -> None:
    player = Player(example)
    for step in example.steps:
        play(player, step)
        look(player, step)


def play(player: Player, step: Mapping[str, Any]) -> None:
    """One step; when the example says that it is refused, it must be."""
    if "refused" in step:
        with pytest.raises(NotAllowed) as caught:
            player.play(step)
        assert [reason.slot.value for reason in caught.value.check.reasons] == step["refused"]
    elif step.get("error") == "no_such_act":
        with pytest.raises(NoSuchFrame):
            player.play(step)
    elif step.get("error") == "before_last_event":
        with pytest.raises(ValueError, match="the last event is of"):
            player.play(step)
    else:
        player.play(step)


def look(player: Player, step: Mapping[str, Any]) -> None:
    """Everything that the example says there is to see after a step."""
    if "acts" in step:
        checks = player.check(step)
        assert [checks[act["act"]] for act in step["acts"]] == step["acts"]
    for text, answer in step.get("values", {}).items():
        expected = parse_value(answer)
        assert (text, as_expected(player.answer(text, step), expected)) == (text, expected)
    if "duties" in step:
        assert player.list_duties(step, step["duties"]) == step["duties"]
    suppliers = replay(player.model, player.case, until=date.fromisoformat(step["on"])).suppliers
    for name, supplier in step.get("suppliers", {}).items():
        assert suppliers[name] == supplier
    assert player.find_break() == step.get("chain", player.find_break())


# --- beside the interpreter of 2021 ------------------------------------------------------------------------
@with_ids([item for item in EXAMPLES if item[1].law_reg])
def test_the_interpreter_of_2021_did_what_the_example_says(example: Example) -> None:
    told = example.law_reg or {}
    player = OldPlayer(example)
    player.take_all()
    if "answer" in told:
        expected = parse_old(told["answer"])
        found = player.answer()
        assert (type(found), found) == (type(expected), expected)
    if "error" in told:
        with pytest.raises(LawRegError, match=re.escape(told["error"])):
            player.answer()
    if "available" in told:
        assert player.list_available() == told["available"]
    if "duties" in told:
        assert player.list_duties() == told["duties"]


# --- nothing is left out -----------------------------------------------------------------------------------
def list_parts() -> Iterator[Any]:
    return (part for example in ALL for expression in list_expressions(example) for part in walk(expression))


def list_told(key: str) -> set[str]:
    """Every value of a key in the rows, steps, acts and duties of all examples."""
    told = [item for example in ALL for item in (*example.rows, *example.steps)]
    told += [below for item in told for name in ("acts", "duties") for below in item.get(name, ())]
    return {item[key] for item in told if key in item}


def test_every_operator_is_in_an_example() -> None:
    assert {part.operator for part in list_parts() if isinstance(part, Operation)} == set(Operator)


def test_every_scope_is_in_an_example() -> None:
    assert {part.scope for part in list_parts() if isinstance(part, Projection)} == set(Scope)


def test_every_way_of_rounding_is_in_an_example() -> None:
    settings = [part.setting for part in list_parts() if isinstance(part, Operation)]
    assert {item.mode for item in settings if isinstance(item, Rounding)} == set(RoundingMode)


def test_every_availability_and_every_state_of_a_duty_is_in_an_example() -> None:
    assert list_told("is") == {item.value for item in (*Availability, *DutyState)}


def test_every_way_in_which_a_conclusion_comes_about_is_in_an_example() -> None:
    assert list_told("how") == {how.value for how in How}


def test_every_fault_is_in_an_example() -> None:
    source = "".join(
        Path(str(module.__file__)).read_text(encoding="utf-8") for module in (operators, arithmetic)
    )
    assert list_told("fault") >= set(re.findall(r'Fault\(\s*"(\w+)"', source))


@with_ids(EXAMPLES)
def test_an_expression_reads_the_same_in_both_languages(example: Example) -> None:
    for expression in list_expressions(example):
        assert parse_condition(write(expression, "nl")) == expression
        assert parse_condition(write(expression, "en")) == expression


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_every_name_has_its_english(chapter: Any) -> None:
    assert not law_manual.list_names(chapter) - set(chapter.names)


# --- the reader ----------------------------------------------------------------------------------------------
GOOD = """
title: {nl: a, en: a}
intro: {nl: a, en: a}
examples:
  - id: a
    title: {nl: a, en: a}
    text: {nl: a, en: a}
    expression: "[a]"
    facts: {a: JA}
    answer: JA
"""


def test_a_chapter_is_read_as_text() -> None:
    (example,) = read_chapter(GOOD, "a").examples
    assert example.rows == ({"facts": {"a": "JA"}, "answer": "JA"},)


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("answer: JA", "awnser: JA", "awnser"),
        ("answer: JA", "answer: JA\n    fault: x", "valid under each of"),
        ("    answer: JA\n", "", "not valid under any"),
        ("id: a", "id: An Example", "does not match"),
        ("{a: JA}", "{a: JA, a: NEE}", "the key 'a' is written twice"),
        ("text: {nl: a, en: a}", "text: {nl: a}", "'en' is a required property"),
    ],
)
def test_a_mistake_in_an_example_is_found_when_it_is_read(was: str, becomes: str, message: str) -> None:
    with pytest.raises(BrokenExample, match=message):
        read_chapter(GOOD.replace(was, becomes), "a")


def test_an_id_comes_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BrokenExample, match=r"two\.yaml: the id 'a' is in one\.yaml too"):
        list(read_chapters(tmp_path))
