"""Worked examples of counting: a small log, and the cells that a person counts in it."""

from pathlib import Path

import pytest

from tests.small_log import CELLS, ROWS, as_dict, write_csv
from waarborg.adapters.tables.counting import count
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.roles import Roles

WHOLE = Roles(
    by=("geslacht", "leeftijd"), prediction="besluit", truth="fraude", score="score", amount="bedrag"
)


def count_csv(path: Path, roles: Roles, text: str) -> dict[tuple[str | None, ...], int]:
    path.write_text(text, encoding="utf-8")
    with open_source(path) as source:
        return as_dict(count(source, roles).cells)


def test_ten_decisions_become_the_cells_that_a_person_counts(tmp_path: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        counted = count(source, WHOLE)
    assert as_dict(counted.cells) == CELLS
    assert counted.rows == len(ROWS) == 10
    assert [(one.name, one.role, one.labels) for one in counted.cells.dimensions] == [
        ("geslacht", "by", ("man", "vrouw", None)),
        ("leeftijd", "by", ("jong", "oud", None)),
        ("prediction", "prediction", ("0", "1")),
        ("truth", "truth", ("0", "1", None)),
    ]


def test_moments_are_count_sum_and_sum_of_squares_of_the_numbers_that_are_there(tmp_path: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        cells = count(source, Roles(by=("geslacht",), score="score", amount="bedrag")).cells
    amount, score = cells.moments["bedrag"], cells.moments["score"]
    assert cells.dimensions[0].labels == ("man", "vrouw", None)
    assert amount.counts.tolist() == [5 - 1, 4, 1]
    assert amount.sums.tolist() == [100 + 50 + 25 + 75.5, 10 + 20 + 30 + 40, 0]
    assert amount.squares.tolist() == [10000 + 2500 + 625 + 5700.25, 100 + 400 + 900 + 1600, 0]
    assert score.counts.tolist() == [5, 4 - 1, 1]
    assert score.sums.tolist() == pytest.approx([0.9 + 0.8 + 0.1 + 0.2 + 0.4, 0.7 + 1.0 + 0.6, 0])
    assert score.squares.tolist() == pytest.approx([0.81 + 0.64 + 0.01 + 0.04 + 0.16, 0.49 + 1 + 0.36, 0])


def test_a_score_in_four_bins_of_a_quarter(tmp_path: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        cells = count(source, Roles(truth="fraude", score="score", bins=4)).cells
    # Below a quarter: .1 .2 0; below a half: .4; below three quarters: .7 .6; above: .9 .8 1; one has no score.
    assert as_dict(cells, "score") == {("0",): 3, ("0.25",): 1, ("0.5",): 2, ("0.75",): 3, (None,): 1}
    assert as_dict(cells, "score", "truth")[("0.75", "1")] == 2
    assert cells.dimensions[-1].role == "score"
    assert cells.dimensions[-1].labels == ("0", "0.25", "0.5", "0.75", None)


def test_a_score_beyond_one_has_bins_from_its_least_to_its_most(tmp_path: Path) -> None:
    roles = Roles(score="score", bins=2)
    assert count_csv(tmp_path / "log.csv", roles, "score\n10\n19\n20\n30\n") == {("10",): 2, ("20",): 2}


@pytest.mark.parametrize(
    ("values", "yes", "no"),
    [
        (("Ja", "Nee", "ja ", "NEE"), 2, 2),
        (("J", "N", "j", "J"), 3, 1),
        (("1.0", "1", "0", "0,0"), 2, 2),
        (("true", "False", "TRUE", "t"), 3, 1),
        (("yes", "no", "y", "n"), 2, 2),
        (("waar", "onwaar", "onwaar", "onwaar"), 1, 3),
        (("Ja", "0", "1", "nee"), 2, 2),
    ],
)
def test_words_for_yes_and_no_are_one_label(
    tmp_path: Path, values: tuple[str, ...], yes: int, no: int
) -> None:
    lines = "".join(f'"{value}"\n' for value in values)
    found = count_csv(tmp_path / "log.csv", Roles(prediction="besluit"), "besluit\n" + lines)
    assert found == {("1",): yes, ("0",): no}


def test_other_words_are_asked_for_and_then_mean_what_was_said(tmp_path: Path) -> None:
    text = "besluit,fraude\ntoegekend,hoog\nafgewezen,laag\nToegekend ,midden\n"
    roles = Roles(
        prediction="besluit", truth="fraude", positive=("toegekend",), positive_truth=("hoog", "midden")
    )
    assert count_csv(tmp_path / "log.csv", roles, text) == {("1", "1"): 2, ("0", "0"): 1}


def test_classes_stay_as_they_are(tmp_path: Path) -> None:
    roles = Roles(prediction="besluit", has_classes=True)
    found = count_csv(tmp_path / "log.csv", roles, "besluit\nA\nB\n A\nC\n")
    assert found == {("A",): 2, ("B",): 1, ("C",): 1}


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("year", {("2024",): 2, ("2025",): 3}),
        ("quarter", {("2024-Q1",): 1, ("2024-Q4",): 1, ("2025-Q1",): 2, ("2025-Q2",): 1}),
        ("month", {("2024-03",): 1, ("2024-12",): 1, ("2025-01",): 1, ("2025-03",): 1, ("2025-04",): 1}),
    ],
)
@pytest.mark.parametrize(
    "written",
    [
        ("2024-03-31", "2024-12-31", "2025-01-01", "2025-03-31", "2025-04-01"),
        ("31-03-2024", "31-12-2024", "01-01-2025", "31-03-2025", "01-04-2025"),
        ("31-3-2024", "31-12-2024", "1-1-2025", "31-3-2025", "1-4-2025"),
        ("31/03/2024 10:00", "31/12/2024 23:59", "01/01/2025 00:00", "31/03/2025 9:30", "01/04/2025 1:00"),
        ("20240331", "20241231", "20250101", "20250331", "20250401"),
        ("2024-03-31T10:00:00Z", "2024-12-31T23:59:59Z", "2025-01-01T00:00:00Z", "2025-03-31T01:00:00Z",
         "2025-04-01T00:00:00Z"),
        ("2024-03", "2024-12", "2025-01", "2025-03", "2025-04"),
    ],
)  # fmt: skip
def test_days_as_text_fall_in_their_period(
    tmp_path: Path, unit: str, expected: dict[tuple[str], int], written: tuple[str, ...]
) -> None:
    text = "datum\n" + "".join(f"{day}\n" for day in written)
    assert count_csv(tmp_path / "log.csv", Roles(period="datum", unit=unit), text) == expected


def test_missing_is_a_label_of_its_own_however_it_is_written(tmp_path: Path) -> None:
    text = 'groep,besluit\n,1\n"",0\n"  ",1\nA,\n A ,1\n'
    found = count_csv(tmp_path / "log.csv", Roles(by=("groep",), prediction="besluit"), text)
    assert found == {(None, "1"): 2, (None, "0"): 1, ("A", None): 1, ("A", "1"): 1}


def test_codes_keep_their_zeros_and_numbers_stand_by_size(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("gemeente,leeftijd\n0363,9\n0034,10\n0363,100\n")
    with open_source(path) as source:
        cells = count(source, Roles(by=("gemeente", "leeftijd"))).cells
    assert cells.dimensions[0].labels == ("0034", "0363")
    assert cells.dimensions[1].labels == ("9", "10", "100")


def test_a_dutch_file_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("groep;bedrag\nA;1.234,50\nA;-0,5\nB;\nB;12\n")
    with open_source(path) as source:
        moments = count(source, Roles(by=("groep",), amount="bedrag")).cells.moments["bedrag"]
    assert moments.sums.tolist() == [1234.5 - 0.5, 12]
    assert moments.counts.tolist() == [2, 1]
