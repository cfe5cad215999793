"""A small fictional register on the public site, for tests."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, Version
from waarborg.apps.publications.search import get_index
from waarborg.core.publication.workflow import State
from waarborg.core.terms.digests import digest

PUBLISHED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMPLETE: dict[str, Any] = {
    "name": "Toekennen van inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag en kent die meteen toe als alles klopt.",
    "organization": "Gemeente Voorbeeldstad",
    "category": ["Sociale zekerheid", "Werk"],
    "status": "In gebruik",
    "begin_date": "2024-05",
    "contact_email": "algoritmes@voorbeeldstad.example",
    "website": "https://www.voorbeeldstad.example/toeslag",
    "publication_category": "Impactvolle algoritmes",
    "goal": "<p>Mensen krijgen sneller geld.</p>",
    "proportionality": "<p>De regels zijn vast en kunnen worden nagerekend.</p>",
    "human_intervention": "<p>Afwijzen doet altijd een medewerker.</p>",
    "risks": "<p>Oude gegevens. De aanvrager kan ze verbeteren.</p>",
    "lawful_basis": "<p>Artikel 36 van de Participatiewet.</p>",
    "lawful_basis_grouping": [{"title": "Participatiewet", "link": "https://wetten.overheid.nl/BWBR0015703"}],
    "impacttoetsen_grouping": [
        {
            "title": "Data Protection Impact Assessment (DPIA)",
            "link": "https://www.voorbeeldstad.example/dpia",
            "date": "2025-11-27",
            "signatory": "Gemeentesecretaris",
        }
    ],
    "source_data": "<p>Inkomen en leefvorm.</p>",
    "methods_and_models": "<ol><li>Een reeks vaste regels.</li></ol>",
    "provider": "Eigen ontwikkeling",
    "lang": "nld",
    "standard_version": "1.0",
}


def add_town() -> Organisation:
    """The fictional municipality of Voorbeeldstad."""
    return Organisation.objects.create(
        code="vb0001",
        name="Gemeente Voorbeeldstad",
        name_en="Municipality of Voorbeeldstad",
        kind="gemeente",
        contact="algoritmes@voorbeeldstad.example",
        website="https://www.voorbeeldstad.example",
    )


def publish_version(
    organisation: Organisation,
    public_id: str,
    values: Mapping[str, Any],
    *,
    values_en: Mapping[str, Any] | None = None,
    source: str = "",
    registered_on: date | None = None,
    leftover: Mapping[str, Any] | None = None,
    reason: str = "",
    at: datetime = PUBLISHED,
) -> Entry:
    """Put the next version of an entry on the public site, as the actions and the import do."""
    entry, _ = Entry.objects.get_or_create(
        public_id=public_id,
        defaults={"organisation": organisation, "state": State.PUBLISHED, "created_at": at, "changed_at": at},
    )
    entry.source = source
    entry.live = Version.objects.create(
        entry=entry,
        number=entry.versions.count() + 1,
        values=dict(values),
        values_en=dict(values_en or {}),
        leftover=dict(leftover or {}),
        original={"url": f"https://register.example/{public_id}"} if source else {},
        standard="1.0",
        digest=digest([dict(values), dict(values_en or {})]),
        published_at=at,
        published_by="test",
        registered_on=registered_on,
        reason=reason,
    )
    entry.save()
    get_index().update([entry.pk])
    return entry


def withdraw(entry: Entry, *, at: datetime, reason: str) -> None:
    """Take an entry off the public site."""
    entry.live = None
    entry.state = State.WITHDRAWN
    entry.withdrawn_at = at
    entry.withdrawal_reason = reason
    entry.save()
    get_index().remove([entry.pk])
