"""Which questions of a form are asked, worked out by hand.

One form for all:

| id  | type    | asked when                              |
|-----|---------|-----------------------------------------|
| 1   | yes/no  | always                                  |
| 2   | choice  | [1]                                     |
| 3   | text    | [2] = "b"                               |
| 4   | group   | rows, each with 4.1 (choice) and 4.2    |
| 4.2 | text    | [4.1] = "c" (of the same row)           |
| 5   | text    | "c" IN every 4.1                        |
| 6   | text    | every 4.2 that is asked is not empty    |
"""

import pytest

from tests.small_form import TODAY, form, group, part, question, sheet
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.forms.rules import CircularForm, make_rules
from waarborg.core.law.values import Value

FORM = form(
    part(
        "een",
        question("1"),
        question("2", "choice", when="[1]"),
        question("3", "text", when='[2] = "b"'),
    ),
    part(
        "twee",
        group("4", question("4.1", "choice"), question("4.2", "text", when='[4.1] = "c"'), label="4.1"),
        question("5", "text", when='"c" IN ALLE [4.1] VAN [4]'),
        question("6", "text", when='"gevonden" IN ALLE [4.2] VAN [4]'),
    ),
)


def stand(values: dict[str, object], outside: dict[str, Value] | None = None) -> dict[str, str]:
    reading = Reading(FORM, sheet(values), outside or {}, on=TODAY)
    return {str(one.address): one.standing.value for one in reading.shown}


def test_nothing_is_answered() -> None:
    # [1] is not known, so 2 waits; 3 waits for 2. There are no rows, so no row has a "c": 5 and 6 are not asked.
    assert stand({}) == {
        "1": "asked",
        "2": "waiting",
        "3": "waiting",
        "4": "asked",
        "5": "not_asked",
        "6": "not_asked",
    }


def test_what_a_question_waits_for_is_named() -> None:
    reading = Reading(FORM, sheet({"1": True}), {}, on=TODAY)
    waits = {str(one.address): one.waits_for for one in reading.shown if one.standing is Standing.WAITING}
    assert waits == {"3": ("2",)}


def test_no_closes_what_rests_on_it_however_far() -> None:
    # 1 = no, so 2 is not asked and reads as an empty text; "" is not "b", so 3 is not asked either.
    found = stand({"1": False})
    assert (found["2"], found["3"]) == ("not_asked", "not_asked")


def test_an_answer_that_is_no_longer_asked_decides_nothing() -> None:
    # 2 was answered with "b" while 1 was yes. Now 1 is no: 3 disappears, although "b" is still kept.
    assert stand({"1": True, "2": "b"})["3"] == "asked"
    assert stand({"1": False, "2": "b"})["3"] == "not_asked"


def test_a_row_has_its_own_questions() -> None:
    found = stand({"4": ("x", "y"), "4.1@x": "c", "4.1@y": "a"})
    assert found["4.2@x"] == "asked"
    assert found["4.2@y"] == "not_asked"
    assert found["5"] == "asked"  # row x has a "c"


def test_a_hidden_answer_in_a_row_does_not_count() -> None:
    # Row x once had "c" and an answer to 4.2; it has "a" now. 4.2 reads as an empty text, so 6 is not asked.
    assert stand({"4": ("x",), "4.1@x": "c", "4.2@x": "gevonden"})["6"] == "asked"
    assert stand({"4": ("x",), "4.1@x": "a", "4.2@x": "gevonden"})["6"] == "not_asked"


def test_a_row_that_was_taken_away_is_not_there() -> None:
    found = stand({"4": ("y",), "4.1@x": "c", "4.1@y": "a"})
    assert "4.1@x" not in found
    assert found["5"] == "not_asked"


def test_conditions_read_facts_other_forms_and_the_framework() -> None:
    small = form(
        part(
            "een",
            question("1", when="[fact:uses_personal_data]"),
            question("2", when='[iama:1.1] = "ja"'),
            question("3", when="NIET [hoog risico]"),
        )
    )
    assert make_rules(small).outside == {"fact:uses_personal_data", "iama:1.1", "hoog risico"}
    outside: dict[str, Value] = {"fact:uses_personal_data": True, "hoog risico": True}
    reading = Reading(small, sheet({}), outside, on=TODAY)
    assert [one.standing.value for one in reading.shown] == ["asked", "waiting", "not_asked"]


def test_a_hidden_number_is_zero_and_a_hidden_day_is_not_there() -> None:
    small = form(
        part(
            "een",
            question("1"),
            question("2", "number", when="[1]"),
            question("3", "date", when="[1]"),
            question("4", when="[2] = 0"),
            question("5", when="[3] < 2027-01-01"),
        )
    )
    reading = Reading(small, sheet({"1": False, "2": 5, "3": "2026-01-01"}), {}, on=TODAY)
    found = {one.address.question: one.standing.value for one in reading.shown}
    assert (found["4"], found["5"]) == ("asked", "waiting")


def test_a_condition_on_a_part_holds_for_all_in_it() -> None:
    small = form(
        part("een", question("1")),
        part("twee", group("2", question("2.1"), question("2.2", when="[2.1]"), repeat=False), when="[1]"),
    )
    reading = Reading(small, sheet({"1": False, "2.1": True}), {}, on=TODAY)
    assert [one.standing.value for one in reading.shown] == ["asked", *["not_asked"] * 3]
    assert reading.find_part_standing(small.parts[1]) is Standing.NOT_ASKED


def test_groups_within_rows_are_counted_per_row() -> None:
    # Two parties; the first has two countries, the second none. 2.3 is asked where there is a country at all.
    small = form(
        part(
            "een",
            group(
                "2",
                question("2.1", "text"),
                group("2.2", question("2.2.1", "choice")),
                question("2.3", when="AANTAL([2.2]) > 0"),
                question("2.4", when='"a" IN ALLE [2.2.1] VAN [2.2]'),
            ),
        )
    )
    values = {"2": ("p", "q"), "2.2@p": ("l", "m"), "2.2.1@p.l": "a", "2.2.1@p.m": "b", "2.2@q": ()}
    reading = Reading(small, sheet(values), {}, on=TODAY)
    found = {str(one.address): one.standing.value for one in reading.shown}
    assert (found["2.3@p"], found["2.4@p"]) == ("asked", "asked")
    assert (found["2.3@q"], found["2.4@q"]) == ("not_asked", "not_asked")


@pytest.mark.parametrize(
    "items",
    [
        (question("1", when="[2]"), question("2", when="[1]")),
        (question("1", when="[1]"),),
        (
            group("1", question("1.1", when="AANTAL([2]) > 0")),
            group("2", question("2.1", when="AANTAL([1]) > 0")),
        ),
    ],
)
def test_questions_that_wait_for_each_other_are_refused(items: tuple[dict[str, object], ...]) -> None:
    with pytest.raises(CircularForm, match="wait for each other"):
        make_rules(form(part("een", *items)))
