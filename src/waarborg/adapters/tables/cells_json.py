"""Counts per cell as a file to keep or to hand over: JSON with a schema, and CSV. The persons stay where they are."""

import csv
import io
import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np

from waarborg.adapters.content_files.yaml_files import describe_path, is_right, list_schema_errors
from waarborg.adapters.tables.cells_files import MOMENTS, Delivered, read_table_cells
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.files import find_files
from waarborg.adapters.tables.provenance import Provenance
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.cells import Cells, Dimension, Moments, UnfitCells
from waarborg.core.terms.text import Text

SCHEMA, FORMAT = "measurement/cells.schema.json", "waarborg-cells"
MOST_BYTES = 512 * 1024**2
_READ_AGAIN = Text(nl="Maak het bestand opnieuw met Waarborg.", en="Make the file again with Waarborg.")


def read_cells(what: str | os.PathLike[str], roles: Roles | None = None) -> Delivered:
    """Return the cells in a JSON file, when its name ends so, or else in a CSV or Parquet file. Raises `UnreadableLog`."""
    path = Path(what)
    return read_json_cells(path) if path.suffix.lower() == ".json" else read_table_cells(path, roles)


def read_json_cells(path: Path) -> Delivered:
    """Return the cells in a JSON file. Raises `UnreadableLog` with the place in it."""
    files = find_files(path)
    if files.states[0][0] > MOST_BYTES:
        message = Text(nl="Dit bestand is te groot.", en="This file is too large.")
        raise break_log(path.name, message, _READ_AGAIN)
    try:
        document = json.loads(path.read_bytes(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        message = Text(nl="Dit is geen geldige JSON.", en="This is no valid JSON.")
        raise break_log(path.name, message, _READ_AGAIN) from error
    if not is_right(document, SCHEMA):
        place = next((describe_path(fault.path) for fault in list_schema_errors(document, SCHEMA)), "$")
        raise break_log(
            path.name,
            Text(
                nl="Deze plek heeft niet de vorm die cells.schema.json vraagt.",
                en="This place does not have the form that cells.schema.json asks.",
            ),
            _READ_AGAIN,
            column=place,
        )
    try:
        cells = from_json(document)
    except (UnfitCells, ValueError, OverflowError) as error:
        message = Text(
            nl=f"De aantallen spreken zichzelf tegen: {error}",
            en=f"The counts contradict themselves: {error}",
        )
        raise break_log(path.name, message, _READ_AGAIN) from error
    return Delivered(cells, document.get("rounded_to", 1), document.get("hidden_below"))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def from_json(document: dict[str, Any]) -> Cells:
    """Return the cells in a document that meets the schema. Raises `UnfitCells`, or `ValueError` for other lengths."""
    dimensions = tuple(
        Dimension(one["name"], one["role"], tuple(one["labels"])) for one in document["dimensions"]
    )
    size = len(document["counts"])
    codes = np.array(document["codes"], dtype=np.int32).reshape(size, len(dimensions))
    is_hidden = np.array([count is None for count in document["counts"]], dtype=np.bool_)
    counts = np.array([count or 0 for count in document["counts"]], dtype=np.int64)
    moments = {}
    for name, parts in document.get("moments", {}).items():
        if {len(part) for part in parts.values()} != {size}:
            raise ValueError(f"moments of {name}: not one for each of {size} cells")
        moments[name] = Moments(
            np.array(parts["counts"], dtype=np.int64),
            np.array(parts["sums"], dtype=np.float64),
            np.array(parts["squares"], dtype=np.float64),
        )
    return Cells(dimensions, codes, counts, moments, is_hidden if is_hidden.any() else None)


def to_json(
    cells: Cells,
    *,
    rounded_to: int = 1,
    hidden_below: int | None = None,
    provenance: Provenance | None = None,
) -> dict[str, Any]:
    """Return a document that meets the schema."""
    return {
        "format": FORMAT,
        "format_version": 1,
        "dimensions": [
            {"name": one.name, "role": one.role, "labels": list(one.labels)} for one in cells.dimensions
        ],
        "codes": cells.codes.tolist(),
        "counts": _list_counts(cells),
        "moments": {
            name: {
                "counts": one.counts.tolist(),
                "sums": one.sums.tolist(),
                "squares": one.squares.tolist(),
            }
            for name, one in cells.moments.items()
        },
        "rounded_to": rounded_to,
        "hidden_below": hidden_below,
        "provenance": None if provenance is None else provenance.as_json(),
    }


def write_json_cells(
    path: Path,
    cells: Cells,
    *,
    rounded_to: int = 1,
    hidden_below: int | None = None,
    provenance: Provenance | None = None,
) -> None:
    """Write cells as JSON: the whole file, or nothing."""
    document = to_json(cells, rounded_to=rounded_to, hidden_below=hidden_below, provenance=provenance)
    _write_whole(path, json.dumps(document, ensure_ascii=False, allow_nan=False))


def write_csv_cells(path: Path, cells: Cells, *, hidden_below: int | None = None) -> None:
    """Write cells as CSV, one row per cell, which `read_table_cells` reads: the whole file, or nothing.

    A hidden count is written as `<10` when 10 is `hidden_below`, else as `x`. A missing value is an empty place.
    Raises `UnfitCells` for a dimension that would not come back: one that is called as the column with counts.
    """
    names = [one.name for one in cells.dimensions]
    parts = [name + part for name in cells.moments for part in MOMENTS]
    if len({name.casefold() for name in [*names, *parts, "count"]}) < len(names) + len(parts) + 1:
        raise UnfitCells("count: a dimension or moment is called as another column of the file.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, "count", *parts])
    mark = "x" if hidden_below is None else f"<{hidden_below}"
    moments = [column for one in cells.moments.values() for column in (one.counts, one.sums, one.squares)]
    for row, count in enumerate(_list_counts(cells)):
        named = [
            one.labels[code] or ""
            for one, code in zip(cells.dimensions, cells.codes[row].tolist(), strict=True)
        ]
        writer.writerow(
            [*named, mark if count is None else count, *(column[row].item() for column in moments)]
        )
    _write_whole(path, text.getvalue())


def _list_counts(cells: Cells) -> list[int | None]:
    hidden = [False] * len(cells.counts) if cells.hidden is None else cells.hidden.tolist()
    return [
        None if is_hidden else count for count, is_hidden in zip(cells.counts.tolist(), hidden, strict=True)
    ]


def _write_whole(path: Path, text: str) -> None:
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}-", delete=False
    ) as opened:
        try:
            opened.write(text)
            opened.close()
            os.replace(opened.name, path)
        except OSError:
            Path(opened.name).unlink(missing_ok=True)
            raise
