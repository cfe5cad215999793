"""Made-up decision logs with planted bias, written in pieces: as many rows as wanted, always the same for a seed.

What is planted: foreigners (nationalities N20 and up) are really in fault half as often again, and are selected more
often besides when they are not; women under 25 are selected twice as often as their truth explains.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

#: Rows in one file, and in one group of rows in it.
PIECE, GROUP = 1_000_000, 125_000
#: Further columns without influence, with their number of values, for the search for slices.
FURTHER = {
    "region": 12,
    "household": 5,
    "education": 4,
    "tenure": 10,
    "channel": 6,
    "benefit": 3,
    "district": 90,
}
BANDS = ("18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85+")


def write_log(
    folder: Path,
    rows: int,
    *,
    seed: int = 7,
    has_further: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Path]:
    """Write a log as Parquet files in `folder`, and return them. progress: told how many rows there are so far.

    Columns: sex (2), nationality (30 of unequal size), age_band (8), prediction and truth (0 or 1), score (0 to 1) and
    amount (euros); with `has_further` seven more. Equal in every run with the same version of DuckDB.
    """
    files = []
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        for number, first in enumerate(range(0, rows, PIECE)):
            last = min(rows, first + PIECE)
            path = folder / f"log-{number:04d}.parquet"
            goal = "'" + str(path).replace("'", "''") + "'"
            query = _write_query(first, last, seed, has_further=has_further)
            connection.execute(
                f"COPY ({query}) TO {goal} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})"
            )
            files.append(path)
            progress(last)
    return files


def _chance(place: int, seed: int) -> str:
    """A number from 0 to 1 that depends on the row alone."""
    return f"(hash(i, {place}, {seed}) % 1000003) / 1000003.0"


def _write_query(first: int, last: int, seed: int, *, has_further: bool) -> str:
    bands = ", ".join(f"'{band}'" for band in BANDS)
    further = "".join(
        f", '{name} ' || (hash(i, {place}, {seed}) % {size}) AS {name}"
        for place, (name, size) in enumerate(FURTHER.items(), start=20)
        if has_further
    )
    people = f"""
        SELECT i,
            CASE WHEN {_chance(1, seed)} < 0.49 THEN 'man' ELSE 'vrouw' END AS sex,
            CAST(floor(30 * pow({_chance(2, seed)}, 3)) AS INTEGER) AS n,
            [{bands}][1 + CAST(floor(8 * {_chance(3, seed)}) AS INTEGER)] AS age_band{further}
        FROM range({first}, {last}) AS t(i)"""  # noqa: S608 - numbers and names of our own
    truths = f"""
        SELECT *, CASE WHEN {_chance(4, seed)} < CASE WHEN n >= 20 THEN 0.15 ELSE 0.10 END THEN 1 ELSE 0 END AS truth
        FROM ({people})"""  # noqa: S608 - the same
    chance = """CASE WHEN truth = 1 THEN 0.60 WHEN n >= 20 THEN 0.21 ELSE 0.17 END
            * CASE WHEN sex = 'vrouw' AND age_band = '18-24' THEN 1.6 ELSE 1 END"""
    names = "".join(f", {name}" for name in FURTHER if has_further)
    return f"""
        SELECT sex, 'N' || lpad(CAST(n AS VARCHAR), 2, '0') AS nationality, age_band{names},
            CASE WHEN {_chance(5, seed)} < {chance} THEN 1 ELSE 0 END AS prediction, truth,
            round(least(1, greatest(0, 0.5 * {_chance(6, seed)} + 0.4 * truth)), 4) AS score,
            round(100 + 5000 * {_chance(7, seed)}, 2) AS amount
        FROM ({truths})"""  # noqa: S608 - the same
