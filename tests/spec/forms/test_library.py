"""Which version of a form is the newest, on a day.

| form | version | released on |
|------|---------|-------------|
| a    | 2026.1  | 2026-01-10  |
| a    | 2026.2  | 2026-06-01  |
| a    | 2027.1  | 2027-01-01  |
| b    | 2026.1  | 2026-03-01  |
"""

from datetime import date

import pytest

from tests.small_form import form, part, question
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import Library, NoSuchForm


def make(id: str, version: str, released_on: str) -> Form:
    return form(part("een", question("1")), id=id, version=version, released_on=released_on)


LIBRARY = Library(
    (
        make("b", "2026.1", "2026-03-01"),
        make("a", "2027.1", "2027-01-01"),
        make("a", "2026.1", "2026-01-10"),
        make("a", "2026.2", "2026-06-01"),
    )
)


def test_forms_are_named_once_in_the_order_in_which_they_stand() -> None:
    assert LIBRARY.ids == ("a", "b")


def test_versions_are_listed_the_oldest_first() -> None:
    assert [one.version for one in LIBRARY.list_versions("a")] == ["2026.1", "2026.2", "2027.1"]
    assert LIBRARY.list_versions("c") == ()


@pytest.mark.parametrize(
    ("on", "version"),
    [
        (None, "2027.1"),
        (date(2026, 1, 9), None),
        (date(2026, 1, 10), "2026.1"),
        (date(2026, 5, 31), "2026.1"),
        (date(2026, 6, 1), "2026.2"),
        (date(2028, 1, 1), "2027.1"),
    ],
)
def test_the_newest_version_is_the_last_one_released_on_a_day(on: date | None, version: str | None) -> None:
    found = LIBRARY.find_newest("a", on)
    assert (found.version if found else None) == version


def test_of_two_versions_of_one_day_the_higher_number_is_newer() -> None:
    library = Library((make("a", "2026.10", "2026-01-10"), make("a", "2026.9", "2026-01-10")))
    newest = library.find_newest("a")
    assert newest is not None
    assert newest.version == "2026.10"


def test_a_form_that_is_not_there_has_no_newest_version() -> None:
    assert LIBRARY.find_newest("c") is None


def test_one_version_is_found_by_its_name() -> None:
    found = LIBRARY.get("a", "2026.2")
    assert found.urn == "urn:waarborg:form:a:2026.2"


@pytest.mark.parametrize(("id", "version"), [("a", "2025.1"), ("c", "2026.1")])
def test_what_is_not_there_is_said(id: str, version: str) -> None:
    with pytest.raises(NoSuchForm) as caught:
        LIBRARY.get(id, version)
    assert str(caught.value) == f"there is no form {id} {version}"


def test_a_version_stands_there_once() -> None:
    with pytest.raises(ValueError, match="a version of a form is there twice"):
        Library((make("a", "2026.1", "2026-01-10"), make("a", "2026.1", "2026-06-01")))
