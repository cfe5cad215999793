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
)

#: The digit of each field, in the order of `Fields`.
DIGITS = "12345"
ORDERS = {"newest": "published_on DESC, public_id", "name": "name, public_id"}
MOST_SIMILAR = 40


class SqliteStore(Store):
    """The tables that migration 0002 makes on SQLite."""

    def write(self, rows: Sequence[Row], texts: Sequence[Texts]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM publications_search_text WHERE rowid IN (SELECT value FROM json_each(%s))",
                [json.dumps([row.entry_id for row in rows])],
            )
            places = ", ".join(["%s"] * len(Row._fields))
            cursor.executemany(f"INSERT OR REPLACE INTO publications_search_row VALUES ({places})", rows)
            cursor.executemany(
                "INSERT INTO publications_search_text (rowid, words) VALUES (%s, %s)",
                [(text.entry_id, _join(text)) for text in texts],
            )
            cursor.executemany(
                "INSERT OR IGNORE INTO publications_search_word VALUES (%s)",
                [(word,) for word in list_spellings(texts)],
            )

    def delete(self, entry_ids: Sequence[int]) -> None:
        ids = json.dumps(list(entry_ids))
        with connection.cursor() as cursor:
            for table, key in (("row", "entry_id"), ("text", "rowid")):
                cursor.execute(
                    f"DELETE FROM publications_search_{table} WHERE {key} IN (SELECT value FROM json_each(%s))",
                    [ids],
                )

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

    def optimise(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO publications_search_text (publications_search_text) VALUES ('optimize')"
            )

    def find_changes(self, mark: tuple[int, str] | None) -> Changes:
        """The mark is the newest line of the log of changes. When that line is gone, a transaction was undone."""
        with connection.cursor() as cursor:
            if mark is None:
                cursor.execute("SELECT id, token FROM publications_search_change ORDER BY id DESC LIMIT 1")
                return Changes(cursor.fetchone() or (0, ""), None)
            cursor.execute(
                "SELECT id, token, entry_id FROM publications_search_change WHERE id >= %s ORDER BY id",
                [mark[0]],
            )
            lines = cursor.fetchall()
        if mark[0]:
            if not lines or lines[0][:2] != mark:
                return Changes(lines[-1][:2] if lines else (0, ""), None)
            del lines[0]
        return Changes(lines[-1][:2] if lines else mark, frozenset(line[2] for line in lines))

    def read_rows(self, entry_ids: Iterable[int] | None) -> Iterable[Sequence[Any]]:
        columns = "entry_id, organisation, kind, status, category, themes, assessments"
        sql, values = f"SELECT {columns} FROM publications_search_row", []
        if entry_ids is not None:
            sql += " WHERE entry_id IN (SELECT value FROM json_each(%s))"
            values = [json.dumps(sorted(entry_ids))]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    def read_order(self, sort: str) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT group_concat(entry_id) FROM "
                f"(SELECT entry_id FROM publications_search_row ORDER BY {ORDERS[sort]})"
            )
            return _read_ids(cursor.fetchone()[0])

    def find_postings(self, clauses: Sequence[Clause], within: Iterable[int] | None) -> Mapping[Any, Fields]:
        only, given = "", []
        if within is not None:
            only, given = " AND rowid IN (SELECT value FROM json_each(%s))", [json.dumps(sorted(within))]
        part = (
            "SELECT (SELECT group_concat(rowid) FROM publications_search_text "
            f"WHERE publications_search_text MATCH %s{only})"
        )
        asked = [(clause, digit) for clause in clauses for digit in DIGITS]
        values = [value for clause, digit in asked for value in (_ask(clause, digit), *given)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([part] * len(asked)), values)
            found = [bitmaps.make(_read_ids(ids)) for (ids,) in cursor.fetchall()]
        size = len(DIGITS)
        return {clause.key: Fields(*found[n * size : (n + 1) * size]) for n, clause in enumerate(clauses)}

    def find_similar(self, words: Sequence[str]) -> Mapping[str, Sequence[str]]:
        part = (
            "SELECT (SELECT group_concat(word) FROM (SELECT word FROM publications_search_spelling "
            f"WHERE publications_search_spelling MATCH %s ORDER BY rank, word LIMIT {MOST_SIMILAR}))"
        )
        asked = [word for word in words if is_spelling(word)]
        if not asked:
            return {}
        trigrams = [" OR ".join(f'"{word[n : n + 3]}"' for n in range(len(word) - 2)) for word in asked]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([part] * len(asked)), trigrams)
            return {
                word: found.split(",") if found else []
                for word, (found,) in zip(asked, cursor.fetchall(), strict=True)
            }


def _join(text: Texts) -> str:
    fields = (text.title, text.summary, text.organisation, text.body, text.often)
    return " ".join(digit + stem for digit, field in zip(DIGITS, fields, strict=True) for _, stem in field)


def _ask(clause: Clause, digit: str) -> str:
    """What FTS5 is asked. A phrase can stand in the title or the text, not among words that stand there often."""
    stems = " ".join(digit + stem for stem in clause.stems)
    return f'"{stems}"*' if clause.kind is Kind.PREFIX else f'"{stems}"'


def _read_ids(ids: str | None) -> list[int]:
    return json.loads(f"[{ids}]") if ids else []
