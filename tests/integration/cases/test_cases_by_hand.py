"""Requests that no page of ours would send, and files that somebody made by hand: refused, with what is wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.cases.conftest import DAY, FACTS, LIBRARY, PARTIES, state, take
from tests.integration.web.conftest import as_person, text_of
from tests.small_law import URN
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases import actions, importing, queries
from waarborg.apps.cases.checking import CaseRefused
from waarborg.apps.cases.models import Case
from waarborg.apps.cases.verifying import find_changed_cases
from waarborg.apps.organisations.models import Person
from waarborg.core.law import cases as core
from waarborg.core.law.values import Identity

__all__ = ("as_person",)

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
APPLICANT = PARTIES["aanvrager"]


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small law is what is known here."""
    monkeypatch.setattr(laws, "get_library", lambda: LIBRARY)


@pytest.fixture
def client_of_editor(editor: Person, as_person: AsPerson) -> Client:
    return as_person(editor)


def page_of(case: Case, name: str = "case", language: str = "nl") -> str:
    with override(language):
        return reverse(f"web:{name}", kwargs={"public_id": case.algorithm.public_id, "token": case.token})


# --- who says so -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("supplier", ["", " ", "x" * 5000, "a" + " " * 600 + "b"])
def test_an_answer_is_taken_back_in_the_workplace_whatever_else_is_sent(
    supplier: str, case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    sent = {"feit": "leeftijd", "do": "forget", "supplier": supplier, "expected": 2}
    text = text_of(client_of_editor.post(page_of(case, "case_answer"), sent, follow=True))
    assert "Vastgelegd (in de werkplek)" in text
    last = queries.list_events(case)[-1]
    assert (last.facts, last.party, last.supplier) == ({"leeftijd": None}, "werkplek", "werkplek")


def test_parties_are_named_as_the_interpretation_names_them(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    take(case, editor, "toeslag aanvragen", "aanvrager")
    text = text_of(client_of_editor.get(page_of(case, language="en")))
    assert "Apply for the allowance, by aanvrager" in text


@pytest.mark.parametrize(
    "typed", ["1.653", "1,653", "12.345.678", "1e3", "1_000", "١٢", "0e-99999", "1" * 41]
)
def test_a_number_that_can_be_misread_is_refused(typed: str, case: Case, client_of_editor: Client) -> None:
    sent = {"feit": "inkomen", "value": typed, "supplier": "register", "on": "2026-03-02", "expected": 1}
    response = client_of_editor.post(page_of(case, "case_answer"), sent)
    assert response.status_code == 422
    assert len(queries.list_events(case)) == 1


def test_a_closed_case_offers_no_act(case: Case, editor: Person, client_of_editor: Client) -> None:
    state(case, editor)
    address = page_of(case, "case_act") + "?naam=toeslag+aanvragen"
    assert "Dit doen" in text_of(client_of_editor.get(address))
    actions.close_case(case=case, by=editor, at=NOW)
    assert "Dit doen" not in text_of(client_of_editor.get(address))


# --- files made by hand ----------------------------------------------------------------------------------
def _known() -> core.Case:
    return core.state_facts(core.Case(URN), {**PARTIES, **FACTS}, by=APPLICANT, on=DAY)


def _forge(case: core.Case, **fields: object) -> core.Case:
    """An event more that the core itself would not write, with a digest that fits."""
    event = core.Event(number=0, **{"on": DAY, "by": APPLICANT, "facts": {}, **fields})  # type: ignore[arg-type]  # given by name
    return case._append(event)


FORGED = {
    "die handeling mocht toen niet": lambda: _forge(
        _known(), kind=core.EventKind.TAKEN, act="toeslag toekennen", by=PARTIES["college"]
    ),
    "before it": lambda: _forge(
        _known(), kind=core.EventKind.STATED, on=date(2026, 3, 1), facts={"leeftijd": Decimal(20)}
    ),
    "hoort een bedrag": lambda: _forge(_known(), kind=core.EventKind.STATED, facts={"inkomen": Decimal(1)}),
    "staat niet in de uitleg": lambda: _forge(_known(), kind=core.EventKind.STATED, facts={"lengte": True}),
    "ontstaat alleen door een handeling": lambda: _forge(
        _known(), kind=core.EventKind.STATED, facts={"toeslag": True}
    ),
    "een naam is te lang": lambda: _forge(
        _known(), kind=core.EventKind.STATED, facts={"leeftijd": Decimal(20)}, by=Identity("x" * 501)
    ),
}


@pytest.mark.parametrize("words", FORGED)
def test_a_file_with_what_could_not_have_happened_is_refused(
    words: str, algorithm: Algorithm, editor: Person
) -> None:
    with pytest.raises(CaseRefused) as refused:
        actions.import_case(
            algorithm=algorithm, content=FORGED[words](), title="Vals", library=LIBRARY, by=editor, at=NOW
        )
    assert words in refused.value.reason.nl
    assert not Case.objects.exists()


def test_a_file_with_very_many_acts_is_refused(
    algorithm: Algorithm, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_ACTS", 0)
    taken = core.take_act(LIBRARY.get(URN), _known(), "toeslag aanvragen", by=APPLICANT, on=DAY)
    with pytest.raises(CaseRefused) as refused:
        actions.import_case(
            algorithm=algorithm, content=taken, title="Veel", library=LIBRARY, by=editor, at=NOW
        )
    assert "meer dan 0 handelingen" in refused.value.reason.nl
    assert find_changed_cases() == []
