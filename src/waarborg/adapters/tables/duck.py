"""Counting with DuckDB, in its own SQL: files and frames, in our own process, larger than memory."""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from waarborg.adapters.tables import sql
from waarborg.adapters.tables.faults import Stopped, UnreadableLog, break_log
from waarborg.adapters.tables.port import UNWATCHED, Column, Key, Kind, Sum, Watch
from waarborg.adapters.tables.working import make_folder, remove_folder
from waarborg.core.terms.text import Text

MEMORY, MOST_THREADS = "512MB", 8
#: Seconds between two looks at how far a query is.
_PAUSE = 0.1
#: Rows that come by at once.
_BATCH = 1 << 18
_LINE, _FILE = re.compile(r"CSV Error on Line: (\d+)"), re.compile(r"\bfile = (.+)")
_COLUMNS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


def connect(
    folder: Path, paths: Sequence[Path], *, memory: str = MEMORY, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """A database in memory that can read `paths` and nothing else: no network, no extensions, no other file.

    What does not fit in `memory` is put in `folder` for as long as it is needed.
    """
    connection = duckdb.connect(
        config={
            "memory_limit": memory,
            "threads": threads or min(os.cpu_count() or 1, MOST_THREADS),
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    # How far a query is can only be asked with a bar; that bar must not be drawn between the lines of an answer.
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    connection.execute("SET progress_bar_time = 0")
    connection.execute(f"SET allowed_paths = {sql.list_texts(str(path) for path in paths)}")
    connection.execute(f"SET allowed_directories = {sql.list_texts([str(folder)])}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


class DuckSource:
    """A log that DuckDB reads. relation: gives the SQL of a table with at least the columns asked for.

    folder, connection: of its own, unless they are given. check: called after each query; raises `UnreadableLog` when what was read is not what was opened. names: what a message calls each file, by its path.
    """

    engine = "duckdb"

    def __init__(
        self,
        name: str,
        columns: Mapping[str, Column],
        relation: Callable[["DuckSource", Sequence[str]], str],
        *,
        folder: Path | None = None,
        connection: duckdb.DuckDBPyConnection | None = None,
        check: Callable[[], None] = lambda: None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.name = name
        self._names = names or {}
        self.columns = columns
        self.folder = folder or make_folder()
        self.connection = connection or connect(self.folder, ())
        self._relation = relation
        self._check = check

    def relation(self, names: Sequence[str]) -> str:
        """The SQL of a table with at least these columns."""
        return self._relation(self, names)

    def aggregate(
        self, keys: Sequence[Key], sums: Sequence[Sum], *, most: int, watch: Watch = UNWATCHED
    ) -> pa.Table:
        """See `port.Source`."""
        names = [one.column for one in (*keys, *sums)]
        return self.run(
            sql.write_aggregate(self.relation(names), self.columns, keys, sums, most=most), watch=watch
        )

    def sample(self, rows: int, names: Sequence[str] | None = None) -> pa.Table:
        """See `port.Source`."""
        names = list(self.columns if names is None else names)
        return self.run(sql.write_sample(self.relation(names), names, rows))

    def find_row(self, column: str, *, has_commas: bool) -> tuple[int | None, str]:
        """See `port.Source`."""
        found = self.run(sql.write_find(self.relation([column]), self.columns[column], has_commas=has_commas))
        if not len(found):
            return None, ""
        return int(found.column(0)[0].as_py()), str(found.column(1)[0].as_py())

    def run(self, query: str, *, watch: Watch = UNWATCHED) -> pa.Table:
        """The answer to a query. Raises `UnreadableLog`, or `Stopped` when the user stopped it."""
        with self._guarded():
            if watch.progress is None and watch.is_stopped is None:
                return self.connection.sql(query).to_arrow_table()
            return self._run_watched(query, watch)

    def stream(self, names: Sequence[str], *, watch: Watch = UNWATCHED) -> Iterator[pa.RecordBatch]:
        """All rows of some columns, in order, in parts. Raises as `run` does."""
        relation = self.relation(names)
        chosen = ", ".join(sql.name(name) for name in names)
        with self._guarded():
            total = self.connection.sql(" ".join(["SELECT count(*) FROM", relation])).fetchall()[0][0]
            rows = self.connection.sql(" ".join(["SELECT", chosen, "FROM", relation]))
            done = 0
            for batch in rows.to_arrow_reader(_BATCH):
                yield batch
                done += len(batch)
                watch.look(done / max(total, 1))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except duckdb.InterruptException as error:
            raise Stopped from error
        except (duckdb.Error, pa.ArrowException, UnicodeDecodeError) as error:
            self._check()
            raise self._explain(error) from error
        self._check()

    def _run_watched(self, query: str, watch: Watch) -> pa.Table:
        reached = 0.0
        watch.look(reached)
        with ThreadPoolExecutor(1) as threads:
            work = threads.submit(lambda: self.connection.sql(query).to_arrow_table())
            try:
                while True:
                    try:
                        answer = work.result(timeout=_PAUSE)
                    except TimeoutError:
                        # Before it begins and while it ends, DuckDB says -1.
                        reached = max(reached, min(1.0, self.connection.query_progress() / 100))
                        watch.look(reached)
                    else:
                        watch.look(1)
                        return answer
            finally:
                if not work.done():
                    self.connection.interrupt()

    def versions(self) -> dict[str, str]:
        """See `port.Source`."""
        return {"duckdb": duckdb.__version__}

    def close(self) -> None:
        """See `port.Source`."""
        self.connection.close()
        remove_folder(self.folder)

    def __enter__(self) -> "DuckSource":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _explain(self, error: Exception) -> UnreadableLog:
        said = str(error)
        match = _FILE.search(said)
        file = self._names.get(match.group(1).strip(), self.name) if match else self.name
        row = int(match.group(1)) - 1 if (match := _LINE.search(said)) else None
        if isinstance(error, duckdb.OutOfMemoryException):
            return break_log(
                file, Text(nl="Er is te weinig geheugen.", en="There is too little memory."), _FEWER_COLUMNS
            )
        if match := _COLUMNS.search(said):
            return break_log(
                file,
                Text(
                    nl=f"Deze regel heeft {match.group(2)} kolommen; de kop heeft er {match.group(1)}.",
                    en=f"This line has {match.group(2)} columns; the header has {match.group(1)}.",
                ),
                Text(
                    nl="Zet waarden met het scheidingsteken erin tussen aanhalingstekens, of maak de export opnieuw.",
                    en="Put values that contain the delimiter between quotation marks, or make the export again.",
                ),
                row=row,
            )
        if "unterminated quote" in said or "RFC 4180" in said:
            message = Text(nl="Een aanhalingsteken staat verkeerd.", en="A quotation mark is misplaced.")
            return break_log(file, message, _EXPORT_AGAIN, row=row)
        if "nicode" in said or isinstance(error, UnicodeDecodeError):
            return break_log(
                file,
                Text(nl="De tekst is geen UTF-8.", en="The text is not UTF-8."),
                Text(
                    nl="Pak het bestand uit, of sla het op als UTF-8.",
                    en="Unpack the file, or save it as UTF-8.",
                ),
                row=row,
            )
        kind = type(error).__name__
        return break_log(
            file,
            Text(
                nl=f"Het bestand is beschadigd of heeft een onbekende vorm ({kind}).",
                en=f"The file is damaged or has an unknown form ({kind}).",
            ),
            _EXPORT_AGAIN,
            row=row,
        )


_EXPORT_AGAIN = Text(nl="Maak de export opnieuw.", en="Make the export again.")
_FEWER_COLUMNS = Text(
    nl="Kies minder kolommen om naar te splitsen.", en="Choose fewer columns to split the counts by."
)


def kind_of(type_: str) -> Kind:
    """What a column of this type of DuckDB holds."""
    name = type_.upper()
    if name.endswith("]") or name.startswith(("STRUCT", "MAP", "UNION")):
        return Kind.OTHER
    if name.startswith(("VARCHAR", "ENUM", "UUID", '"NULL"')):
        return Kind.TEXT
    if name == "BOOLEAN":
        return Kind.BOOLEAN
    if name.startswith(("DATE", "TIMESTAMP")):
        return Kind.DAY
    is_number = name.startswith(("DECIMAL", "FLOAT", "DOUBLE")) or name.endswith("INT") or name == "INTEGER"
    return Kind.NUMBER if is_number or name == "UINTEGER" else Kind.OTHER


def describe(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, Column]:
    """The columns of a table, by name."""
    answer = connection.execute(" ".join(["DESCRIBE SELECT * FROM", relation])).fetchall()
    return {
        name: Column(name, kind_of(type_), is_fraction=type_ in ("FLOAT", "DOUBLE"))
        for name, type_, *_ in answer
    }
