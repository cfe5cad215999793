"""Any log, counted by the engine and by a plain loop over its rows."""

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_log import as_dict
from waarborg.adapters.tables.cells_files import read_table_cells
from waarborg.adapters.tables.cells_json import read_json_cells, write_csv_cells, write_json_cells
from waarborg.adapters.tables.counting import count
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.roles import Roles
from waarborg.adapters.tables.slices import count_slices

#: Each example opens an engine of its own.
FEWER = settings(max_examples=40)
YES, NO = ("1", "ja", "Ja ", "J", "true", "1.0"), ("0", "nee", " NEE", "n", "False", "0,0")

#: Texts as people and programs write them: quotation marks, delimiters, line ends, code, other scripts.
texts = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "  ", "A", " A", "O'Brien", '"', "'; DROP TABLE log; --", "a;b", "a,b", "x\ny", "é", "é"]
    ),
    st.text(
        st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cs",)), max_size=6
    ),
)
outcomes = st.one_of(st.none(), st.sampled_from(YES), st.sampled_from(NO))
amounts = st.one_of(st.none(), st.integers(-(10**6), 10**6).map(lambda cents: cents / 100))
rows = st.lists(st.tuples(texts, texts, outcomes, amounts), min_size=1, max_size=40)
names = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
        min_size=1,
        max_size=8,
    ),
    min_size=4,
    max_size=4,
    unique_by=lambda name: name.casefold(),
).filter(lambda found: not {"prediction", "truth"} & set(found))

Row = tuple[str | None, str | None, str | None, float | None]


def name_plainly(text: str | None) -> str | None:
    """What a text is called: without spaces around it, accents in one way, and nothing for nothing."""
    import unicodedata

    return (unicodedata.normalize("NFC", text).strip() or None) if text is not None else None


def count_plainly(
    log: Sequence[Row],
) -> tuple[Counter[tuple[str | None, ...]], dict[tuple[str | None, ...], float]]:
    """Rows and sums of amounts per combination, by going over the rows."""
    counts: Counter[tuple[str | None, ...]] = Counter()
    sums: dict[tuple[str | None, ...], float] = {}
    for first, second, outcome, amount in log:
        decided = None if outcome is None else "1" if outcome in YES else "0"
        key = (name_plainly(first), name_plainly(second), decided)
        counts[key] += 1
        sums[key] = sums.get(key, 0) + (amount or 0)
    return counts, sums


