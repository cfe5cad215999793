"""The official decision tree beside ours: walking a small tree by hand, its conditions, and what differs and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path as File

import pytest

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.framework_files.official_tree import Tree, evaluate_condition, read_tree, walk_paths
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.adapters.law_files.faults import LawFileError
from waarborg.core.framework.official_tree import (
    Difference,
    Facts,
    Found,
    Outcome,
    Path,
    TreeReading,
    compare_paths,
    read_answers,
    read_conclusion,
    read_labels,
)
from waarborg.core.terms.text import Text

DAY = date(2026, 11, 22)
FRAMEWORK = load_framework()
WORDS = Text("woord", "word")
#: Is it AI? Then: is it prohibited? Whoever says so is asked nothing more; for AI the labels decide.
SMALL = """
version: 1.0
questions:
  - questionId: ai
    answers:
      - {answer: "Ja", labels: [AI-systeem], nextQuestionId: prohibited}
      - {answer: "Nee", labels: [geen algoritme], nextConclusionId: 11.1}
      - {answer: "Een model", labels: [model], nextQuestionId: prohibited}
  - questionId: prohibited
    answers:
      - {answer: "Ja", labels: [verboden AI], nextConclusionId: 13.0.0}
      - answer: "Nee"
        redirects:
          - {if: '"model" in labels', nextConclusionId: 13.2.1}
          - {if: '!("model" in labels) && "AI-systeem" in labels', nextConclusionId: 13.0.4}
conclusions:
  - {conclusionId: 11.1, conclusion: "Geen AI."}
  - {conclusionId: 13.0.0, conclusion: "Verboden sinds <b>2 februari 2025</b>.", obligation: "Stop op 31 februari 2027."}
  - {conclusionId: 13.0.4, conclusion: "Weinig.", obligation: "Vanaf 2 augustus 2026 en 2 augustus 2026."}
  - {conclusionId: 13.2.1, conclusion: "Een model."}
