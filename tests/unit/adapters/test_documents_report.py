"""The model of a report: what can be said in it, and what would make it hard to read."""

from datetime import date
from typing import Any

import pytest

from waarborg.adapters.documents.report import (
    BulletList,
    Document,
    Note,
    Paragraph,
    Run,
    Section,
    Table,
    as_runs,
    as_text,
    bold,
    clean,
    link,
)

ADDRESS = "https://register.example/algoritme/42"


def document(**changes: Any) -> Document:
    return Document(**({"title": "Rapport", "language": "nl", "made_on": date(2026, 3, 3)} | changes))


def test_words_are_text_runs_or_both() -> None:
    assert as_runs("Ja.") == (Run("Ja."),)
    assert as_runs(["Ja, ", bold("nu"), ""]) == (Run("Ja, "), Run("nu", bold=True))
    assert as_text(Paragraph(["Zie ", link("het register", ADDRESS), "."]).runs) == "Zie het register."


def test_a_link_leads_to_a_web_address_or_a_mail_address() -> None:
    assert link("register", ADDRESS).link == ADDRESS
    assert (
        link("mail ons", "algoritmes@voorbeeldstad.example").link == "mailto:algoritmes@voorbeeldstad.example"
    )
    assert (
        Run("café", link="https://x.example/café?a=b%20c#d").link == "https://x.example/caf%C3%A9?a=b%20c#d"
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "mailto:niemand", "geen adres", ""]
)
def test_what_cannot_be_followed_is_text_and_no_link(address: str) -> None:
    assert link("hier", address) == Run("hier")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "mailto:niemand", "mailto:"])
def test_a_run_with_such_an_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="not a web address"):
        Run("hier", link=address)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x1bc\x7fd\x9fe", "abcde"),
        ("een\r\ntwee\rdrie\u2028vier\x0bvijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("half \ud800 teken\ufffe\U0010ffff\ufdd0", "half  teken"),
        ("om\u202egekeerd\u202c \u2066los\u2069", "omgekeerd los"),
        ("tab\tblijft, 😀 ook, é ook", "tab\tblijft, 😀 ook, é ook"),
    ],
)
def test_what_no_file_can_hold_goes(given: str, kept: str) -> None:
    assert clean(given) == kept
    assert Run(given).text == kept


def test_a_title_stands_on_one_line() -> None:
    assert document(title=" Een\n rapport\x00 ").title == "Een rapport"


def test_a_document_says_its_day_in_its_language() -> None:
    assert document().made_in_words == "3 maart 2026"
    assert document(language="en").made_in_words == "3 March 2026"


def test_the_tables_of_a_document_are_those_of_all_its_sections() -> None:
    one, two = Table("Een", ["a"], [["1"]]), Table("Twee", ["b"], [["2"]])
    sections = [Section("Eerst", [Paragraph("x"), one]), Section("Dan", [two], level=2)]
    assert list(document(sections=sections).list_tables()) == [one, two]


def test_columns_are_as_wide_as_each_other_when_nothing_is_said() -> None:
    assert Table("Een", ["a", "b"], [["1", "2"]]).widths == (1.0, 1.0)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"language": "de"}, "no report in 'de'"),
        ({"title": "\x00 "}, "title of a Document is empty"),
        ({"meta": [("", "x")]}, "a label and words"),
        ({"meta": [("Status", "")]}, "a label and words"),
        ({"sections": [Section("Een", level=2)]}, "level 2 comes right after level 0"),
        ({"sections": [Section("Een"), Section("Twee", level=3)]}, "level 3 comes right after level 1"),
    ],
)
def test_a_document_that_cannot_be_read_aloud_is_refused(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        document(**changes)


@pytest.mark.parametrize(
    ("header", "rows", "changes", "fault"),
    [
        (["a"], [["1"]], {"caption": " "}, "caption of a Table is empty"),
        ([], [[]], {}, "every column needs a header"),
        (["a", " "], [["1", "2"]], {}, "every column needs a header"),
        (["a"], [], {}, "has no rows"),
        (["a", "b"], [["1", "2"], ["1"]], {}, "row 2: 1 cells for 2 columns"),
        (["a", "b"], [["1", "2"]], {"widths": [1]}, "needs a width"),
        (["a", "b"], [["1", "2"]], {"widths": [1, 0]}, "needs a width"),
    ],
)
def test_a_table_that_is_not_whole_is_refused(
    header: list[str], rows: list[list[str]], changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        Table(**({"caption": "Tabel", "header": header, "rows": rows} | changes))


def test_what_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="runs of a Paragraph says nothing"):
        Paragraph(" ")
    with pytest.raises(ValueError, match="runs of a Note says nothing"):
        Note("", heading="Let op")
    with pytest.raises(ValueError, match="at least one item"):
        BulletList(["", []])
    with pytest.raises(ValueError, match="heading of a Section is empty"):
        Section("")
    with pytest.raises(ValueError, match="level 4 is not 1 to 3"):
        Section("Diep", level=4)
