"""How few answers real cases need before everything is known: what is answered is written by hand."""

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.standings import Applies

DAY = date(2026, 11, 22)
FRAMEWORK = load_framework()
MOST_ANSWERS = 12
#: What is answered where a case says nothing else: nothing that the AI Act has rules for.
NOTHING_SPECIAL: Mapping[str, object] = {
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "contact_with_people": ["none"],
    "transparency_exceptions": ["none"],
    "affected_groups": ["none"],
    "role_in_decision": "no_decision",
    "decision_kind": "internal",
    "data_used": ["none"],
    "profiling": False,
    "large_scale": False,
    "hosting": "own",
    "role_changes": ["none"],
}
AI_OF_A_SUPPLIER: Mapping[str, object] = {"inference": ["learned"], "built_or_bought": "bought"}
OWN_AI: Mapping[str, object] = {"inference": ["learned"], "built_or_bought": "built"}
RULES: Mapping[str, object] = {"inference": ["none"], "built_or_bought": "built"}
Case = tuple[Mapping[str, object], str, set[str]]
CASES: dict[str, Case] = {
    "a chatbot on the website": (
        {
            **AI_OF_A_SUPPLIER,
            "contact_with_people": ["talks_to_people", "website_or_app", "makes_content"],
            "affected_groups": ["residents"],
            "data_used": ["personal"],
            "hosting": "supplier_eea",
        },
        "transparency",
        {"deployer"},
    ),
    "a fraud model that helps to reclaim benefits": (
        {
            **OWN_AI,
            "annex_iii_areas": ["5a"],
            "profiling": True,
            "affected_groups": ["benefit_recipients"],
            "data_used": ["personal", "national_id"],
            "role_in_decision": "selects",
            "decision_kind": "individual_decision",
            "in_service_on": "2027-06-01",
        },
        "high_risk",
        {"provider", "deployer"},
    ),
    "rules for permits": (
        {
            **RULES,
            "contact_with_people": ["website_or_app"],
            "affected_groups": ["applicants", "businesses"],
            "data_used": ["personal"],
            "role_in_decision": "decides_with_review",
            "decision_kind": "individual_decision",
        },
        "not_ai",
        {"provider", "deployer"},
    ),
    "cars that read number plates": (
        {
            **AI_OF_A_SUPPLIER,
            "affected_groups": ["road_users"],
            "data_used": ["personal"],
            "role_in_decision": "selects",
            "decision_kind": "individual_decision",
            "hosting": "supplier_eea",
        },
        "minimal",
        {"deployer"},
    ),
    "a writing aid for staff": (
        {
            **AI_OF_A_SUPPLIER,
            "contact_with_people": ["makes_content"],
            "data_used": ["personal"],
            "hosting": "supplier_outside_eea",
        },
        "transparency",
        {"deployer"},
    ),
    "how much energy our buildings will need": (
        {**OWN_AI, "affected_groups": ["none"], "data_used": ["none"]},
        "minimal",
        {"provider", "deployer"},
    ),
    "a model for school advice": (
        {
            **OWN_AI,
            "annex_iii_areas": ["3c"],
            "profiling": True,
            "affected_groups": ["children", "pupils"],
            "data_used": ["personal"],
            "role_in_decision": "supports",
            "decision_kind": "individual_decision",
            "in_service_on": "2025-01-01",
        },
        "high_risk",
        {"provider", "deployer"},
    ),
    "blacking out names in documents": (
        {**AI_OF_A_SUPPLIER, "data_used": ["personal", "special"]},
        "minimal",
        {"deployer"},
    ),
    "the value of houses for tax": (
        {
            "inference": ["learned"],
            "built_or_bought": "commissioned",
            "affected_groups": ["taxpayers", "businesses"],
            "data_used": ["personal"],
            "role_in_decision": "decides_with_review",
            "decision_kind": "individual_decision",
        },
        "minimal",
        {"provider", "deployer"},
    ),
    "a spreadsheet that matches invoices": (
        {**RULES, "affected_groups": ["businesses"], "role_in_decision": "supports"},
        "not_ai",
        {"provider", "deployer"},
    ),
    "holes in the road, found with an adapted model": (
        {
            "inference": ["learned"],
            "built_or_bought": "adapted",
            "role_changes": ["substantial_modification"],
        },
        "minimal",
        {"deployer"},
    ),
    "rules that grant a benefit without a person": (
        {
            "inference": ["none"],
            "built_or_bought": "bought",
            "contact_with_people": ["website_or_app"],
            "affected_groups": ["benefit_recipients"],
            "data_used": ["personal", "national_id"],
            "role_in_decision": "decides_alone",
            "decision_kind": "individual_decision",
        },
        "not_ai",
        {"deployer"},
    ),
    "minutes from recorded speech": (
        {
            **AI_OF_A_SUPPLIER,
            "contact_with_people": ["makes_content"],
            "transparency_exceptions": ["editing_only"],
            "data_used": ["personal"],
        },
        "minimal",
        {"deployer"},
    ),
}
#: Cases as ordinary as those above, with what they need on 27 November 2026.
TOO_LONG: dict[str, Case] = {
    "traffic lights that keep traffic safe (13)": (
        {
            **AI_OF_A_SUPPLIER,
            "annex_iii_areas": ["2"],
            "narrow_task_exceptions": ["none"],
            "affected_groups": ["road_users"],
            "in_service_on": "2026-01-01",
        },
        "high_risk",
        {"deployer"},
    ),
    "a fraud model that chooses whom to visit (13)": (
        {
            **CASES["a fraud model that helps to reclaim benefits"][0],
            "decision_kind": "factual_act",
            "legal_effect": True,
        },
        "high_risk",
        {"provider", "deployer"},
    ),
    "sorting job applications (13)": (
        {
            **AI_OF_A_SUPPLIER,
            "annex_iii_areas": ["4a"],
            "profiling": True,
            "affected_groups": ["job_applicants"],
            "data_used": ["personal"],
            "role_in_decision": "selects",
            "decision_kind": "factual_act",
            "legal_effect": True,
            "in_service_on": "2026-01-10",
        },
        "high_risk",
        {"deployer"},
    ),
    "finding double applications for a benefit (13)": (
        {
            **OWN_AI,
            "annex_iii_areas": ["5a"],
            "narrow_task_exceptions": ["narrow_procedural"],
            "significant_risk": False,
            "affected_groups": ["applicants"],
            "data_used": ["personal", "national_id"],
        },
        "minimal",
        {"provider", "deployer"},
    ),
    "the order of emergency calls (14)": (
        {
            **AI_OF_A_SUPPLIER,
            "annex_iii_areas": ["5d"],
            "narrow_task_exceptions": ["none"],
            "affected_groups": ["residents"],
            "data_used": ["personal", "special"],
            "role_in_decision": "supports",
            "decision_kind": "factual_act",
            "legal_effect": True,
            "in_service_on": "2028-01-01",
        },
        "high_risk",
        {"deployer"},
    ),
}


