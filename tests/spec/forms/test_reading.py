"""What conditions read: groups within groups, rows that nobody named yet, cells of a table, and levels of risks.

What is asked is in `test_asking.py`; this is about the values behind it, worked out by hand.
"""

import pytest

from tests.small_form import TODAY, both, form, group, part, question, sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.reading import Reading, Standing
from waarborg.core.law.explaining import Layer, render_text
from waarborg.core.law.values import Value


def read(of: Form, values: dict[str, object], outside: dict[str, Value] | None = None) -> Reading:
    return Reading(of, sheet(values), outside or {}, on=TODAY)


def stand(of: Form, values: dict[str, object], outside: dict[str, Value] | None = None) -> dict[str, str]:
    return {str(one.address): one.standing.value for one in read(of, values, outside).shown}


# --- what is shown -------------------------------------------------------------------------------------------------
TWO_PARTS = form(
    part("een", question("1"), {"info": "uitleg", "text": both("Lees dit."), "when": "[1]"}),
    part("twee", group("2", question("2.1", "text"), question("2.2", when='[2.1] = "a"')), question("3")),
)


def test_a_part_shows_what_stands_in_it_whether_or_not_all_was_asked_for_before() -> None:
    values = {"1": True, "2": ("x",), "2.1@x": "a"}
    for of_all in (False, True):
        reading = read(TWO_PARTS, values)
        if of_all:
            assert len(reading.shown) == 6
        first, second = (reading.list_shown(one) for one in TWO_PARTS.parts)
        assert [str(one.address) for one in first] == ["1", "uitleg"]
        assert [str(one.address) for one in second] == ["2", "2.1@x", "2.2@x", "3"]
        assert [one.depth for one in second] == [0, 1, 1, 0]


def test_what_is_to_read_has_no_answer_and_may_have_a_condition() -> None:
    shown = {str(one.address): one for one in read(TWO_PARTS, {"1": False}).shown}
    assert shown["uitleg"].standing is Standing.NOT_ASKED
    assert shown["uitleg"].answer is None
    assert shown["1"].answer is not None
    assert shown["uitleg"].waits_for == ()  # it is known that it is not shown


def test_one_place_can_be_asked_about() -> None:
    reading = read(TWO_PARTS, {"2": ("x", "y"), "2.1@x": "a", "2.1@y": "b"})
    assert reading.find_standing("1") is Standing.ASKED
    assert reading.find_standing("uitleg") is Standing.WAITING
    assert reading.find_standing("2.2", ("x",)) is Standing.ASKED
    assert reading.find_standing("2.2", ("y",)) is Standing.NOT_ASKED


# --- groups within groups ------------------------------------------------------------------------------------------
DEEP = form(
    part(
        "een",
        group(
            "1",
            group(
                "1.1",
                question("1.1.1"),
                group("1.1.2", question("1.1.2.1", "choice"), least=1),
                repeat=False,
            ),
            question("1.2", when="[1.1.1]"),
            question("1.3", when="AANTAL([1.1.2]) ≥ 2"),
        ),
        question("2", when="AANTAL([1]) = 2"),
        question("3", when="WAAR IN ALLE [1.1.1] VAN [1]"),
    )
)


def test_a_group_that_is_not_repeated_belongs_to_the_row_around_it() -> None:
    found = stand(DEEP, {"1": ("x", "y"), "1.1.1@x": True, "1.1.1@y": False})
    assert (found["1.2@x"], found["1.2@y"]) == ("asked", "not_asked")
    assert (found["2"], found["3"]) == ("asked", "asked")


def test_which_rows_there_are_is_not_known_as_long_as_some_must_be_and_nobody_said_so() -> None:
    # Group 1.1.2 needs a row. Of row x nobody said which there are, so whether there are two is not known.
    found = stand(DEEP, {"1": ("x", "y"), "1.1.2@y": ("k", "l")})
    assert (found["1.3@x"], found["1.3@y"]) == ("waiting", "asked")
    assert stand(DEEP, {"1": ("x",), "1.1.2@x": ("k",)})["1.3@x"] == "not_asked"


# --- cells of a table ----------------------------------------------------------------------------------------------
OPTIONS = [{"value": value, "label": both(value)} for value in "abc"]
TABLE = form(
    part(
        "een",
        question(
            "1",
            "table",
            columns=[
                {"id": "eigen", "title": both("Eigen"), "type": "boolean"},
                {"id": "soorten", "title": both("Soorten"), "type": "choices", "options": OPTIONS},
                {"id": "prijs", "title": both("Prijs"), "type": "money"},
                {"id": "aantal", "title": both("Aantal"), "type": "number"},
                {"id": "dag", "title": both("Dag"), "type": "date"},
            ],
        ),
        question("2", when="ONWAAR IN ALLE [eigen] VAN [1]"),
        question("3", when='WAAR IN ALLE ("b" IN [soorten]) VAN [1]'),
        question("4", when="SOM(€ 0; ALLE [prijs] VAN [1]) > € 10"),
        question("5", when="GROOTSTE(ALLE [aantal] VAN [1]) ≥ 3"),
        question("6", when="KLEINSTE(ALLE [dag] VAN [1]) < 2026-02-01"),
        question("7", "money"),
        question("8", when="[7] ≥ € 1250,50"),
    )
)


