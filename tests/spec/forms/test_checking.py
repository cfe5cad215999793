"""Whether an answer fits its question, per type, worked out by hand.

| type                | fits                          | does not fit                                    |
|---------------------|-------------------------------|-------------------------------------------------|
| text, markup, role  | words                         | a number; only spaces; more than 100 000 signs  |
| choice              | one of a, b, c                | d; a list                                       |
| choices             | a list of them, each once     | one word; none; twice; "geen" with another      |
| boolean             | yes or no                     | a word                                          |
| number              | zero and higher               | a text; a negative number                       |
| money               | "1250", "1250.5", "1250.50"   | a number; "1.250,50"; three decimals; "-1"      |
| date                | "2026-11-28"                  | "28-11-2026"; a day that does not exist         |
| list                | texts, also none              | an empty text; a single text                    |
| table               | rows with cells of text       | another column; a required cell left empty      |
"""

from collections.abc import Mapping

import pytest

from tests.small_form import both, form, group, part, question
from waarborg.core.forms.checking import LONGEST_ANSWER, MOST_ROWS, check_answer, list_written
from waarborg.core.forms.fixed_columns import ACTION_COLUMNS, RISK_COLUMNS
from waarborg.core.forms.questions import Column, Question


def column(id: str, type: str = "text", **more: object) -> dict[str, object]:
    if type in ("choice", "choices") and "options_from" not in more:
        more["options"] = [{"value": value, "label": both(value)} for value in "abc"]
    return {"id": id, "title": both(f"Kolom {id}"), "type": type, **more}


EXCLUSIVE = [{"value": "a", "label": both("A")}, {"value": "geen", "label": both("Geen"), "exclusive": True}]
FORM = form(
    part(
        "een",
        *(
            question(type, type)
            for type in ("text", "markup", "role", "file", "image", "choice", "choices", "boolean")
        ),
        *(question(type, type) for type in ("number", "money", "date", "list", "risks", "actions")),
        question("alleen", "choices", options=EXCLUSIVE),
        question(
            "table",
            "table",
            columns=[
                column("naam", required=True),
                column("soort", "choice"),
                column("soorten", "choices"),
                column("eigen", "boolean"),
                column("aantal", "number"),
                column("prijs", "money"),
                column("dag", "date"),
            ],
        ),
        group("partij", question("partij-naam", "text"), label="partij-naam"),
        question("wie", "choice", options_from={"group": "partij", "label": "partij-naam"}),
        question("wie-allen", "choices", options_from={"group": "partij", "label": "partij-naam"}),
        question(
            "verdeling",
            "table",
            columns=[
                column("partij", "choice", options_from={"group": "partij", "label": "partij-naam"}),
                column("taak"),
            ],
        ),
    )
)


def find(id: str) -> Question:
    found = FORM.find_question(id)
    assert found is not None
    return found


def list_codes(id: str, value: object) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in check_answer(find(id), value)]


@pytest.mark.parametrize(
    ("id", "value"),
    [
        ("text", "Een regel."),
        ("markup", "Een alinea.\n\n- een\n- twee"),
        ("role", "jurist"),
        ("file", "bijlage-1"),
        ("image", "bijlage-2"),
        ("choice", "b"),
        ("choices", ["a", "c"]),
        ("choices", ("b",)),
        ("alleen", ["geen"]),
        ("boolean", True),
        ("boolean", False),
        ("number", 0),
        ("number", 12.5),
        ("money", "1250"),
        ("money", "1250.5"),
        ("money", "1250.50"),
        ("date", "2026-11-28"),
        ("date", "2028-02-29"),
        ("list", ["een", "twee"]),
        ("list", []),
        ("table", []),
        ("table", [{"naam": "een"}]),
        ("table", [{"naam": "een", "eigen": "yes"}, {"_id": "r2", "naam": "twee", "eigen": "no"}]),
        (
            "table",
            [
                {
                    "naam": "een",
                    "soort": "a",
                    "soorten": "a b",
                    "aantal": "12.5",
                    "prijs": "3.50",
                    "dag": "2026-01-31",
                }
            ],
        ),
        ("risks", [{"risk": "Fout besluit", "likelihood": "low", "impact": "high", "accepted": "yes"}]),
        ("actions", [{"action": "Vraag advies", "owner": "jurist", "due": "2027-01-01"}]),
    ],
)
def test_what_fits(id: str, value: object) -> None:
    assert check_answer(find(id), value) == ()


@pytest.mark.parametrize("id", [one.id for one in FORM.questions])
def test_nothing_said_always_fits(id: str) -> None:
    assert check_answer(find(id), None) == ()


