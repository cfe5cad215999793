"""Counting where the data are: PostgreSQL tables and Spark, through Ibis. Only cells travel.

Ibis takes over a second to load, so it is loaded when it is used, and files and frames do without it.
"""

import importlib.util
import os
import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import unquote, urlsplit

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from waarborg.adapters.tables.csv_files import look_at
from waarborg.adapters.tables.faults import EngineMissing, UnreadableLog, break_log, list_nearest
from waarborg.adapters.tables.files import find_files, is_parquet
from waarborg.adapters.tables.port import (
    SUM_PARTS,
    UNWATCHED,
    Bin,
    Column,
    Key,
    Kind,
    Month,
    Plain,
    Sum,
    Watch,
)
from waarborg.core.terms.text import Text

#: A number as text, after the comma became a point. What this does not match is no number here.
_NUMBER = r"^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"


class IbisSource:
    """A table that Ibis reads. leave: what to do when the log is closed."""

    def __init__(self, name: str, engine: str, table: ir.Table, leave: Callable[[], None]) -> None:
        self.name = name
        self.engine = engine
        self._table = table
        self._leave = leave
        self.columns: Mapping[str, Column] = {
            column: Column(column, _kind_of(dtype), is_fraction=dtype.is_floating())
            for column, dtype in table.schema().items()
        }

    def aggregate(
        self, keys: Sequence[Key], sums: Sequence[Sum], *, most: int, watch: Watch = UNWATCHED
    ) -> pa.Table:
        """See `port.Source`."""
        table = self._table
        inner = {f"k{place}": self._key(key) for place, key in enumerate(keys)}
        for place, one in enumerate(sums):
            inner[f"x{place}"] = self._number(one.column, one.has_commas)
            inner[f"b{place}"] = self._is_bad(one.column, one.has_commas)
        # Without columns there would be no table to count the rows of.
        narrow = table.select(**(inner or {"nothing": ibis.literal(1)}))
        outer = {"n": narrow.count()}
        for place in range(len(sums)):
            number = narrow[f"x{place}"]
            bad = narrow[f"b{place}"].ifelse(1, 0).sum().fill_null(0).cast("int64")
            parts = (
                number.count(),
                number.sum().fill_null(0.0),
                (number * number).sum().fill_null(0.0),
                number.min(),
                number.max(),
                bad,
            )
            outer |= {f"s{place}_{part}": value for part, value in zip(SUM_PARTS, parts, strict=True)}
        grouped = narrow.group_by([f"k{place}" for place in range(len(keys))]) if keys else narrow
        watch.look(0)
        answer = self._run(grouped.aggregate(**outer).limit(most))
        watch.look(1)
        return answer

    def sample(self, rows: int, names: Sequence[str] | None = None) -> pa.Table:
        """See `port.Source`."""
        chosen = self._table if names is None else self._table.select(*names)
        return self._run(chosen.limit(rows))

    def find_row(self, column: str, *, has_commas: bool) -> tuple[int | None, str]:
        """See `port.Source`: rows have no order here."""
        bad = self._table.filter(self._is_bad(column, has_commas)).select(value=self._table[column]).limit(1)
        found = self._run(bad)
        return None, str(found.column(0)[0].as_py()) if len(found) else ""

    def versions(self) -> dict[str, str]:
        """See `port.Source`."""
        return {"ibis": version("ibis-framework"), self.engine: str(self._table.get_backend().version)}

    def close(self) -> None:
        """See `port.Source`."""
        self._leave()

    def __enter__(self) -> "IbisSource":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, expression: ir.Table) -> pa.Table:
        return _guarded(self.name, self.engine, expression.to_pyarrow)

    def _text(self, column: str) -> Any:
        return self._table[column].cast("string").strip()

    def _number(self, column: str, has_commas: bool) -> Any:
        if self.columns[column].kind is Kind.TEXT:
            text = self._text(column)
            if has_commas:
                text = text.replace(".", "").replace(",", ".")
            return text.re_search(_NUMBER).ifelse(text, None).cast("float64")
        number = self._table[column].cast("float64")
        return number.isnan().ifelse(None, number) if self.columns[column].is_fraction else number

    def _is_bad(self, column: str, has_commas: bool) -> Any:
        if self.columns[column].kind is not Kind.TEXT:
            return ibis.literal(False)
        text = self._text(column)
        number = self._number(column, has_commas)
        return ((text != "") & number.isnull() & (text.lower() != "nan")).fill_null(False)

    def _key(self, key: Key) -> Any:
        if isinstance(key, Plain):
            return self._table[key.column]
        if isinstance(key, Bin):
            number = self._number(key.column, key.has_commas)
            place = ((number - key.low) * (key.bins / (key.high - key.low))).floor()
            return (number >= key.high).ifelse(key.bins - 1, place.cast("int32"))
        return self._month(key)

    def _month(self, key: Month) -> Any:
        if key.order is None:
            column = self._table[key.column]
            return (column if column.type().is_date() else column.cast("timestamp")).truncate("M")
        text = self._text(key.column).nullif("")
        if key.order == "packed":
            pattern, year, month = "^[0-9]{8}$", text, text.substr(4, 2)
        else:
            parts, mark = text.split(key.mark), f"[{key.mark}]"
            is_first = key.order == "ymd"
            pattern = (
                f"^[0-9]{{4}}{mark}[0-9]{{1,2}}"
                if is_first
                else f"^[0-9]{{1,2}}{mark}[0-9]{{1,2}}{mark}[0-9]{{4}}"
            )
            year, month = (text if is_first else parts[2]), parts[1]
        # What is no day stays what it is, so that it can be named.
        return text.re_search(pattern).ifelse(year.substr(0, 4) + "-" + month, text)


