"""What comes, goes or shifts when a fact, a day or the content changes.

The small framework of the cameras, with one measure for each requirement and one for the organisation.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.small_framework import (
    CAMERA,
    FRAMES,
    PLACES,
    PUBLIC,
    STARTED,
    WORDS,
    make_framework,
    make_requirement,
)
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.core.framework.applying import ROLES, apply_framework
from waarborg.core.framework.changes import (
    Consequences,
    Shift,
    compare_applied,
    compare_facts,
    compare_in_force,
)
from waarborg.core.framework.measures import Effort, Level, Link, Measure
from waarborg.core.framework.parts import Scope
from waarborg.core.framework.standings import Applies
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import FactFrame
from waarborg.core.terms.periods import Period

DAY = date(2026, 11, 22)
REPORTS, OLD_REPORTS = date(2027, 1, 1), date(2028, 1, 1)
STREET: Mapping[str, object] = {"camera": True, "places": ["street"], "started_on": "2026-05-01"}


def measure(code: str, *requirements: str, scope: Scope = Scope.ALGORITHM) -> Measure:
    return Measure(
        id=f"urn:nl:waarborg:mtr:{code}",
        title=WORDS,
        does=WORDS,
        done_when=WORDS,
        reason=WORDS,
        phases=("design",),
        roles=("lawyer",),
        subjects=("privacy",),
        effort=Effort.SMALL,
        level=Level.ALL,
        links=tuple(Link(f"urn:nl:waarborg:ver:{one}", core=True) for one in requirements),
        scope=scope,
    )


MEASURES = (
    measure("rules", "ca-01"),
    measure("sign", "ca-02"),
    measure("report", "ca-03"),
    measure("officer", "ca-01", scope=Scope.ORGANISATION),
)
PLAIN = replace(make_framework(), measures=MEASURES)
#: The same with a role: whoever has a camera deploys it.
WITH_ROLE = replace(
    make_framework(
        frames=(*FRAMES, FactFrame(name=ROLES["deployer"], function=Reference("gebruikt een camera"))),
        readings=(CAMERA, PLACES, STARTED, PUBLIC),
        name="cameras with a role",
    ),
    measures=MEASURES,
)
Told = tuple[list[str], list[str], list[str]]


def tell(found: Consequences) -> Told:
    """The short names of requirements that come, that go, and that stand otherwise in another way."""
    come = [item.after.requirement.code for item in found.shifts if item.comes]
    go = [item.before.requirement.code for item in found.shifts if item.goes]
    other = [item.after.requirement.code for item in found.shifts if not item.comes and not item.goes]
    return come, go, other


def short(urns: tuple[str, ...]) -> list[str]:
    return [urn.rsplit(":", 1)[1] for urn in urns]


# --- another fact ------------------------------------------------------------------------------------------
def test_from_the_street_to_a_garage_the_rules_go_and_the_class_changes() -> None:
    found = compare_facts(PLAIN, STREET, {"places": ["garage"]}, on=DAY)
    assert (found.class_before, found.class_after) == (PLAIN.find_class("zwaar"), PLAIN.find_class("licht"))
    assert found.is_other_class
    assert tell(found) == ([], ["ca-01"], [])
    assert (short(found.tasks_added), short(found.tasks_lost)) == ([], ["rules", "officer"])


def test_from_a_garage_to_the_street_the_rules_come() -> None:
    found = compare_facts(PLAIN, {**STREET, "places": ["garage"]}, {"places": ["street"]}, on=DAY)
    assert tell(found) == (["ca-01"], [], [])
    assert (short(found.tasks_added), short(found.tasks_lost)) == (["rules", "officer"], [])


def test_another_day_shifts_a_requirement_and_loses_no_task() -> None:
    found = compare_facts(PLAIN, STREET, {"started_on": "2027-03-01"}, on=DAY)
    (shift,) = found.shifts
    assert (shift.before.since, shift.after.since) == (OLD_REPORTS, REPORTS)
    assert tell(found) == ([], [], ["ca-03"])
    assert (found.is_other_class, found.tasks_added, found.tasks_lost) == (False, (), ())
    assert found.changes_anything


def test_what_somebody_no_longer_knows_goes_without_the_contrary_coming() -> None:
    found = compare_facts(PLAIN, STREET, {"places": None}, on=DAY)
    assert (found.class_after, found.is_other_class) == (None, True)
    (shift,) = found.shifts
    assert (shift.before.applies, shift.after.applies) == (Applies.YES, Applies.UNKNOWN)
    assert (shift.goes, shift.comes) == (True, False)


def test_from_not_known_to_known_comes_too() -> None:
    found = compare_facts(PLAIN, {"camera": True}, {"places": ["street"]}, on=DAY)
    assert tell(found) == (["ca-01"], [], [])


def test_from_not_known_to_no_neither_comes_nor_goes() -> None:
    found = compare_facts(PLAIN, {"camera": True}, {"places": ["none"]}, on=DAY)
    assert tell(found) == ([], [], ["ca-01"])


def test_the_same_answer_changes_nothing() -> None:
    found = compare_facts(PLAIN, STREET, {"places": ["street"]}, on=DAY)
    assert found == Consequences(PLAIN.find_class("zwaar"), PLAIN.find_class("zwaar"), (), (), (), (), ())
    assert not found.changes_anything


def test_a_fact_that_no_rule_reads_changes_nothing() -> None:
    assert not compare_facts(PLAIN, STREET, {"colour": "red"}, on=DAY).changes_anything


def test_the_facts_that_are_compared_stay_as_they_were() -> None:
    facts = dict(STREET)
    compare_facts(PLAIN, facts, {"places": ["garage"]}, on=DAY)
    assert facts == STREET


def test_roles_come_and_go() -> None:
    found = compare_facts(WITH_ROLE, STREET, {"camera": False}, on=DAY)
    assert (found.roles_added, found.roles_lost) == ((), ("deployer",))
    found = compare_facts(WITH_ROLE, {**STREET, "camera": False}, {"camera": True}, on=DAY)
    assert (found.roles_added, found.roles_lost) == (("deployer",), ())
    # A role that stays neither comes nor goes.
    found = compare_facts(WITH_ROLE, STREET, {"places": ["garage"]}, on=DAY)
    assert (found.roles_added, found.roles_lost) == ((), ())


@pytest.mark.parametrize(
    "part", ["class_after", "roles_added", "roles_lost", "shifts", "tasks_added", "tasks_lost"]
)
def test_each_part_by_itself_is_something_to_tell(part: str) -> None:
    nothing = Consequences(None, None, (), (), (), (), ())
    assert not nothing.changes_anything
    other = PLAIN.find_class("zwaar") if part == "class_after" else ("something",)
    assert replace(nothing, **{part: other}).changes_anything


# --- another day -------------------------------------------------------------------------------------------
def test_between_two_days_a_requirement_comes_into_force_and_its_task_was_there_before() -> None:
    before = apply_framework(PLAIN, STREET, on=DAY)
    after = apply_framework(PLAIN, STREET, on=OLD_REPORTS)
    (shift,) = compare_in_force(before, after)
    assert shift.after.requirement.code == "ca-03"
    assert (shift.before.in_force, shift.after.in_force) == (False, True)
    # It applied already, from a day ahead; so nothing comes or goes.
    assert not compare_applied(PLAIN, before, after).changes_anything


def test_the_day_before_nothing_is_in_force_yet() -> None:
    before = apply_framework(PLAIN, STREET, on=DAY)
    assert compare_in_force(before, apply_framework(PLAIN, STREET, on=date(2027, 12, 31))) == ()


def test_a_requirement_that_ends_goes_on_its_day() -> None:
    ending = make_requirement("ca-02", Period(date(2020, 1, 1), date(2027, 6, 1)))
    framework = replace(
        make_framework(
            requirements=(make_requirement("ca-01"), ending, make_requirement("ca-03")), name="ending"
        ),
        measures=MEASURES,
    )
    before, last_day, after = (
        apply_framework(framework, STREET, on=day) for day in (DAY, date(2027, 5, 31), date(2027, 6, 1))
    )
    assert not compare_applied(framework, before, last_day).shifts
    found = compare_applied(framework, before, after)
    assert tell(found) == ([], ["ca-02"], [])
    assert short(found.tasks_lost) == ["sign"]


# --- other content -----------------------------------------------------------------------------------------
def test_two_outcomes_are_compared_with_one_plan_each() -> None:
    before = apply_framework(PLAIN, {**STREET, "places": ["garage"]}, on=DAY)
    after = apply_framework(PLAIN, STREET, on=DAY)
    found = compare_applied(PLAIN, before, after)
    assert found == compare_facts(PLAIN, {**STREET, "places": ["garage"]}, {"places": ["street"]}, on=DAY)
    back = compare_applied(PLAIN, after, before)
    assert (back.tasks_added, back.tasks_lost) == (found.tasks_lost, found.tasks_added)
    assert [(item.after, item.before) for item in back.shifts] == [
        (item.before, item.after) for item in found.shifts
    ]


def test_a_shift_between_the_same_answers_neither_comes_nor_goes() -> None:
    for applies in Applies:
        standing = replace(apply_framework(PLAIN, STREET, on=DAY).standings[0], applies=applies)
        assert (Shift(standing, standing).comes, Shift(standing, standing).goes) == (False, False)


# --- the real framework ------------------------------------------------------------------------------------
def test_a_chatbot_that_goes_on_to_judge_people_becomes_high_risk_and_keeps_what_it_had() -> None:
    framework = load_framework()
    chatbot: dict[str, object] = {
        "inference": ["learned"],
        "built_or_bought": "bought",
        "prohibited_practices": ["none"],
        "annex_iii_areas": ["none"],
        "safety_component": "none",
        "contact_with_people": ["talks_to_people", "website_or_app"],
        "transparency_exceptions": ["none"],
        "affected_groups": ["residents"],
        "data_used": ["personal"],
        "role_in_decision": "no_decision",
        "decision_kind": "internal",
        "hosting": "supplier_eea",
        "large_scale": False,
        "in_service_on": "2027-06-01",
    }
    found = compare_facts(framework, chatbot, {"annex_iii_areas": ["5a"], "profiling": True}, on=DAY)
    assert found.class_before is not None
    assert found.class_after is not None
    assert (found.class_before.id, found.class_after.id) == ("transparency", "high_risk")
    come, go, _ = tell(found)
    assert {"aia-21", "aia-22", "aia-27"} & set(come)
    assert go == []
    assert found.tasks_added
