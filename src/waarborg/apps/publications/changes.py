"""What changed in the register: every version that was published, and what was withdrawn, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.mapping import ENGLISH
from waarborg.apps.publications.models import Entry, Version

#: Years that hold in every time zone; at the very ends of the calendar a moment cannot be moved to another zone.
FIRST_YEAR, LAST_YEAR = 2, 9999


class What(StrEnum):
    """What happened to an entry."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Change:
    """One change. `title` is empty for what was withdrawn: its text is not public any more.

    `fields` are those that differ from the version before, in the order of the standard; `@en` ends English texts.
    """

    what: What
    public_id: str
    number: int
    title: str
    summary: str
    organisation: str
    organisation_en: str
    organisation_code: str
    at: datetime
    reason: str
    is_taken_over: bool
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A part of the log; `next` is the mark after which the rest begins, empty at the end."""

    changes: tuple[Change, ...]
    next: str


def list_changes(
    *, most: int, after: str = "", organisation: str = "", entry: str = "", what: str = ""
) -> Page:
    """The newest changes after the mark `after`; of one organisation, one entry or one kind when asked.

    Versions of entries that are public now, and withdrawals that hold now. A mark that is none is ignored.
    """
    versions = _versions(organisation, entry, what)
    withdrawn = _withdrawn(organisation, entry, what)
    mark = _read_mark(after)
    if mark is not None:
        moment, kind, key = mark
        before = Q(published_at__lt=moment)
        versions = versions.filter(before | Q(published_at=moment, pk__lt=key) if kind == "v" else before)
        gone = Q(withdrawn_at__lt=moment)
        withdrawn = withdrawn.filter(
            gone | Q(withdrawn_at=moment, pk__lt=key) if kind == "w" else Q(withdrawn_at__lte=moment)
        )
    found = list(versions[: most + 1])
    before_them = _previous(found)
    rows: list[tuple[datetime, str, int, Change]] = [
        (row.published_at, "v", row.pk, _of_version(row, before_them.get(row.pk))) for row in found
    ]
    rows += [
        (row.withdrawn_at, "w", row.pk, _of_withdrawn(row))
        for row in withdrawn[: most + 1]
        if row.withdrawn_at is not None
    ]
    # At one moment versions come before withdrawals, so that a mark tells where in that moment the page ended.
    rows.sort(key=lambda row: (row[0], row[1] == "v", row[2]), reverse=True)
    shown = rows[:most]
    rest = len(rows) > most
    return Page(tuple(row[3] for row in shown), _write_mark(shown[-1]) if rest and shown else "")


def find_newest(*, organisation: str = "", entry: str = "") -> datetime | None:
    """When the newest change was; None when there is none."""
    page = list_changes(most=1, organisation=organisation, entry=entry)
    return page.changes[0].at if page.changes else None


def list_live(public_ids: Sequence[str]) -> list[Change]:
    """The live version of these entries, in the order given; what is not public is left out."""
    rows = {
        row.entry.public_id: row
        for row in _select(Version.objects.filter(live_entry__public_id__in=public_ids))
    }
    return [_of_version(rows[one]) for one in public_ids if one in rows]


def _select(rows: QuerySet[Version]) -> QuerySet[Version]:
    return rows.select_related("entry__organisation").defer("leftover", "original")


def _versions(organisation: str, entry: str, what: str) -> QuerySet[Version]:
    rows = _select(Version.objects.filter(entry__live__isnull=False)).order_by("-published_at", "-pk")
    if what == What.WITHDRAWN:
        return rows.none()
    if what == What.NEW:
        rows = rows.filter(number=1)
    elif what == What.CHANGED:
        rows = rows.filter(number__gt=1)
    if entry:
        rows = rows.filter(entry__public_id=entry)
    return rows.filter(entry__organisation__code=organisation) if organisation else rows


def _withdrawn(organisation: str, entry: str, what: str) -> QuerySet[Entry]:
    rows = (
        Entry.objects.select_related("organisation")
        .filter(withdrawn_at__isnull=False, live__isnull=True)
        .order_by("-withdrawn_at", "-pk")
    )
    if what not in ("", What.WITHDRAWN):
        return rows.none()
    if entry:
        rows = rows.filter(public_id=entry)
    return rows.filter(organisation__code=organisation) if organisation else rows


def _previous(rows: Sequence[Version]) -> dict[int, Version]:
    """The version before each of these, by the key of the later one."""
    later = {(row.entry_id, row.number - 1): row.pk for row in rows if row.number > 1}
    if not later:
        return {}
    found = Version.objects.filter(
        entry__in={entry for entry, _number in later}, number__in={number for _entry, number in later}
    ).defer("leftover", "original")
    return {
        later[(row.entry_id, row.number)]: row
        for row in found.order_by("pk")
        if (row.entry_id, row.number) in later
    }


def _changed_fields(old: Version, new: Version) -> tuple[str, ...]:
    """Fields whose text differs, in the order of the standard, English texts after Dutch."""
    keys = [field.key for field in load_standard().fields]
    dutch = [key for key in keys if old.values.get(key) != new.values.get(key)]
    english = [key + ENGLISH for key in keys if old.values_en.get(key) != new.values_en.get(key)]
    return tuple(dutch + english)


def _of_version(row: Version, before: Version | None = None) -> Change:
    return Change(
        what=What.NEW if row.number == 1 else What.CHANGED,
        public_id=row.entry.public_id,
        number=row.number,
        title=str(row.values.get("name") or row.entry.public_id),
        summary=str(row.values.get("description_short") or ""),
        organisation=row.entry.organisation.name,
        organisation_en=row.entry.organisation.name_en,
        organisation_code=row.entry.organisation.code,
        at=row.published_at,
        reason=row.reason,
        is_taken_over=row.registered_on is not None or bool(row.entry.source),
        fields=_changed_fields(before, row) if before is not None else (),
    )


def _of_withdrawn(row: Entry) -> Change:
    if row.withdrawn_at is None:
        raise ValueError(f"The entry {row.public_id} was not withdrawn.")
    return Change(
        what=What.WITHDRAWN,
        public_id=row.public_id,
        number=0,
        title="",
        summary="",
        organisation=row.organisation.name,
        organisation_en=row.organisation.name_en,
        organisation_code=row.organisation.code,
        at=row.withdrawn_at,
        reason=row.withdrawal_reason,
        is_taken_over=bool(row.source),
    )


def _write_mark(row: tuple[datetime, str, int, Change]) -> str:
    return f"{row[0].isoformat()}_{row[1]}_{row[2]}"


def _read_mark(text: str) -> tuple[datetime, str, int] | None:
    """The moment, kind and key in a mark; None for anything else."""
    parts = text.split("_")
    if len(parts) != 3 or parts[1] not in ("v", "w") or not (parts[2].isascii() and parts[2].isdigit()):
        return None
    try:
        moment = datetime.fromisoformat(parts[0].replace(" ", "+"))
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year < LAST_YEAR:
        return None
    key = int(parts[2]) if len(parts[2]) < 18 else None
    return (moment, parts[1], key) if moment.tzinfo is not None and key is not None else None
