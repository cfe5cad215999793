"""Search on PostgreSQL: a `tsvector` per field of an entry, made with the configuration `waarborg`.

That configuration is `unaccent` and the Dutch stemmer of PostgreSQL, without its stop words. The words are parted
here, as for SQLite, so that both databases agree about what a word is. Sets of ids travel as bytes.
"""

import sys
from array import array
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

TEXTS = ("title", "summary", "organisation", "body", "often")

#: A snapshot, and of a transaction that wrote: its id, how many lines of the log it made and the last of them.
Mark = tuple[str, tuple[str, int, int] | None]

_CHANGES = """
SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned()::text,
       (SELECT array_agg(DISTINCT coalesce(entry_id, -1)) FROM publications_search_change
        WHERE xid >= pg_snapshot_xmin(%s::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot)
          AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()),
       (SELECT ARRAY[count(*), max(id)] FROM publications_search_change WHERE xid = pg_current_xact_id_if_assigned())
"""


_WRITE_ROWS = f"""
INSERT INTO publications_search_row ({", ".join(Row._fields)})
SELECT * FROM unnest(%s::bigint[], {", ".join(["%s::text[]"] * (len(Row._fields) - 1))})
ON CONFLICT (entry_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in Row._fields[1:])}
"""  # noqa: S608 - names of columns of our own
_WRITE_TEXTS = """
INSERT INTO publications_search_text (entry_id, title, summary, organisation, body, often)
SELECT entry_id, to_tsvector('waarborg', title), to_tsvector('waarborg', summary),
       to_tsvector('waarborg', organisation), to_tsvector('waarborg', body), to_tsvector('waarborg', often)
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
     AS given (entry_id, title, summary, organisation, body, often)
ON CONFLICT (entry_id) DO UPDATE SET title = excluded.title, summary = excluded.summary,
    organisation = excluded.organisation, body = excluded.body, often = excluded.often
"""
_COUNT_WORDS = """
INSERT INTO publications_search_word_change (word, documents) SELECT * FROM unnest(%s::text[], %s::integer[])
"""
#: There are many changes, or a word that no entry holds any more: that one is not to stay in any table.
_MUST_SETTLE = """
SELECT (SELECT count(*) FROM publications_search_word_change) > %s OR EXISTS (
    SELECT 1 FROM (SELECT word, sum(documents) AS number FROM publications_search_word_change
                   WHERE word = ANY(%s) GROUP BY word) AS changed
    LEFT JOIN publications_search_word AS known ON known.word = changed.word
    WHERE coalesce(known.documents, 0) + changed.number <= 0)
"""
#: One transaction at a time, and nobody waits for it: what is not worked in now is so later.
_MAY_SETTLE = "SELECT pg_try_advisory_xact_lock(hashtext('publications_search_word'))"
_SETTLE = (
    """WITH changed AS (DELETE FROM publications_search_word_change RETURNING word, documents)
       INSERT INTO publications_search_word AS known (word, documents)
       SELECT word, sum(documents) FROM changed GROUP BY word
       ON CONFLICT (word) DO UPDATE SET documents = known.documents + excluded.documents""",
    "DELETE FROM publications_search_word WHERE documents <= 0",
    """INSERT INTO publications_search_word AS known VALUES ('', 1 + (random() * 9e17)::bigint)
       ON CONFLICT (word) DO UPDATE SET documents = excluded.documents""",
)
#: The row without a word is the mark: another one each time that changes are worked in.
_READ_CHANGED_WORDS = """
SELECT coalesce((SELECT documents FROM publications_search_word WHERE word = ''), 0),
       (SELECT string_agg(word || ' ' || number, ',') FROM (
           SELECT word, sum(documents) AS number FROM publications_search_word_change GROUP BY word) AS changed)
"""
_READ_WORDS = """
SELECT coalesce((SELECT documents FROM publications_search_word WHERE word = ''), 0),
       (SELECT string_agg(word || ' ' || number, ',') FROM (
           SELECT word, sum(documents) AS number FROM publications_search_word_change GROUP BY word) AS changed),
       (SELECT string_agg(word || ' ' || documents, ',') FROM publications_search_word WHERE word <> '')
"""
_FIND_TITLES = "SELECT publications_search_titles(%s::text[], %s)"
_FIND_NAMES = """
SELECT entry_id FROM publications_search_row WHERE name >= %s AND name < %s ORDER BY name, public_id LIMIT %s
"""
_FORGET = (
    "DELETE FROM publications_search_row WHERE entry_id = ANY(%s)",
    "DELETE FROM publications_search_text WHERE entry_id = ANY(%s)",
)
_READ_ROWS = f"SELECT entry_id, {', '.join(COLUMNS)} FROM publications_search_row"  # noqa: S608 - as above
_READ_SOME = f"{_READ_ROWS} WHERE entry_id = ANY(%s)"
_READ_ORDER = {
    "newest": """SELECT string_agg(int4send(entry_id::int4), '') FROM
                 (SELECT entry_id FROM publications_search_row ORDER BY published_on DESC, public_id) AS sorted""",
    "name": """SELECT string_agg(int4send(entry_id::int4), '') FROM
               (SELECT entry_id FROM publications_search_row ORDER BY name, public_id) AS sorted""",
}
_FIND = """
SELECT number, field, ids FROM unnest(%s::text[]) WITH ORDINALITY AS asked (question, number),
LATERAL publications_search_find(question, %s::bigint[])
"""
_LIST_COMMON = """
SELECT stem FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common (stem, share)
WHERE schemaname = current_schema() AND tablename = 'publications_search_text' AND attname = 'body'
  AND stem ~ '^[a-z0-9]+$' AND share * (SELECT count(*) FROM publications_search_row) >= %s
ORDER BY share DESC, stem LIMIT %s
"""
_WRITE_PREPARED = "INSERT INTO publications_search_prepared (stem, field, ids) VALUES (%s, %s, %s)"
#: By the stem that PostgreSQL itself gives a word.
_FIND_PREPARED = """
SELECT word, field, ids FROM unnest(%s::text[]) AS asked (word)
JOIN publications_search_prepared ON stem = (ts_lexize('waarborg_dutch', word))[1]
"""


