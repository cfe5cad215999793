"""Tables of somebody's own: their encoding and delimiter, which column is what, and files that are none."""

import os
import socket
from pathlib import Path

import pytest

from tests.unit.adapters.xlsx_files import write_xlsx
from waarborg.adapters.exchange import BrokenFile, Record, Refusal, csv_rows, read
from waarborg.adapters.exchange.headings import guess_all
from waarborg.adapters.exchange.tables import find_mapping_fault, read_table, survey_table

TEXT = "Naam;Doel;Eigen kolom\nFinanciën;€ 5 besparen;x\nScan;Zien;y\n"


def write(folder: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path = folder / "tabel.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "label"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("utf-16", "UTF-16 (BOM)"), ("utf-16-le", "UTF-16 LE"),
     ("utf-16-be", "UTF-16 BE"), ("cp1252", "Windows-1252")],
)  # fmt: skip
def test_the_encoding_is_told_and_said(encoding: str, label: str, tmp_path: Path) -> None:
    path = write(tmp_path, TEXT, encoding)
    table = survey_table(path)
    assert table.encoding is not None
    assert table.encoding.label == label
    first, _ = read_table(path, {"Naam": "name", "Doel": "goal"}, organisation="Voorbeeldstad").records
    assert isinstance(first, Record)
    assert (first.title, first.values["goal"], first.organisation) == (
        "Financiën",
        "€ 5 besparen",
        "Voorbeeldstad",
    )


@pytest.mark.parametrize(
    "content", [TEXT.encode("utf-32"), b"Naam;x\n\x81\x8d;y\n", b"\xff\xfe\x00\xd8a\x00", b"\x00" * 300]
)
def test_bytes_that_are_no_text_are_refused(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as caught:
        survey_table(write(tmp_path, content))
    assert "UTF-8" in caught.value.remedy.en


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_splits_every_row(delimiter: str, tmp_path: Path) -> None:
    text = "\n".join(delimiter.join(cells) for cells in (["Naam", "Doel"], ["a. b c", "d"], ["e", "f"]))
    table = survey_table(write(tmp_path, text))
    assert (table.delimiter, [column.name for column in table.columns]) == (delimiter, ["Naam", "Doel"])


def test_columns_have_examples_and_a_guess_and_names_that_differ(tmp_path: Path) -> None:
    table = survey_table(write(tmp_path, "\n;;\nNaam;Naam;;Risico's\na;b;c;d\ne;b;;\n"))
    assert [(one.name, one.examples, one.guess) for one in table.columns] == [
        ("Naam", ("a", "e"), "name"),
        ("Naam (2)", ("b",), ""),
        ("kolom 3", ("c",), ""),
        ("Risico's", ("d",), "risks"),
    ]


@pytest.mark.parametrize(
    ("heading", "key"),
    [("description_short", "description_short"), ("Korte omschrijving", "description_short"), ("SUPPLIER", "provider"),
     ("Bron-ID", "source_id"), ("Nummer", "source_id"), ("Algoritme-ID", "lars"), ("Beleidsterrein", "category"),
     ("Wettelijke  grondslag", "lawful_basis"), ("Iets heel anders", ""), ("standard_version", "")],
)  # fmt: skip
def test_a_heading_is_guessed_by_key_label_or_another_word(heading: str, key: str) -> None:
    assert guess_all([heading]) == {heading: key}


def test_labels_come_before_keys_in_a_table_of_labels() -> None:
    assert (
        guess_all(["Naam", "Korte omschrijving", "Impacttoetsen"])["Impacttoetsen"]
        == "impacttoetsen_grouping"
    )
    assert guess_all(["name", "description_short", "impacttoetsen"])["impacttoetsen"] == "impacttoetsen"


def test_several_columns_may_fill_a_text_and_not_a_name(tmp_path: Path) -> None:
    path = write(tmp_path, "a;b;c\nNaam;een;twee\n")
    mapping = {"a": "name", "b": "goal", "c": "goal"}
    (record,) = read_table(path, mapping, organisation="x").records
    assert isinstance(record, Record)
    assert record.values["goal"] == "een\ntwee"
    assert find_mapping_fault({"a": "name", "b": "name"}, ["a", "b"]) is not None


def test_a_formula_refuses_its_row_only_where_the_column_is_used(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "x.xlsx", {"Lijst": [["Naam", "Som"], ["a", "<c><f>1+1</f></c>"], ["b", "2"]]}
    )
    bad, good = read_table(path, {"Naam": "name", "Som": "goal"}, organisation="x").records
    assert isinstance(bad, Refusal)
    assert isinstance(good, Record)
    assert bad.errors[0].field == "Som"
    assert all(
        isinstance(one, Record) for one in read_table(path, {"Naam": "name"}, organisation="x").records
    )


def test_rows_with_a_fault_are_refused_one_by_one(tmp_path: Path) -> None:
    path = write(tmp_path, 'Naam;Doel\n"a" b;c\nd;e;f\n;g\nh;i\n')
    found = list(read_table(path, {"Naam": "name", "Doel": "goal"}, organisation="x").records)
    assert [type(one) for one in found] == [Refusal, Refusal, Refusal, Record]


def test_a_cell_of_ten_megabytes_refuses_its_row(tmp_path: Path) -> None:
    path = write(tmp_path, f"Naam;Doel\na;{'x' * 10_000_000}\nb;c\n")
    big, small = read_table(path, {"Naam": "name", "Doel": "goal"}, organisation="x").records
    assert isinstance(big, Refusal)
    assert isinstance(small, Record)
    assert big.errors[0].field == "goal"


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a" + ";" * 1_000_000 + "\nx\n")
    with pytest.raises(BrokenFile, match="1000001 columns"):
        survey_table(path)
    official = write(tmp_path, "name,organization," + "," * 1_000_000 + "\nx\n")
    with pytest.raises(BrokenFile, match="columns"):
        read(official)


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MAX_LINE", 1000)
    with pytest.raises(BrokenFile, match="1000 characters"):
        survey_table(write(tmp_path, "Naam;Doel\n" + "x;" * 2000))


@pytest.mark.parametrize(
    "content", ["Naam;Doel\n", '{"a": 1}', "<!DOCTYPE html><p>", "<?xml version='1.0'?>", "PAR1xx"]
)
def test_what_is_no_table_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenFile) as caught:
        survey_table(write(tmp_path, content))
    assert caught.value.remedy.nl


# --- what is no ordinary file ----------------------------------------------------------------------------
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(BrokenFile, match="device, a pipe"):
        read(tmp_path / "pijp")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(device: str) -> None:
    with pytest.raises(BrokenFile, match="device"):
        read(Path(device))


def test_a_socket_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind(str(path))
        with pytest.raises(BrokenFile):
            read(path)


def test_a_link_is_followed_to_an_ordinary_file_only(tmp_path: Path) -> None:
    write(tmp_path, TEXT)
    (tmp_path / "link").symlink_to(tmp_path / "tabel.csv")
    assert survey_table(tmp_path / "link").count == 2
    (tmp_path / "los").symlink_to(tmp_path / "weg")
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    for name, what in (("los", "link to a file"), ("ring", "cannot be read")):
        with pytest.raises(BrokenFile, match=what):
            read(tmp_path / name)


def test_a_name_with_a_null_character_is_no_file() -> None:
    with pytest.raises(BrokenFile, match="cannot be read"):
        read(Path("a\x00b"))


def test_a_file_past_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waarborg.adapters.exchange.opening.MAX_FILE_BYTES", 10)
    with pytest.raises(BrokenFile, match="10 bytes"):
        read(write(tmp_path, TEXT))
