"""Organisations of government: the list that comes with the product, and newer lists from a file."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.rings import find_ring
from waarborg.adapters.content_files.yaml_files import (
    CONTENT_PACKAGE,
    ContentError,
    read_yaml,
)
from waarborg.core.terms.text import Text

TOOI_ROOT = "https://identifier.overheid.nl/tooi/id/"
COLUMNS = (
    "code",
    "tooi_uri",
    "name",
    "tooi_name",
    "name_en",
    "kind",
    "current",
    "successors",
    "ended_on",
    "parent",
    "aliases",
)
MAX_BYTES = 64 * 1024 * 1024  # a list of all bodies of government has less than one
MAX_TEXT = 250
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SHORT_COLUMNS = ("uri", "name", "kind")
SEPARATOR = "|"
FORMER_VERSION_PREFIX = "hv_"

# The word in a TOOI identifier, and the kind it certainly stands for.
KIND_OF_TOOI_LIST = {
    "gemeente": "gemeente",
    "provincie": "provincie",
    "waterschap": "waterschap",
    "ministerie": "ministerie",
    "zbo": "zelfstandig_bestuursorgaan",
    "col": "caribisch_openbaar_lichaam",
    "so": "regionaal_samenwerkingsorgaan",
    "oorg": "overig",
}
# English by rule: first words of a Dutch name, and what stands in their place. Longer words first.
ENGLISH_BY_RULE = (
    ("Gemeente ", "Municipality of "),
    ("Provincie ", "Province of "),
    ("Waterschap ", "Water Authority "),
    ("Wetterskip ", "Water Authority "),
    ("Hoogheemraadschap van ", "Water Authority "),
    ("Hoogheemraadschap ", "Water Authority "),
    ("Veiligheidsregio ", "Safety Region "),
)

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_SKOS_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_TOOI_ONTOLOGY = "https://identifier.overheid.nl/tooi/def/ont/"
_LABEL_KEYS = (
    _RDFS_LABEL,
    _TOOI_ONTOLOGY + "officieleNaamInclSoort",
    _SKOS_LABEL,
    "label",
    "name",
)


@dataclass(frozen=True, slots=True)
class OrganisationKind:
    """A kind of organisation of the national register, such as `gemeente`."""

    code: str
    label: Text
    plural: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """One public body: its identifier, its names, and what it came from or went into.

    `ended_on` is the first day on which the body was no longer there. Raises `ValueError` when the code
    is not the end of the identifier, when there is no name, or when a body that exists has an end.
    """

    code: str
    tooi_uri: str
    name: str
    tooi_name: str
    kind: str
    current: bool = True
    name_en: str = ""
    successors: tuple[str, ...] = ()
    ended_on: date | None = None
    parent: str = ""
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.tooi_uri.startswith(TOOI_ROOT):
            raise ValueError(f"tooi_uri: {self.tooi_uri!r} does not start with {TOOI_ROOT}")
        if not self.code or self.tooi_uri.rsplit("/", 1)[-1] != self.code:
            raise ValueError(f"code: {self.code!r} is not the last part of {self.tooi_uri}")
        if not self.name.strip():
            raise ValueError("name: it is empty")
        for field, text in (("name", self.name), ("tooi_uri", self.tooi_uri), ("name_en", self.name_en)):
            if len(text) > MAX_TEXT or _UNUSABLE.search(text):
                raise ValueError(f"{field}: it is longer than {MAX_TEXT} characters, or cannot be shown")
        if self.current and (self.ended_on or self.successors):
            raise ValueError("current: a body that exists has no end and no successors")

    @property
    def english_name(self) -> str:
        """The English name: the one given, else one made by rule, else the Dutch name."""
        if self.name_en:
            return self.name_en
        for dutch, english in ENGLISH_BY_RULE:
            if self.name.startswith(dutch):
                return english + self.name.removeprefix(dutch)
        return self.name


@cache
def load_kinds() -> tuple[OrganisationKind, ...]:
    """Return the kinds of organisation, in the order in which they are shown."""
    document = read_yaml("organisations/kinds.yaml", schema="organisations/kinds.schema.json")
    return tuple(
        OrganisationKind(
            code=kind["code"],
            label=Text(**kind["label"]),
            plural=Text(**kind["plural"]),
        )
        for kind in document["kinds"]
    )


@cache
def load_organisations() -> tuple[OrganisationRecord, ...]:
    """Return the organisations that come with the product, in the order of the file."""
    resource = files(CONTENT_PACKAGE).joinpath("organisations", "organisations.csv")
    with as_file(resource) as path:
        return read_organisations(path)


def read_organisations(path: Path) -> tuple[OrganisationRecord, ...]:
    """Read a list of organisations from `path`.

    Three shapes are known: a CSV with the columns of `COLUMNS`, a CSV with `uri,name,kind`, and a TOOI
    value list in JSON. The two short shapes carry no aliases, parents or successors.
    Raises `ContentError` with file, row, field and remedy; also for a code that stands there twice, for a
    parent or successor that is not in the list, and for a ring of parents or of successors.
    """
    records = tuple(_read_json(path) if path.suffix.lower() == ".json" else _read_csv(path))
    if not records:
        raise ContentError(
            file=path.name,
            path="$",
            fault="there is no organisation in it",
            remedy="Check that this is the right file",
        )
    require_whole(records, file=path.name)
    return records


def require_whole(records: Iterable[OrganisationRecord], *, file: str) -> None:
    """Check a list as a whole: codes once, references that exist, and no rings. Raises `ContentError`."""
    by_code: dict[str, OrganisationRecord] = {}
    for record in records:
        if record.code in by_code:
            raise ContentError(
                file=file,
                path=f"{record.code}.code",
                fault=f"the code {record.code} stands there twice",
                remedy="Keep one of the two rows",
            )
        by_code[record.code] = record
    for record in by_code.values():
        for field, codes in (
            ("parent", [record.parent]),
            ("successors", record.successors),
        ):
            for code in codes:
                if code and code not in by_code:
                    raise ContentError(
                        file=file,
                        path=f"{record.code}.{field}",
                        fault=f"{code} is not in the list",
                        remedy="Correct the code, or add the organisation",
                    )
    parents = {code: (record.parent,) if record.parent else () for code, record in by_code.items()}
    successors = {code: record.successors for code, record in by_code.items()}
    for field, edges in (("parent", parents), ("successors", successors)):
        if ring := find_ring(edges):
            raise ContentError(
                file=file,
                path=f"{ring[0]}.{field}",
                fault=f"these organisations form a ring: {' → '.join((*ring, ring[0]))}",
                remedy=f"Empty `{field}` of one of them",
            )


def _read_text(path: Path) -> str:
    """Return the text of an ordinary file of a bearable size. Raises `ContentError`."""
    if not path.is_file():
        raise ContentError(
            file=path.name, path="$", fault="this is no ordinary file", remedy="Check the name and the folder"
        )
    if path.stat().st_size > MAX_BYTES:
        raise ContentError(
            file=path.name,
            path="$",
            fault=f"the file is larger than {MAX_BYTES} bytes",
            remedy="Check that this is the right file",
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            file=path.name,
            path=f"byte {error.start}",
            fault="the file is not written in UTF-8",
            remedy="Save the file as UTF-8",
        ) from error


def _read_csv(path: Path) -> Iterator[OrganisationRecord]:
    rows = csv.DictReader(io.StringIO(_read_text(path), newline=""))
    try:
        yield from _read_rows(rows, path)
    except csv.Error as error:
        raise ContentError(
            file=path.name,
            path=f"row {rows.line_num + 1}",
            fault="a cell is longer than any value can be, or a quotation mark is not closed",
            remedy="Correct the row",
        ) from error


def _read_rows(rows: "csv.DictReader[str]", path: Path) -> Iterator[OrganisationRecord]:
    columns = tuple(rows.fieldnames or ())
    if set(COLUMNS) <= set(columns):
        convert = _from_full_row
    elif set(SHORT_COLUMNS) <= set(columns):
        convert = _from_short_row
    else:
        raise ContentError(
            file=path.name,
            path="row 1",
            fault=f"the columns are {', '.join(columns) or 'none'}",
            remedy=f"Use the columns {', '.join(COLUMNS)}, or {', '.join(SHORT_COLUMNS)}",
        )
    known = {kind.code for kind in load_kinds()}
    for row in rows:
        place = f"row {rows.line_num}"
        if None in row or None in row.values():
            raise ContentError(
                file=path.name,
                path=place,
                fault="the number of values differs from the number of columns",
                remedy="Put a value that has a comma between double quotes",
            )
        try:
            record = convert(row)
        except ValueError as error:
            raise _broken_row(path.name, place, str(error)) from error
        if record.kind not in known:
            raise _broken_row(path.name, place, f"kind: {record.kind!r} is no kind that is known")
        yield record


def _broken_row(file: str, place: str, fault: str) -> ContentError:
    field, _, what = fault.partition(": ")
    return ContentError(
        file=file,
        path=f"{place}, field {field}",
        fault=what or fault,
        remedy="Correct this value in the row",
    )


def _from_full_row(row: Mapping[str, str]) -> OrganisationRecord:
    if row["current"] not in ("yes", "no"):
        raise ValueError(f"current: {row['current']!r} is not yes or no")
    try:
        ended_on = date.fromisoformat(row["ended_on"]) if row["ended_on"] else None
    except ValueError as error:
        raise ValueError(f"ended_on: {row['ended_on']!r} is no day written as YYYY-MM-DD") from error
    return OrganisationRecord(
        code=row["code"],
        tooi_uri=row["tooi_uri"],
        name=row["name"],
        tooi_name=row["tooi_name"],
        name_en=row["name_en"],
        kind=row["kind"],
        current=row["current"] == "yes",
        successors=_split(row["successors"]),
        ended_on=ended_on,
        parent=row["parent"],
        aliases=_split(row["aliases"]),
    )


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(SEPARATOR) if part.strip())


def _from_short_row(row: Mapping[str, str]) -> OrganisationRecord:
    return _make_record(uri=row["uri"].strip(), label=row["name"].strip())


def _make_record(*, uri: str, label: str) -> OrganisationRecord:
    """Make a record of what every TOOI list has: the identifier and a label."""
    code = uri.rsplit("/", 1)[-1]
    word = uri.removeprefix(TOOI_ROOT).split("/", 1)[0]
    if uri.startswith(TOOI_ROOT) and word not in KIND_OF_TOOI_LIST:
        raise ValueError(
            f"uri: {word!r} is no list of organisations; known are {', '.join(KIND_OF_TOOI_LIST)}"
        )
    return OrganisationRecord(
        code=code,
        tooi_uri=uri,
        name=label[:1].upper() + label[1:],
        tooi_name=label,
        kind=KIND_OF_TOOI_LIST.get(word, "overig"),
        current=not code.startswith(FORMER_VERSION_PREFIX),
    )


def _read_json(path: Path) -> Iterator[OrganisationRecord]:
    """Read a TOOI value list: an array of JSON-LD nodes, or of simple objects with `uri` and `label`."""
    try:
        document = json.loads(_read_text(path))
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise ContentError(
            file=path.name,
            path="$",
            fault=f"this is no valid JSON: {error}",
            remedy="Get the file again",
        ) from error
    for position, node in enumerate(_nodes(document), start=1):
        uri = node.get("@id") or node.get("uri") or ""
        code = str(uri).rsplit("/", 1)[-1]
        # The lists also hold themselves, mergers (wzg_) and former names (hv_): those are no bodies.
        if not str(uri).startswith(TOOI_ROOT) or code.startswith(("wzg_", FORMER_VERSION_PREFIX)):
            continue
        label = next((text for key in _LABEL_KEYS if (text := _plain(node.get(key)))), "")
        try:
            record = _make_record(uri=uri, label=label)
            last_day = _plain(node.get(_TOOI_ONTOLOGY + "einddatum"))
            if last_day:
                # TOOI gives the last day; here an end is the first day that no longer counts.
                ended_on = date.fromisoformat(last_day) + timedelta(days=1)
                record = replace(record, current=False, ended_on=ended_on)
        except ValueError as error:
            raise _broken_row(path.name, f"node {position} ({code})", str(error)) from error
        yield record


def _nodes(document: Any) -> Iterator[Mapping[str, Any]]:
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict) and "@graph" in item:
            yield from _nodes(item["@graph"])
        elif isinstance(item, dict):
            yield item


def _plain(value: Any) -> str:
    """Return the text in a JSON-LD value: a text, an object with `@value`, or a list of those."""
    if isinstance(value, list):
        dutch = [one for one in value if isinstance(one, dict) and one.get("@language") == "nl"]
        return _plain((dutch or value)[0]) if value else ""
    if isinstance(value, dict):
        return str(value.get("@value", "")).strip()
    return value.strip() if isinstance(value, str) else ""
