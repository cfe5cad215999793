"""A decision log that can be counted by hand, and cells as a table that reads as one."""

from pathlib import Path

from waarborg.core.measurement.cells import Cells

#: Ten decisions: sex, age, what was decided, what was so, the score and the amount.
ROWS: tuple[tuple[str | None, str | None, int | None, int | None, float | None, float | None], ...] = (
    ("man", "jong", 1, 1, 0.9, 100.0),
    ("man", "jong", 1, 0, 0.8, 50.0),
    ("man", "jong", 0, 0, 0.1, None),
    ("man", "oud", 0, 0, 0.2, 25.0),
    ("man", "oud", 0, 1, 0.4, 75.5),
    ("vrouw", "jong", 1, 0, 0.7, 10.0),
    ("vrouw", "jong", 1, 1, 1.0, 20.0),
    ("vrouw", "oud", 1, 0, 0.6, 30.0),
    ("vrouw", None, 0, None, None, 40.0),
    (None, "oud", 0, 0, 0.0, 0.0),
)
NAMES = ("geslacht", "leeftijd", "besluit", "fraude", "score", "bedrag")

#: Counted by hand from ROWS: sex, age, decided, was so.
CELLS = {
    ("man", "jong", "1", "1"): 1,
    ("man", "jong", "1", "0"): 1,
    ("man", "jong", "0", "0"): 1,
    ("man", "oud", "0", "0"): 1,
    ("man", "oud", "0", "1"): 1,
    ("vrouw", "jong", "1", "0"): 1,
    ("vrouw", "jong", "1", "1"): 1,
    ("vrouw", "oud", "1", "0"): 1,
    ("vrouw", None, "0", None): 1,
    (None, "oud", "0", "0"): 1,
}


def write_csv(
    path: Path,
    rows: object = ROWS,
    *,
    names: tuple[str, ...] = NAMES,
    delimiter: str = ",",
    encoding: str = "utf-8",
    decimal: str = ".",
) -> Path:
    """Write rows as a CSV file; None becomes an empty place."""
    lines = [delimiter.join(names)]
    for row in rows:  # type: ignore[attr-defined]  # any rows
        values = ("" if value is None else str(value) for value in row)
        lines.append(delimiter.join(value.replace(".", decimal) for value in values))
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def as_dict(cells: Cells, *names: str) -> dict[tuple[str | None, ...], int]:
    """Counts by labels of the named dimensions, or of all; cells without rows are left out."""
    chosen = names or tuple(one.name for one in cells.dimensions)
    places = [cells.find(name) for name in chosen]
    found: dict[tuple[str | None, ...], int] = {}
    for codes, count in zip(cells.codes.tolist(), cells.counts.tolist(), strict=True):
        key = tuple(cells.dimensions[place].labels[codes[place]] for place in places)
        if count:
            found[key] = found.get(key, 0) + count
    return found
