"""Taking a value away for good: from the dossier, and from every text of the entry that repeats it."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping, publishing
from waarborg.apps.publications.actions.locking import record
from waarborg.apps.publications.models import Entry, Proposal, Version, WorkingCopy


@transaction.atomic
def redact(*, fact: Fact, by: Person, at: datetime, reason: str) -> int:
    """Redact a fact, and the same value in versions, proposals and working copies; returns in how many texts.

    A public version without the value stays public; its digest stays that of the whole text, so the audit chain
    still verifies. Raises what `algorithms.actions.redact_fact` raises.
    """
    value = fact.value
    algorithms.redact_fact(fact=fact, by=by, at=at, reason=reason)
    entry = Entry.objects.select_related("live", "organisation").filter(algorithm=fact.algorithm).first()
    name = mapping.field_of_key(fact.key)
    if entry is None or name is None or value is None:
        return 0
    column = "values_en" if name.endswith(mapping.ENGLISH) else "values"
    field = name.removesuffix(mapping.ENGLISH)
    versions = [
        row.number
        for row in Version.objects.filter(entry=entry)
        if _take_away(row, column, field, name, value)
    ]
    proposals = [
        row.pk for row in Proposal.objects.filter(entry=entry) if _take_away(row, column, field, name, value)
    ]
    copies = 0
    for copy in WorkingCopy.objects.filter(entry=entry).order_by("id"):
        if copy.values.get(name) == value:
            del copy.values[name]
            copy.save(update_fields=("values",))
            copies += 1
    if versions or proposals:
        about = {"field": name, "versions": versions, "proposals": proposals, "fact": fact.digest}
        record(entry, "redact", by=by, at=at, about=about)
    if entry.live is not None and entry.live.number in versions:
        publishing.show([entry])
    return len(versions) + len(proposals) + copies


def _take_away(row: Version | Proposal, column: str, field: str, name: str, value: object) -> bool:
    values = getattr(row, column)
    if values.get(field) != value:
        return False
    del values[field]
    row.redacted = [*row.redacted, name]
    row.save(update_fields=(column, "redacted"))
    if isinstance(row, Version) and row.original:
        # The record as it was taken over repeats the value in a shape of its own, so it goes whole.
        row.original = {"standard": row.original.get("standard", ""), "url": row.original.get("url", "")}
        row.leftover = {}
        row.save(update_fields=("original", "leftover"))
    return True
