"""A report as people read it, without the form of a file: a title, sections, and blocks of text and tables.

The writers beside this file (`pdf`, `word`, `markdown`, `spreadsheet`) make a file of it. What would make a report hard to read
with a screen reader cannot be put in it: a table without a caption or a header, a heading that skips a level.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from waarborg.core.law.explaining.figures import write_date
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.core.terms.text import LANGUAGES, Text

DEEPEST_LEVEL = 3
#: What the list of contents is called.
CONTENTS = Text("Inhoud", "Contents")
_MAIL = "mailto:"
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: What no file can hold or no reader should meet: control characters, halves of characters, code points that are no
#: characters, and the signs that turn the direction of all that follows.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
#: The characters of an address that stay as they are; others are written in hexadecimal (RFC 3986).
_OF_ADDRESSES = "%:/?#[]@!$&'()*+,;=-._~"


def clean(text: str) -> str:
    """Return a text that every file can hold: line ends as `\\n`, without characters that cannot be shown."""
    return _UNSHOWABLE.sub("", _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Return a text that stands on one line."""
    return " ".join(clean(text).split())


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one kind. link: a web address, or `mailto:` and a mail address; empty for none.

    Raises ValueError for another address.
    """

    text: str
    bold: bool = False
    link: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))
        if self.link and not (
            is_mail_address(self.link.removeprefix(_MAIL))
            if self.link.startswith(_MAIL)
            else is_link(self.link)
        ):
            raise ValueError(f"{self.link!r} is not a web address or mail address that can be followed")
        object.__setattr__(self, "link", quote(self.link, safe=_OF_ADDRESSES))


#: What is said somewhere: a text, a run, or a number of them.
Words = str | Run | Sequence[str | Run]


def bold(text: str) -> Run:
    """Return a run in bold."""
    return Run(text, bold=True)


def link(text: str, address: str) -> Run:
    """Return a run that leads to an address; the text alone when the address cannot be followed."""
    if is_mail_address(address):
        return Run(text, link=_MAIL + address)
    return Run(text, link=address if is_link(address) else "")


def as_runs(words: Words) -> tuple[Run, ...]:
    """Return words as runs; what is empty is left out."""
    parts: Sequence[str | Run] = (words,) if isinstance(words, str | Run) else words
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in runs if run.text)


def as_text(words: Words) -> str:
    """Return what words say, without their form."""
    return "".join(run.text for run in as_runs(words))


class _Spoken:
    """Checks shared by the parts: words become runs, and what must say something does."""

    __slots__ = ()

    def _set_runs(self, name: str, words: Words) -> None:
        runs = as_runs(words)
        if not as_text(runs).strip():
            raise ValueError(f"{name} of a {type(self).__name__} says nothing")
        object.__setattr__(self, name, runs)

    def _set_line(self, name: str, text: str, *, needed: bool = True) -> None:
        line = clean_line(text)
        if needed and not line:
            raise ValueError(f"{name} of a {type(self).__name__} is empty")
        object.__setattr__(self, name, line)


class ParagraphKind(StrEnum):
    """What a paragraph does: it says something, asks what is answered below it, or remarks on what is above it."""

    PLAIN = "plain"
    QUESTION = "question"
    REMARK = "remark"


@dataclass(frozen=True)
class Paragraph(_Spoken):
    """A paragraph. Give words, read runs. Raises ValueError when it says nothing."""

    runs: Words
    kind: ParagraphKind = ParagraphKind.PLAIN

    def __post_init__(self) -> None:
        self._set_runs("runs", self.runs)


@dataclass(frozen=True)
class BulletList(_Spoken):
    """A list without order. Give words for each item, read runs. Raises ValueError without items."""

    items: Sequence[Words]

    def __post_init__(self) -> None:
        items = tuple(runs for item in self.items if (runs := as_runs(item)))
        if not items:
            raise ValueError("a list has at least one item; say in a paragraph that there is none")
        object.__setattr__(self, "items", items)


@dataclass(frozen=True)
class Note(_Spoken):
    """A remark that stands apart, with or without a heading of its own. Raises ValueError when it says nothing."""

    runs: Words
    heading: str = ""

    def __post_init__(self) -> None:
        self._set_runs("runs", self.runs)
        self._set_line("heading", self.heading, needed=False)


@dataclass(frozen=True)
class Table(_Spoken):
    """A table. Give words for each cell, read runs.

    caption: says what is in it. header: what each column holds. widths: of the columns, in proportion to each other;
    the same for all when left out. header_column: whether the first cell of a row says what the row is about.
    Raises ValueError for a table that is not whole: no caption, an empty header, no rows, rows of another length.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float] = ()
    header_column: bool = False

    def __post_init__(self) -> None:
        self._set_line("caption", self.caption)
        header = tuple(clean_line(name) for name in self.header)
        if not header or not all(header):
            raise ValueError(f"table {self.caption!r}: every column needs a header")
        rows = tuple(tuple(as_runs(cell) for cell in row) for row in self.rows)
        if not rows:
            raise ValueError(f"table {self.caption!r} has no rows; say in a paragraph that there are none")
        for number, row in enumerate(rows, start=1):
            if len(row) != len(header):
                raise ValueError(
                    f"table {self.caption!r}, row {number}: {len(row)} cells for {len(header)} columns"
                )
        widths = tuple(self.widths) or (1.0,) * len(header)
        if len(widths) != len(header) or min(widths) <= 0:
            raise ValueError(f"table {self.caption!r}: every column needs a width above 0, or none does")
        object.__setattr__(self, "header", header)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "widths", widths)


