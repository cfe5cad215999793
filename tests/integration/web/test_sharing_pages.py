"""Pages for comparing, putting back, sharing a preview, and doing something with many dossiers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.integration.web.conftest import WHOLE, Desk, address, text_of
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import BulkAction, Entry, PreviewLink

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Login = Callable[[Person], Client]


@pytest.fixture
def published(desk: Desk) -> Desk:
    """An entry with two versions and a dossier that went on."""
    desk.write(**WHOLE, goal="<p>Vier mensen kijken mee.</p>")
    desk.publish()
    desk.write(goal="<p>Vijf mensen kijken mee.</p>", begin_date="2024-05")
    desk.publish()
    desk.write(goal="<p>Zes mensen kijken mee.</p>")
    return desk


# --- comparing -------------------------------------------------------------------------------------------
def test_the_dossier_is_compared_with_what_is_public(published: Desk, as_person: Login) -> None:
    page = text_of(as_person(published.editor).get(address("compare", public_id=published.public_id)))
    assert "1 veld verschilt tussen deze teksten." in page
    assert "<del>" in page
    assert "Vijf" in page
    assert "Zes" in page
    assert "Versie 2, openbaar sinds" in page


def test_any_two_texts_can_be_compared(published: Desk, as_person: Login) -> None:
    client = as_person(published.editor)
    found = client.get(address("compare", public_id=published.public_id), {"van": "v1", "tot": "v2"})
    assert "2 velden verschillen tussen deze teksten." in text_of(found)
    assert "2024-05" in text_of(found)


def test_a_text_that_is_not_there_is_not_found(published: Desk, as_person: Login) -> None:
    client = as_person(published.editor)
    assert client.get(address("compare", public_id=published.public_id), {"van": "v9"}).status_code == 404


def test_with_one_text_the_page_says_so(desk: Desk, as_person: Login) -> None:
    page = text_of(as_person(desk.editor).get(address("compare", public_id=desk.public_id)))
    assert "Er is nog maar één tekst" in page


def test_what_was_typed_can_be_compared_with_the_dossier(desk: Desk, as_person: Login) -> None:
    actions.save_working_copy(
        entry=desk.entry, values={"goal": "getypt"}, base=desk.newest(), by=desk.editor, at=desk.tick()
    )
    page = text_of(as_person(desk.editor).get(address("compare", public_id=desk.public_id)))
    assert "1 veld verschilt" in page


def test_signs_in_a_text_never_become_markup(desk: Desk, as_person: Login) -> None:
    desk.write(**{**WHOLE, "description_short": "Als 1 < 2 & 3 > 2"})
    desk.publish()
    desk.write(description_short="Als 2 < 3")
    page = text_of(as_person(desk.editor).get(address("compare", public_id=desk.public_id)))
    assert "&lt;" in page
    assert "1 < 2" not in page


# --- putting back ----------------------------------------------------------------------------------------
def test_a_text_is_put_back_after_a_page_that_shows_the_difference(published: Desk, as_person: Login) -> None:
    client = as_person(published.editor)
    place = address("restore", public_id=published.public_id)
    page = client.get(place, {"tekst": "v1"})
    assert "Dit veld terugzetten" in text_of(page)
    assert "dit veld wordt leeg" in text_of(page)
    base = facts.newest_fact_id(published.entry.algorithm)  # type: ignore[arg-type]  # the desk has a dossier
    answer = client.post(place, {"tekst": "v1", "veld": ["goal"], "base": base}, follow=True)
    assert "1 veld is teruggezet" in text_of(answer)
    assert "Vier mensen" in str(published.values()["goal"])
    assert "2024-05" in published.values().values()


def test_nothing_ticked_puts_nothing_back_and_says_so(published: Desk, as_person: Login) -> None:
    client = as_person(published.editor)
    answer = client.post(address("restore", public_id=published.public_id), {"tekst": "v1", "base": "0"})
    assert answer.status_code == 422
    assert "Kies ten minste één veld" in text_of(answer)


def test_without_a_text_one_is_chosen_first(published: Desk, as_person: Login) -> None:
    answer = as_person(published.editor).get(address("restore", public_id=published.public_id))
    assert answer.headers["Location"] == address("compare", public_id=published.public_id)


@pytest.mark.parametrize("code", ["dossier", "v9", "mijn"])
def test_only_an_earlier_text_is_put_back(code: str, published: Desk, as_person: Login) -> None:
    place = address("restore", public_id=published.public_id)
    assert as_person(published.editor).get(place, {"tekst": code}).status_code == 404


# --- previews --------------------------------------------------------------------------------------------
def make(client: Client, desk: Desk, **more: Any) -> str:
    given = {"recipient": "cliëntenraad", "until": "2026-12-01", "once": "een", **more}
    return text_of(client.post(address("preview_links", public_id=desk.public_id), given))


def address_in(page: str) -> str:
    """The path of the preview that a page shows."""
    return "/nl/voorbeeld/" + page.split("/nl/voorbeeld/")[1].split('"')[0]


def test_a_link_opens_without_an_account_and_shows_that_it_is_a_preview(desk: Desk, as_person: Login) -> None:
    desk.write(**WHOLE, goal="<p>Het plan.</p>")
    place = address_in(make(as_person(desk.editor), desk))
    shown = Client().get(place)
    page = text_of(shown)
    assert shown.status_code == 200
    assert "Dit is een voorbeeld. Het is niet openbaar" in page
    assert "Het plan." in page
    assert "/werkplek" not in page
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in shown.headers["X-Robots-Tag"]
    assert PreviewLink.objects.get().opened == 1
    Client().head(place)
    assert PreviewLink.objects.get().opened == 1


def test_the_address_is_shown_once(desk: Desk, as_person: Login) -> None:
    client = as_person(desk.editor)
    assert "/nl/voorbeeld/" in make(client, desk)
    again = make(client, desk)
    assert "/nl/voorbeeld/" not in again
    assert "maakte al een link" in again
    listed = text_of(client.get(address("preview_links", public_id=desk.public_id)))
    assert "/nl/voorbeeld/" not in listed
    assert "cliëntenraad" in listed


def test_a_link_that_ended_and_one_that_never_was_give_the_same_page(desk: Desk, as_person: Login) -> None:
    client = as_person(desk.approver)
    place = address_in(make(client, desk))
    link = PreviewLink.objects.get()
    revoke = address("preview_link_revoke", public_id=desk.public_id, link_id=link.pk)
    assert "Deze link intrekken?" in text_of(client.get(revoke))
    client.post(revoke)
    gone, never = Client().get(place), Client().get("/nl/voorbeeld/geraden")
    assert (gone.status_code, never.status_code) == (410, 404)
    assert "Dit voorbeeld is er niet" in text_of(gone)
    assert text_of(gone).replace(place.rsplit("/", 1)[1], "geraden") == text_of(never)
    assert "no-store" in gone.headers["Cache-Control"]


@pytest.mark.parametrize("until", ["2026-11-21", "2027-02-21", "", "morgen"])
def test_a_day_that_cannot_be_gives_the_form_back(until: str, desk: Desk, as_person: Login) -> None:
    client = as_person(desk.editor)
    answer = client.post(address("preview_links", public_id=desk.public_id), {"until": until, "once": "a"})
    assert answer.status_code == 422
    assert not PreviewLink.objects.exists()


# --- many dossiers ---------------------------------------------------------------------------------------
@pytest.fixture
def second(desk: Desk, organisation: Organisation) -> Entry:
    """Another draft, in which things are missing; the first one is whole."""
    desk.write(**WHOLE)
    return actions.start_entry(organisation=organisation, name="Leeg", by=desk.editor, at=desk.tick())


def confirm(client: Client, page: str, **more: Any) -> Any:
    """Send the page on which an action is confirmed."""
    chosen = [part.split('"')[0] for part in page.split('name="keuze" value="')[1:]]
    once = page.split('name="once" value="')[1].split('"')[0]
    return client.post(address("bulk"), {"doen": "1", "keuze": chosen, "once": once, **more})


def test_first_what_will_happen_then_what_was_done(desk: Desk, second: Entry, as_person: Login) -> None:
    client = as_person(desk.editor)
    given = {"actie": "submit", "kies": [desk.public_id, second.public_id]}
    page = text_of(client.post(address("bulk"), given))
    assert "1 dossier gaat mee." in page
    assert "1 blijft zoals het is." in page
    assert "Contactgegevens" in page
    answer = confirm(client, page, actie="submit")
    result = text_of(client.get(answer.headers["Location"]))
    assert "1 dossier is gedaan." in result
    assert desk.state() == "in_review"


def test_the_same_page_sent_twice_is_done_once(desk: Desk, second: Entry, as_person: Login) -> None:
    client = as_person(desk.editor)
    page = text_of(client.post(address("bulk"), {"actie": "archive", "kies": [second.public_id]}))
    first, again = (confirm(client, page, actie="archive", reason="klaar") for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert BulkAction.objects.count() == 1


def test_a_reason_that_is_needed_is_asked_again_and_the_choice_is_kept(
    desk: Desk, second: Entry, as_person: Login
) -> None:
    client = as_person(desk.editor)
    page = text_of(client.post(address("bulk"), {"actie": "archive", "kies": [second.public_id]}))
    answer = confirm(client, page, actie="archive", reason="")
    assert answer.status_code == 422
    assert second.public_id in text_of(answer)
    assert not BulkAction.objects.exists()


def test_all_that_fit_the_filters_can_be_chosen(desk: Desk, second: Entry, as_person: Login) -> None:
    client = as_person(desk.editor)
    given = {"actie": "archive", "alles": "1", "query": "woorden=leeg"}
    page = text_of(client.post(address("bulk"), given))
    assert "1 dossier gaat mee." in page
    assert second.public_id in page
    assert desk.public_id not in page


def test_nothing_chosen_leads_back_to_the_list(desk: Desk, as_person: Login) -> None:
    client = as_person(desk.editor)
    answer = client.post(address("bulk"), {"actie": "submit", "query": "stand=draft"}, follow=True)
    assert "Vink de dossiers aan" in text_of(answer)
    assert answer.redirect_chain[0][0].endswith("?stand=draft")
    answer = client.post(address("bulk"), {"kies": [desk.public_id]}, follow=True)
    assert "Kies eerst een actie" in text_of(answer)


def test_dossiers_out_of_reach_are_not_there(
    desk: Desk, other_organisation: Organisation, person_with_role: Callable[..., Person], as_person: Login
) -> None:
    client = as_person(person_with_role("editor", other_organisation))
    answer = client.post(address("bulk"), {"actie": "submit", "kies": [desk.public_id]}, follow=True)
    assert "Vink de dossiers aan" in text_of(answer)


def test_who_may_do_nothing_gets_no_boxes(
    desk: Desk, person_with_role: Callable[..., Person], as_person: Login
) -> None:
    reader = text_of(as_person(person_with_role("reader")).get(address("algorithms")))
    assert 'name="kies"' not in reader
    editor = text_of(as_person(desk.editor).get(address("algorithms")))
    assert 'name="kies"' in editor
    assert "Goedkeuren</option>" not in editor


# --- translations ----------------------------------------------------------------------------------------
def test_the_form_says_that_a_translation_is_older(desk: Desk, as_person: Login) -> None:
    desk.write(**WHOLE, goal="<p>Doel.</p>", **{"goal@en": "<p>Goal.</p>"})
    desk.write(goal="<p>Ander doel.</p>")
    page = text_of(as_person(desk.editor).get(address("entry", public_id=desk.public_id)))
    assert "De Nederlandse tekst is na deze vertaling gewijzigd, op 22-11-2026." in page


def test_the_english_public_page_says_that_a_translation_is_older(desk: Desk) -> None:
    desk.write(**WHOLE, goal="<p>Doel.</p>", **{"goal@en": "<p>Goal.</p>"})
    desk.write(goal="<p>Ander doel.</p>")
    desk.publish()
    page = text_of(Client().get(f"/en/algoritme/{desk.public_id}"))
    assert "Translation of 22 November 2026; the Dutch text was changed on 22 November 2026." in page
    assert "Shown in Dutch: there is no translation." in page
    assert "Translation of" not in text_of(Client().get(f"/nl/algoritme/{desk.public_id}"))
