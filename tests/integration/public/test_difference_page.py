"""The public page that shows what changed between two versions."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.publications.conftest import WHOLE, Desk
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def desk(organisation: Organisation, person_with_role: Callable[..., Person]) -> Desk:
    """An entry with two versions, and a draft that is not public."""
    editor, approver = person_with_role("editor"), person_with_role("approver")
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    desk = Desk(editor=editor, approver=approver, entry=entry, now=NOW)
    desk.write(**WHOLE, goal="<p>Vier mensen.</p>")
    desk.publish()
    desk.write(goal="<p>Vijf mensen.</p>")
    desk.publish("Het aantal is verbeterd")
    desk.write(goal="<p>Geheim plan.</p>")
    return desk


def ask(client: Client, desk: Desk, query: str = "", *, language: str = "nl") -> str:
    answer = client.get(f"/{language}/algoritme/{desk.entry.public_id}/verschil{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_newest_two_versions_are_compared_by_default(client: Client, desk: Desk) -> None:
    page = ask(client, desk)
    assert "1 veld verschilt tussen deze teksten." in page
    assert "Het aantal is verbeterd" in page
    assert "Geheim" not in page


def test_the_words_say_what_happened_to_who_listens(client: Client, desk: Desk) -> None:
    page = ask(client, desk, "?van=1&tot=2", language="en")
    assert '<del><span class="wb-visually-hidden">[removed: </span>Vier' in page
    assert '<ins><span class="wb-visually-hidden">[added: </span>Vijf' in page


def test_one_version_with_itself_says_the_same(client: Client, desk: Desk) -> None:
    assert "Deze twee teksten zeggen hetzelfde." in ask(client, desk, "?van=1&tot=1")


@pytest.mark.parametrize(
    "query", ["?van=1&tot=3", "?van=0", "?tot=x", "?van=-1", "?van=²", "?tot=99999999999"]
)
def test_a_version_that_is_not_there_is_not_found(query: str, client: Client, desk: Desk) -> None:
    address = f"/nl/algoritme/{desk.entry.public_id}/verschil{query}"
    assert client.get(address).status_code == 404


def test_the_history_of_an_entry_links_to_what_changed(client: Client, desk: Desk) -> None:
    page = client.get(f"/nl/algoritme/{desk.entry.public_id}").content.decode()
    assert f"/nl/algoritme/{desk.entry.public_id}/verschil?tot=2" in page
    assert "verschil?tot=1" not in page


def test_of_a_withdrawn_entry_no_version_is_compared(client: Client, desk: Desk) -> None:
    actions.withdraw(entry=desk.entry, by=desk.approver, at=desk.tick(), reason="Niet meer in gebruik")
    address = f"/nl/algoritme/{desk.entry.public_id}/verschil"
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Vijf" not in answer.content.decode()


def test_what_was_made_unreadable_stays_so(client: Client, desk: Desk) -> None:
    version = desk.entry.versions.get(number=1)
    del version.values["goal"]
    version.redacted = ["goal"]
    version.save()
    page = ask(client, desk, "?van=1&tot=2")
    assert "Onleesbaar gemaakt" in page or "onleesbaar gemaakt" in page
    assert "Vier" not in page
