"""What follows from answers, worked out by hand.

| id   | holds when                                | rests on            |
|------|-------------------------------------------|---------------------|
| dpia | [1] AND [2] = "b"                         | 1, 2                |
| veel | [score] ≥ 2, the score counts the options of 3 | 3              |
| hoog | [hoog risico] OR [1]                      | the framework, 1    |
| fout | [4] > 5, and 4 is a text                  | a condition that does not fit |
"""

import pytest

from tests.small_form import TODAY, both, form, group, part, question, sheet
from waarborg.core.forms.following import Followed, Holds, judge, list_findings, list_outcomes, list_slots
from waarborg.core.forms.forms import Form, Level, SlotKind
from waarborg.core.forms.reading import Reading
from waarborg.core.forms.rules import make_rules
from waarborg.core.law.evaluation import Situation
from waarborg.core.law.explaining import Layer, explain, render_text
from waarborg.core.law.values import Value


def outcome(id: str, when: str, level: str = "required", **more: object) -> dict[str, object]:
    return {
        "outcome": id,
        "title": both(id),
        "level": level,
        "when": when,
        "says": both(f"Dan {id}."),
        **more,
    }


def check(id: str, when: str, **more: object) -> dict[str, object]:
    return {"check": id, "when": when, "says": both("Dit klopt niet."), "remedy": both("Kies."), "about": ["1"], **more}  # fmt: skip


def slot(id: str, kind: str = "signature", **more: object) -> dict[str, object]:
    return {"slot": id, "kind": kind, "title": both(id), "role": "jurist", **more}


FORM = form(
    part(
        "een",
        question("1"),
        question("2", "choice", when="[1]"),
        question("3", "choices"),
        question("4", "text"),
    ),
    facts=[{"fact": "score", "kind": "number", "label": both("De score"), "function": "AANTAL([3])"}],
    outcomes=[
        outcome("dpia", '[1] EN [2] = "b"', form="dpia"),
        outcome("veel", "[score] ≥ 2", "warning"),
        outcome("hoog", "[hoog risico] OF [1]", "stop"),
        outcome("fout", "[4] > 5", "result"),
    ],
    checks=[
        check("samen", '[1] EN "a" IN [3]'),
        check("blokkeert", 'NIET [1] EN "b" IN [3]', blocks=True),
    ],
    signatures=[
        slot("altijd"),
        slot("advies", "advice", when="[1]", required=False),
        slot("instemming", "consent", when='[2] = "c"'),
    ],
)


def read(values: dict[str, object], outside: dict[str, Value] | None = None, of: Form = FORM) -> Reading:
    return Reading(of, sheet(values), outside or {}, on=TODAY)


def list_holds(reading: Reading) -> dict[str, str]:
    return {one.outcome.id: one.holds.value for one in list_outcomes(reading)}


def find(reading: Reading, id: str) -> Followed:
    return next(one for one in list_outcomes(reading) if one.outcome.id == id)


# --- outcomes ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "outside", "expected"),
    [
        # Nothing is known, and a condition that does not fit says nothing either.
        ({}, {}, {"dpia": "unknown", "veel": "unknown", "hoog": "unknown", "fout": "unknown"}),
        # 1 = no, so 2 is not asked and reads as an empty text: not "b". One option is less than two.
        ({"1": False, "3": ("a",)}, {}, {"dpia": "no", "veel": "no", "hoog": "unknown", "fout": "unknown"}),
        ({"1": True, "2": "b", "3": ("a", "b")}, {}, {"dpia": "yes", "veel": "yes", "hoog": "yes", "fout": "unknown"}),
        ({"1": True, "2": "a"}, {}, {"dpia": "no", "veel": "unknown", "hoog": "yes", "fout": "unknown"}),
        ({"1": False}, {"hoog risico": False}, {"dpia": "no", "veel": "unknown", "hoog": "no", "fout": "unknown"}),
        ({}, {"hoog risico": True}, {"dpia": "unknown", "veel": "unknown", "hoog": "yes", "fout": "unknown"}),
        ({"4": "twaalf"}, {}, {"dpia": "unknown", "veel": "unknown", "hoog": "unknown", "fout": "unknown"}),
    ],
)  # fmt: skip
def test_whether_outcomes_hold(
    values: dict[str, object], outside: dict[str, Value], expected: dict[str, str]
) -> None:
    assert list_holds(read(values, outside)) == expected


def test_outcomes_come_in_the_order_of_the_form_with_how_strong_they_are() -> None:
    found = [one.outcome for one in list_outcomes(read({}))]
    assert [(one.id, one.level) for one in found] == [
        ("dpia", Level.REQUIRED),
        ("veel", Level.WARNING),
        ("hoog", Level.STOP),
        ("fout", Level.RESULT),
    ]
    assert found[0].form == "dpia"


@pytest.mark.parametrize(
    ("values", "id", "waits_for"),
    [
        ({}, "dpia", ("1", "2")),
        ({"1": True}, "dpia", ("2",)),
        ({}, "veel", ("3",)),  # the score itself is nothing that somebody can answer
        ({}, "hoog", ("hoog risico", "1")),
        ({"1": False}, "hoog", ("hoog risico",)),
        ({"1": False}, "dpia", ()),
        ({"1": True, "2": "b"}, "dpia", ()),
    ],
)
def test_what_is_not_known_names_what_it_waits_for(
    values: dict[str, object], id: str, waits_for: tuple[str, ...]
) -> None:
    assert set(find(read(values), id).waits_for) == set(waits_for)


