"""Taking over entries that another register published, as public versions marked with their source.

They come in outside the gate and the four eyes, are never edited here, and show their findings. Each batch is one
transaction: after a crash every entry is whole, and running the import again does the rest.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from urllib.parse import urlsplit

from django.db import transaction

from waarborg.adapters.content_files.organisation_names import normalise
from waarborg.adapters.content_files.organisations import load_kinds
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Assessed, Refusal
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NameIndex
from waarborg.apps.publications import publishing
from waarborg.apps.publications.mapping import content_digest
from waarborg.apps.publications.models import Entry, Version
from waarborg.core.publication.workflow import State
from waarborg.core.terms.text import Text

BATCH = 500
UNKNOWN_KIND = "overig"


class Status(StrEnum):
    """What happened to a record."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What happened to one record of an import, and why."""

    item: Assessed | Refusal
    status: Status
    note: Text | None = None
    remedy: Text | None = None


@dataclass(frozen=True)
class Source:
    """The register that entries come from: its name, and where it can be found."""

    name: str
    url: str


OWN_MANAGEMENT = Text(
    "De organisatie beheert deze beschrijving hier zelf; de import wijzigt haar niet.",
    "The organisation manages this entry here itself; the import does not change it.",
)
OLDER = Text(
    "Hier staat al een nieuwere versie uit hetzelfde register.",
    "There is a newer version from the same register here already.",
)
OTHER_SOURCE = Text(
    "Dit nummer is hier al in gebruik voor een beschrijving uit een ander register.",
    "This id is in use here for an entry from another register.",
)
ANOTHER_ID = Text(
    "Geef de beschrijving in het bestand een ander nummer.", "Give the entry in the file another id."
)


def take_over(
    items: Iterable[Assessed | Refusal],
    *,
    source: Source,
    by: str,
    at: datetime,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Outcome]:
    """Take over what is new or changed, batch by batch; yields what happened to each item.

    With `dry_run` nothing is written. `progress` is called with the number of items done, after each batch.
    """
    done = 0
    names = NameIndex()
    iterator = iter(items)
    for batch in iter(lambda: _next_batch(iterator), ()):
        outcomes = _preview(batch, source) if dry_run else _write(batch, names, source=source, by=by, at=at)
        yield from outcomes
        done += len(batch)
        if progress is not None:
            progress(done)


def _next_batch(iterator: Iterator[Assessed | Refusal]) -> tuple[Assessed | Refusal, ...]:
    return tuple(islice(iterator, BATCH))


def _preview(batch: Sequence[Assessed | Refusal], source: Source) -> list[Outcome]:
    known = _known_entries(batch)
    return [_judge(item, known, source) for item in batch]


@transaction.atomic
def _write(
    batch: Sequence[Assessed | Refusal], names: NameIndex, *, source: Source, by: str, at: datetime
) -> list[Outcome]:
    known = _known_entries(batch)
    outcomes = [_judge(item, known, source) for item in batch]
    accepted = [
        outcome.item
        for outcome in outcomes
        if outcome.status is Status.ACCEPTED and isinstance(outcome.item, Assessed)
    ]
    if not accepted:
        return outcomes
    organisations = _organisations(accepted, names, by=by, at=at)
    fresh = [
        Entry(
            public_id=_id(item),
            organisation=organisations[_id(item)],
            source=source.name,
            source_url=source.url,
            state=State.PUBLISHED,
            created_at=at,
            changed_at=at,
        )
        for item in accepted
        if _id(item) not in known
    ]
    Entry.objects.bulk_create(fresh)
    entries = known | {entry.public_id: entry for entry in fresh}
    new = {entry.public_id for entry in fresh}
    earlier: dict[str, list[Version]] = {}
    versions = []
    for item in accepted:
        entry = entries[_id(item)]
        newest = 0 if _id(item) in new else _newest_number(entry)
        past, number = _number(item, newest)
        earlier[_id(item)] = [_version(one, entry, number=place, by=by, at=at) for place, one in past]
        versions.append(_version(item, entry, number=number, by=by, at=at))
    Version.objects.bulk_create([*(one for past in earlier.values() for one in past), *versions])
    changed = []
    for item, version in zip(accepted, versions, strict=True):
        entry = entries[_id(item)]
        entry.live, entry.state, entry.changed_at = version, State.PUBLISHED, at
        entry.organisation = organisations[_id(item)]
        entry.withdrawn_at, entry.withdrawal_reason = None, ""
        changed.append(entry)
    Entry.objects.bulk_update(
        changed, ("live", "state", "changed_at", "organisation", "withdrawn_at", "withdrawal_reason")
    )
    publishing.show(changed)
    _record(changed, earlier, source, by=by, at=at)
    return outcomes


def _known_entries(batch: Sequence[Assessed | Refusal]) -> dict[str, Entry]:
    ids = [_id(item) for item in batch if isinstance(item, Assessed)]
    rows = Entry.objects.select_related("live").filter(public_id__in=ids).order_by("id")
    return {entry.public_id: entry for entry in rows}


def _id(item: Assessed) -> str:
    return item.record.id


