"""Reads for the public: only live versions and their history, never working texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Max, QuerySet

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications.models import Entry, SearchDocument, Version
from waarborg.apps.publications.quality.findings import find_not_carried
from waarborg.apps.publications.search import get_index
from waarborg.core.publication.problems import Problem
from waarborg.core.publication.validity import check

#: Findings that say that a field is empty; what the standard demands is told anyway.
ABSENT = frozenset({"expected", "end_expected"})


class Gone(NotFound):
    """The entry was public and was withdrawn."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(f"The entry {entry.public_id} was withdrawn.")
        self.public_id = entry.public_id
        self.organisation = entry.organisation
        self.withdrawn_at = entry.withdrawn_at
        self.reason = entry.withdrawal_reason


@dataclass(frozen=True)
class VersionLine:
    """One version in the history of an entry."""

    number: int
    published_at: datetime
    registered_on: date | None
    reason: str


@dataclass(frozen=True)
class PublicEntry:
    """A version of an entry as the public sees it."""

    public_id: str
    number: int
    newest: int
    values: Mapping[str, object]
    values_en: Mapping[str, object]
    leftover: Mapping[str, object]
    digest: str
    organisation: Organisation
    is_taken_over: bool
    source: str
    source_url: str
    registered_on: date | None
    published_at: datetime
    reason: str
    versions: tuple[VersionLine, ...]
    findings: tuple[Problem, ...]
    texts_at: Mapping[str, datetime | str] = field(default_factory=dict)

    @property
    def is_newest(self) -> bool:
        """Whether this is the version that holds now."""
        return self.number == self.newest


def get_public_entry(public_id: str, number: int | None = None) -> PublicEntry:
    """The live version of an entry, or an earlier one by number. Raises Gone when withdrawn, NotFound otherwise."""
    entry = Entry.objects.select_related("organisation", "live").filter(public_id=public_id).first()
    if entry is None:
        raise NotFound(f"There is no entry {public_id}.")
    if entry.live is None:
        if entry.withdrawn_at is not None:
            raise Gone(entry)
        raise NotFound(f"There is no entry {public_id}.")
    history = list(
        Version.objects.filter(entry=entry)
        .order_by("-number")
        .values_list("number", "published_at", "registered_on", "reason", named=True)
    )
    version = entry.live
    if number is not None and number != version.number:
        found = Version.objects.filter(entry=entry, number=number).first()
        if found is None:
            raise NotFound(f"Entry {public_id} has no version {number}.")
        version = found
    return PublicEntry(
        public_id=entry.public_id,
        number=version.number,
        newest=entry.live.number,
        values=version.values,
        values_en=version.values_en,
        leftover=version.leftover,
        digest=version.digest,
        organisation=entry.organisation,
        is_taken_over=bool(version.original),
        source=entry.source,
        source_url=str(version.original.get("url") or entry.source_url) if version.original else "",
        registered_on=version.registered_on,
        published_at=version.published_at,
        reason=version.reason,
        versions=tuple(VersionLine(*row) for row in history),
        findings=_list_findings(version),
        texts_at=version.texts_at,
    )


def _list_findings(version: Version) -> tuple[Problem, ...]:
    """What is wrong or missing, but for fields that the file of the source does not have: nobody knows of those."""
    unknown = find_not_carried(version)
    found = check(version.values, standard=load_standard())
    return tuple(item for item in found if item.field not in unknown or item.code not in ABSENT)


def list_recent(most: int) -> QuerySet[SearchDocument]:
    """The entries that were published or changed last."""
    return SearchDocument.objects.order_by("-published_on", "title", "public_id")[:most]


@dataclass(frozen=True)
class Size:
    """How large the public register is."""

    entries: int
    organisations: int


def count_public() -> Size:
    """How many entries are public, and of how many organisations."""
    counts = count_per_organisation()
    return Size(entries=sum(counts.values()), organisations=len(counts))


def count_per_theme() -> dict[str, int]:
    """How many public entries each theme has; an entry with two themes counts in both."""
    return get_index().count_values("themes")


def count_per_organisation() -> dict[str, int]:
    """How many public entries each organisation has, by code."""
    return get_index().count_values("organisations")


def list_public_organisations() -> list[Organisation]:
    """Organisations with public entries, by name, each with `entry_count`."""
    counts = count_per_organisation()
    found = list(Organisation.objects.filter(code__in=counts).order_by("name", "code"))
    for organisation in found:
        organisation.__dict__["entry_count"] = counts[organisation.code]
    return found


def list_newest_days() -> dict[str, date]:
    """The day on which each organisation with public entries last changed one, by code."""
    rows = SearchDocument.objects.order_by().values_list("organisation")
    return dict(rows.annotate(newest_on=Max("published_on")))


def list_of_organisation(code: str) -> QuerySet[SearchDocument]:
    """The public entries of one organisation, by title; without their text, which lists do not show."""
    documents = SearchDocument.objects.filter(organisation=code).defer("body", "body_fields")
    return documents.order_by("title", "public_id")


def list_addresses() -> QuerySet[SearchDocument, tuple[str, date]]:
    """Id and day of change of every public entry, for the sitemap."""
    return SearchDocument.objects.order_by("public_id").values_list("public_id", "published_on")
