"""What is wrong with a log is said with file, row, column and remedy, in both languages; nothing half is counted."""

import gzip
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.small_log import CELLS, ROWS, as_dict, write_csv
from waarborg.adapters.exchange.records import BrokenFile
from waarborg.adapters.tables.counting import Counted, count
from waarborg.adapters.tables.faults import UnreadableLog
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.roles import Roles

SIMPLE = Roles(by=("groep",), prediction="besluit")


def count_text(folder: Path, text: str, roles: Roles = SIMPLE) -> Counted:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return count_what(path, roles)


def count_what(what: Any, roles: Roles = SIMPLE) -> Counted:
    with open_source(what) as source:
        return count(source, roles)


def refuse(what: Any, roles: Roles = SIMPLE) -> BrokenFile:
    with pytest.raises(BrokenFile) as refused:
        count_what(what, roles)
    assert refused.value.fault.in_language("nl") != refused.value.fault.in_language("en")
    return refused.value


def refuse_text(folder: Path, text: str, roles: Roles = SIMPLE) -> str:
    path = folder / "log.csv"
    path.write_text(text, encoding="utf-8")
    return str(refuse(path, roles))


# --- columns and values ----------------------------------------------------------------------------------
def test_a_column_that_is_not_there_is_named_with_the_nearest_names(tmp_path: Path) -> None:
    said = refuse_text(tmp_path, "Groep,besluit_2025,score\nA,1,2\n")
    assert said.startswith("log.csv, field groep: There is no column ‘groep’. Do you mean: Groep")


def test_without_a_near_name_all_names_are_given(tmp_path: Path) -> None:
    assert "Choose from: q, w." in refuse_text(tmp_path, "q,w\nA,1\n")


def test_text_in_a_column_of_numbers_is_named_with_its_row(tmp_path: Path) -> None:
    text = "groep,bedrag\n" + "A,1\n" * 20_000 + "B,onbekend\nB,veel\n"
    fault = None
    (tmp_path / "log.csv").write_text(text)
    fault = refuse(tmp_path / "log.csv", Roles(by=("groep",), amount="bedrag"))
    assert (fault.row, fault.field) == (20_001, "bedrag")
    assert "‘onbekend’ is no number" in str(fault)


def test_a_comma_among_points_is_named(tmp_path: Path) -> None:
    text = "groep;bedrag\n" + "A;1.5\n" * 10_001 + "B;2,5\n"
    assert "‘2,5’ is no number. Write each number in digits with a point" in refuse_text(
        tmp_path, text, Roles(by=("groep",), amount="bedrag")
    )


def test_a_frame_that_mixes_kinds_is_named_with_column_and_row() -> None:
    fault = refuse(pd.DataFrame({"groep": ["A", "B", 3], "besluit": [1, 0, 1]}))
    assert (fault.field, fault.row) == ("groep", 3)
    assert "mixes values of different kinds: str, int" in str(fault)


def test_nan_and_null_in_frames_are_missing() -> None:
    frame = pd.DataFrame(
        {"groep": ["A", None, "A"], "besluit": [1.0, 0.0, float("nan")], "score": [0.5, None, 0.25]}
    )
    counted = count_what(frame, Roles(by=("groep",), prediction="besluit", score="score"))
    assert as_dict(counted.cells) == {("A", "1"): 1, (None, "0"): 1, ("A", None): 1}
    assert counted.cells.moments["score"].counts.tolist().count(0) == 1


@pytest.mark.parametrize("value", ["inf", "1e400"])
def test_infinite_numbers_are_refused(tmp_path: Path, value: str) -> None:
    said = refuse_text(tmp_path, f"groep,bedrag\nA,1\nB,{value}\n", Roles(by=("groep",), amount="bedrag"))
    assert "field bedrag: A number is infinite or too large" in said or "is no number" in said


