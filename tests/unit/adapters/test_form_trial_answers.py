"""Answers and facts from files: addresses in rows, and what facts of a dossier say to conditions."""

import json
from datetime import date
from decimal import Decimal

import pytest

from tests.small_form import NOON, form, group, part, question
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.form_files.surroundings import fact_to_law, look_around
from waarborg.adapters.form_files.trial_answers import Answered, read_answers
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.forms.library import Library
from waarborg.core.law.values import Value
from waarborg.core.profile import facts as profile

DEEP = form(
    part(
        "een",
        group("1", question("1.1", "text"), group("1.2", question("1.2.1"))),
        group("2", question("2.1"), repeat=False),
        question("3", "number"),
        question("4", "table", columns=[{"id": "naam", "title": {"nl": "Naam", "en": "Name"}, "type": "text"}]),
    )
)  # fmt: skip
OTHER = form(part("een", question("1", "choices")), id="ander")


def read(answers: object) -> Answered:
    return read_answers(json.dumps(answers), DEEP, Library((DEEP, OTHER)), file="a.json", by="7", at=NOON)


def refuse(answers: object) -> LawFileError:
    with pytest.raises(LawFileError) as caught:
        read(answers)
    return caught.value


def test_answers_stand_in_rows_within_rows() -> None:
    found = read(
        {"1": ["x"], "1.1@x": "naam", "1.2@x": ["k", "l"], "1.2.1@x.l": True, "2.1": False, "3": 2.5}
    )
    values = {str(answer.address): answer.value for answer in found.sheet}
    assert values == {
        "1": ("x",), "1.1@x": "naam", "1.2@x": ("k", "l"), "1.2.1@x.l": True, "2.1": False, "3": 2.5,
    }  # fmt: skip
    assert {(answer.by, answer.at) for answer in found.sheet} == {("7", NOON)}
    assert found.elsewhere == {}


def test_null_says_that_somebody_does_not_know() -> None:
    (found,) = read({"2.1": None}).sheet
    assert (found.declined, found.value) == (True, None)


def test_answers_may_stand_under_a_key_of_their_own() -> None:
    assert len(read({"answers": {"2.1": True}}).sheet) == 1


def test_answers_may_be_listed_as_waarborg_writes_them() -> None:
    found = read(
        {
            "format": "waarborg-assessment",
            "answers": [
                {"place": "1", "value": ["x"], "by": "4", "at": "2026-11-01T10:00:00Z"},
                {"place": "1.1@x", "value": "naam", "declined": False},
                {"place": "2.1", "value": None, "declined": True},
                {"place": "3", "value": None, "declined": False},  # cleared: nothing is said
            ],
        }
    ).sheet
    assert {str(one.address): (one.value, one.declined) for one in found} == {
        "1": (("x",), False),
        "1.1@x": ("naam", False),
        "2.1": (None, True),
    }


def test_answers_to_other_forms_are_kept_apart() -> None:
    found = read({"ander:1": ["a", "b"]})
    assert len(found.sheet) == 0
    asked, answer = found.elsewhere["ander:1"]
    assert (asked, answer.value) == (OTHER.questions[0], ("a", "b"))


@pytest.mark.parametrize(
    ("answers", "place", "remedy"),
    [
        ({"1": ["x"], "1.2.1@x": True}, "1.2.1@x", "Schrijf 1.2.1@a.b, met een rij van elke groep eromheen."),
        ({"1": ["x"], "1.2@x": ["k"], "1.2.1@x.l": True}, "1.2.1@x.l", "Zet haar in de lijst van 1.2@x."),
        ({"1.2@y": ["k"]}, "1.2@y", "Zet haar in de lijst van 1."),
        ({"1": [1]}, "1", "Geef elke rij een eigen kenmerk van kleine letters en cijfers, zoals [\"a\", \"b\"]."),
        ({"1": None}, "1", "Geef elke rij een eigen kenmerk van kleine letters en cijfers, zoals [\"a\", \"b\"]."),
        ({"4": [{"naam": "a"}, {"naam": 3}]}, "4", "Geef ja of nee, een getal, een tekst, een lijst van teksten of rijen met teksten."),
        ({"4": [{"naam": " "}]}, "4[0].naam", "Schrijf een tekst, of maak het feit onbekend."),
        ({"answers": [{"place": "2.1", "value": True}, {"value": True}]}, "answers[1]", 'Schrijf {"place": "1.1", "value": waarde}.'),
        ({"answers": [{"place": "2.1", "value": True}] * 2}, "2.1", "Haal er een weg."),
        ({"ander:1": ["d"]}, "ander:1[0]", "Kies uit: a, b, c."),
        ({"\ud800": 1}, "?", "Schrijf het kenmerk van een vraag, zoals 2.1, of 2.1@a in rij a."),
    ],
)  # fmt: skip
def test_what_does_not_fit_names_place_and_remedy(answers: object, place: str, remedy: str) -> None:
    error = refuse(answers)
    assert (error.file, error.place, error.remedy_text.nl) == ("a.json", place, remedy)


# --- facts -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("profiling", True, True),
        ("profiling", "yes", None),
        ("goal", "Minder fouten", "Minder fouten"),
        ("hosting", "government", "government"),
        ("data_used", ("personal",), ("personal",)),
        ("data_used", "personal", None),
        ("in_service_on", "2027-01-31", date(2027, 1, 31)),
        ("goal", None, None),
    ],
)
def test_a_fact_is_read_by_the_type_of_its_key(key: str, value: profile.Value, read: Value | None) -> None:
    assert fact_to_law(load_vocabulary().get_term(key), value) == read


def test_a_number_is_exact_and_a_list_is_counted() -> None:
    terms = {term.type.value: term for term in load_vocabulary().terms}
    assert fact_to_law(terms["number"], 2.5) == Decimal("2.5")
    assert fact_to_law(terms["list"], ({"a": "1"}, {"a": "2"})) == ("0", "1")
    assert fact_to_law(terms["list"], "geen lijst") is None


def test_facts_are_offered_and_say_what_they_mean_for_the_rules() -> None:
    facts: dict[str, object] = {"profiling": True, "data_used": ["personal"], "hosting": None}
    known, outside = look_around(load_framework(), facts, by="7", at=NOON)
    assert {place: (one.value, one.by) for place, one in known.items()} == {
        "fact:profiling": (True, "7"),
        "fact:data_used": (("personal",), "7"),
    }
    assert outside["fact:profiling"] is True
    assert outside["fact:data_used"] == ("personal",)
    assert "fact:hosting" not in outside
    assert outside["maakt profielen van mensen"] is True
