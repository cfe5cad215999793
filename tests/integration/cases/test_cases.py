"""Cases as they are kept: a chain that only grows, by who may, one after the other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import NOW
from tests.integration.cases.conftest import DAY, FACTS, LIBRARY, PARTIES, state, take
from tests.small_law import URN
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit.models import Event
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.checking import CaseOvertaken, CaseRefused
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.cases.verifying import find_changed_cases
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.law.cases import EventKind, replay
from waarborg.core.law.duties import DutyState
from waarborg.core.law.evaluation import Evaluation
from waarborg.core.law.library import Library
from waarborg.core.law.values import Identity, Money

pytestmark = pytest.mark.django_db
Somebody = Callable[..., Person]


def conclude(case: Case, fact: str, on: date = DAY) -> object:
    interpretation = LIBRARY.get(case.interpretation)
    replayed = replay(interpretation, queries.read_case(case))
    return Evaluation(interpretation, replayed.situation(interpretation, on=on)).conclude_fact(fact).value


# --- the way of a case -----------------------------------------------------------------------------------
def test_from_an_open_case_to_a_decision(case: Case, editor: Person) -> None:
    state(case, editor)
    case.refresh_from_db()
    assert conclude(case, "recht op toeslag") is True
    take(case, editor, "toeslag aanvragen", "aanvrager")
    case.refresh_from_db()
    take(case, editor, "toeslag toekennen", "college", on=date(2026, 3, 20))
    case.refresh_from_db()
    replayed = replay(LIBRARY.get(URN), queries.read_case(case))
    assert list(replayed.records) == ["toeslag"]
    assert [duty.state_on(date(2026, 3, 20)) for duty in replayed.duties] == [DutyState.FULFILLED]
    assert [line.kind for line in queries.list_events(case)] == ["stated", "stated", "taken", "taken"]
    assert find_changed_cases() == []
    assert not verify_chains().broken


def test_values_come_back_as_they_were_stated(case: Case, editor: Person) -> None:
    state(case, editor)
    facts = queries.list_events(case)[-1].facts
    assert facts == FACTS
    assert str(facts["inkomen"].amount) == "1000.00"  # type: ignore[union-attr]  # it is Money
    assert queries.list_events(case)[0].facts == PARTIES


def test_a_fact_is_taken_back(case: Case, editor: Person) -> None:
    state(case, editor)
    case.refresh_from_db()
    state(case, editor, {"inkomen": None})
    case.refresh_from_db()
    assert str(conclude(case, "recht op toeslag")) == "Missing.UNKNOWN"
    assert find_changed_cases() == []


def test_the_chain_hears_nothing_that_can_be_guessed(case: Case, editor: Person) -> None:
    state(case, editor)
    about = str([event.about for event in Event.objects.filter(action__startswith="cases.")])
    digests = list(CaseEvent.objects.values_list("digest", flat=True))
    assert not any(digest in about for digest in digests)
    assert "1000" not in about
    assert "Voorbeeld" not in about


# --- who may ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["administrator", "privacy_officer", "auditor", "reader", "supervisor"])
def test_who_may_not_use_cases_writes_nothing(
    role: str, case: Case, algorithm: Algorithm, person_with_role: Somebody
) -> None:
    other = person_with_role(role)
    tries: list[Callable[[], Any]] = [
        lambda: state(case, other),
        lambda: take(case, other, "toeslag aanvragen", "aanvrager"),
        lambda: actions.close_case(case=case, by=other, at=NOW),
        lambda: actions.reopen_case(case=case, by=other, at=NOW),
        lambda: actions.open_case(
            algorithm=algorithm,
            interpretation=URN,
            title="X",
            starts_on=DAY,
            library=LIBRARY,
            by=other,
            at=NOW,
        ),
        lambda: actions.import_case(
            algorithm=algorithm,
            content=queries.read_case(case),
            title="X",
            library=LIBRARY,
            by=other,
            at=NOW,
        ),
    ]
    for act in tries:
        with pytest.raises(NotAllowed):
            act()
    assert CaseEvent.objects.count() == 1


def test_an_editor_elsewhere_adds_nothing_here(
    case: Case, person_with_role: Somebody, other_organisation: Organisation
) -> None:
    with pytest.raises(NotAllowed):
        state(case, person_with_role("editor", other_organisation))


def test_a_case_is_found_in_its_own_dossier_alone(case: Case, algorithm: Algorithm) -> None:
    assert queries.get_case(algorithm, case.token) == case
    with pytest.raises(NotFound):
        queries.get_case(algorithm, "0" * 32)


# --- what is refused -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"interpretation": "urn:waarborg:law:niets:1"}, "interpretation"),
        ({"goal": "[bestaat niet]"}, "goal"),
        ({"goal": "zonder haken"}, "goal"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
    ],
)
def test_a_case_that_cannot_be_opened_names_the_field(
    given: dict[str, str], field: str, algorithm: Algorithm, editor: Person
) -> None:
    whole = {"interpretation": URN, "title": "Voorbeeld", "goal": "", **given}
    with pytest.raises(CaseRefused) as refused:
        actions.open_case(algorithm=algorithm, starts_on=DAY, library=LIBRARY, by=editor, at=NOW, **whole)
    assert refused.value.field == field
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"schoenmaat": Decimal(43)}, "staat niet in de uitleg"),
        ({"leeftijd": "oud"}, "hoort een getal"),
        ({"inkomen": Decimal(1000)}, "hoort een bedrag"),
        ({"leeftijd": Identity("x")}, "hoort een getal"),
        ({"aanvraag": True}, "ontstaat alleen door een handeling"),
        ({"inkomen": Money(Decimal("1E+500"))}, "hoort een bedrag"),
    ],
)
def test_a_fact_that_does_not_fit_says_why(
    facts: dict[str, Any], words: str, case: Case, editor: Person
) -> None:
    with pytest.raises(CaseRefused) as refused:
        state(case, editor, facts)
    assert words in refused.value.reason.nl
    assert refused.value.field == next(iter(facts))
    assert CaseEvent.objects.count() == 1


def test_an_act_that_may_not_be_taken_changes_nothing(case: Case, editor: Person) -> None:
    for act, field in (("toeslag toekennen", "act"), ("bestaat niet", "act")):
        with pytest.raises(CaseRefused) as refused:
            take(case, editor, act, "college")
        assert refused.value.field == field
    assert CaseEvent.objects.count() == 1


def test_somebody_else_than_the_actor_takes_no_act(case: Case, editor: Person) -> None:
    with pytest.raises(CaseRefused):
        take(case, editor, "toeslag aanvragen", "college")


def test_nothing_happens_before_the_last_event(case: Case, editor: Person) -> None:
    with pytest.raises(CaseRefused) as refused:
        state(case, editor, on=date(2026, 3, 1))
    assert refused.value.field == "on"


def test_a_closed_case_takes_nothing_until_it_is_reopened(case: Case, editor: Person) -> None:
    actions.close_case(case=case, by=editor, at=NOW)
    actions.close_case(case=case, by=editor, at=NOW)
    with pytest.raises(CaseRefused):
        state(case, editor)
    assert find_changed_cases() == []
    actions.reopen_case(case=case, by=editor, at=NOW)
    actions.reopen_case(case=case, by=editor, at=NOW)
    state(case, editor)
    assert find_changed_cases() == []


def test_who_saw_an_older_case_adds_nothing(case: Case, editor: Person) -> None:
    state(case, editor)
    with pytest.raises(CaseOvertaken) as refused:
        state(case, editor, {"leeftijd": Decimal(18)}, expected_number=1)
    assert refused.value.more == 1
    assert CaseEvent.objects.count() == 2


def test_a_case_whose_interpretation_is_gone_takes_nothing(case: Case, editor: Person) -> None:
    with pytest.raises(CaseRefused) as refused:
        state(case, editor, library=Library(()))
    assert refused.value.field == "interpretation"


# --- the chain -------------------------------------------------------------------------------------------
def change_facts(case: Case) -> None:
    CaseEvent.objects.filter(case=case, number=2).update(
        facts={"leeftijd": {"kind": "number", "value": "18"}}
    )


def remove_last(case: Case) -> None:
    CaseEvent.objects.filter(case=case, number=2).delete()


def rewrite_link(case: Case) -> None:
    CaseEvent.objects.filter(case=case, number=2).update(previous="0" * 64)


def change_title(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(title="Anders")


def change_length(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(length=3)


def break_value(case: Case) -> None:
    CaseEvent.objects.filter(case=case, number=2).update(facts={"leeftijd": 18})


@pytest.mark.parametrize(
    "tamper", [change_facts, remove_last, rewrite_link, change_title, change_length, break_value]
)
def test_what_was_changed_behind_the_chain_is_found(
    tamper: Callable[[Case], None], case: Case, editor: Person, algorithm: Algorithm
) -> None:
    state(case, editor)
    assert find_changed_cases() == []
    tamper(case)
    assert find_changed_cases() == [f"{algorithm.public_id}/{case.token}"]


def test_nothing_is_added_to_a_chain_that_was_changed(case: Case, editor: Person) -> None:
    state(case, editor)
    change_facts(case)
    case.refresh_from_db()
    with pytest.raises(CaseRefused) as refused:
        state(case, editor)
    assert "bij gebeurtenis 2" in refused.value.reason.nl


def test_a_case_without_an_event_in_the_log_is_found(case: Case, algorithm: Algorithm) -> None:
    CaseEvent.objects.all().delete()
    Case.objects.all().delete()
    assert find_changed_cases() == [f"{algorithm.public_id}/{case.token}"]


def test_the_privacy_officer_makes_a_case_unreadable_and_the_log_holds(
    case: Case, editor: Person, person_with_role: Somebody
) -> None:
    state(case, editor)
    officer = person_with_role("privacy_officer")
    with pytest.raises(NotAllowed):
        actions.redact_case(case=case, by=editor, at=NOW, reason="Echte gegevens.")
    with pytest.raises(CaseRefused):
        actions.redact_case(case=case, by=officer, at=NOW, reason=" ")
    for _ in range(2):
        actions.redact_case(case=case, by=officer, at=NOW, reason="Echte gegevens.")
    case.refresh_from_db()
    row = CaseEvent.objects.get(case=case, number=2)
    assert (case.title, row.facts, row.party, row.digest, row.salt) == ("", {}, "", "", "")
    assert queries.read_case(case).events == ()
    assert [(line.kind, line.facts) for line in queries.list_events(case)] == [
        (EventKind.STATED, {}),
        (EventKind.STATED, {}),
    ]
    with pytest.raises(CaseRefused):
        state(case, editor)
    with pytest.raises(CaseRefused):
        actions.reopen_case(case=case, by=editor, at=NOW)
    assert find_changed_cases() == []
    assert not verify_chains().broken
