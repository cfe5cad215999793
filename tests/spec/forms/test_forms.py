"""A form that cannot be wrong: what its objects refuse when they are made, and where something stands.

| part | holds                                                        |
|------|--------------------------------------------------------------|
| een  | 1 (yes/no), uitleg (to read)                                 |
| twee | 2, a group with 2.1 and 2.2, which is repeated and holds 2.2.1 |
"""

from datetime import date

import pytest

from tests.small_form import both, form, group, part, question
from waarborg.core.forms.faults import WrongForm
from waarborg.core.forms.questions import (
    Column,
    Group,
    Information,
    Link,
    Option,
    OptionsFrom,
    Question,
    Type,
)
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
        ([part("een", question("1"), question("1"))], {}, "1"),
        (
            [part("een", question("1")), part("twee", group("1", question("2")))],
            {},
            "1",
        ),
        ([part("een", question("1")), part("een", question("2"))], {}, "een"),
        ([part("een", question("1"))], {"signatures": [SLOT, SLOT]}, "s"),
        ([part("een", question("1"))], {"outcomes": [OUTCOME, OUTCOME]}, "o"),
        ([part("een", question("1"))], {"checks": [CHECK, CHECK]}, "c"),
    ],
)
def test_an_id_that_is_there_twice_is_refused(
    parts: list[dict[str, object]], more: dict[str, object], named: str
) -> None:
    with pytest.raises(WrongForm, match=f"^{named}: “{named}” is there twice") as caught:
        form(*parts, **more)
    (fault,) = caught.value.faults
    assert (fault.place, fault.is_second) == (named, True)
    assert fault.says.nl == f"“{named}” staat er twee keer."


def make_question(**more: object) -> Question:
    return Question(**{"id": "1", "ask": WORD, "type": Type.TEXT, **more})  # type: ignore[arg-type]  # made wrong on purpose


OPTIONS = (Option("a", WORD), Option("b", WORD))
FROM = OptionsFrom("4", "4.1")
COLUMN = Column(id="naam", title=WORD, type=Type.TEXT)


@pytest.mark.parametrize(
    ("more", "key", "en", "nl"),
    [
        ({"type": Type.CHOICE}, "type", "there is nothing to choose from", "niets om uit te kiezen"),
        (
            {"options": OPTIONS},
            "options",
            "Only a question of type “choice”",
            "Alleen een vraag van het type “choice”",
        ),
        (
            {"options_from": FROM},
            "options_from",
            "Only a question of type “choice”",
            "Alleen een vraag van het type “choice”",
        ),
        (
            {"type": Type.CHOICES, "options": OPTIONS, "options_from": FROM},
            "options_from",
            "come from a group as well",
            "komen ook nog uit een groep",
        ),
        (
            {"type": Type.CHOICE, "options": (*OPTIONS, OPTIONS[0])},
            "options",
            "“a” is there twice",
            "“a” staat er twee keer",
        ),
        ({"type": Type.TABLE}, "type", "This table has no columns", "Deze tabel heeft geen kolommen"),
        (
            {"columns": (COLUMN,)},
            "columns",
            "Only a question of type “table”",
            "Alleen een vraag van het type “table”",
        ),
        (
            {"type": Type.TABLE, "columns": (COLUMN, COLUMN)},
            "columns",
            "“naam” is there twice",
            "“naam” staat er twee keer",
        ),
        (
            {"judgement": True, "fact": "goal"},
            "judgement",
            "A judgement is never filled in",
            "Een oordeel wordt nooit",
        ),
        (
            {"judgement": True, "taken_from": (Link("iama", "1", WORD),)},
            "judgement",
            "A judgement is never filled in",
            "Een oordeel wordt nooit",
        ),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(
    more: dict[str, object], key: str, en: str, nl: str
) -> None:
    with pytest.raises(WrongForm) as caught:
        make_question(**more)
    (fault,) = caught.value.faults
    assert (fault.place, fault.key) == ("1", key)
    assert en in fault.says.en
    assert nl in fault.says.nl


def test_an_option_is_found_by_its_value() -> None:
    found = make_question(type=Type.CHOICE, options=OPTIONS)
    assert found.find_option("b") is OPTIONS[1]
    assert found.find_option("c") is None


@pytest.mark.parametrize(
    ("more", "key", "en", "nl"),
    [
        ({"repeat": True}, "repeat", "does not say what one row is called", "staat niet hoe één rij heet"),
        ({"one": WORD}, "one", "this group has no rows", "deze groep heeft geen rijen"),
        ({"label": "1"}, "label", "this group has no rows", "deze groep heeft geen rijen"),
    ],
)
def test_a_group_that_contradicts_itself_is_refused(
    more: dict[str, object], key: str, en: str, nl: str
) -> None:
    with pytest.raises(WrongForm) as caught:
        Group(id="4", title=WORD, items=(make_question(),), **more)  # type: ignore[arg-type]  # made wrong on purpose
    (fault,) = caught.value.faults
    assert (fault.place, fault.key) == ("4", key)
    assert en in fault.says.en
    assert nl in fault.says.nl


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
