"""The level of a risk is likelihood times impact, each from 1 (low) to 3 (high).

| likelihood \\ impact | low        | medium     | high       |
|---------------------|------------|------------|------------|
| low                 | 1 (low)    | 2 (low)    | 3 (medium) |
| medium              | 2 (low)    | 4 (medium) | 6 (high)   |
| high                | 3 (medium) | 6 (high)   | 9 (high)   |
"""

import pytest

from waarborg.core.forms.fixed_columns import ACTION_COLUMNS, RISK_COLUMNS, rate, weigh
from waarborg.core.forms.questions import IN_COLUMNS, Column


@pytest.mark.parametrize(
    ("likelihood", "impact", "level", "weight"),
    [
        ("low", "low", 1, "low"),
        ("low", "medium", 2, "low"),
        ("low", "high", 3, "medium"),
        ("medium", "low", 2, "low"),
        ("medium", "medium", 4, "medium"),
        ("medium", "high", 6, "high"),
        ("high", "low", 3, "medium"),
        ("high", "medium", 6, "high"),
        ("high", "high", 9, "high"),
    ],
)
def test_the_level_of_a_risk_and_how_heavy_that_is(
    likelihood: str, impact: str, level: int, weight: str
) -> None:
    assert rate(likelihood, impact) == level
    assert weigh(level) == weight


@pytest.mark.parametrize(
    ("likelihood", "impact"), [(None, "low"), ("low", None), ("often", "low"), ("low", ""), (2, 3)]
)
def test_a_risk_of_which_one_of_the_two_is_not_known_has_no_level(likelihood: object, impact: object) -> None:
    assert rate(likelihood, impact) is None


def test_a_risk_names_what_can_go_wrong_how_likely_and_how_bad() -> None:
    assert [column.id for column in RISK_COLUMNS if column.required] == ["risk", "likelihood", "impact"]
    assert [column.id for column in ACTION_COLUMNS if column.required] == ["action"]


@pytest.mark.parametrize("columns", [RISK_COLUMNS, ACTION_COLUMNS], ids=["risks", "actions"])
def test_fixed_columns_become_tasks_so_they_have_an_owner_and_a_day(columns: tuple[Column, ...]) -> None:
    assert {"owner", "due"} <= {column.id for column in columns}
    assert {column.type for column in columns} <= IN_COLUMNS
