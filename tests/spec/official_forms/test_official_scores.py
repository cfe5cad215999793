"""The expressions of a definition, each with what it becomes and what it gives."""

from typing import Any

import pytest

from tests.official_files import convert_text
from tests.small_form import TODAY, sheet
from tests.small_official import HEAD
from waarborg.adapters.official_forms.converting import Converted
from waarborg.adapters.official_forms.jexl import JexlError, parse_jexl
from waarborg.core.forms.following import list_outcomes
from waarborg.core.forms.reading import Reading
from waarborg.core.law.expressions import Reference
from waarborg.core.law.notation import write

# A form with a yes or no (1), a colour (2), kinds (3), a line (4), and a yes or no (5) that is asked when 1 is yes.
FORM = (
    HEAD
    + """\
- {task: Een, id: "1", type: [radio_option], options: [{value: true, label: Ja}, {value: false, label: Nee}]}
- {task: Twee, id: "2", type: [select_option], options: [{value: Rood}, {value: Groen}, {value: Blauw}]}
- {task: Drie, id: "3", type: [checkbox_option], options: [{value: "Soort: a"}, {value: "Soort: b"}, {value: "Soort: c"}]}
- {task: Vier, id: "4", type: [text_input]}
- task: Vijf
  id: "5"
  type: [radio_option]
  options: [{value: true}, {value: false}]
  dependencies: [{type: conditional, condition: {id: "1", operator: equals, value: true}, action: show}]
"""
)
GIVEN: dict[str, Any] = {"1": True, "2": "groen", "3": ("soort-a", "soort-c"), "4": "appel", "5": False}


def conclude(expression: str, **wishes: bool) -> Converted:
    """A form that draws one outcome by an expression."""
    text = f"{FORM}assessments:\n- id: Uit\n  levels:\n  - {{level: required, result: Doe het, expression: {expression!r}}}\n"
    return convert_text(text, **wishes)


def holds(converted: Converted, given: dict[str, Any]) -> list[str]:
    return [one.holds.value for one in list_outcomes(Reading(converted.form, sheet(given), {}, on=TODAY))]


@pytest.mark.parametrize(
    ("expression", "becomes", "given"),
    [
        ('bool(answers("1"))', "[1]", "yes"),
        ('bool(answers("1")) == true', "[1]", "yes"),
        ('bool(answers("1")) == false', "NIET [1]", "no"),
        ('bool(answers("1")) != true', "NIET [1]", "no"),
        ('!bool(answers("1"))', "NIET [1]", "no"),
        ('answers("1") == "true"', "[1]", "yes"),
        ('answers("5") == "false"', "[1] EN NIET [5]", "yes"),
        ('answers("2") == "Groen"', '[2] = "groen"', "yes"),
        ('answers("2") != "Groen"', '[2] ≠ "groen"', "no"),
        ('answers("2") in ["Rood", "Blauw"]', '[2] IN {"rood"; "blauw"}', "no"),
        ('answers("4") == "appel"', '[4] = "appel"', "yes"),
        ('countSelectedOptions("3") >= 2', '(ALS "geen-van-deze" IN [3] DAN 0 ANDERS AANTAL([3])) ≥ 2', "yes"),
        ('(answers("3") | count) > 2', '(ALS "geen-van-deze" IN [3] DAN 0 ANDERS AANTAL([3])) > 2', "no"),
        ('weightedCountMap(answers("3"), ["Soort: a", "Soort: b"], [2, 3]) == 2', '(ALS "soort-a" IN [3] DAN 2 ANDERS 0) + (ALS "soort-b" IN [3] DAN 3 ANDERS 0) = 2', "yes"),
        ('bool(answers("1")) && answers("2") == "Rood"', '[1] EN [2] = "rood"', "no"),
        ('bool(answers("1")) || answers("2") == "Rood"', '[1] OF [2] = "rood"', "yes"),
        # && and || bind equally there, from left to right: (yes or no) and no.
        ('bool(answers("1")) || bool(answers("5")) && bool(answers("5"))', "([1] OF [5]) EN [5]", "no"),
        ('bool(answers("1")) ? bool(answers("5")) : true', "ALS [1] DAN [5] ANDERS WAAR", "no"),
        ('((bool(answers("1")) && 2) + 1) > 2', "(ALS [1] DAN 2 ANDERS 0) + 1 > 2", "yes"),
        ("1 + 2 * 2 == 5", "1 + 2 × 2 = 5", "yes"),
        ("3 > 2", "WAAR", "yes"),
        ('bool(answers("9"))', "ONWAAR", "no"),
        ('answers("9") == null', "WAAR", "yes"),
    ],
)  # fmt: skip
def test_an_expression_becomes_a_condition(expression: str, becomes: str, given: str) -> None:
    converted = conclude(expression)
    assert not converted.blocked
    assert write(converted.form.outcomes[0].when) == becomes
    assert holds(converted, GIVEN) == [given]


