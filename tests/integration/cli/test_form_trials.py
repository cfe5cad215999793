"""`waarborg forms apply` as a user runs it: what is asked, what follows and why, and what it says of bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from tests.small_form import both, group, part, question
from tests.small_library import ENDS, PARTS, document, make_library
from waarborg.adapters.form_files import loading
from waarborg.cli.main import app
from waarborg.core.forms.library import Library


def forms(*words: str) -> Result:
    return CliRunner().invoke(app, ["forms", *words])


def answer(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def write(folder: Path, document: object, name: str) -> Path:
    path = folder / name
    text = document if isinstance(document, str) else json.dumps(document)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """The small library in place of the forms of Waarborg."""
    found = make_library()
    monkeypatch.setattr(loading, "load_library", lambda: found)
    return found


def try_form(tmp_path: Path, *words: str, facts: object = None, answers: object = None) -> dict[str, Any]:
    more: list[str] = []
    if facts is not None:
        more += ["--facts", str(write(tmp_path, facts, "facts.json"))]
    if answers is not None:
        more += ["--answers", str(write(tmp_path, answers, "answers.json"))]
    done = forms("apply", "klein", *more, *words, "--on", "2026-12-01", "--json")
    assert done.exit_code == 0, done.stderr
    return answer(done)


def test_nothing_is_said(tmp_path: Path, library: Library) -> None:
    found = try_form(tmp_path)
    assert (found["form"], found["version"], found["on"]) == ("klein", "2026.2", "2026-12-01")
    assert [item["place"] for item in found["asked"]] == ["1", "3", "5"]
    assert [(item["place"], item["waits_for"]) for item in found["waiting"]] == [
        ("2", ["1"]),
        ("6", ["ander:1"]),
    ]
    assert found["not_asked"] == []
    assert [(item["place"], item["fewest"]) for item in found["missing"]] == [("1", 0), ("4", 1), ("5", 0)]
    assert {item["id"]: item["applies"] for item in found["outcomes"]} == {
        "dpia": "unknown",
        "hoog": "unknown",
    }
    assert set(found["outcomes"][0]["waits_for"]) == {"1", "2"}
    assert [(item["id"], item["applies"]) for item in found["signatures"]] == [
        ("tekent", "yes"),
        ("adviseert", "unknown"),
    ]
    assert (found["offered"], found["checks"]) == ([], [])


def test_answers_decide_what_is_asked_and_what_follows_and_why(tmp_path: Path, library: Library) -> None:
    answers = {"1": True, "2": "b", "4": ["x"], "4.1@x": "Leverancier", "5": "x", "ander:1": False}
    found = try_form(tmp_path, answers=answers)
    assert [item["place"] for item in found["asked"]] == ["1", "2", "3", "4.1@x", "5"]
    assert found["not_asked"] == ["6"]
    assert (found["waiting"], found["missing"]) == ([], [])
    dpia = found["outcomes"][0]
    assert (dpia["applies"], dpia["level"], dpia["action"]) == ("yes", "required", both("Begin de DPIA"))
    assert "“Vraag 1”: ja." in dpia["why"]["nl"]
    assert "“Vraag 1”: yes." in dpia["why"]["en"]
    assert found["progress"]["asked"] == found["progress"]["answered"] == 4
    assert found["progress"]["percentage"] == 100
    assert [role["id"] for role in found["progress"]["roles"]] == ["lawyer"]


def test_what_does_not_go_together_is_said(tmp_path: Path, library: Library) -> None:
    (found,) = try_form(tmp_path, answers={"answers": {"1": True, "2": "c"}})["checks"]
    assert (found["id"], found["blocks"], found["about"]) == ("leeg", True, ["1", "2"])


def test_facts_are_offered_and_answer_nothing_by_themselves(tmp_path: Path, library: Library) -> None:
    facts = {"profiling": True, "goal": "Minder fouten", "hosting": None}
    found = try_form(tmp_path, facts=facts)
    assert [(item["place"], item["source"], item["value"]) for item in found["offered"]] == [
        ("1", "fact:profiling", True),
        ("3", "fact:goal", "Minder fouten"),
    ]
    assert not any(item["answered"] for item in found["asked"])
    accepted = try_form(tmp_path, "--accept-offers", facts=facts)
    assert {item["place"]: item["taken_from"] for item in accepted["asked"] if item["answered"]} == {
        "1": "fact:profiling",
        "3": "fact:goal",
    }
    assert "2" in [item["place"] for item in accepted["asked"]]  # it is asked because 1 is yes now
    assert accepted["offered"] == []


def test_accepting_offers_leaves_own_answers_alone(tmp_path: Path, library: Library) -> None:
    found = try_form(tmp_path, "--accept-offers", facts={"profiling": True}, answers={"1": False})
    assert next(item["value"] for item in found["asked"] if item["place"] == "1") is False
    assert [(item["place"], item["kind"]) for item in found["offered"]] == [("1", "different")]


def test_facts_of_the_framework_follow_from_facts_of_the_dossier_with_every_step(
    tmp_path: Path, library: Library
) -> None:
    facts = {
        "inference": ["learned"],
        "built_or_bought": "built",
        "annex_iii_areas": ["5a"],
        "profiling": True,
        "prohibited_practices": ["none"],
        "safety_component": "none",
    }
    # The small rules of the test have no rule for it, so that it is not known; a form of Waarborg has.
    assert try_form(tmp_path, facts=facts)["outcomes"][1]["waits_for"] == ["hoog risico"]
    path = write(tmp_path, yaml.safe_dump(document(*PARTS, **ENDS)), "eigen.yaml")
    done = forms(
        "apply", str(path), "--facts", str(write(tmp_path, facts, "f.json")), "--on", "2026-12-01", "--json"
    )
    hoog = answer(done)["outcomes"][1]
    assert hoog["applies"] == "yes"
    assert "maakt profielen van mensen" in hoog["why"]["nl"]


def test_apply_reads_as_text_too(tmp_path: Path, library: Library) -> None:
    path = write(tmp_path, {"1": True, "2": "b"}, "answers.json")
    facts = write(tmp_path, {"goal": "Minder fouten"}, "facts.json")
    done = forms("apply", "klein", "--answers", str(path), "--facts", str(facts), "--on", "2026-12-01")
    assert done.exit_code == 0, done.stderr
    # Asked: 1, 2 and 5; 3 may stay empty; 6 waits.
    assert (
        "klein 2026.2 on 2026-12-01: 2 of 3 questions answered (66%), 1 may stay empty, 1 wait."
        in done.stdout
    )
    assert "required: DPIA (dpia). Doe een DPIA." in done.stdout
    assert "  Hoog (hoog) ← hoog risico" in done.stdout
    assert "0 outcomes do not hold" in done.stdout
    assert "Signature: Tekent (lawyer)" in done.stdout
    assert "Missing: 2\n  4 Groep 4\n  5 Vraag 5" in done.stdout
    assert "  3 ← fact:goal: Minder fouten" in done.stdout
    wrong = write(tmp_path, {"1": True, "2": "c"}, "answers.json")
    assert (
        "Does not go together (1, 2): Dit past niet."
        in forms("apply", "klein", "--answers", str(wrong)).stdout
    )


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ('{"9": true}', "9", "There is no such question", "waarborg forms show klein"),
        ('{"4.2@x": true}', "4.2@x", "There is no such question", "Do you mean 4.1?"),
        ('{"uitleg": true}', "uitleg", "There is no such question", "waarborg forms show klein"),
        ('{"Vraag 1": true}', "Vraag 1", "This is no place in a form", "Write the id of a question"),
        ('{"1": "ja"}', "1", "The answer is not a yes or a no", "Choose yes, no or unknown."),
        ('{"1": {"a": 1}}', "1", "Such a value cannot be an answer", "Give yes or no"),
        ('{"2": "d"}', "2", "“d” is no choice", "Choose from: a, b, c."),
        ('{"4": "x"}', "4", "This is no list of rows", "Give each row an id of its own"),
        ('{"4": ["x", "x"]}', "4", "This is no list of rows", "Give each row an id of its own"),
        ('{"4": ["X"]}', "4", "This is no list of rows", "Give each row an id of its own"),
        ('{"4": ["x"], "4.1@y": "a"}', "4.1@y", "There is no row y", "Put it in the list of 4."),
        ('{"4.1": "a"}', "4.1", "The number of rows is not right", "Write 4.1@a"),
        ('{"1@x": true}', "1@x", "The number of rows is not right", "this question stands in no row"),
        ('{"4": ["x"], "5": "y"}', "5", "“y” is no choice", "Choose from: x."),
        ('{"ander:9": true}', "ander:9", "There is no such question", "waarborg forms show ander"),
        ('{"dpia:1": true}', "dpia:1", "There is no form dpia", "waarborg forms list"),
        ('{"klein:4": ["x"]}', "klein:4", "This is no question with one answer", "Leave it out"),
        ('{"1": true, "1": false}', "1", "This is there twice", "Remove one of them."),
        ('{"1": ', "line 1", "This is no valid JSON", "Look at commas"),
        ('{"1": NaN}', "line 1", "This is no valid JSON", "Look at commas"),
        ("[" * 30 + "]" * 30, "character 10", "Too much stands within each other", "Give a flat list"),
        ("[1]", "$", "This is no JSON object with answers", 'Write { "1.1": value, … }.'),
        ("", "$", "The file is empty", "Choose another file."),
    ],
)
def test_an_answer_that_does_not_fit_ends_with_3_and_names_place_and_remedy(
    tmp_path: Path, library: Library, text: str, place: str, message: str, remedy: str
) -> None:
    path = write(tmp_path, text, "answers.json")
    done = forms("apply", "klein", "--answers", str(path), "--json")
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert (error["file"], error["place"]) == ("answers.json", place)
    assert error["message"].startswith(message)
    assert remedy in error["remedy"]
    assert "answers.json" in done.stderr


def test_a_group_that_is_not_repeated_takes_no_answer(tmp_path: Path, library: Library) -> None:
    path = write(
        tmp_path,
        yaml.safe_dump(document(part("een", group("1", question("1.1"), repeat=False)))),
        "eigen.yaml",
    )
    given = write(tmp_path, {"1": ["x"]}, "answers.json")
    done = forms("apply", str(path), "--answers", str(given), "--json")
    assert done.exit_code == 3
    assert answer(done)["errors"][0]["message"] == "This group has no rows"


@pytest.mark.parametrize(
    ("text", "place"), [('{"infrence": ["learned"]}', "infrence"), ('{"profiling": "maybe"}', "profiling")]
)
def test_a_fact_that_does_not_fit_ends_with_3(
    tmp_path: Path, library: Library, text: str, place: str
) -> None:
    done = forms("apply", "klein", "--facts", str(write(tmp_path, text, "facts.json")), "--json")
    assert done.exit_code == 3
    assert answer(done)["errors"][0]["place"] == place
    assert answer(done)["asked"] == []


@pytest.mark.parametrize("words", [("apply",), ("apply", "klein", "--on", "morgen"), ("show",), ("nee",)])
def test_wrong_use_ends_with_2(library: Library, words: tuple[str, ...]) -> None:
    assert forms(*words).exit_code == 2
