"""Many people edit and publish at once: nothing acknowledged is lost, nothing waits for ever, the chain is whole."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import pytest
from django.db import connection

from tests.conftest import NOW
from tests.integration.web.conftest import WHOLE
from tests.integration.web.crowd import Visitor, dice, open_session, serving
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.audit.queries import verify_chains
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.mapping import key_of_field
from waarborg.apps.publications.models import Entry, Proposal, Step, Version
from waarborg.apps.publications.verifying import find_changed_proposals, find_changed_versions

pytestmark = [pytest.mark.real_time, pytest.mark.django_db(transaction=True)]

FIELDS = ("goal", "risks")
#: People read before they write, so that others come in between; now and then somebody submits.
READING_SECONDS, SUBMITS = 0.4, 0.4
#: What the site says when a text went into the dossier.
SAVED = "Opgeslagen: 1 veld"
BASE = "/nl/werkplek/algoritmen"


@dataclass(frozen=True)
class Written:
    """A save that the site acknowledged: by whom, where, what, and the newest fact the person had seen."""

    by: str
    entry: str
    field: str
    text: str
    base: int


@dataclass
class Crowd:
    """Who did what, as they were told themselves."""

    written: list[Written]
    conflicts: int
    published: int
    visitors: list[Visitor]


def edit(visitor: Visitor, entries: list[str], rounds: int) -> list[Written | None]:
    """Write in a field of a random entry and submit it; None for a save that met a conflict or a fixed text."""
    chance = dice(visitor.name)
    done: list[Written | None] = []
    for number in range(rounds):
        entry, name = chance.choice(entries), chance.choice(FIELDS)
        form = visitor.read_form(f"{BASE}/{entry}/publicatie", "entry-form")
        if form is None:
            done.append(None)  # the text is fixed: it waits for approval
            continue
        text = f"Tekst {number} van {visitor.name}."
        base = int(dict(form)["base"])
        time.sleep(chance.random() * READING_SECONDS)
        filled = [(key, text if key == name else value) for key, value in form] + [("do", "save")]
        answer = visitor.ask(f"{BASE}/{entry}/publicatie/opslaan", filled)
        is_kept = answer.status == 302 and SAVED in visitor.ask(answer.place.partition("#")[0]).text
        done.append(Written(visitor.name, entry, name, text, base) if is_kept else None)
        if chance.random() < SUBMITS:
            take(visitor, entry, "submit")
    return done


def take(visitor: Visitor, entry: str, step: str) -> bool:
    """Take a step by its page; whether the site says that it was taken."""
    address = f"{BASE}/{entry}/publicatie/stap/{step}"
    form = visitor.read_form(address, "wp-decision")
    if form is None:
        return False
    return visitor.ask(address, [*form, ("reason", "Gezien.")]).status == 302


def judge(visitor: Visitor, entries: list[str], edited: Event) -> int:
    """Approve and publish what waits until the writers are done, and then a few more; how many were published."""
    chance = dice(visitor.name)
    published = 0
    while not edited.is_set():
        published += put_through(visitor, chance.choice(entries))
        time.sleep(chance.random() * READING_SECONDS)
    return published + sum(put_through(visitor, entry) for entry in chance.sample(entries, 3))


def put_through(visitor: Visitor, entry: str) -> bool:
    take(visitor, entry, "approve")
    return take(visitor, entry, "publish")


def let_loose(
    organisation: Organisation, people: list[tuple[str, Person]], entries: int, rounds: int
) -> Crowd:
    """Let everybody work at once."""
    starter = next(person for role, person in people if role == "editor")
    ids = [make_entry(organisation, starter, number) for number in range(entries)]
    with serving(processes=2, threads=6) as port, ThreadPoolExecutor(len(people)) as everybody:
        visitors = {
            str(person.pk): Visitor(str(person.pk), port, open_session(person)) for _role, person in people
        }
        edits = [
            everybody.submit(edit, visitors[str(person.pk)], ids, rounds)
            for role, person in people
            if role == "editor"
        ]
        edited = Event()
        judged = [
            everybody.submit(judge, visitors[str(person.pk)], ids, edited)
            for role, person in people
            if role == "approver"
        ]
        try:
            outcomes = [one for future in edits for one in future.result(timeout=300)]
        finally:
            edited.set()
        published = sum(future.result(timeout=300) for future in judged)
    written = [one for one in outcomes if one is not None]
    return Crowd(written, len(outcomes) - len(written), published, list(visitors.values()))


def make_entry(organisation: Organisation, by: Person, number: int) -> str:
    entry = actions.start_entry(organisation=organisation, name=f"Algoritme {number}", by=by, at=NOW)
    values: dict[str, Any] = {key: value for key, value in WHOLE.items() if key != "name"}
    actions.save(entry=entry, values=values, base=0, by=by, at=NOW)
    return entry.public_id


def demand_nothing_is_lost(crowd: Crowd) -> None:
    refused = [(place, status) for one in crowd.visitors for place, status in one.answers if status >= 500]
    assert refused == []
    assert crowd.written, "nobody could write: the test says nothing"
    assert crowd.conflicts, "nobody met another: the test says nothing"
    for one in crowd.written:
        facts = Fact.objects.filter(algorithm__public_id=one.entry, key=key_of_field()[one.field]).order_by(
            "id"
        )
        chain = list(facts.values_list("id", "value", "by"))
        places = [
            place for place, (_id, value, by) in enumerate(chain) if one.text in str(value) and by == one.by
        ]
        assert len(places) == 1, f"{one} was acknowledged and is not in the dossier once"
        before = chain[: places[0]]
        # Whoever wrote over a text had seen it: an unseen one would be a lost update.
        assert all(fact <= one.base for fact, _value, _by in before), (
            f"{one} wrote over a text it had not seen"
        )


def demand_order(crowd: Crowd) -> None:
    assert verify_chains().broken == ()
    assert find_changed_versions() == []
    assert find_changed_proposals() == []
    for entry in Entry.objects.filter(live__isnull=False).order_by("id"):
        numbers = list(
            Version.objects.filter(entry=entry).order_by("number").values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))
        assert entry.live is not None
        assert entry.live.number == numbers[-1]
    for proposal in Proposal.objects.filter(outcome=Proposal.Outcome.PUBLISHED).order_by("id"):
        assert proposal.decided_by not in proposal.authors
    assert Version.objects.count() == Step.objects.filter(name="publish").count() == crowd.published
    assert crowd.published > 0, "nothing was published: the test says nothing"


@pytest.mark.only_on("postgres")
def test_a_hundred_people_on_postgresql(
    organisation: Organisation, person_with_role: Callable[..., Person]
) -> None:
    assert connection.vendor == "postgresql"
    people = [("editor", person_with_role("editor")) for _ in range(60)]
    people += [("approver", person_with_role("approver")) for _ in range(40)]
    crowd = let_loose(organisation, people, entries=12, rounds=2)
    demand_nothing_is_lost(crowd)
    demand_order(crowd)


@pytest.mark.only_on("sqlite")
def test_ten_people_on_sqlite(organisation: Organisation, person_with_role: Callable[..., Person]) -> None:
    assert connection.vendor == "sqlite"
    people = [("editor", person_with_role("editor")) for _ in range(6)]
    people += [("approver", person_with_role("approver")) for _ in range(4)]
    crowd = let_loose(organisation, people, entries=4, rounds=5)
    demand_nothing_is_lost(crowd)
    demand_order(crowd)
