"""People, an entry between them, and clients that are logged in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.strict_pages import StrictClient
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions, publishing
from waarborg.apps.publications.models import Entry, Version
from waarborg.core.publication.workflow import State

#: Everything the gate asks, and nothing more.
WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}


def address(name: str, /, **kwargs: object) -> str:
    """The Dutch address of a page of the workplace."""
    with override("nl"):
        return reverse(f"web:{name}", kwargs=kwargs)


@dataclass
class Desk:
    """An editor, an approver, and an entry between them; the clock moves a minute with each thing done."""

    editor: Person
    approver: Person
    entry: Entry
    now: datetime

    @property
    def public_id(self) -> str:
        return self.entry.public_id

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def newest(self) -> int:
        assert self.entry.algorithm is not None
        return facts.newest_fact_id(self.entry.algorithm)

    def write(self, by: Person | None = None, **values: Any) -> actions.Saved:
        return actions.save(
            entry=self.entry, values=values, base=self.newest(), by=by or self.editor, at=self.tick()
        )

    def submit(self, reason: str = "") -> None:
        actions.submit(entry=self.entry, by=self.editor, at=self.tick(), reason=reason)

    def approve(self) -> None:
        actions.approve(entry=self.entry, by=self.approver, at=self.tick())

    def publish(self) -> None:
        self.submit()
        self.approve()
        actions.publish(entry=self.entry, by=self.approver, at=self.tick())

    def state(self) -> str:
        self.entry.refresh_from_db()
        return self.entry.state

    def values(self) -> dict[str, object]:
        assert self.entry.algorithm is not None
        return facts.current_values(self.entry.algorithm)


@pytest.fixture
def desk(organisation: Organisation, person_with_role: Callable[..., Person]) -> Desk:
    """A desk with an empty draft."""
    editor, approver = person_with_role("editor"), person_with_role("approver")
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    return Desk(editor=editor, approver=approver, entry=entry, now=NOW)


@pytest.fixture
def taken_over(organisation: Organisation) -> Entry:
    """An entry of another register, shown here."""
    values = {**WHOLE, "name": "Parkeerscan", "organization": organisation.name, "lang": "nld"}
    entry = Entry.objects.create(
        public_id="12345678",
        organisation=organisation,
        source="Een ander register",
        state=State.PUBLISHED,
        created_at=NOW,
        changed_at=NOW,
    )
    version = Version.objects.create(
        entry=entry,
        number=1,
        values=values,
        original={"name": "Parkeerscan"},
        standard="1.0",
        digest="0" * 64,
        published_at=NOW,
        published_by="system",
    )
    entry.live = version
    entry.save()
    publishing.show([entry])
    return entry


@pytest.fixture
def as_person() -> Callable[[Person], Client]:
    """`as_person(person)`: a client in which that person is logged in."""

    def log_in(person: Person) -> Client:
        visitor = StrictClient()
        visitor.force_login(person)
        return visitor

    return log_in


def text_of(response: HttpResponse) -> str:
    """The page as text."""
    return response.content.decode()
