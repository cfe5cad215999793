"""`waarborg forms convert` and `forms answers` as a user runs them: counts, files, exit codes, bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.official_files import QUESTIONS
from tests.small_library import make_library
from tests.small_official import REGISTRY, SMALL
from waarborg.adapters.form_files import loading
from waarborg.cli.main import app
from waarborg.core.forms.library import Library

MOMENT = "2026-11-28T12:00:00+00:00"


def forms(*words: object) -> Result:
    return CliRunner().invoke(app, ["forms", *map(str, words)])


def answer(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def write(folder: Path, content: object, name: str) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The small library in place of the forms of Waarborg."""
    found = make_library()
    monkeypatch.setattr(loading, "load_library", lambda: found)
    return found


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    """A small definition for the form filler."""
    return write(tmp_path, SMALL, "kleine-toets.yaml")


# --- convert -------------------------------------------------------------------------------------------------------
def test_convert_writes_a_form_that_is_in_order_and_counts_what_is_in_it(
    definition: Path, tmp_path: Path
) -> None:
    to = tmp_path / "eigen.yaml"
    done = forms("convert", definition, "--to", to)
    assert done.exit_code == 0, done.stderr
    assert "3 parts, 3 groups, 11 questions, 4 conditions, 0 facts, 0 outcomes" in done.stdout
    assert "Said otherwise (2.2, line" in done.stderr
    checked = forms("check", to)
    assert (checked.exit_code, "official-klein 2026.1, 11 questions" in checked.stdout) == (0, True), (
        checked.stderr
    )
    assert forms("show", to).exit_code == 0


def test_convert_writes_to_the_screen_when_no_file_is_named(definition: Path) -> None:
    done = forms("convert", definition)
    assert done.exit_code == 0
    assert done.stdout.startswith("# Kleine toets, version 1.0 (urn:nl:klein)")
    assert "11 questions" in done.stderr


def test_convert_answers_in_json(definition: Path, tmp_path: Path) -> None:
    found = answer(
        forms("convert", definition, "--json", "--id", "eigen", "--number", 2, "--on", "2027-01-01")
    )
    assert (found["kind"], found["variant"], found["form"]["id"], found["form"]["version"]) == (
        "par-dpia-form", "v2", "eigen", "2027.2",
    )  # fmt: skip
    assert {name: found[name] for name in ("parts", "groups", "questions", "conditions", "outcomes")} == {
        "parts": 3, "groups": 3, "questions": 11, "conditions": 4, "outcomes": 0,
    }  # fmt: skip
    assert found["official"]["nodes"] == 15
    assert {"kind", "place", "line", "message", "remedy"} <= set(found["findings"][0])
    assert (found["blocked"], found["output"]) == (False, None)
    to = tmp_path / "uit.yaml"
    written = answer(forms("convert", definition, "--json", "--to", to))
    assert (written["output"], written["text"], to.exists()) == (str(to), None, True)


def test_convert_reads_the_task_registry(tmp_path: Path) -> None:
    found = answer(forms("convert", write(tmp_path, REGISTRY, "verklaring.yaml"), "--json"))
    assert (found["kind"], found["variant"], found["questions"]) == ("task-registry", "1.1.0", 4)


def test_convert_ends_with_1_when_the_form_concludes_something_else(tmp_path: Path) -> None:
    text = SMALL + "assessments:\n- {id: A, levels: [{level: required, result: Ja, expression: 'iets(1)'}]}\n"
    done = forms("convert", write(tmp_path, text, "a.yaml"), "--to", tmp_path / "b.yaml")
    assert done.exit_code == 1
    assert "The outcome “Ja” was not taken over" in done.stderr
    assert (tmp_path / "b.yaml").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [("", "$"), ("a: [", "line 2, column 1"), (SMALL.replace("type: [open_text]", "type: [x]", 1), "line 8 (tasks[0].type)")],
)  # fmt: skip
def test_convert_ends_with_3_on_bad_input_and_writes_nothing(tmp_path: Path, text: str, place: str) -> None:
    to = tmp_path / "uit.yaml"
    done = forms("convert", write(tmp_path, text, "fout.yaml"), "--json", "--to", to)
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert (error["file"], error["place"], bool(error["message"]), bool(error["remedy"])) == (
        "fout.yaml",
        place,
        True,
        True,
    )
    assert not to.exists()


def test_convert_ends_with_2_on_wrong_use_and_4_where_it_cannot_write(
    definition: Path, tmp_path: Path
) -> None:
    assert forms("convert", definition, "--id", "Niet Goed").exit_code == 2
    assert forms("convert", definition, "--to", tmp_path / "nergens" / "uit.yaml").exit_code == 4


# --- answers -------------------------------------------------------------------------------------------------------
def make_output(**more: Any) -> dict[str, Any]:
    answers = {
        "0": {"value": "Begin", "lastEditedAt": MOMENT, "lastEditedBy": "Jan"},
        "1.1": {"value": "true", "lastEditedAt": MOMENT},
        "2.1": [{"_index": 0, "2.1.1": {"value": "Lamp", "lastEditedAt": MOMENT}}],
        **more,
    }
    return {"metadata": {"urn": "urn:nl:klein:1.0", "createdAt": MOMENT}, "answers": answers}


