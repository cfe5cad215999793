"""How many people there are per group, such as figures of an office of statistics, to hold a log against."""

import os
from pathlib import Path

from waarborg.adapters.tables.cells_files import Delivered, read_table_cells
from waarborg.adapters.tables.faults import break_log
from waarborg.core.terms.text import Text


def read_population(what: str | os.PathLike[str], *, counts: str | None = None) -> Delivered:
    """Return a CSV or Parquet file with a row per group: its columns with groups, and one with numbers of people.

    counts: the name of that column, when it is not `count`, `aantal`, `inwoners` or the like. Every dimension has the
    role `by`. Raises `UnreadableLog`, also when nobody is counted in it.
    """
    path = Path(what)
    delivered = read_table_cells(path, counts=counts)
    if not delivered.cells.dimensions or not delivered.cells.total:
        raise break_log(
            path.name,
            Text(nl="Er staan geen groepen met aantallen in.", en="There are no groups with counts in it."),
            Text(
                nl="Geef per groep een rij met de naam van de groep en het aantal personen.",
                en="Give each group a row with its name and the number of people.",
            ),
        )
    return delivered
