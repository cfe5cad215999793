"""The pages of cases: opening one, answering, doing, playing again, and files; for who may."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.cases.conftest import DAY, LIBRARY, state, take
from tests.integration.web.conftest import as_person, text_of
from tests.small_law import URN, make_stricter
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases import actions, queries
from waarborg.apps.cases.models import Case, CaseEvent
from waarborg.apps.organisations.models import Person
from waarborg.core.law.library import Library
from waarborg.core.law.values import Money

__all__ = ("as_person",)

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]
RIGHT = f"{URN}|[recht op toeslag]"


@pytest.fixture(autouse=True)
def small_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small law is what is known here."""
    monkeypatch.setattr(laws, "get_library", lambda: LIBRARY)


@pytest.fixture
def client_of_editor(editor: Person, as_person: AsPerson) -> Client:
    return as_person(editor)


def where(name: str, algorithm: Algorithm, **kwargs: object) -> str:
    with override("nl"):
        return reverse(f"web:{name}", kwargs={"public_id": algorithm.public_id, **kwargs})


def page_of(case: Case, name: str = "case") -> str:
    return where(name, case.algorithm, token=case.token)


def answer(client: Client, case: Case, fact: str, value: str, **more: object) -> Any:
    case.refresh_from_db()
    sent = {
        "feit": fact,
        "value": value,
        "supplier": "register",
        "on": "2026-03-02",
        "expected": case.length,
        **more,
    }
    return client.post(page_of(case, "case_answer"), sent, follow=True)


# --- opening ---------------------------------------------------------------------------------------------
def test_an_empty_list_says_how_to_begin(algorithm: Algorithm, client_of_editor: Client) -> None:
    assert "Er zijn nog geen zaken." in text_of(client_of_editor.get(where("cases", algorithm)))


def test_a_case_is_opened_with_its_parties_and_a_warning(
    algorithm: Algorithm, client_of_editor: Client
) -> None:
    form = text_of(client_of_editor.get(where("case_new", algorithm)))
    assert "Gebruik verzonnen of gepseudonimiseerde gegevens." in form
    assert "Toeslag van Voorbeeldstad, versie 2" in form
    assert "Toeslag van Voorbeeldstad, versie 1" not in form
    sent = {"title": "Alleenstaand", "goal": RIGHT, "starts_on": "2026-03-02"}
    text = text_of(client_of_editor.post(where("case_new", algorithm), sent, follow=True))
    assert "Gebruik verzonnen" in text
    assert "Recht op de toeslag" in text
    assert set(queries.list_events(Case.objects.get())[0].facts) == {"aanvrager", "college"}
    assert "Alleenstaand" in text_of(client_of_editor.get(where("cases", algorithm)))


@pytest.mark.parametrize("wrong", [{"title": ""}, {"goal": "x|y"}, {"starts_on": "gisteren"}])
def test_a_case_that_is_not_whole_is_not_opened(
    wrong: dict[str, str], algorithm: Algorithm, client_of_editor: Client
) -> None:
    sent = {"title": "Alleenstaand", "goal": RIGHT, "starts_on": "2026-03-02", **wrong}
    assert client_of_editor.post(where("case_new", algorithm), sent).status_code == 422
    assert not Case.objects.exists()


def test_without_interpretations_the_pages_say_so(
    algorithm: Algorithm, client_of_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laws, "get_library", lambda: Library(()))
    for name in ("cases", "case_new"):
        text = text_of(client_of_editor.get(where(name, algorithm)))
        assert "Hier is nog geen uitleg van de wet bekend." in text


# --- answering -------------------------------------------------------------------------------------------
def test_the_question_that_decides_most_is_asked_and_the_outcome_follows(
    case: Case, client_of_editor: Client
) -> None:
    text = text_of(client_of_editor.get(page_of(case)))
    assert "3 vragen kunnen de uitkomst nog veranderen" in text
    assert "artikel 36 Participatiewet" in text
    answer(client_of_editor, case, "leeftijd", "34")
    answer(client_of_editor, case, "inkomen", "1.000,50")
    assert CaseEvent.objects.count() == 2
    answer(client_of_editor, case, "inkomen", "€ 1000,50")
    text = text_of(answer(client_of_editor, case, "grens", "1200"))
    assert "Voor deze vraag hoeft niets meer te worden gevraagd." in text
    assert "€ 1.000,50" in text
    assert "Een register, zoals een basisregistratie" in text
    assert queries.list_events(case)[2].facts == {"inkomen": Money(Decimal("1000.50"))}


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("leeftijd", "oud", "is geen getal"),
        ("leeftijd", "", "verplicht"),
        ("inkomen", "NaN", "is geen getal"),
        ("inkomen", "1,2,3", "is geen getal"),
    ],
)
def test_an_answer_that_does_not_fit_comes_back_with_what_to_do(
    fact: str, value: str, words: str, case: Case, client_of_editor: Client
) -> None:
    response = answer(client_of_editor, case, fact, value)
    assert response.status_code == 422
    assert words in text_of(response)
    assert CaseEvent.objects.count() == 1


