"""People and an entry that can be published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry

#: Everything the gate asks, and nothing more.
WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}


@dataclass
class Desk:
    """An editor, an approver, and an entry between them; the clock moves a minute with each thing done."""

    editor: Person
    approver: Person
    entry: Entry
    now: datetime

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

    def publish(self, reason: str = "") -> None:
        actions.submit(entry=self.entry, by=self.editor, at=self.tick(), reason=reason)
        actions.approve(entry=self.entry, by=self.approver, at=self.tick())
        actions.publish(entry=self.entry, by=self.approver, at=self.tick())

    def values(self) -> dict[str, object]:
        assert self.entry.algorithm is not None
        return facts.current_values(self.entry.algorithm)


@pytest.fixture
def desk(organisation: Organisation, person_with_role: Callable[..., Person]) -> Desk:
    """A desk with an empty draft."""
    editor, approver = person_with_role("editor"), person_with_role("approver")
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    return Desk(editor=editor, approver=approver, entry=entry, now=NOW)
