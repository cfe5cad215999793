"""Answers as an assessment card: nothing is lost on the way out and back, and a card of another tool is read by its words."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.official_files import convert_text
from tests.reporting_standard import SYSTEM, assessment_card, list_faults, load_schemas, system_card
from tests.small_form import answer, form, group, part, question
from tests.small_official import REGISTRY
from waarborg.adapters.cards.answer_words import read_words
from waarborg.adapters.cards.assessment_cards import Line, make_card, may_be_card, read_card
from waarborg.adapters.cards.card_text import write_json, write_yaml
from waarborg.adapters.cards.instruments import find_instrument
from waarborg.adapters.form_files.answers_file import AnswersFileError
from waarborg.adapters.official_forms.output_reading import ReadOutput
from waarborg.core.forms.answers import Answer
from waarborg.core.profile.facts import plain

FORM = form(
    part(
        "een",
        question("1"),
        question("2", "markup"),
        question("3", "choice"),
        question("4", "choices"),
        question("5", "number"),
        question("6", "money"),
        question("7", "date"),
        question("8", "list"),
        question("9", "risks"),
        group("10", question("10.1", "text"), group("10.2", question("10.2.1", "text"))),
    )
)
SAID = (
    answer("1", declined=True),
    answer("2", "<p>Een <ul></p>"),
    answer("3", "b"),
    answer("4", ("a", "c")),
    answer("5", 0.1),
    answer("6", "12.50"),
    answer("7", "2026-11-28"),
    answer("8", ("een; twee", "drie")),
    answer("9", ({"risk": "Verkeerde post", "likelihood": "high", "_id": "r1"},)),
    answer("10", ("a", "b")),
    answer("10.1@a", "De balie"),
    answer("10.2@b", ("x",)),
    answer("10.2.1@b.x", "Diep"),
)
ON = date(2026, 11, 28)


def make(*said: Answer, words: str = "woorden") -> dict[str, Any]:
    lines = [Line(one, f"Vraag bij {one.address}", words) for one in said]
    return make_card(FORM, lines, name="Klein", on=ON)


def read(card: object, own: Any = FORM) -> ReadOutput:
    return read_card(json.dumps(card).encode(), own, file="kaart.json")


def refuse(card: object, own: Any = FORM) -> AnswersFileError:
    with pytest.raises(AnswersFileError) as caught:
        read(card, own)
    assert (caught.value.file, bool(caught.value.remedy.nl)) == ("kaart.json", True)
    return caught.value


def list_values(found: ReadOutput) -> dict[str, object]:
    return {str(one.address): "declined" if one.declined else plain(one.value) for one in found.file.answers}


# --- out and back --------------------------------------------------------------------------------------------------
def test_a_card_is_valid_and_says_what_was_answered(shared_data: Path) -> None:
    card = make(*SAID, answer("2", None))
    assert list_faults(load_schemas(shared_data), "assessmentcard_schema.json", card) == []
    assert (card["name"], card["urn"], card["date"]) == (
        "Klein",
        "urn:waarborg:form:klein:2026.1",
        "2026-11-28",
    )
    assert len(card["contents"]) == len(SAID)  # what says nothing is left out
    first = card["contents"][2]
    assert {name: first[name] for name in ("question", "answer", "urn", "timestamp")} == {
        "question": "Vraag bij 3",
        "answer": "woorden",
        "urn": "urn:waarborg:form:klein:2026.1:3",
        "timestamp": "2026-11-28T12:00:00+00:00",
    }


@pytest.mark.parametrize("write", [write_json, write_yaml])
def test_a_card_of_our_own_comes_back_without_loss(write: Any) -> None:
    found = read_card(write(make(*SAID)), FORM, file="kaart.yaml")
    assert list_values(found) == {
        "1": "declined",
        "2": "<p>Een <ul></p>",
        "3": "b",
        "4": ["a", "c"],
        "5": 0.1,
        "6": "12.50",
        "7": "2026-11-28",
        "8": ["een; twee", "drie"],
        "9": [{"risk": "Verkeerde post", "likelihood": "high", "_id": "r1"}],
        "10": ["a", "b"],
        "10.1@a": "De balie",
        "10.2@b": ["x"],
        "10.2.1@b.x": "Diep",
    }
    assert (found.file.form, found.file.version, found.file.made_on) == ("klein", "2026.1", ON)
    assert (found.remarks, found.file.is_changed) == ((), False)
    assert [one.at for one in found.file.answers] == [one.at for one in SAID]


def test_who_answered_does_not_stand_in_a_card() -> None:
    assert "authors" not in json.dumps(make(*SAID))
    assert {one.by for one in read(make(*SAID)).file.answers} == {"unknown"}


def test_words_that_somebody_changed_count_and_the_exact_value_no_longer() -> None:
    card = make(*SAID)
    by_place = {content["waarborg"]["place"]: content for content in card["contents"]}
    by_place["1"]["answer"], by_place["2"]["answer"], by_place["9"]["answer"] = (
        "ja",
        "Nieuw\n\n- punt",
        "anders",
    )
    found = read(card)
    values = list_values(found)
    assert (values["1"], values["2"]) == (True, "<p>Nieuw</p><ul><li>punt</li></ul>")
    assert "9" not in values
    assert found.file.is_changed
    assert [(one.place, one.value, one.lost) for one in found.remarks] == [("Vraag bij 9", "anders", True)]


def test_a_card_of_an_earlier_version_keeps_that_version() -> None:
    newer = form(part("een", question("1")), version="2026.2")
    found = read(make(*SAID), newer)
    assert (found.file.version, len(found.file.answers)) == ("2026.1", len(SAID))


def test_rows_that_no_list_names_are_added_in_the_order_in_which_they_come() -> None:
    found = read(make(*[one for one in SAID if str(one.address) not in ("10", "10.2@b")]))
    values = list_values(found)
    assert (values["10"], values["10.2@b"]) == (["a", "b"], ["x"])


@pytest.mark.parametrize(
    "own",
    [
        None,
        "x",
        {},
        {"place": "5", "value": {"a": 1}, "declined": False, "words": "w"},
        {"place": "!", "value": 1, "declined": False, "words": "w"},
        {"place": "5", "value": 1, "declined": True, "words": "w"},
        {"place": 5, "value": 1, "declined": False, "words": "w"},
        {"place": "5", "value": 1, "declined": "nee", "words": "w"},
    ],
)
def test_an_exact_value_that_is_not_as_it_was_written_is_passed_over(own: object) -> None:
    card = make(answer("5", 1), words="7")
    card["contents"][0]["waarborg"] = own
    assert list_values(read(card)) == {"5": 7}


# --- cards of others -----------------------------------------------------------------------------------------------
def test_a_card_of_another_tool_is_read_by_its_words() -> None:
    found = read(assessment_card())
    assert list_values(found) == {"1": True, "2": "<p>Een tekst.</p>", "3": "b"}
    assert found.file.version == "2026.1"


def test_what_has_no_place_is_told_with_what_it_says() -> None:
    found = read(
        assessment_card(
            {"question": "Iets heel anders?", "answer": "Toch."},
            {
                "question": "Vraag 3",
                "answer": "misschien",
                "remarks": "besproken",
                "authors": [{"name": "J"}],
            },
            {"question": "Vraag 1", "answer": "ja"},
            {"question": "Vraag 1", "answer": "nee"},
            {"question": "Vraag 10.1", "answer": "in een rij"},
            {"question": "Vraag 5", "answer": " "},
        )
    )
    assert list_values(found) == {"1": True}
    assert [(one.place, one.says.en, one.value, one.lost) for one in found.remarks] == [
        ("Iets heel anders?", "This question is not in this form.", "Toch.", True),
        ("Vraag 3", "This answer does not fit the kind of question.", "misschien", True),
        ("Vraag 3", "The remark at this question has no place here.", "besproken", True),
        ("Vraag 1", "This question is in the card twice.", "nee", True),
        ("Vraag 10.1", "This question is not in this form.", "in een rij", True),
        ("contents", "The names of who answered stay in the card.", "", False),
    ]


def test_questions_of_a_form_made_from_the_task_registry_are_found_by_their_urn() -> None:
    made = convert_text(REGISTRY).form
    assert made.official is not None
    asked = next(one for one in made.questions if one.type.value == "markup" or one.type.value == "text")
    name = made.official.name_item(asked.id)
    card = assessment_card(
        {"question": "Andere woorden", "answer": "Tekst", "urn": f"{made.official.urn}:{name}"},
        urn=made.official.urn,
    )
    assert list(list_values(read(card, made))) == [asked.id]


@pytest.mark.parametrize(
    ("urn", "name"),
    [
        ("urn:nl:aivt:tr:aiia:1.0", "aiia"),
        ("urn:nl:aivt:tr:ca:1.0", "conformity"),
        ("urn:nl:aivt:tr:td:1.0", "technical-documentation"),
        ("urn:nl:dpia", "dpia"),
        ("urn:nl:prescan:2.1", "prescan"),
        ("urn:waarborg:form:own-x:2026.3", "own-x"),
        ("urn:nl:aivt:tr:onbekend:1.0", None),
        ("urn:nl:aivt:tr:iama:1.0:1.1", None),
        ("iama", None),
    ],
)
def test_instruments_of_others_are_known_by_their_urn(urn: str, name: str | None) -> None:
    found = find_instrument(urn)
    assert (found.form if found is not None else None) == name


@pytest.mark.parametrize(
    ("more", "place", "says"),
    [
        ({"urn": "urn:waarborg:form:dpia:2026.1"}, "urn", "is of the form “dpia”, and this assessment of “klein”"),
        ({"urn": "urn:nl:aivt:tr:iama:1.0"}, "urn", "is of the form “iama”"),
        ({"urn": "urn:nl:aivt:tr:robot:1.0"}, "urn", "not known here: Klein (urn:nl:aivt:tr:robot:1.0)"),
        ({"name": "Robottoets"}, "name", "not known here: Robottoets"),
        ({"date": "ooit"}, "date", "is no day"),
        ({"contents": {}}, "contents", "A list belongs here"),
        ({"schema_version": "0.2"}, "schema_version", "Version 0.2"),
    ],
)  # fmt: skip
def test_a_card_that_is_about_something_else_or_wrong_is_refused(
    more: dict[str, Any], place: str, says: str
) -> None:
    error = refuse(assessment_card(**more))
    assert (error.place, says in error.message.en) == (place, True), error.message.en


def test_an_unknown_instrument_says_what_is_known() -> None:
    error = refuse(assessment_card(name="Robottoets"))
    assert "aiia, conformity, dpia, iama, prescan, technical-documentation" in error.remedy.en


# --- in a system card ----------------------------------------------------------------------------------------------
def test_the_card_of_the_form_is_taken_from_a_system_card() -> None:
    other = SYSTEM["assessments"][0]
    found = read(system_card(assessments=[other, assessment_card()]))
    assert list_values(found)["1"] is True


@pytest.mark.parametrize(
    ("cards", "place", "says"),
    [
        ([], "assessments", "no card of this assessment. It has: –"),
        ([SYSTEM["assessments"][0]], "assessments[0].urn", "is of the form “iama”"),
        ([SYSTEM["assessments"][0]] * 2, "assessments", "It has: Klein, Klein"),
        ([assessment_card(), assessment_card()], "assessments", "more than one card"),
    ],
)
def test_a_system_card_without_exactly_one_is_refused(
    cards: list[dict[str, Any]], place: str, says: str
) -> None:
    error = refuse(system_card(assessments=cards))
    assert (error.place, says in error.message.en) == (place, True), error.message.en


# --- which files are cards -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("content", "file", "is_card"),
    [
        (b'{"name": "a", "contents" : []}', "x.json", True),
        (b'{"schema_version": "0.1a14"}', "x.json", True),
        (b'{"format_version": 1, "answers": [{"contents": 1}]}', "x.json", False),
        (b'{"metadata": {}, "answers": {"1": {"value": "contents"}}}', "x.json", False),
        (b"name: a\n", "x.txt", True),
        (b"no json", "x.json", False),
        (b"anything", "x.YAML", True),
        (b"<html>", "x.html", False),
    ],
)
def test_a_card_is_known_by_its_ending_or_its_beginning(content: bytes, file: str, is_card: bool) -> None:
    assert may_be_card(content, file=file) is is_card


# --- words ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "words", "value"),
    [
        ("1", "Nee", False),
        ("1", "nee, want", None),
        ("3", " B ", "b"),
        ("3", "d", None),
        ("4", "a; C", ["a", "c"]),
        ("4", "a\nb", ["a", "b"]),
        ("4", "a; d", None),
        ("5", "12", 12),
        ("5", "12,5", 12.5),
        ("5", "1.000", None),  # a thousand, or one
        ("5", "1e5", None),
        ("5", "nan", None),
        ("6", "€ 12,50", "12.50"),
        ("7", "2026-11-28", "2026-11-28"),
        ("7", "28 november", None),
        ("8", "een\n\ntwee", ["een", "twee"]),
        ("9", "risico", None),
        ("2", "  ", None),
    ],
)
def test_words_are_read_only_where_they_are_certain(place: str, words: str, value: object) -> None:
    asked = FORM.find_question(place)
    assert asked is not None
    assert read_words(asked, words) == value
