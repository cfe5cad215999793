"""`waarborg law` as a user runs it: answers, exit codes, and what it says of bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from waarborg.cli.main import app

MODEL = """
id: voorbeeld
version: "1"
title: {nl: Voorbeeld, en: Example}
sources:
  pw-36: {kind: bwb, id: "jci1.3:c:BWBR0015703&artikel=36", citation: artikel 36 Participatiewet}
facts:
  - {fact: burger, kind: boolean}
  - {fact: inkomen, kind: number, question: {nl: Wat is het inkomen?, en: What is the income?}}
  - {fact: student, kind: boolean}
  - fact: recht
    function: "[inkomen] ≤ 1200 EN NIET [student]"
    sources: [pw-36]
acts:
  - {act: aanvragen, actor: "[burger]", precondition: "[recht]", creates: ["<beslissen>"]}
duties:
  - {duty: beslissen, holder: "[college]", term: "TERMIJN(8 weken; PEILDATUM)", terminates: ["<<aanvragen>>"]}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def law(*words: str, data: Path, facts: dict[str, Any] | None = None) -> Result:
    if facts is not None:
        path = data / "facts.json"
        path.write_text(json.dumps(facts), encoding="utf-8")
        words = (*words, "--facts", str(path))
    return CliRunner().invoke(app, ["law", *words])


