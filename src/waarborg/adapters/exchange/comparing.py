"""What is different between two exports of registers, in memory that does not grow with their texts.

The first walk keeps a digest of each entry of the old export, the second finds in the new one what was added, is the
same or differs; the texts of what differs go to a temporary file, and a third walk over the old export compares those.
"""

import json
import sqlite3
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from waarborg.adapters.exchange.assessed import take_texts
from waarborg.adapters.exchange.own_format import OWN_JSON, OWN_LINES, OWN_PARQUET
from waarborg.adapters.exchange.records import Export, Record, Refusal
from waarborg.core.publication.difference import FieldDifference, compare, join_languages
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.digests import digest

#: Formats that hold the English texts and rows of an entry whole.
_WHOLE = (OWN_JSON, OWN_LINES, OWN_PARQUET, "own-xlsx", "site-data-json")
_EXACT = (OWN_JSON, OWN_LINES, OWN_PARQUET)
_BATCH = 500


class What(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDifference:
    """One entry that is not the same in both exports. `fields` only when it changed; `refusal` when it is no entry."""

    what: What
    id: str
    title: str
    organisation: str = ""
    old_organisation: str = ""
    fields: tuple[FieldDifference, ...] = ()
    refusal: Refusal | None = None
    is_old: bool = False


@dataclass(slots=True)
class Tally:
    """How many entries are what, filled while walking through the differences."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


def compare_exports(
    old: Export,
    new: Export,
    *,
    standard: Standard,
    tally: Tally,
    progress: Callable[[int], None] = lambda done: None,
) -> Iterator[EntryDifference]:
    """Yield every entry that differs: what was added, then what changed, then what was removed.

    English texts are left out when one of the formats cannot hold them, and the date and signatory of an assessment
    too. How a text is written makes no difference, what it says does. Earlier versions are not compared. `progress`
    is called with how many records were read; in all that are those of both, and again those of the old one when
    something changed. Raises `BrokenFile`.
    """
    work = _Work(old, new, standard, progress)
    with tempfile.TemporaryDirectory() as folder:
        kept = _Kept(Path(folder) / "changed")
        try:
            yield from work.run(kept, tally)
        finally:
            kept.close()


class _Work:
    """The walks over the two exports."""

    def __init__(self, old: Export, new: Export, standard: Standard, progress: Callable[[int], None]) -> None:
        self._old, self._new, self._standard = old, new, standard
        self._progress, self._read = progress, 0
        formats = (old.format, new.format)
        self._has_english = all(one in _WHOLE for one in formats)
        self._has_own_members = all(one in _EXACT for one in formats)

    def run(self, kept: "_Kept", tally: Tally) -> Iterator[EntryDifference]:
        marks: dict[str, bytes] = {}
        for item in self._walk(self._old):
            if isinstance(item, Refusal):
                tally.refused += 1
                yield _refuse(item, is_old=True)
            else:
                marks[item.id] = self._digest(item)
        for item in self._walk(self._new):
            if isinstance(item, Refusal):
                tally.refused += 1
                yield _refuse(item, is_old=False)
            elif item.id not in marks:
                tally.added += 1
                yield EntryDifference(
                    what=What.ADDED, id=item.id, title=item.title, organisation=item.organisation
                )
            elif marks.pop(item.id) == self._digest(item):
                tally.unchanged += 1
            else:
                kept.add(item.id, [item.title, item.organisation, self._texts(item)])
        kept.finish()
        if marks or kept.count:
            yield from self._look_back(marks, kept, tally)

    def _look_back(self, gone: dict[str, bytes], kept: "_Kept", tally: Tally) -> Iterator[EntryDifference]:
        for item in self._walk(self._old):
            if isinstance(item, Refusal):
                continue
            if item.id in gone:
                tally.removed += 1
                yield EntryDifference(
                    what=What.REMOVED, id=item.id, title=item.title, organisation=item.organisation
                )
            elif found := kept.find(item.id):
                title, organisation, texts = found
                fields = compare(self._texts(item), texts, standard=self._standard)
                if not fields and organisation == item.organisation:
                    tally.unchanged += 1
                    continue
                tally.changed += 1
                yield EntryDifference(
                    what=What.CHANGED,
                    id=item.id,
                    title=title,
                    organisation=organisation,
                    old_organisation=item.organisation,
                    fields=fields,
                )

    def _walk(self, export: Export) -> Iterator[Record | Refusal]:
        for item in export.records:
            yield item
            self._read += 1
            self._progress(self._read)

    def _digest(self, record: Record) -> bytes:
        return bytes.fromhex(digest([record.organisation, self._texts(record)]))[:16]

    def _texts(self, record: Record) -> dict[str, Any]:
        values, english = take_texts(record, self._standard)
        if not self._has_own_members:
            values = {key: self._without_own(key, value) for key, value in values.items()}
        return join_languages(values, english if self._has_english else {})

    def _without_own(self, key: str, value: object) -> object:
        field = self._standard.find_field(key)
        own = {member.key for member in field.members if member.own_only} if field else set()
        if not own or not isinstance(value, list):
            return value
        return [
            {name: part for name, part in row.items() if name not in own} if isinstance(row, dict) else row
            for row in value
        ]


class _Kept:
    """Texts of changed entries, in a file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("CREATE TABLE kept (id TEXT PRIMARY KEY, said BLOB)")
        self._waiting: list[tuple[str, bytes]] = []
        self.count = 0

    def add(self, identity: str, said: list[Any]) -> None:
        written = json.dumps(said, ensure_ascii=True, default=str).encode("ascii")
        self._waiting.append((identity, zlib.compress(written, 1)))
        self.count += 1
        if len(self._waiting) >= _BATCH:
            self.finish()

    def finish(self) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", self._waiting)
        self._connection.commit()
        self._waiting.clear()

    def find(self, identity: str) -> list[Any] | None:
        row = self._connection.execute("SELECT said FROM kept WHERE id = ?", (identity,)).fetchone()
        found: list[Any] | None = json.loads(zlib.decompress(row[0])) if row else None
        return found

    def close(self) -> None:
        self._connection.close()


def _refuse(refusal: Refusal, *, is_old: bool) -> EntryDifference:
    return EntryDifference(
        what=What.REFUSED, id=refusal.id or "", title=refusal.title, refusal=refusal, is_old=is_old
    )
