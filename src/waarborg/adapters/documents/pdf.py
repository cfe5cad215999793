"""A document as PDF/UA-1: tagged, with its language and title, so that it can be read aloud.

The typesetter (Typst) is one Python package with its fonts inside. It is given a fixed template and, apart from that,
the text as data; no text of anybody is ever part of what it runs.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from waarborg.adapters.documents.glyphs import describe, find_missing, is_rare
from waarborg.adapters.documents.report import (
    CONTENTS,
    Block,
    BulletList,
    Document,
    Note,
    Paragraph,
    Table,
    Words,
    as_runs,
    as_text,
)
from waarborg.adapters.documents.row_headers import mark_row_headers
from waarborg.core.terms.text import Text

_TEMPLATE = Path(__file__).with_name("report.typ")
_LABELS = {"page": Text("Pagina", "Page"), "of": Text("van", "of"), "contents": CONTENTS}
#: With this much text or more, a row may run on to the next page.
_LONG_ROW = 600
_LONGEST_FOOTER = 90

Show = Callable[[str], str]


def write_pdf(document: Document) -> bytes:
    """Return the document as PDF. The same document gives the same bytes.

    A character that the fonts do not have, such as an emoji, is described between square brackets.
    """
    missing: frozenset[str] = frozenset()
    while True:
        try:
            return _compile(document, missing.__contains__)
        except typst.TypstError as error:
            found = find_missing(error.diagnostic) - missing
            if not found:
                break
            missing |= found
    # Some scripts join letters in ways that the typesetter cannot undo for who reads aloud; then Europe's letters only.
    return _compile(document, is_rare)


def _compile(document: Document, is_missing: Callable[[str], bool]) -> bytes:
    def show(text: str) -> str:
        return describe(text, is_missing)

    pdf = typst.compile(
        _read_template(),
        font_paths=_load_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(_put_together(document, show))},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(document.made_on, time(), UTC),
    )
    meta = [True] if document.meta else []
    return mark_row_headers(pdf, [*meta, *(table.header_column for table in document.list_tables())])


@cache
def _read_template() -> bytes:
    return _TEMPLATE.read_bytes()


@cache
def _load_fonts() -> typst.Fonts:
    """The fonts inside the package, and no others: a report then looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)


def _put_together(document: Document, show: Show) -> dict[str, Any]:
    """Everything that the template shows."""
    title = document.title
    short = title if len(title) <= _LONGEST_FOOTER else title[: _LONGEST_FOOTER - 1].rstrip() + "…"
    return {
        "title": title,
        "shown-title": show(title),
        "language": document.language,
        "subtitle": show(document.subtitle),
        "date": document.made_in_words,
        "footer": show(f"{short} · {document.made_in_words}"),
        "labels": {name: text.in_language(document.language) for name, text in _LABELS.items()},
        "contents": document.contents if any(document.list_contents()) else 0,
        "meta": [{"label": show(label), "runs": _runs(runs, show)} for label, runs in document.meta],
        "sections": [
            {
                "heading": show(section.heading),
                "level": section.level,
                "blocks": [_block(block, show) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _runs(words: Words, show: Show) -> list[dict[str, Any]]:
    return [{"text": show(run.text), "bold": run.bold, "link": run.link} for run in as_runs(words)]


def _block(block: Block, show: Show) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": block.kind.value, "runs": _runs(block.runs, show)}
        case BulletList():
            return {"kind": "list", "items": [_runs(item, show) for item in block.items]}
        case Note():
            return {"kind": "note", "heading": show(block.heading), "runs": _runs(block.runs, show)}
        case Table():
            return _table(block, show)


def _table(table: Table, show: Show) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": show(table.caption),
        "header": [show(name) for name in table.header],
        "rows": [
            {
                "cells": [_runs(cell, show) for cell in row],
                "breakable": sum(len(as_text(cell)) for cell in row) >= _LONG_ROW,
            }
            for row in table.rows
        ],
        "widths": list(table.widths),
        "header-column": table.header_column,
    }
