"""Words and sentences of a text, each with its place."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*", re.UNICODE)
_END = re.compile(r"[.!?…]+[)\"'”’]*(?=\s|$)|;(?=\s|$)|(?:^|(?<=\s))[•●▪◦·*–-](?=\s)")
_LAST = re.compile(r"[^\s(\"'“‘]*$")
#: A letter that numbers a line or shortens a name; `u` is a word.
_LETTER = re.compile(r"[a-tv-zA-Z]")
#: These may stand at the end of a sentence: before a capital, they do.
_CLOSING = frozenset({"etc", "enz", "e.d", "o.i.d", "e.a"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether there is a digit first: years and amounts have no length in syllables that matters."""
        return self.text[0].isdigit()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a line of a list, with its words."""

    start: int
    end: int
    words: tuple[Word, ...]


def find_words(text: str) -> tuple[Word, ...]:
    """Return the words of a text: letters and digits, also with a hyphen, an apostrophe or a dot inside."""
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text))


def split_sentences(text: str, *, abbreviations: Set[str]) -> tuple[Sentence, ...]:
    """Return the sentences of a text, in order; those without a word are left out.

    A sentence ends at a full stop, question mark or exclamation mark before white space, at a semicolon, at a bullet
    and at the end of a line. A full stop after one of `abbreviations` (in lower case, without the last stop) or after
    one letter does not end it, nor one before a small letter; `etc.` and the like end it before a capital.
    """
    words, found, position = find_words(text), [], 0
    for start, end in _cut(text, abbreviations):
        first = position
        while position < len(words) and words[position].start < end:
            position += 1
        if position > first:
            inside = words[first:position]
            found.append(Sentence(inside[0].start, max(inside[-1].end, _trim(text, start, end)), inside))
    return tuple(found)


def _cut(text: str, abbreviations: Set[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for line in text.split("\n"):
        end_of_line = begin + len(line)
        start = begin
        for found in _END.finditer(text, begin, end_of_line):
            if found[0][0] == "." and not _is_end(text, found, start, end_of_line, abbreviations):
                continue
            end = found.start() if found[0][0] in "•●▪◦·*–-" else found.end()
            yield start, end
            start = found.end()
        yield start, end_of_line
        begin = end_of_line + 1


def _is_end(text: str, found: re.Match[str], start: int, end_of_line: int, abbreviations: Set[str]) -> bool:
    rest = text[found.end() : end_of_line].lstrip()
    if not rest:
        return True
    if rest[0].islower():
        return False
    before = _LAST.search(text, start, found.start())
    last = before[0].casefold() if before else ""
    if _LETTER.fullmatch(before[0] if before else ""):
        return False
    return last in _CLOSING or last.rstrip(".") not in abbreviations


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
