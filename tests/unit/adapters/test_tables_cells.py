"""Counts as others deliver them: hidden and rounded numbers, totals, double rows, and what is wrong with them."""

import json
from pathlib import Path

import jsonschema
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.small_log import CELLS, ROWS, as_dict, write_csv
from waarborg.adapters.tables.cells_files import find_rounding, read_table_cells
from waarborg.adapters.tables.cells_json import read_cells, to_json, write_csv_cells, write_json_cells
from waarborg.adapters.tables.counting import count
from waarborg.adapters.tables.faults import UnreadableLog
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.population import read_population
from waarborg.adapters.tables.provenance import record
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.cells import Cells, Dimension, UnfitCells

SCHEMA = Path(__file__).parents[3] / "src/waarborg/content/measurement/cells.schema.json"


def write(folder: Path, text: str, name: str = "cellen.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refuse(folder: Path, text: str, roles: Roles | None = None, name: str = "cellen.csv") -> str:
    with pytest.raises(UnreadableLog) as refused:
        read_cells(write(folder, text, name), roles)
    assert refused.value.fault.in_language("nl") != str(refused.value)
    return str(refused.value)


def test_a_tidy_table_of_counts_becomes_cells(tmp_path: Path) -> None:
    text = "herkomst;prediction;aantal\nNL;ja;12\nNL;nee;1.034\nbuiten;ja;7\n;nee;0\n"
    found = read_cells(write(tmp_path, text))
    assert as_dict(found.cells) == {("NL", "1"): 12, ("NL", "0"): 1034, ("buiten", "1"): 7}
    assert [(one.name, one.role) for one in found.cells.dimensions] == [
        ("herkomst", "by"),
        ("prediction", "prediction"),
    ]
    assert found.cells.dimensions[0].labels == ("NL", "buiten", None)
    assert (found.cells.hidden, found.rounded_to, found.hidden_below) == (None, 1, None)


@pytest.mark.parametrize("mark", ["<10", "< 10", "x", "X", ".", "*", "-", "", "geheim"])
def test_a_hidden_count_is_marked_and_counts_as_unknown(tmp_path: Path, mark: str) -> None:
    found = read_cells(write(tmp_path, f"groep,n\nA,{mark}\nB,20\n"))
    assert found.cells.hidden is not None
    assert found.cells.hidden.tolist() == [True, False]
    assert found.cells.counts.tolist() == [0, 20]
    assert found.hidden_below == (10 if "<" in mark else None)


@pytest.mark.parametrize(
    ("counts", "step"),
    [
        (range(10, 120, 10), 10),
        (range(5, 60, 5), 5),
        (range(1000, 12_000, 1000), 1000),
        ([*range(10, 120, 10), 3], 1),
        ([10, 20, 30], 1),
        ([0] * 20, 1),
    ],
)
def test_rounding_shows_in_what_all_counts_are_a_multiple_of(counts: list[int], step: int) -> None:
    assert find_rounding(list(counts)) == step


def test_roles_say_what_columns_are_for(tmp_path: Path) -> None:
    text = "jaar,groep,controle,terecht,n\n2014,A,hoog,ja,5\n2014,A,laag,nee,6\n"
    roles = Roles(
        by=("groep",),
        period="jaar",
        unit="as it is",
        prediction="controle",
        truth="terecht",
        positive=("hoog",),
    )
    cells = read_cells(write(tmp_path, text), roles).cells
    assert [(one.name, one.role) for one in cells.dimensions] == [
        ("jaar", "period"),
        ("groep", "by"),
        ("prediction", "prediction"),
        ("truth", "truth"),
    ]
    assert as_dict(cells, "prediction", "truth") == {("1", "1"): 5, ("0", "0"): 6}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("groep,aantal\nA,-1\n", "record 1, field aantal: ‘-1’ is no count"),
        ("groep,aantal\nA,1\nB,2.5\n", "record 2, field aantal: ‘2.5’ is no count"),
        ("groep,aantal\nA,1\nB,veel\n", "record 2, field aantal: ‘veel’ is no count"),
        ("groep,aantal\nA,1\nA,2\n", "record 2: This combination also stands in row 1"),
        ("groep,aantal\nA,1\nTotaal,2\n", "record 2, field groep: ‘Totaal’ seems a total"),
        ("groep,getal\nA,1\n", "There is no column with counts"),
        ("groep,aantal\n", "There are no rows"),
        ("groep,aantal\nA\n", "record 1: This row does not have 2 values"),
        ("prediction,aantal\nhoog,1\nlaag,2\n", "field prediction: Which value means ‘yes’ is not clear"),
        ("groep,n,s_count,s_sum,s_squares\nA,2,2,veel,4\n", "record 1, field s_sum: ‘veel’ is no number"),
    ],
)
def test_what_is_wrong_with_a_table_of_counts_is_said(tmp_path: Path, text: str, says: str) -> None:
    assert says in refuse(tmp_path, text)