def test_answers_go_in_and_out_again(definition: Path, tmp_path: Path) -> None:
    output, ours, again = (
        write(tmp_path, make_output(), "uit.json"),
        tmp_path / "onze.json",
        tmp_path / "weer.json",
    )
    done = forms("answers", output, "--form", definition, "--to", ours)
    assert done.exit_code == 0, done.stderr
    assert "3 answers to official-klein 2026.1 as waarborg; 0 stay behind" in done.stdout
    found = json.loads(ours.read_text(encoding="utf-8"))
    assert found["format"] == "waarborg-assessment"
    assert {one["place"]: one["value"] for one in found["answers"]} == {
        "0": "Begin", "1.1": True, "2.1": ["r0"], "2.1.1@r0": "Lamp",
    }  # fmt: skip
    assert "Jan" not in ours.read_text(encoding="utf-8")
    back = answer(forms("answers", ours, "--form", definition, "--to", again, "--json"))
    assert (back["to"], back["answers"], back["left_out"], back["output"]) == (
        "par-dpia-form",
        3,
        [],
        str(again),
    )
    values = json.loads(again.read_text(encoding="utf-8"))["answers"]
    assert (values["0"]["value"], values["2.1"][0]["2.1.1"]["value"]) == ("Begin", "Lamp")


def test_answers_take_a_form_that_was_converted_before(definition: Path, tmp_path: Path) -> None:
    form = tmp_path / "eigen.yaml"
    forms("convert", definition, "--to", form, "--id", "eigen-toets")
    found = answer(forms("answers", write(tmp_path, make_output(), "uit.json"), "--form", form, "--json"))
    assert (found["form"], found["to"], found["answers"]) == ("eigen-toets", "waarborg", 3)


def test_answers_tell_what_stays_behind(definition: Path, tmp_path: Path) -> None:
    output = write(tmp_path, make_output(**{"1.4": {"value": ["x"]}, "99": {"value": "y"}}), "uit.json")
    done = forms("answers", output, "--form", definition)
    assert done.exit_code == 0
    assert "Stays behind (1.4): “x” is no option here." in done.stderr
    assert json.loads(done.stdout)["format"] == "waarborg-assessment"
    found = answer(forms("answers", output, "--form", definition, "--json"))
    assert [one["place"] for one in found["left_out"]] == ["99", "1.4"]


def test_answers_to_a_form_of_ours_go_out_in_the_words_of_a_definition(
    tmp_path: Path, definition: Path
) -> None:
    """The form klein of the library has no number in common with the official one, so nothing comes along."""
    ours = {
        "format": "waarborg-assessment",
        "format_version": 1,
        "form": {"id": "klein", "version": "2026.1"},
        "answers": [{"place": "1", "value": True}, {"place": "3", "value": "Doel"}],
    }
    path = write(tmp_path, ours, "onze.json")
    found = answer(forms("answers", path, "--form", "klein", "--as", definition, "--json"))
    assert sorted(one["place"] for one in found["left_out"]) == ["1", "3"]
    plain = answer(forms("answers", path, "--form", "klein", "--json"))
    assert json.loads(plain["text"])["metadata"]["urn"] == "urn:nl:klein:2026.1"
    back = answer(
        forms(
            "answers",
            write(tmp_path, make_output(), "uit.json"),
            "--form",
            "klein",
            "--as",
            definition,
            "--json",
        )
    )
    assert back["form"] == "klein"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("{}", "$"),
        ("[", "line 1, column 2"),
        ('{"metadata": {"urn": "urn:nl:ander:1.0"}, "answers": {}}', "metadata, urn"),
        ('{"metadata": {"urn": "urn:nl:klein:1.0"}, "answers": {"0": 5}}', "answers.0"),
        ('{"format": "waarborg-assessment", "format_version": 1, "form": {"id": "ander", "version": "2026.1"}, "answers": []}', "form, id"),
    ],
)  # fmt: skip
def test_answers_end_with_3_on_bad_input(definition: Path, tmp_path: Path, content: str, place: str) -> None:
    done = forms(
        "answers",
        write(tmp_path, content, "fout.json"),
        "--form",
        definition,
        "--json",
        "--to",
        tmp_path / "x",
    )
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert (error["file"], error["place"]) == ("fout.json", place)
    assert not (tmp_path / "x").exists()


def test_answers_end_with_3_when_there_is_no_such_form(tmp_path: Path) -> None:
    path = write(tmp_path, make_output(), "uit.json")
    assert forms("answers", path, "--form", "onbekend").exit_code == 3
    assert forms("answers", tmp_path / "weg.json", "--form", "klein").exit_code == 3


# --- the official files ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", QUESTIONS)
def test_an_official_file_is_converted_with_all_its_questions(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    to = tmp_path / "uit.yaml"
    found = answer(forms("convert", shared_data / "instruments" / f"{name}.yaml", "--json", "--to", to))
    assert found["questions"] == QUESTIONS[name]
    assert forms("check", to).exit_code == 0