def test_words_that_could_mean_anything_are_asked_for(tmp_path: Path) -> None:
    said = refuse_text(tmp_path, "groep,besluit\nA,hoog\nB,laag\n")
    assert "field besluit: Which value means ‘yes’ is not clear: hoog, laag. Name the value" in said
    assert "--positive VALUE" in said


def test_one_and_two_are_asked_for_too(tmp_path: Path) -> None:
    assert "is not clear: 1, 2" in refuse_text(tmp_path, "groep,besluit\nA,1\nB,2\n")


def test_a_positive_value_that_does_not_occur_is_refused(tmp_path: Path) -> None:
    roles = Roles(prediction="besluit", positive=("toegekent",))
    said = refuse_text(tmp_path, "besluit\ntoegekend\nafgewezen\n", roles)
    assert "The value ‘toegekent’ does not occur" in said
    assert "There are: toegekend" in said


def test_an_empty_decision_is_refused(tmp_path: Path) -> None:
    assert "field besluit: This column is empty" in refuse_text(tmp_path, "groep,besluit\nA,\nB,\n")


def test_text_that_is_no_day_is_named_and_can_be_kept_as_it_is(tmp_path: Path) -> None:
    text = "wanneer\n2025-01-01\nvoorjaar\n"
    said = refuse_text(tmp_path, text, Roles(period="wanneer"))
    assert "‘voorjaar’ is no day or month. Write days as 2025-03-01" in said
    kept = count_text(tmp_path, text, Roles(period="wanneer", unit="as it is"))
    assert as_dict(kept.cells) == {("2025-01-01",): 1, ("voorjaar",): 1}


def test_a_month_that_does_not_exist_is_no_month(tmp_path: Path) -> None:
    assert "‘2025-13’ is no day or month" in refuse_text(tmp_path, "d\n2025-13-01\n", Roles(period="d"))


def test_a_list_is_no_group() -> None:
    table = pa.table({"groep": [["A"], ["B"]], "besluit": [1, 0]})
    assert refuse(table).field == "groep"


def test_a_day_is_no_amount() -> None:
    table = pa.table({"groep": ["A"], "bedrag": pa.array([0], pa.date32())})
    assert refuse(table, Roles(by=("groep",), amount="bedrag")).field == "bedrag"


@pytest.mark.parametrize(
    "wrong",
    [
        {"by": ("a",), "given": ("a",)},
        {"by": ("truth",)},
        {"unit": "week"},
        {"bins": 10},
        {"score": "s", "bins": 100_000},
        {"most_cells": 0},
    ],
)
def test_roles_that_contradict_themselves_are_no_roles(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"role|called|unit|bins"):
        Roles(**wrong)


def test_too_many_combinations_are_refused_with_the_column_that_has_most(tmp_path: Path) -> None:
    text = "persoon,groep\n" + "".join(f"{number},{number % 2}\n" for number in range(500))
    said = refuse_text(tmp_path, text, Roles(by=("groep", "persoon"), most_cells=100))
    assert "field persoon: There are more than 100 combinations" in said


def test_four_thousand_postcodes_are_counted(tmp_path: Path) -> None:
    text = "groep,besluit\n" + "".join(f"{1000 + number % 4000},{number % 2}\n" for number in range(20_001))
    counted = count_text(tmp_path, text)
    assert len(counted.cells.dimensions[0].labels) == 4000
    assert counted.rows == 20_001
    assert [note.kind for note in counted.notes] == ["many-groups"]


# --- notes -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("groep,besluit\nA,1\nB,1\n", [("constant", "prediction")]),
        ("groep,besluit\nA,1\nA,0\n", [("one-group", "groep")]),
        ("groep,besluit\n,1\n,0\n", [("one-group", "groep"), ("missing", "groep")]),
        ("groep,besluit\nA,1\nB,0\nB,\n", [("missing", "prediction")]),
        ("groep,besluit\nA,1\nB,0\n", []),
    ],
)
def test_what_must_be_known_of_a_log_is_noted(
    tmp_path: Path, text: str, notes: list[tuple[str, str]]
) -> None:
    found = count_text(tmp_path, text).notes
    assert [(note.kind, note.column) for note in found] == notes


