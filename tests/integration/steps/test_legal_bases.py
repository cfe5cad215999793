"""The legal basis of the entry from the steps: offered, taken over by a person, and never by itself."""

from typing import Any

import pytest
from django.test import Client

from tests.conftest import NOW
from tests.integration.steps.conftest import LIBRARY
from tests.integration.web.conftest import Desk, address, as_person, desk, text_of
from tests.small_law import URN
from waarborg.apps.algorithms import laws
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.steps import actions
from waarborg.apps.algorithms.verifying import find_changed_facts
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications import legal_bases
from waarborg.core.profile.process_steps import Performer, Relation
from waarborg.core.publication.workflow import StepRefused

__all__ = ("as_person", "desk")

pytestmark = pytest.mark.django_db
WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}
ROW = {
    "title": "artikel 36 Participatiewet",
    "link": "https://wetten.overheid.nl/jci1.3:c:BWBR0015703&artikel=36&z=2026-01-01&g=2026-01-01",
}


@pytest.fixture
def rested(desk: Desk) -> Desk:
    """A draft with two steps: both rest on article 36, one on a policy rule without an address as well."""
    for title, frames in (("Inkomen", ("[laag inkomen]",)), ("Recht", ("[recht op toeslag]",))):
        step = actions.add_step(
            algorithm=desk.entry.algorithm,
            title=title,
            what="",
            performer=Performer.ALGORITHM,
            by=desk.editor,
            at=NOW,
        )
        for frame in frames:
            actions.link_frame(
                step=step,
                interpretation=URN,
                frame=frame,
                relation=Relation.APPLIES,
                library=LIBRARY,
                by=desk.editor,
                at=NOW,
            )
    return desk


def propose(desk: Desk) -> legal_bases.Proposal:
    return legal_bases.propose(desk.entry.algorithm, library=LIBRARY, on=NOW.date())


def accept(desk: Desk, *titles: str, **more: Any) -> int:
    given = {"titles": list(titles), "library": LIBRARY, "by": desk.editor, "at": desk.tick()}
    return legal_bases.accept(entry=desk.entry, **{**given, **more})


def test_each_source_is_offered_once_with_the_steps_that_rest_on_it(rested: Desk) -> None:
    found = propose(rested)
    assert [(basis.title, basis.steps) for basis in found.new] == [("artikel 36 Participatiewet", (1, 2))]
    assert [basis.title for basis in found.without_link] == ["Beleidsregels toeslag Voorbeeldstad"]


def test_nothing_is_written_until_somebody_takes_it_over(rested: Desk) -> None:
    propose(rested)
    assert "legal_bases" not in rested.values()


def test_what_is_taken_over_follows_what_stood_there_and_says_where_it_came_from(rested: Desk) -> None:
    own = {"title": "Gemeentewet", "link": "https://wetten.overheid.nl/BWBR0005416"}
    rested.write(lawful_basis_grouping=[own])
    assert accept(rested, ROW["title"]) == 1
    assert rested.values()["legal_bases"] == [own, ROW]
    line = facts.list_facts(rested.entry.algorithm, key="legal_bases")[0]  # type: ignore[arg-type]  # it has a dossier
    assert (line.origin, line.origin_detail, line.by) == ("rule", "steps 1, 2", str(rested.editor.pk))
    assert propose(rested).known == 1
    assert propose(rested).new == ()
    assert accept(rested, ROW["title"]) == 0
    assert find_changed_facts() == []


def test_what_is_not_offered_cannot_be_taken_over(rested: Desk) -> None:
    assert accept(rested, "Beleidsregels toeslag Voorbeeldstad", "Verzonnen wet") == 0
    assert "legal_bases" not in rested.values()


def test_who_may_not_write_takes_nothing_over(rested: Desk) -> None:
    with pytest.raises(NotAllowed):
        accept(rested, ROW["title"], by=rested.approver)


def test_a_fixed_text_takes_nothing_over(rested: Desk) -> None:
    rested.write(**WHOLE)
    rested.submit()
    with pytest.raises(StepRefused):
        accept(rested, ROW["title"])


def test_a_public_text_becomes_a_new_version(rested: Desk) -> None:
    rested.write(**WHOLE)
    rested.publish()
    accept(rested, ROW["title"])
    assert rested.state() == "draft"


def test_the_page_of_the_text_offers_it_and_the_fact_tells_where_it_came_from(
    rested: Desk, as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laws, "get_library", lambda: LIBRARY)
    client: Client = as_person(rested.editor)
    text = text_of(client.get(address("entry", public_id=rested.public_id)))
    assert "Uit de stappen" in text
    assert "(stappen 1, 2)" in text
    where = address("legal_bases_accept", public_id=rested.public_id)
    response = client.post(where, {"bron": ROW["title"]}, follow=True)
    assert "De tekst noemt 1 grondslag uit de stappen." in text_of(response)
    fact = text_of(client.get(address("fact", public_id=rested.public_id, key="legal_bases")))
    assert "Overgenomen uit de stappen (1, 2)" in fact
    assert "Er is niets gekozen" in text_of(client.post(where, follow=True))
