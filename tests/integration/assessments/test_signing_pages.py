"""Pages on which people advise, react and sign: what they show, who may, and what cannot be done twice."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.assessments.pages import (
    ask,
    fill_in,
    log_in,
    place,
    put_in_library,
    show_library,
    sign,
    text_of,
)
from tests.small_form import both, form, part, question
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, signing, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment, FixedVersion, SlotEntry
from waarborg.apps.assessments.snapshots import digest_answers
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.library import Library
from waarborg.web.assessment_signing import list_given, mark_seen

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def small_pages(small_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    show_library(small_library, monkeypatch)


@pytest.fixture
def asked(assessment: Assessment, editor: Person) -> Assessment:
    """An assessment that is up for advice and signature."""
    ask(assessment, editor)
    return assessment


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def give(client: Client, assessment: Assessment, slot: str, **given: str) -> int:
    """Give a verdict as somebody who read the page first."""
    address = place("assessment_verdict", assessment, slot=slot)
    given = {"seen": seen_on(text_of(client.get(address))), **given}
    return client.post(address, given).status_code


# --- asking ----------------------------------------------------------------------------------------------
def test_an_assessment_is_laid_before_the_advisers_and_taken_back(
    assessment: Assessment, editor: Person
) -> None:
    fill_in(assessment, editor)
    client = log_in(editor)
    assert client.post(place("assessment_ask", assessment)).status_code == 302
    assessment.refresh_from_db()
    assert assessment.state == "in_review"
    assert (
        client.post(place("assessment_ask", assessment)).status_code == 302
    )  # a second click changes nothing
    assert Event.objects.filter(action="assessments.ask_advice").count() == 1
    assert client.post(place("assessment_take_back", assessment)).status_code == 302
    assessment.refresh_from_db()
    assert assessment.state == "open"


def test_what_is_not_finished_is_not_laid_before_anybody(assessment: Assessment, editor: Person) -> None:
    assert log_in(editor).post(place("assessment_ask", assessment)).status_code == 302
    assessment.refresh_from_db()
    assert assessment.state == "open"


@pytest.mark.parametrize("name", ["assessment_ask", "assessment_take_back"])
def test_steps_are_taken_by_a_button_and_by_who_may(
    name: str, assessment: Assessment, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    assert log_in(editor).get(place(name, assessment)).status_code == 405
    assert log_in(person_with_role("reader")).post(place(name, assessment)).status_code == 403
    assert log_in(person_with_role(None)).post(place(name, assessment)).status_code == 404


# --- advice ----------------------------------------------------------------------------------------------
def test_the_page_shows_what_is_judged(asked: Assessment, officer: Person) -> None:
    page = text_of(log_in(officer).get(place("assessment_verdict", asked, slot="fg")))
    assert digest_answers(queries.open_assessment(asked, on=NOW.date())) in page
    assert "Meldingen sorteren" in page
    assert "Advies van de FG" in page
    assert place("assessment_reading", asked) in page
    read = text_of(log_in(officer).get(place("assessment_reading", asked)))
    assert "Deel een" in read
    assert place("assessment_verdict", asked, slot="fg") in read


def test_an_officer_advises_with_conditions_and_an_editor_reacts(
    asked: Assessment, editor: Person, officer: Person
) -> None:
    given = {"verdict": "conditions", "text": "Toets elk kwartaal."}
    assert give(log_in(officer), asked, "fg", **given) == 302
    entry = SlotEntry.objects.get(assessment=asked)
    assert (entry.verdict, entry.text, entry.by) == ("conditions", "Toets elk kwartaal.", str(officer.pk))
    client, address = log_in(editor), place("assessment_react", asked, pk=entry.pk)
    page = text_of(client.get(address))
    assert "Toets elk kwartaal." in page
    assert client.post(address, {"reaction": "", "seen": seen_on(page)}).status_code == 422
    assert client.post(address, {"reaction": "Dat doen we.", "seen": seen_on(page)}).status_code == 302
    entry.refresh_from_db()
    assert (entry.reaction, entry.reaction_by) == ("Dat doen we.", str(editor.pk))


def test_two_reactions_at_once_do_not_undo_each_other(
    asked: Assessment, editor: Person, officer: Person
) -> None:
    give(log_in(officer), asked, "fg", verdict="negative", text="Zo niet.")
    entry = SlotEntry.objects.get(assessment=asked)
    client, address = log_in(editor), place("assessment_react", asked, pk=entry.pk)
    seen = seen_on(text_of(client.get(address)))
    signing.react(entry=entry, text="Van een ander.", by=officer, at=NOW)
    refused = client.post(address, {"reaction": "Van mij.", "seen": seen})
    assert refused.status_code == 422
    assert "Van een ander." in text_of(refused)
    assert "Van mij." in text_of(refused)
    again = {"reaction": "Van ons samen.", "seen": seen_on(text_of(refused))}
    assert client.post(address, again).status_code == 302
    entry.refresh_from_db()
    assert entry.reaction == "Van ons samen."


def test_a_verdict_that_is_not_positive_needs_words(asked: Assessment, officer: Person) -> None:
    assert give(log_in(officer), asked, "fg", verdict="negative", text="  ") == 422
    assert give(log_in(officer), asked, "fg", text="Zonder oordeel.") == 422
    assert not SlotEntry.objects.exists()


def test_advice_is_given_once(asked: Assessment, officer: Person) -> None:
    client, address = log_in(officer), place("assessment_verdict", asked, slot="fg")
    given = {"verdict": "positive", "text": "", "seen": seen_on(text_of(client.get(address)))}
    assert client.post(address, given).status_code == 302
    again = client.post(address, given)
    assert again.status_code == 422
    assert SlotEntry.objects.count() == 1
    assert 'name="verdict"' not in text_of(client.get(address))


def test_an_editor_gives_no_advice_of_an_officer(asked: Assessment, editor: Person) -> None:
    client, address = log_in(editor), place("assessment_verdict", asked, slot="fg")
    page = text_of(client.get(address))
    assert "Somebody with another role gives this." in page
    assert address not in text_of(log_in(editor).get(place("assessment", asked)))
    signed = signing_mark(asked, editor)
    assert client.post(address, {"verdict": "positive", "seen": signed}).status_code == 403
    assert not SlotEntry.objects.exists()


def signing_mark(assessment: Assessment, person: Person) -> str:
    """The mark that the page holds for who may give it."""
    opened = queries.open_assessment(assessment, on=NOW.date())
    return mark_seen(opened, list_given(opened, person))


def test_what_the_form_does_not_ask_is_not_there(asked: Assessment, officer: Person) -> None:
    assert log_in(officer).get(place("assessment_verdict", asked, slot="iets")).status_code == 404


# --- a consent that was given elsewhere ------------------------------------------------------------------
@pytest.fixture
def with_council(dossier: Algorithm, editor: Person, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """An assessment that asks for the consent of the works council, up for advice."""
    council = {
        "slot": "or",
        "kind": "consent",
        "title": both("Instemming van de OR"),
        "role": "works_council",
    }
    sober = form(part("een", question("1")), id="sober", signatures=[council])
    put_in_library(monkeypatch, Library((sober,)))
    made = starting.start(algorithm=dossier, form="sober", by=editor, at=NOW)
    answering.save_answers(assessment=made, answers=[Given(place="1", value=True)], by=editor, at=NOW)
    return signing.ask_advice(assessment=made, by=editor, at=NOW)


def test_a_consent_is_recorded_with_its_own_day_and_where_to_read_it(
    with_council: Assessment, editor: Person
) -> None:
    client = log_in(editor)
    given = {"verdict": "positive", "text": "", "on": "2026-11-10", "reference": "OR-2026-14"}
    assert give(client, with_council, "or", **{**given, "reference": ""}) == 422
    assert give(client, with_council, "or", **{**given, "on": ""}) == 422
    assert give(client, with_council, "or", **{**given, "on": "2026-11-23"}) == 422  # a day ahead
    assert give(client, with_council, "or", **given) == 302
    entry = SlotEntry.objects.get()
    assert (entry.kind, str(entry.on), entry.reference) == ("consent", "2026-11-10", "OR-2026-14")
    assert entry.by == str(editor.pk)


# --- signing ---------------------------------------------------------------------------------------------
def test_a_director_signs_in_two_steps(asked: Assessment, officer: Person, director: Person) -> None:
    give(log_in(officer), asked, "fg", verdict="positive", text="Akkoord.")
    client, address = log_in(director), place("assessment_verdict", asked, slot="bestuur")
    page = text_of(client.get(address))
    assert "Akkoord." in page
    given = {"verdict": "positive", "text": "", "seen": seen_on(page)}
    sure = client.post(address, {**given, "do": "check"})
    assert sure.status_code == 200
    assert "This cannot be taken back." in text_of(sure)
    assert not FixedVersion.objects.exists()
    assert client.post(address, {**given, "do": "sure"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "signed"
    assert FixedVersion.objects.get(assessment=asked).by == str(director.pk)


def test_a_signature_waits_for_the_advice_and_the_reaction(
    asked: Assessment, officer: Person, director: Person
) -> None:
    client, address = log_in(director), place("assessment_verdict", asked, slot="bestuur")
    page = text_of(client.get(address))
    assert "Needed first:" in page
    assert 'name="verdict"' not in page
    given = {"verdict": "positive", "seen": signing_mark(asked, director), "do": "sure"}
    assert client.post(address, given).status_code == 422
    give(log_in(officer), asked, "fg", verdict="conditions", text="Toets elk kwartaal.")
    assert "a reaction to: Advies van de FG" in text_of(client.get(address))
    assert not FixedVersion.objects.exists()


def test_nobody_signs_something_else_than_they_read(
    asked: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    give(log_in(officer), asked, "fg", verdict="positive", text="")
    client, address = log_in(director), place("assessment_verdict", asked, slot="bestuur")
    seen = seen_on(text_of(client.get(address)))
    signing.take_back(assessment=asked, by=editor, at=NOW)
    base = queries.open_assessment(asked, on=NOW.date()).rows["2"].number
    changed = [Given(place="2", value="Wij sorteren ook brieven.", base=base)]
    answering.save_answers(assessment=asked, answers=changed, by=editor, at=NOW)
    signing.ask_advice(assessment=asked, by=editor, at=NOW)
    signing.fill_slot(assessment=asked, slot="fg", verdict="positive", text="", by=officer, at=NOW)
    refused = client.post(address, {"verdict": "positive", "seen": seen, "do": "sure"})
    assert refused.status_code == 422
    assert "Something changed since you opened this page." in text_of(refused)
    assert not FixedVersion.objects.exists()


def test_two_directors_at_once_give_one_signature(
    asked: Assessment, officer: Person, director: Person, person_with_role: Callable[..., Person]
) -> None:
    give(log_in(officer), asked, "fg", verdict="positive", text="")
    address = place("assessment_verdict", asked, slot="bestuur")
    first, second = log_in(director), log_in(person_with_role("approver"))
    seen = seen_on(text_of(first.get(address)))
    given = {"verdict": "positive", "seen": seen, "do": "sure"}
    assert first.post(address, given).status_code == 302
    assert second.post(address, given).status_code == 422
    assert SlotEntry.objects.filter(slot="bestuur").count() == 1
    assert FixedVersion.objects.count() == 1


def test_who_does_not_sign_says_why_and_the_answers_open(
    asked: Assessment, officer: Person, director: Person
) -> None:
    give(log_in(officer), asked, "fg", verdict="positive", text="")
    client = log_in(director)
    assert give(client, asked, "bestuur", verdict="negative", text="", do="check") == 422
    assert give(client, asked, "bestuur", verdict="negative", text="Te duur.", do="sure") == 302
    asked.refresh_from_db()
    assert asked.state == "open"
    assert not FixedVersion.objects.exists()


def test_before_it_is_asked_and_after_it_is_signed_nothing_is_given(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    address = place("assessment_verdict", assessment, slot="fg")
    assert "not up for advice or signature now" in text_of(log_in(officer).get(address))
    given = {"verdict": "positive", "seen": signing_mark(assessment, officer)}
    assert log_in(officer).post(address, given).status_code == 422
    sign(assessment, editor, officer, director)
    address = place("assessment_verdict", assessment, slot="bestuur")
    given = {"verdict": "positive", "seen": signing_mark(assessment, director), "do": "sure"}
    assert log_in(director).post(address, given).status_code == 422
    assert FixedVersion.objects.count() == 1


def test_a_signed_assessment_takes_no_reaction(
    assessment: Assessment, editor: Person, officer: Person, director: Person
) -> None:
    sign(assessment, editor, officer, director)
    entry = SlotEntry.objects.get(slot="fg")
    address = place("assessment_react", assessment, pk=entry.pk)
    page = text_of(log_in(editor).get(address))
    assert log_in(editor).post(address, {"reaction": "Te laat.", "seen": seen_on(page)}).status_code == 422
    entry.refresh_from_db()
    assert entry.reaction == ""


@pytest.mark.parametrize("role", ["reader", "auditor"])
def test_who_only_reads_sees_the_page_and_gives_nothing(
    role: str, asked: Assessment, person_with_role: Callable[..., Person]
) -> None:
    person = person_with_role(role)
    address = place("assessment_verdict", asked, slot="fg")
    assert log_in(person).get(address).status_code == 200
    given = {"verdict": "positive", "seen": signing_mark(asked, person)}
    assert log_in(person).post(address, given).status_code == 403


def test_people_of_another_organisation_find_nothing(
    asked: Assessment, other_organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    stranger = log_in(person_with_role("approver", other_organisation))
    assert stranger.get(place("assessment_verdict", asked, slot="bestuur")).status_code == 404
    assert stranger.get(place("assessment_review", asked)).status_code == 404