class PostgresStore(Store):
    """The tables that migration 0002 makes on PostgreSQL."""

    def write(self, rows: Sequence[Row], texts: Sequence[Texts]) -> None:
        joined = ([_join(getattr(text, name)) for text in texts] for name in TEXTS)
        with connection.cursor() as cursor:
            cursor.execute(_WRITE_ROWS, [list(column) for column in zip(*rows, strict=True)])
            cursor.execute(_WRITE_TEXTS, [[text.entry_id for text in texts], *joined])
            cursor.execute("SELECT publications_search_settle()")

    def count_words(self, changes: Mapping[str, int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT_WORDS, [list(changes), list(changes.values())])
            fewer = [word for word, number in changes.items() if number < 0]
            cursor.execute(_MUST_SETTLE, [MOST_WAITING, fewer])
            if not cursor.fetchone()[0]:
                return
            cursor.execute(_MAY_SETTLE)
            if cursor.fetchone()[0]:
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
        with connection.cursor() as cursor:
            cursor.execute(_FIND_TITLES, [[_ask(clause) for clause in clauses], most])
            return [entry_id for (entry_id,) in cursor.fetchall()]

    def find_names(self, beginning: str, most: int) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(_FIND_NAMES, [beginning, beginning + chr(0x10FFFF), most])
            return [entry_id for (entry_id,) in cursor.fetchall()]

    def delete(self, entry_ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            for statement in _FORGET:
                cursor.execute(statement, [list(entry_ids)])

    def list_ids(self) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT entry_id FROM publications_search_row UNION SELECT entry_id FROM publications_search_text"
            )
            return [entry_id for (entry_id,) in cursor.fetchall()]

    def forget_changes(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publications_search_change")
            cursor.execute("INSERT INTO publications_search_change (entry_id) VALUES (NULL)")

    def optimise(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE publications_search_row, publications_search_text")

    def find_changes(self, mark: Mark | None) -> Changes:
        """The mark says which transactions were done. Lines of others are changes, in whatever order they commit."""
        before = mark[0] if mark else None
        with connection.cursor() as cursor:
            cursor.execute(_CHANGES, [before, before])
            snapshot, own_id, changed, own = cursor.fetchone()
        mine = (own_id, own[0], own[1]) if own[0] else None
        new = (snapshot, mine)
        changed = frozenset(changed or ())
        # What this transaction wrote itself may yet be undone, so it is never built upon.
        if mark is None or mark[1] != mine or -1 in changed:
            return Changes(new, None)
        return Changes(new, changed)

    def read_rows(self, entry_ids: Iterable[int] | None) -> Iterable[Sequence[Any]]:
        with connection.cursor() as cursor:
            if entry_ids is None:
                cursor.execute(_READ_ROWS)
            else:
                cursor.execute(_READ_SOME, [sorted(entry_ids)])
            return cursor.fetchall()

    def read_order(self, sort: str) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(_READ_ORDER[sort])
            return _read_ids(cursor.fetchone()[0])

    def find_postings(self, clauses: Sequence[Clause], within: Iterable[int] | None) -> Mapping[Any, Fields]:
        only = None if within is None else sorted(within)
        found = [[0] * len(TEXTS) for _ in clauses]
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [[_ask(clause) for clause in clauses], only])
            for number, field, ids in cursor.fetchall():
                found[number - 1][field] = bitmaps.make(_read_ids(ids))
        return {clause.key: Fields(*found[number]) for number, clause in enumerate(clauses)}

    def list_common(self, least: int, most: int) -> Sequence[str]:
        """From what ANALYZE counted: a guess of which words are common, not of where they are."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE publications_search_text (body)")
            cursor.execute(_LIST_COMMON, [least, most])
            return [stem for (stem,) in cursor.fetchall()]

    def write_prepared(self, prepared: Mapping[str, Fields], mark: Mark) -> None:
        if mark[1] is not None:
            return  # this transaction can still be undone, and others would lean on it
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM publications_search_prepared")
            cursor.executemany(_WRITE_PREPARED, [*pack(prepared), ("", -1, mark[0].encode())])

    def read_prepared_mark(self) -> Mark | None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ids FROM publications_search_prepared WHERE stem = '' AND field = -1")
            row = cursor.fetchone()
        return (bytes(row[0]).decode(), None) if row else None

    def find_prepared(self, clauses: Sequence[Clause]) -> Mapping[Any, Fields]:
        words = {clause.plain[0]: clause.key for clause in clauses if clause.kind is Kind.WORD}
        with connection.cursor() as cursor:
            cursor.execute(_FIND_PREPARED, [list(words)])
            return {words[plain]: fields for plain, fields in unpack(cursor.fetchall()).items()}


def _join(words: Sequence[tuple[str, str]]) -> str:
    return " ".join(plain for plain, _ in words)


def _ask(clause: Clause) -> str:
    """What `to_tsquery` is asked: plain words of ASCII letters and digits, so nothing in it can be an operator."""
    together = " <-> ".join(clause.plain)
    return f"{together}:*" if clause.kind is Kind.PREFIX else together


def _read_ids(ids: bytes | memoryview | None) -> "array[int]":
    numbers = array("I", bytes(ids or b""))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
