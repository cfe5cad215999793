"""Slices: what is counted in them, how the log is split, and what is refused."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from waarborg.adapters.tables import slices
from waarborg.adapters.tables.faults import UnreadableLog
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.port import Watch
from waarborg.adapters.tables.roles import Roles
from waarborg.adapters.tables.slices import Slices, count_slices

ROWS = 3_000
ROLES = Roles(prediction="besluit", truth="fraude")


def make_log() -> pl.DataFrame:
    """Women under 25 are selected twice as often as others; numbers that are as random as they need to be."""
    chance = np.random.default_rng(7)
    sex, age = chance.choice(["man", "vrouw"], ROWS), chance.choice(["<25", "25-50", ">50"], ROWS)
    often = np.where((sex == "vrouw") & (age == "<25"), 0.4, 0.2)
    return pl.DataFrame(
        {
            "geslacht": sex,
            "leeftijd": age,
            "wijk": [f"wijk {number}" for number in chance.integers(0, 300, ROWS)],
            "inkomen": chance.normal(30_000, 8_000, ROWS).round(),
            "kinderen": chance.integers(0, 4, ROWS),
            "besluit": np.where(chance.random(ROWS) < often, "ja", "nee"),
            "fraude": (chance.random(ROWS) < 0.1).astype(int),
        }
    )


LOG = make_log()


def find(found: Slices, **rule: str) -> int:
    return [dict(found.rule(number)) for number in range(len(found.places))].index(rule)


def test_the_planted_group_stands_out_in_both_halves() -> None:
    with open_source(LOG) as source:
        found = count_slices(source, ROLES, ["geslacht", "leeftijd", "kinderen"], depth=2)
    number = find(found, geslacht="vrouw", leeftijd="<25")
    for part, whole in ((found.train, found.whole_train), (found.held_out, found.whole_held_out)):
        n, events = part[number]
        assert events / n > 1.3 * whole[1] / whole[0]
    assert sum(found.whole_train[:1] + found.whole_held_out[:1]) == ROWS


def test_the_same_seed_gives_the_same_halves_and_another_does_not() -> None:
    halves = []
    for seed in (1, 1, 2):
        with open_source(LOG) as source:
            halves.append(count_slices(source, ROLES, ["geslacht"], seed=seed))
    assert halves[0].train.tolist() == halves[1].train.tolist()
    assert halves[0].train.tolist() != halves[2].train.tolist()
    assert halves[0].whole_held_out[0] / ROWS == pytest.approx(0.3, abs=0.03)


def test_the_split_is_that_of_splitmix64() -> None:
    # The first three numbers of SplitMix64 from state 0, as its authors' program gives them.
    numbers = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    for share in (0.01, 0.1, 0.5, 0.9):
        expected = [int(number < int(share * 2**64)) for number in numbers]
        assert slices._is_held_out(0, 3, 0, share).tolist() == expected


def test_the_halves_do_not_depend_on_how_rows_come_by(monkeypatch: pytest.MonkeyPatch) -> None:
    from waarborg.adapters.tables import duck

    with open_source(LOG) as source:
        whole = count_slices(source, ROLES, ["geslacht", "leeftijd"])
    monkeypatch.setattr(duck, "_BATCH", 100)
    with open_source(LOG) as source:
        parts = count_slices(source, ROLES, ["geslacht", "leeftijd"])
    assert whole.train.tolist() == parts.train.tolist()


def test_numbers_are_cut_in_parts_and_text_with_many_values_is_looked_at_alone() -> None:
    with open_source(LOG) as source:
        found = count_slices(source, ROLES, ["inkomen", "wijk", "geslacht"], least=5)
    assert found.alone == ("wijk",)
    parts = [
        number
        for number in range(len(found.places))
        if [name for name, _ in found.rule(number)] == ["inkomen"]
    ]
    assert len(parts) == 10
    sizes = (found.train + found.held_out)[parts, 0]
    assert sizes.sum() == ROWS
    assert sizes.min() > ROWS / 10 * 0.9
    assert found.labels[0][0].startswith("≤ ")  # type: ignore[union-attr]  # the first part has a name
    assert not [
        number
        for number in range(len(found.places))
        if len(found.rule(number)) == 2 and found.places[number][1] >= 0
    ]


def test_depth_three_and_small_slices_left_out() -> None:
    with open_source(LOG) as source:
        found = count_slices(source, ROLES, ["geslacht", "leeftijd", "kinderen"], depth=3, least=100)
    sizes = (found.train + found.held_out)[:, 0]
    assert sizes.min() >= 100
    depths = {len(found.rule(number)) for number in range(len(found.places))}
    assert depths == {1, 2, 3}
    # 2 x 3 x 4 of about 3,000 / 24 = 125 rows; some have fewer than 100.
    assert sum(len(found.rule(number)) == 3 for number in range(len(found.places))) <= 24


def test_too_many_combinations_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MOST_PLACES", 100)
    with open_source(LOG) as source, pytest.raises(UnreadableLog, match="too many combinations"):
        count_slices(source, ROLES, ["geslacht", "leeftijd", "kinderen"])


@pytest.mark.parametrize(
    "wrong",
    [{"depth": 4}, {"depth": 0}, {"event": "iets"}, {"share_held_out": 1.0}, {"least": 0}, {"columns": []},
     {"columns": ["a"] * 13}, {"event": "wrong", "roles": Roles(prediction="besluit")}],
)  # fmt: skip
def test_a_search_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    given = {"roles": ROLES, "columns": ["geslacht"]} | wrong
    roles, columns = given.pop("roles"), given.pop("columns")
    with open_source(LOG) as source, pytest.raises(ValueError, match=r"is |lies between"):
        count_slices(source, roles, columns, **given)  # type: ignore[arg-type]  # wrong on purpose


def test_a_column_that_is_not_there_is_named() -> None:
    with open_source(LOG) as source, pytest.raises(UnreadableLog, match="Do you mean: geslacht"):
        count_slices(source, ROLES, ["geslach"])


def test_columns_may_be_called_prediction_and_truth() -> None:
    with open_source(LOG.rename({"besluit": "prediction", "fraude": "truth"})) as source:
        found = count_slices(
            source, Roles(prediction="prediction", truth="truth"), ["geslacht"], event="wrong"
        )
    assert found.whole_train[0] + found.whole_held_out[0] == ROWS


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[float] = []
    LOG.write_parquet(tmp_path / "log.parquet")
    with open_source(tmp_path / "log.parquet") as source:
        count_slices(source, ROLES, ["geslacht"], watch=Watch(progress=seen.append))
    assert seen[-1] == 1