@pytest.mark.parametrize(
    "expression",
    [
        'answers("1")', 'answers("3")', 'answers("3") == "Soort: a"', 'bool(answers("3"))', 'answers(4)', "answers()",
        'answers("2") > 3', 'answers("2") in "Rood"', 'onbekend("1")', 'answers("1") | upper', "iets", "scores.ap.x",
        "5 / 2 > 1", "5 % 2 == 1", "2 ^ 2 == 4", "(", "1 +", 'weightedCountMap(answers("2"), ["a"], [1]) > 0',
        'weightedCountMap(answers("3"), ["Soort: a"], ["x"]) > 0', "bool(3)", "count(3) > 1", "criteriaCheck(3)", "'x'",
    ],
)  # fmt: skip
def test_what_cannot_be_translated_is_left_out_and_told(expression: str) -> None:
    converted = conclude(expression.replace("'", '"'))
    assert converted.form.outcomes == ()
    assert converted.blocked
    (told,) = (one for one in converted.findings if one.blocks)
    assert (told.spot.id, "was not taken over" in told.says.en) == ("Uit", True)


SCORED = (
    HEAD
    + """\
- task: Drie
  id: "3"
  type: [checkbox_option]
  options: [{value: a}, {value: b}, {value: c}]
  calculation:
    scoreKey: soorten
    expression: "answers('3') | count"
    riskScore:
    - {when: "soorten >= 1 && soorten <= 2", value: 1}
    - {when: "soorten > 2", value: 2.5}
assessments:
- id: Toets
  levels:
  - level: required
    expression: criteria.veel || criteria.test
    result: Toets verplicht
    criteria:
    - {id: veel, expression: "(scores.soorten || 0) > 2", explanation: het er veel zijn}
    - {id: test, expression: "false", explanation: het nooit is}
  - level: recommended
    expression: criteria.iets
    result: Toets aanbevolen
    explanation: Er is iets.
    criteria: [{id: iets, expression: "scores.soorten >= 1", explanation: er iets is}]
"""
)


# Chosen:        none   a      a, b   a, b, c
# Score:         0      1      1      2.5      (the first rule that holds; none holds for nothing chosen)
# Outcome:       -      rec.   rec.   required (recommended only where required does not hold)
@pytest.mark.parametrize(
    ("chosen", "score", "outcomes"),
    [
        (("geen-van-deze",), 0, ["no", "no"]),
        (("a",), 1, ["no", "yes"]),
        (("a", "b"), 1, ["no", "yes"]),
        (("a", "b", "c"), 2.5, ["yes", "no"]),
        (None, None, ["unknown", "unknown"]),
    ],
)
def test_scores_and_levels(chosen: tuple[str, ...] | None, score: float | None, outcomes: list[str]) -> None:
    converted = convert_text(SCORED)
    reading = Reading(converted.form, sheet({} if chosen is None else {"3": chosen}), {}, on=TODAY)
    if score is not None:
        assert reading.conclude(Reference("score soorten")).value == score
    assert [one.holds.value for one in list_outcomes(reading)] == outcomes
    assert [one.says.nl for one in converted.form.outcomes] == [
        "Toets verplicht, als: het er veel zijn; het nooit is.",
        "Er is iets.",
    ]
    assert [(one.id, one.level.value) for one in converted.form.outcomes] == [
        ("toets-required", "required"),
        ("toets-recommended", "recommended"),
    ]


def test_a_score_that_cannot_be_translated_takes_what_rests_on_it_along() -> None:
    converted = convert_text(SCORED.replace("answers('3') | count", "answers('3') | upper"))
    assert converted.form.outcomes == ()
    assert [one.spot.id for one in converted.findings if one.blocks] == ["3", "Toets", "Toets"]


def test_a_score_under_a_condition_counts_only_when_that_is_asked_for() -> None:
    text = SCORED.replace(
        "  calculation:\n",
        "  dependencies:\n  - type: conditional\n    condition: {id: '3', operator: any}\n    action: show\n    calculation:\n",
    ).replace("    scoreKey", "      scoreKey").replace("    expression: \"answers", "      expression: \"answers").replace(
        "    riskScore", "      riskScore"
    ).replace("    - {when", "      - {when")  # fmt: skip
    plain, repaired = convert_text(text), convert_text(text, repair=True)
    assert [fact.name for fact in plain.form.facts if fact.name.startswith("score")] == []
    assert [fact.name for fact in repaired.form.facts if fact.name.startswith("score")] == ["score soorten"]


def test_an_answer_compared_with_true_is_never_the_same_unless_that_is_repaired() -> None:
    expression = 'answers("1") == true'
    assert holds(conclude(expression), GIVEN) == ["no"]
    assert holds(conclude(expression, repair=True), GIVEN) == ["yes"]
    assert any("without bool()" in one.says.en for one in conclude(expression).findings)


def test_weights_of_what_is_no_option_never_count_unless_that_is_repaired() -> None:
    expression = 'weightedCountMap(answers("3"), ["a", "x"], [2, 1]) > 1'
    assert holds(conclude(expression), GIVEN) == ["no"]
    assert holds(conclude(expression, repair=True), GIVEN) == ["yes"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a b", "at sign 3 (b)"),
        ("answers(", "at sign 9 (…)"),
        ("1 ? 2", "at sign 6"),
        ("a @ b", "at sign 2"),
        ("(" * 100, "deeper than 60"),
        ("!" * 100 + "a", "cannot be read"),
        ("-" * 100 + "1", "at sign"),
        (" + ".join("1" * 300), "more than 200 operations"),
        ("1" * 20_001, "longer than 20000"),
        ("9" * 400, "cannot be read"),
    ],
)
def test_an_expression_that_cannot_be_read_says_where(text: str, says: str) -> None:
    with pytest.raises(JexlError) as caught:
        parse_jexl(text)
    assert says in str(caught.value)
    assert caught.value.says.nl