def test_amounts_below_zero_are_noted(tmp_path: Path) -> None:
    counted = count_text(
        tmp_path, "groep,bedrag\nA,-12,5\n".replace("-12,5", '"-12,5"'), Roles(amount="bedrag")
    )
    assert [(note.kind, note.column) for note in counted.notes] == [("negative", "bedrag")]
    assert "-12.5" in counted.notes[0].message.en


# --- files -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("groep;besluit\nBelgië;Ja\nCuraçao;Nee\n", encoding=encoding)
    assert as_dict(count_what(path).cells) == {("België", "1"): 1, ("Curaçao", "0"): 1}


@pytest.mark.parametrize("ending", ["csv.gz", "csv.zst"])
def test_compressed_files_are_read(tmp_path: Path, ending: str) -> None:
    text = write_csv(tmp_path / "log.csv").read_bytes()
    path = tmp_path / f"ingepakt.{ending}"
    with pa.output_stream(str(path), compression="gzip" if ending.endswith("gz") else "zstd") as opened:
        opened.write(text)
    roles = Roles(by=("geslacht", "leeftijd"), prediction="besluit", truth="fraude")
    assert as_dict(count_what(path, roles).cells) == CELLS


def test_a_compressed_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress("groep,besluit\nBelgië,1\n".encode("latin-1")))
    assert "The text is not UTF-8. Unpack the file" in str(refuse(path))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    assert "The file is empty" in str(refuse(path))


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert "There are no rows" in refuse_text(tmp_path, "groep,besluit\n")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("groep,besluit\nA,1\nB\n", "record 2: This line has 1 columns; the header has 2"),
        ("groep,besluit\nA,1\nB,0,1\n", "record 2: This line has 3 columns; the header has 2"),
        ('groep,besluit\nA,1\n"B,0\n', "A quotation mark is misplaced"),
        ("groep,groep\nA,1\n", "field groep: This name stands twice in the header"),
        ("groep,,besluit\nA,x,1\n", "Column 2 has no name"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, says: str) -> None:
    assert says in refuse_text(tmp_path, text)


@pytest.mark.parametrize("damage", ["cut", "overwritten", "text"])
def test_a_broken_parquet_file_is_told(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "log.parquet"
    table = pa.table({"groep": [f"groep {number}" for number in range(5000)], "besluit": [0, 1] * 2500})
    pq.write_table(table, path)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "overwritten":
        content[4:3000] = b"\x01" * 2996
    else:
        content = bytearray(b"groep,besluit\nA,1\n")
    path.write_bytes(content)
    said = str(refuse(path))
    assert said.startswith("log.parquet: ")
    assert "damaged" in said


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "nergens.csv: The file is not there" in str(refuse(tmp_path / "nergens.csv"))
    assert "There are 0 files with that name" in str(refuse(tmp_path / "*.csv"))
    assert "The file is not there" in str(refuse("a\0b.csv"))


@pytest.mark.parametrize("what", ["/dev/zero", "https://voorbeeld.example/log.csv", "s3://bak/log.parquet"])
def test_only_ordinary_files_are_read(what: str) -> None:
    assert "cannot be read" in str(refuse(what)) or "is not there" in str(refuse(what))


def test_a_file_without_right_to_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "log.csv")

    # Tests may run as root, who may read everything.
    def refuse_to_open(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse_to_open)
    assert "log.csv: You may not read this file. Ask the owner" in str(refuse(path))


def test_a_file_that_grows_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv")
    with open_source(path) as source:
        with path.open("a") as opened:
            opened.write("man,jong,1,1,0.5,1\n")
        with pytest.raises(UnreadableLog, match=r"log.csv: The file changed while it was being read"):
            count(source, Roles(prediction="besluit"))