def test_a_role_for_a_column_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "Do you mean: groep" in refuse(tmp_path, "groep,n\nA,1\n", Roles(by=("groepen",)))


# --- out and in ------------------------------------------------------------------------------------------
@pytest.fixture
def cells(tmp_path: Path) -> Cells:
    roles = Roles(by=("geslacht", "leeftijd"), prediction="besluit", truth="fraude", amount="bedrag")
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        return count(source, roles).cells


@pytest.mark.parametrize("name", ["cellen.csv", "cellen.json"])
def test_cells_that_were_written_are_read_as_they_were(tmp_path: Path, cells: Cells, name: str) -> None:
    path = tmp_path / name
    (write_json_cells if name.endswith("json") else write_csv_cells)(path, cells)
    back = read_cells(path).cells
    assert as_dict(back) == as_dict(cells) == CELLS
    assert back.dimensions == cells.dimensions
    assert back.moments["bedrag"].sums.tolist() == cells.moments["bedrag"].sums.tolist()
    assert back.moments["bedrag"].counts.sum() == sum(row[5] is not None for row in ROWS)


@pytest.mark.parametrize("name", ["cellen.csv", "cellen.json"])
def test_hidden_counts_stay_hidden(tmp_path: Path, name: str) -> None:
    cells = Cells(
        (Dimension("groep", "by", ("A", "B")),),
        np.array([[0], [1]], dtype=np.int32),
        np.array([0, 12]),
        hidden=np.array([True, False]),
    )
    path = tmp_path / name
    (write_json_cells if name.endswith("json") else write_csv_cells)(path, cells, hidden_below=10)
    found = read_cells(path)
    assert found.hidden_below == 10
    assert found.cells.hidden is not None
    assert found.cells.hidden.tolist() == [True, False]
    assert ("<10" if name.endswith("csv") else "null") in path.read_text()


def test_what_is_written_meets_the_schema_and_says_where_it_came_from(tmp_path: Path, cells: Cells) -> None:
    with open_source(tmp_path / "log.csv") as source:
        document = to_json(cells, provenance=record(source, 10))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["provenance"]["rows"] == 10


def change(**changes: object) -> str:
    """A document with one cell, of which parts are changed."""
    document = {
        "format": "waarborg-cells",
        "format_version": 1,
        "dimensions": [{"name": "groep", "role": "by", "labels": ["A"]}],
        "codes": [[0]],
        "counts": [3],
    }
    return json.dumps(document | changes)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "This is no valid JSON"),
        ("[" * 100_000, "This is no valid JSON"),
        (change(counts=[-1]), "field counts[0]: This place does not have the form"),
        (change(counts=[1.5]), "field counts[0]"),
        (change(format="iets"), "field format"),
        (change(codes=[[1]]), "groep: a code without a label"),
        (change(codes=[[0], [0]], counts=[1, 2]), "a combination stands in it twice"),
        (change(codes=[[0, 0]]), "The counts contradict themselves"),
        (change(counts=[2**70]), "The counts contradict themselves"),
        (change(moments={"s": {"counts": [], "sums": [1], "squares": [1]}}), "moments of s"),
        (
            change(moments={"s": {"counts": [1], "sums": [1], "squares": [1]}}).replace("1]}}", "NaN]}}"),
            "no valid JSON",
        ),
    ],
)
def test_what_is_wrong_with_a_document_is_said(tmp_path: Path, text: str, says: str) -> None:
    assert says in refuse(tmp_path, text, name="cellen.json")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, cells: Cells) -> None:
    goal = tmp_path / "map" / "cellen.json"
    goal.parent.mkdir()
    goal.mkdir()  # nothing can be put in the place of a folder
    with pytest.raises(OSError):
        write_json_cells(goal, cells)
    assert list(goal.parent.iterdir()) == [goal]