def _judge(item: Assessed | Refusal, known: dict[str, Entry], source: Source) -> Outcome:
    if isinstance(item, Refusal) or not item.is_accepted:
        return Outcome(item, Status.REFUSED)
    entry = known.get(_id(item))
    if entry is None:
        return Outcome(item, Status.ACCEPTED)
    if entry.algorithm_id is not None:
        return Outcome(item, Status.UNCHANGED, OWN_MANAGEMENT)
    if not _same_register(entry, source):
        return Outcome(item, Status.REFUSED, OTHER_SOURCE, ANOTHER_ID)
    if entry.live is None:
        return Outcome(item, Status.ACCEPTED)
    if entry.live.digest == _digest(item):
        return Outcome(item, Status.UNCHANGED)
    stated, here = item.record.registered_on, entry.live.registered_on
    if stated is not None and here is not None and stated < here:
        return Outcome(item, Status.UNCHANGED, OLDER)
    return Outcome(item, Status.ACCEPTED)


def _same_register(entry: Entry, source: Source) -> bool:
    """Whether an entry came from the same register: the same site, or the same name when no site is known."""
    here, there = urlsplit(entry.source_url).hostname, urlsplit(source.url).hostname
    return here == there if here and there else entry.source == source.name


def _digest(item: Assessed) -> str:
    return content_digest(item.converted.values, _english(item))


def _english(item: Assessed) -> dict[str, object]:
    english = item.translations.get("eng")
    return dict(english.values) if english else {}


def _version(item: Assessed, entry: Entry, *, number: int, by: str, at: datetime) -> Version:
    return Version(
        entry=entry,
        number=number,
        values=dict(item.converted.values),
        values_en=_english(item),
        leftover=dict(item.converted.leftover),
        original={"record": item.record.raw, "standard": item.record.version, "url": item.record.url or ""},
        standard=load_standard().version,
        digest=_digest(item),
        published_at=at,
        published_by=by,
        registered_on=item.record.registered_on,
        reason=item.record.reason,
        texts_at=item.record.texts_at,
    )


def _newest_number(entry: Entry) -> int:
    """The number of the newest version of an entry that exists: live, or withdrawn before."""
    if entry.live is not None:
        return entry.live.number
    newest = Version.objects.filter(entry=entry).order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def _number(item: Assessed, newest: int) -> tuple[list[tuple[int, Assessed]], int]:
    """The versions that come in before the one that holds, with their numbers, and the number of that one.

    An own export numbers its versions. These numbers stay where they come after the ones that are here already.
    """
    number = item.record.number or 0
    if number <= newest:
        return [], newest + 1
    past = [(one.record.number or 0, one) for one in item.earlier]
    return [(place, one) for place, one in past if place > newest], number


def _organisations(
    items: Sequence[Assessed], names: NameIndex, *, by: str, at: datetime
) -> dict[str, Organisation]:
    """The organisation of each item; a body that is on no list is added under a code of our own."""
    codes = {}
    for item in items:
        name = item.record.organisation
        code = names.find_code(name, code=item.record.organisation_code)
        codes[_id(item)] = code or _own_code(name)
        if code is None:
            _add_unknown(name, names, kind=item.record.organisation_type, by=by, at=at)
    found = {
        row.code: row for row in Organisation.objects.filter(code__in=set(codes.values())).order_by("code")
    }
    return {public_id: found[code] for public_id, code in codes.items()}


def _own_code(name: str) -> str:
    return "x-" + hashlib.sha256(normalise(name).encode()).hexdigest()[:12]


def _add_unknown(name: str, names: NameIndex, *, kind: str | None, by: str, at: datetime) -> None:
    code = _own_code(name)
    known = kind if kind in {one.code for one in load_kinds()} else UNKNOWN_KIND
    Organisation.objects.create(code=code, name=name[:250], kind=known)
    names.add(name, code)
    audit.record(
        chain=code,
        action="organisations.add",
        subject=f"organisation/{code}",
        by=by,
        at=at,
        about={"reason": "named in an import, on no list"},
    )


def _record(
    entries: Sequence[Entry], earlier: dict[str, list[Version]], source: Source, *, by: str, at: datetime
) -> None:
    """One audit event per organisation: which versions were taken over, with their digests."""
    per_organisation: dict[str, dict[str, list[object]]] = {}
    histories: dict[str, dict[str, list[list[object]]]] = {}
    for entry in entries:
        if entry.live is not None:
            code, public_id = entry.organisation.code, entry.public_id
            per_organisation.setdefault(code, {})[public_id] = [entry.live.number, entry.live.digest]
            if past := [[one.number, one.digest] for one in earlier.get(public_id, ())]:
                histories.setdefault(code, {})[public_id] = past
    for code, versions in sorted(per_organisation.items()):
        about: dict[str, object] = {"source": source.name, "versions": versions}
        if code in histories:
            about["earlier"] = histories[code]
        audit.record(
            chain=code,
            action="publications.take_over",
            subject=f"organisation/{code}",
            by=by,
            at=at,
            about=about,
        )
