"""`waarborg forms` as a user runs it: lists, checks and overlap, exit codes, and what it says of bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from tests.small_form import both, form, part, question
from tests.small_library import ENDS, PARTS, document, links, make_library
from waarborg.adapters.form_files import loading
from waarborg.cli import form_commands
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


@pytest.fixture
def own(tmp_path: Path, library: Library) -> Path:
    """A file with the form klein, as somebody is writing it."""
    return write(tmp_path, yaml.safe_dump(document(*PARTS, **ENDS)), "eigen.yaml")


# --- list and show -----------------------------------------------------------------------------------------
def test_list_names_each_form_with_its_versions(library: Library) -> None:
    done = forms("list", "--json")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    found = {item["id"]: item for item in answer(done)["forms"]}
    assert list(found) == ["ander", "klein"]
    assert (found["klein"]["version"], found["klein"]["versions"]) == ("2026.2", ["2026.1", "2026.2"])
    # 1, 2, 3, 4.1, 5 and 6 are questions; 1 and 3 record a fact; 3 may stay empty.
    assert (found["klein"]["questions"], found["klein"]["facts"], found["klein"]["required"]) == (6, 2, 5)
    text = forms("list").stdout
    assert "2 forms" in text
    assert "klein" in text


def test_show_gives_parts_questions_and_what_follows(library: Library) -> None:
    found = answer(forms("show", "klein", "--json"))
    assert (found["id"], found["version"]) == ("klein", "2026.2")
    first, second = found["parts"]
    asked = first["items"][1]
    assert (asked["question"], asked["type"], asked["required"]) == ("2", "choice", True)
    assert asked["when"] == {"nl": "[1]", "en": "[1]"}
    assert [option["value"] for option in asked["options"]] == ["a", "b", "c"]
    assert first["items"][0]["fact"] == "profiling"
    rows, choice, _, reading = second["items"]
    assert (rows["group"], rows["repeat"], rows["least"]) == ("4", True, 1)
    assert [item["question"] for item in rows["items"]] == ["4.1"]
    assert (choice["options_from"], reading["info"]) == ("4", "uitleg")
    assert [item["id"] for item in found["outcomes"]] == ["dpia", "hoog"]
    assert found["outcomes"][0]["when"] == {"nl": '[1] EN [2] = "b"', "en": '[1] AND [2] = "b"'}
    assert [item["id"] for item in found["checks"]] == ["leeg"]
    assert [item["role"] for item in found["signatures"]] == ["lawyer", "lawyer"]


def test_show_reads_as_text_too(library: Library) -> None:
    text = forms("show", "klein").stdout
    assert "Klein (klein 2026.2): 6 questions" in text
    assert "  2 [choice] Vraag 2  ← " in text
    assert "  3 [markup, may stay empty] Vraag 3\n" in text
    assert "  4 Groep 4 (rows)" in text
    assert "    4.1 [text] Vraag 4.1" in text
    assert "  dpia [required] DPIA" in text
    assert "  leeg [blocks] Dit past niet." in text
    assert "  tekent [signature] Tekent" in text


def test_show_gives_another_version_or_a_file_of_ones_own(library: Library, own: Path) -> None:
    assert answer(forms("show", "klein", "--version", "2026.1", "--json"))["questions"] == 1
    assert answer(forms("show", str(own), "--json"))["questions"] == 6


@pytest.mark.parametrize(
    ("words", "message", "remedy"),
    [
        (("show", "dpai"), "there is no form 'dpai'", "Choose from: ander, klein."),
        (("show", "klein", "--version", "2025.1"), "there is no version '2025.1' of klein", "Choose from: 2026.1, 2026.2."),
        (("apply", "dpai"), "there is no form 'dpai'", "Choose from: ander, klein."),
        (("overlap", "--from", "dpai"), "--from 'dpai' is no form", "Choose from: all, profile, klein, ander."),
        (("overlap", "--to", "profile"), "--to 'profile' is no form", "Choose from: ander, klein, entry."),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_ends_with_3_and_the_names_that_are(
    library: Library, words: tuple[str, ...], message: str, remedy: str
) -> None:
    done = forms(*words, "--json")
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert error["message"] == message
    assert set(error["remedy"].removesuffix(".").split(": ")[1].split(", ")) == set(
        remedy.removesuffix(".").split(": ")[1].split(", ")
    )
    assert message in done.stderr


# --- check ---------------------------------------------------------------------------------------------------
def test_a_form_in_order_ends_with_0(own: Path) -> None:
    done = forms("check", str(own), "--json")
    assert done.exit_code == 0, done.stderr
    assert answer(done) == {
        "forms": [{"file": "eigen.yaml", "form": "klein", "version": "2026.1", "questions": 6, "faults": 0}],
        "errors": [],
    }
    assert forms("check", str(own)).stdout == "eigen.yaml (klein 2026.1, 6 questions): in order\n"


@pytest.mark.parametrize(
    ("more", "place", "message", "remedy"),
    [
        # What the schema says.
        ({"version": "1"}, "version", "“1” has not the right form", "such as \"2026.1\""),
        ({"parts": [part("een", question("1", "bool"))]}, "parts[0].items[0].type", "“bool” cannot stand here", "Do you mean “boolean”?"),
        # What makes no form.
        ({"parts": [part("een", question("1"), question("1"))]}, "1", "“1” is there twice", "Give each its own name"),
        ({"parts": [part("een", question("1", when="[1] EN"))]}, "1", "The condition under “when” cannot be read", "Complete it"),
        # What points nowhere.
        ({"parts": [part("een", question("1", when="[2]"))]}, "1", "The condition names [2]", "Write the id of a question"),
        ({"parts": [part("een", question("1", **{"from": links("ander:9")}))]}, "1", "There is no question “9”", "Take the id of a question"),
    ],
)  # fmt: skip
def test_a_fault_ends_with_3_and_names_file_place_and_remedy(
    tmp_path: Path, library: Library, more: dict[str, Any], place: str, message: str, remedy: str
) -> None:
    path = write(tmp_path, yaml.safe_dump(document(*PARTS) | more), "eigen.yaml")
    done = forms("check", str(path), "--json")
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert (error["file"], error["place"]) == ("eigen.yaml", place)
    assert message in error["message"]["en"]
    assert remedy in error["remedy"]["en"]
    assert error["message"]["nl"] != error["message"]["en"]
    for shown in ("eigen.yaml", f"line {error['line']}", place, error["remedy"]["en"]):
        assert shown in done.stderr
    assert answer(done)["forms"][0]["faults"] == 1
    text = forms("check", str(path))
    assert (text.exit_code, "faults: 1" in text.stdout) == (3, True)


def test_all_faults_are_named_at_once(tmp_path: Path, library: Library) -> None:
    wrong = document(part("een", question("1", when="[7]"), question("2", when="[8]"), roles=["nobody"]))
    done = forms(
        "check", str(write(tmp_path, yaml.safe_dump(wrong, sort_keys=False), "eigen.yaml")), "--json"
    )
    errors = answer(done)["errors"]
    # In the order of the file: the roles of a part stand below its questions.
    assert [(error["place"], error["key"]) for error in errors] == [
        ("1", "when"),
        ("2", "when"),
        ("een", "roles"),
    ]
    lines = [error["line"] for error in errors]
    assert lines == sorted(lines)


def test_faults_are_told_in_the_language_of_the_terminal(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "id: klein\nid: groot\n", "eigen.yaml")
    said = {}
    for language in ("nl", "en"):
        monkeypatch.setattr(form_commands, "LANGUAGE", language)
        said[language] = forms("check", str(path)).stderr.strip()
    assert said == {
        "nl": "eigen.yaml, regel 2, kolom 1: Dit is geen geldige YAML: de sleutel 'id' staat er twee keer, eerst op "
        "regel 1. Laat er een weg.",
        "en": "eigen.yaml, line 2, column 1: This is no valid YAML: the key 'id' is written twice, first on line 1. "
        "Leave one out.",
    }


def test_a_file_that_is_no_text_is_told_in_both_languages(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "eigen.yaml"
    path.write_bytes(b"id: klein\ntitle: \xff\n")
    (error,) = answer(forms("check", str(path), "--json"))["errors"]
    assert (error["file"], error["line"]) == ("eigen.yaml", 2)
    assert error["message"] == {
        "nl": "Deze regel is niet in UTF-8 geschreven.",
        "en": "This line is not in UTF-8.",
    }
    assert error["remedy"]["nl"] == "Sla het bestand op als UTF-8."


@pytest.mark.parametrize(
    "text",
    ["id: klein\nparts: [", "id: klein\nid: klein", "", "[" * 500, "een: &een [x]\ntwee: *een\n"],
    ids=["no YAML", "twice", "empty", "too deep", "alias"],
)
def test_what_is_no_form_at_all_ends_with_3(tmp_path: Path, library: Library, text: str) -> None:
    done = forms("check", str(write(tmp_path, text, "eigen.yaml")), "--json")
    assert done.exit_code == 3
    first = answer(done)["errors"][0]
    assert first["file"] == "eigen.yaml"
    assert first["place"]
    assert first["remedy"]


def test_a_file_that_is_not_there_ends_with_3(tmp_path: Path, library: Library) -> None:
    for words in (("check", "geen.yaml"), ("show", "geen.yaml"), ("apply", "geen.yaml")):
        done = forms(words[0], str(tmp_path / words[1]), "--json")
        assert done.exit_code == 3
        assert answer(done)["errors"][0]["file"] == "geen.yaml"


def test_a_form_with_faults_is_not_shown_or_tried(tmp_path: Path, library: Library) -> None:
    path = write(tmp_path, yaml.safe_dump(document(part("een", question("1", when="[2]")))), "eigen.yaml")
    for command in ("show", "apply"):
        done = forms(command, str(path), "--json")
        assert done.exit_code == 3
        (error,) = answer(done)["errors"]
        assert (error["file"], error["place"]) == ("eigen.yaml", "1")
        assert "waarborg forms check" in done.stderr


def test_the_forms_of_waarborg_are_in_order() -> None:
    done = forms("check", "--json")
    assert done.exit_code == 0, done.stderr
    assert [item["file"] for item in answer(done)["forms"]] == list(loading.list_form_files())
    assert forms("check").exit_code == 0


def test_a_fault_in_a_form_of_waarborg_names_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read = {
        "forms/a/2026.1.yaml": form(part("een", question("1", when="[2]")), id="a"),
        "forms/b/2026.1.yaml": form(part("een", question("1")), id="b"),
    }
    monkeypatch.setattr(loading, "list_form_files", lambda: tuple(read))
    monkeypatch.setattr(loading, "read_form", lambda name: read[name])
    done = forms("check", "--json")
    assert done.exit_code == 3
    assert [(error["file"], error["place"]) for error in answer(done)["errors"]] == [
        ("forms/a/2026.1.yaml", "1")
    ]
    assert [item["faults"] for item in answer(done)["forms"]] == [1, 0]


def test_without_forms_there_is_nothing_to_check_or_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "list_form_files", lambda: ())
    monkeypatch.setattr(loading, "load_library", lambda: Library(()))
    assert "There are no forms to check." in forms("check").stdout
    assert answer(forms("list", "--json")) == {"forms": []}
    done = forms("show", "dpia")
    assert (done.exit_code, "none yet" in done.stderr) == (3, True)


# --- overlap -------------------------------------------------------------------------------------------------
def test_overlap_counts_what_is_filled_from_where(library: Library) -> None:
    done = forms("overlap", "--json")
    assert done.exit_code == 0, done.stderr
    found = answer(done)["pairs"]
    for pair in found:
        assert set(pair) >= {"from", "to", "questions", "filled", "share", "links"}
    counted = {
        (pair["from"], pair["to"]): (pair["questions"], pair["filled"], pair["share"]) for pair in found
    }
    # ander:2 is the fact goal and names klein:3; ander:3 names klein:1; ander:4 only shows klein:3.
    assert counted["klein", "ander"] == (4, 2, 0.5)
    assert counted["profile", "ander"] == (4, 1, 0.25)
    assert counted["profile+klein", "ander"] == (4, 2, 0.5)
    # klein:1 and klein:3 are facts; klein:3 is the same fact as ander:2. 2 of 6 is a third.
    assert counted["profile", "klein"] == (6, 2, 0.3333)
    assert counted["ander", "klein"] == (6, 1, 0.1667)
    assert counted["klein", "entry"][1] == 1  # goal is published, profiling is not
    assert len(counted) == len(found)


def test_every_link_names_question_source_and_reason(library: Library) -> None:
    (pair,) = answer(forms("overlap", "--from", "klein", "--to", "ander", "--json"))["pairs"]
    assert [(link["question"], link["source"]) for link in pair["links"]] == [
        ("2", "klein:3"),
        ("2", "klein:3"),
        ("3", "klein:1"),
    ]
    assert pair["links"][2]["why"] == both("Omdat klein:1.")


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        (("--to", "ander"), [("profile", "ander"), ("klein", "ander"), ("profile+klein", "ander")]),
        (("--from", "profile"), [("profile", "ander"), ("profile", "klein")]),
        (("--from", "all", "--to", "entry"), [("ander+klein", "entry")]),
        (("--from", "ander", "--to", "ander"), []),
    ],
)
def test_overlap_can_be_narrowed(
    library: Library, words: tuple[str, ...], pairs: list[tuple[str, str]]
) -> None:
    found = answer(forms("overlap", *words, "--json"))["pairs"]
    assert [(pair["from"], pair["to"]) for pair in found] == pairs


def test_the_table_says_what_counts(library: Library) -> None:
    text = forms("overlap", "--to", "klein").stdout
    assert "33%" in text  # 2 of 6, rounded down
    assert "16%" in text  # 1 of 6
    for words in ("counts once", "Somebody takes each offer", "does not count", "All questions count"):
        assert words in " ".join(text.split())


# --- the forms of Waarborg -------------------------------------------------------------------------------------
def test_every_form_of_waarborg_is_listed_shown_and_tried() -> None:
    listed = answer(forms("list", "--json"))["forms"]
    assert {item["id"] for item in listed} == set(loading.load_library().ids)
    for item in listed:
        shown = answer(forms("show", item["id"], "--json"))
        assert (shown["version"], shown["questions"]) == (item["version"], item["questions"])
        done = forms("apply", item["id"], "--on", "2026-12-01", "--json")
        assert done.exit_code == 0, done.stderr
        assert answer(done)["missing"]
        assert all(one["applies"] in {"yes", "no", "unknown"} for one in answer(done)["outcomes"])


def test_no_more_is_filled_than_there_is_in_the_forms_of_waarborg() -> None:
    pairs = answer(forms("overlap", "--json"))["pairs"]
    assert {pair["to"] for pair in pairs} == {*loading.load_library().ids, "entry"}
    for pair in pairs:
        assert 0 <= pair["filled"] <= pair["questions"]
        assert pair["filled"] == len({link["question"] for link in pair["links"]})
        assert all(link["why"]["nl"] and link["why"]["en"] for link in pair["links"])