def write(log: Sequence[Row], header: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(["" if value is None else value for value in row] for row in log)
    return text.getvalue()


@pytest.mark.parametrize("way", ["csv", "frame"])
@FEWER
@given(log=rows, header=names, delimiter=st.sampled_from(",;\t|"))
def test_the_engine_counts_as_a_plain_loop_does(
    way: str, log: list[Row], header: list[str], delimiter: str
) -> None:
    if not any(row[2] for row in log):
        return  # nothing was decided, which is refused
    roles = Roles(by=tuple(header[:2]), prediction=header[2], amount=header[3])
    expected, sums = count_plainly(log)
    with tempfile.TemporaryDirectory() as folder:
        if way == "csv":
            path = Path(folder) / "log.csv"
            path.write_text(write(log, header, delimiter), encoding="utf-8", newline="")
            source = open_source(path)
        else:
            source = open_source(
                pa.table(
                    {name: list(column) for name, column in zip(header, zip(*log, strict=True), strict=True)}
                )
            )
        try:
            cells = count(source, roles).cells
        finally:
            source.close()
    assert as_dict(cells) == dict(expected)
    found = {
        tuple(one.labels[code] for one, code in zip(cells.dimensions, codes, strict=True)): total
        for codes, total in zip(cells.codes.tolist(), cells.moments[header[3]].sums.tolist(), strict=True)
    }
    assert found == pytest.approx(sums)


@FEWER
@given(log=rows, header=names)
def test_cells_come_back_from_a_file_as_they_were(log: list[Row], header: list[str]) -> None:
    if not any(row[2] for row in log) or {"count", "n", "aantal"} & {name.casefold() for name in header}:
        return
    table = pa.table(
        {name: list(column) for name, column in zip(header, zip(*log, strict=True), strict=True)}
    )
    roles = Roles(by=tuple(header[:2]), prediction=header[2], amount=header[3])
    with open_source(table) as source:
        cells = count(source, roles).cells
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.json"
        write_json_cells(path, cells)
        back = read_json_cells(path).cells
    assert back.dimensions == cells.dimensions
    assert back.codes.tolist() == cells.codes.tolist()
    assert back.counts.tolist() == cells.counts.tolist()
    assert back.moments[header[3]].sums.tolist() == cells.moments[header[3]].sums.tolist()


plain = st.sampled_from(["A", "B", "O'Brien", 'a"b', "x;y", "é", None])


@FEWER
@given(log=st.lists(st.tuples(plain, plain, outcomes), min_size=1, max_size=30))
def test_cells_come_back_from_a_table_as_they_were(
    log: list[tuple[str | None, str | None, str | None]],
) -> None:
    if not any(row[2] for row in log):
        return
    table = pa.table(
        {name: [row[place] for row in log] for place, name in enumerate(("eerste", "tweede", "besluit"))}
    )
    with open_source(table) as source:
        cells = count(source, Roles(by=("eerste", "tweede"), prediction="besluit")).cells
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cells.csv"
        write_csv_cells(path, cells)
        back = read_table_cells(path).cells
    assert as_dict(back) == as_dict(cells)
    assert [one.role for one in back.dimensions] == ["by", "by", "prediction"]


@FEWER
@given(
    log=st.lists(
        st.tuples(
            st.sampled_from("AB"),
            st.sampled_from("xyz"),
            st.sampled_from([0, 1]),
            st.sampled_from([0, 1, None]),
        ),
        min_size=4,
        max_size=60,
    ),
    event=st.sampled_from(["selected", "wrong", "false positive", "false negative"]),
    depth=st.integers(1, 2),
    least=st.integers(1, 4),
)
def test_slices_are_those_that_a_plain_loop_finds(
    log: list[tuple[str, str, int, int | None]], event: str, depth: int, least: int
) -> None:
    if not any(row[3] is not None for row in log):
        return
    expected: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for first, second, decided, so in log:
        if event != "selected" and so is None:
            continue
        if (event == "false positive" and so != 0) or (event == "false negative" and so != 1):
            continue
        happened = decided if event == "selected" else int(decided != so)
        conditions = [(("een", first),), (("twee", second),), (("een", first), ("twee", second))]
        for rule in conditions[: 2 if depth == 1 else 3]:
            counted = expected.setdefault(rule, [0, 0])
            counted[0] += 1
            counted[1] += happened
    # A value with fewer rows than `least` in the whole log makes no slice.
    singles = Counter(row[0] for row in log) + Counter(row[1] for row in log)
    expected = {
        rule: counted
        for rule, counted in expected.items()
        if counted[0] >= least and all(singles[value] >= least for _, value in rule)
    }
    table = pa.table(
        {name: [row[place] for row in log] for place, name in enumerate(("een", "twee", "besluit", "so"))}
    )
    with open_source(table) as source:
        found = count_slices(
            source,
            Roles(prediction="besluit", truth="so"),
            ["een", "twee"],
            event=event,
            depth=depth,
            least=least,
        )
    both = found.train + found.held_out
    assert {found.rule(number): both[number].tolist() for number in range(len(both))} == expected
    # The first column has a value in every row, so its slices together are the whole log, but for rare values.
    if least == 1:
        firsts = sum(
            counted[0] for rule, counted in expected.items() if len(rule) == 1 and rule[0][0] == "een"
        )
        assert found.whole_train[0] + found.whole_held_out[0] == firsts