def test_a_dimension_called_as_the_counts_is_not_written(tmp_path: Path) -> None:
    cells = Cells((Dimension("Count", "by", ("A",)),), np.zeros((1, 1), dtype=np.int32), np.array([1]))
    with pytest.raises(UnfitCells, match="count"):
        write_csv_cells(tmp_path / "x.csv", cells)


# --- population ------------------------------------------------------------------------------------------
def test_a_population_is_a_table_of_groups_and_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "herkomst;inwoners\nNL;13.000.000\nbuiten Europa;2.500.000\n")
    cells = read_population(path).cells
    assert as_dict(cells) == {("NL",): 13_000_000, ("buiten Europa",): 2_500_000}
    assert cells.dimensions[0].role == "by"


def test_a_population_may_be_parquet(tmp_path: Path) -> None:
    path = tmp_path / "bevolking.parquet"
    pq.write_table(pa.table({"herkomst": ["NL", "EU"], "leeftijd": [1, 2], "personen": [10.0, 20.0]}), path)
    found = read_population(path, counts="personen")
    assert as_dict(found.cells) == {("NL", "1"): 10, ("EU", "2"): 20}


@pytest.mark.parametrize("text", ["aantal\n12\n", "groep,aantal\nA,0\nB,x\n"])
def test_a_population_without_groups_or_people_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableLog, match="no groups with counts"):
        read_population(write(tmp_path, text))


# --- real files ------------------------------------------------------------------------------------------
def test_the_random_samples_of_duo_are_read_as_they_were_published(shared_data: Path) -> None:
    path = shared_data / "fairness" / "random_samples_2014_2017.csv"
    roles = Roles(by=("characteristic", "category"), period="year", unit="as it is")
    cells = read_table_cells(path, roles).cells
    found = as_dict(cells, "year", "characteristic", "category")
    # Report TA:AA:2024:01, table 5: of 387 students 15 in mbo 1-2, 53 in mbo 3-4, 150 in hbo, 169 in wo.
    assert [found["2014", "education", one] for one in ("mbo 1-2", "mbo 3-4", "hbo", "wo")] == [
        15,
        53,
        150,
        169,
    ]


def test_the_counts_of_cbs_are_rounded_to_tens(shared_data: Path, tmp_path: Path) -> None:
    import csv

    with (shared_data / "fairness" / "cbs_duo_cub_tables1-8.csv").open(encoding="utf-8") as opened:
        rows = [
            row
            for row in csv.DictReader(opened)
            if row["table"] == "1" and row["category"].startswith("Age:")
        ]
    rows = [row for row in rows if "&" not in row["category"]]
    lines = [
        f"{row['category']},{place},{row[place]}" for row in rows for place in ("born_nl", "born_outside_nl")
    ]
    found = read_cells(write(tmp_path, "leeftijd,geboren,aantal\n" + "\n".join(lines) + "\n"))
    assert found.rounded_to == 10
    # Table 1: 217,250 born in the Netherlands and 31,400 outside; rounded parts do not add up to the rounded whole.
    assert found.cells.sum_over(["geboren"]).tolist() == pytest.approx([217_250, 31_400], abs=50)


def test_a_total_in_the_table_of_cbs_is_refused(shared_data: Path, tmp_path: Path) -> None:
    import csv

    with (shared_data / "fairness" / "cbs_duo_cub_tables1-8.csv").open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row["table"] == "1"][:5]
    text = "opleiding,aantal\n" + "".join(f"{row['category']},{row['total']}\n" for row in rows)
    assert "record 1, field opleiding: ‘Total’ seems a total" in refuse(tmp_path, text)
