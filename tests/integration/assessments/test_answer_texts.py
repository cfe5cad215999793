"""Answers in words, in both languages; and any text that somebody answers, in every kind of document."""

import io
import re
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with rich

from tests.small_form import form, group, part, question
from waarborg.adapters.documents.markdown import write_markdown
from waarborg.adapters.documents.pdf import write_pdf
from waarborg.adapters.documents.report import Document, clean
from waarborg.adapters.documents.word import write_word
from waarborg.core.forms.answers import Address
from waarborg.core.forms.questions import Group, Question
from waarborg.core.publication.plain_writing import from_writing
from waarborg.web.answer_texts import list_answer, show_answer, show_cell, show_level
from waarborg.web.assessment_blocks import PartWriter
from waarborg.web.assessment_record import Record, name_question

COLUMNS = [
    {"id": "wie", "title": {"nl": "Wie", "en": "Who"}, "type": "text"},
    {"id": "nodig", "title": {"nl": "Nodig", "en": "Needed"}, "type": "boolean"},
    {"id": "bedrag", "title": {"nl": "Bedrag", "en": "Amount"}, "type": "money"},
    {"id": "waar", "title": {"nl": "Waar", "en": "Where"}, "type": "choices",
     "options": [{"value": value, "label": {"nl": f"{value} nl", "en": f"{value} en"}} for value in "ab"]},
]  # fmt: skip
MANY = [
    {"id": f"k{number}", "title": {"nl": f"K{number}", "en": f"K{number}"}, "type": "text"}
    for number in range(7)
]
FORM = form(
    part(
        "een",
        question("1", "boolean"),
        question("2", "choice", options=COLUMNS[3]["options"]),
        question("3", "choices", options=COLUMNS[3]["options"]),
        question("4", "number", unit={"nl": "mensen", "en": "people"}),
        question("5", "money"),
        question("6", "date"),
        question("7", "list"),
        question("8", "role"),
        question("9", "file"),
        question("10", "text"),
        question("11", "markup"),
        question("12", "table", columns=COLUMNS),
        question("13", "choices", options_from={"group": "14", "label": "14.1"}),
        group("14", question("14.1", "text"), question("14.2", "markup"), label="14.1"),
        question("15", "risks"),
        question("16", "table", columns=MANY),
        group("17", question("17.1", "choice", options_from={"group": "14", "label": "14.1"}),
              question("17.2", "text"), label="17.1"),
        question("18", "actions"),
        question("zonder-nummer", "text"),
    )
)  # fmt: skip


def find(id: str) -> Question:
    found = FORM.find_question(id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("id", "value", "nl", "en"),
    [
        ("1", True, "Ja", "Yes"),
        ("1", False, "Nee", "No"),
        ("2", "a", "a nl", "a en"),
        ("2", "weg", "weg", "weg"),
        ("3", ["a", "b"], "a nl; b nl", "a en; b en"),
        ("4", 1250, "1.250 mensen", "1,250 people"),
        ("4", 2.5, "2,5 mensen", "2.5 people"),
        ("4", "2.5", "2,5 mensen", "2.5 people"),
        ("4", "1e999999", "1e999999", "1e999999"),
        ("5", "1250.5", "€ 1.250,50", "€1,250.50"),
        ("6", "2026-03-03", "3 maart 2026", "3 March 2026"),
        ("6", "morgen", "morgen", "morgen"),
        ("7", ("een", "twee"), "een; twee", "een; twee"),
        ("8", "privacy_officer", "Privacyfunctionaris", "Privacy officer"),
        ("9", "ab", "Schema", "Schema"),
        ("9", "cd", "een bestand dat er niet meer is", "a file that is no longer there"),
        ("10", "<b>zo</b>", "<b>zo</b>", "<b>zo</b>"),
        ("11", "<p>Kies:</p><ul><li>a</li></ul>", "Kies:\n\n- a", "Kies:\n\n- a"),
        ("12", [{"_id": "x", "wie": "Team", "nodig": "yes", "bedrag": "5", "waar": "a b"}],
         "Wie: Team · Nodig: Ja · Bedrag: € 5,00 · Waar: a nl; b nl",
         "Who: Team · Needed: Yes · Amount: €5.00 · Where: a en; b en"),
        ("13", ["x", "weg"], "De balie; een rij die is weggehaald", "De balie; a row that was taken away"),
        ("1", None, "", ""),
    ],
)  # fmt: skip
def test_an_answer_in_both_languages(id: str, value: Any, nl: str, en: str) -> None:
    names = {"14": {"x": "De balie"}}
    shown = [
        show_answer(find(id), value, names, language, files={"ab": "Schema"}) for language in ("nl", "en")
    ]
    assert shown == [nl, en]


