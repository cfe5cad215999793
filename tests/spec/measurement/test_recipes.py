"""A recipe on a small log, worked out by hand: 100 decisions on two groups, of which is known what was so.

|        | chosen, so | chosen, not so | not chosen, so | not chosen, not so | together |
| man    |         12 |             18 |              8 |                 22 |       60 |
| vrouw  |          6 |              4 |             10 |                 20 |       40 |

Chosen: man 30 of 60 = 50%, vrouw 10 of 40 = 25%: 25 points apart, twice as often. Chosen of whom it does not concern:
man 18 of 40 = 45%, vrouw 4 of 24 = 16.7%.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.exchange.records import BrokenFile
from waarborg.adapters.measuring.recipe import Recipe, make_recipe, read_recipe
from waarborg.adapters.measuring.running import run_recipe
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.evidence import Bound

MOMENT = datetime(2026, 11, 28, 12, tzinfo=UTC)
COUNTS = {
    ("man", "ja", "1"): 12,
    ("man", "ja", "0"): 18,
    ("man", "nee", "1"): 8,
    ("man", "nee", "0"): 22,
    ("vrouw", "ja", "1"): 6,
    ("vrouw", "ja", "0"): 4,
    ("vrouw", "nee", "1"): 10,
    ("vrouw", "nee", "0"): 20,
}
ROLES = Roles(by=("geslacht",), prediction="besluit", truth="terecht")
BOUND = Bound("selection_rate", 0.05, 0.2, "Afgesproken voor de proef.")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "besluiten.csv"
    rows = [f"{','.join(key)}" for key, count in COUNTS.items() for _ in range(count)]
    path.write_text("geslacht,besluit,terecht\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def run(log: Path, **more: Any) -> dict[str, Any]:
    given = {"roles": ROLES, "hide_below": 0, **more}
    return run_recipe(Recipe(log=str(log), **given), made_at=MOMENT).document


def figure(document: dict[str, Any], group: str, metric: str) -> dict[str, Any]:
    (found,) = [row for row in document["groups"][0]["rows"] if row["group"] == [group]]
    figures: dict[str, Any] = found["figures"][metric]
    return figures


def comparison(document: dict[str, Any], group: str, metric: str) -> dict[str, Any]:
    (found,) = [
        line for line in document["comparisons"] if (line["group"], line["metric"]) == ([group], metric)
    ]
    return found


def test_each_group_has_its_counts_and_figures(log: Path) -> None:
    document = run(log)
    man = document["groups"][0]["rows"][0]
    assert (man["n"], man["share"]) == (60, 0.6)
    assert man["counts"] == {"tp": 12, "fp": 18, "fn": 8, "tn": 22}
    assert figure(document, "man", "selection_rate")["value"] == 30 / 60
    assert figure(document, "vrouw", "selection_rate")["value"] == 10 / 40
    assert figure(document, "man", "false_positive_rate")["value"] == 18 / 40
    assert figure(document, "man", "false_positive_rate")["of"] == 40
    assert figure(document, "vrouw", "true_positive_rate")["value"] == 6 / 16


def test_a_group_is_compared_with_the_rest(log: Path) -> None:
    found = comparison(run(log, bounds=(BOUND,)), "man", "selection_rate")
    assert found["against"] == "rest"
    assert found["difference"]["value"] == pytest.approx(0.25)
    assert found["ratio"]["value"] == pytest.approx(2.0)
    # z = 0.25 / sqrt(0.4 x 0.6 x (1/60 + 1/40)) = 2.5, two-sided p = 0.0124; exact a little more.
    assert 0.01 < found["p"] < 0.03


def test_with_a_chosen_group_or_the_largest_and_in_pairs(log: Path) -> None:
    for against, groups in (("vrouw", [["man"]]), ("largest", [["vrouw"]]), ("pairs", [["man"]])):
        document = run(log, against=against)
        lines = [line for line in document["comparisons"] if line["metric"] == "selection_rate"]
        assert [line["group"] for line in lines] == groups, against


def test_the_verdict_says_whose_bounds_it_rests_on(log: Path) -> None:
    usual, own = run(log)["verdict"], run(log, bounds=(BOUND,))["verdict"]
    assert usual["bounds_are_usual"]
    assert not own["bounds_are_usual"]
    assert own["bounds"][0]["reason"] == "Afgesproken voor de proef."
    # 25 points is over the limit of 20 and surely no chance, yet 100 rows would not always have shown it.
    assert own["value"] == "not_acceptable"


def test_small_numbers_are_hidden_with_what_would_give_them_away(log: Path) -> None:
    document = run(log, hide_below=10)
    man, vrouw = document["groups"][0]["rows"]
    # 8, 6 and 4 are below 10. With totals shown, one hidden number in a row or column would be no secret.
    assert man["counts"]["fn"] is None
    assert vrouw["counts"]["tp"] is None
    assert vrouw["counts"]["fp"] is None
    shown = [row["counts"][name] for row in (man, vrouw) for name in ("tp", "fp", "fn", "tn")]
    assert shown.count(None) > 3
    assert figure(document, "vrouw", "true_positive_rate")["value"] is None
    hidden = comparison(document, "vrouw", "true_positive_rate")
    assert hidden["hidden"]
    assert hidden["difference"] is None


def test_two_columns_together_hide_what_their_margins_would_tell(tmp_path: Path) -> None:
    # 3 young women among 33 women: the number for older women would tell it, and that for young men too.
    counts = {("v", "jong"): 3, ("v", "oud"): 30, ("m", "jong"): 40, ("m", "oud"): 50}
    path = tmp_path / "log.csv"
    rows = [f"{sex},{age},{place % 2}" for (sex, age), count in counts.items() for place in range(2 * count)]
    path.write_text("sekse,leeftijd,besluit\n" + "\n".join(rows) + "\n", encoding="utf-8")
    roles = Roles(by=("sekse", "leeftijd"), prediction="besluit")
    document = run(path, roles=roles, intersections=2, hide_below=10)
    together = {tuple(row["group"]): row["n"] for row in document["groups"][2]["rows"]}
    assert together[("v", "jong")] is None
    assert sum(n is None for n in together.values()) == 4
    alone = {tuple(row["group"]): row["n"] for row in document["groups"][0]["rows"]}
    assert alone == {("m",): 180, ("v",): 66}


def test_what_leaves_says_where_it_came_from(log: Path) -> None:
    document = run(log)
    assert document["data"]["rows"] == 100
    assert len(document["data"]["sha256"]) == 64
    assert document["recipe"]["columns"]["by"] == ["geslacht"]
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert run(log) == document


def test_a_recipe_is_a_file_and_finds_the_log_beside_it(log: Path) -> None:
    path = log.parent / "recept.yaml"
    path.write_text(
        "recipe: 1\nlog: besluiten.csv\nhide_below: 0\n"
        "columns: {by: [geslacht], prediction: besluit, truth: terecht}\n",
        encoding="utf-8",
    )
    document = run_recipe(read_recipe(path), made_at=MOMENT).document
    assert figure(document, "man", "selection_rate")["value"] == 0.5
    whole = Recipe(log="x.csv", roles=ROLES, bounds=(BOUND,), metrics=("selection_rate",), seed=7)
    assert make_recipe(whole.as_document(), file="x") == whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("recipe: 2\ncolumns: {by: [a]}", "recipe"),
        ("recipe: 1\ncolumns: {}", "by"),
        ("recipe: 1\ncolumns: {by: [a], prediction: a}", "one role"),
        ("recipe: 1\ncolumns: {by: [a]}\nmetrics: [niets]", "there is no metric niets"),
        ("recipe: 1\ncolumns: {by: [a]}\nintersections: 3", "intersections is 1 to 1"),
        (
            "recipe: 1\ncolumns: {by: [a]}\nbounds: [{metric: accuracy, attention: 0.2, limit: 0.1, reason: x}]",
            "does not hold",
        ),
    ],
)
def test_a_recipe_that_is_not_right_says_where(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "recept.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFile, match=said):
        read_recipe(path)


def test_an_outcome_that_is_nowhere_yes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("groep,besluit\n" + "a,nee\n" * 20 + "b,nee\n" * 20, encoding="utf-8")
    with pytest.raises(BrokenFile, match="nowhere is it yes"):
        run(path, roles=Roles(by=("groep",), prediction="besluit"))


def test_a_password_does_not_travel_with_the_result() -> None:
    recipe = Recipe(log="postgresql://lezer:geheim@db.voorbeeld.example/log?password=geheim", roles=ROLES)
    assert recipe.as_document()["log"] == "postgresql://db.voorbeeld.example/log"
    assert Recipe(log="map@2026/log.csv", roles=ROLES).as_document()["log"] == "map@2026/log.csv"
