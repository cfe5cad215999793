"""The places in a text that a remark is about, quoted with a little of what stands around them."""

from dataclasses import dataclass

from waarborg.core.publication import markup
from waarborg.core.publication.problems import Mark, Problem
from waarborg.core.terms.text import Text

AROUND = 32
LONGEST = 240
MOST = 6


@dataclass(frozen=True)
class Quote:
    """A place in a text: what it says, what stands before and after it, and what could stand there instead."""

    before: str
    marked: str
    after: str
    note: Text | None = None


def quote_marks(problem: Problem, value: object) -> tuple[Quote, ...]:
    """The marked places of a problem in the value of its field, the first few; none when the text is another."""
    if not problem.marks or not isinstance(value, str):
        return ()
    text = markup.plain_text(value)
    return tuple(_quote(text, mark) for mark in problem.marks[:MOST] if mark.end <= len(text))


def _quote(text: str, mark: Mark) -> Quote:
    marked = " ".join(text[mark.start : mark.end].split())
    if len(marked) > LONGEST:
        marked = marked[:LONGEST].rsplit(" ", 1)[0] + "…"
        return Quote("", marked, "", mark.note)
    if len(marked) > 2 * AROUND:  # a whole sentence needs nothing around it
        return Quote("", marked, "", mark.note)
    return Quote(_before(text, mark.start), marked, _after(text, mark.end), mark.note)


def _before(text: str, start: int) -> str:
    """The last words before a place, on the same line."""
    line = text[:start].rpartition("\n")[2]
    if len(line) <= AROUND:
        return line
    return "… " + line[-AROUND:].partition(" ")[2]


def _after(text: str, end: int) -> str:
    line = text[end:].partition("\n")[0]
    if len(line) <= AROUND:
        return line
    return line[:AROUND].rpartition(" ")[0] + " …"
