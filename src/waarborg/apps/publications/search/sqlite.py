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
    COLUMNS,
    MOST_WAITING,
    Changes,
    Fields,
    Row,
    Store,
    Texts,
    pack,
    read_counts,
    unpack,
)
from waarborg.apps.publications.search.vocabulary import Settled

#: The digit of each field, in the order of `Fields`.
DIGITS = "12345"
BODY = DIGITS[Fields._fields.index("body")]

_FORGET = (
    "DELETE FROM publications_search_row WHERE entry_id IN (SELECT value FROM json_each(%s))",
    "DELETE FROM publications_search_text WHERE rowid IN (SELECT value FROM json_each(%s))",
)
_WRITE_ROW = f"""
INSERT OR REPLACE INTO publications_search_row ({", ".join(Row._fields)})
VALUES ({", ".join(["%s"] * len(Row._fields))})
"""  # noqa: S608 - names of columns of our own
_READ_NEWEST_CHANGE = "SELECT id, token FROM publications_search_change ORDER BY id DESC LIMIT 1"
_READ_CHANGES = """
SELECT id, token, entry_id FROM publications_search_change
WHERE id >= min(%s, (SELECT max(id) FROM publications_search_change)) ORDER BY id
"""
_READ_ROWS = f"SELECT entry_id, {', '.join(COLUMNS)} FROM publications_search_row"  # noqa: S608 - as above
_READ_SOME = _READ_ROWS + " WHERE entry_id IN (SELECT value FROM json_each(%s))"  # noqa: S608 - as above
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
_FIND_TITLES = """
SELECT rowid FROM publications_search_text WHERE publications_search_text MATCH %s ORDER BY rowid DESC LIMIT %s
"""
_FIND_NAMES = """
SELECT entry_id FROM publications_search_row WHERE name >= %s AND name < %s ORDER BY name, public_id LIMIT %s
"""
#: There are many changes, or a word that no entry holds any more: that one is not to stay in any table.
_MUST_SETTLE = """
SELECT (SELECT count(*) FROM publications_search_word_change) > %s OR EXISTS (
    SELECT 1 FROM (SELECT word, sum(documents) AS number FROM publications_search_word_change
                   WHERE word IN (SELECT value FROM json_each(%s)) GROUP BY word) AS changed
    LEFT JOIN publications_search_word AS known ON known.word = changed.word
    WHERE coalesce(known.documents, 0) + changed.number <= 0)
"""
_SETTLE = (
    """INSERT INTO publications_search_word (word, documents)
       SELECT word, sum(documents) FROM publications_search_word_change WHERE true GROUP BY word
       ON CONFLICT (word) DO UPDATE SET documents = documents + excluded.documents""",
    "DELETE FROM publications_search_word_change",
    "DELETE FROM publications_search_word WHERE documents <= 0",
    "INSERT INTO publications_search_word VALUES ('', abs(random() / 4) + 1)",
)
#: The row without a word is the mark: another one each time that changes are worked in.
_READ_CHANGED_WORDS = """
SELECT coalesce((SELECT documents FROM publications_search_word WHERE word = ''), 0),
       (SELECT group_concat(word || ' ' || number) FROM (
           SELECT word, sum(documents) AS number FROM publications_search_word_change GROUP BY word))
"""
_READ_WORDS = """
SELECT coalesce((SELECT documents FROM publications_search_word WHERE word = ''), 0),
       (SELECT group_concat(word || ' ' || number) FROM (
           SELECT word, sum(documents) AS number FROM publications_search_word_change GROUP BY word)),
       (SELECT group_concat(word || ' ' || documents) FROM publications_search_word WHERE word <> '')
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

    def count_words(self, changes: Mapping[str, int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO publications_search_word_change (word, documents) VALUES (%s, %s)",
                list(changes.items()),
            )
            fewer = [word for word, number in changes.items() if number < 0]
            cursor.execute(_MUST_SETTLE, [MOST_WAITING, json.dumps(fewer)])
            if cursor.fetchone()[0]:
                cursor.execute("DELETE FROM publications_search_word WHERE word = ''")
                for statement in _SETTLE:
                    cursor.execute(statement)

    def read_vocabulary(self, known: tuple[int, Settled] | None) -> tuple[int, Settled, Mapping[str, int]]:
        with connection.cursor() as cursor:
            if known is not None:
                cursor.execute(_READ_CHANGED_WORDS)
                mark, changed = cursor.fetchone()
                if mark == known[0]:
                    return (*known, read_counts(changed))
            cursor.execute(_READ_WORDS)
            mark, changed, words = cursor.fetchone()
        return mark, Settled(read_counts(words)), read_counts(changed)

    def find_titles(self, clauses: Sequence[Clause], most: int) -> Sequence[int]:
        asked = " AND ".join(f"({_ask(clause, DIGITS[0])})" for clause in clauses)
        with connection.cursor() as cursor:
            cursor.execute(_FIND_TITLES, [asked, most])
            return [entry_id for (entry_id,) in cursor.fetchall()]

    def find_names(self, beginning: str, most: int) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(_FIND_NAMES, [beginning, beginning + chr(0x10FFFF), most])
            return [entry_id for (entry_id,) in cursor.fetchall()]

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
