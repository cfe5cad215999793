"""Bringing back what an earlier text said: as new facts in the dossier, which then follow the ordinary way to the public."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping, workplace
from waarborg.apps.publications.actions.locking import lock, record
from waarborg.apps.publications.actions.steps import revise
from waarborg.apps.publications.actions.writing import FIXED_TEXT, find_faults, tidy
from waarborg.apps.publications.models import Entry
from waarborg.apps.publications.sharing.editions import Edition, Source
from waarborg.core.profile.facts import Origin
from waarborg.core.publication.merging import is_same
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.text import Text

#: Where facts come from that were brought back, followed by the code of the text.
RESTORED = "restored"
#: Of an entry that was taken over: nobody here has seen the assessments it names.
NOT_FROM_ELSEWHERE = ("impacttoetsen_grouping",)
CHANGED_MEANWHILE = Text(
    "Een van deze velden is gewijzigd nadat u deze pagina opende. Lees het verschil opnieuw en kies dan.",
    "One of these fields was changed after you opened this page. Read the difference again, then choose.",
)
NOTHING_CHOSEN = Text(
    "Kies ten minste één veld om terug te zetten.", "Choose at least one field to put back."
)


@dataclass(frozen=True)
class Restored:
    """Which fields say again what they said, and which did not have to change."""

    fields: tuple[str, ...]
    unchanged: tuple[str, ...]


def newest_fact(entry: Entry) -> int:
    """The newest fact of the dossier of an entry: what `restore` takes as `base`."""
    return facts.newest_fact_id(entry.algorithm) if entry.algorithm else 0


def list_restorable(edition: Edition, names: Collection[str]) -> dict[str, bool]:
    """Of each of these fields, whether what the earlier text said can stand in the dossier of today."""
    return {name: _can_restore(edition, name) for name in names}


def _can_restore(edition: Edition, name: str) -> bool:
    if mapping.fact_key(name) is None or name in edition.redacted:
        return False
    if edition.is_taken_over and name in NOT_FROM_ELSEWHERE:
        return False
    return not find_faults(name, _tidied(edition.values, name))


def _tidied(values: Mapping[str, object], name: str) -> object:
    return tidy({name: values.get(name) or ""}).get(name)


@transaction.atomic
def restore(
    *, entry: Entry, edition: Edition, fields: Collection[str], base: int, by: Person, at: datetime
) -> Restored:
    """Record in the dossier what `fields` said in an earlier version or a submitted text.

    A field that was empty then becomes empty. Nothing becomes public by it: the draft is submitted and approved as
    always, and `by` is an author of it. `base` is the newest fact when `by` read the difference. Raises NotAllowed, and
    StepRefused while the text is fixed, when a field was changed since, or when nothing can be put back.
    """
    rights.demand(by, "publications.edit", entry.organisation.code)
    algorithm = lock(entry)
    if entry.state not in (State.DRAFT, State.PUBLISHED):
        raise StepRefused("fixed_text", FIXED_TEXT)
    if edition.source not in (Source.VERSION, Source.PROPOSAL):
        raise ValueError("Only a version or a submitted text can be put back.")
    chosen = sorted(name for name in set(fields) if _can_restore(edition, name))
    if not chosen:
        raise StepRefused("nothing_chosen", NOTHING_CHOSEN)
    then, now = workplace.values_at(entry, base), workplace.values_at(entry, facts.newest_fact_id(algorithm))
    if any(not is_same(then.get(name), now.get(name)) for name in chosen):
        raise StepRefused("changed_meanwhile", CHANGED_MEANWHILE)
    values = {name: _tidied(edition.values, name) for name in chosen}
    changed = {name: value for name, value in values.items() if not is_same(value, now.get(name))}
    if changed:
        algorithms.record_facts(
            algorithm=algorithm,
            values=mapping.facts_from_fields(changed),
            by=by,
            at=at,
            origin=Origin.FORM,
            origin_detail=f"{RESTORED}:{edition.code}",
        )
        about = {edition.source.value: edition.number, "fields": sorted(changed)}
        record(entry, "restore", by=by, at=at, about=about)
        if entry.state == State.PUBLISHED:
            revise(entry=entry, by=by, at=at)
        entry.changed_at = at
        entry.save(update_fields=("changed_at",))
    return Restored(tuple(changed), tuple(name for name in chosen if name not in changed))
