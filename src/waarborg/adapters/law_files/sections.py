"""One group of keys in a file in the own format: each value is asked for by key and kind, and faults name the place."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from rapidfuzz import process

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.law_files.located_yaml import LocatedMap
from waarborg.adapters.law_files.notation import NotationError, parse_condition
from waarborg.core.law.expressions import Expression
from waarborg.core.law.frames import FrameKind, Name
from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import LANGUAGES, Text

_Word = TypeVar("_Word", bound=StrEnum)
_BRACKETS: Mapping[FrameKind, tuple[str, str]] = {
    FrameKind.ACT: ("<<", ">>"),
    FrameKind.DUTY: ("<", ">"),
    FrameKind.FACT: ("[", "]"),
}
_FILL_IN = Text(nl="Vul dit veld in.", en="Fill in this field.")


class Section:
    """A group of keys. `place` says where it is: `[leeftijd]`, `choices[2]`; empty for the whole file."""

    def __init__(self, value: object, *, file: str, place: str, line: int = 1) -> None:
        self.file = file
        self.place = place
        self.line = line
        self._values: LocatedMap = LocatedMap()
        self._values.lines = {}
        self._asked: dict[str, None] = {}
        if not isinstance(value, LocatedMap):
            raise self.fail(
                "",
                Text(nl="Hier hoort een groep met sleutels.", en="A group of keys belongs here."),
                Text(
                    nl="Schrijf op elke regel een sleutel, een dubbele punt en een waarde.",
                    en="Write a key, a colon and a value on each line.",
                ),
            )
        self._values = value
        self.line = value.line

    def fail(self, key: str, fault: Text, remedy: Text, *, spot: str = "") -> LawFileError:
        """Return the error that something is wrong at a key, or with the group when no key is named.

        `spot` says where in the text of the value.
        """
        line = self._values.lines.get(key.split("[")[0], self.line)
        where = [f"line {line}", self.place, f"{key}{spot}"]
        return LawFileError(
            file=self.file, place=", ".join(part for part in where if part), fault=fault, remedy=remedy
        )

    def get(self, key: str) -> Any:
        """Return what stands at a key; None when it is not there or empty."""
        self._asked.setdefault(key)
        return self._values.get(key)

    def list_keys(self) -> Iterator[str]:
        """Yield the keys, in the order of the file."""
        return (str(key) for key in self._values)

    def require_known(self) -> None:
        """Check that nothing stands here but what was asked for. Raises `LawFileError`."""
        for key in self._values:
            if key not in self._asked:
                raise self._explain_key(str(key))

    def _explain_key(self, key: str) -> LawFileError:
        found = process.extractOne(key[:80], list(self._asked), score_cutoff=65)
        known = ", ".join(self._asked)
        remedy = (
            Text(nl=f"Bedoelt u “{found[0]}”?", en=f"Do you mean “{found[0]}”?")
            if found
            else Text(nl=f"Hier kan staan: {known}.", en=f"What can stand here: {known}.")
        )
        shown = key[:80]
        fault = Text(nl=f"De sleutel “{shown}” is onbekend.", en=f"The key “{shown}” is unknown.")
        return self.fail(key, fault, remedy)

    # --- texts -----------------------------------------------------------------------------------------------
    def text(self, key: str) -> str:
        """Return a text; empty when it is not there."""
        value = self.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.fail(
                key,
                Text(nl="Hier hoort tekst.", en="Text belongs here."),
                Text(
                    nl="Zet tekst die met [ of { begint tussen aanhalingstekens.",
                    en="Put text that begins with [ or { between quotes.",
                ),
            )
        return value

    def require_text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self.text(key)
        if not value.strip():
            raise self.fail(key, Text(nl=f"“{key}” ontbreekt.", en=f"“{key}” is missing."), _FILL_IN)
        return value

    def both(self, key: str) -> Text | None:
        """Return a text in both languages; None when it is not there."""
        value = self.get(key)
        return None if value is None else self._read_both(key, value)

    def require_both(self, key: str) -> Text:
        """Return a text in both languages that must be there."""
        value = self.both(key)
        if value is None:
            raise self.fail(key, Text(nl=f"“{key}” ontbreekt.", en=f"“{key}” is missing."), _FILL_IN)
        return value

    def many_both(self, key: str) -> tuple[Text, ...]:
        """Return a list of texts in both languages."""
        return tuple(self._read_both(f"{key}[{n}]", item) for n, item in enumerate(self.many(key), start=1))

    def _read_both(self, key: str, value: object) -> Text:
        if isinstance(value, dict) and set(value) == set(LANGUAGES):
            words = [value[language] for language in LANGUAGES]
            if all(isinstance(word, str) and word.strip() for word in words):
                return Text(*words)
        raise self.fail(
            key,
            Text(
                nl="Hier hoort een tekst in het Nederlands en in het Engels.",
                en="A text in Dutch and in English belongs here.",
            ),
            Text(
                nl="Schrijf twee regels: nl: … en en: …; zet tekst met een komma of dubbele punt tussen aanhalingstekens.",
                en="Write two lines: nl: … and en: …; put text with a comma or colon between quotes.",
            ),
        )

    # --- lists and groups --------------------------------------------------------------------------------------
    def many(self, key: str) -> list[Any]:
        """Return a list; empty when it is not there. A single text counts as a list of one."""
        value = self.get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list):
            raise self.fail(
                key,
                Text(nl="Hier hoort een lijst.", en="A list belongs here."),
                Text(nl="Zet een streepje voor elk onderdeel.", en="Put a hyphen before each item."),
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        items = self.many(key)
        for number, item in enumerate(items, start=1):
            if not isinstance(item, str) or not item.strip():
                raise self.fail(
                    key,
                    Text(nl=f"Onderdeel {number} is geen tekst.", en=f"Item {number} is no text."),
                    Text(nl="Zet het tussen aanhalingstekens.", en="Put it between quotes."),
                )
        return tuple(items)

    def section(self, key: str) -> "Section | None":
        """Return the group at a key; None when it is not there."""
        value = self.get(key)
        if value is None:
            return None
        place = f"{self.place}, {key}" if self.place else key
        return Section(value, file=self.file, place=place, line=self._values.lines.get(key, self.line))

    def sections(self, key: str) -> "Iterator[Section]":
        """Yield the groups in a list."""
        line = self._values.lines.get(key, self.line)
        for number, item in enumerate(self.many(key), start=1):
            place = f"{self.place}, {key}[{number}]" if self.place else f"{key}[{number}]"
            yield Section(item, file=self.file, place=place, line=line)

    # --- what texts stand for ----------------------------------------------------------------------------------
    def word(self, key: str, words: type[_Word]) -> _Word | None:
        """Return one of a few words; None when it is not there."""
        text = self.text(key)
        if not text:
            return None
        try:
            return words(text)
        except ValueError as error:
            choices = ", ".join(words)
            raise self.fail(
                key,
                Text(nl=f"“{text[:80]}” kan hier niet.", en=f"“{text[:80]}” is not possible here."),
                Text(nl=f"Kies uit: {choices}.", en=f"Choose from: {choices}."),
            ) from error

    def day(self, key: str) -> date | None:
        """Return a date; None when it is not there."""
        text = self.text(key)
        if not text:
            return None
        try:
            if len(text) != len("2026-01-31"):
                raise ValueError("not the one form that is read")
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.fail(
                key,
                Text(nl=f"“{text[:40]}” is geen datum.", en=f"“{text[:40]}” is no date."),
                Text(nl="Schrijf jaar-maand-dag: 2026-01-31.", en="Write year-month-day: 2026-01-31."),
            ) from error

    def days(self, key: str) -> Period | None:
        """Return a period with a first day `from` and a day `to` on which it has ended; None when it is not there."""
        section = self.section(key)
        if section is None:
            return None
        section.require_text("from")
        start, end = section.day("from"), section.day("to")
        section.require_known()
        assert start is not None  # its text is there
        try:
            return Period(start, end)
        except ValueError as error:
            raise section.fail(
                "to",
                Text(nl="De periode eindigt voor zij begint.", en="The period ends before it starts."),
                Text(
                    nl="“to” is de eerste dag waarop het niet meer geldt, dus na “from”.",
                    en="“to” is the first day on which it no longer holds, so after “from”.",
                ),
            ) from error

    def expression(self, key: str) -> Expression | None:
        """Return the expression in the text notation at a key; None when it is not there."""
        value = self.get(key)
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            value = f"[{value[0]}]"  # YAML reads [naam] without quotes as a list of one
        text = value if isinstance(value, str) else self.text(key)
        if not text.strip():
            return None
        try:
            return parse_condition(text)
        except NotationError as error:
            spot = f"line {error.line}, column {error.column}" if error.line > 1 else f"column {error.column}"
            raise self.fail(key, error.message, error.remedy, spot=f" ({spot} of the text)") from error

    def names(self, key: str, kinds: Collection[FrameKind]) -> tuple[Name, ...]:
        """Return the names of frames in their brackets, each of one of `kinds`."""
        found = []
        for item in self.many(key):
            if isinstance(item, list) and len(item) == 1 and isinstance(item[0], str):
                item = f"[{item[0]}]"
            name = read_name(item) if isinstance(item, str) else None
            if name is None or name.kind not in kinds:
                forms = ", ".join('"{}…{}"'.format(*_BRACKETS[kind]) for kind in kinds)
                raise self.fail(
                    key,
                    Text(
                        nl=f"{str(item)[:80]} is hier geen naam van een frame.",
                        en=f"{str(item)[:80]} is no name of a frame here.",
                    ),
                    Text(
                        nl=f"Schrijf de naam met haken en aanhalingstekens: {forms}.",
                        en=f"Write the name with brackets and quotes: {forms}.",
                    ),
                )
            found.append(name)
        return tuple(found)


def read_name(text: str) -> Name | None:
    """Return the name of a frame that stands in its brackets; None when it has none."""
    tidy = text.strip()
    for kind, (opening, closing) in _BRACKETS.items():
        inner = tidy[len(opening) : -len(closing)]
        if tidy.startswith(opening) and tidy.endswith(closing) and inner.strip():
            return Name(kind, inner)
    return None
