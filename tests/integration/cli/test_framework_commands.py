"""`waarborg framework` as a user runs it: keys of the answers, exit codes, and what it says of bad input."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from waarborg.adapters.framework_files.official_tree import read_tree, walk_paths
from waarborg.cli.main import app

CHATBOT: Mapping[str, object] = {
    "inference": ["learned"],
    "built_or_bought": "built",
    "contact_with_people": ["talks_to_people", "website_or_app"],
    "transparency_exceptions": ["none"],
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "affected_groups": ["residents"],
    "role_in_decision": "no_decision",
    "data_used": ["personal"],
    "hosting": None,
}


def framework(*words: str) -> Result:
    return CliRunner().invoke(app, ["framework", *words])


def answer(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A file with the facts of a chatbot."""
    return write(tmp_path, json.dumps(CHATBOT))


def write(folder: Path, text: str, name: str = "facts.json") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# --- apply -------------------------------------------------------------------------------------------------
def test_apply_answers_with_the_keys_of_the_contract(facts: Path) -> None:
    done = framework("apply", "--facts", str(facts), "--on", "2026-11-22", "--json")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    found = answer(done)
    assert set(found) >= {"class", "roles", "requirements", "questions", "certainty"}
    assert (found["class"], found["roles"]) == ("transparency", ["provider", "deployer"])
    assert found["certainty"] in {"A", "B", "C"}
    assert len(found["requirements"]) == len({item["id"] for item in found["requirements"]})
    for item in found["requirements"]:
        assert set(item) >= {"id", "applies", "from", "until", "why", "sources"}
        assert item["applies"] in {"yes", "no", "unknown"}
        assert (item["from"] is not None) == (item["applies"] == "yes")
        assert set(item["why"]) == {"nl", "en"}
        for source in item["sources"]:
            assert set(source) >= {"citation", "link"}
            assert source["link"].startswith("https://")


def find(found: Mapping[str, Any], code: str) -> Mapping[str, Any]:
    (item,) = (one for one in found["requirements"] if one["code"] == code)
    return dict(item)


def test_apply_says_from_when_and_why(facts: Path) -> None:
    found = answer(framework("apply", "--facts", str(facts), "--on", "2026-11-22", "--json"))
    chatbot = find(found, "aia-28")
    assert (chatbot["applies"], chatbot["from"], chatbot["in_force"]) == ("yes", "2026-08-02", True)
    assert chatbot["why"]["nl"].startswith("Geldt, want: ")
    assert any(ground["rule"] == "is aanbieder" for ground in chatbot["grounds"])
    assert find(found, "aia-03")["why"] == {
        "nl": "Geldt niet, want: niet ‘hoog risico’.",
        "en": "Does not apply, because: not ‘high risk’.",
    }
    not_known = find(found, "avg-art-28")
    assert (not_known["applies"], not_known["waits_for"]) == ("unknown", ["hosting"])
    assert {item["fact"] for item in found["assumed"]} >= {"public_body", "in_union"}


def test_apply_shows_what_was_said_in_two_ways(tmp_path: Path) -> None:
    text = json.dumps({"data_used": ["personal"], "uses_personal_data": False})
    found = answer(framework("apply", "--facts", str(write(tmp_path, text)), "--json"))
    assert found["conflicts"] == [
        {"about": "gebruikt persoonsgegevens", "followed": "data_used", "other": "uses_personal_data"}
    ]


def test_apply_shows_another_class_that_is_coming(tmp_path: Path) -> None:
    given = {**CHATBOT, "prohibited_practices": ["5_1_bb"], "contact_with_people": ["makes_content"]}
    path = write(tmp_path, json.dumps(given))
    found = answer(framework("apply", "--facts", str(path), "--on", "2026-11-22", "--json"))
    assert found["class"] == "transparency"
    assert found["class_changes"] == [{"on": "2026-12-02", "class": "prohibited"}]
    later = answer(framework("apply", "--facts", str(path), "--on", "2026-12-02", "--json"))
    assert (later["class"], later["class_changes"]) == ("prohibited", [])
    assert later["grounds"][0] == "5(1)(bb)"


def test_apply_without_facts_says_what_is_open() -> None:
    found = answer(framework("apply", "--on", "2026-11-22", "--json"))
    assert (found["class"], found["roles"]) == (None, ["deployer"])
    assert found["class_label"]["en"] == "Not known yet"
    assert found["questions"][0]["fact"] == "inference"
    text = framework("apply", "--on", "2026-11-22").stdout
    assert "Ask: " in text


def test_apply_shows_the_text_of_the_day_that_is_asked_about(tmp_path: Path) -> None:
    """A requirement that began before its text changed shows the text that is in force."""
    path = write(tmp_path, json.dumps(CHATBOT))
    expected = {"2026-07-26": set(), "2026-07-27": {"omnibus"}, "2027-01-01": {"omnibus"}}
    shown = {
        day: {
            source["source"]
            for source in find(
                answer(framework("apply", "--facts", str(path), "--on", day, "--json")), "aia-01"
            )["sources"]
        }
        & {"omnibus"}
        for day in expected
    }
    assert shown == expected


