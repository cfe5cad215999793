"""A form that cannot be wrong: what its objects refuse when they are made, and where something stands.

| part | holds                                                        |
|------|--------------------------------------------------------------|
| een  | 1 (yes/no), uitleg (to read)                                 |
| twee | 2, a group with 2.1 and 2.2, which is repeated and holds 2.2.1 |
"""

from datetime import date

import pytest

from tests.small_form import both, form, group, part, question
from waarborg.core.forms.questions import Group, Information, Link, Option, OptionsFrom, Question, Type
from waarborg.core.terms.text import Text

WORD = Text("Woord", "Word")
FORM = form(
    part("een", question("1"), {"info": "uitleg", "text": both("Lees dit.")}),
    part(
        "twee",
        group("2", question("2.1"), group("2.2", question("2.2.1", "text")), repeat=False),
    ),
    version="2026.3",
)


def test_a_form_has_one_name_for_other_records() -> None:
    assert FORM.urn == "urn:waarborg:form:klein:2026.3"
    assert FORM.released_on == date(2026, 11, 1)


def test_questions_and_groups_come_in_the_order_of_the_form() -> None:
    assert [one.id for one in FORM.questions] == ["1", "2.1", "2.2.1"]
    assert [one.id for one in FORM.groups] == ["2", "2.2"]


def test_a_place_knows_its_part_and_the_groups_around_it() -> None:
    place = FORM.find_place("2.2.1")
    assert place is not None
    assert place.part.id == "twee"
    assert [one.id for one in place.groups] == ["2", "2.2"]
    assert [one.id for one in place.repeated] == ["2.2"]


def test_what_is_asked_for_by_another_kind_of_name_is_not_there() -> None:
    assert isinstance(FORM.find_question("2.1"), Question)
    assert isinstance(FORM.find_group("2"), Group)
    place = FORM.find_place("uitleg")
    assert place is not None
    assert isinstance(place.item, Information)
    assert FORM.find_question("2") is FORM.find_question("uitleg") is FORM.find_question("9") is None
    assert FORM.find_group("1") is FORM.find_group("9") is None
    assert FORM.find_place("9") is None


def test_a_part_is_found_by_its_id() -> None:
    found = FORM.find_part("twee")
    assert found is not None
    assert found.title.nl == "Deel twee"
    assert FORM.find_part("drie") is None


# --- refused -----------------------------------------------------------------------------------------------------
SLOT = {"slot": "s", "kind": "signature", "title": both("Tekent"), "role": "jurist"}
OUTCOME = {"outcome": "o", "title": both("O"), "level": "result", "when": "[1]", "says": both("O.")}
CHECK = {"check": "c", "when": "[1]", "says": both("C."), "remedy": both("Kies."), "about": ["1"]}


@pytest.mark.parametrize(
    ("parts", "more", "named"),
    [
        ([part("een", question("1"), question("1"))], {}, "questions of klein: '1'"),
        (
            [part("een", question("1")), part("twee", group("1", question("2")))],
            {},
            "questions of klein: '1'",
        ),
        ([part("een", question("1")), part("een", question("2"))], {}, "parts of klein: 'een'"),
        ([part("een", question("1"))], {"signatures": [SLOT, SLOT]}, "signatures of klein: 's'"),
        ([part("een", question("1"))], {"outcomes": [OUTCOME, OUTCOME]}, "outcomes of klein: 'o'"),
        ([part("een", question("1"))], {"checks": [CHECK, CHECK]}, "checks of klein: 'c'"),
    ],
)
def test_an_id_that_is_there_twice_is_refused(
    parts: list[dict[str, object]], more: dict[str, object], named: str
) -> None:
    with pytest.raises(ValueError, match=f"{named} is there twice"):
        form(*parts, **more)


def make_question(**more: object) -> Question:
    return Question(**{"id": "1", "ask": WORD, "type": Type.TEXT, **more})  # type: ignore[arg-type]  # made wrong on purpose


OPTIONS = (Option("a", WORD), Option("b", WORD))
FROM = OptionsFrom("4", "4.1")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"type": Type.CHOICE}, "options belong to type choice or choices"),
        ({"options": OPTIONS}, "options belong to type choice or choices"),
        (
            {"type": Type.CHOICES, "options": OPTIONS, "options_from": FROM},
            "written out or come from a group",
        ),
        ({"type": Type.CHOICE, "options": (*OPTIONS, OPTIONS[0])}, "options of 1: 'a' is there twice"),
        ({"type": Type.TABLE}, "columns belong to a table"),
        ({"judgement": True, "fact": "goal"}, "a judgement is never filled in from elsewhere"),
        ({"judgement": True, "taken_from": (Link("iama", "1", WORD),)}, "a judgement is never filled in"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        make_question(**more)


def test_an_option_is_found_by_its_value() -> None:
    found = make_question(type=Type.CHOICE, options=OPTIONS)
    assert found.find_option("b") is OPTIONS[1]
    assert found.find_option("c") is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"repeat": True}, "says what one row is called"),
        ({"one": WORD}, "says what one row is called"),
        ({"label": "1"}, "only a group that is repeated has a label"),
    ],
)
def test_a_group_that_contradicts_itself_is_refused(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Group(id="4", title=WORD, items=(make_question(),), **more)  # type: ignore[arg-type]  # made wrong on purpose


@pytest.mark.parametrize(
    ("link", "place"),
    [
        (Link("iama", "2.1", WORD), "iama:2.1"),
        (Link("fact", "goal", WORD), "fact:goal"),
        (Link("", "2.1", WORD), "2.1"),
    ],
)
def test_a_link_is_written_as_in_content(link: Link, place: str) -> None:
    assert link.place == place