@cache
def answer_all(name: str) -> Mapping[str, object]:
    """Answer the first question until there is none; a question without an answer by hand is a `KeyError`."""
    given = {**NOTHING_SPECIAL, **(CASES | TOO_LONG)[name][0]}
    facts: dict[str, object] = {}
    while questions := list_questions(FRAMEWORK, facts, on=DAY):
        key = questions[0].reading.key
        facts[key] = given[key]
    return facts


def require_outcome(name: str) -> None:
    """Fail when the class or the roles do not come out as written."""
    _, risk_class, roles = (CASES | TOO_LONG)[name]
    facts = answer_all(name)
    assert not [fault for key, value in facts.items() for fault in FRAMEWORK.vocabulary.check(key, value)]
    applied = apply_framework(FRAMEWORK, facts, on=DAY)
    assert applied.risk_class is not None
    assert (applied.risk_class.id, set(applied.roles), applied.open_roles) == (risk_class, roles, ())
    assert applied.list(Applies.UNKNOWN) == ()


@pytest.mark.parametrize("name", CASES)
def test_a_typical_case_needs_at_most_twelve_answers(name: str) -> None:
    facts = answer_all(name)
    assert len(facts) <= MOST_ANSWERS, list(facts)
    require_outcome(name)


@pytest.mark.parametrize("name", TOO_LONG)
def test_a_longer_case_comes_out_too(name: str) -> None:
    require_outcome(name)


@pytest.mark.parametrize("name", TOO_LONG)
def test_an_ordinary_case_that_needs_more_needs_at_most_two_more(name: str) -> None:
    """More than the aim of twelve: what people feel as strongly as a decision, and what keeps traffic safe."""
    assert len(answer_all(name)) <= MOST_ANSWERS + 2


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 13
