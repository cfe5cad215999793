"""What is fed with files: each reader, and bringing in at the workplace with its database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.fuzzing.log_seeds import make_cells, make_logs
from bench.fuzzing.seeds import make_seeds
from waarborg.adapters.content_files.organisations import read_organisations
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.yaml_files import ContentError, is_right
from waarborg.adapters.exchange import BrokenFile, Fault, Record, Refusal, assess, read
from waarborg.adapters.exchange.headings import list_targets
from waarborg.adapters.exchange.records import find_unusable
from waarborg.adapters.exchange.supplier_templates import read_template_file
from waarborg.adapters.exchange.tables import find_mapping_fault, read_table, survey_table
from waarborg.adapters.tables.cells_json import SCHEMA, read_cells, to_json
from waarborg.adapters.tables.counting import count
from waarborg.adapters.tables.looking import describe_columns, propose_roles
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.roles import Roles

READ, REFUSED = "read", "refused"
WORKPLACE = "workplace"
_MOST_RECORDS = 2_000  # of one input; damage by repeating gives many


class Broken(AssertionError):
    """An importer did what it promises never to do."""


@dataclass(frozen=True)
class Target:
    """An importer: good files for it, and what takes a file. `take` says whether the file was read or refused."""

    name: str
    seeds: list[bytes]
    take: Callable[[Path], str]


def make_targets() -> list[Target]:
    """The readers, each with good files."""
    takers: dict[str, Callable[[Path], str]] = {
        "table": take_table,
        "supplier-template": take_template,
        "organisations": take_organisations,
    }
    readers = [Target(name, files, takers.get(name, take_export)) for name, files in make_seeds().items()]
    return [
        *readers,
        Target("decision-log", make_logs(), take_log),
        Target("cells", make_cells(), take_cells),
    ]


def take_export(path: Path) -> str:
    """Read an export to its last record, convert and check each, and hold them against what is promised."""
    try:
        export = read(path)
        items = list(export.records)
    except BrokenFile as broken:
        _require_told(broken.fault, path.name)
        return REFUSED
    if len(items) != export.count:
        raise Broken(f"{export.count} records were promised and {len(items)} came")
    _require_sound(items, path.name)
    return READ


def take_table(path: Path) -> str:
    """Read a free table: its columns first, then its records as the columns probably mean."""
    try:
        table = survey_table(path)
        mapping = {column.name: column.guess for column in table.columns}
        if "name" not in mapping.values():
            mapping[table.columns[0].name] = "name"
        if find_mapping_fault(mapping, list(mapping)):
            mapping = {table.columns[0].name: list_targets()[0].key}
        export = read_table(path, mapping, organisation="Voorbeeldstad")
        items = list(export.records)
    except BrokenFile as broken:
        _require_told(broken.fault, path.name)
        return REFUSED
    if len({column.name for column in table.columns}) != len(table.columns) or len(items) != table.count:
        raise Broken("columns have the same name, or records are lost")
    _require_sound(items, path.name)
    return READ


def take_template(path: Path) -> str:
    """Read a template of a supplier."""
    try:
        read_template_file(path)
    except BrokenFile as broken:
        _require_told(broken.fault, path.name)
        return REFUSED
    return READ


def take_organisations(path: Path) -> str:
    """Read a list of organisations."""
    if path.read_bytes().lstrip()[:1] in (b"[", b"{"):
        path = path.rename(path.with_suffix(".json"))  # this reader goes by the end of the name
    try:
        records = read_organisations(path)
    except ContentError as error:
        if not str(error).strip():
            raise Broken("a list was refused without a word") from error
        return REFUSED
    for record in records:
        record.name.encode()
    return READ


def take_log(path: Path) -> str:
    """Look at a decision log, and count it as its columns probably mean."""
    try:
        with open_source(path) as source:
            facts = describe_columns(source)
            proposed = {one.role: one.column for one in propose_roles(facts) if one.role != "id"}
            by = proposed.pop("by", facts[0].name)
            roles = Roles(by=(by,), **{role: name for role, name in proposed.items() if name != by})
            counted = count(source, roles)
    except BrokenFile as broken:
        _require_told(broken.fault, path.name)
        return REFUSED
    except ValueError as error:
        if "a column called" in str(error):
            return REFUSED
        raise
    if counted.cells.total != counted.rows:
        raise Broken("rows are lost")
    json.dumps(to_json(counted.cells), ensure_ascii=False, allow_nan=False).encode()
    return READ


def take_cells(path: Path) -> str:
    """Read counts per cell, and write them again."""
    if path.read_bytes().lstrip()[:1] == b"{":
        path = path.rename(path.with_suffix(".json"))  # this reader goes by the end of the name
    try:
        cells = read_cells(path).cells
    except BrokenFile as broken:
        _require_told(broken.fault, path.name)
        return REFUSED
    if not is_right(json.loads(json.dumps(to_json(cells), allow_nan=False)), SCHEMA):
        raise Broken("cells that were read do not meet their schema")
    return READ


def _require_sound(items: list[Record | Refusal], file: str) -> None:
    ids: set[str] = set()
    for item in items[:_MOST_RECORDS]:
        if isinstance(item, Refusal):
            for fault in item.errors:
                _require_told(fault, file)
            item.title.encode()
            continue
        if item.id in ids:
            raise Broken(f"the id {item.id} came twice")
        ids.add(item.id)
        assessed = assess(item, load_standard())
        for fault in assessed.errors:
            _require_told(fault, None)
        json.dumps(item.raw, ensure_ascii=False, allow_nan=False).encode()
        kept = (assessed.converted, *assessed.translations.values())
        if assessed.is_accepted and any(
            find_unusable(one.values) or find_unusable(one.leftover) for one in kept
        ):
            raise Broken("what no database can keep came through")


def _require_told(fault: Fault, file: str | None) -> None:
    """A fault names its file, says what is wrong and what to do, and can be written out."""
    if not (fault.message.nl and fault.message.en and fault.remedy.nl and fault.remedy.en):
        raise Broken("a fault without words")
    if file is not None and fault.file != file:
        raise Broken(f"a fault names {fault.file} and not {file}")
    json.dumps(fault.as_json(), ensure_ascii=False, allow_nan=False).encode()
    if len(fault.in_language("nl")) > 5_000:
        raise Broken("a fault that nobody reads to the end")
