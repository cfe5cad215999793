"""From a kept file to records: which format it has, and its records checked one by one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, BrokenFile, Export, Record, Refusal, assess
from waarborg.adapters.exchange.opening import read_start
from waarborg.adapters.exchange.own_parquet import read_any
from waarborg.adapters.exchange.tables import Table, read_table, survey_table
from waarborg.apps.publications.importing import keeping
from waarborg.apps.publications.models import ImportFile

BATCH = 100


@dataclass(frozen=True)
class Detected:
    """What a file is: an export that is known, or a free table of which the columns must be named."""

    format: str
    count: int
    export: Export | None = None
    table: Table | None = None


def detect(path: Path, *, may_be_table: bool) -> Detected:
    """Tell what a file is. Raises `BrokenFile`."""
    try:
        export = read_any(path)
    except BrokenFile as fault:
        if not may_be_table or read_start(path).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            raise
        try:
            table = survey_table(path)
        except BrokenFile as worse:
            raise worse from fault
        return Detected(table.format, table.count, table=table)
    return Detected(export.format, export.count, export=export)


def open_export(file: ImportFile) -> Export:
    """The records of a kept file, with its columns named where it is a free table. Raises `BrokenFile`."""
    path = keeping.path_of(file.stored)
    if file.is_table and file.organisation is not None:
        return read_table(path, file.mapping, organisation=file.organisation.name)
    return read_any(path)


def list_batches(export: Export, *, after: int = 0) -> Iterator[list[Assessed | Refusal]]:
    """The records of an export, converted and checked, in batches; without those up to position `after`."""
    standard = load_standard()
    items = (
        assess(item, standard) if isinstance(item, Record) else item
        for item in export.records
        if item.position > after
    )
    while batch := list(islice(items, BATCH)):
        yield batch


def position_of(item: Assessed | Refusal) -> int:
    """The position of a record in its file."""
    return item.position if isinstance(item, Refusal) else item.record.position