def test_apply_reads_as_text_too(facts: Path) -> None:
    done = framework("apply", "--facts", str(facts), "--on", "2026-11-22")
    assert done.exit_code == 0, done.stderr
    assert "aia-28" in done.stdout
    assert "requirements do not apply" in done.stdout


# --- questions, facts and content --------------------------------------------------------------------------
def test_questions_are_asked_with_why_and_choices(facts: Path) -> None:
    found = answer(framework("questions", "--json"))
    assert set(found) == {"questions"}
    first = found["questions"][0]
    assert set(first) >= {"fact", "text", "why", "choices"}
    assert (set(first["text"]), set(first["why"])) == ({"nl", "en"}, {"nl", "en"})
    assert [choice["value"] for choice in first["choices"]] == ["learned", "knowledge", "none"]
    assert "class" in first["touches"]
    after = answer(framework("questions", "--facts", str(facts), "--json"))
    assert {item["fact"] for item in after["questions"]}.isdisjoint(CHATBOT)


def test_questions_are_over_when_nothing_can_change(tmp_path: Path) -> None:
    given: dict[str, object] = {}
    while asked := answer(
        framework("questions", "--facts", str(write(tmp_path, json.dumps(given))), "--json")
    )["questions"]:
        given |= {item["fact"]: None for item in asked}
    done = framework("questions", "--facts", str(write(tmp_path, json.dumps(given))))
    assert "Nothing more to ask" in done.stdout


def test_facts_lists_what_rules_read() -> None:
    found = answer(framework("facts", "--json"))
    by_key = {item["key"]: item for item in found["facts"]}
    assert by_key["profiling"]["type"] == "boolean"
    assert by_key["public_body"]["assumed"][0]["en"] == "Your organisation is a public body."
    assert by_key["public_body"]["question"] is None
    assert "profiling" in framework("facts").stdout


def test_content_lists_what_the_framework_holds() -> None:
    found = answer(framework("content", "--json"))
    assert set(found) >= {"version", "changelog", "requirements", "measures", "instruments"}
    assert found["version"] in {item["version"] for item in found["changelog"]}
    assert sum(item["id"].startswith("urn:nl:ak:ver:") for item in found["requirements"]) == 63
    assert sum(item["id"].startswith("urn:nl:ak:mtr:") for item in found["measures"]) == 108
    assert f"Version {found['version']}" in framework("content").stdout


# --- bad input ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", ["apply", "questions"])
@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ('{"infrence": ["learned"]}', "infrence", "Do you mean inference?"),
        ('{"nobody_knows_this": 1}', "nobody_knows_this", "`waarborg framework facts` lists them all."),
        ('{"profiling": "maybe"}', "profiling", "Choose yes, no or unknown."),
        ('{"profiling": true, "profiling": false}', "profiling", "Remove one of them."),
        ('{"profiling": ', "line 1", "Look at commas, brackets and quotes."),
        ("[" * 30 + "]" * 30, "character 20", "Give a flat list of facts."),
        ("[1]", "$", 'Write { "key": value, … }.'),
        ("", "$", "Choose another file."),
    ],
    ids=["slip", "strange", "type", "twice", "no JSON", "too deep", "no object", "empty"],
)
def test_bad_input_ends_with_3_and_names_key_and_remedy(
    tmp_path: Path, command: str, text: str, place: str, remedy: str
) -> None:
    done = framework(command, "--facts", str(write(tmp_path, text)), "--json")
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert (error["file"], error["place"], error["remedy"]) == ("facts.json", place, remedy)
    assert error["message"]
    for part in ("facts.json", place, remedy):
        assert part in done.stderr


def test_a_file_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    done = framework("apply", "--facts", str(tmp_path / "none.json"), "--json")
    assert done.exit_code == 3
    assert answer(done)["errors"][0]["file"] == "none.json"
    assert answer(done)["requirements"] == []


@pytest.mark.parametrize(
    "words",
    [("apply", "--on", "tomorrow"), ("questions", "--on", "2026-02-30"), ("compare-beslishulp",), ("no",)],
)
def test_wrong_use_ends_with_2(words: tuple[str, ...]) -> None:
    assert framework(*words).exit_code == 2


def test_a_key_that_is_no_text_is_bad_input(tmp_path: Path) -> None:
    done = framework("apply", "--facts", str(write(tmp_path, r'{"\ud800": 1}')), "--json")
    assert done.exit_code == 3


# --- the official tree -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def official(shared_data: Path) -> Path:
    """The official decision tree as its makers published it."""
    return shared_data / "aiact" / "beslishulp-decision-tree-1.2.24.yaml"


@pytest.fixture(scope="module")
def compared(official: Path) -> Result:
    """The official tree beside ours, on a day before high risk begins."""
    return framework("compare-beslishulp", str(official), "--on", "2026-11-22", "--json")


