"""Markup as people type it: paragraphs parted by blank lines, lists with a dash or a number before each line.

The publication standard keeps paragraphs and lists as HTML. Nobody should have to write that by hand, so a text box
shows the plain form. Markup that the plain form cannot say (a list in a list) is shown as it is.
"""

import html
import re
from html.parser import HTMLParser

from waarborg.core.publication.markup import has_markup

_BULLET = re.compile(r"\s*[-*•]\s+(\S.*)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(\S.*)")
_SPACE = re.compile(r"\s+")


def to_writing(markup: str) -> str:
    """Return the plain form of `markup`; the markup itself when it says more than the plain form can."""
    if not has_markup(markup):
        return markup
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.text() if reader.is_simple else markup


def from_writing(text: str) -> str:
    """Return the markup of a text as people type it. A text that holds tags already stays as it is."""
    text = text.replace("\r\n", "\n").strip()
    if not text or has_markup(text):
        return text
    blocks: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        kind, words = _read_line(line)
        if kind == "blank" or not blocks or blocks[-1][0] != kind:
            blocks.append((kind, []))
        if kind != "blank":
            blocks[-1][1].append(html.escape(_SPACE.sub(" ", words), quote=False))
    return "".join(_write(kind, lines) for kind, lines in blocks if lines)


def _read_line(line: str) -> tuple[str, str]:
    if not line.strip():
        return "blank", ""
    for kind, pattern in (("ul", _BULLET), ("ol", _NUMBER)):
        if found := pattern.fullmatch(line):
            return kind, found[1].strip()
    return "p", line.strip()


def _write(kind: str, lines: list[str]) -> str:
    if kind == "p":
        return f"<p>{'<br>'.join(lines)}</p>"
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"


class _Reader(HTMLParser):
    """Writes markup as plain lines, and notes when it cannot."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_simple = True
        self.blocks: list[str] = []
        self.line = ""
        self.list = ""
        self.number = 0
        self.in_item = False

    def text(self) -> str:
        """The plain form of what was read."""
        self._end_line("\n\n")
        return "".join(self.blocks).strip()

    def _end_line(self, end: str) -> None:
        words = _SPACE.sub(" ", self.line).strip()
        if words and not self.list and (_BULLET.fullmatch(words) or _NUMBER.fullmatch(words)):
            self.is_simple = False  # a paragraph that would come back as a list
        if words:
            self.blocks.append(words + end)
        elif end == "\n\n" and self.blocks and not self.blocks[-1].endswith("\n\n"):
            self.blocks[-1] = self.blocks[-1].rstrip("\n") + "\n\n"
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("ul", "ol"):
            self.is_simple = self.is_simple and not self.list
            self._end_line("\n\n")
            self.list, self.number = tag, 0
        elif tag == "li":
            self.is_simple = self.is_simple and bool(self.list)
            self._end_line("\n")
            self.number += 1
            self.line = "- " if self.list == "ul" else f"{self.number}. "
            self.in_item = True
        elif tag == "br":
            self.is_simple = self.is_simple and not self.in_item
            self._end_line("\n")
        elif tag in ("p", "div"):
            if self.in_item:
                self.is_simple = self.is_simple and not self.line.strip(" -.0123456789")
            else:
                self._end_line("\n\n")
        else:
            self.is_simple = False

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._end_line("\n\n")
            self.list, self.in_item = "", False
        elif tag == "li":
            self._end_line("\n")
            self.in_item = False
        elif tag in ("p", "div") and not self.in_item:
            self._end_line("\n\n")

    def handle_data(self, data: str) -> None:
        if self.list and not self.in_item:
            self.is_simple = self.is_simple and not data.strip()
            return
        self.line += data
