"""What changed in the register: the page, its parts, and the feeds."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from tests.integration.public.register import COMPLETE, PUBLISHED
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications import changes, publishing
from waarborg.apps.publications.changes import What
from waarborg.apps.publications.models import Entry

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = timedelta(days=1)


def withdraw(entry: Entry, days: int) -> None:
    publishing.hide(entry=entry, by=SYSTEM, at=PUBLISHED + days * DAY, reason="Dubbel opgenomen.")


def test_the_log_tells_what_is_new_changed_and_withdrawn(
    town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    publish(town, "tweede", COMPLETE, at=PUBLISHED + DAY)
    gone = publish(town, "derde", COMPLETE, at=PUBLISHED + 2 * DAY)
    changed = {**COMPLETE, "goal": "<p>Iets anders.</p>", "status": "Buiten gebruik"}
    publish(town, "eerste", changed, values_en={"goal": "Other."}, at=PUBLISHED + 3 * DAY)
    withdraw(gone, 4)
    told = changes.list_changes(most=10).changes
    assert [(one.what, one.public_id, one.number) for one in told] == [
        (What.WITHDRAWN, "derde", 0),
        (What.CHANGED, "eerste", 2),
        (What.NEW, "tweede", 1),
        (What.NEW, "eerste", 1),
    ]
    assert told[0].title == ""  # what was withdrawn is not public any more
    assert told[1].fields == ("status", "goal", "goal@en")


def test_the_parts_of_the_log_together_are_the_whole_log(
    town: Organisation, publish: Callable[..., Entry]
) -> None:
    for number in range(7):
        publish(town, f"zelfde-{number}", COMPLETE)  # all at one moment, as after an import
    withdraw(publish(town, "weg-1", COMPLETE), 0)
    withdraw(publish(town, "weg-2", COMPLETE), 0)
    whole = [(one.what, one.public_id) for one in changes.list_changes(most=50).changes]
    assert len(whole) == 9
    for size in (1, 2, 3, 4, 9):
        parts, mark = [], ""
        while True:
            page = changes.list_changes(most=size, after=mark)
            parts += [(one.what, one.public_id) for one in page.changes]
            mark = page.next
            if not mark:
                break
        assert parts == whole, size


def test_a_mark_that_is_none_gives_the_beginning(town: Organisation, publish: Callable[..., Entry]) -> None:
    publish(town, "eerste", COMPLETE)
    for mark in (
        "x",
        "2026-01-01_v_1",
        "_v_",
        "2026-01-01T00:00:00+00:00_q_1",
        "2026-01-01T00:00:00+00:00_v_²",
        "0001-01-01T00:00:00+14:00_v_1",
        "9999-12-31T23:59:59-14:00_w_1",
    ):
        assert len(changes.list_changes(most=5, after=mark).changes) == 1, mark


def test_the_log_can_be_of_one_organisation_or_kind(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    other = Organisation.objects.create(code="vb0002", name="Waterschap Elders", kind="waterschap")
    publish(town, "hier", COMPLETE)
    publish(other, "daar", COMPLETE)
    publish(other, "daar", {**COMPLETE, "name": "Andere naam"}, at=PUBLISHED + DAY)
    page = client.get("/nl/wijzigingen?organisatie=vb0002&soort=changed").content.decode()
    assert "Andere naam" in page
    assert page.count("<article") == 1
    assert "gewijzigd in Naam" in page
    assert client.get("/nl/wijzigingen?organisatie=%00&soort=x&na=y").status_code == 200


def test_the_feed_of_the_register_is_atom_with_lasting_addresses(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    publish(town, "eerste", {**COMPLETE, "status": "Buiten gebruik"}, at=PUBLISHED + DAY, reason="Gestopt.")
    response = client.get("/nl/wijzigingen/atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [one.findtext(f"{ATOM}id") for one in entries] == [
        "tag:testserver,2026:eerste/2",
        "tag:testserver,2026:eerste/1",
    ]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/nl/algoritme/eerste/versie/2"
    assert "Gestopt." in str(entries[0].findtext(f"{ATOM}summary"))
    assert "Gewijzigd: Status" in str(entries[0].findtext(f"{ATOM}summary"))
    assert entries[0].findtext(f"{ATOM}updated") == "2026-03-03T09:00:00+00:00"


def test_an_unchanged_feed_is_not_sent_again(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    first = client.get("/nl/wijzigingen/atom")
    again = client.get("/nl/wijzigingen/atom", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(town, "tweede", COMPLETE)
    assert client.get("/nl/wijzigingen/atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_feed_of_a_search_holds_what_the_search_finds(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    publish(town, "tweede", {**COMPLETE, "name": "Parkeervergunning", "description_short": "Verlengt."})
    feed = ET.fromstring(client.get("/nl/zoeken/atom?q=parkeervergunning").content)
    assert [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")] == [
        "Nieuw: Parkeervergunning"
    ]
    assert feed.findall(f"{ATOM}link")[0].get("href") == "http://testserver/nl/zoeken?q=parkeervergunning"


def test_feeds_of_one_entry_and_of_one_organisation(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    gone = publish(town, "eerste", COMPLETE)
    publish(town, "tweede", COMPLETE)
    withdraw(gone, 1)
    assert b"eerste/withdrawn/" in client.get("/nl/algoritme/eerste/atom").content
    both = client.get("/en/organisatie/vb0001/atom").content.decode()
    assert "Algorithms of Municipality of Voorbeeldstad" in both
    assert both.count("<entry>") == 2
    assert client.get("/nl/algoritme/geen/atom").status_code == 404
    assert client.get("/nl/organisatie/geen/atom").status_code == 404


def test_a_sign_that_xml_cannot_hold_does_not_break_the_feed_of_everybody(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", {**COMPLETE, "name": "Toeslag\x0bwijzer"}, reason="Regel een\x0bregel twee\x1b")
    answer = client.get("/nl/wijzigingen/atom")
    assert answer.status_code == 200
    assert "Toeslag wijzer" in str(ET.fromstring(answer.content).findtext(f"{ATOM}entry/{ATOM}title"))


def test_a_change_of_the_english_text_is_told_apart_from_that_of_the_dutch(
    client: Client, town: Organisation, publish: Callable[..., Entry]
) -> None:
    publish(town, "eerste", COMPLETE)
    changed = {**COMPLETE, "goal": "<p>Iets anders.</p>"}
    publish(town, "eerste", changed, values_en={"goal": "Other."}, at=PUBLISHED + DAY)
    page = client.get("/nl/wijzigingen").content.decode()
    assert "gewijzigd in Doel en impact, Doel en impact (Engels)" in page
