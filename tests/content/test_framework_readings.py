"""How a dossier reaches the rules: every question explains itself, and every fact of law can be known."""

from datetime import date

import pytest

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import ROLES, apply_framework, list_goals
from waarborg.core.framework.questions import ANY, Assumption, Reading
from waarborg.core.framework.standings import Applies
from waarborg.core.law.expressions import list_names
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.values import Value
from waarborg.core.profile.vocabulary import Type

FRAMEWORK = load_framework()
READINGS = FRAMEWORK.readings
DAY = date(2026, 11, 22)
#: No term says this. It only counts beside [is een veiligheidscomponent], which every product of Annex I is here.
NEVER_KNOWN = {"is zelf het product"}
#: It changes how people are told, not whether they must be.
CHANGES_NO_OUTCOME = {"duidelijk kunst, satire of fictie"}

# --- questions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", READINGS.list_asked(), ids=lambda reading: reading.key)
def test_a_question_says_what_it_asks_why_and_what_one_can_choose(reading: Reading) -> None:
    assert reading.question is not None
    assert reading.why is not None
    for text in (reading.question, reading.why):
        assert text.nl != text.en
    assert reading.question.nl.endswith(("?", "? Kies alles wat past."))
    assert reading.question.en.endswith(("?", "? Choose all that fit."))
    assert reading.why.nl.endswith(".")
    for choice in reading.term.choices:
        label = reading.label_choice(choice.value)
        assert label.nl != choice.value
        assert label.en != choice.value


@pytest.mark.parametrize("reading", READINGS.readings, ids=lambda reading: reading.key)
def test_own_labels_and_groups_cover_every_choice_or_none(reading: Reading) -> None:
    choices = sorted(choice.value for choice in reading.term.choices)
    assert sorted(reading.choices) in ([], choices)
    grouped = sorted(value for group in reading.groups for value in group.choices)
    assert grouped in ([], choices)


@pytest.mark.parametrize("reading", READINGS.list_asked(), ids=lambda reading: reading.key)
def test_whoever_is_asked_for_choices_can_say_none(reading: Reading) -> None:
    if reading.term.type is Type.CHOICES:
        assert any(choice.exclusive for choice in reading.term.choices)


def test_what_is_read_can_be_asked_for_or_said() -> None:
    kinds = {reading.term.type for reading in READINGS.readings}
    assert kinds == {Type.BOOLEAN, Type.CHOICE, Type.CHOICES, Type.DATE}


@pytest.mark.parametrize("item", READINGS.assumptions, ids=lambda item: item.fact)
def test_an_assumption_can_be_denied_under_its_own_term(item: Assumption) -> None:
    """Whoever says that they do not know takes the assumption away; what is not asked can still be said."""
    reading = READINGS.find(item.term)
    assert reading is not None
    assert reading.question is None, "what is asked is not assumed"
    assert item.fact in READINGS.translate({}).values
    assert item.fact not in READINGS.translate({item.term: None}).values
    gives = {*reading.list_law_facts(), *(name for follows in reading.implies.values() for name in follows)}
    below = {name for given in gives for name in list_below(FRAMEWORK.rules, given)}
    assert item.fact in gives | below


# --- every fact of law can be known ------------------------------------------------------------------------
def list_leaves(rules: Interpretation, goals: tuple[str, ...], covered: set[str]) -> set[str]:
    """The facts below the goals that somebody must supply, not looking below what is covered."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = list(goals)
    while todo:
        name = todo.pop()
        if name in seen or name in covered:
            continue
        seen.add(name)
        below = list_below(rules, name)
        if not below:
            found.add(name)
        todo += below
    return found


def list_below(rules: Interpretation, name: str) -> list[str]:
    return [
        part
        for frame in rules.list_versions_of_fact(name)
        for _, expression in frame.list_expressions()
        for part in list_names(expression)
    ]


SAID = {name for reading in READINGS.readings for name in reading.list_law_facts()}
FOLLOWS = {name for reading in READINGS.readings for follows in reading.implies.values() for name in follows}
ASSUMED = {item.fact for item in READINGS.assumptions}


def test_every_fact_of_law_that_a_rule_needs_is_bound_assumed_or_below_one_that_is() -> None:
    assert list_leaves(FRAMEWORK.rules, list_goals(FRAMEWORK), SAID | FOLLOWS | ASSUMED) == NEVER_KNOWN


def test_what_only_follows_does_so_whatever_is_answered() -> None:
    for name in list_leaves(FRAMEWORK.rules, list_goals(FRAMEWORK), SAID | ASSUMED) - NEVER_KNOWN:
        givers = [reading for reading in READINGS.readings if name in reading.implies.get(ANY, {})]
        parents = {one for one in FOLLOWS if name in list_below(FRAMEWORK.rules, one)}
        assert givers or parents, name


@pytest.mark.parametrize("product", ["none", "section_a", "section_b"])
@pytest.mark.parametrize("assessed", [True, False])
def test_whether_it_is_the_product_itself_never_decides(product: str, assessed: bool) -> None:
    """With every other question answered, nothing waits for the one fact that no term gives."""
    facts: dict[str, object] = {
        "inference": ["learned"],
        "built_or_bought": "built",
        "prohibited_practices": ["none"],
        "annex_iii_areas": ["none"],
        "contact_with_people": ["none"],
        "affected_groups": ["none"],
        "role_in_decision": "no_decision",
        "decision_kind": "internal",
        "data_used": ["none"],
        "in_service_on": "2027-01-01",
        "safety_component": product,
        "third_party_conformity": assessed,
    }
    applied = apply_framework(FRAMEWORK, facts, on=DAY)
    assert applied.risk_class is not None
    assert applied.risk_class.id == ("high_risk" if product != "none" and assessed else "minimal")
    assert applied.list(Applies.UNKNOWN) == ()


def test_every_fact_that_is_bound_stands_in_the_rules_and_below_an_outcome() -> None:
    known = {frame.name for frame in FRAMEWORK.rules.facts}
    bound = SAID | FOLLOWS | ASSUMED
    assert bound <= known
    reached: set[str] = set()
    todo = list(list_goals(FRAMEWORK))
    while todo:
        name = todo.pop()
        if name not in reached:
            reached.add(name)
            todo += list_below(FRAMEWORK.rules, name)
    assert bound - reached == CHANGES_NO_OUTCOME


def test_every_goal_is_a_fact_of_the_rules() -> None:
    known = {frame.name for frame in FRAMEWORK.rules.facts}
    assert known.issuperset(list_goals(FRAMEWORK))
    assert set(list_goals(FRAMEWORK, grounds=False)) < set(list_goals(FRAMEWORK))
    assert set(ROLES) <= {word.id for word in FRAMEWORK.addressees}


def test_a_value_that_is_read_has_the_kind_of_its_fact() -> None:
    kinds: dict[type, str] = {bool: "boolean", str: "text", date: "date"}
    for reading in READINGS.readings:
        values: list[tuple[str, Value]] = [
            (name, value)
            for possible in reading.list_possible() or ("2026-11-22",)
            for name, value, _ in reading.translate(possible)
        ]
        assert values or reading.implies, reading.key
        for name, value in values:
            for frame in FRAMEWORK.rules.facts:
                if frame.name == name:
                    assert frame.kind is not None
                    assert frame.kind.value == kinds[type(value)], (reading.key, name)
