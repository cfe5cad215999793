"""Files that somebody gives the framework, facts and a decision tree: what is wrong is said with place and remedy."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.framework_files.facts import read_dossier, read_dossier_file
from waarborg.adapters.framework_files.official_tree import read_tree, walk_paths
from waarborg.adapters.law_files.faults import LawFileError

VOCABULARY = load_vocabulary()


# --- facts of a dossier ------------------------------------------------------------------------------------
def test_facts_are_read_in_the_form_that_the_vocabulary_has() -> None:
    text = """{"annex_iii_areas": "5a", "profiling": "ja", "significant_risk": "No", "inference": ["learned"],
               "built_or_bought": ["bought"], "hosting": null, "large_scale": "unknown", "data_used": [],
               "prohibited_practices": ["none"], "in_service_on": "2026-05-01"}"""
    assert read_dossier(text, VOCABULARY, file="facts.json") == {
        "annex_iii_areas": ["5a"],
        "profiling": True,
        "significant_risk": False,
        "inference": ["learned"],
        "built_or_bought": "bought",
        "hosting": None,
        "large_scale": None,
        "data_used": None,
        "prohibited_practices": ["none"],
        "in_service_on": "2026-05-01",
    }


def test_a_point_that_looks_like_a_number_is_a_choice_too() -> None:
    assert read_dossier('{"annex_iii_areas": [2]}', VOCABULARY, file="f") == {"annex_iii_areas": ["2"]}
    assert read_dossier('{"annex_iii_areas": 2}', VOCABULARY, file="f") == {"annex_iii_areas": ["2"]}


def test_facts_may_stand_within_an_object_with_more(tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text('{"id": "chatbot", "facts": {"profiling": false}}', encoding="utf-8")
    assert read_dossier_file(file, VOCABULARY) == {"profiling": False}


@pytest.mark.parametrize(
    ("text", "place", "fault", "remedy"),
    [
        ('{"infrence": ["learned"]}', "infrence", "no such fact", "Do you mean inference?"),
        ('{"zzz": 1}', "zzz", "no such fact", "`waarborg framework facts`"),
        ('{"facts": [1]}', "facts", "no such fact", "`waarborg framework facts`"),
        ('{"profiling": "maybe"}', "profiling", "not a yes or a no", "Choose yes, no or unknown"),
        ('{"profiling": 1}', "profiling", "not a yes or a no", "Choose yes, no or unknown"),
        ('{"hosting": "moon"}', "hosting", "“moon” is no choice", "Choose from: own, government"),
        ('{"annex_iii_areas": ["5a", "none"]}', "annex_iii_areas", "“none” cannot stand beside", "Remove"),
        ('{"annex_iii_areas": ["5a", "5a"]}', "annex_iii_areas[1]", "“5a” is there twice", "Remove one"),
        ('{"annex_iii_areas": ["5a", true]}', "annex_iii_areas[1]", "“True” is no choice", "Choose from"),
        ('{"in_service_on": "2026-02-30"}', "in_service_on", "no day that exists", "2024-05-31"),
        ('{"in_service_on": 2026}', "in_service_on", "This is no text", "Give a text"),
        ('{"profiling": true, "profiling": true}', "profiling", "there twice", "Remove one"),
        ("[1]", "$", "no JSON object with facts", "{ "),
        ('"profiling"', "$", "no JSON object with facts", "{ "),
        ("null", "$", "no JSON object with facts", "{ "),
        ('{"profiling": true', "line 1", "no valid JSON", "commas, brackets and quotes"),
        ('{\n"profiling": yes}', "line 2", "no valid JSON", "commas, brackets and quotes"),
        ('{"profiling": NaN}', "line 1", "no valid JSON", "commas"),
        ('{"a": ' * 30 + "1" + "}" * 30, "character 120", "Too much stands within each other", "flat list"),
    ],
)
def test_facts_that_cannot_be_read_name_the_place_and_the_remedy(
    text: str, place: str, fault: str, remedy: str
) -> None:
    with pytest.raises(LawFileError) as caught:
        read_dossier(text, VOCABULARY, file="facts.json")
    assert (caught.value.file, caught.value.place) == ("facts.json", place)
    assert fault in caught.value.fault_text.en
    assert remedy in caught.value.remedy_text.en
    assert caught.value.fault_text.nl
    assert caught.value.remedy_text.nl.strip()


# --- a file of the official tree ---------------------------------------------------------------------------
TREE: Mapping[str, Any] = {
    "version": "1",
    "questions": [
        {
            "questionId": "1",
            "answers": [
                {"answer": "ja", "labels": ["a"], "nextQuestionId": "2"},
                {"answer": "nee", "redirects": [{"if": '!("a" in labels)', "nextConclusionId": "11.1"}]},
            ],
        },
        {"questionId": "2", "answers": [{"answer": "ja", "nextConclusionId": "11.1"}]},
    ],
    "conclusions": [{"conclusionId": "11.1", "conclusion": "Geldt niet."}],
}


def walk(tmp_path: Path, document: object) -> LawFileError | None:
    """What is said of a file with this tree; None when it can be walked."""
    file = tmp_path / "tree.yaml"
    file.write_text(document if isinstance(document, str) else yaml.safe_dump(document), encoding="utf-8")
    try:
        list(walk_paths(read_tree(file)))
    except LawFileError as error:
        return error
    return None


def spoil(change: Callable[[Any], None]) -> Any:
    document = json.loads(json.dumps(TREE))
    change(document)
    return document


def test_the_tree_of_these_tests_can_be_walked(tmp_path: Path) -> None:
    assert walk(tmp_path, TREE) is None


@pytest.mark.parametrize(
    ("change", "place", "says"),
    [
        (lambda tree: tree.pop("questions"), "$", "This is no decision tree"),
        (lambda tree: tree["questions"][1].pop("questionId"), "[1]", "questionId is missing"),
        (lambda tree: tree["conclusions"].append("x"), "[1]", "conclusionId is missing"),
        (lambda tree: tree["questions"][1].update(answers=[]), "question 2", "has no answers"),
        (lambda tree: tree["questions"][1].pop("answers"), "question 2", "has no answers"),
        (
            lambda tree: tree["questions"][0]["answers"][0].update(nextQuestionId="9"),
            "question 1",
            "The way to 9 ends nowhere",
        ),
        (
            lambda tree: tree["questions"][1]["answers"][0].update(nextQuestionId="1"),
            "question 2",
            "The way to 1 ends nowhere or goes round",
        ),
        (
            lambda tree: tree["questions"][1]["answers"][0].update(nextConclusionId="99"),
            "question 2",
            "An answer leads nowhere: 99",
        ),
        (
            lambda tree: tree["questions"][0]["answers"][1]["redirects"][0].update({"if": '"a" in labels'}),
            "question 1",
            "An answer leads nowhere",
        ),
        (
            lambda tree: tree["questions"][0]["answers"][1]["redirects"][0].update({"if": "labels.a"}),
            "question 1",
            "This condition cannot be read: labels.a",
        ),
    ],
)
def test_a_tree_with_a_fault_names_the_question(
    tmp_path: Path, change: Callable[[Any], None], place: str, says: str
) -> None:
    error = walk(tmp_path, spoil(change))
    assert error is not None
    assert (error.file, error.place) == ("tree.yaml", place)
    assert error.remedy_text.en
    assert says in error.fault_text.en


@pytest.mark.parametrize("text", ["", "questions: [", "[1, 2]", "x: &a [*a]", "a: 1\na: 2"])
def test_what_is_no_tree_at_all_is_refused(tmp_path: Path, text: str) -> None:
    assert walk(tmp_path, text) is not None


def _bracket(tree: Any) -> None:
    tree["questions"][0]["answers"][1]["redirects"][0]["if"] = "(" * 5000


@pytest.mark.parametrize(
    "change",
    [
        lambda tree: tree.update(questions=[]),
        lambda tree: tree.update(questions="x"),
        lambda tree: tree["questions"][0].update(answers=["ja"]),
        lambda tree: tree["questions"][0]["answers"][0].update(labels=5),
        lambda tree: tree["questions"][0]["answers"][1].update(redirects=["x"]),
        lambda tree: tree["questions"][0]["answers"][0].update(nextQuestionId=""),
        _bracket,
    ],
    ids=[
        "no questions",
        "questions a word",
        "answer a word",
        "labels a number",
        "redirect a word",
        "empty",
        "deep",
    ],
)
def test_a_tree_of_another_shape_is_refused_as_bad_input(
    tmp_path: Path, change: Callable[[Any], None]
) -> None:
    assert walk(tmp_path, spoil(change)) is not None
