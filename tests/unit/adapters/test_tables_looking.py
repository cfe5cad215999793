"""A first look at a log: what columns hold, without showing a person, and what each is probably for."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.small_log import write_csv
from waarborg.adapters.tables import days, labels
from waarborg.adapters.tables.faults import UnreadableLog
from waarborg.adapters.tables.looking import ColumnFacts, describe_columns, propose_roles
from waarborg.adapters.tables.opening import open_source

ROWS = 60
LOG = pd.DataFrame(
    {
        "BSN": [f"{123456000 + number}" for number in range(ROWS)],
        "Geslacht": ["man", "vrouw"] * 30,
        "Leeftijdsklasse": ["18-30", "31-50", "51+"] * 20,
        "postcode4": [f"{1000 + number % 40}" for number in range(ROWS)],
        "Besluitdatum": [date(2025, 1 + number % 12, 1) for number in range(ROWS)],
        "geselecteerd": ["Ja", "Nee", "Nee"] * 20,
        "onrechtmatig": [True, False, False, None] * 15,
        "Risicoscore": [number / 100 for number in range(ROWS)],
        "Bedrag": [f"{number * 10},50" for number in range(ROWS)],
        "opmerking": [f"Mevrouw Jansen {number % 50}" for number in range(ROWS)],
    }
)


def look(frame: object) -> dict[str, ColumnFacts]:
    with open_source(frame) as source:
        return {facts.name: facts for facts in describe_columns(source)}


def test_dutch_names_tell_what_a_column_is_for() -> None:
    proposals = {one.column: one for one in propose_roles(list(look(LOG).values()))}
    assert {name: one.role for name, one in proposals.items()} == {
        "BSN": "id",
        "Geslacht": "by",
        "Leeftijdsklasse": "by",
        "postcode4": "by",
        "Besluitdatum": "period",
        "geselecteerd": "prediction",
        "onrechtmatig": "truth",
        "Risicoscore": "score",
        "Bedrag": "amount",
    }
    assert all(one.is_sure for one in proposals.values())
    assert "persoonskenmerk" in proposals["Geslacht"].reason.nl
    assert "origin or wealth" in proposals["postcode4"].reason.en


def test_english_names_tell_it_too() -> None:
    frame = pd.DataFrame(
        {"caseId": range(40), "ageBand": ["a", "b"] * 20, "yPred": [0, 1] * 20, "y_true": [0, 1] * 20}
    )
    found = {one.column: one.role for one in propose_roles(list(look(frame).values()))}
    assert found == {"caseId": "id", "ageBand": "by", "yPred": "prediction", "y_true": "truth"}


def test_values_tell_what_names_do_not() -> None:
    frame = pd.DataFrame(
        {
            "a": [f"x{number}" for number in range(40)],
            "b": [date(2025, 1, 1)] * 40,
            "c": [number / 40 for number in range(40)],
            "d": ["ja", "nee"] * 20,
            "e": ["rood", "blauw"] * 20,
        }
    )
    proposals = {one.column: one for one in propose_roles(list(look(frame).values()))}
    assert {name: one.role for name, one in proposals.items()} == {
        "a": "id", "b": "period", "c": "score", "d": "prediction",
    }  # fmt: skip
    assert not any(one.is_sure for one in proposals.values())


def test_of_two_decisions_the_one_whose_values_fit_is_proposed() -> None:
    frame = pd.DataFrame({"besluit": ["hoog", "laag"] * 20, "selectie": ["ja", "nee"] * 20})
    found = {one.column: one.role for one in propose_roles(list(look(frame).values()))}
    assert found == {"selectie": "prediction"}


def test_values_that_few_rows_share_are_not_shown() -> None:
    facts = look(LOG)
    assert facts["BSN"].examples == ("999999999",)
    assert facts["opmerking"].examples[0] == "Xxxxxxx Xxxxxx 9".lower()
    assert facts["Geslacht"].examples == ("man", "vrouw")
    shown = " ".join(example for one in facts.values() for example in one.examples)
    assert "Jansen" not in shown
    assert "123456" not in shown


def test_what_columns_hold_is_counted() -> None:
    facts = look(LOG)
    assert (facts["onrechtmatig"].missing, facts["onrechtmatig"].distinct) == (15, 2)
    assert (facts["Risicoscore"].least, facts["Risicoscore"].most) == (0.0, 0.59)
    assert (facts["Bedrag"].least, facts["Bedrag"].most) == (0.5, 590.5)
    assert facts["Geslacht"].rows == ROWS


def test_a_small_log_is_looked_at_too(tmp_path: Path) -> None:
    with open_source(write_csv(tmp_path / "log.csv")) as source:
        found = {one.column: one.role for one in propose_roles(describe_columns(source))}
    assert found == {
        "geslacht": "by", "leeftijd": "by", "besluit": "prediction", "fraude": "truth", "score": "score",
        "bedrag": "amount",
    }  # fmt: skip


def test_a_log_without_rows_has_nothing_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("a,b\n")
    with open_source(tmp_path / "log.csv") as source, pytest.raises(UnreadableLog, match="no rows"):
        describe_columns(source)


# --- labels and days -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "label"),
    [
        (None, None), ("", None), (" \t", None), (float("nan"), None), (" A ", "A"), ("e\u0301", "\u00e9"),
        (1, "1"), (1.0, "1"), (-0.0, "0"), (0.25, "0.25"), (1e300, "1e+300"), (True, "true"),
        (date(2025, 1, 2), "2025-01-02"),
    ],
)  # fmt: skip
def test_a_value_has_one_label(value: object, label: str | None) -> None:
    assert labels.name_value(value) == label


def test_what_is_no_single_value_has_no_label() -> None:
    with pytest.raises(TypeError, match="a list is no label"):
        labels.name_value(["A"])


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["2025-01-31", "2024-12-01T10:00"], days.Style("ymd", "-")),
        (["31-01-2025", "1-2-2025"], days.Style("dmy", "-")),
        (["31/01/2025"], days.Style("dmy", "/")),
        (["20250131"], days.Style("packed")),
        (["2025-01-31", "31-01-2025"], None),
        (["2025-01-31", "31.01.2025"], None),
        (["gisteren"], None),
        (["20251301"], None),
        ([], None),
    ],
)
def test_days_are_only_read_when_all_are_written_in_one_way(
    texts: list[str], style: days.Style | None
) -> None:
    assert days.find_style(texts) == style


@pytest.mark.parametrize(
    ("label", "unit", "period"),
    [
        ("2025-03", "month", "2025-03"), ("2025-3", "quarter", "2025-Q1"), ("2025-12-31", "quarter", "2025-Q4"),
        ("2025", "year", "2025"), ("2025", "month", None), ("2025-00", "year", None), ("maart", "month", None),
    ],
)  # fmt: skip
def test_a_day_falls_in_one_period(label: str, unit: str, period: str | None) -> None:
    assert days.bucket(label, unit) == period
