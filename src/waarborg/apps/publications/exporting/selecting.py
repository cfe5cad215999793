"""Which public entries go into an export, and walking through them a batch at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q, QuerySet

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.writing import Body, Edition, Listed
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, Version
from waarborg.apps.publications.queries import PublicEntry

BATCH = 500
#: Texts of versions that are in memory at a time when history is asked for.
VERSIONS = 500
_SHOWN = "entry_id number standard published_at registered_on reason values values_en leftover redacted texts_at".split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for: of some organisations, some ids, some keys in the database, or everything.

    `with_history` adds earlier versions, and what is known of withdrawn entries. `site` is the address of the site,
    without a slash at the end, with which addresses of pages are made.
    """

    organisations: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    keys: Sequence[int] | None = None
    with_history: bool = False
    site: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self.organisations is None and self.ids is None and self.keys is None


def list_entries(selection: Selection) -> Iterator[Listed]:
    """Yield the public entries of a selection, and with history the withdrawn ones, in the order of their keys.

    A batch is in memory at a time. An entry that changes meanwhile comes as it is when its batch is read.
    """
    for batch in _list_batches(selection):
        earlier = _find_earlier(batch) if selection.with_history else {}
        for entry in batch:
            yield _make_listed(entry, entry.live, tuple(earlier.get(entry.pk, ())), selection.site)


def count_entries(selection: Selection) -> int:
    """How many public entries a selection has, without withdrawn ones."""
    if selection.keys is not None:
        return len(selection.keys)
    rows = _rows(selection).filter(live__isnull=False)
    if selection.ids is None:
        return rows.count()
    parts = range(0, len(selection.ids), BATCH)
    return sum(rows.filter(public_id__in=selection.ids[start : start + BATCH]).count() for start in parts)


def find_missing(ids: Iterable[str]) -> list[str]:
    """Which of these ids are not of a public entry."""
    waiting, missing = iter(ids), []
    while part := list(islice(waiting, BATCH)):
        known = set(
            Entry.objects.filter(public_id__in=part, live__isnull=False)
            .order_by()
            .values_list("public_id", flat=True)
        )
        missing += [one for one in part if one not in known]
    return missing


def is_organisation(code: str) -> bool:
    """Whether there is an organisation with this code."""
    return Organisation.objects.filter(code=code).exists()


def _list_batches(selection: Selection) -> Iterator[list[Entry]]:
    rows = _rows(selection).select_related("organisation", "live").defer("live__original").order_by("pk")
    if selection.keys is not None:
        for start in range(0, len(selection.keys), BATCH):
            yield list(rows.filter(pk__in=selection.keys[start : start + BATCH]))
        return
    if selection.ids is not None:
        for start in range(0, len(selection.ids), BATCH):
            yield list(rows.filter(public_id__in=selection.ids[start : start + BATCH]))
        return
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


def _rows(selection: Selection) -> QuerySet[Entry]:
    is_public = Q(live__isnull=False)
    rows = Entry.objects.filter(
        is_public | Q(withdrawn_at__isnull=False) if selection.with_history else is_public
    )
    if selection.organisations is not None:
        rows = rows.filter(organisation__code__in=selection.organisations)
    return rows


def _find_earlier(batch: Sequence[Entry]) -> dict[int, list[Edition]]:
    """The versions before the live one, by entry; only of entries that are public."""
    live = {entry.pk: entry.live.number for entry in batch if entry.live is not None}
    found: dict[int, list[Edition]] = {}
    rows = Version.objects.filter(entry__in=live).order_by("entry", "number").values(*_SHOWN)
    for row in rows.iterator(chunk_size=VERSIONS):
        entry = row.pop("entry_id")
        if row["number"] < live[entry]:
            found.setdefault(entry, []).append(Edition(**row | {"redacted": tuple(row["redacted"])}))
    return found


def _make_listed(entry: Entry, version: Version | None, earlier: tuple[Edition, ...], site: str) -> Listed:
    body = _make_body(entry.organisation)
    page = f"{site}/nl/algoritme/{entry.public_id}" if site else ""
    if version is None:
        return Listed(
            id=entry.public_id,
            page=page,
            organisation=body,
            withdrawn_at=entry.withdrawn_at,
            withdrawal_reason=entry.withdrawal_reason,
        )
    return Listed(
        id=entry.public_id,
        page=page,
        organisation=body,
        source=(entry.source, entry.source_url) if entry.source else None,
        edition=_make_edition(version),
        earlier=earlier,
    )


def _make_edition(version: Version) -> Edition:
    """Return a public version as exports have it."""
    return Edition(
        number=version.number,
        standard=version.standard,
        published_at=version.published_at,
        registered_on=version.registered_on,
        reason=version.reason,
        values=version.values,
        values_en=version.values_en,
        leftover=version.leftover,
        redacted=tuple(version.redacted),
        texts_at=version.texts_at,
    )


def find_version(public_id: str, number: int, *, site: str) -> Listed | None:
    """A public entry with one of its versions in place of the newest; None when there is no such version."""
    entry = (
        Entry.objects.select_related("organisation")
        .filter(public_id=public_id, live__isnull=False)
        .order_by("pk")
        .first()
    )
    version = Version.objects.filter(entry=entry, number=number).order_by("pk").first() if entry else None
    if entry is None or version is None:
        return None
    return _make_listed(entry, version, (), site)


def to_listed(found: PublicEntry, site: str) -> Listed:
    """Return what a page shows of an entry as an export has it."""
    return Listed(
        id=found.public_id,
        page=f"{site}/nl/algoritme/{found.public_id}",
        organisation=_make_body(found.organisation),
        source=(found.source, found.source_url) if found.source else None,
        edition=Edition(
            number=found.number,
            standard=load_standard().version,
            published_at=found.published_at,
            registered_on=found.registered_on,
            reason=found.reason,
            values=found.values,
            values_en=found.values_en,
            leftover=found.leftover,
        ),
    )


def _make_body(organisation: Organisation) -> Body:
    return Body(
        code=organisation.code, name=organisation.name, kind=organisation.kind, tooi=organisation.tooi_uri
    )
