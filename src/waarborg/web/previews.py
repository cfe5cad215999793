"""An entry as citizens will read it, and where it differs from what they read now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.mapping import ENGLISH
from waarborg.core.publication.alignment import Effort, align
from waarborg.core.publication.marking import MOST_EDITS, MOST_STEPS
from waarborg.core.terms.text import Text
from waarborg.web.answers import is_same
from waarborg.web.entry_form import ENGLISH_LABEL, ENGLISH_PART, list_asked
from waarborg.web.values import Shown, in_words, show_value

_WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Line:
    """A field with its value."""

    label: Text
    shown: Shown
    language: str


@dataclass(frozen=True)
class PreviewPart:
    """A section of the preview."""

    key: str
    label: Text
    lines: tuple[Line, ...]


def preview(values: Mapping[str, object]) -> tuple[PreviewPart, ...]:
    """The filled fields of an entry and those that are always shown, by section."""
    standard = load_standard()
    always = {field.key for field in standard.fields if field.always_shown}
    lines: dict[str, list[Line]] = {section.key: [] for section in standard.sections} | {ENGLISH_PART: []}
    for section, asked in list_asked():
        shown = show_value(asked, values.get(asked.name))
        if shown.form != "empty" or asked.name in always:
            lines[section].append(Line(asked.label, shown, asked.language))
    labels = {section.key: section.label for section in standard.sections} | {ENGLISH_PART: ENGLISH_LABEL}
    return tuple(PreviewPart(key, labels[key], tuple(found)) for key, found in lines.items() if found)


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, went or came."""

    change: str  # same, removed, added
    text: str


@dataclass(frozen=True)
class Difference:
    """A field that says something else than before."""

    name: str
    label: Text
    language: str
    pieces: tuple[Piece, ...]
    was_empty: bool
    is_empty: bool


def compare(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Difference, ...]:
    """The fields of which the words differ, in the order of the form."""
    found = []
    for _section, asked in list_asked():
        old, new = before.get(asked.name), after.get(asked.name)
        if is_same(old, new):
            continue
        was, now = in_words(asked, old), in_words(asked, new)
        if was != now:
            pieces = compare_words(was, now)
            found.append(Difference(asked.name, asked.label, asked.language, pieces, not was, not now))
    return tuple(found)


def compare_words(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, in which every word says whether it stayed, went or came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matches = align(old, new, most_edits=MOST_EDITS, effort=Effort(MOST_STEPS)) or ()
    pieces: list[Piece] = []
    old_at = new_at = 0
    for old_to, new_to, size in [*((one.old, one.new, one.size) for one in matches), (len(old), len(new), 0)]:
        parts = (
            ("removed", old[old_at:old_to]),
            ("added", new[new_at:new_to]),
            ("same", old[old_to : old_to + size]),
        )
        pieces += [Piece(change, "".join(words)) for change, words in parts if words]
        old_at, new_at = old_to + size, new_to + size
    return tuple(pieces)


def with_english(values: Mapping[str, object], english: Mapping[str, object]) -> dict[str, object]:
    """Dutch values and their English texts in one, as forms and previews want them."""
    return {**values, **{field + ENGLISH: text for field, text in english.items()}}
