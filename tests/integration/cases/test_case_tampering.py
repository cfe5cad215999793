"""What somebody changes in the rows of a case, past the pages: the check names it, and no page falls over it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.cases.conftest import LIBRARY, state, take
from tests.integration.web.conftest import as_person, text_of
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases import actions
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.cases.verifying import find_changed_cases
from waarborg.apps.organisations.models import Person

__all__ = ("as_person",)

pytestmark = pytest.mark.django_db
Tamper = Callable[[Case], None]


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small law is what is known here."""
    monkeypatch.setattr(laws, "get_library", lambda: LIBRARY)


def page_of(case: Case, name: str = "case") -> str:
    with override("nl"):
        return reverse(f"web:{name}", kwargs={"public_id": case.algorithm.public_id, "token": case.token})


def _events(case: Case, **values: object) -> None:
    CaseEvent.objects.filter(case=case, number=2).update(**values)


def make_facts_a_list(case: Case) -> None:
    _events(case, facts=["leeftijd"])


def make_value_nothing(case: Case) -> None:
    _events(case, facts={"leeftijd": {"kind": "number", "value": "veel"}})


def make_kind_nothing(case: Case) -> None:
    _events(case, kind="gedacht")


def take_party_away(case: Case) -> None:
    _events(case, party="")


@pytest.mark.parametrize(
    "tamper", [make_facts_a_list, make_value_nothing, make_kind_nothing, take_party_away]
)
def test_events_that_are_none_any_more_are_named_and_break_no_page(
    tamper: Tamper, case: Case, editor: Person, as_person: Callable[[Person], Client]
) -> None:
    state(case, editor)
    tamper(case)
    assert find_changed_cases() == [f"{case.algorithm.public_id}/{case.token}"]
    client = as_person(editor)
    assert "buiten Waarborg om gewijzigd" in text_of(client.get(page_of(case)))
    for name in ("case_file", "case_again", "case_act"):
        text = text_of(client.get(page_of(case, name), follow=True))
        assert "buiten Waarborg om gewijzigd" in text


# --- after redaction -------------------------------------------------------------------------------------
@pytest.fixture
def redacted(case: Case, editor: Person, person_with_role: Callable[..., Person]) -> Case:
    """A case in which somebody applied, made unreadable afterwards."""
    state(case, editor)
    take(case, editor, "toeslag aanvragen", "aanvrager")
    actions.redact_case(
        case=case, by=person_with_role("privacy_officer"), at=NOW, reason="Er staan echte gegevens in."
    )
    return case


def name_another_act(case: Case) -> None:
    CaseEvent.objects.filter(case=case, number=3).update(act="toeslag toekennen")


def move_a_day(case: Case) -> None:
    row = CaseEvent.objects.get(case=case, number=3)
    CaseEvent.objects.filter(pk=row.pk).update(on=row.on + timedelta(days=1))


def give_another_reason(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(redaction_reason="Zomaar.")


def name_another_person(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(redacted_by="1")


def ask_another_question(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(goal="[grens]")


@pytest.mark.parametrize(
    "tamper",
    [name_another_act, move_a_day, give_another_reason, name_another_person, ask_another_question],
)
def test_what_stays_of_an_unreadable_case_is_checked_too(
    tamper: Tamper, redacted: Case, algorithm: Algorithm
) -> None:
    assert find_changed_cases() == []
    tamper(redacted)
    assert find_changed_cases() == [f"{algorithm.public_id}/{redacted.token}"]
