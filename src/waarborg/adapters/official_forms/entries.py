"""Values of a definition, taken with their type: what is of another type is refused with its line and what to do."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NoReturn

from waarborg.adapters.law_files.faults import LawFileError
from waarborg.adapters.official_forms.definition_yaml import Entry
from waarborg.adapters.official_forms.findings import Findings, Sort, Spot
from waarborg.core.terms.text import Text

_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_QUOTES = Text(
    'Zet de waarde tussen aanhalingstekens, zoals id: "1.1".',
    'Put the value between quotes, such as id: "1.1".',
)
_TRUE_OR_FALSE = Text("Schrijf true of false.", "Write true or false.")
_AS_LIST = Text(
    "Schrijf elk onderdeel op een eigen regel met een streepje ervoor.",
    "Write each item on a line of its own with a dash in front.",
)
_AS_GROUP = Text(
    "Schrijf sleutels met hun waarde, elk op een eigen regel en even ver ingesprongen.",
    "Write keys with their value, each on a line of its own, with the same indentation.",
)


class Taker:
    """Takes values out of the groups of one file."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file, self.findings = file, findings

    def need_text(self, entry: Entry, key: str, path: str) -> str:
        """Return a text that must be there and must say something."""
        text = self.find_text(entry, key, path)
        if not text.strip():
            self.refuse(
                entry, path, key,
                Text(f"“{key}” ontbreekt of is leeg.", f"“{key}” is missing or empty."),
                Text(f"Vul “{key}” in.", f"Fill in “{key}”."),
            )  # fmt: skip
        return text

    def find_text(self, entry: Entry, key: str, path: str) -> str:
        """Return a text, empty where there is none."""
        value = entry.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(entry, path, key, _is_no("een tekst", "a text", value), _QUOTES)
        if _UNKEEPABLE.search(value):
            self.refuse(
                entry, path, key,
                Text("Hier staat een teken dat geen tekst is.", "Here is a character that is no text."),
                Text("Haal het weg.", "Take it away."),
            )  # fmt: skip
        return value.strip()

    def find_bool(self, entry: Entry, key: str, path: str) -> bool | None:
        """Return a yes or a no, None where it is not said."""
        value = entry.get(key)
        if value is None or isinstance(value, bool):
            return value
        return self.refuse(entry, path, key, _is_no("true of false", "true or false", value), _TRUE_OR_FALSE)

    def find_entry(self, entry: Entry, key: str, path: str) -> Entry | None:
        """Return a group of keys, None where there is none."""
        value = entry.get(key)
        if value is None or isinstance(value, Entry):
            return value
        return self.refuse(
            entry, path, key, _is_no("een groep sleutels", "a group of keys", value), _AS_GROUP
        )

    def find_list(self, entry: Entry, key: str, path: str) -> Sequence[Any]:
        """Return a list, empty where there is none."""
        value = entry.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse(entry, path, key, _is_no("een lijst", "a list", value), _AS_LIST)
        return value

    def find_texts(self, entry: Entry, key: str, path: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        values = self.find_list(entry, key, path)
        for value in values:
            if not isinstance(value, str):
                self.refuse(
                    entry, path, key, _is_no("een lijst van teksten", "a list of texts", value), _QUOTES
                )
        return tuple(value.strip() for value in values)

    def list_entries(self, entry: Entry, key: str, path: str) -> Iterator[tuple[Entry, str]]:
        """Yield the groups of a list, each with its place."""
        for number, value in enumerate(self.find_list(entry, key, path)):
            place = f"{path}.{key}[{number}]" if path else f"{key}[{number}]"
            if not isinstance(value, Entry):
                self.refuse(
                    entry, place, "", _is_no("een groep sleutels", "a group of keys", value), _AS_GROUP
                )
            yield value, place

    def require_one_of(self, entry: Entry, path: str, key: str, word: str, known: Sequence[str]) -> None:
        """Refuse a word that is not one of those known."""
        if word not in known:
            self.refuse(
                entry, path, key,
                Text(f"“{_shorten(word)}” kennen wij hier niet.", f"“{_shorten(word)}” is not known here."),
                Text(f"Kies uit: {', '.join(known)}.", f"Choose from: {', '.join(known)}."),
            )  # fmt: skip

    def need_types(self, entry: Entry, path: str, known: Sequence[str]) -> tuple[str, ...]:
        """Return what sort of question it is, in one or more of the words that are known; refused without one."""
        words = self.find_texts(entry, "type", path)
        if not words:
            self.refuse(
                entry, path, "type",
                Text("Er staat niet wat voor vraag dit is.", "It does not say what sort of question this is."),
                Text(f"Schrijf onder type een of meer van: {', '.join(known)}.", f"Write under type one or more of: {', '.join(known)}."),
            )  # fmt: skip
        for word in words:
            self.require_one_of(entry, path, "type", word, known)
        return tuple(dict.fromkeys(words))

    def note_strangers(self, entry: Entry, spot: Spot, known: frozenset[str]) -> None:
        """Tell of keys that no definition has."""
        for key in entry:
            if key not in known:
                self.findings.add(
                    Sort.LOST,
                    Spot(spot.id, f"{spot.path}.{key}", entry.lines.get(key, entry.line)),
                    Text(f"De sleutel “{_shorten(key)}” kennen wij niet; hij is niet overgenomen.", f"The key “{_shorten(key)}” is not known; it was not taken over."),
                    Text("Kijk of de naam klopt.", "See whether the name is right."),
                )  # fmt: skip

    def refuse(self, entry: Entry, path: str, key: str, fault: Text, remedy: Text) -> NoReturn:
        """Stop with the line of a key. Raises `LawFileError`."""
        line = entry.lines.get(key, entry.line)
        place = ".".join(part for part in (path, key) if part) or "$"
        raise LawFileError(file=self.file, place=f"line {line} ({place})", fault=fault, remedy=remedy)


def _is_no(nl: str, en: str, value: object) -> Text:
    shown = _shorten(value if isinstance(value, str) else type(value).__name__)
    return Text(f"Hier hoort {nl}, en er staat iets anders ({shown}).", f"Here belongs {en}, and it is something else ({shown}).")  # fmt: skip


def _shorten(value: object) -> str:
    text = _UNKEEPABLE.sub("", str(value))
    return text if len(text) <= 60 else f"{text[:59]}…"