def explain_outcome(reading: Reading, id: str, language: str) -> str:
    conclusion, situation = find(reading, id).conclusion, Situation(values={}, on=TODAY)
    explanation = explain(make_rules(reading.form).interpretation, conclusion, situation)
    return render_text(explanation, language, Layer.STEPS)


def test_an_outcome_is_explained_with_the_questions_it_rests_on() -> None:
    text = explain_outcome(read({"1": True, "2": "b"}), "dpia", "nl")
    assert "“Vraag 1”: ja." in text
    assert "“Vraag 2” is ‘b’." in text


def test_an_outcome_that_rests_on_a_score_names_the_score() -> None:
    text = explain_outcome(read({"3": ("a", "b", "c")}), "veel", "en")
    assert "“De score” (3)" in text
    assert "“Vraag 3”" in text


def test_an_outcome_that_does_not_hold_names_what_decides() -> None:
    text = explain_outcome(read({"1": False}), "dpia", "nl")
    assert "“Vraag 1”: nee." in text


# --- checks ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"1": True}, []),  # 3 is not known yet, so it is no finding
        ({"1": True, "3": ("a",)}, ["samen"]),
        ({"1": True, "3": ("b",)}, []),
        ({"1": False, "3": ("a", "b")}, ["blokkeert"]),
    ],
)
def test_answers_that_do_not_go_together_are_found(values: dict[str, object], found: list[str]) -> None:
    assert [one.id for one in list_findings(read(values))] == found


def test_a_check_says_whether_it_stands_in_the_way_of_signing() -> None:
    (found,) = list_findings(read({"1": False, "3": ("b",)}))
    assert found.blocks
    (found,) = list_findings(read({"1": True, "3": ("a",)}))
    assert not found.blocks
    assert found.about == ("1",)


# --- who signs -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "slots"),
    [
        ({}, {"altijd": "yes", "advies": "unknown", "instemming": "unknown"}),
        ({"1": False}, {"altijd": "yes"}),
        ({"1": True}, {"altijd": "yes", "advies": "yes", "instemming": "unknown"}),
        ({"1": True, "2": "c"}, {"altijd": "yes", "advies": "yes", "instemming": "yes"}),
        ({"1": True, "2": "a"}, {"altijd": "yes", "advies": "yes"}),
    ],
)
def test_who_must_sign_follows_from_the_answers(values: dict[str, object], slots: dict[str, str]) -> None:
    assert {slot.id: holds.value for slot, holds in list_slots(read(values))} == slots


def test_a_slot_says_what_is_given_and_whether_it_may_be_left_out() -> None:
    found = {slot.id: slot for slot, _ in list_slots(read({"1": True, "2": "c"}))}
    assert [found[id].kind for id in ("altijd", "advies", "instemming")] == [
        SlotKind.SIGNATURE,
        SlotKind.ADVICE,
        SlotKind.CONSENT,
    ]
    assert [found[id].required for id in ("altijd", "advies", "instemming")] == [True, False, True]


# --- rows ----------------------------------------------------------------------------------------------------
def test_an_outcome_may_rest_on_the_rows_of_a_group_or_a_table() -> None:
    # The second risk has a high impact; party y is a processor ("b"); the table has three rows.
    columns = [{"id": "naam", "title": both("Naam"), "type": "text"}]
    small = form(
        part(
            "een",
            question("1", "risks"),
            group("2", question("2.1", "choice")),
            question("3", "table", columns=columns),
        ),
        outcomes=[
            outcome("zwaar", '"high" IN ALLE [impact] VAN [1]'),
            outcome("verwerker", '"b" IN ALLE [2.1] VAN [2]'),
            outcome("drie", "AANTAL([3]) = 3"),
        ],
    )
    risks = (
        {"risk": "a", "likelihood": "low", "impact": "low"},
        {"risk": "b", "likelihood": "low", "impact": "high"},
    )
    values: dict[str, object] = {
        "1": risks,
        "2": ("x", "y"),
        "2.1@x": "a",
        "2.1@y": "b",
        "3": ({"naam": "een"},) * 3,
    }
    assert list_holds(read(values, of=small)) == {"zwaar": "yes", "verwerker": "yes", "drie": "yes"}
    values |= {"1": risks[:1], "2.1@y": "c", "3": ()}
    assert list_holds(read(values, of=small)) == {"zwaar": "no", "verwerker": "no", "drie": "no"}


def test_several_choices_in_a_row_are_no_single_one_so_such_a_condition_says_nothing() -> None:
    """Each row gives a list, and a text is in no list of lists; per row it can be asked."""
    small = form(
        part("een", group("2", question("2.1", "choices"))),
        outcomes=[
            outcome("fout", '"b" IN ALLE [2.1] VAN [2]'),
            outcome("goed", 'WAAR IN ALLE ("b" IN [2.1]) VAN [2]'),
        ],
    )
    found = list_holds(read({"2": ("x", "y"), "2.1@x": ("a",), "2.1@y": ("b", "c")}, of=small))
    assert found == {"fout": "unknown", "goed": "yes"}


def test_what_a_conclusion_comes_to_is_yes_no_or_not_known() -> None:
    reading = read({"1": True})
    conditions = {one.id: one.when for one in FORM.outcomes}
    assert judge(reading.conclude(conditions["hoog"])) is Holds.YES
    assert judge(reading.conclude(conditions["dpia"])) is Holds.UNKNOWN
    assert judge(read({"1": False}).conclude(conditions["dpia"])) is Holds.NO
