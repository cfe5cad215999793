"""Frames of pandas, polars and Arrow, and what else Narwhals knows: only the columns that are counted become Arrow."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pyarrow as pa

from waarborg.adapters.tables import sql
from waarborg.adapters.tables.duck import DuckSource
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.port import Column, Kind
from waarborg.core.terms.text import Text

NAME, _TABLE = "frame", "log"


class FrameSource(DuckSource):
    """A log in a frame. frame: as Narwhals holds it."""

    frame: Any


def open_frame(frame: Any) -> FrameSource:
    """Return a log in a frame. Raises `UnreadableLog` for what is no frame, and for columns with the same name."""
    try:
        held = nw.from_native(frame)
        schema = held.collect_schema()
    except (TypeError, nw.exceptions.NarwhalsError) as error:
        kind = type(frame).__name__
        raise break_log(
            NAME,
            Text(nl=f"Dit is geen tabel ({kind}).", en=f"This is no table ({kind})."),
            Text(
                nl="Geef een pad, of een tabel van pandas, polars of Arrow met kolomnamen die elk één keer voorkomen.",
                en="Give a path, or a frame of pandas, polars or Arrow in which each name of a column stands once.",
            ),
        ) from error
    columns, folded = {}, set()
    for name, dtype in schema.items():
        if not isinstance(name, str):
            raise break_log(
                NAME,
                Text(
                    nl=f"De naam van kolom {name} is geen tekst.", en=f"The name of column {name} is no text."
                ),
                Text(nl="Geef elke kolom een naam.", en="Give each column a name."),
            )
        if name.casefold() in folded:
            # An engine makes no difference between capitals and small letters in names.
            raise break_log(
                NAME,
                Text(nl="Deze naam staat er twee keer in.", en="This name stands in it twice."),
                Text(nl="Geef elke kolom een eigen naam.", en="Give each column its own name."),
                column=name,
            )
        folded.add(name.casefold())
        columns[name] = Column(name, _kind_of(dtype), is_fraction=dtype.is_float())
    source = FrameSource(NAME, columns, _register)
    source.frame = held
    return source


def _kind_of(dtype: Any) -> Kind:
    if dtype.is_numeric():
        return Kind.NUMBER
    if dtype == nw.Boolean:
        return Kind.BOOLEAN
    if dtype in (nw.Date, nw.Datetime):
        return Kind.DAY
    if dtype in (nw.String, nw.Categorical, nw.Enum, nw.Object, nw.Unknown):
        return Kind.TEXT
    return Kind.OTHER


def _register(source: DuckSource, names: Sequence[str]) -> str:
    assert isinstance(source, FrameSource)
    asked = list(dict.fromkeys(names)) or list(source.columns)[:1]
    source.connection.unregister(_TABLE)
    source.connection.register(_TABLE, pa.table(read_columns(source.frame, asked), names=asked))
    return sql.name(_TABLE)


def read_columns(frame: Any, names: Sequence[str]) -> list[pa.ChunkedArray]:
    """Columns of a frame as Arrow; shared, not copied, where the frame holds Arrow itself.

    Raises `UnreadableLog` for a column in which kinds of values are mixed.
    """
    chosen = frame.select(list(names))
    if isinstance(chosen, nw.LazyFrame):
        chosen = chosen.collect(backend="pyarrow")
    arrays = []
    for name in names:
        try:
            array = chosen[name].to_arrow()
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise _mixed(chosen[name], name) from error
        arrays.append(array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array]))
    return arrays


def _mixed(column: Any, name: str) -> Exception:
    kinds: dict[str, int] = {}
    for row, value in enumerate(column.to_list(), start=1):
        if value is not None and value == value:  # NaN is not equal to itself
            kinds.setdefault(type(value).__name__, row)
    found = ", ".join(kinds)
    return break_log(
        NAME,
        Text(
            nl=f"In deze kolom staan waarden van verschillende soort: {found}.",
            en=f"This column mixes values of different kinds: {found}.",
        ),
        Text(nl="Maak er één soort van, zoals tekst.", en="Make them of one kind, such as text."),
        row=max(kinds.values(), default=None),
        column=name,
    )
