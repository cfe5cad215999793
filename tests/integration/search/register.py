"""Small registers for tests of search: entries with a live version, made row by row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, SearchDocument, Version
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import Query, Results
from waarborg.core.publication.workflow import State


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What a test says of one entry; the rest is filled in."""

    public_id: str
    title: str = "Naamloos"
    summary: str = ""
    text: str = ""
    organisation: str = "voorbeeldstad"
    status: str = "In gebruik"
    category: str = "Overige algoritmes"
    themes: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    provider: str = ""
    laws: tuple[str, ...] = ()
    published_on: date = date(2026, 1, 1)
    source: str = ""

    def values(self) -> dict[str, Any]:
        """The fields of the publication standard."""
        return {
            "name": self.title,
            "description_short": self.summary,
            "goal": self.text,
            "status": self.status,
            "publication_category": self.category,
            "category": list(self.themes),
            "impacttoetsen_grouping": [{"title": title} for title in self.assessments],
            "provider": self.provider,
            "lawful_basis_grouping": [{"title": title} for title in self.laws],
            "contact_email": "algoritmes@voorbeeldstad.example",
            "lang": "nld",
            "standard_version": "1.0",
        }


#: Code to name and kind.
ORGANISATIONS = {
    "voorbeeldstad": ("Gemeente Voorbeeldstad", "gemeente"),
    "elders": ("Gemeente Elders", "gemeente"),
    "laagland": ("Waterschap Laagland", "waterschap"),
}


def fill(samples: Iterable[Sample]) -> dict[str, Entry]:
    """Add entries with these texts to the register and make them findable; gives them by public id."""
    organisations = {
        code: Organisation.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})[0]
        for code, (name, kind) in ORGANISATIONS.items()
    }
    entries = {sample.public_id: add(sample, organisations[sample.organisation]) for sample in samples}
    get_index().update([entry.pk for entry in entries.values()])
    return entries


def add(sample: Sample, organisation: Organisation) -> Entry:
    """Add one entry with a live version, without making it findable."""
    moment = datetime.combine(sample.published_on, time(12), tzinfo=UTC)
    entry = Entry.objects.create(
        public_id=sample.public_id,
        organisation=organisation,
        source=sample.source,
        state=State.PUBLISHED,
        created_at=moment,
        changed_at=moment,
    )
    publish(entry, sample)
    return entry


def publish(entry: Entry, sample: Sample) -> None:
    """Give an entry a next version with this text, and make it the live one."""
    moment = datetime.combine(sample.published_on, time(12), tzinfo=UTC)
    entry.live = Version.objects.create(
        entry=entry,
        number=1 + Version.objects.filter(entry=entry).count(),
        values=sample.values(),
        standard="1.0",
        digest="0" * 64,
        published_at=moment,
        published_by="system",
        registered_on=sample.published_on,
    )
    entry.save(update_fields=("live",))


def empty() -> None:
    """Take every entry away, with what search keeps of it."""
    get_index().remove(SearchDocument.objects.order_by("pk").values_list("pk", flat=True))
    Entry.objects.update(live=None)
    Version.objects.all().delete()
    Entry.objects.all().delete()


def find(words: str = "", **more: Any) -> Results:
    """Ask the index of this database."""
    return get_index().find(Query(words=words, **more))


def found(words: str = "", **more: Any) -> list[str]:
    """The public ids on the page that the index gives."""
    return [hit.public_id for hit in find(words, **more).hits]


def counts(results: Results, facet: str) -> dict[str, int]:
    """How often each value of a facet is counted."""
    return {value.value: value.count for one in results.facets if one.name == facet for value in one.values}
