"""Worked examples: what applies to an algorithm on a day, as worked out by hand from the law, in `scenarios.yaml`."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from waarborg.adapters.content_files.yaml_files import parse_yaml
from waarborg.adapters.framework_files.facts import read_dossier
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import Applied, apply_framework
from waarborg.core.framework.standings import Applies

FILE = Path(__file__).parent / "scenarios.yaml"
TABLE = parse_yaml(FILE.read_text(encoding="utf-8"), file=FILE.name)
SCENARIOS: list[Mapping[str, Any]] = TABLE["scenarios"]
DISPUTED: list[Mapping[str, Any]] = TABLE["disputed"]
FRAMEWORK = load_framework()
#: The law leaves open which companies these do not hold for, and every public body is bound.
HOLDS_FOR_ALL = {"cbw-zorgplicht", "cbw-meldplicht"}
NEEDED = {"case", "article", "on", "facts"}
EXPECTED = {"class", "roles", "grounds", "applies", "not", "unknown", "category"}


def apply(scenario: Mapping[str, Any]) -> Applied:
    facts = read_dossier(json.dumps(scenario["facts"]), FRAMEWORK.vocabulary, file=scenario["case"])
    return apply_framework(FRAMEWORK, facts, on=date.fromisoformat(scenario["on"]))


def list_given(key: str) -> set[str]:
    """The values that scenarios give for a fact of several choices."""
    return {value for scenario in SCENARIOS for value in scenario["facts"].get(key) or ()}


def list_choices(key: str) -> set[str]:
    return {choice.value for choice in FRAMEWORK.vocabulary.get_term(key).choices}


def list_codes(scenario: Mapping[str, Any]) -> Iterable[str]:
    return (*scenario.get("applies", ()), *scenario.get("not", ()), *scenario.get("unknown", ()))


# --- the table itself --------------------------------------------------------------------------------------------
def test_there_are_enough_scenarios_and_each_has_its_own_name() -> None:
    names = [scenario["case"] for scenario in (*SCENARIOS, *DISPUTED)]
    assert len(names) == len(set(names))
    assert len(SCENARIOS) >= 60


def test_a_scenario_expects_something_of_requirements_that_exist_each_once() -> None:
    for scenario in (*SCENARIOS, *DISPUTED):
        assert set(scenario) >= NEEDED, scenario["case"]
        assert set(scenario) - NEEDED - {"disputed"} <= EXPECTED, scenario["case"]
        assert set(scenario) & EXPECTED, scenario["case"]
        codes = list(list_codes(scenario))
        assert len(codes) == len(set(codes)), scenario["case"]
        assert set(codes) <= {item.code for item in FRAMEWORK.requirements}, scenario["case"]


def test_what_is_disputed_says_why_and_is_in_the_list_of_its_own() -> None:
    assert all(scenario["disputed"] for scenario in DISPUTED)
    assert not any("disputed" in scenario for scenario in SCENARIOS)


@pytest.mark.parametrize(
    "key",
    [
        "annex_iii_areas",
        "annex_iii_exclusions",
        "prohibited_practices",
        "prohibited_exceptions",
        "narrow_task_exceptions",
        "transparency_exceptions",
        "contact_with_people",
        "role_changes",
        "ai_act_roles",
    ],
)
def test_every_choice_occurs_in_a_scenario(key: str) -> None:
    assert list_choices(key) - list_given(key) - {"deployer"} == set()


@pytest.mark.parametrize("key", ["scope_exclusion", "built_or_bought", "safety_component", "decision_kind"])
def test_every_single_choice_occurs_in_a_scenario(key: str) -> None:
    assert list_choices(key) <= {scenario["facts"].get(key) for scenario in SCENARIOS}


def test_every_prohibition_is_looked_at_before_and_after_its_day() -> None:
    for practice in list_choices("prohibited_practices") - {"none"}:
        first = "2026-12-02" if practice in ("5_1_ba", "5_1_bb") else "2025-02-02"
        found = {
            (scenario["on"] < first, scenario["class"] == "prohibited")
            for scenario in SCENARIOS
            if scenario["facts"].get("prohibited_practices") == [practice] and "class" in scenario
        }
        assert {(True, False), (False, True)} <= found, practice
        assert (True, True) not in found, practice


def test_every_point_of_annex_iii_has_duties_of_who_makes_it_and_of_who_uses_it() -> None:
    speaks_to = {item.code: set(item.addressed) for item in FRAMEWORK.requirements}
    for point in list_choices("annex_iii_areas") - {"none"}:
        addressed: set[str] = set()
        for scenario in SCENARIOS:
            if scenario["facts"].get("annex_iii_areas") == [point] and scenario.get("class") == "high_risk":
                addressed |= {one for code in scenario.get("applies", ()) for one in speaks_to[code]}
        assert {"provider", "deployer"} <= addressed, point


def test_every_class_and_what_is_not_known_occur_in_a_scenario() -> None:
    found = {scenario["class"] for scenario in SCENARIOS if "class" in scenario}
    assert found == {None, *(item.id for item in FRAMEWORK.classes)}


def test_every_requirement_occurs_as_one_that_applies_and_as_one_that_does_not() -> None:
    applies, not_ = ({code for item in SCENARIOS for code in item.get(key, ())} for key in ("applies", "not"))
    codes = {item.code for item in FRAMEWORK.requirements}
    assert codes - applies == set()
    assert codes - not_ == HOLDS_FOR_ALL


def test_each_of_the_ten_faults_of_the_official_tree_is_named() -> None:
    named = {found[1] for scenario in SCENARIOS if (found := re.match(r"Fault (\d+): ", scenario["case"]))}
    assert named == {str(number) for number in range(1, 11)}


# --- the outcomes ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda item: f"{item['case']} ({item['article']})")
def test_a_scenario_comes_out_as_worked_out_by_hand(scenario: Mapping[str, Any]) -> None:
    applied = apply(scenario)
    assert applied.facts.conflicts == ()
    outcome: dict[str, Any] = {
        "class": applied.risk_class.id if applied.risk_class else None,
        "roles": sorted(applied.roles),
        "grounds": sorted(applied.grounds),
        "category": applied.category,
        "applies": {},
        "not": [],
        "unknown": [],
    }
    expected: dict[str, Any] = {key: scenario[key] for key in EXPECTED & set(scenario)}
    for key in ("roles", "grounds"):
        if key in expected:
            expected[key] = sorted(expected[key])
    for code in list_codes(scenario):
        standing = applied.find(code)
        assert standing is not None
        if standing.applies is Applies.YES:
            is_dated = scenario.get("applies", {}).get(code) is not True
            outcome["applies"][code] = str(standing.since) if is_dated else True
            assert standing.in_force == (standing.at_latest is not None and standing.at_latest <= applied.on)
        else:
            outcome["not" if standing.applies is Applies.NO else "unknown"].append(code)
    assert {key: outcome[key] for key in expected} == expected
