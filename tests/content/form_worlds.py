"""Dossiers around a form: what is known of an algorithm, and what the rules make of that on a day.

A world is what people could have said of one algorithm: facts under keys of the vocabulary. Nothing of the law is made
up; it follows from the facts, as it does in the product.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache

from waarborg.adapters.form_files.surroundings import look_around
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.law.evaluation import Evaluation, Situation
from waarborg.core.law.values import Value, is_known
from waarborg.core.profile import facts as profile

Facts = Mapping[str, object]
#: Before the duties of high risk apply, after those of Annex III do, and after all of them do.
DAYS = (date(2026, 11, 28), date(2027, 12, 3), date(2028, 9, 1))
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
#: A public body uses a bought system that learned from data, in an area that is not high risk.
PLAIN: Facts = {
    "inference": ("learned",),
    "works_autonomously": True,
    "output_influences": True,
    "public_body": True,
    "private_public_services": False,
    "in_union": True,
    "established_in_union": True,
    "built_or_bought": "bought",
    "ai_act_roles": ("deployer",),
    "role_changes": ("none",),
    "scope_exclusion": "none",
    "general_purpose_ai": "none",
    "prohibited_practices": ("none",),
    "prohibited_exceptions": ("none",),
    "annex_iii_areas": ("none",),
    "annex_iii_exclusions": ("none",),
    "narrow_task_exceptions": ("none",),
    "profiling": False,
    "significant_risk": False,
    "safety_component": "none",
    "third_party_conformity": False,
    "for_law_enforcement": False,
    "biometric_use": ("none",),
    "contact_with_people": ("none",),
    "transparency_exceptions": ("none",),
    "affected_groups": ("residents",),
    "affects_children": False,
    "used_on_employees": False,
    "decides_about_people": True,
    "role_in_decision": "supports",
    "decision_kind": "individual_decision",
    "legal_effect": True,
    "automated_decision": False,
    "data_used": ("personal",),
    "uses_personal_data": True,
    "special_categories": ("none",),
    "criminal_data": False,
    "national_id_number": False,
    "large_scale": True,
    "hosting": "own",
    "residual_privacy_risk": False,
    "in_service_on": "2028-03-01",
    "design_changed": False,
    "large_eu_system": False,
    "law_limits_explanation": False,
}
#: What else can be so of one algorithm, each next to the plain one.
OTHERWISE: tuple[Facts, ...] = (
    {"annex_iii_areas": ("5a",)},
    {"annex_iii_areas": ("4a",), "used_on_employees": True, "affected_groups": ("employees",)},
    {"annex_iii_areas": ("5b",)},
    {"annex_iii_areas": ("5c",)},
    {"annex_iii_areas": ("2",)},
    {"annex_iii_areas": ("1a",), "biometric_use": ("remote_post",)},
    {"annex_iii_areas": ("5a", "2")},
    {"annex_iii_areas": ("5a",), "narrow_task_exceptions": ("preparatory",)},
    {"annex_iii_areas": ("5a",), "in_service_on": "2026-01-01"},
    {"annex_iii_areas": ("5a",), "contact_with_people": ("talks_to_people",)},
    {"safety_component": "section_a", "third_party_conformity": True},
    {"safety_component": "section_b", "third_party_conformity": True},
    {"prohibited_practices": ("5_1_a",)},
    {"prohibited_practices": ("5_1_f",), "annex_iii_areas": ("4b",), "used_on_employees": True},
    {"contact_with_people": ("talks_to_people", "makes_content")},
    {"inference": ("none",)},
    {"inference": ("none",), "decides_about_people": False, "legal_effect": False, "affected_groups": ("none",)},
    {"data_used": ("none",), "uses_personal_data": False},
    {"decides_about_people": False, "legal_effect": False, "role_in_decision": "no_decision"},
    {"general_purpose_ai": "system", "contact_with_people": ("makes_content",)},
)  # fmt: skip
PARTIES: tuple[Facts, ...] = (
    {},
    {"ai_act_roles": ("provider",), "built_or_bought": "built"},
    {"ai_act_roles": ("provider", "deployer"), "built_or_bought": "commissioned"},
    {"public_body": False},
    {"public_body": False, "private_public_services": True},
    {"ai_act_roles": ("none",)},
)


@cache
def list_worlds() -> tuple[Facts, ...]:
    """Return every plain or other algorithm of every party, a hundred or so; each fact under its key of the vocabulary."""
    return tuple({**PLAIN, **what, **party} for what in ({}, *OTHERWISE) for party in PARTIES)


@cache
def look_at_worlds(names: frozenset[str], on: date) -> tuple[tuple[Facts, Mapping[str, Value]], ...]:
    """Return every world with what conditions read of it on a day."""
    return tuple((world, look(world, names, on)) for world in list_worlds())


def look(facts: Facts, names: frozenset[str], on: date) -> dict[str, Value]:
    """Return what conditions read of facts: each under `fact:key`, and what the rules conclude under these names."""
    key = (repr(sorted(facts.items())), names, on)
    if key not in _LOOKED:
        framework = load_framework()
        frozen = {name: profile.freeze(value) for name, value in facts.items()}
        _, outside = look_around(framework, frozen, by="1", at=NOON)
        evaluation = Evaluation(framework.rules, Situation(values=outside, on=on))
        found = {name: evaluation.conclude_fact(name).value for name in sorted(names)}
        said = {name: value for name, value in outside.items() if name.startswith("fact:")}
        _LOOKED[key] = said | {name: value for name, value in found.items() if is_known(value)}
    return _LOOKED[key]


_LOOKED: dict[tuple[str, frozenset[str], date], dict[str, Value]] = {}