"""


@pytest.fixture
def tree(tmp_path: File) -> Tree:
    """The small tree, as read from a file."""
    file = tmp_path / "tree.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return read_tree(file)


def make_path(conclusion: str, *answers: tuple[str, int], days: Sequence[date] = ()) -> Path:
    return Path(tuple(answers), (), conclusion, frozenset(days))


# --- walking -----------------------------------------------------------------------------------------------
def test_every_way_is_walked_once_in_the_order_of_the_answers(tree: Tree) -> None:
    assert [(path.answers, path.labels, path.conclusion) for path in walk_paths(tree)] == [
        ((("ai", 1),), ("geen algoritme",), "11.1"),
        ((("ai", 0), ("prohibited", 0)), ("AI-systeem", "verboden AI"), "13.0.0"),
        ((("ai", 0), ("prohibited", 1)), ("AI-systeem",), "13.0.4"),
        ((("ai", 2), ("prohibited", 0)), ("model", "verboden AI"), "13.0.0"),
        ((("ai", 2), ("prohibited", 1)), ("model",), "13.2.1"),
    ]


def test_the_days_that_a_conclusion_names_are_found_in_its_text(tree: Tree) -> None:
    days = {path.conclusion: path.days for path in walk_paths(tree)}
    assert days == {
        "11.1": frozenset(),
        "13.0.0": frozenset({date(2025, 2, 2)}),  # the 31st of February is no day
        "13.0.4": frozenset({date(2026, 8, 2)}),
        "13.2.1": frozenset(),
    }
    assert (tree.version, list(tree.questions)) == ("1.0", ["ai", "prohibited"])


# --- conditions on labels ----------------------------------------------------------------------------------
A, B, C = '"a" in labels', '"b" in labels', '"c" in labels'


@pytest.mark.parametrize(
    ("text", "labels", "holds"),
    [
        (A, ["a"], True),
        (A, ["b"], False),
        (f"  {A}  ", ["a"], True),
        ('"twee woorden"   in labels', ["twee woorden"], True),
        (f"!({A})", ["a"], False),
        (f"!({A})", [], True),
        (f"!!({A})", ["a"], True),
        (f"{A} && {B}", ["a", "b"], True),
        (f"{A} && {B}", ["a"], False),
        (f"{A} || {B}", ["b"], True),
        (f"{A} || {B}", [], False),
        # Both bind equally strong, from the left: (a or b) and c.
        (f"{A} || {B} && {C}", ["a"], False),
        (f"{A} || ({B} && {C})", ["a"], True),
        (f"{A} && {B} || {C}", ["c"], True),
        # A "not" holds for what stands right after it.
        (f"!{A} && {B}", ["b"], True),
        (f"!({A} && {B})", ["a"], True),
    ],
)
def test_a_condition_on_labels(text: str, labels: list[str], holds: bool) -> None:
    assert evaluate_condition(text, labels, file="tree.yaml", place="question ai") is holds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "true",
        '"a"',
        '"a" in',
        "a in labels",
        "&&",
        f"{A} &&",
        f"({A}",
        f"{A})",
        f"{A} {B}",
        f"{A} and {B}",
        "!",
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(LawFileError) as caught:
        evaluate_condition(text, ["a", "b"], file="tree.yaml", place="question ai")
    assert (caught.value.file, caught.value.place) == ("tree.yaml", "question ai")
    assert text in caught.value.fault_text.en


# --- what a conclusion says --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("conclusion", "risk_class", "roles"),
    [
        ("12.0.0", "prohibited", {"provider"}),
        ("12.1.1", "high_risk", {"provider"}),
        ("13.0.2", "high_risk", {"deployer"}),
        ("14.0.3", "transparency", {"provider", "deployer"}),
        ("15.0.1", "high_risk", {"importer"}),
        ("16.1.3", "transparency", {"distributor"}),
        ("13.0.4", "minimal", {"deployer"}),
        ("12.2.1", "gpai_systemic_risk", {"provider"}),
        ("14.2.1", "gpai_systemic_risk", {"provider", "deployer"}),
        ("12.2.2", "gpai_model", {"provider"}),
        # For these roles the tree does not ask for a systemic risk.
        ("13.2.1", "gpai_model", {"deployer"}),
        ("15.2.1", "gpai_model", {"importer"}),
    ],
)
def test_the_number_of_a_conclusion_says_role_and_class(
    conclusion: str, risk_class: str, roles: set[str]
) -> None:
    days = frozenset({DAY})
    assert read_conclusion(Path((), (), conclusion, days)) == Outcome(
        True, risk_class, frozenset(roles), days
    )


@pytest.mark.parametrize("conclusion", ["11.1", "11.2"])
def test_these_conclusions_say_that_the_act_does_not_apply(conclusion: str) -> None:
    assert read_conclusion(make_path(conclusion)) == Outcome(False, "", frozenset(), frozenset())


# --- what answers and labels mean --------------------------------------------------------------------------
def make_reading(
    answers: Mapping[str, tuple[tuple[Facts, ...], ...]] | None = None,
    labels: Mapping[str, Facts] | None = None,
    differences: Sequence[Difference] = (),
) -> TreeReading:
    return TreeReading(
        name="Kleine boom",
        version="1.0",
        link="https://example.nl",
        answers=answers or {},
        labels=labels or {},
        differences=tuple(differences),
    )


READING = make_reading(
    answers={
        "made": (({"made": True},), ({"made": False}, {"made": None})),
        "used": (({"used": 1}, {"used": 2}), ({"made": "later"},)),
    },
    labels={
        "aanbieder": {"roles": ["provider"]},
        "gebruiker": {"roles": ["deployer"]},
        "stil": {},
        "AI": {"ai": True},
    },
)


def test_a_path_stands_for_every_combination_of_its_cases() -> None:
    assert READING.list_cases(make_path("11.1", ("made", 1), ("used", 0))) == [
        {"made": False, "used": 1},
        {"made": False, "used": 2},
        {"made": None, "used": 1},
        {"made": None, "used": 2},
    ]
    # A later answer says it again, and cases that are the same count once.
    assert READING.list_cases(make_path("11.1", ("made", 1), ("used", 1))) == [{"made": "later"}]


def test_an_answer_without_a_meaning_is_an_error_or_told() -> None:
    with pytest.raises(KeyError):
        READING.list_cases(make_path("11.1", ("gone", 0)))
    with pytest.raises(IndexError):
        READING.list_cases(make_path("11.1", ("made", 2)))
    assert read_answers(READING, [("gone", 0), ("made", 2), ("made", -1)]).strange == (
        "gone: 0",
        "made: 2",
        "made: -1",
    )


def test_of_an_answer_that_stands_for_several_cases_what_they_share_is_taken_over() -> None:
    assert read_answers(READING, [("made", 0), ("used", 0)]).facts == {"made": True}


def test_labels_are_put_together_and_strange_ones_told() -> None:
    found = read_labels(READING, ["gebruiker", "stil", "nieuw", "AI", "aanbieder"])
    assert found.facts == {"roles": ["deployer", "provider"], "ai": True}
    assert found.strange == ("nieuw",)


def test_a_label_that_stands_there_twice_counts_once() -> None:
    assert read_labels(READING, ["gebruiker", "gebruiker"]).facts == {"roles": ["deployer"]}


# --- differences -------------------------------------------------------------------------------------------
DEPLOYER: Facts = {
    "inference": ["learned"],
    "built_or_bought": "bought",
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "contact_with_people": ["none"],
}
PROHIBITED: Facts = {**DEPLOYER, "prohibited_practices": ["5_1_a"]}
#: That 2 February 2025 is missing in the text of the tree.
DAY_MISSING = Difference("day-missing", "days", WORDS, "113", ours="2025-02-02")


def compare(path: Path, cases: Sequence[Facts], differences: Sequence[Difference] = ()) -> tuple[Found, ...]:
    reading = make_reading(answers={"1": (tuple(cases),)}, differences=differences)
    (compared,) = compare_paths(FRAMEWORK, reading, [path], on=DAY)
    return compared.found


def test_the_same_outcome_differs_in_nothing() -> None:
    assert compare(make_path("13.0.4", ("1", 0)), [DEPLOYER]) == ()
    assert compare(make_path("13.0.0", ("1", 0)), [PROHIBITED]) == ()
    assert (
        compare(make_path("11.1", ("1", 0)), [{"inference": ["none"]}, {**DEPLOYER, "inference": ["none"]}])
        == ()
    )


def test_another_class_and_another_role_are_told() -> None:
    found = compare(make_path("12.0.2", ("1", 0)), [DEPLOYER])
    assert found == (
        Found("class", "high_risk", "minimal", None),
        Found("roles", "provider", "deployer", None),
    )


def test_that_the_act_applies_or_not_is_told_before_all_else() -> None:
    assert compare(make_path("11.1", ("1", 0)), [DEPLOYER]) == (Found("applies", "no", "yes", None),)
    assert compare(make_path("13.0.0", ("1", 0)), [{"inference": ["none"]}]) == (
        Found("applies", "yes", "no", None),
    )
    assert compare(make_path("13.0.0", ("1", 0)), [{"inference": ["learned"]}]) == (
        Found("applies", "yes", "unknown", None),
    )


def test_each_case_of_a_path_counts_and_the_same_difference_once() -> None:
    other = {**DEPLOYER, "data_used": ["none"]}
    assert compare(make_path("13.0.2", ("1", 0)), [DEPLOYER, other]) == (
        Found("class", "high_risk", "minimal", None),
    )
    assert compare(make_path("13.0.4", ("1", 0)), [DEPLOYER, PROHIBITED]) == (
        Found("class", "minimal", "prohibited", None),
    )


def test_a_day_counts_when_the_tree_names_days_and_lacks_it() -> None:
    wrong = make_path("13.0.0", ("1", 0), days=[date(2025, 2, 1)])
    assert compare(wrong, [PROHIBITED]) == (Found("days", "", "2025-02-02", None),)
    assert compare(wrong, [PROHIBITED], [DAY_MISSING]) == (Found("days", "", "2025-02-02", DAY_MISSING),)
    right = make_path("13.0.0", ("1", 0), days=[date(2025, 2, 2)])
    assert compare(right, [PROHIBITED], [DAY_MISSING]) == ()


def test_roles_without_a_low_class_of_their_own_are_no_difference() -> None:
    importer = {**DEPLOYER, "ai_act_roles": ["importer"], "contact_with_people": ["deep_fake"]}
    importer["transparency_exceptions"] = ["none"]
    for conclusion in ("15.0.3", "15.0.4"):
        assert compare(make_path(conclusion, ("1", 0)), [importer]) == ()


@pytest.mark.parametrize(
    ("difference", "fits"),
    [
        (Difference("x", "class", WORDS, "5"), True),
        (Difference("x", "roles", WORDS, "5"), False),
        (Difference("x", "class", WORDS, "5", theirs="high_risk"), True),
        (Difference("x", "class", WORDS, "5", theirs="minimal"), False),
        (Difference("x", "class", WORDS, "5", ours="minimal"), True),
        (Difference("x", "class", WORDS, "5", ours="high_risk"), False),
        (Difference("x", "class", WORDS, "5", answers={"1": 0}), True),
        (Difference("x", "class", WORDS, "5", answers={"1": 1}), False),
        (Difference("x", "class", WORDS, "5", answers={"1": 0, "2": 0}), False),
    ],
)
def test_a_reason_fits_by_part_by_what_each_says_and_by_answers(difference: Difference, fits: bool) -> None:
    assert difference.fits(make_path("13.0.2", ("1", 0)), "class", "high_risk", "minimal") is fits
    (found,) = compare(make_path("13.0.2", ("1", 0)), [DEPLOYER], [difference])
    assert found.reason == (difference if fits else None)


def test_the_first_reason_that_fits_is_given() -> None:
    both = (Difference("first", "class", WORDS, "5"), Difference("second", "class", WORDS, "6"))
    (found,) = compare(make_path("13.0.2", ("1", 0)), [DEPLOYER], both)
    assert found.reason is both[0]


# --- the meaning that comes with the product ---------------------------------------------------------------
def test_every_fact_that_an_answer_or_label_stands_for_is_in_the_vocabulary() -> None:
    reading = load_tree_reading()
    cases = [case for options in reading.answers.values() for option in options for case in option]
    for facts in (*cases, *reading.labels.values()):
        for key, value in facts.items():
            assert FRAMEWORK.vocabulary.check(key, value) == (), (key, value)


def test_every_reason_names_an_article_and_questions_of_the_tree() -> None:
    reading = load_tree_reading()
    for difference in reading.differences:
        assert difference.article
        for question, number in difference.answers.items():
            assert 0 <= number < len(reading.answers[question])
