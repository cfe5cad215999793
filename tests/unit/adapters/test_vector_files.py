"""Vector files that others made: found by their shape, and refused with file, place and remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.flint.vectors import Outcome, VectorFileError, run_vectors

EXPRESSION = {
    "id": "one",
    "expression": {"expression": "SUM", "operands": ["[a]", "[a]"]},
    "facts": {"[a]": {"$num": "1.50"}},
    "result": {"$num": "3"},
    "explanation": {
        "expression": "SUM",
        "operandExplanations": [{"fact": "[a]", "operandExplanations": [{"value": "1.5"}], "value": "1.5"}]
        * 2,
        "value": "3",
    },
}
MODEL = {
    "acts": [{"act": "<<a>>", "actor": "[b]", "object": "[c]", "recipient": "[d]", "create": ["[e]"]}],
    "facts": [],
}
ANSWERS = [{"fact": fact, "value": True} for fact in ("[b]", "[c]", "[d]")]
SUPPLIED = {"[b]": {"expression": "IS", "operand": "did:x:7"}, "[c]": True, "[d]": True}


def write(folder: Path, content: Any, name: str = "any name.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


def run(folder: Path, content: Any) -> Outcome:
    write(folder, content)
    return run_vectors(folder)


def test_a_folder_with_one_vector(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"vectors": [EXPRESSION]})
    assert (outcome.passed, outcome.failed, outcome.skipped) == (1, 0, 0)
    assert (outcome.suites[0].name, outcome.suites[0].kind) == ("any name.json", "expressions")


def test_a_vector_that_comes_out_otherwise_says_how(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"vectors": [EXPRESSION | {"result": 3}]})
    [failure] = outcome.suites[0].failures
    assert (failure.id, failure.expected["result"], failure.got["result"]) == ("one", 3, {"$num": "3"})


def test_a_list_is_compared_item_by_item(tmp_path: Path) -> None:
    row = {
        "id": "one",
        "expression": "[a]",
        "facts": {"[a]": ["x", {"$num": "1"}]},
        "result": ["x", {"$num": "1"}],
    }
    row["explanation"] = {"fact": "[a]", "operandExplanations": [{"value": ["x", "1"]}], "value": ["x", "1"]}
    assert run(tmp_path, {"vectors": [row, row | {"id": "two", "result": ["x"]}]}).passed == 1


def test_a_vector_that_asks_more_than_was_recorded_fails(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"vectors": [EXPRESSION | {"facts": {}}]})
    assert outcome.suites[0].failures[0].got == {
        "error": "asked [a], which was not asked when this was recorded"
    }


@pytest.mark.parametrize(("operator", "failed"), [("XOR", 0), ("SUM", 1)])
def test_an_error_that_was_recorded_is_expected(tmp_path: Path, operator: str, failed: int) -> None:
    row = {
        "id": "one",
        "expression": {"expression": operator, "operands": []},
        "facts": {},
        "error": "Unknown",
    }
    assert run(tmp_path, {"vectors": [row]}).failed == failed


def test_an_error_that_was_not_recorded_fails(tmp_path: Path) -> None:
    outcome = run(tmp_path, {"vectors": [EXPRESSION | {"expression": {"expression": "XOR"}}]})
    assert outcome.suites[0].failures[0].got == {"error": "Unknown expression type XOR"}


def test_a_model_may_stand_above_the_vectors_and_have_comments(tmp_path: Path) -> None:
    model = json.dumps(MODEL).replace('"[c]"', '"[c]" /* see https:// */ // "object"\n')
    write(tmp_path, "\ufeff" + model, "models/m.flint.json")
    check = [{"act": "<<a>>", "valid": True, "invalidReasons": []}, {"act": "<<z>>", "error": "no such act"}]
    row = {"id": "one", "answers": ANSWERS, "checkAction": check}
    write(tmp_path, {"model_file": "models/m.flint.json", "vectors": [row]}, "deep/vectors.json")
    assert run_vectors(tmp_path / "deep").passed == 1


def test_answers_may_be_given_for_a_place_in_a_list_or_one_after_the_other(tmp_path: Path) -> None:
    ages = {"expression": "LIST", "name": "ages", "items": "[age]"}
    whole = {"expression": "EQUAL", "operands": [{"expression": "SUM", "operands": [ages]}, "[c]"]}
    write(tmp_path, {"acts": [MODEL["acts"][0] | {"preconditions": whole}]}, "m.flint.json")
    values = [{"$num": "1"}, {"$num": "2"}, False]
    check = [{"act": "<<a>>", "valid": True, "invalidReasons": []}]
    in_order = [{"fact": "[age]", "value": value} for value in values]
    placed = [row | {"lists": ["ages"], "indices": [place]} for place, row in enumerate(in_order)]
    three = [
        {"fact": "[b]", "value": True},
        {"fact": "[c]", "value": {"$num": "3"}},
        {"fact": "[d]", "value": True},
    ]
    rows = [
        {"id": str(number), "answers": [*three, *ages], "checkAction": check}
        for number, ages in enumerate((in_order, placed[::-1]))
    ]
    assert run(tmp_path, {"model_file": "m.flint.json", "vectors": rows}).passed == 2


def test_an_act_that_is_not_in_the_model_fails_by_itself(tmp_path: Path) -> None:
    write(tmp_path, MODEL, "m.flint.json")
    row = {"id": "one", "answers": [], "checkAction": [{"act": "<<z>>", "valid": True, "invalidReasons": []}]}
    [failure] = run(tmp_path, {"model_file": "m.flint.json", "vectors": [row]}).suites[0].failures
    assert "no act '<<z>>'" in failure.got[0]["error"]


def test_a_walk_is_taken_by_the_party_that_was_bound(tmp_path: Path) -> None:
    write(tmp_path, MODEL, "m.flint.json")
    taken = {"available": ["<<a>>"], "answers": ANSWERS, "take": "<<a>>", "action": "@action:1", "facts_supplied": SUPPLIED, "active_duties_reference": []}  # fmt: skip
    ended = {"available": [], "answers": [answer | {"value": False} for answer in ANSWERS], "take": None}
    rows = [{"id": "one", "steps": [taken, ended]}, {"id": "two", "steps": [ended]}]
    assert run(tmp_path, {"model_file": "m.flint.json", "vectors": rows}).passed == 2


def test_vectors_about_a_model_that_is_not_here_are_skipped_with_the_reason(tmp_path: Path) -> None:
    rows = [{"id": "one", "answers": [], "checkAction": []}] * 2
    outcome = run(tmp_path, {"model_file": "models/gone.json", "vectors": rows})
    assert outcome.skipped == 2
    assert "models/gone.json is not here" in outcome.suites[0].skips[0].reason


def scenario(*calls: dict[str, Any]) -> dict[str, Any]:
    row = {"test": "a test", "model_hash": "m", "fact_functions": {}, "calls": list(calls)}
    return {"models": {"m": MODEL}, "scenarios": [row]}


def question(fact: str, answer: Any) -> dict[str, Any]:
    return {"fact": fact, "lists": [], "indices": [], "options": [], "answer": answer}


def test_a_scenario_must_ask_all_that_was_recorded_in_that_order(tmp_path: Path) -> None:
    call = {"op": "take", "actor": "a", "case": "@case", "act": "<<a>>"}
    error = {"error": "Action <<a>> is not allowed due to object"}
    asked = [question("[b]", True), question("[c]", False)]
    assert run(tmp_path, scenario(call | error | {"resolver": asked})).passed == 1
    outcome = run(tmp_path, scenario(call | error | {"resolver": [*asked, question("[d]", True)]}))
    assert outcome.suites[0].failures[0].got == [error | {"not asked": ["[d]"]}]
    outcome = run(tmp_path, scenario(call | error | {"resolver": asked[::-1]}))
    assert "asked [b], which was not" in outcome.suites[0].failures[0].got["error"]


def test_an_operation_that_nobody_knows_fails(tmp_path: Path) -> None:
    call = {"op": "undo", "actor": "a", "case": "@case", "result": []}
    assert run(tmp_path, scenario(call)).suites[0].failures[0].got == [
        {"error": "there is no operation 'undo'"}
    ]


def test_diagnostics_are_compared_with_their_places(tmp_path: Path) -> None:
    write(tmp_path, MODEL, "models/m.json")
    write(tmp_path, MODEL | {"acts": [{"act": "<<a>>", "create": "x"}]}, "models/old.json")
    missing = [("[e]", "create", 0), ("[b]", "actor"), ("[c]", "object"), ("[d]", "recipient")]
    rows = [
        {"code": "LR0002", "severity": "WARNING", "source": source, "path": ["acts", 0, *path]}
        for source, *path in missing
    ]
    stopped = {"error": "Cannot read properties of undefined (reading 'offset')"}
    content = {
        "m.json": {"counts": {"LR0002": 4}, "diagnostics": rows},
        "old.json": stopped,
        "gone.json": stopped,
    }
    outcome = run(tmp_path, content)
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 0, 1)


@pytest.mark.parametrize(
    ("content", "place", "problem"),
    [
        ('{"vectors": [}', "line 1, column 14", "no JSON"),
        ('{"vectors": NaN}', "the whole file", "NaN is no JSON"),
        ('{"vectors": 1e99999999999999999999}', "the whole file", "'1e99999999999999999999' is no number"),
        ("[" * 100_000, "the whole file", "nested too deep"),
        ({"vectors": {}}, "vectors", "is no list of objects"),
        ({"vectors": []}, "vectors", "is no list of objects"),
        ({"scenarios": ["x"]}, "scenarios", "is no list of objects"),
        ({"vectors": [{"id": "one"}]}, "vectors", "cannot tell what kind"),
        ({"vectors": [{"id": "one", "expression": "[a]"}]}, "one", "'facts' is missing"),
        ({"vectors": [{"expression": "[a]"}]}, "the file", "'id' is missing"),
        ({"vectors": [EXPRESSION | {"facts": []}]}, "one", "has another shape"),
        ({"vectors": [EXPRESSION | {"facts": {"[a]": {"$num": "x"}}}]}, "one", "'x' is no number"),
        ({"vectors": [{"id": "one", "checkAction": []}]}, "the file", "'model_file' is missing"),
        (
            {"model_file": 5, "vectors": [{"id": "one", "checkAction": []}]},
            "model_file",
            "no name of a model",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, content: Any, place: str, problem: str
) -> None:
    with pytest.raises(VectorFileError) as refused:
        run(tmp_path, content)
    assert refused.value.file == tmp_path / "any name.json"
    assert refused.value.place.removeprefix("at or after ") == place
    assert problem in refused.value.problem
    assert refused.value.remedy
    assert str(refused.value).startswith(str(refused.value.file))


def test_a_model_that_is_no_object_and_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    write(tmp_path, [], "m.flint.json")
    rows = [{"id": "one", "answers": [], "checkAction": []}]
    with pytest.raises(VectorFileError, match="no model"):
        run(tmp_path, {"model_file": "m.flint.json", "vectors": rows})
    (tmp_path / "any name.json").write_bytes(b'{"\xff"}')
    with pytest.raises(VectorFileError, match=r"byte 2: is no UTF-8"):
        run_vectors(tmp_path)


def test_a_folder_is_refused_that_is_not_there_or_holds_no_vectors_or_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(VectorFileError, match="is not there"):
        run_vectors(tmp_path / "gone")
    write(tmp_path, {"acts": []}, "other.json")
    write(tmp_path, [1], "list.json")
    with pytest.raises(VectorFileError, match="holds no vectors"):
        run_vectors(tmp_path)
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(VectorFileError, match="cannot be read"):
        run_vectors(tmp_path)
