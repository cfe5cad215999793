"""Which dossiers change between two days, and how."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.integration.obligations.conftest import CHATBOT, FRAMEWORK, FRAUD_MODEL, SPREADSHEET, TODAY, start
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations.impact import Impact, Impacted, find_impact
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.applying import apply_framework
from waarborg.core.framework.requirements import Requirement

pytestmark = pytest.mark.django_db
#: On this day the duties for high risk begin for what a public body used before.
OLD_SYSTEMS = date(2030, 8, 2)


def find(organisation: Organisation | None, start: date, end: date) -> Impact:
    return find_impact(FRAMEWORK, [organisation.code] if organisation else None, start=start, end=end)


def codes(requirements: tuple[Requirement, ...]) -> set[str]:
    return {item.code for item in requirements}


def only(impact: Impact) -> Impacted:
    (found,) = impact.changed
    return found


def test_only_what_changes_is_named_with_what_begins(
    organisation: Organisation, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    start(organisation, "Aantekeningen", SPREADSHEET, editor)
    found = find(organisation, TODAY, OLD_SYSTEMS)
    assert (found.start, found.end, found.total) == (TODAY, OLD_SYSTEMS, 3)
    changed = only(found)
    assert changed.algorithm == fraud_model
    assert {"aia-03", "aia-09", "aia-21"} <= codes(changed.begins)
    assert changed.ends == ()
    assert changed.class_before == changed.class_after == FRAMEWORK.find_class("hoog risico")


def test_the_day_before_nothing_changes(organisation: Organisation, fraud_model: Algorithm) -> None:
    assert find(organisation, TODAY, OLD_SYSTEMS - timedelta(days=1)).changed == ()
    assert find(organisation, OLD_SYSTEMS, OLD_SYSTEMS + timedelta(days=1)).changed == ()
    assert only(find(organisation, OLD_SYSTEMS - timedelta(days=1), OLD_SYSTEMS)).begins


def test_the_same_day_twice_changes_nothing(organisation: Organisation, fraud_model: Algorithm) -> None:
    assert find(organisation, TODAY, TODAY).changed == ()


def test_backwards_in_time_what_began_ends(organisation: Organisation, fraud_model: Algorithm) -> None:
    there, back = only(find(organisation, TODAY, OLD_SYSTEMS)), only(find(organisation, OLD_SYSTEMS, TODAY))
    assert (back.begins, back.ends) == (there.ends, there.begins)


def test_another_class_is_told_before_and_after(organisation: Organisation, editor: Person) -> None:
    practice = {"prohibited_practices": ["5_1_ba"], "prohibited_exceptions": ["none"]}
    start(organisation, "Beelden", {**CHATBOT, **practice}, editor)
    found = only(find(organisation, date(2026, 12, 1), date(2026, 12, 2)))
    assert found.class_before == FRAMEWORK.find_class("transparantie")
    assert found.class_after == FRAMEWORK.find_class("verboden")


def test_it_is_what_two_plain_outcomes_differ_in(
    organisation: Organisation, chatbot: Algorithm, fraud_model: Algorithm, editor: Person
) -> None:
    """Against a plain loop over one dossier at a time."""
    start(organisation, "Aantekeningen", SPREADSHEET, editor)
    given = {"Chatbot": CHATBOT, "Rechtmatigheid": FRAUD_MODEL, "Aantekeningen": SPREADSHEET}
    for first, last in ((date(2018, 1, 1), date(2025, 3, 1)), (TODAY, date(2099, 12, 31))):
        expected = {}
        for name, facts in given.items():
            before = apply_framework(FRAMEWORK, facts, on=first)
            after = apply_framework(FRAMEWORK, facts, on=last)
            held = {item.requirement.code for item in before.standings if item.in_force}
            holds = {item.requirement.code for item in after.standings if item.in_force}
            if held != holds or before.risk_class != after.risk_class:
                expected[name] = (holds - held, held - holds)
        found = {
            item.algorithm.name: (codes(item.begins), codes(item.ends))
            for item in find(organisation, first, last).changed
        }
        assert found == expected


def test_it_looks_at_the_organisations_that_were_asked_for(
    organisation: Organisation,
    other_organisation: Organisation,
    fraud_model: Algorithm,
    person_with_role: Callable[..., Person],
) -> None:
    start(other_organisation, "Elders", FRAUD_MODEL, person_with_role("editor", other_organisation))
    assert only(find(organisation, TODAY, OLD_SYSTEMS)).algorithm == fraud_model
    assert find(organisation, TODAY, OLD_SYSTEMS).total == 1
    everywhere = find(None, TODAY, OLD_SYSTEMS)
    assert [item.algorithm.name for item in everywhere.changed] == ["Elders", "Rechtmatigheid"]
    assert everywhere.total == 2


def test_more_dossiers_ask_the_database_no_oftener(
    organisation: Organisation, fraud_model: Algorithm, editor: Person
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            find(organisation, TODAY, OLD_SYSTEMS)
        return len(captured)

    before = count()
    for number in range(10):
        start(organisation, f"Dossier {number}", CHATBOT, editor)
    assert count() == before <= 2
