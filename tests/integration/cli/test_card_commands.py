"""`waarborg cards read` as a user runs it: what a system card would become, exit codes, bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from tests.reporting_standard import SYSTEM, system_card
from waarborg.cli.main import app


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["cards", "read", *map(str, words)])


def write(folder: Path, content: str, name: str = "kaart.yaml") -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["kaart.yaml", "kaart.json"])
def test_it_tells_what_each_field_would_become(tmp_path: Path, name: str) -> None:
    content = json.dumps(SYSTEM) if name.endswith("json") else yaml.safe_dump(SYSTEM)
    done = run(write(tmp_path, content, name), "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    answer: dict[str, Any] = json.loads(done.stdout)
    assert (answer["name"], answer["schema_version"]) == ("Zoekhulp", "0.1a14")
    by_key = {one["key"]: one for one in answer["proposals"]}
    assert by_key["goal"] == {
        "field": "goal_and_impact",
        "becomes": "entry",
        "key": "goal",
        "publication": "goal",
        "label": {"nl": "Doel en impact", "en": "Goal and impact"},
        "value": "<p>Sneller vinden.</p><ul><li>korter wachten</li><li>minder fouten</li></ul>",
    }
    assert (by_key["product_version"]["becomes"], by_key["product_version"]["publication"]) == ("fact", None)
    assert {"field": "hardware_requirements", "says": "geen"} in answer["notes"]
    left = {one["field"]: one for one in answer["left"]}
    assert left["models"]["says"] == "zoekmodel"
    assert "model cards" in left["models"]["reason"]["en"]


def test_people_read_a_table(tmp_path: Path) -> None:
    card = system_card(status="[bold]In gebruik[/bold]", hardware_requirements=["geen"], **{"[red]x": "y"})
    done = run(write(tmp_path, yaml.safe_dump(card)))
    assert done.exit_code == 0
    assert "1 facts, 2 lines for a note, 1 without a place. Nothing was recorded." in done.stdout


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("schema_version: '9'\n", "schema_version", "Version 9 of the reporting standard is not known here."),
        ("schema_version: 0.1a14\nname: 5\n", "name", "A text belongs here."),
        ("a: [\n", "line 2, column 1", "This is no valid YAML"),
    ],
)
def test_a_wrong_card_ends_with_3_and_names_file_place_and_remedy(
    tmp_path: Path, content: str, place: str, message: str
) -> None:
    done = run(write(tmp_path, content), "--json")
    assert done.exit_code == 3
    assert f"kaart.yaml, at {place}" in done.stderr
    answer = json.loads(done.stdout)
    (error,) = answer["errors"]
    assert (error["file"], error["place"]) == ("kaart.yaml", place)
    assert message in error["message"]
    assert error["remedy"]
    assert answer["proposals"] == []


def test_a_file_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    done = run(tmp_path / "weg.yaml", "--json")
    assert done.exit_code == 3
    assert json.loads(done.stdout)["errors"][0]["file"] == "weg.yaml"