Block = Paragraph | BulletList | Table | Note


@dataclass(frozen=True)
class Section(_Spoken):
    """A part of a document under a heading. level: 1 to 3."""

    heading: str
    blocks: Sequence[Block] = ()
    level: int = 1

    def __post_init__(self) -> None:
        self._set_line("heading", self.heading)
        if not 1 <= self.level <= DEEPEST_LEVEL:
            raise ValueError(f"section {self.heading!r}: level {self.level} is not 1 to {DEEPEST_LEVEL}")
        object.__setattr__(self, "blocks", tuple(self.blocks))


@dataclass(frozen=True, kw_only=True)
class Document(_Spoken):
    """A report. language: that of all its text. made_on: the day it shows, also the date of its files.

    meta: what it is about, as pairs of a label and words. contents: down to which level headings are listed before the
    first section, which then begins on a new page; 0 for no list. Raises ValueError for another language, an empty
    title, a heading that skips a level, or a level that headings do not have.
    """

    title: str
    language: str
    made_on: date
    subtitle: str = ""
    meta: Sequence[tuple[str, Words]] = ()
    sections: Sequence[Section] = ()
    contents: int = 0

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"there is no report in {self.language!r}; choose from {', '.join(LANGUAGES)}")
        if not 0 <= self.contents <= DEEPEST_LEVEL:
            raise ValueError(
                f"contents lists levels 1 to {DEEPEST_LEVEL}, or 0 for none; not {self.contents}"
            )
        self._set_line("title", self.title)
        self._set_line("subtitle", self.subtitle, needed=False)
        meta = tuple((clean_line(label), as_runs(words)) for label, words in self.meta)
        if not all(label and runs for label, runs in meta):
            raise ValueError("everything a document says about itself has a label and words")
        object.__setattr__(self, "meta", meta)
        object.__setattr__(self, "sections", tuple(self.sections))
        level = 0
        for section in self.sections:
            if section.level > level + 1:
                raise ValueError(
                    f"section {section.heading!r}: level {section.level} comes right after level {level}"
                )
            level = section.level

    @property
    def made_in_words(self) -> str:
        """The day as people write it: `3 maart 2026`."""
        return write_date(self.made_on).in_language(self.language)

    def list_contents(self) -> Iterator[tuple[int, Section]]:
        """Yield what the list of contents names: sections with their place in the document."""
        for place, section in enumerate(self.sections):
            if section.level <= self.contents:
                yield place, section

    def list_tables(self) -> Iterator[Table]:
        """Yield the tables of all sections, in order."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield block
