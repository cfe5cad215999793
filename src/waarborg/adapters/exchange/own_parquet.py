"""Reads the own export as Parquet, a part at a time.

Only for files that somebody gives on the command line: the workplace does not take Parquet, whose reader is made for
files that one trusts.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.faults import GET_AGAIN, break_file
from waarborg.adapters.exchange.opening import read_start
from waarborg.adapters.exchange.own_format import OWN_PARQUET
from waarborg.adapters.exchange.own_reading import make_own_export, read_register, require_version
from waarborg.adapters.exchange.reading import read
from waarborg.adapters.exchange.records import Export
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

_SIGNATURE = b"PAR1"
_ROWS = 500


def read_any(path: Path) -> Export:
    """Return the export in a file, also one in Parquet. Raises `BrokenFile`."""
    if read_start(path).startswith(_SIGNATURE):
        return read_own_parquet(path, standard=load_standard())
    return read(path)


def read_own_parquet(path: Path, *, standard: Standard) -> Export:
    """Return the own export in a Parquet file. Raises `BrokenFile` when it is none, or cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from waarborg.adapters.exchange.writing.columnar import METADATA, make_schema

    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            said = json.loads((schema.metadata or {}).get(METADATA, b"{}"))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise break_file(path.name, _UNREADABLE, GET_AGAIN) from error
    if not isinstance(said, dict) or not said or not schema.equals(make_schema(standard)):
        raise break_file(path.name, _NOT_OWN, GET_AGAIN)
    require_version(said, path.name)

    def items() -> Iterator[tuple[Any, int | None]]:
        try:
            with pq.ParquetFile(path) as opened:
                yield from ((entry, None) for entry in _join_versions(_walk(opened), standard))
        except (pa.ArrowException, OSError, ValueError) as error:
            raise break_file(path.name, _UNREADABLE, GET_AGAIN) from error

    return make_own_export(path, OWN_PARQUET, read_register(said, path.name), items, standard)


def _walk(file: Any) -> Iterator[dict[str, Any]]:
    for batch in file.iter_batches(batch_size=_ROWS):
        yield from batch.to_pylist()


def _join_versions(rows: Iterator[dict[str, Any]], standard: Standard) -> Iterator[dict[str, Any]]:
    """Yield entries in the own format; the earlier versions of an entry stand before its current one."""
    earlier: list[dict[str, Any]] = []
    for row in rows:
        body = {key: row[f"organisation_{key}"] for key in ("code", "name", "kind", "tooi")}
        if row["withdrawn_at"] is not None:
            withdrawn = {"at": row["withdrawn_at"].isoformat(), "reason": row["withdrawal_reason"]}
            yield {"id": row["id"], "organisation": body, "withdrawn": withdrawn}
        elif not row["is_current"]:
            earlier.append(_make_version(row, standard))
        else:
            entry = {
                "id": row["id"],
                "page": row["page"],
                "organisation": body,
                "taken_over_from": {"name": row["source_name"], "url": row["source_url"]}
                if row["source_name"]
                else None,
                **_make_version(row, standard),
            }
            yield entry | ({"earlier": earlier} if earlier else {})
            earlier = []


def _make_version(row: Mapping[str, Any], standard: Standard) -> dict[str, Any]:
    values = {
        field.key: _without_none(row[field.key]) for field in standard.fields if row[field.key] is not None
    }
    return {
        "number": row["number"],
        "standard": row["standard"],
        "published_at": row["published_at"].isoformat() if row["published_at"] else None,
        "registered_on": row["registered_on"].isoformat() if row["registered_on"] else None,
        "reason": row["reason"],
        "values": values | _from_json(row["other_values"]),
        "values_en": dict(row["values_en"] or ()) | _from_json(row["other_values_en"]),
        "leftover": _from_json(row["leftover"]),
        "redacted": row["redacted"] or [],
        "texts_at": dict(row["texts_at"] or ()),
    }


def _without_none(value: Any) -> Any:
    """A member of a row that is not there is null in a column of structs."""
    if isinstance(value, list):
        return [
            {key: part for key, part in row.items() if part is not None} if isinstance(row, dict) else row
            for row in value
        ]
    return value


def _from_json(text: str | None) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text) if text else {}
    return value


_UNREADABLE = Text(nl="Dit Parquet-bestand is niet te lezen.", en="This Parquet file cannot be read.")
_NOT_OWN = Text(
    nl="Dit Parquet-bestand is geen export van Waarborg.", en="This Parquet file is no export of Waarborg."
)