def test_cells_are_read_by_the_type_of_their_column() -> None:
    rows = (
        {"eigen": "yes", "soorten": "a c", "prijs": "4.50", "aantal": "2", "dag": "2026-01-31"},
        {"eigen": "no", "soorten": "b", "prijs": "6", "aantal": "3.5", "dag": "2026-03-01"},
    )
    found = stand(TABLE, {"1": rows, "7": "1250.50"})
    # One is no; the second has b; 4,50 and 6 is 10,50; the largest is 3,5; the first day is 31 January.
    assert [found[id] for id in "234568"] == ["asked"] * 6
    assert [stand(TABLE, {"1": rows[:1], "7": "1250"})[id] for id in "2345"] == ["not_asked"] * 4


def test_a_cell_that_is_empty_or_says_something_else_is_not_known() -> None:
    found = stand(TABLE, {"1": ({"eigen": "misschien", "soorten": "", "aantal": "2"},)})
    assert [found[id] for id in "23456"] == ["waiting", "waiting", "waiting", "not_asked", "waiting"]


def test_a_table_without_rows_has_none() -> None:
    assert stand(TABLE, {"1": ()})["2"] == "not_asked"
    assert stand(TABLE, {})["2"] == "waiting"


# --- levels of risks -----------------------------------------------------------------------------------------------
RISKS = form(
    part(
        "een",
        question("1", "risks"),
        question("2", when="GROOTSTE(ALLE [level] VAN [1]) ≥ 6"),
        question("3", when="GROOTSTE(ALLE [residual_level] VAN [1]) ≥ 6"),
    )
)


@pytest.mark.parametrize(
    ("rows", "standings"),
    [
        # 2 times 3 is 6; afterwards 1 times 3 is 3.
        ([("medium", "high", "low", "high")], ("asked", "not_asked")),
        # 1 and 9; of the second nobody said what is left.
        ([("low", "low", "low", "low"), ("high", "high", "", "")], ("asked", "waiting")),
        ([("low", "medium", "high", "medium")], ("not_asked", "asked")),
        ([("low", "", "", "")], ("waiting", "waiting")),
    ],
)
def test_a_risk_has_a_level_before_and_after(
    rows: list[tuple[str, str, str, str]], standings: tuple[str, str]
) -> None:
    names = ("likelihood", "impact", "residual_likelihood", "residual_impact")
    value = tuple({"risk": "x", **dict(zip(names, row, strict=True))} for row in rows)
    found = stand(RISKS, {"1": value})
    assert (found["2"], found["3"]) == standings


# --- answers to questions that are not asked -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("type", "value", "condition"),
    [
        ("boolean", True, "NIET [2]"),
        ("choice", "a", '[2] = ""'),
        ("text", "a", '[2] = ""'),
        ("number", 5, "[2] = 0"),
        ("money", "5", "[2] = € 0"),
        ("choices", ("a",), "AANTAL([2]) = 0"),
        ("list", ("a",), "AANTAL([2]) = 0"),
        ("risks", ({"risk": "a"},), "AANTAL([2]) = 0"),
        ("actions", ({"action": "a"},), "AANTAL([2]) = 0"),
    ],
)
def test_what_is_not_asked_reads_as_nothing(type: str, value: object, condition: str) -> None:
    small = form(part("een", question("1"), question("2", type, when="[1]"), question("3", when=condition)))
    assert stand(small, {"1": True, "2": value})["3"] == "not_asked"
    assert stand(small, {"1": False, "2": value})["3"] == "asked"


# --- why -----------------------------------------------------------------------------------------------------------
def test_a_conclusion_is_explained_in_the_words_of_the_form() -> None:
    title = both("Hoe het heet")
    small = form(
        part(
            "een",
            question("1"),
            {"info": "uitleg", "text": both("Lees dit."), "when": "[1]"},
            {"info": "kop", "title": title, "text": both("Lees dit."), "when": "[1]"},
            group("2", question("2.1"), when="[1]"),
        ),
        outcomes=[
            {
                "outcome": "o",
                "title": title,
                "level": "result",
                "when": "[1] EN [hoog risico]",
                "says": both("Dan dit."),
            }
        ],
    )
    reading = read(small, {"1": True}, {"hoog risico": True})
    explained = reading.explain(reading.conclude(small.outcomes[0].when))
    text = render_text(explained, "nl", Layer.TREE)
    assert "“Vraag 1”: ja." in text
    assert "“hoog risico”: ja." in text


def test_what_is_known_around_a_form_is_what_was_said_and_what_the_framework_makes_of_it() -> None:
    """Not what this form answers: that is said in it."""
    small = form(part("een", question("1"), question("2", when="[hoog risico] OF [raakt mensen]")))
    known: dict[str, Value] = {"raakt mensen": False, "fact:phase": "use"}
    assert read(small, {"1": True}, known).around == known
