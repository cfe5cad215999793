"""Open a log, whatever holds it: files, a frame, a table in PostgreSQL, or Spark."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from waarborg.adapters.exchange.records import BrokenFile
from waarborg.adapters.tables import csv_files, sql
from waarborg.adapters.tables.duck import DuckSource, connect, describe
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.files import Files, find_files, is_parquet, link_plainly
from waarborg.adapters.tables.port import Column, Source
from waarborg.adapters.tables.working import make_folder, remove_folder
from waarborg.core.terms.text import Text

ENGINES = ("duckdb", "postgres", "spark")


def open_source(what: Any, *, engine: str = "duckdb", table: str | None = None) -> Source:
    """Return a log that can be counted; close it when done.

    what: a path, a pattern such as `decisions-*.csv`, a folder; a frame of pandas, polars or Arrow; with engine
    `postgres` a database address and with `spark` a path or a session, both with the name of a `table` where needed.
    Raises `UnreadableLog` when it cannot be read, `ValueError` for an unknown engine.
    """
    if engine not in ENGINES:
        raise ValueError(f"engine is one of {', '.join(ENGINES)}, not {engine!r}")
    if engine == "postgres":
        from waarborg.adapters.tables.through_ibis import open_postgres

        return open_postgres(str(what), table)
    if engine == "spark":
        from waarborg.adapters.tables.through_ibis import open_spark

        return open_spark(what, table)
    if isinstance(what, str | os.PathLike):
        return open_files(what)
    from waarborg.adapters.tables.frames import open_frame

    return open_frame(what)


class FileSource(DuckSource):
    """A log in files. files: which they are, with their state when they were opened."""

    files: Files


def open_files(what: str | os.PathLike[str]) -> FileSource:
    """Return a log in one or more CSV or Parquet files. Raises `UnreadableLog`."""
    files = find_files(what)
    folder = make_folder()
    try:
        return _open(files, folder)
    except (BrokenFile, OSError):
        remove_folder(folder)
        raise


def _open(files: Files, folder: Path) -> FileSource:
    kinds = {is_parquet(path) for path in files.paths}
    if len(kinds) == 2:
        raise break_log(
            files.name,
            Text(
                nl="Dit zijn CSV- en Parquet-bestanden door elkaar.",
                en="These are CSV and Parquet files mixed.",
            ),
            Text(nl="Kies bestanden van één soort.", en="Choose files of one kind."),
        )
    plain = link_plainly(files.paths, folder)
    allowed = [*plain, *(path.resolve() for path in files.paths)]
    connection = connect(folder, allowed)
    if kinds == {True}:
        columns = _describe_parquet(files, plain, connection)
        relation = sql.read_parquet(str(path) for path in plain)
    else:
        written = [csv_files.look_at(path) for path in files.paths]
        plain = _make_readable(written, plain, folder)
        columns, relation = _join(written, plain)
    source = FileSource(
        files.name,
        columns,
        lambda *_: relation,
        folder=folder,
        connection=connection,
        check=files.require_unchanged,
        names={str(path): shown.name for path, shown in zip(plain, files.paths, strict=True)},
    )
    source.files = files
    return source


def _make_readable(written: Sequence[csv_files.Written], plain: Sequence[Path], folder: Path) -> list[Path]:
    """The files in UTF-8, under names that no engine takes for a pattern."""
    readable = []
    for number, (one, path) in enumerate(zip(written, plain, strict=True)):
        copy = csv_files.copy_as_utf8(one, folder / f"{number}-utf8.csv")
        readable.append(path if copy == one.path else copy)
    return readable


def _describe_parquet(
    files: Files, plain: Sequence[Path], connection: duckdb.DuckDBPyConnection
) -> dict[str, Column]:
    first: dict[str, Column] = {}
    for path, shown in zip(plain, files.paths, strict=True):
        try:
            columns = describe(connection, sql.read_parquet([str(path)]))
        except duckdb.Error as error:
            raise break_log(
                shown.name,
                Text(
                    nl="Dit Parquet-bestand is beschadigd of niet af.",
                    en="This Parquet file is damaged or incomplete.",
                ),
                Text(
                    nl="Maak het bestand opnieuw, of haal het opnieuw op.",
                    en="Make the file again, or get it again.",
                ),
            ) from error
        first = first or columns
        _require_same(shown.name, first, columns)
    return first


def _require_same(file: str, first: dict[str, Column], columns: dict[str, Column]) -> None:
    """Raise `UnreadableLog` when a file has other columns than the first, or a column of another kind."""
    different = sorted(first.keys() ^ columns.keys()) or [
        name for name, column in columns.items() if first[name].kind is not column.kind
    ]
    if different:
        raise break_log(
            file,
            Text(
                nl=f"Deze kolom is anders dan in het eerste bestand: {different[0]}.",
                en=f"This column differs from the first file: {different[0]}.",
            ),
            Text(
                nl="Geef alle bestanden dezelfde kolommen met waarden van dezelfde soort.",
                en="Give all files the same columns, with values of the same kind.",
            ),
            column=different[0],
        )


def _join(written: Sequence[csv_files.Written], readable: Sequence[Path]) -> tuple[dict[str, Column], str]:
    """The columns of CSV files, and the SQL of all their rows. Raises `UnreadableLog` when they differ."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    columns: dict[str, Column] = {}
    for one, path in zip(written, readable, strict=True):
        groups.setdefault((one.delimiter, one.header), []).append(str(path))
        own = {name: Column(name, csv_files.TEXT) for name in one.header}
        columns = columns or own
        _require_same(one.path.name, columns, own)
    names = ", ".join(sql.name(name) for name in columns)
    parts = [
        " ".join(["SELECT", names, "FROM", sql.read_csv(paths, delimiter, header)])
        for (delimiter, header), paths in groups.items()
    ]
    return columns, "(" + " UNION ALL ".join(parts) + ")"
