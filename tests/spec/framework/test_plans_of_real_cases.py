"""How long a plan is for real cases, by the framework as it comes with the product."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import Applied, apply_framework
from waarborg.core.framework.measures import Origin
from waarborg.core.framework.parts import Scope
from waarborg.core.framework.planning import Plan, make_plan
from waarborg.core.framework.standings import Applies

DAY = date(2026, 11, 22)
FRAMEWORK = load_framework()
MOST_OF_SIMPLE_RULES, MOST_OF_HIGH_RISK = 15, 60
NOTHING_SPECIAL: Mapping[str, object] = {
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "contact_with_people": ["none"],
    "affected_groups": ["none"],
    "role_in_decision": "no_decision",
    "decision_kind": "internal",
    "data_used": ["none"],
    "profiling": False,
    "large_scale": False,
    "hosting": "own",
}
#: Rules that people wrote, and that decide nothing that touches anybody strongly.
SIMPLE_RULES: dict[str, Mapping[str, object]] = {
    "a spreadsheet that matches invoices": {
        "affected_groups": ["businesses"],
        "role_in_decision": "supports",
    },
    "the round of a sweeping machine": {},
    "a roster of staff": {"affected_groups": ["employees"], "data_used": ["personal"]},
    "a calculator on the website": {
        "contact_with_people": ["website_or_app"],
        "affected_groups": ["residents"],
    },
    "reports of litter to a department": {
        "contact_with_people": ["website_or_app"],
        "affected_groups": ["residents"],
        "data_used": ["personal"],
        "hosting": "supplier_eea",
    },
    "mail by its subject to a team, bought outside Europe": {
        "built_or_bought": "bought",
        "affected_groups": ["residents"],
        "data_used": ["personal"],
        "hosting": "supplier_outside_eea",
    },
    "which files may be destroyed": {"data_used": ["personal", "national_id"]},
}
#: High-risk systems that an organisation builds and uses itself.
BUILT_AND_USED: dict[str, Mapping[str, object]] = {
    "a fraud model for benefits": {
        "annex_iii_areas": ["5a"],
        "profiling": True,
        "affected_groups": ["benefit_recipients"],
        "data_used": ["personal", "national_id"],
        "role_in_decision": "selects",
        "decision_kind": "individual_decision",
    },
    "school advice": {
        "annex_iii_areas": ["3c"],
        "profiling": True,
        "affected_groups": ["children", "pupils"],
        "data_used": ["personal"],
        "role_in_decision": "supports",
        "decision_kind": "individual_decision",
    },
    "sorting job applications": {
        "annex_iii_areas": ["4a"],
        "profiling": True,
        "affected_groups": ["job_applicants"],
        "data_used": ["personal"],
        "role_in_decision": "selects",
        "decision_kind": "factual_act",
        "legal_effect": True,
    },
    "everything at once": {
        "annex_iii_areas": ["1a", "1c", "5a", "5d", "6a", "7b"],
        "profiling": True,
        "contact_with_people": ["talks_to_people", "website_or_app", "makes_content", "recognises_emotion"],
        "affected_groups": ["residents", "children", "migrants", "suspects", "employees"],
        "data_used": ["personal", "special", "criminal", "national_id", "works_of_others"],
        "role_in_decision": "decides_alone",
        "decision_kind": "individual_decision",
        "large_scale": True,
        "hosting": "supplier_outside_eea",
        "biometric_use": ["remote_post"],
        "third_party_conformity": True,
    },
}


def apply_simple(name: str) -> Applied:
    facts = {"inference": ["none"], "built_or_bought": "built", **NOTHING_SPECIAL, **SIMPLE_RULES[name]}
    return apply_framework(FRAMEWORK, facts, on=DAY)


def apply_serious(name: str, **more: object) -> Applied:
    facts = {
        "inference": ["learned"],
        "built_or_bought": "built",
        "in_service_on": "2027-06-01",
        **NOTHING_SPECIAL,
        **BUILT_AND_USED[name],
        **more,
    }
    return apply_framework(FRAMEWORK, facts, on=DAY)


def list_ids(applied: Applied) -> set[str]:
    found = make_plan(FRAMEWORK, applied)
    return {task.id for task in (*found.tasks, *found.organisation)}


# --- how many ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", SIMPLE_RULES)
def test_simple_rules_have_at_most_fifteen_tasks_of_their_own(name: str) -> None:
    applied = apply_simple(name)
    assert applied.risk_class is not None
    assert (applied.risk_class.id, applied.weight, applied.is_impactful) == ("not_ai", 1, False)
    tasks = make_plan(FRAMEWORK, applied).tasks
    assert 0 < len(tasks) <= MOST_OF_SIMPLE_RULES


@pytest.mark.parametrize("name", BUILT_AND_USED)
def test_a_high_risk_system_that_is_built_and_used_has_at_most_sixty_tasks_of_its_own(name: str) -> None:
    applied = apply_serious(name)
    assert (applied.is_high_risk, applied.weight) == (True, 3)
    assert {"provider", "deployer"} <= set(applied.roles)
    tasks = make_plan(FRAMEWORK, applied).tasks
    assert MOST_OF_SIMPLE_RULES < len(tasks) <= MOST_OF_HIGH_RISK


@pytest.mark.parametrize("name", BUILT_AND_USED)
def test_the_plan_of_a_light_algorithm_is_shorter_than_that_of_a_heavy_one(name: str) -> None:
    heavy = make_plan(FRAMEWORK, apply_serious(name))
    # Recognising emotions is high risk by itself, and for data of the police another law takes the place of the GDPR.
    less = {"annex_iii_areas": ["none"], "contact_with_people": ["none"], "data_used": ["personal"]}
    light = make_plan(FRAMEWORK, apply_serious(name, **less, role_in_decision="no_decision"))
    assert len(light.tasks) < len(heavy.tasks)


# --- what every plan keeps ---------------------------------------------------------------------------------
def list_all() -> Iterable[tuple[Applied, Plan]]:
    for applied in (*map(apply_simple, SIMPLE_RULES), *map(apply_serious, BUILT_AND_USED)):
        yield applied, make_plan(FRAMEWORK, applied)


def test_every_requirement_that_applies_has_a_task_or_has_no_measure_that_fits() -> None:
    for applied, plan in list_all():
        helped = {
            item.requirement.id for task in (*plan.tasks, *plan.organisation) for item in task.standings
        }
        bare = {item.requirement.id for item in applied.list(Applies.YES)} - helped
        # A link may hold for some algorithms only, and a measure may be for what is bought.
        unhelped = {
            id
            for id in bare
            if any(
                link.requirement == id and not link.when
                for measure in FRAMEWORK.measures
                if measure.level <= (applied.weight or 2) and measure.origin is not Origin.BOUGHT
                for link in measure.links
            )
        }
        assert unhelped == set()


def test_no_task_stands_there_twice_and_each_is_where_it_belongs() -> None:
    for applied, plan in list_all():
        tasks = (*plan.tasks, *plan.organisation, *plan.advice)
        measures = [item.id for task in tasks for item in (task.measure, *task.steps)]
        assert len(measures) == len(set(measures))
        assert not any(task.measure.part_of for task in tasks)
        assert {task.measure.scope for task in plan.tasks} == {Scope.ALGORITHM}
        assert {task.measure.scope for task in plan.organisation} <= {Scope.ORGANISATION}
        ids = {item.requirement.id for item in applied.list(Applies.YES)}
        for task in (*plan.tasks, *plan.organisation):
            assert {item.requirement.id for item in task.standings} <= ids
            assert task.standings
            assert task.due_on is None or task.due_on > DAY
            assert task.evidence


def test_what_is_bought_has_no_task_for_what_is_built() -> None:
    bought = list_ids(apply_serious("sorting job applications", built_or_bought="bought"))
    built = list_ids(apply_serious("sorting job applications"))
    origins = {measure.id: measure.origin for measure in FRAMEWORK.measures}
    assert Origin.BUILT not in {origins[id] for id in bought}
    assert Origin.BOUGHT not in {origins[id] for id in built}


def test_a_chatbot_must_say_that_it_is_ai_and_a_form_need_not() -> None:
    telling = "urn:nl:waarborg:mtr:imp-ai-melding"
    assert telling in list_ids(apply_serious("everything at once"))
    assert telling not in list_ids(apply_simple("a calculator on the website"))
