"""One contract for every engine: the same log gives the same cells, to the last count."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.postgres_server import postgres_server
from tests.small_log import CELLS, NAMES, ROWS, as_dict, write_csv
from waarborg.adapters.tables.counting import Counted, count
from waarborg.adapters.tables.faults import EngineMissing, UnreadableLog
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.port import Source
from waarborg.adapters.tables.roles import Roles

#: Days of the ten decisions: five in each of two quarters.
DAYS = [date(2025, month, 15) for month in (1, 2, 3, 3, 3, 4, 5, 6, 6, 6)]
COLUMNS = {name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)} | {"datum": DAYS}
TABLE = pa.table(COLUMNS)
ROLES = Roles(
    by=("geslacht", "leeftijd"),
    period="datum",
    prediction="besluit",
    truth="fraude",
    score="score",
    amount="bedrag",
    bins=4,
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    import psycopg

    with postgres_server() as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA besluiten")
        connection.execute(
            "CREATE TABLE besluiten.log (geslacht text, leeftijd text, besluit integer, fraude integer,"
            ' score double precision, bedrag numeric(10, 2), datum date, "Tekst" text)'
        )
        for row, day in zip(ROWS, DAYS, strict=True):
            score = "NaN" if row[4] is None else row[4]
            text = "" if row[5] is None else str(row[5]).replace(".", ",")
            connection.execute(
                "INSERT INTO besluiten.log VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                (*row[:4], score, row[5], day, text),
            )
        yield address
        connection.execute("DROP SCHEMA besluiten CASCADE")


def has_spark() -> bool:
    return importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None


needs_spark = pytest.mark.skipif(
    not has_spark(), reason="Spark is not here: install Java 17 and the extra, pip install 'waarborg[spark]'."
)


def open_csv(folder: Path, _: Callable[[str], Any]) -> Source:
    days = [(*row, day) for row, day in zip(ROWS, DAYS, strict=True)]
    return open_source(write_csv(folder / "log.csv", days, names=(*NAMES, "datum")))


def open_parquet(folder: Path, _: Callable[[str], Any]) -> Source:
    pq.write_table(TABLE, folder / "log.parquet")
    return open_source(folder / "log.parquet")


def open_many(folder: Path, _: Callable[[str], Any]) -> Source:
    pq.write_table(TABLE.slice(0, 3), folder / "log-1.parquet")
    # A later export has its columns in another order, and whole numbers as numbers with a fraction.
    later = TABLE.slice(3).select(TABLE.column_names[::-1])
    place = later.column_names.index("besluit")
    later = later.set_column(place, "besluit", later.column("besluit").cast(pa.float64()))
    pq.write_table(later, folder / "log-2.parquet")
    return open_source(str(folder / "log-*.parquet"))


def open_dictionary(folder: Path, _: Callable[[str], Any]) -> Source:
    table = TABLE.set_column(0, "geslacht", TABLE.column("geslacht").dictionary_encode())
    return open_source(table)


def open_pandas(folder: Path, _: Callable[[str], Any]) -> Source:
    return open_source(pd.DataFrame(COLUMNS))


def open_pandas_categories(folder: Path, _: Callable[[str], Any]) -> Source:
    frame = pd.DataFrame(COLUMNS)
    frame["leeftijd"] = frame["leeftijd"].astype("category").cat.add_categories(["niemand"])
    return open_source(frame)


def open_polars(folder: Path, _: Callable[[str], Any]) -> Source:
    return open_source(pl.DataFrame(COLUMNS))


def open_lazy(folder: Path, _: Callable[[str], Any]) -> Source:
    return open_source(pl.DataFrame(COLUMNS).lazy())


def open_ibis_in_process(folder: Path, _: Callable[[str], Any]) -> Source:
    """The expressions that PostgreSQL and Spark get, without a server."""
    import ibis

    from waarborg.adapters.tables.through_ibis import IbisSource

    connection = ibis.duckdb.connect()
    return IbisSource("log", "duckdb", connection.create_table("log", TABLE), connection.disconnect)


def open_postgres(folder: Path, ask: Callable[[str], Any]) -> Source:
    return open_source(ask("postgres"), engine="postgres", table="besluiten.log")


def open_spark(folder: Path, _: Callable[[str], Any]) -> Source:
    pq.write_table(TABLE, folder / "log.parquet")
    return open_source(folder / "log.parquet", engine="spark")


WAYS = [
    open_csv, open_parquet, open_many, open_dictionary, open_pandas, open_pandas_categories, open_polars, open_lazy,
    pytest.param(
        open_ibis_in_process,
        # Ibis 12 asks DuckDB in a way that DuckDB 2 wants otherwise; only this test puts the two together.
        marks=pytest.mark.filterwarnings("ignore:fetch_arrow_table:DeprecationWarning"),
    ),
    open_postgres,
    pytest.param(
        open_spark,
        marks=[
            needs_spark,
            # What pyspark 4.0 does with pandas 3 and with its own sockets is not ours to mend.
            pytest.mark.filterwarnings("ignore:The (copy keyword|'future.infer_string' option)"),
            pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
            pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_engine_counts_the_same_cells(
    way: Callable[..., Source], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with open_source(TABLE) as source:
        expected = count(source, ROLES).cells
    source = way(tmp_path, request.getfixturevalue)
    try:
        counted: Counted = count(source, ROLES)
    finally:
        source.close()
    cells = counted.cells
    assert as_dict(cells, "geslacht", "leeftijd", "prediction", "truth") == CELLS
    assert as_dict(cells, "datum") == {("2025-Q1",): 5, ("2025-Q2",): 5}
    assert as_dict(cells, "score") == {("0",): 3, ("0.25",): 1, ("0.5",): 2, ("0.75",): 3, (None,): 1}
    assert cells.dimensions == expected.dimensions
    assert cells.codes.tolist() == expected.codes.tolist()
    assert cells.counts.tolist() == expected.counts.tolist()
    for name in ("score", "bedrag"):
        assert cells.moments[name].counts.tolist() == expected.moments[name].counts.tolist()
        np.testing.assert_allclose(cells.moments[name].sums, expected.moments[name].sums, rtol=1e-12)
        np.testing.assert_allclose(cells.moments[name].squares, expected.moments[name].squares, rtol=1e-12)
    assert counted.rows == 10


def test_numbers_as_text_count_in_postgresql_too(postgres: str) -> None:
    with open_source(postgres, engine="postgres", table="besluiten.log") as source:
        moments = count(source, Roles(amount="Tekst")).cells.moments["Tekst"]
        assert moments.counts.tolist() == [9]
        assert moments.sums.tolist() == [100 + 50 + 25 + 75.5 + 10 + 20 + 30 + 40 + 0]
        assert set(source.versions()) == {"ibis", "postgres"}
        with pytest.raises(UnreadableLog, match=r"log, field leeftijd: ‘(jong|oud)’ is no number"):
            count(source, Roles(amount="leeftijd"))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (None, "Name the table: --table"),
        ("besluiten.lg", "Choose from: log"),
        ("elders.log", "no such table|cannot"),
    ],
)
def test_a_table_that_is_not_there_is_named(postgres: str, table: str | None, says: str) -> None:
    with pytest.raises(UnreadableLog, match=says):
        open_source(postgres, engine="postgres", table=table)


def test_a_server_that_does_not_answer_is_an_unreadable_log() -> None:
    with pytest.raises(UnreadableLog, match="postgres reports OperationalError"):
        open_source("postgresql://nobody@%2Ftmp%2Fno-server-here:5432/none", engine="postgres", table="log")


def test_postgresql_is_only_read(postgres: str) -> None:
    import psycopg

    with (
        open_source(postgres, engine="postgres", table="besluiten.log") as source,
        pytest.raises(psycopg.errors.ReadOnlySqlTransaction),
    ):
        source._table.get_backend().raw_sql("DELETE FROM besluiten.log")  # type: ignore[attr-defined]  # of Ibis


@pytest.mark.skipif(has_spark(), reason="Spark is here, and is tested above.")
def test_without_spark_it_is_said_what_to_install() -> None:
    with pytest.raises(EngineMissing, match=r"pip install 'waarborg\[spark\]'"):
        open_source("log.parquet", engine="spark")


def test_another_engine_is_no_engine() -> None:
    with pytest.raises(ValueError, match="engine is one of duckdb, postgres, spark"):
        open_source("log.parquet", engine="sqlite")


def test_only_the_columns_that_are_counted_become_arrow() -> None:
    frame = pd.DataFrame({"groep": ["A", "B"], "dag": ["2025-01-01", "2025-12-31"], "rommel": ["tekst", 3]})
    with open_source(frame) as source:
        cells = count(source, Roles(by=("groep",), period="dag")).cells
    assert as_dict(cells) == {("A", "2025-Q1"): 1, ("B", "2025-Q4"): 1}


def test_names_that_differ_only_in_capitals_are_refused() -> None:
    with pytest.raises(UnreadableLog, match="field A: This name stands in it twice"):
        open_source(pl.DataFrame({"a": ["x", "x"], "A": ["y", "z"]}))


def test_moments_and_days_of_frames_fall_in_months() -> None:
    moments = [datetime(2025, 1, 31, 23, 59), datetime(2025, 2, 1)]
    for frame in (pd.DataFrame({"dag": moments}), pl.DataFrame({"dag": moments})):
        with open_source(frame) as source:
            found = as_dict(count(source, Roles(period="dag", unit="month")).cells)
        assert found == {("2025-01",): 1, ("2025-02",): 1}
