"""Search on SQLite: FTS5 over Dutch stems that are made here.

The words of an entry stand in one column, each with a digit in front for the field it stands in, so that each
field of each word has a list of entries of its own. Sets of ids travel as text that SQLite puts together: a
fifth of the time that a row for each id takes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from waarborg.apps.publications.search import bitmaps
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.store import (
    Changes,
    Fields,
    Row,
    Store,
    Texts,
    is_spelling,
    list_spellings,
    pack,
    unpack,
)

#: The digit of each field, in the order of `Fields`.
DIGITS = "12345"
BODY = DIGITS[Fields._fields.index("body")]

_FORGET = (
    "DELETE FROM publications_search_row WHERE entry_id IN (SELECT value FROM json_each(%s))",
    "DELETE FROM publications_search_text WHERE rowid IN (SELECT value FROM json_each(%s))",
)
_WRITE_ROW = """
INSERT OR REPLACE INTO publications_search_row
(entry_id, public_id, name, published_on, organisation, kind, status, category, themes, assessments)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_READ_NEWEST_CHANGE = "SELECT id, token FROM publications_search_change ORDER BY id DESC LIMIT 1"
_READ_CHANGES = """
SELECT id, token, entry_id FROM publications_search_change
WHERE id >= min(%s, (SELECT max(id) FROM publications_search_change)) ORDER BY id
"""
_READ_ROWS = """
SELECT entry_id, organisation, kind, status, category, themes, assessments FROM publications_search_row
"""
_READ_SOME = """
SELECT entry_id, organisation, kind, status, category, themes, assessments FROM publications_search_row
WHERE entry_id IN (SELECT value FROM json_each(%s))
"""
_READ_ORDER = {
    "newest": """SELECT group_concat(entry_id) FROM
                 (SELECT entry_id FROM publications_search_row ORDER BY published_on DESC, public_id)""",
    "name": """SELECT group_concat(entry_id) FROM
               (SELECT entry_id FROM publications_search_row ORDER BY name, public_id)""",
}
_FIND = """
SELECT (SELECT group_concat(rowid) FROM publications_search_text WHERE publications_search_text MATCH %s)
"""
_FIND_WITHIN = """
SELECT (SELECT group_concat(rowid) FROM publications_search_text WHERE publications_search_text MATCH %s
        AND rowid IN (SELECT value FROM json_each(%s)))
"""
_LIST_COMMON = """
SELECT substr(term, 2) FROM publications_search_vocabulary WHERE term >= %s AND term < %s AND doc >= %s
ORDER BY doc DESC, term LIMIT %s
"""
_WRITE_PREPARED = "INSERT INTO publications_search_prepared (stem, field, ids) VALUES (%s, %s, %s)"
_FIND_PREPARED = """
SELECT stem, field, ids FROM publications_search_prepared WHERE stem IN (SELECT value FROM json_each(%s))
"""
_FIND_SIMILAR = """
SELECT (SELECT group_concat(word) FROM (
    SELECT word FROM publications_search_spelling WHERE publications_search_spelling MATCH %s
    ORDER BY rank, word LIMIT 40))
"""