def test_a_day_before_the_last_event_is_refused_at_its_field(case: Case, client_of_editor: Client) -> None:
    response = answer(client_of_editor, case, "leeftijd", "34", on="2026-03-01")
    assert response.status_code == 422
    assert "Deze dag ligt voor de laatste gebeurtenis." in text_of(response)


def test_a_fact_is_taken_back_and_asked_again(case: Case, editor: Person, client_of_editor: Client) -> None:
    state(case, editor)
    assert "feit=leeftijd" in text_of(client_of_editor.get(page_of(case)))
    text = text_of(answer(client_of_editor, case, "leeftijd", "", do="forget"))
    assert "Dit is weer onbekend." in text
    assert "Hoe oud is de aanvrager?" in text
    assert "leeftijd: niet meer bekend" in text


def test_who_answers_after_a_colleague_sees_first_what_was_added(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor, {"leeftijd": Decimal(20)})
    response = answer(client_of_editor, case, "leeftijd", "34", expected=1)
    assert response.status_code == 409
    assert "Er is intussen iets bijgekomen" in text_of(response)
    assert 'value="34"' in text_of(response)
    assert CaseEvent.objects.count() == 2


def test_an_answer_to_nothing_is_sent_back_to_the_case(case: Case, client_of_editor: Client) -> None:
    text = text_of(answer(client_of_editor, case, "", "34"))
    assert "Kies eerst welk feit u beantwoordt." in text


def test_another_question_and_an_earlier_day_can_be_looked_at(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor, on=date(2026, 3, 10))
    look = page_of(case) + "?op=2026-03-05&vraag=%3C%3Ctoeslag+aanvragen%3E%3E"
    text = text_of(client_of_editor.get(look))
    assert "De uitkomst tot nu toe, op 5 maart 2026" in text
    assert "U bekijkt een eerdere dag." in text
    assert 'name="expected"' not in text.split("Wat er kan")[0]
    assert client_of_editor.get(page_of(case) + "?op=nooit&vraag=niets&feit=aanvraag").status_code == 200


# --- doing -----------------------------------------------------------------------------------------------
def test_an_act_is_taken_after_a_page_that_says_what_it_brings_about(
    case: Case, client_of_editor: Client
) -> None:
    ask = page_of(case, "case_act") + "?naam=toeslag+aanvragen"
    text = text_of(client_of_editor.get(ask))
    assert "aanvraag, Beslissen op de aanvraag" in text
    sent = {"naam": "toeslag aanvragen", "on": "2026-03-02", "expected": 1}
    text = text_of(client_of_editor.post(ask, sent, follow=True))
    assert (
        "uiterlijk op 28 april 2026" in text
    )  # 2 March is a Monday; eight weeks on it is a day after a holiday
    assert "De toeslag aanvragen, door aanvrager" in text
    assert client_of_editor.post(ask, sent).status_code == 422


