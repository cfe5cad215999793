"""Flow, substitutes and reviews on their pages."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from waarborg.apps.notifications.models import Notification
from waarborg.apps.organisations.models import Grant, Organisation, Person
from waarborg.apps.publications.models import Entry

from .conftest import WHOLE, address, text_of

AsPerson = Callable[[Person], Client]
Somebody = Callable[..., Person]
TODAY = NOW.date()


@pytest.fixture
def administrator(person_with_role: Somebody) -> Person:
    return person_with_role("administrator")


# --- who publishes last ----------------------------------------------------------------------------------
def choose(visitor: Client, organisation: Organisation, flow: str, **more: str) -> Any:
    sent = {"flow": flow, "review_months": "12", **more}
    return visitor.post(address("working_method", code=organisation.code), sent, follow=True)


def test_the_settings_show_both_ways_and_keep_the_choice(
    administrator: Person, organisation: Organisation, as_person: AsPerson
) -> None:
    visitor = as_person(administrator)
    page = text_of(visitor.get(address("organisation_settings", code=organisation.code)))
    assert "De centrale redactie publiceert" in page
    assert "De werkwijze is opgeslagen." in text_of(
        choose(visitor, organisation, "central", review_months="6")
    )
    organisation.refresh_from_db()
    assert (organisation.flow, organisation.review_months) == ("central", 6)
    page = text_of(choose(visitor, organisation, "central", review_months="6"))
    assert "Er is niets gewijzigd." in page


def test_a_change_while_texts_are_approved_is_first_explained(
    desk: Any,
    administrator: Person,
    organisation: Organisation,
    as_person: AsPerson,
    person_with_role: Somebody,
) -> None:
    central = person_with_role("central_editor")
    desk.write(**WHOLE)
    desk.submit()
    desk.approve()
    visitor = as_person(administrator)
    page = text_of(choose(visitor, organisation, "central"))
    assert "1 tekst is goedgekeurd en nog niet openbaar." in page
    organisation.refresh_from_db()
    assert organisation.flow == "own"
    page = text_of(choose(visitor, organisation, "central", confirmed="1"))
    assert "1 goedgekeurde tekst wacht nu op een ander" in page
    assert Notification.objects.filter(person=central, kind="to_publish").count() == 1
    page = text_of(as_person(desk.approver).get(address("dossier", public_id=desk.public_id)))
    assert "De tekst wacht op de centrale redactie" in page
    page = text_of(as_person(central).get(address("to_publish")))
    assert "Inkomenstoeslag" in page
    assert desk.approver.name in page


@pytest.mark.parametrize("months", ["0", "61", "x", ""])
def test_months_out_of_bounds_are_refused_on_the_page(
    months: str, administrator: Person, organisation: Organisation, as_person: AsPerson
) -> None:
    answer = choose(as_person(administrator), organisation, "own", review_months=months)
    assert answer.status_code == 422
    assert "wb-field__error" in text_of(answer)


def test_who_approves_centrally_reads_who_publishes(
    desk: Any, organisation: Organisation, as_person: AsPerson
) -> None:
    Organisation.objects.update(flow="central")
    desk.write(**WHOLE)
    desk.submit()
    visitor = as_person(desk.approver)
    digest = Entry.objects.get().proposals.get().digest
    answer = visitor.post(
        address("step", public_id=desk.public_id, name="approve"), {"digest": digest}, follow=True
    )
    assert "De centrale redactie publiceert hem nu" in text_of(answer)
    assert visitor.get(address("step", public_id=desk.public_id, name="publish")).status_code == 403


def test_the_list_of_what_waits_is_paged_and_costs_no_more_questions(
    desk: Any, organisation: Organisation, as_person: AsPerson, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from waarborg.apps.publications import actions

    def approve_one(name: str) -> None:
        entry = actions.start_entry(organisation=organisation, name=name, by=desk.editor, at=NOW)
        actions.save(entry=entry, values={**WHOLE, "name": name}, base=0, by=desk.editor, at=desk.tick())
        actions.submit(entry=entry, by=desk.editor, at=desk.tick())
        actions.approve(entry=entry, by=desk.approver, at=desk.tick())

    visitor = as_person(desk.approver)
    approve_one("Een")
    with CaptureQueriesContext(connection) as few:
        visitor.get(address("to_publish"))
    for number in range(4):
        approve_one(f"Nog {number}")
    with django_assert_num_queries(len(few)):
        assert "5 teksten wachten" in text_of(visitor.get(address("to_publish")))


# --- substitutes -------------------------------------------------------------------------------------------
def name(
    visitor: Client, organisation: Organisation, replaced: Person, substitute: Person, **more: str
) -> Any:
    sent = {
        "replaced": str(replaced.pk),
        "substitute": str(substitute.pk),
        "starts_on": TODAY.isoformat(),
        "until_on": (TODAY + timedelta(days=9)).isoformat(),
        **more,
    }
    return visitor.post(address("substitute_name", code=organisation.code), sent, follow=True)


def test_an_approver_names_a_substitute_who_is_told_and_can_be_ended(
    desk: Any, organisation: Organisation, as_person: AsPerson, person_with_role: Somebody
) -> None:
    colleague = person_with_role("reader")
    visitor = as_person(desk.approver)
    page = text_of(name(visitor, organisation, desk.approver, colleague))
    assert f"{colleague.name} vervangt {desk.approver.name}" in page
    assert "van 22 november 2026 tot en met 1 december 2026" in page
    assert "na vandaag nog 9 dagen" in page
    assert Notification.objects.get(person=colleague).kind == "substitute_named"
    grant = Grant.objects.get(stands_in_for=desk.approver)
    ending = address("substitute_end", code=organisation.code, grant_id=grant.pk)
    assert visitor.get(ending).status_code == 200
    assert "De vervanging is beëindigd." in text_of(visitor.post(ending, follow=True))


def test_a_substitute_judges_and_the_history_says_for_whom(
    desk: Any, organisation: Organisation, as_person: AsPerson, person_with_role: Somebody
) -> None:
    colleague = person_with_role("reader")
    name(as_person(desk.approver), organisation, desk.approver, colleague)
    desk.write(**WHOLE)
    desk.submit()
    visitor = as_person(Person.objects.get(pk=colleague.pk))
    assert "Beoordeel “Inkomenstoeslag”" in text_of(visitor.get(address("today")))
    digest = Entry.objects.get().proposals.get().digest
    visitor.post(address("step", public_id=desk.public_id, name="approve"), {"digest": digest})
    told = f"{colleague.name} keurde de tekst goed, als vervanger van {desk.approver.name}"
    assert told in text_of(visitor.get(address("history", public_id=desk.public_id)))
    assert f"als vervanger van {desk.approver.name}" in text_of(as_person(desk.editor).get(address("today")))


def test_an_approver_sees_only_their_own_name_and_an_administrator_all(
    desk: Any,
    administrator: Person,
    organisation: Organisation,
    as_person: AsPerson,
    person_with_role: Somebody,
) -> None:
    other = person_with_role("approver")
    place = address("substitute_name", code=organisation.code)
    assert other.name not in text_of(as_person(desk.approver).get(place))
    page = text_of(as_person(administrator).get(place))
    assert other.name in page
    assert desk.approver.name in page


def test_a_refusal_stands_at_the_field_it_is_about(
    desk: Any, organisation: Organisation, as_person: AsPerson, person_with_role: Somebody
) -> None:
    colleague = person_with_role("reader")
    visitor = as_person(desk.approver)
    early = (TODAY - timedelta(days=3)).isoformat()
    answer = name(visitor, organisation, desk.approver, colleague, starts_on=early, until_on=early)
    assert answer.status_code == 422
    assert "Deze dag is al voorbij." in text_of(answer)


def test_where_nobody_can_stand_in_it_says_what_to_do(
    organisation: Organisation, as_person: AsPerson, person_with_role: Somebody
) -> None:
    page = text_of(
        as_person(person_with_role("approver")).get(address("substitute_name", code=organisation.code))
    )
    assert "Vraag een beheerder om iemand hier eerst een rol te geven" in page


def test_an_administrator_of_an_organisation_without_approvers_reads_why(
    administrator: Person, organisation: Organisation, as_person: AsPerson
) -> None:
    page = text_of(as_person(administrator).get(address("substitute_name", code=organisation.code)))
    assert "Er is hier niemand met de rol goedkeurder" in page


# --- reviews -----------------------------------------------------------------------------------------------
def publish(desk: Any) -> None:
    desk.write(**WHOLE)
    desk.publish()


def test_what_is_due_stands_on_today_and_in_the_table(desk: Any, as_person: AsPerson) -> None:
    publish(desk)
    visitor = as_person(desk.editor)
    assert "In de komende 30 dagen hoeft geen openbare tekst" in text_of(visitor.get(address("today")))
    assert "22 nov 2027" in text_of(visitor.get(address("algorithms")))
    Entry.objects.update(review_on=TODAY - timedelta(days=3))
    page = text_of(visitor.get(address("today")))
    assert "3 dagen geleden" in page
    assert "Te laat" in page
    found = text_of(visitor.get(address("algorithms"), {"nalopen": "te-laat"}))
    assert "1 dossier" in found
    Entry.objects.update(review_on=TODAY + timedelta(days=3))
    assert "Geen dossier past bij deze filters." in text_of(
        visitor.get(address("algorithms"), {"nalopen": "te-laat"})
    )
    assert "1 dossier" in text_of(visitor.get(address("algorithms"), {"nalopen": "binnenkort"}))


def test_reviewed_and_nothing_to_change_with_one_button(desk: Any, as_person: AsPerson) -> None:
    publish(desk)
    visitor = as_person(desk.editor)
    place = address("review", public_id=desk.public_id)
    assert 'value="2027-11-22"' in text_of(visitor.get(place))
    answer = visitor.post(place, {"do": "confirm", "confirm-next_on": "2027-06-01"}, follow=True)
    assert "Vastgelegd: de tekst is nagelopen" in text_of(answer)
    assert Entry.objects.get().review_on == date(2027, 6, 1)
    page = text_of(visitor.get(address("history", public_id=desk.public_id)))
    assert "Laatst opnieuw bekeken" in page


@pytest.mark.parametrize("day", ["", "2027-13-01", "2026-11-22", "2020-01-01"])
def test_a_day_that_cannot_be_is_refused_with_the_remedy(day: str, desk: Any, as_person: AsPerson) -> None:
    publish(desk)
    answer = as_person(desk.editor).post(
        address("review", public_id=desk.public_id), {"do": "move", "move-next_on": day}
    )
    assert answer.status_code == 422
    assert "wb-field__error" in text_of(answer)
    assert Entry.objects.get().review_on == date(2027, 11, 22)


def test_who_may_not_write_reads_the_dates_and_changes_nothing(desk: Any, as_person: AsPerson) -> None:
    publish(desk)
    visitor = as_person(desk.approver)
    place = address("review", public_id=desk.public_id)
    page = text_of(visitor.get(place))
    assert "22 november 2027" in page
    assert "Nagelopen, niets te wijzigen" not in page
    assert visitor.post(place, {"do": "move", "move-next_on": "2028-01-01"}).status_code == 403