def test_every_path_of_the_official_tree_is_the_same_or_explained(compared: Result) -> None:
    found = answer(compared)
    assert compared.exit_code == 0, (found["unexplained"], found["examples"][0])
    assert set(found) >= {"paths", "same", "different", "unexplained"}
    assert (found["paths"], found["unexplained"], found["examples"]) == (3140, 0, [])
    assert 0 < found["same"] < found["paths"]
    assert found["same"] <= found["same_class"]
    differing = found["paths"] - found["same"]
    assert all(0 < paths <= differing for paths in found["different"].values())
    assert sum(found["different"].values()) >= differing
    assert [item["code"] for item in found["reasons"]] == list(found["different"])
    assert all(item["article"] and item["text"]["nl"] for item in found["reasons"])


def test_it_is_explained_when_high_risk_has_begun_too(official: Path) -> None:
    found = answer(framework("compare-beslishulp", str(official), "--on", "2027-12-02", "--json"))
    assert (found["paths"], found["unexplained"]) == (3140, 0)


def test_the_paths_end_with_350_sets_of_labels_and_50_conclusions(official: Path) -> None:
    paths = list(walk_paths(read_tree(official)))
    assert len(paths) == 3140
    assert len({path.answers for path in paths}) == 3140
    assert len({frozenset(path.labels) for path in paths}) == 350
    assert len({path.conclusion for path in paths}) <= 50
    # The tree says 1 February where the prohibitions hold since the 2nd.
    assert date(2025, 2, 1) in {day for path in paths for day in path.days}


def make_tree(folder: Path, question: str, *conclusions: str) -> Path:
    """A tree of one question; each answer ends with one of the conclusions."""
    document = {
        "questions": [
            {
                "questionId": question,
                "answers": [{"nextConclusionId": conclusion} for conclusion in conclusions],
            }
        ],
        "conclusions": [{"conclusionId": conclusion} for conclusion in conclusions],
    }
    return write(folder, yaml.safe_dump(document), "tree.yaml")


def test_a_difference_without_a_reason_ends_with_1_and_is_shown(tmp_path: Path) -> None:
    # Question 1.1 of the real tree: whether it makes an output by itself. This tree calls "yes" minimal at once.
    words = ("compare-beslishulp", str(make_tree(tmp_path, "1.1", "13.0.4", "11.1")), "--on", "2026-11-22")
    done = framework(*words, "--json")
    assert done.exit_code == 1
    found = answer(done)
    assert (found["paths"], found["same"], found["unexplained"], found["different"]) == (2, 1, 1, {})
    assert found["examples"] == [
        {
            "answers": {"1.1": 0},
            "conclusion": "13.0.4",
            "differences": [{"in": "applies", "theirs": "yes", "ours": "unknown"}],
        }
    ]
    text = framework(*words)
    assert text.exit_code == 1
    assert "2 paths, 1 with the same outcome." in text.stdout
    assert "Without a reason: 1" in text.stdout


def test_the_official_tree_with_another_conclusion_ends_with_1(
    official: Path, compared: Result, tmp_path: Path
) -> None:
    """Here 1.5 sends whoever has an exception to "minimal" instead of "does not apply"."""
    document = yaml.safe_load(official.read_text(encoding="utf-8"))
    (question,) = (one for one in document["questions"] if str(one["questionId"]) == "1.5")
    assert question["answers"][0]["nextConclusionId"] is not None
    question["answers"][0] = {**question["answers"][0], "nextConclusionId": "13.0.4", "redirects": []}
    path = write(tmp_path, yaml.safe_dump(document, allow_unicode=True), "tree.yaml")
    done = framework("compare-beslishulp", str(path), "--on", "2026-11-22", "--json")
    assert done.exit_code == 1
    assert answer(done)["unexplained"] > answer(compared)["unexplained"]


@pytest.mark.parametrize(("question", "answers"), [("0.1", 1), ("1.1", 3)])
def test_a_question_or_answer_of_another_version_ends_with_3(
    tmp_path: Path, question: str, answers: int
) -> None:
    path = make_tree(tmp_path, question, *["11.1"] * answers)
    done = framework("compare-beslishulp", str(path), "--json")
    assert done.exit_code == 3
    (error,) = answer(done)["errors"]
    assert "has no meaning here" in error["message"]
    assert "1.2.24" in error["remedy"]


@pytest.mark.parametrize("text", ["[]", "questions: [", "", "a: 1"])
def test_what_is_no_tree_ends_with_3(tmp_path: Path, text: str) -> None:
    done = framework("compare-beslishulp", str(write(tmp_path, text, "tree.yaml")), "--json")
    assert done.exit_code == 3
    assert answer(done)["errors"][0]["file"] == "tree.yaml"


@pytest.mark.parametrize("conclusion", ["13.4", "13"])
def test_a_tree_with_a_strange_conclusion_ends_with_3(tmp_path: Path, conclusion: str) -> None:
    path = make_tree(tmp_path, "1.1", conclusion, "11.1")
    assert framework("compare-beslishulp", str(path), "--json").exit_code == 3