def _guarded(name: str, engine: str, ask: Callable[[], Any]) -> Any:
    """The answer of an engine; its errors come out as `UnreadableLog`, without what stands in the rows."""
    faults = [ibis.common.exceptions.IbisError, pa.ArrowException, *_faults_of(engine)]
    try:
        return ask()
    except tuple(faults) as error:
        raise _explain(name, engine, error) from error


def _faults_of(engine: str) -> list[type[Exception]]:
    if engine == "postgres":
        return [importlib.import_module("psycopg").Error]
    if engine == "spark":
        return [importlib.import_module("pyspark.errors").PySparkException, OSError]
    return []


def _explain(name: str, engine: str, error: Exception) -> UnreadableLog:
    kind = type(error).__name__
    return break_log(
        name,
        Text(
            nl=f"De tabel is niet te lezen; {engine} meldt {kind}.",
            en=f"The table cannot be read; {engine} reports {kind}.",
        ),
        Text(
            nl="Controleer het adres, de naam van de tabel en uw leesrechten.",
            en="Check the address, the name of the table and your right to read it.",
        ),
    )


def _kind_of(dtype: Any) -> Kind:
    if dtype.is_boolean():
        return Kind.BOOLEAN
    if dtype.is_numeric():
        return Kind.NUMBER
    if dtype.is_date() or dtype.is_timestamp():
        return Kind.DAY
    return Kind.TEXT if dtype.is_string() or dtype.is_uuid() else Kind.OTHER


def open_postgres(address: str, table: str | None) -> IbisSource:
    """Return a table in PostgreSQL, for reading only. address: `postgresql://user@host/database`; table: perhaps with
    its schema. Raises `UnreadableLog`.
    """
    given = urlsplit(address)
    name = _require_table(table, "postgres")
    connection = _guarded(
        name,
        "postgres",
        lambda: ibis.postgres.connect(
            host=unquote(given.hostname or "") or None,
            port=given.port or 5432,
            user=unquote(given.username or "") or None,
            password=unquote(given.password or "") or None,
            database=given.path.lstrip("/") or None,
            options="-c default_transaction_read_only=on -c timezone=UTC",
        ),
    )
    try:
        return IbisSource(name, "postgres", _find_table(connection, name, "postgres"), connection.disconnect)
    except UnreadableLog:
        connection.disconnect()
        raise


def open_spark(what: Any, table: str | None) -> IbisSource:
    """Return a table or file in Spark. what: a session; the address of a cluster, with a table; or a path.

    Raises `EngineMissing` without pyspark or Java, `UnreadableLog` when there is no such table or file.
    """
    if importlib.util.find_spec("pyspark") is None or not (
        os.environ.get("JAVA_HOME") or shutil.which("java")
    ):
        raise EngineMissing(
            Text(nl="Spark is hier niet geïnstalleerd.", en="Spark is not installed here."),
            Text(
                nl="Installeer Java 17 en het onderdeel spark: pip install 'waarborg[spark]'.",
                en="Install Java 17 and the extra spark: pip install 'waarborg[spark]'.",
            ),
        )
    from pyspark.sql import SparkSession

    is_text = isinstance(what, str | os.PathLike)
    session, leave = what, lambda: None
    if is_text:
        is_ours = SparkSession.getActiveSession() is None
        builder = SparkSession.builder.appName("waarborg").config("spark.ui.enabled", "false")
        session = (builder.master(str(what)) if table else builder).getOrCreate()
        leave = session.stop if is_ours else leave
    session.conf.set("spark.sql.session.timeZone", "UTC")
    connection = ibis.pyspark.connect(session)
    if is_text and not table:
        return _read_with_spark(connection, session, what, leave)
    name = _require_table(table, "spark")
    return IbisSource(name, "spark", _find_table(connection, name, "spark"), leave)


def _read_with_spark(
    connection: Any, session: Any, what: str | os.PathLike[str], leave: Callable[[], None]
) -> IbisSource:
    files = find_files(what)
    paths = [str(path.absolute()) for path in files.paths]
    reader = session.read
    if not is_parquet(files.paths[0]):
        written = look_at(files.paths[0])
        reader = reader.options(
            header=True,
            sep=written.delimiter,
            quote='"',
            escape='"',
            mode="FAILFAST",
            encoding=written.encoding.removesuffix("-sig"),
        )
    view = f"waarborg_{uuid.uuid4().hex}"

    def open_view() -> ir.Table:
        frame = reader.parquet(*paths) if is_parquet(files.paths[0]) else reader.csv(paths)
        frame.createOrReplaceTempView(view)
        return connection.table(view)

    return IbisSource(files.name, "spark", _guarded(files.name, "spark", open_view), leave)


def _require_table(table: str | None, engine: str) -> str:
    if table:
        return table
    raise break_log(
        engine,
        Text(nl="Er is geen tabel genoemd.", en="No table was named."),
        Text(nl="Noem de tabel: --table SCHEMA.TABEL.", en="Name the table: --table SCHEMA.TABLE."),
    )


def _find_table(connection: Any, name: str, engine: str) -> ir.Table:
    schema, _, short = name.rpartition(".")
    place = {"database": schema} if schema else {}
    tables = _guarded(name, engine, lambda: connection.list_tables(**place))
    if short not in tables:
        nearest = ", ".join(list_nearest(short, tables) or tables[:20]) or "–"
        raise break_log(
            name,
            Text(nl="Deze tabel is er niet.", en="There is no such table."),
            Text(nl=f"Kies uit: {nearest}.", en=f"Choose from: {nearest}."),
        )
    found: ir.Table = _guarded(name, engine, lambda: connection.table(short, **place))
    return found