def test_an_act_that_cannot_be_taken_says_why_and_has_no_button(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    text = text_of(client_of_editor.get(page_of(case)))
    assert "Waarom nu niet" in text
    ask = page_of(case, "case_act") + "?naam=toeslag+toekennen"
    text = text_of(client_of_editor.get(ask))
    assert "mag nu niet" in text
    assert 'name="expected"' not in text
    state(case, editor, {"leeftijd": Decimal(34)})
    take(case, editor, "toeslag aanvragen", "aanvrager")
    text = text_of(client_of_editor.get(ask))
    assert "mag misschien" in text
    assert "Nog niet bekend: “inkomen”, “grens”." in text
    assert client_of_editor.get(page_of(case, "case_act") + "?naam=niets").status_code == 404


def test_a_case_is_closed_and_reopened(case: Case, client_of_editor: Client) -> None:
    text = text_of(client_of_editor.post(page_of(case, "case_close"), {"do": "close"}, follow=True))
    assert "De zaak is gesloten." in text
    assert "Antwoord opslaan" not in text
    text = text_of(client_of_editor.post(page_of(case, "case_close"), {"do": "reopen"}, follow=True))
    assert "Antwoord opslaan" in text


def test_who_only_reads_sees_the_outcome_and_no_buttons(
    case: Case, as_person: AsPerson, person_with_role: Somebody
) -> None:
    text = text_of(as_person(person_with_role("auditor")).get(page_of(case)))
    assert "De uitkomst tot nu toe" in text
    for part in ("Antwoord opslaan", "De zaak sluiten", "Onleesbaar maken", "Gebruik verzonnen"):
        assert part not in text


# --- files and playing again -----------------------------------------------------------------------------
def upload(client: Client, algorithm: Algorithm, content: bytes, title: str = "") -> Any:
    file = SimpleUploadedFile("zaak.json", content, content_type="application/json")
    return client.post(where("case_import", algorithm), {"file": file, "title": title}, follow=True)


def test_a_case_goes_out_as_a_file_and_comes_in_again(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    content = client_of_editor.get(page_of(case, "case_file")).content
    assert json.loads(content)["format"] == "waarborg-case"
    text = text_of(upload(client_of_editor, case.algorithm, content))
    assert "de reeks gebeurtenissen is heel" in text
    assert [row.title for row in Case.objects.order_by("id")] == ["Voorbeeld 1", "Voorbeeld 1"]


def test_a_file_that_was_changed_is_refused_by_event(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    content = client_of_editor.get(page_of(case, "case_file")).content.replace(b"1000.00", b"10.00")
    response = upload(client_of_editor, case.algorithm, content)
    assert response.status_code == 422
    assert "Gebeurtenis 2 is niet wat er is geschreven" in text_of(response)
    assert upload(client_of_editor, case.algorithm, b"").status_code == 422
    document = json.loads(client_of_editor.get(page_of(case, "case_file")).content)
    document["interpretation"] = "urn:waarborg:law:niets:1"
    response = upload(client_of_editor, case.algorithm, json.dumps(document).encode())
    assert "Gebeurtenis 1 is niet wat er is geschreven" in text_of(response)
    document["events"] = []
    response = upload(client_of_editor, case.algorithm, json.dumps(document).encode())
    assert "is hier niet bekend" in text_of(response)
    assert Case.objects.count() == 1


def test_a_case_is_played_again_from_another_day(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    take(case, editor, "toeslag aanvragen", "aanvrager")
    again = page_of(case, "case_again")
    assert "Laat de zaak beginnen op" in text_of(client_of_editor.get(again))
    text = text_of(client_of_editor.get(f"{again}?op=2026-06-01&uitleg={URN}"))
    assert "Opnieuw gespeeld, zoals het is op 1 juni 2026" in text
    assert "1 handeling kon, net als in de zaak zelf." in text
    assert "uiterlijk op 27 juli 2026" in text  # eight weeks after Monday 1 June
    assert client_of_editor.get(f"{again}?op=nooit").status_code == 422
    assert CaseEvent.objects.count() == 3


def test_what_cannot_be_done_again_is_told(
    case: Case, editor: Person, client_of_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    state(case, editor)
    take(case, editor, "toeslag aanvragen", "aanvrager")
    take(case, editor, "toeslag toekennen", "college")
    stricter = make_stricter()
    monkeypatch.setattr(laws, "get_library", lambda: Library((*LIBRARY.interpretations, stricter)))
    again = page_of(case, "case_again")
    text = text_of(client_of_editor.get(f"{again}?op=2026-06-01&uitleg={stricter.urn}"))
    assert "De toeslag toekennen: Aan een voorwaarde was toen niet voldaan." in text


def test_days_outside_the_calendar_are_refused(case: Case, editor: Person, client_of_editor: Client) -> None:
    state(case, editor, on=date(2027, 3, 2))
    response = client_of_editor.get(f"{page_of(case, 'case_again')}?op=9999-12-01")
    assert "Dit kan niet worden gespeeld" in text_of(response)


def test_the_privacy_officer_makes_a_case_unreadable(
    case: Case, editor: Person, as_person: AsPerson, person_with_role: Somebody
) -> None:
    state(case, editor)
    officer = as_person(person_with_role("privacy_officer"))
    assert officer.post(page_of(case, "case_redact"), {"reason": ""}).status_code == 422
    text = text_of(officer.post(page_of(case, "case_redact"), {"reason": "Echte gegevens."}, follow=True))
    assert "Een zaak die onleesbaar is gemaakt" in text
    text = text_of(officer.get(page_of(case)))
    assert "Echte gegevens." in text
    assert "34" not in text.split("Wat er gebeurde")[1].split("Naar alle zaken")[0]
    assert officer.get(page_of(case, "case_file")).status_code == 404
    assert officer.get(page_of(case, "case_again")).status_code == 302


def test_a_case_that_was_changed_behind_the_log_says_so_and_takes_nothing(
    case: Case, editor: Person, client_of_editor: Client
) -> None:
    state(case, editor)
    CaseEvent.objects.filter(number=2).update(facts={})
    text = text_of(client_of_editor.get(page_of(case)))
    assert "buiten Waarborg om gewijzigd" in text
    assert "Antwoord opslaan" not in text
    assert "buiten Waarborg om" in text_of(answer(client_of_editor, case, "leeftijd", "1"))


def test_a_case_whose_interpretation_is_gone_can_be_read_and_downloaded(
    case: Case, client_of_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laws, "get_library", lambda: Library(()))
    text = text_of(client_of_editor.get(page_of(case)))
    assert "heeft de uitleg van deze zaak niet" in text
    assert "De zaak downloaden" in text
    assert "aanvrager" in text
    assert client_of_editor.get(page_of(case, "case_file")).status_code == 200


def test_a_case_under_an_older_version_says_that_a_newer_one_is_there(
    algorithm: Algorithm, editor: Person, client_of_editor: Client
) -> None:
    old = actions.open_case(
        algorithm=algorithm,
        interpretation="urn:waarborg:law:voorbeeld.toeslag:1",
        title="Oud",
        starts_on=DAY,
        library=LIBRARY,
        by=editor,
        at=NOW,
    )
    assert "versie 2 kwam ervoor in de plaats" in text_of(client_of_editor.get(page_of(old)))