def test_several_things_are_pieces_and_rows_are_lines() -> None:
    assert list_answer(find("7"), ["een", "twee"], {}, "nl") == ("een", "twee")
    assert show_answer(find("12"), [{"wie": "a"}, {"wie": "b"}], {}, "nl") == "Wie: a\nWie: b"


def test_a_cell_without_anything_is_empty() -> None:
    assert [show_cell(column, "", {}, "nl") for column in find("12").columns] == [""] * 4
    assert show_cell(find("12").columns[1], "misschien", {}, "nl") == "misschien"


def test_a_level_says_how_heavy_a_risk_is() -> None:
    assert show_level("high", "high", "nl") == "Hoog (9 van 9)"
    assert show_level("low", "medium", "en") == "Low (2 of 9)"
    assert show_level("low", None, "nl") == "Nog niet bekend"


def test_only_a_number_of_the_model_stands_before_a_question() -> None:
    assert name_question(find("14.1")) == "14.1 Vraag 14.1"
    assert name_question(find("zonder-nummer")) == "Vraag zonder-nummer"


# --- a record ------------------------------------------------------------------------------------------------
def make_record(values: dict[str, Any], **more: Any) -> Record:
    """A record in which everything is asked."""
    answers = [
        {"place": place, "value": value, "declined": False, "by": "1", "taken": ""}
        for place, value in values.items()
    ]
    asked = [item.id for item in (*FORM.questions, *FORM.groups)]
    for group_ in FORM.groups:
        rows = values.get(group_.id, [])
        asked += [f"{item.id}@{row}" for row in rows for item in group_.items]
    return Record(FORM, {"answers": answers, "asked": asked, "entries": []}, **more)


def get_group(id: str) -> Group:
    found = FORM.find_group(id)
    assert found is not None
    return found


def test_rows_have_names_also_when_other_rows_name_them() -> None:
    record = make_record({"14": ["x", "y"], "14.1@x": "De balie", "17": ["z"], "17.1@z": "x"})
    assert record.row_names["14"] == {"x": "De balie", "y": "2"}
    assert record.name_row(get_group("14"), ("y",)) == "Rij 2"
    assert record.name_row(get_group("17"), ("z",)) == "Rij 1: De balie"


def test_a_name_that_is_too_long_is_cut() -> None:
    record = make_record({"14": ["x"], "14.1@x": "lang " * 100})
    assert len(record.row_names["14"]["x"]) <= 121
    assert record.row_names["14"]["x"].endswith("…")


def test_a_name_that_was_made_unreadable_is_gone_from_choices_too() -> None:
    record = make_record({"14": ["x"], "13": ["x"]}, redacted=frozenset({"14.1@x"}))
    assert record.show(find("13"), Address("13")) == ("1",)


# --- any text ------------------------------------------------------------------------------------------------
def make_document(text: str, markup: str) -> Document:
    """A document in which a text stands wherever an answer can stand."""
    row = {"_id": "r1", "risk": text, "who": text, "measure": text, "owner": text, "likelihood": "high"}
    record = make_record(
        {
            "7": [text, text],
            "10": text,
            "11": from_writing(markup),
            "12": [{"wie": text}],
            "13": ["x"],
            "14": ["x"],
            "14.1@x": text,
            "14.2@x": from_writing(markup),
            "15": [row],
            "16": [{"k0": text}],
            "17": ["z"],
            "17.1@z": "x",
            "17.2@z": text,
            "18": [{"action": text}],
        }
    )
    sections = PartWriter(record, FORM.parts[0]).write()
    return Document(title="T", language="nl", made_on=date(2026, 1, 1), sections=sections, contents=1)


#: Where the text stands whole: twice in the list, then at 10, in the table, twice in rows, four times at the risk,
#: in the wide table, and at the action.
TIMES = 11


def squeeze(text: str) -> str:
    return "".join(clean(text).split())


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
WRITTEN = st.text("abé \n-*.1&\"'`_#|", min_size=1, max_size=40)


@settings(max_examples=40)
@given(TEXTS, WRITTEN)
def test_any_text_survives_in_every_document(text: str, markup: str) -> None:
    document = make_document(text, markup)
    said, words = squeeze(text), re.findall(r"[^\W\d_]+", markup)
    written = write_markdown(document).decode()
    tokens = MarkdownIt("commonmark").enable("table").parse(written)
    markdown = squeeze(
        "".join(
            child.content if child.content != "<br>" else ""
            for token in tokens
            for child in token.children or ()
        )
    )
    word = docx.Document(io.BytesIO(write_word(document)))
    in_word = squeeze("".join(part.text or "" for part in word.element.body.iter(qn("w:t"))))
    for found in (markdown, in_word):
        assert not said or found.count(said) >= TIMES
        assert all(one in found for one in words)
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == 2 + len(document.sections)
    assert write_pdf(document).startswith(b"%PDF-")
