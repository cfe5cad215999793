"""`waarborg register check`: the answer for people and for machines, and the exit code."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.exchange import Refusal, read
from waarborg.cli.checking import LONG_FILE, SHOWN_BESIDE_JSON, check_file, describe, describe_error
from waarborg.core.terms.text import Text

GOOD = {
    "name": "Zoekhulp",
    "organization": "Gemeente Voorbeeldstad",
    "lars": "11111111",
    "area": "Voorbeeldstad",
}


def write(folder: Path, document: object) -> Path:
    path = folder / "export.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(path: Path, *, as_json: bool = False, language: str = "nl") -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = check_file(path, as_json=as_json, out=out, err=err, language=language)
    return code, out.getvalue(), err.getvalue()


def run_json(path: Path) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(path, as_json=True)
    answer: dict[str, Any] = json.loads(out)
    return code, answer


def test_a_file_without_refusals_ends_well(tmp_path: Path) -> None:
    code, answer = run_json(write(tmp_path, [GOOD]))
    assert code == 0
    assert list(answer) == ["format", "records", "totals"]
    (record,) = answer["records"]
    assert list(record) == ["id", "title", "status", "changes", "findings", "errors"]
    assert (record["id"], record["status"]) == ("11111111", "accepted")
    assert answer["totals"]["no_place"] == {"area": 1}
    assert answer["totals"]["records"] == answer["totals"]["accepted"] == 1
    assert {one["code"] for one in record["findings"]} == {"missing", "expected", "no_legal_basis"}


def test_a_file_with_a_refusal_is_a_negative_answer(tmp_path: Path) -> None:
    code, answer = run_json(write(tmp_path, [GOOD, {"name": "", "organization": "x"}]))
    assert code == 1
    refused = answer["records"][1]
    assert (refused["status"], refused["errors"][0]["field"], refused["errors"][0]["row"]) == (
        "refused",
        "name",
        2,
    )
    assert (answer["totals"]["accepted"], answer["totals"]["refused"]) == (1, 1)


@pytest.mark.parametrize(("language", "place"), [("nl", "veld name"), ("en", "field name")])
def test_refusals_are_told_to_people_beside_the_json(language: str, place: str, tmp_path: Path) -> None:
    bad = {"name": "", "organization": "x"}
    code, out, err = run(write(tmp_path, [GOOD, bad]), as_json=True, language=language)
    assert code == 1
    assert json.loads(out)["totals"]["refused"] == 1
    (line,) = err.splitlines()
    assert line.startswith(f"export.json, record 2, {place}: ")


@pytest.mark.parametrize(("language", "more"), [("nl", "… en nog 3"), ("en", "… and 3 more")])
def test_beside_the_json_at_most_a_hundred_refusals_are_told(
    language: str, more: str, tmp_path: Path
) -> None:
    bad = [{"name": "", "organization": "x"}] * (SHOWN_BESIDE_JSON + 3)
    _, out, err = run(write(tmp_path, [GOOD, *bad]), as_json=True, language=language)
    assert json.loads(out)["totals"]["refused"] == SHOWN_BESIDE_JSON + 3
    lines = err.splitlines()
    assert (len(lines), lines[-1]) == (SHOWN_BESIDE_JSON + 1, more)


def test_a_broken_file_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[", encoding="utf-8")
    code, out, err = run(path, as_json=True)
    assert code == 3
    assert json.loads(out)["errors"][0]["file"] == "x.json"
    assert err.startswith("x.json, regel 1: ")


@pytest.mark.parametrize(("language", "word"), [("nl", "Geweigerd"), ("en", "Refused")])
def test_people_get_a_summary_in_their_language(language: str, word: str, tmp_path: Path) -> None:
    document = [GOOD | {"[b]": "x"}, *({"name": f"n{number}", "organization": ""} for number in range(25))]
    code, out, _ = run(write(tmp_path, document), language=language)
    assert code == 1
    assert word in out
    assert "[b]" in out
    assert "5" in out.splitlines()[-1]


def test_a_long_file_is_checked_whole(tmp_path: Path) -> None:
    document = [GOOD | {"lars": str(number)} for number in range(LONG_FILE + 1)]
    code, answer = run_json(write(tmp_path, document))
    assert (code, answer["totals"]["accepted"]) == (0, LONG_FILE + 1)


def test_a_note_is_told_only_where_there_is_one(tmp_path: Path) -> None:
    (refusal,) = read(write(tmp_path, [{"name": "", "organization": "x"}])).records
    assert isinstance(refusal, Refusal)
    assert "note" not in describe(refusal)
    assert describe(refusal, note=Text("waarom", "why"))["note"] == {"nl": "waarom", "en": "why"}


def test_an_error_is_one_line_with_its_place(tmp_path: Path) -> None:
    (refusal,) = read(write(tmp_path, [{"name": "", "organization": "x"}])).records
    error = describe(refusal)["errors"][0]
    assert (
        describe_error(error, "en")
        == "export.json, record 1, field name: The name is empty. Fill in the name."
    )