def answer(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_check_counts_frames_and_lists_findings(model: Path, data: Path) -> None:
    done = law("check", str(model), "--json", data=data)
    assert done.exit_code == 0, done.stderr
    found = answer(done)
    assert found["frames"] == {"acts": 1, "facts": 4, "duties": 1}
    assert found["format"] == "waarborg-yaml"
    assert found["warnings"] == []
    assert {item["code"] for item in found["findings"]} >= {
        "LAW101",
        "LAW201",
    }  # [college] and frames without source
    assert "4 facts" in law("check", str(model), data=data).stdout


def test_check_ends_with_1_when_facts_define_each_other(model: Path, data: Path) -> None:
    text = MODEL.replace("{fact: student, kind: boolean}", '{fact: student, function: "NIET [recht]"}')
    model.write_text(text, encoding="utf-8")
    done = law("check", str(model), "--json", data=data)
    assert done.exit_code == 1
    assert any(
        "[recht]" in item["message"]["en"] for item in answer(done)["findings"] if item["severity"] == "error"
    )
    ring = law("evaluate", "--model", str(model), "--fact", "recht", "--json", data=data)
    assert ring.exit_code == 3
    assert answer(ring)["errors"][0]["ring"] == ["recht", "student", "recht"]


@pytest.mark.parametrize(
    ("facts", "value", "unknown"),
    [
        ({"[inkomen]": 1000, "student": False}, True, []),
        ({"inkomen": 1200.01}, False, []),
        ({"inkomen": 1000}, None, ["[student]"]),
        ({}, None, ["[inkomen]", "[student]"]),
    ],
)
def test_evaluate_answers_with_its_trace(
    model: Path, data: Path, facts: dict[str, Any], value: Any, unknown: list[str]
) -> None:
    done = law(
        "evaluate",
        "--model",
        str(model),
        "--fact",
        "[recht]",
        "--on",
        "2026-03-03",
        "--json",
        data=data,
        facts=facts,
    )
    assert done.exit_code == 0, done.stderr
    found = answer(done)
    assert (found["fact"], found["value"], found["unknown"]) == ("[recht]", value, unknown)
    assert found["trace"][0]["fact"] == "[recht]"
    assert found["trace"][0]["sources"][0]["citation"] == "artikel 36 Participatiewet"


def test_a_fact_the_model_does_not_have_is_named(model: Path, data: Path) -> None:
    words = ("evaluate", "--model", str(model), "--fact", "recht", "--json")
    done = law(*words, data=data, facts={"Inkomen": 1000, "student": False})
    assert answer(done)["unknown"] == ["[inkomen]"]
    assert "no fact [Inkomen]" in done.stderr
    assert "Perhaps you mean [inkomen]." in done.stderr


def test_evaluate_by_the_rules_of_the_reference(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "flint.json"
    less = {"expression": "LESS_THAN", "operands": ["[inkomen]", {"expression": "LITERAL", "operand": 5}]}
    equal = {"expression": "EQUAL", "operands": ["[nee]", "[ook nee]"]}
    facts = [{"fact": "[laag]", "function": less}, {"fact": "[gelijk]", "function": equal}]
    path.write_text(json.dumps({"acts": [], "facts": facts, "duties": []}), encoding="utf-8")
    given = {"inkomen": 5, "nee": False, "ook nee": False}
    words = ("evaluate", "--model", str(path), "--json", "--semantics", "law-reg-0.7.3")
    assert answer(law(*words, "--fact", "laag", data=data, facts=given))["value"] is True
    assert answer(law(*words, "--fact", "gelijk", data=data, facts=given))["value"] is False
    strict = ("evaluate", "--model", str(path), "--json")
    assert answer(law(*strict, "--fact", "gelijk", data=data, facts=given))["value"] is True


def test_acts_are_available_possible_or_barred(model: Path, data: Path) -> None:
    words = ("acts", "--model", str(model), "--json")
    available = answer(law(*words, data=data, facts={"burger": True, "inkomen": 1, "student": False}))
    assert (available["available"], available["barred"]) == (["<<aanvragen>>"], [])
    possible = answer(law(*words, data=data, facts={"burger": True, "inkomen": 1}))
    assert possible["possible"] == ["<<aanvragen>>"]
    assert possible["unknown"] == {"<<aanvragen>>": ["[student]"]}
    (barred,) = answer(law(*words, data=data, facts={"burger": False, "student": True}))["barred"]
    assert barred["act"] == "<<aanvragen>>"
    assert barred["reasons"] == ["actor", "precondition"]


def test_acts_by_the_rules_of_the_reference_need_flint_json(model: Path, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "flint.json"
    assert law("convert", str(model), "--to", "flint", "--output", str(path), data=data).exit_code == 0
    words = ("--json", "--semantics", "law-reg-0.7.3")
    found = answer(law("acts", "--model", str(path), *words, data=data, facts={"burger": False}))
    (barred,) = found["barred"]
    assert (barred["act"], barred["reasons"][0]) == ("<<aanvragen>>", "actor")
    refused = law("acts", "--model", str(model), *words, data=data, facts={})
    assert refused.exit_code == 3
    assert "law convert --to flint" in answer(refused)["errors"][0]["remedy"]


def test_explain_says_why_with_sources_in_both_languages(model: Path, data: Path) -> None:
    words = ("explain", "--model", str(model), "--fact", "recht", "--on", "2026-03-03")
    found = answer(law(*words, "--json", "--why-not", data=data, facts={"inkomen": 1300, "student": False}))
    assert set(found["line"]) == {"nl", "en"}
    assert any("1.300" in step["text"]["nl"] for step in found["steps"])
    assert found["sources"][0]["link"]["nl"].startswith("https://wetten.overheid.nl/")
    assert [item["fact"] for item in found["turns"]["sets"][0]] == ["[inkomen]"]
    solved = answer(law(*words, "--json", "--why-not", "--solver", "z3", data=data, facts={"inkomen": 1300}))
    assert {item["fact"] for item in solved["turns"]["sets"][0]} == {"[inkomen]", "[student]"}
    text = law(*words, "--layer", "tree", data=data, facts={"inkomen": 1300}).stdout
    assert "artikel 36 Participatiewet" in text
    act = answer(
        law(
            "explain",
            "--model",
            str(model),
            "--act",
            "aanvragen",
            "--json",
            data=data,
            facts={"burger": False},
        )
    )
    assert act["about"] == "<<aanvragen>>"


def test_ask_names_what_can_still_change_the_outcome(model: Path, data: Path) -> None:
    words = ("ask", "--model", str(model), "--fact", "recht", "--json")
    assert set(answer(law(*words, data=data))["questions"]) == {"[inkomen]", "[student]"}
    assert answer(law(*words, data=data, facts={"student": True})) | {"about": ""} == {
        "about": "", "questions": [], "texts": [], "settled": False, "exact": True,
    }  # fmt: skip
    asked = answer(law(*words, data=data, facts={"student": False}))
    assert asked["texts"] == [{"nl": "Wat is het inkomen?", "en": "What is the income?"}]


def test_diff_gives_an_example_that_comes_out_differently(model: Path, data: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(MODEL.replace("1200", "1300").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    found = answer(law("diff", str(model), str(newer), "--json", data=data))
    assert (found["added"], found["removed"]) == ([], [])
    (changed,) = found["changed"]
    assert (changed["frame"], changed["slots"]) == ("[recht]", ["function"])
    example = changed["example"]
    assert (example["before"], example["after"]) == (False, True)
    assert 1200 < float(example["facts"]["[inkomen]"]) <= 1300
    assert "[recht]" in law("diff", str(model), str(newer), data=data).stdout


@pytest.mark.parametrize(("to", "holds"), [("waarborg", "fact: recht"), ("flint", '"fact": "[recht]"'), ("jsonld", "@context"), ("turtle", "@prefix")])  # fmt: skip
def test_convert_writes_other_notations(model: Path, data: Path, tmp_path: Path, to: str, holds: str) -> None:
    done = law("convert", str(model), "--to", to, data=data)
    assert done.exit_code == 0, done.stderr
    assert holds in done.stdout
    output = tmp_path / "out"
    found = answer(law("convert", str(model), "--to", to, "--output", str(output), "--json", data=data))
    assert (found["format"], found["text"], found["output"]) == (to, None, str(output))
    assert holds in output.read_text(encoding="utf-8")
    nowhere = law("convert", str(model), "--to", to, "--output", str(tmp_path / "no" / "out"), data=data)
    assert nowhere.exit_code == 4


def test_conform_counts_what_passed_and_ends_with_1_when_something_failed(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "vectors"
    folder.mkdir()
    steps = {"expression": "LITERAL", "value": True}
    vector = {
        "id": "one",
        "expression": {"expression": "LITERAL", "operand": True},
        "facts": {},
        "result": True,
        "explanation": steps,
    }
    (folder / "some.json").write_text(json.dumps({"vectors": [vector]}), encoding="utf-8")
    done = law("conform", str(folder), "--json", data=data)
    assert done.exit_code == 0, done.stdout
    assert {key: answer(done)[key] for key in ("passed", "failed")} == {"passed": 1, "failed": 0}
    (folder / "some.json").write_text(json.dumps({"vectors": [vector | {"result": False}]}), encoding="utf-8")
    failed = law("conform", str(folder), "--json", data=data)
    assert failed.exit_code == 1
    assert answer(failed)["suites"][0]["failures"][0]["id"] == "one"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("check", "{folder}/none.yaml"), 3, "none.yaml"),
        (("evaluate", "--model", "{model}", "--fact", "rechten"), 3, "Perhaps you mean: [recht]"),
        (("explain", "--model", "{model}"), 2, "--fact NAME or --act NAME"),
        (("evaluate", "--model", "{model}"), 2, "--fact"),
        (("conform", "{folder}/nothing"), 3, "is no folder"),
        (("conform", "{folder}"), 3, "holds no vectors"),
        (("evaluate", "--model", "{model}", "--fact", "recht", "--on", "gisteren"), 2, "gisteren"),
    ],
)
def test_wrong_use_and_bad_input_say_what_to_do(
    model: Path, data: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = law(*(word.format(model=model, folder=tmp_path) for word in words), data=data)
    assert done.exit_code == code, done.stderr
    assert said in done.stderr


def test_facts_that_do_not_fit_are_bad_input(model: Path, data: Path) -> None:
    words = ("evaluate", "--model", str(model), "--fact", "recht", "--json")
    done = law(*words, data=data, facts={"inkomen": "veel"})
    assert done.exit_code == 3
    assert "inkomen" in done.stderr
    assert answer(done)["errors"]
    (data / "broken.json").write_text('{"inkomen": ', encoding="utf-8")
    broken = law(*words, "--facts", str(data / "broken.json"), data=data)
    assert broken.exit_code == 3
    assert "broken.json" in broken.stderr


def test_a_party_has_an_identifier(model: Path, data: Path) -> None:
    done = law("acts", "--model", str(model), "--by", "  ", "--json", data=data)
    assert done.exit_code == 2
    assert json.loads(done.stdout)["errors"] == [
        {"message": "--by needs the identifier of a party; leave it out for nobody."}
    ]


def test_an_error_in_a_file_names_file_place_fault_and_remedy(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text('{"facts": [', encoding="utf-8")
    done = law("check", str(path), "--json", data=data)
    assert done.exit_code == 3
    [error] = json.loads(done.stdout)["errors"]
    assert (error["file"], error["place"]) == ("model.json", "line 1, column 12")
    assert error["message"].startswith("This is no valid JSON")
    assert error["remedy"].startswith("Correct the text")