def test_a_file_that_shrinks_is_refused_as_changed_and_not_as_broken(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    pq.write_table(pa.table({"besluit": [0, 1] * 50_000}), path)
    with open_source(path) as source:
        path.write_bytes(b"PAR1")
        with pytest.raises(UnreadableLog, match=r"log.parquet: The file changed while it was being read"):
            count(source, Roles(prediction="besluit"))


# --- many files ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_broken_line_in_one_of_many_files_names_that_file(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text("groep,besluit\nA,1\n", encoding=encoding)
    (tmp_path / "b[2].csv").write_text("groep,besluit\nA,1\nA,0,0\n", encoding=encoding)
    assert str(refuse(tmp_path)).startswith("b[2].csv, record 2: This line has 3 columns")


def test_files_with_their_columns_in_another_order_are_one_log(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("groep,besluit\nA,1\n")
    (tmp_path / "b.csv").write_text("besluit;groep\n0;B\n")
    expected = {("A", "1"): 1, ("B", "0"): 1}
    assert as_dict(count_what(tmp_path / "*.csv").cells) == expected
    assert as_dict(count_what(tmp_path).cells) == expected


def test_a_file_with_other_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("groep,besluit\nA,1\n")
    (tmp_path / "b.csv").write_text("groep,beslissing\nB,0\n")
    assert "b.csv, field beslissing: This column differs from the first file" in str(refuse(tmp_path))


def test_a_parquet_file_with_another_kind_of_column_is_named(tmp_path: Path) -> None:
    pq.write_table(pa.table({"groep": ["A"], "besluit": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"groep": ["A"], "besluit": ["ja"]}), tmp_path / "b.parquet")
    assert "b.parquet, field besluit: This column differs" in str(refuse(tmp_path))


def test_two_kinds_of_files_are_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"groep": ["A"], "besluit": [1]}), tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text("groep,besluit\nB,0\n")
    assert "These are CSV and Parquet files mixed" in str(refuse(tmp_path))


def test_what_is_no_table_is_told() -> None:
    assert "This is no table (int)" in str(refuse(3))


# --- hostile names ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name", ["it's.csv", "a[1].csv", "b*.csv", "c?.csv", '"; DROP TABLE log; --.csv', "-- x.csv", "é ü.csv"]
)
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "bx.csv").write_text("groep,besluit\nZ,1\n")
    path = tmp_path / name
    path.write_text("groep,besluit\nA,1\nB,0\n")
    assert as_dict(count_what(path).cells) == {("A", "1"): 1, ("B", "0"): 1}


def test_a_column_may_have_any_name(tmp_path: Path) -> None:
    by, decided = "x\" FROM read_csv('/etc/passwd') --", "'); COPY log TO '/tmp/x'; --"
    table = pa.table({by: ["A", "B"], decided: [1, 0]})
    expected = {("A", "1"): 1, ("B", "0"): 1}
    roles = Roles(by=(by,), prediction=decided)
    assert as_dict(count_what(table, roles).cells) == expected
    pq.write_table(table, tmp_path / "log.parquet")
    assert as_dict(count_what(tmp_path / "log.parquet", roles).cells) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd', header = false)",
        "SELECT * FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/waarborg-must-not-be-there.csv'",
        "INSTALL httpfs",
        "ATTACH '/tmp/waarborg-must-not-be-there.db'",
        "SET enable_external_access = true",
    ],
)
def test_the_engine_reaches_nothing_but_the_log(tmp_path: Path, query: str) -> None:
    import duckdb

    with open_source(write_csv(tmp_path / "log.csv")) as source, pytest.raises(duckdb.Error):
        source.connection.execute(query)
    assert not list(Path("/tmp").glob("waarborg-must-not-be-there*"))


def test_rows_of_the_log_do_not_stand_in_an_error(tmp_path: Path) -> None:
    said = refuse_text(tmp_path, "groep,besluit\nA,1\nBSN 123456782,0,1\n")
    assert "123456782" not in said
    assert len(ROWS) == 10
