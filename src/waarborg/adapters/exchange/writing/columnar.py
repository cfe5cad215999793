"""The register as Parquet: typed columns in row groups, for who works with data.

A row is a version; `is_current` says which one is public now. A withdrawn entry has a row without a version. Each field
of the standard has a column: text, a list of texts for choices, a list of structs for rows. What has another form than
its field, and what is no field, is in `other_values` as JSON, so that nothing is lost.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.own_format import LICENCE, OWN_FORMAT, OWN_VERSION
from waarborg.adapters.exchange.writing.shapes import Edition, Head, Listed
from waarborg.core.publication.shapes import has_shape
from waarborg.core.publication.standard import Field, Kind, Standard

ROWS_PER_GROUP = 1000
METADATA = b"waarborg"
_PIECE = 1024 * 1024


def stream_columnar(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield the file; it is made whole in a temporary file first, because its index comes last."""
    with tempfile.TemporaryFile() as file:
        write_columnar(entries, head, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def write_columnar(entries: Iterable[Listed], head: Head, sink: BinaryIO) -> None:
    """Write the file, a row group at a time."""
    standard = load_standard()
    schema = make_schema(standard).with_metadata({METADATA: _describe(head)})
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        rows = (row for listed in entries for row in _make_rows(listed, standard))
        while group := list(islice(rows, ROWS_PER_GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema), row_group_size=ROWS_PER_GROUP)


def make_schema(standard: Standard) -> pa.Schema:
    """Return the columns with their types."""
    moment = pa.timestamp("us", tz="UTC")
    return pa.schema(
        [
            pa.field("id", pa.string(), nullable=False),
            pa.field("page", pa.string()),
            pa.field("organisation_code", pa.string(), nullable=False),
            pa.field("organisation_name", pa.string(), nullable=False),
            pa.field("organisation_kind", pa.string()),
            pa.field("organisation_tooi", pa.string()),
            pa.field("source_name", pa.string()),
            pa.field("source_url", pa.string()),
            pa.field("number", pa.int32()),
            pa.field("is_current", pa.bool_(), nullable=False),
            pa.field("standard", pa.string()),
            pa.field("published_at", moment),
            pa.field("registered_on", pa.date32()),
            pa.field("reason", pa.string()),
            pa.field("withdrawn_at", moment),
            pa.field("withdrawal_reason", pa.string()),
            pa.field("redacted", pa.list_(pa.string())),
            *(pa.field(field.key, _type_of(field)) for field in standard.fields),
            pa.field("other_values", pa.string()),
            pa.field("values_en", pa.map_(pa.string(), pa.string())),
            pa.field("other_values_en", pa.string()),
            pa.field("leftover", pa.string()),
            pa.field("texts_at", pa.map_(pa.string(), pa.string())),
        ]
    )


def _type_of(field: Field) -> pa.DataType:
    if field.kind is Kind.CHOICES:
        return pa.list_(pa.string())
    if field.kind is Kind.GROUP:
        return pa.list_(pa.struct([pa.field(member.key, pa.string()) for member in field.members]))
    return pa.string()


def _make_rows(listed: Listed, standard: Standard) -> Iterator[dict[str, Any]]:
    body = listed.organisation
    shared: dict[str, Any] = {
        "id": listed.id,
        "page": listed.page,
        "organisation_code": body.code,
        "organisation_name": body.name,
        "organisation_kind": body.kind,
        "organisation_tooi": body.tooi,
        "source_name": listed.source[0] if listed.source else None,
        "source_url": listed.source[1] if listed.source else None,
        "is_current": False,
    }
    if listed.edition is None:
        yield shared | {"withdrawn_at": listed.withdrawn_at, "withdrawal_reason": listed.withdrawal_reason}
        return
    for edition in listed.earlier:
        yield shared | _make_version(edition, standard)
    yield shared | _make_version(listed.edition, standard) | {"is_current": True}


def _make_version(edition: Edition, standard: Standard) -> dict[str, Any]:
    row: dict[str, Any] = {}
    other: dict[str, Any] = {}
    for key, value in edition.values.items():
        field = standard.find_field(key)
        (row if field is not None and has_shape(field, value) else other)[key] = value
    english = {key: value for key, value in edition.values_en.items() if isinstance(value, str)}
    other_english = {key: value for key, value in edition.values_en.items() if key not in english}
    return row | {
        "number": edition.number,
        "standard": edition.standard,
        "published_at": edition.published_at,
        "registered_on": edition.registered_on,
        "reason": edition.reason,
        "redacted": list(edition.redacted),
        "other_values": _as_json(other),
        "values_en": list(english.items()),
        "other_values_en": _as_json(other_english),
        "leftover": _as_json(edition.leftover),
        "texts_at": list(edition.texts_at.items()),
    }


def _as_json(value: Mapping[str, Any]) -> str | None:
    return json.dumps(dict(value), ensure_ascii=False) if value else None


def _describe(head: Head) -> bytes:
    said = {
        "format": OWN_FORMAT,
        "format_version": OWN_VERSION,
        "standard": head.standard,
        "made_at": head.made_at.isoformat(),
        "register": {"name": head.register_name, "url": head.register_url},
        "history": head.has_history,
        "licence": LICENCE,
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8")
