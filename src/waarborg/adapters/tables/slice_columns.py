"""From the values of a column to numbers of labels, of which slices are made."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from waarborg.adapters.tables import labels, sql
from waarborg.adapters.tables.counting import floats, wholes
from waarborg.adapters.tables.duck import DuckSource
from waarborg.adapters.tables.port import Column, Kind, Plain, Watch

#: A number with more values than this is cut in parts of about equal size.
MANY_NUMBERS, PARTS = 20, 10
_LOOKED_AT, _MOST_VALUES = 100_000, 1_000_000


@dataclass(frozen=True, slots=True)
class Values:
    """What the values of a column become: a place in `labels`, or one further, for all values that are too rare.

    edges: where a number is cut, else empty; then the labels are those of the parts, and the last is that of a
    missing number.
    """

    labels: tuple[str | None, ...]
    edges: tuple[float, ...] = ()

    def encode(self, column: pa.Array) -> NDArray[np.int64]:
        """The place of the label of each value."""
        if not self.edges:
            return encode({label: place for place, label in enumerate(self.labels)}, column, len(self.labels))
        numbers = floats(pa.chunked_array([column.cast(pa.float64()).fill_null(math.nan)]))
        places = np.searchsorted(self.edges, numbers, side="left")
        return np.where(np.isnan(numbers), len(self.labels) - 1, places).astype(np.int64)


def encode(codes: Mapping[str | None, int], column: pa.Array, otherwise: int) -> NDArray[np.int64]:
    """The code of the label of each value; `otherwise` for a label without one."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    encoded = column.dictionary_encode(null_encoding="encode")
    found = [codes.get(labels.name_value(value), otherwise) for value in encoded.dictionary.to_pylist()]
    return np.array(found, dtype=np.int64)[np.from_dlpack(encoded.indices)]


def look_at_values(source: DuckSource, name: str, *, least: int, seed: int, watch: Watch) -> Values:
    """What the values of a column become. Labels with fewer rows than `least` can make no slice, so they have none."""
    column, relation = source.columns[name], source.relation([name])
    if column.kind is Kind.NUMBER:
        sizes = source.run(
            " ".join(["SELECT", f"approx_count_distinct({sql.name(name)}), count(*) FROM", relation])
        )
        size, rows = (sizes.column(place)[0].as_py() for place in (0, 1))
        if size > MANY_NUMBERS:
            edges = _find_edges(source, column, max(1, rows // _LOOKED_AT), seed)
            return Values((*_name_parts(edges), None), edges)
    answer = source.aggregate([Plain(name)], [], most=_MOST_VALUES, watch=watch)
    counts: dict[str | None, int] = {}
    values = answer.column("k0").to_pylist()
    for value, rows in zip(values, wholes(answer.column("n")).tolist(), strict=True):
        label = labels.name_value(value)
        counts[label] = counts.get(label, 0) + rows
    return Values(tuple(labels.order([label for label, rows in counts.items() if rows >= least])))


def _find_edges(source: DuckSource, column: Column, step: int, seed: int) -> tuple[float, ...]:
    """Where a number is cut so that about as many rows lie in each part, told from rows spread over the log."""
    shares = ", ".join(str(part / PARTS) for part in range(1, PARTS))
    numbered = ["(SELECT", sql.write_number(column, has_commas=False), "AS x, row_number() OVER () AS r"]
    numbered += ["FROM", source.relation([column.name]), ")"]
    query = [f"SELECT quantile_disc(x, [{shares}]) FROM", *numbered, f"WHERE r % {step} = {seed % step}"]
    found = source.run(" ".join(query)).column(0)[0].as_py() or []
    return tuple(sorted({float(edge) for edge in found if edge is not None})) or (0.0,)


def _name_parts(edges: tuple[float, ...]) -> list[str]:
    between = [f"> {low:g}, ≤ {high:g}" for low, high in itertools.pairwise(edges)]
    return [f"≤ {edges[0]:g}", *between, f"> {edges[-1]:g}"]