class SqliteStore(Store):
    """The tables that migration 0002 makes on SQLite."""

    def write(self, rows: Sequence[Row], texts: Sequence[Texts]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET[1], [json.dumps([row.entry_id for row in rows])])
            cursor.executemany(_WRITE_ROW, rows)
            cursor.executemany(
                "INSERT INTO publications_search_text (rowid, words) VALUES (%s, %s)",
                [(text.entry_id, _join(text)) for text in texts],
            )
            cursor.executemany(
                "INSERT OR IGNORE INTO publications_search_word VALUES (%s)",
                [(word,) for word in list_spellings(texts)],
            )

    def delete(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            for statement in _FORGET:
                cursor.execute(statement, [json.dumps(list(entry_ids))])

    def list_ids(self) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT group_concat(id) FROM "
                "(SELECT entry_id AS id FROM publications_search_row UNION SELECT rowid FROM publications_search_text)"
            )
            return _read_ids(cursor.fetchone()[0])

    def forget_changes(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publications_search_change")
            cursor.execute("INSERT INTO publications_search_change (entry_id) VALUES (NULL)")

    def optimise(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO publications_search_text (publications_search_text) VALUES ('optimize')"
            )

    def find_changes(self, mark: tuple[int, str] | None) -> Changes:
        """The mark is the newest line of the log of changes. When that line is gone, a transaction was undone."""
        with connection.cursor() as cursor:
            if mark is None:
                cursor.execute(_READ_NEWEST_CHANGE)
                return Changes(cursor.fetchone(), None)
            # The newest line comes along for the case that the mark is gone.
            cursor.execute(_READ_CHANGES, [mark[0]])
            lines = cursor.fetchall()
        newest = lines[-1][:2]
        if lines[0][:2] != mark or any(line[2] is None for line in lines[1:]):
            return Changes(newest, None)
        return Changes(newest, frozenset(line[2] for line in lines[1:]))

    def read_rows(self, entry_ids: Iterable[int] | None) -> Iterable[Sequence[Any]]:
        with connection.cursor() as cursor:
            if entry_ids is None:
                cursor.execute(_READ_ROWS)
            else:
                cursor.execute(_READ_SOME, [json.dumps(sorted(entry_ids))])
            return cursor.fetchall()

    def read_order(self, sort: str) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(_READ_ORDER[sort])
            return _read_ids(cursor.fetchone()[0])

    def find_postings(self, clauses: Sequence[Clause], within: Iterable[int] | None) -> Mapping[Any, Fields]:
        part, only = (_FIND, []) if within is None else (_FIND_WITHIN, [json.dumps(sorted(within))])
        asked = [_ask(clause, digit) for clause in clauses for digit in DIGITS]
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join([part] * len(asked)),
                [value for words in asked for value in (words, *only)],
            )
            found = [bitmaps.make(_read_ids(ids)) for (ids,) in cursor.fetchall()]
        size = len(DIGITS)
        return {clause.key: Fields(*found[n * size : (n + 1) * size]) for n, clause in enumerate(clauses)}

    def list_common(self, least: int, most: int) -> Sequence[str]:
        with connection.cursor() as cursor:
            cursor.execute(_LIST_COMMON, [BODY, chr(ord(BODY) + 1), least, most])
            return [stem for (stem,) in cursor.fetchall()]

    def write_prepared(self, prepared: Mapping[str, Fields], mark: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publications_search_prepared")
            cursor.executemany(_WRITE_PREPARED, [*pack(prepared), ("", -1, json.dumps(mark).encode())])

    def read_prepared_mark(self) -> tuple[int, str] | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ids FROM publications_search_prepared WHERE stem = '' AND field = -1")
            row = cursor.fetchone()
        return tuple(json.loads(row[0])) if row else None

    def find_prepared(self, clauses: Sequence[Clause]) -> Mapping[Any, Fields]:
        keys = {clause.stems[0]: clause.key for clause in clauses if clause.kind is Kind.WORD}
        with connection.cursor() as cursor:
            cursor.execute(_FIND_PREPARED, [json.dumps(list(keys))])
            return {keys[stem]: fields for stem, fields in unpack(cursor.fetchall()).items()}

    def find_similar(self, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
        asked = [word for word in words if is_spelling(word)]
        if not asked:
            return {}
        trigrams = [" OR ".join(f'"{word[n : n + 3]}"' for n in range(len(word) - 2)) for word in asked]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_FIND_SIMILAR] * len(asked)), trigrams)
            return {
                word: found.split(",") if found else []
                for word, (found,) in zip(asked, cursor.fetchall(), strict=True)
            }


def _join(text: Texts) -> str:
    fields = (text.title, text.summary, text.organisation, text.body, text.often)
    return " ".join(digit + stem for digit, field in zip(DIGITS, fields, strict=True) for _, stem in field)


def _ask(clause: Clause, digit: str) -> str:
    """What FTS5 is asked. A phrase can stand in the title or the text, not among words that stand there often."""
    if clause.kind is Kind.PREFIX:
        return " OR ".join(f'"{digit}{beginning}"*' for beginning in clause.beginnings)
    stems = " ".join(digit + stem for stem in clause.stems)
    return f'"{stems}"'


def _read_ids(ids: str | None) -> list[int]:
    return json.loads(f"[{ids}]") if ids else []
