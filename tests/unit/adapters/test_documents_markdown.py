"""Reports as Markdown, read back with a parser of CommonMark: headings and tables are ours, all other text is text."""

import dataclasses
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt  # comes with rich
from markdown_it.token import Token

from tests.unit.adapters.report_samples import ADDRESS, HOSTILE, SMALL, TIMES, say_everywhere
from waarborg.adapters.documents.markdown import write_markdown
from waarborg.adapters.documents.report import (
    BulletList,
    Document,
    Note,
    Paragraph,
    ParagraphKind,
    Section,
    Table,
    bold,
    clean,
    link,
)

ASKED = Section(
    "Vragen",
    [
        Paragraph("2.1 Wie gebruikt het?", ParagraphKind.QUESTION),
        Paragraph("De balie."),
        Paragraph("Overgenomen uit het dossier.", ParagraphKind.REMARK),
    ],
)


def parse(document: Document) -> list[Token]:
    text = write_markdown(document).decode()
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def list_blocks(document: Document) -> list[str]:
    """The kinds of blocks from top to bottom."""
    return [token.type for token in parse(document) if token.nesting == 1 and token.level == 0]


def list_said(tokens: list[Token]) -> list[str]:
    """The text of each piece, as readers see it; a line break is a line end."""
    return ["".join(map(_say, token.children or ())) for token in tokens if token.type == "inline"]


def _say(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak") or token.content == "<br>":
        return "\n"
    assert token.type != "image"
    return token.content


def test_it_reads_like_the_report() -> None:
    document = dataclasses.replace(SMALL, sections=[*SMALL.sections, ASKED])
    assert write_markdown(document).decode() == (
        "# Classificatie van de Zoekhulp\n\n"
        "*Rapport over één algoritme*\n\n"
        "27 november 2026\n\n"
        "- **Organisatie:** Gemeente Voorbeeldstad\n"
        f"- **Beschrijving:** [in het register](<{ADDRESS}>)\n\n"
        "## Uitkomst\n\n"
        "Dit is een **impactvol algoritme**.\n\n"
        "> **Let op**\n>\n> Eén feit is nog niet bekend.\n\n"
        "- Eerste punt\n- Zie [de wet](<https://wetten.example/BWBR1>)\n\n"
        "### Verplichtingen\n\n"
        "Tabel 1: Wat geldt, en vanaf wanneer\n\n"
        "| Code | Verplichting |\n| --- | --- |\n"
        "| **aia-05** | Menselijk toezicht |\n| **awb-01** | Motiveren |\n\n"
        "## Plan\n\n"
        "Tabel 2: Wie wat doet\n\n"
        "| Maatregel | Wie |\n| --- | --- |\n| Toetsen | Proceseigenaar |\n\n"
        "## Vragen\n\n"
        "**2.1 Wie gebruikt het?**\n\n"
        "De balie.\n\n"
        "Overgenomen uit het dossier.\n"
    )


def test_the_contents_lead_to_the_headings() -> None:
    document = dataclasses.replace(SMALL, contents=2, sections=[*SMALL.sections, Section("Plan")])
    assert (
        "## Inhoud\n\n"
        "- [Uitkomst](<#uitkomst>)\n"
        "  - [Verplichtingen](<#verplichtingen>)\n"
        "- [Plan](<#plan>)\n"
        "- [Plan](<#plan-1>)\n"
    ) in write_markdown(document).decode()


def test_it_speaks_english_when_the_report_does() -> None:
    text = write_markdown(dataclasses.replace(SMALL, language="en", contents=1)).decode()
    assert "## Contents" in text
    assert "Table 1: " in text
    assert "27 November 2026" in text


def test_the_same_report_is_the_same_file() -> None:
    assert write_markdown(SMALL) == write_markdown(SMALL)


SHAPE = [
    *("heading_open", "paragraph_open", "paragraph_open", "bullet_list_open", "heading_open"),
    *("paragraph_open", "blockquote_open", "bullet_list_open", "paragraph_open", "table_open"),
]


@pytest.mark.parametrize(
    "text",
    [*HOSTILE, "1. een", "2) twee", "    ver naar rechts", "![x](y)", "&copy; &#35;", "a\\", "==", "+ x"],
)
def test_hostile_text_comes_out_as_it_was_typed(text: str) -> None:
    said = list_said(parse(say_everywhere(text)))
    assert sum(item.count(" ".join(text.split())) for item in said) >= TIMES
    assert list_blocks(say_everywhere(text)) == SHAPE


def test_a_sign_before_a_link_makes_no_picture() -> None:
    blocks = [Paragraph(["Let op!", link("hier", ADDRESS)]), Paragraph(["x", bold("!"), "y"])]
    document = Document(title="T", language="nl", made_on=date(2026, 1, 1), sections=[Section("K", blocks)])
    assert list_said(parse(document))[3:] == ["Let op!hier", "x!y"]


def test_lines_stay_lines_also_in_a_cell() -> None:
    blocks = [
        Paragraph("een\n\n- twee\n3. drie"),
        BulletList(["een\ntwee"]),
        Note("een\ntwee", heading="Let op"),
        Table("Lijst", ["a", "b"], [["een\ntwee | drie", ""]]),
    ]
    document = Document(title="T", language="nl", made_on=date(2026, 1, 1), sections=[Section("K", blocks)])
    assert list_said(parse(document))[3:] == [
        "een\n\n- twee\n3. drie",
        "een\ntwee",
        "Let op",
        "een\ntwee",
        "Tabel 1: Lijst",
        "a",
        "b",
        "een\ntwee | drie",
        "",
    ]


ANY = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "\n \t-*_`#|\\<>[]()!&;:=+~1.a$\"'", max_size=30
)


@given(ANY, ANY)
@example("\\", "|")
@example("a\n---", "<!--")
def test_any_text_survives_and_changes_nothing_around_it(first: str, second: str) -> None:
    """White space around lines is no text; everything else is read back."""
    said = [text for text in (first, second) if clean(text).strip()]
    blocks = [Paragraph([text, bold(text), link(text, ADDRESS)]) for text in said]
    rows = [[first, second], [second, bold(first)]]
    table = Table("Lijst", ["a", "b"], rows, header_column=True)
    sections = [Section("K", [*blocks, table, Paragraph("einde")])]
    tokens = parse(Document(title="T", language="nl", made_on=date(2026, 1, 1), sections=sections))
    shown = list_said(tokens)
    assert [squeeze(item) for item in shown[3 : 3 + len(said)]] == [squeeze(text * 3) for text in said]
    assert [squeeze(item) for item in shown[-5:-1]] == [
        squeeze(cell) for cell in (first, second, second, first)
    ]
    assert shown[-1] == "einde"
    assert [token.type for token in tokens if token.nesting == 1 and token.level == 0] == [
        *["heading_open", "paragraph_open", "heading_open", *["paragraph_open"] * len(said)],
        *["paragraph_open", "table_open", "paragraph_open"],
    ]


def squeeze(text: str) -> str:
    """A text without white space."""
    return "".join(clean(text).split())
