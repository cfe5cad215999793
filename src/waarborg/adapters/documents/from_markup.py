"""Text with a little markup as blocks of a report: paragraphs, and lists without order."""

import html
import re

from waarborg.adapters.documents.report import BulletList, Paragraph, as_text
from waarborg.adapters.markup import clean

_TAG = re.compile(r"<(/?)(div|br|p|ul|ol|li)\s*/?>", re.IGNORECASE)


def read_markup(text: str) -> tuple[Paragraph | BulletList, ...]:
    """Return what a text says, block by block; nothing for a text that shows nothing.

    A numbered list becomes one paragraph with a number before each line: a number that somebody wrote stays as it is.
    """
    reader = _Reader()
    cleaned, position = clean(text), 0
    for found in _TAG.finditer(cleaned):
        reader.read_text(cleaned[position : found.start()])
        reader.read_tag(found[2].lower(), closes=bool(found[1]))
        position = found.end()
    reader.read_text(cleaned[position:])
    reader.end_list()
    return tuple(reader.blocks)


class _Reader:
    """Puts text and tags, one after the other, in blocks. A list in a list becomes part of it."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | BulletList] = []
        self._lines: list[str] = [""]
        self._items: list[str] = []
        self._lists: list[str] = []

    def read_text(self, text: str) -> None:
        """Add words to the line that is being read."""
        self._lines[-1] += html.unescape(text)

    def read_tag(self, name: str, *, closes: bool) -> None:
        """Do what a tag says."""
        if name == "br":
            self._lines.append("")
        elif name in ("ul", "ol"):
            self._end_block()
            if not closes:
                self._lists.append(name)
            elif len(self._lists) == 1:
                self.end_list()
            elif self._lists:
                self._lists.pop()
        elif name == "li" or not self._lists:
            self._end_block()
        else:  # a paragraph within an item
            self._lines.append("")

    def end_list(self) -> None:
        """End what is being read, lists too."""
        self._end_block()
        if self._items and self._lists[:1] == ["ol"]:
            numbered = (f"{number}. {item}" for number, item in enumerate(self._items, start=1))
            self.blocks.append(Paragraph("\n".join(numbered)))
        elif self._items:
            self.blocks.append(BulletList(self._items))
        self._items, self._lists = [], []

    def _end_block(self) -> None:
        lines = (" ".join(line.split()) for line in self._lines)
        text = "\n".join(line for line in lines if line)
        self._lines = [""]
        if not as_text(text).strip():
            return
        if self._lists:
            self._items.append(text)
        else:
            self.blocks.append(Paragraph(text))
