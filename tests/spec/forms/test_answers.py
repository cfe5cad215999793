"""Answers and the sheet they stand on: addresses, the newest of each place, and rows.

| address   | question | rows   |
|-----------|----------|--------|
| `2.1`     | 2.1      | none   |
| `2.1@a`   | 2.1      | a      |
| `2.1@a.b` | 2.1      | a, b   |
"""

from datetime import datetime, timedelta

import pytest

from tests.small_form import NOON, answer, sheet
from waarborg.core.forms.answers import Address, Answer, Sheet, digest_value, list_table_rows


@pytest.mark.parametrize(
    ("text", "question", "rows"),
    [
        ("2.1", "2.1", ()),
        ("2.1@a", "2.1", ("a",)),
        ("2.1@a.b", "2.1", ("a", "b")),
        ("doel-1@x9", "doel-1", ("x9",)),
    ],
)
def test_an_address_is_written_and_read_back(text: str, question: str, rows: tuple[str, ...]) -> None:
    address = Address(question, rows)
    assert str(address) == text
    assert Address.parse(text) == address


@pytest.mark.parametrize(
    "text", ["", "2.", ".2", "2..1", "Vraag", "2 1", "2.1@A", "2.1@a.", "2.1@a@b", "2.1@abcdefghijklm"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no id of"):
        Address.parse(text)


def test_a_row_of_twelve_signs_is_an_id_and_of_thirteen_is_not() -> None:
    assert Address("1", ("abcdefghijkl",)).rows == ("abcdefghijkl",)
    with pytest.raises(ValueError, match="one to twelve small letters and digits"):
        Address("1", ("abcdefghijklm",))


def test_an_answer_is_given_when_something_is_said_also_that_it_is_not_known() -> None:
    assert answer("1", "ja").is_given
    assert answer("1", False).is_given
    assert answer("1", ()).is_given  # "there are none" is an answer
    assert answer("1", declined=True).is_given
    assert not answer("1").is_given


def test_an_answer_cannot_be_changed_afterwards() -> None:
    rows = [{"naam": "eerste", "leeg": None}]
    found = answer("1", rows)
    rows[0]["naam"] = "anders"
    assert found.value == ({"naam": "eerste"},)  # an empty cell is left out


def test_whoever_does_not_know_gives_no_answer() -> None:
    with pytest.raises(ValueError, match="whoever does not know gives no answer"):
        answer("2.1", "toch", declined=True)


def test_the_moment_of_an_answer_has_a_time_zone() -> None:
    with pytest.raises(ValueError, match="the moment of an answer needs a time zone"):
        Answer(address=Address("2.1"), by="1", at=datetime(2026, 11, 28, 12))


def test_of_one_place_the_latest_answer_counts_whatever_the_order() -> None:
    old = Answer(address=Address("1"), value="oud", by="1", at=NOON - timedelta(hours=1))
    new = Answer(address=Address("1"), value="nieuw", by="2", at=NOON)
    for given in ((old, new), (new, old)):
        found = Sheet.of(given)
        assert len(found) == 1
        assert list(found) == [new]
        assert found.find(Address("1")) == new


def test_a_row_has_answers_of_its_own() -> None:
    found = sheet({"1@a": "een", "1@b": "twee"})
    assert found.value(Address("1", ("a",))) == "een"
    assert found.value(Address("1", ("b",))) == "twee"
    assert found.value(Address("1")) is None
    assert found.find(Address("1")) is None


def test_which_rows_there_are_is_an_answer_of_the_group() -> None:
    found = sheet({"4": ("x", "y"), "5@x": ("k",), "6": "geen rijen"})
    assert found.list_rows("4") == ("x", "y")
    assert found.list_rows("5", ("x",)) == ("k",)
    assert found.list_rows("5", ("y",)) == ()
    assert (found.has_rows("4"), found.has_rows("5", ("x",))) == (True, True)
    assert (found.has_rows("5"), found.has_rows("6"), found.has_rows("7")) == (False, False, False)
    assert found.list_rows("6") == ()


def test_no_rows_is_something_else_than_nothing_said() -> None:
    found = sheet({"4": ()})
    assert found.has_rows("4")
    assert found.list_rows("4") == ()


def test_rows_of_a_table_are_those_with_columns() -> None:
    assert list_table_rows(answer("1", [{"naam": "een"}, {}]).value) == ({"naam": "een"}, {})
    assert list_table_rows(("a", "b")) == ()
    assert list_table_rows("tekst") == ()
    assert list_table_rows(None) == ()


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("ja", "ja", True),
        ("ja", "nee", False),
        (True, "true", False),
        (("a", "b"), ("a", "b"), True),
        (("a", "b"), ("b", "a"), False),
        (2.5, 2.5, True),
        (2.5, 2.6, False),
        (None, "", False),
    ],
)
def test_a_digest_is_the_same_for_the_same_value(first: object, second: object, same: bool) -> None:
    found = [digest_value(answer("1", value).value) for value in (first, second)]
    assert (found[0] == found[1]) is same


def test_the_order_of_cells_in_a_row_says_nothing() -> None:
    first, second = answer("1", [{"a": "1", "b": "2"}]), answer("1", [{"b": "2", "a": "1"}])
    assert digest_value(first.value) == digest_value(second.value)
