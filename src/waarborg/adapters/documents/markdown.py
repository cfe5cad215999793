"""A document as Markdown (CommonMark, with the tables of GitHub): for those who keep documents next to code.

Every text is escaped, so what somebody wrote is text for every reader, and never a heading, a table or a tag.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from waarborg.adapters.documents.report import (
    CONTENTS,
    Block,
    BulletList,
    Document,
    Note,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Words,
    as_runs,
    as_text,
)
from waarborg.core.terms.text import Text

_TABLE = Text("Tabel", "Table")
#: Signs that mean something wherever they stand.
_SIGNS = re.compile(r"[\\`*_\[\]<>&~|$#]")
_SIGNS_OF_LINKS = re.compile(r"[&|]")
_ESCAPED = r"\\\g<0>"
#: Signs that mean something at the beginning of a line: lists, lines under headings, tables, and numbered lists.
_STARTS = re.compile(r"(?m)^([-+=:]|\d{1,9}(?=[.)](?:\s|$)))")
_NUMBERED = re.compile(r"\d{1,9}")
_NO_ANCHOR = re.compile(r"[^\w\- ]")


def write_markdown(document: Document) -> bytes:
    """Return the document as Markdown in UTF-8. The same document gives the same bytes."""
    return "\n\n".join(_list_parts(document)).encode() + b"\n"


def _list_parts(document: Document) -> Iterator[str]:
    yield f"# {_line(document.title)}"
    if document.subtitle:
        yield (
            f"*{_line(document.subtitle)}*" if _can_stand_out(document.subtitle) else _line(document.subtitle)
        )
    yield document.made_in_words
    if document.meta:
        yield "\n".join(
            f"- {_emphasise(f'{label}:')} {_indent(_write(words))}" for label, words in document.meta
        )
    if any(document.list_contents()):
        yield from _write_contents(document)
    number = 0
    for section in document.sections:
        yield f"{'#' * (section.level + 1)} {_line(section.heading)}"
        for block in section.blocks:
            number += isinstance(block, Table)
            yield _write_block(block, f"{_TABLE.in_language(document.language)} {number}")


def _write_contents(document: Document) -> Iterator[str]:
    yield f"## {CONTENTS.in_language(document.language)}"
    anchors = _make_anchors(document)
    yield "\n".join(
        f"{'  ' * (section.level - 1)}- [{_line(section.heading)}](<#{anchors[place]}>)"
        for place, section in document.list_contents()
    )


def _make_anchors(document: Document) -> dict[int, str]:
    """Where readers of Markdown put a heading: its letters, with a number when another one is called the same."""
    seen: Counter[str] = Counter()
    headings: list[tuple[int, str]] = [(-2, document.title), (-1, CONTENTS.in_language(document.language))]
    headings += [(place, section.heading) for place, section in enumerate(document.sections)]
    anchors = {}
    for place, heading in headings:
        anchor = _NO_ANCHOR.sub("", heading.lower()).replace(" ", "-")
        anchors[place] = f"{anchor}-{seen[anchor]}" if seen[anchor] else anchor
        seen[anchor] += 1
    return anchors


def _write_block(block: Block, table: str) -> str:
    match block:
        case Paragraph(kind=ParagraphKind.QUESTION):
            return _emphasise(as_text(block.runs))
        case Paragraph():
            return _write(block.runs)
        case BulletList():
            return "\n".join(f"- {_indent(_write(item))}" for item in block.items)
        case Note():
            head = [_emphasise(block.heading), ""] if block.heading else []
            lines = [*head, *_write(block.runs).split("\n")]
            return "\n".join(f"> {line}".rstrip() for line in lines)
        case Table():
            return _write_table(block, table)


def _write_table(table: Table, name: str) -> str:
    rows = [_row([_cell(name) for name in table.header]), _row(["---"] * len(table.header))]
    for cells in table.rows:
        written = [_cell(cell) for cell in cells]
        if table.header_column and not any(run.link for run in as_runs(cells[0])):
            written[0] = _cell(as_text(cells[0]), bold=True)
        rows.append(_row(written))
    return f"{name}: {_write(table.caption)}\n\n" + "\n".join(rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(words: Words, *, bold: bool = False) -> str:
    """Words in one line, which is all that a cell can hold."""
    text = "\\\n".join(map(_emphasise, str(words).split("\n"))) if bold else _write(words)
    return text.replace("\\\n", "<br>")


# --- words ---------------------------------------------------------------------------------------------------
def _line(text: str) -> str:
    return _escape(text, at_start=False)


def _indent(text: str) -> str:
    """The further lines of an item of a list, so that they stay in it."""
    return text.replace("\n", "\n  ")


def _emphasise(text: str) -> str:
    """A text in bold, on its own; as it is when Markdown has no way to make it bold."""
    return _write([Run(text, bold=True)])


def _write(words: Words) -> str:
    """Words with their form. A line end becomes a line break; white space around the whole goes."""
    runs = _trim(as_runs(words))
    pieces: list[str] = []
    before = "\n"
    for place, run in enumerate(runs):
        after = runs[place + 1].text[0] if place + 1 < len(runs) else "\n"
        piece = _escape(run.text, at_start=before == "\n")
        if piece.endswith("!"):  # before a link it would make a picture
            piece = f"{piece[:-1]}\\!"
        if run.link:
            piece = f"[{piece}](<{_SIGNS_OF_LINKS.sub(_ESCAPED, run.link)}>)"
        if run.bold and _can_be_bold(run.text, before, after):
            piece = f"**{piece}**"
        pieces.append(piece)
        before = run.text[-1]
    return "".join(pieces)


def _trim(runs: Sequence[Run]) -> list[Run]:
    """Runs without white space at the beginning and end of the whole."""
    kept = list(runs)
    while kept and not kept[0].text.lstrip():
        del kept[0]
    while kept and not kept[-1].text.rstrip():
        del kept[-1]
    if kept:
        kept[0] = Run(kept[0].text.lstrip(), kept[0].bold, kept[0].link)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].bold, kept[-1].link)
    return kept


def _escape(text: str, *, at_start: bool) -> str:
    """Text that says the same in Markdown. at_start: whether a line begins with it."""
    first, *rest = text.replace("\t", " ").split("\n")
    # White space around a line break says nothing in Markdown, or something else.
    lines = [first.rstrip(" ") if rest else first, *(line.strip(" ") for line in rest[:-1])]
    lines += [rest[-1].lstrip(" ")] if rest else []
    escaped = [_SIGNS.sub(_ESCAPED, line) for line in lines]
    return "\\\n".join(
        _STARTS.sub(_escape_start, line) if at_start or place else line for place, line in enumerate(escaped)
    )


def _escape_start(found: re.Match[str]) -> str:
    """A digit cannot be escaped, so the sign behind it is."""
    return f"{found[0]}\\" if _NUMBERED.fullmatch(found[0]) else f"\\{found[0]}"


def _can_be_bold(text: str, before: str, after: str) -> bool:
    """Whether `**` around a text would count: CommonMark wants room or letters on the right sides of it."""
    first, last = text[0], text[-1]
    if first.isspace() or last.isspace() or "\n" in text:
        return False
    return (not _is_sign(first) or _is_loose(before)) and (not _is_sign(last) or _is_loose(after))


def _can_stand_out(text: str) -> bool:
    return _can_be_bold(text, "\n", "\n")


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_loose(character: str) -> bool:
    return character.isspace() or _is_sign(character)
