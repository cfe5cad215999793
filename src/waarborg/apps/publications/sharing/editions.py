"""Every text that an entry has or had: its versions, what was submitted, the dossier as it is, and what somebody typed.

Two of them can be compared. What was made unreadable in one of them is left out of the comparison, and named.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import workplace
from waarborg.apps.publications.mapping import DERIVED
from waarborg.apps.publications.models import Entry, Proposal, Version
from waarborg.apps.publications.queries import Gone
from waarborg.core.publication.difference import FieldDifference, compare, join_languages

#: Follow from the register itself; that they differ tells a reader nothing.
NOT_TOLD = tuple(key for key in DERIVED if key != "organization")


class Source(StrEnum):
    """Where a text stands."""

    VERSION = "version"
    PROPOSAL = "proposal"
    DOSSIER = "dossier"
    COPY = "copy"


@dataclass(frozen=True)
class Edition:
    """One text of an entry. `code` names it in an address: `v3`, `p12`, `dossier` or `mijn`.

    `number` is that of the version, or the row of the proposal. `values` has the English texts as `goal@en`; `redacted`
    names the fields that were made unreadable in it.
    """

    code: str
    source: Source
    number: int = 0
    at: datetime | None = None
    by: str = ""
    outcome: str = ""
    is_live: bool = False
    is_taken_over: bool = False
    values: Mapping[str, object] = field(default_factory=dict)
    redacted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What differs between two texts, and which fields cannot be compared because a value was made unreadable."""

    old: Edition
    new: Edition
    differences: tuple[FieldDifference, ...]
    unreadable: tuple[str, ...]


def list_editions(page: workplace.EntryPage) -> list[Edition]:
    """The texts of an entry that can be chosen, newest first, without their values: nothing is read twice."""
    entry = page.entry
    found = [Edition("mijn", Source.COPY, at=page.copy_changed_at)] if page.typed else []
    found.append(Edition("dossier", Source.DOSSIER))
    proposals = Proposal.objects.filter(entry=entry).defer("values", "values_en").order_by("-id")
    found += [_of_proposal(row) for row in proposals]
    versions = workplace.list_versions(entry)
    found += [
        Edition(
            f"v{row.number}",
            Source.VERSION,
            number=row.number,
            at=row.published_at,
            by=row.published_by,
            is_live=row.pk == entry.live_id,
        )
        for row in versions
    ]
    return found


def _of_proposal(row: Proposal) -> Edition:
    return Edition(
        f"p{row.pk}",
        Source.PROPOSAL,
        number=row.pk,
        at=row.submitted_at,
        by=row.submitted_by,
        outcome=row.outcome,
    )


def get_edition(page: workplace.EntryPage, code: str) -> Edition:
    """The text with this code, with its values; raises NotFound."""
    if code == "dossier":
        return Edition(code, Source.DOSSIER, values=page.values)
    if code == "mijn" and page.typed:
        return Edition(code, Source.COPY, at=page.copy_changed_at, values={**page.values, **page.typed})
    kind, number = code[:1], code[1:]
    if kind in ("v", "p") and number.isascii() and number.isdigit() and len(number) < 10:
        found = (
            find_version(page.entry, int(number)) if kind == "v" else find_proposal(page.entry, int(number))
        )
        if found is not None:
            return found
    raise NotFound(f"The entry {page.entry.public_id} has no text {code!r}.")


def find_version(entry: Entry, number: int) -> Edition | None:
    """The version with this number, or None."""
    row = Version.objects.filter(entry=entry, number=number).first()
    if row is None:
        return None
    return Edition(
        f"v{row.number}",
        Source.VERSION,
        number=row.number,
        at=row.published_at,
        by=row.published_by,
        is_live=row.pk == entry.live_id,
        is_taken_over=bool(row.original),
        values=join_languages(row.values, row.values_en),
        redacted=tuple(row.redacted),
    )


def find_proposal(entry: Entry, key: int) -> Edition | None:
    """The proposal with this key, or None."""
    row = Proposal.objects.filter(entry=entry, pk=key).first()
    if row is None:
        return None
    found = _of_proposal(row)
    return Edition(
        found.code,
        found.source,
        number=found.number,
        at=found.at,
        by=found.by,
        outcome=found.outcome,
        values=join_languages(row.values, row.values_en),
        redacted=tuple(row.redacted),
    )


def compare_editions(old: Edition, new: Edition) -> Comparison:
    """What differs between two texts, in the order of the standard."""
    unreadable = {*old.redacted, *new.redacted}
    return Comparison(
        old,
        new,
        compare(_without(old.values, unreadable), _without(new.values, unreadable), standard=load_standard()),
        tuple(sorted(unreadable)),
    )


def _without(values: Mapping[str, object], names: Collection[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in names and name not in NOT_TOLD}


def compare_public(public_id: str, old: int, new: int) -> Comparison:
    """What differs between two versions that everybody may read.

    Raises Gone when the entry was withdrawn, NotFound when it or a version is not there.
    """
    entry = Entry.objects.select_related("organisation", "live").filter(public_id=public_id).first()
    if entry is not None and entry.live is None and entry.withdrawn_at is not None:
        raise Gone(entry)
    if entry is None or entry.live is None:
        raise NotFound(f"There is no entry {public_id}.")
    editions = [find_version(entry, number) for number in (old, new)]
    if editions[0] is None or editions[1] is None:
        raise NotFound(f"Entry {public_id} has no version {old if editions[0] is None else new}.")
    return compare_editions(editions[0], editions[1])