@pytest.mark.parametrize(
    ("id", "value", "faults"),
    [
        ("text", 5, [("", "wrong_type")]),
        ("text", "   ", [("", "empty")]),
        ("markup", ["een"], [("", "wrong_type")]),
        ("role", "", [("", "empty")]),
        ("choice", "d", [("", "no_choice")]),
        ("choice", ["a"], [("", "no_choice")]),
        ("choices", "a", [("", "wrong_type")]),
        ("choices", [], [("", "empty")]),
        ("choices", ["a", "d"], [("[1]", "no_choice")]),
        ("choices", ["a", "a"], [("[1]", "twice")]),
        ("alleen", ["a", "geen"], [("", "exclusive")]),
        ("boolean", "ja", [("", "wrong_type")]),
        ("boolean", 1, [("", "wrong_type")]),
        ("number", "12", [("", "wrong_type")]),
        ("number", -1, [("", "negative")]),
        ("number", True, [("", "wrong_type")]),
        ("money", 1250, [("", "no_money")]),
        ("money", "1.250,50", [("", "no_money")]),
        ("money", "1250.505", [("", "no_money")]),
        ("money", "-1", [("", "no_money")]),
        ("money", "1234567890123456", [("", "no_money")]),  # sixteen digits
        ("date", "28-11-2026", [("", "no_date")]),
        ("date", "2026-02-29", [("", "no_date")]),
        ("date", 20261128, [("", "wrong_type")]),
        ("list", "een", [("", "wrong_type")]),
        ("list", ["een", " "], [("", "wrong_type")]),
        ("list", ["een", 2], [("", "wrong_type")]),
        ("table", "een", [("", "wrong_type")]),
        ("table", ["een"], [("", "wrong_type")]),
        ("table", [{}], [("[0].naam", "missing_member")]),
        ("table", [{"naam": ""}], [("[0].naam", "missing_member")]),
        ("table", [{"naam": "een", "kleur": "rood"}], [("[0].kleur", "unknown_member")]),
        pytest.param(
            "table",
            [{"naam": "een"}, {"naam": "twee", "kleur": "rood"}],
            [("[1].kleur", "unknown_member")]
        ),
        ("table", [{"naam": 5}], [("[0].naam", "wrong_type")]),
        ("table", [{"naam": "een", "soort": "d"}], [("[0].soort", "no_choice")]),
        ("table", [{"naam": "een", "soorten": "a d"}], [("[0].soorten", "no_choice")]),
        ("table", [{"naam": "een", "eigen": "ja"}], [("[0].eigen", "no_choice")]),
        ("table", [{"naam": "een", "aantal": "veel"}], [("[0].aantal", "wrong_type")]),
        ("table", [{"naam": "een", "aantal": "-2"}], [("[0].aantal", "negative")]),
        ("table", [{"naam": "een", "prijs": "gratis"}], [("[0].prijs", "no_money")]),
        ("table", [{"naam": "een", "dag": "morgen"}], [("[0].dag", "no_date")]),
        ("risks", [{"risk": "x", "likelihood": "often"}],
         [("[0].likelihood", "no_choice"), ("[0].impact", "missing_member")]),
        ("actions", [{"owner": "jurist"}], [("[0].action", "missing_member")]),
    ],
)  # fmt: skip
def test_what_does_not_fit(id: str, value: object, faults: list[tuple[str, str]]) -> None:
    assert list_codes(id, value) == faults


def test_every_fault_says_what_to_do_in_both_languages() -> None:
    wrong = {
        "text": 5, "choice": "d", "choices": [], "boolean": "ja", "number": -1, "money": 3, "date": "nu",
        "list": "een", "table": [{"kleur": "rood", "_id": "Nee"}],
    }  # fmt: skip
    for id, value in wrong.items():
        found = check_answer(find(id), value)
        assert found
        for fault in found:
            assert fault.message.nl != fault.message.en
            assert fault.remedy.nl.endswith(".")
            assert fault.remedy.en.endswith(".")


def test_the_longest_answer_fits_and_one_sign_more_does_not() -> None:
    for id in ("text", "markup"):
        assert list_codes(id, "a" * LONGEST_ANSWER) == []
        assert list_codes(id, "a" * (LONGEST_ANSWER + 1)) == [("", "too_long")]
    half = "a" * (LONGEST_ANSWER // 2)
    assert list_codes("list", [half, half]) == []
    assert list_codes("list", [half, half, "b"]) == [("", "too_long")]


def test_a_table_has_at_most_so_many_rows() -> None:
    row = {"naam": "een"}
    assert list_codes("table", [row] * MOST_ROWS) == []
    assert list_codes("table", [row] * (MOST_ROWS + 1)) == [("", "too_many_rows")]


# --- ids of rows -------------------------------------------------------------------------------------------
def test_a_row_may_have_an_id_and_no_two_the_same() -> None:
    assert list_codes("table", [{"_id": "r1", "naam": "een"}, {"_id": "r2", "naam": "twee"}]) == []
    assert list_codes("table", [{"_id": "r1", "naam": "een"}, {"_id": "r1", "naam": "twee"}]) == [
        ("", "bad_row_id")
    ]


@pytest.mark.parametrize(
    "id",
    [
        "R1",
        "r 1",
        "abcdefghijklm",
        5,
        pytest.param(["r1"]),
    ],
)
def test_what_is_no_id_of_a_row_is_refused(id: object) -> None:
    assert list_codes("table", [{"_id": id, "naam": "een"}]) == [("[0]._id", "bad_row_id")]


# --- options that are the rows of a group --------------------------------------------------------------------
def list_options(item: Question | Column) -> Mapping[str, bool]:
    """The group has the rows p and q now."""
    return {"p": False, "q": False} if item.options_from is not None else list_written(item)


@pytest.mark.parametrize(
    ("id", "fits", "does_not"),
    [
        ("wie", "p", "r"),
        ("wie-allen", ["p", "q"], ["p", "r"]),
        ("verdeling", [{"partij": "q", "taak": "hosten"}], [{"partij": "r", "taak": "hosten"}]),
    ],
)
def test_options_are_the_rows_of_a_group_as_they_are_now(id: str, fits: object, does_not: object) -> None:
    assert check_answer(find(id), fits, list_options) == ()
    assert [fault.code for fault in check_answer(find(id), does_not, list_options)] == ["no_choice"]
    # Without knowing the rows nothing can be chosen.
    assert [fault.code for fault in check_answer(find(id), fits)][:1] == ["no_choice"]


# --- columns that lie fixed ------------------------------------------------------------------------------------
def test_risks_and_action_points_have_the_same_columns_in_every_form() -> None:
    assert find("risks").columns == RISK_COLUMNS
    assert find("actions").columns == ACTION_COLUMNS
