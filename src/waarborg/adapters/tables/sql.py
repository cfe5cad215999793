"""The SQL of DuckDB for a grouped count. Every name and text from outside goes through `name` or `text`."""

from collections.abc import Iterable, Mapping, Sequence

from waarborg.adapters.tables.port import Column, Key, Kind, Month, Plain, Sum


def name(text_: str) -> str:
    """A name of a column, quoted so that it is nothing but a name."""
    return '"' + text_.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text, quoted so that it is nothing but a text."""
    return "'" + value.replace("'", "''") + "'"


def list_texts(values: Iterable[str]) -> str:
    """A list of texts."""
    return "[" + ", ".join(text(value) for value in values) + "]"


def read_parquet(paths: Iterable[str]) -> str:
    """A table with the rows of Parquet files, columns matched by name."""
    return f"read_parquet({list_texts(paths)}, union_by_name = true, hive_partitioning = false)"


def read_csv(paths: Iterable[str], delimiter: str, header: Sequence[str]) -> str:
    """A table with the rows of CSV files that have the same header; all values are text."""
    columns = ", ".join(f"{text(one)}: 'VARCHAR'" for one in header)
    return (
        f"read_csv({list_texts(paths)}, delim = {text(delimiter)}, quote = '\"', escape = '\"', header = true,"
        f" auto_detect = false, strict_mode = true, hive_partitioning = false, columns = {{{columns}}})"
    )


def write_number(column: Column, *, has_commas: bool) -> str:
    """A number as double; null for one that is missing or NaN, and for text that is no number."""
    place = name(column.name)
    if column.kind is Kind.TEXT:
        written = f"trim(CAST({place} AS VARCHAR))"
        if has_commas:
            written = f"replace(replace({written}, '.', ''), ',', '.')"
        cast = f"TRY_CAST({written} AS DOUBLE)"
    else:
        cast = f"CAST({place} AS DOUBLE)"
        if not column.is_fraction:
            return cast
    return f"nullif({cast}, 'NaN'::DOUBLE)"


def write_bad(column: Column, *, has_commas: bool) -> str:
    """Whether a text is there and is no number; NaN is a number that is missing."""
    if column.kind is not Kind.TEXT:
        return "false"
    place = f"trim(CAST({name(column.name)} AS VARCHAR))"
    number = write_number(column, has_commas=has_commas)
    return f"coalesce({place} <> '' AND ({number}) IS NULL AND lower({place}) <> 'nan', false)"


def write_key(key: Key, column: Column) -> str:
    """The value that is grouped by."""
    place = name(column.name)
    if isinstance(key, Plain):
        return place
    if isinstance(key, Month):
        return _write_month(key, place)
    number = write_number(column, has_commas=key.has_commas)
    scale = key.bins / (key.high - key.low)
    place = f"floor(({number} - {key.low!r}::DOUBLE) * {scale!r}::DOUBLE)"
    # A small type, because DuckDB groups by it twice as fast.
    return (
        f"CAST(CASE WHEN {number} >= {key.high!r}::DOUBLE THEN {key.bins - 1} ELSE {place} END AS SMALLINT)"
    )


def _write_month(key: Month, place: str) -> str:
    if key.order is None:
        return f"date_trunc('month', {place})"
    written = f"nullif(trim(CAST({place} AS VARCHAR)), '')"
    if key.order == "packed":
        return f"substr({written}, 1, 4) || '-' || substr({written}, 5, 2)"
    mark = text(key.mark)
    year = written if key.order == "ymd" else f"split_part({written}, {mark}, 3)"
    return f"substr({year}, 1, 4) || '-' || split_part({written}, {mark}, 2)"


def write_aggregate(
    relation: str, columns: Mapping[str, Column], keys: Sequence[Key], sums: Sequence[Sum], *, most: int
) -> str:
    """Rows, and moments of numbers, per combination of keys."""
    inner = [f"{write_key(key, columns[key.column])} AS k{place}" for place, key in enumerate(keys)]
    outer = [f"k{place}" for place in range(len(keys))] + ["count(*) AS n"]
    for place, one in enumerate(sums):
        column = columns[one.column]
        inner.append(f"{write_number(column, has_commas=one.has_commas)} AS x{place}")
        inner.append(f"{write_bad(column, has_commas=one.has_commas)} AS b{place}")
        outer += [
            f"count(x{place}) AS s{place}_count",
            f"coalesce(sum(x{place}), 0) AS s{place}_sum",
            f"coalesce(sum(x{place} * x{place}), 0) AS s{place}_square",
            f"min(x{place}) AS s{place}_low",
            f"max(x{place}) AS s{place}_high",
            f"count_if(b{place}) AS s{place}_bad"
            if column.kind is Kind.TEXT
            else f"CAST(0 AS BIGINT) AS s{place}_bad",
        ]
    parts = ["SELECT", ", ".join(outer), "FROM (SELECT", ", ".join(inner) or "1 AS nothing", "FROM", relation]
    parts += [")", "GROUP BY ALL" if keys else "", f"LIMIT {most}"]
    return " ".join(parts)


def write_sample(relation: str, names: Sequence[str], rows: int) -> str:
    """The first rows."""
    return " ".join(["SELECT", ", ".join(name(one) for one in names), "FROM", relation, f"LIMIT {rows}"])


def write_find(relation: str, column: Column, *, has_commas: bool) -> str:
    """The first row, from 1, with a text that is no number, and that text."""
    numbered = f"row_number() OVER () AS row, {name(column.name)} AS value"
    bad = write_bad(Column("value", column.kind), has_commas=has_commas)
    return " ".join(
        ["SELECT row, value FROM (SELECT", numbered, "FROM", relation, ") WHERE", bad, "ORDER BY row LIMIT 1"]
    )
