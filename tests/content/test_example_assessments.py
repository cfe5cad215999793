"""The assessments of the fictional register: told in order, by people of the demo, with nobody real in them."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.conftest import NOW
from waarborg.adapters.content_files.example_assessments import (
    ExampleAssessment,
    ExampleStep,
    load_example_assessments,
)
from waarborg.adapters.content_files.examples import load_example_entries, load_example_people
from waarborg.adapters.form_files.loading import load_library
from waarborg.core.forms.forms import Form
from waarborg.core.publication.markup import find_disallowed

EXAMPLES = load_example_assessments()
PEOPLE = {person.email: person for person in load_example_people()}
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.dossier}-{one.form}")


def _all_strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _all_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _all_strings(item)


def _texts_of(example: ExampleAssessment) -> list[str]:
    return [text for step in example.steps for text in _all_strings(step.about)]


def _form_of(example: ExampleAssessment) -> Form:
    form = load_library().find_newest(example.form)
    assert form is not None, example.form
    return form


def _list_said(step: ExampleStep) -> Iterator[tuple[str, str]]:
    """Day and mail address of everything that stands within a step."""
    if step.what == "comment":
        yield from ((reply["on"], reply["by"]) for reply in step.about.get("replies", ()))
    for name in ("resolved", "reaction"):
        if isinstance(step.about, dict) and name in step.about:
            yield step.about[name]["on"], step.about[name]["by"]


def test_the_three_dossiers_have_assessments_of_the_first_five_forms() -> None:
    assert {(one.dossier, one.form) for one in EXAMPLES} == {
        ("inkomenstoeslag", "prescan"),
        ("inkomenstoeslag", "dpia"),
        ("chatbot-burgerzaken", "prescan"),
        ("chatbot-burgerzaken", "aiia"),
        ("risicomodel-heronderzoek", "prescan"),
        ("risicomodel-heronderzoek", "dpia"),
        ("risicomodel-heronderzoek", "iama"),
        ("risicomodel-heronderzoek", "fria"),
        ("risicomodel-heronderzoek", "aiia"),
    }
    assert {one.form for one in EXAMPLES} <= set(load_library().ids)


def test_one_that_begins_earlier_comes_first() -> None:
    days = [one.starts_on for one in EXAMPLES]
    assert days == sorted(days)


@each_example
def test_steps_begin_with_a_start_and_follow_each_other(example: ExampleAssessment) -> None:
    days = [step.on for step in example.steps]
    assert example.steps[0].what == "start"
    assert Counter(step.what for step in example.steps)["start"] == 1
    assert days == sorted(days)
    assert days[-1] < NOW.date()


@each_example
def test_replies_and_reactions_come_after_what_they_answer(example: ExampleAssessment) -> None:
    for step in example.steps:
        assert all(day >= step.on.isoformat() for day, _ in _list_said(step)), step.about
        assert all(day < NOW.date().isoformat() for day, _ in _list_said(step)), step.about


@each_example
def test_people_are_of_the_organisation_of_the_dossier(example: ExampleAssessment) -> None:
    entry = next(one for one in load_example_entries() if one.code == example.dossier)
    mails = {step.by for step in example.steps} | {
        mail for step in example.steps for _, mail in _list_said(step)
    }
    mails |= {step.about["to"] for step in example.steps if step.what == "assign"}
    assert {PEOPLE[mail].organisation for mail in mails} == {entry.organisation}


@each_example
def test_who_is_named_in_a_remark_exists(example: ExampleAssessment) -> None:
    remarks = [step.about for step in example.steps if step.what == "comment"]
    names = tuple(person.name for person in PEOPLE.values())
    mentions = [name for text in _all_strings(remarks) for name in re.findall(r"(?<!\S)@(.*)", text)]
    assert [name for name in mentions if not name.startswith(names)] == []


@each_example
def test_everything_withheld_is_a_part_of_the_form(example: ExampleAssessment) -> None:
    parts = {part.id for part in _form_of(example).parts}
    for step in example.steps:
        if step.what == "publish":
            assert step.about["withhold"].keys() <= parts
        if step.what == "assign":
            assert step.about["part"] in parts


@each_example
def test_texts_hold_no_other_markup_than_what_is_allowed(example: ExampleAssessment) -> None:
    assert [text for text in _texts_of(example) if find_disallowed(text)] == []


@each_example
def test_texts_do_not_shout_and_speak_to_people_with_u(example: ExampleAssessment) -> None:
    texts = _texts_of(example)
    assert [text for text in texts if "!" in text] == []
    assert [text for text in texts if re.search(r"\b(je|jij|jouw)\b", text, re.IGNORECASE)] == []


@each_example
def test_links_and_addresses_are_fictional(example: ExampleAssessment) -> None:
    for text in _texts_of(example):
        assert all(".example" in link for link in re.findall(r"https?://\S+", text)), text
        assert all(mail.endswith(".example") for mail in re.findall(r"\S+@\S+", text)), text
