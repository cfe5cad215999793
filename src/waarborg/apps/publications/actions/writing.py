"""The working text of an entry: begun, kept while somebody types, and saved to the dossier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.markup import clean
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import mapping, reviews
from waarborg.apps.publications.actions.locking import lock, record
from waarborg.apps.publications.actions.steps import revise
from waarborg.apps.publications.models import Entry, WorkingCopy
from waarborg.core.profile.facts import Origin
from waarborg.core.profile.values import Fault
from waarborg.core.publication.merging import Conflict, merge
from waarborg.core.publication.standard import Kind
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.text import Text

#: Where facts come from that were typed in the form of an entry.
ENTRY_FORM = "entry"
FIXED_TEXT = Text(
    "De tekst ligt nu vast. Haal hem terug of heropen hem om te wijzigen. Wat u typte is bewaard.",
    "The text is fixed now. Take it back or reopen it to change it. What you typed is kept.",
)


@dataclass(frozen=True)
class Saved:
    """What saving did: the fields that went into the dossier, those that need a choice, those that do not fit."""

    fields: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    unfit: Mapping[str, tuple[Fault, ...]]


@transaction.atomic
def start_entry(*, organisation: Organisation, name: str, by: Person, at: datetime) -> Entry:
    """Open a dossier and with it a draft entry, under one public id."""
    algorithm = algorithms.start_dossier(organisation=organisation, name=name, by=by, at=at)
    return open_entry(algorithm=algorithm, by=by, at=at)


@transaction.atomic
def open_entry(*, algorithm: Algorithm, by: Person, at: datetime) -> Entry:
    """Make a draft entry for a dossier that has none."""
    rights.demand(by, "publications.edit", algorithm.organisation.code)
    entry = Entry.objects.create(
        public_id=algorithm.public_id,
        organisation=algorithm.organisation,
        algorithm=algorithm,
        state=State.DRAFT,
        created_at=at,
        changed_at=at,
    )
    record(entry, "open_entry", by=by, at=at)
    reviews.repeat(algorithm)
    return entry


@transaction.atomic
def save_working_copy(
    *, entry: Entry, values: Mapping[str, object], base: int, by: Person, at: datetime
) -> WorkingCopy:
    """Keep what `by` has typed so far, without changing the dossier. `base` is the newest fact when they began."""
    rights.demand(by, "publications.edit", entry.organisation.code)
    copy, made = WorkingCopy.objects.select_for_update().get_or_create(
        entry=entry, person=by, defaults={"base": base, "changed_at": at, "values": dict(values)}
    )
    if not made:
        copy.values = copy.values | dict(values)
        copy.changed_at = at
        copy.save(update_fields=("values", "changed_at"))
    return copy


@transaction.atomic
def discard_working_copy(*, entry: Entry, by: Person) -> bool:
    """Throw away what `by` typed and did not save; returns whether there was anything."""
    return WorkingCopy.objects.filter(entry=entry, person=by).delete()[0] > 0


@transaction.atomic
def save(
    *,
    entry: Entry,
    values: Mapping[str, object],
    base: int,
    by: Person,
    at: datetime,
    keep_mine: tuple[str, ...] = (),
) -> Saved:
    """Put the typed `values` of fields into the dossier, field by field.

    A field that `by` left as it was keeps what the dossier says now. A field that only `by` changed is written. A
    field that somebody else changed too, to something else, is a conflict, unless it is in `keep_mine`; a value that
    cannot be what the field means (a month 2024-13) is unfit. Both are not written but kept in the working copy. So
    nobody's text is ever lost.
    """
    rights.demand(by, "publications.edit", entry.organisation.code)
    algorithm = lock(entry)
    if entry.state not in (State.DRAFT, State.PUBLISHED):
        raise StepRefused("fixed_text", FIXED_TEXT)
    typed = tidy(values)
    unfit = {field: faults for field, value in typed.items() if (faults := find_faults(field, value))}
    merged = merge(
        {field: value for field, value in typed.items() if field not in unfit},
        then=_field_values(algorithm, up_to=base),
        now=_field_values(algorithm),
        keep_mine=keep_mine,
    )
    if merged.changes:
        algorithms.record_facts(
            algorithm=algorithm,
            values=mapping.facts_from_fields(merged.changes),
            by=by,
            at=at,
            origin=Origin.FORM,
            origin_detail=ENTRY_FORM,
        )
        if entry.state == State.PUBLISHED:
            revise(entry=entry, by=by, at=at)
        entry.changed_at = at
        entry.save(update_fields=("changed_at",))
    kept = {item.field: item.mine for item in merged.conflicts} | {field: typed[field] for field in unfit}
    _keep(entry, kept, base=base if merged.conflicts else facts.newest_fact_id(algorithm), by=by, at=at)
    return Saved(tuple(merged.changes), merged.conflicts, unfit)


def _keep(entry: Entry, values: Mapping[str, object], *, base: int, by: Person, at: datetime) -> None:
    """Leave only these values in the working copy; no values, no copy."""
    if values:
        WorkingCopy.objects.update_or_create(
            entry=entry, person=by, defaults={"values": dict(values), "base": base, "changed_at": at}
        )
    else:
        WorkingCopy.objects.filter(entry=entry, person=by).delete()


def find_faults(name: str, value: object) -> tuple[Fault, ...]:
    """Why a value cannot be what the field means; an empty value always can."""
    key = mapping.fact_key(name)
    if key is None or value in ("", []):
        return ()
    return load_vocabulary().check(algorithms.own_key(key), value)


def _field_values(algorithm: Algorithm, *, up_to: int | None = None) -> dict[str, object]:
    known = facts.current_values(algorithm, up_to=up_to)
    dutch = mapping.values_from_facts(known, algorithm.organisation)
    english = mapping.english_from_facts(known)
    return dutch | {field + mapping.ENGLISH: value for field, value in english.items()}


def tidy(values: Mapping[str, object]) -> dict[str, object]:
    """Typed values as the dossier keeps them: cleaned markup, no white space around, no empty rows."""
    standard = load_standard()
    tidy: dict[str, object] = {}
    for name, value in values.items():
        field = standard.find_field(name.removesuffix(mapping.ENGLISH))
        if field is None or field.key in mapping.DERIVED:
            continue
        if isinstance(value, str):
            value = clean(value) if field.kind is Kind.MARKUP and value.strip() else value.strip()
        elif isinstance(value, list):
            rows = [_tidy_row(item) if isinstance(item, dict) else str(item).strip() for item in value]
            value = [row for row in rows if row]
        tidy[name] = value
    return tidy


def _tidy_row(row: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value).strip() for key, value in row.items() if str(value or "").strip()}


@transaction.atomic
def adopt(*, entry: Entry, by: Person, at: datetime) -> Algorithm:
    """Take an entry of another register under own management: it becomes a dossier with a draft.

    What is public stays public, marked as taken over, until the organisation publishes its own version. Assessments it
    names are left out: nobody here has seen them. What does not fit its field waits in the working copy of `by`.
    """
    rights.demand(by, "publications.adopt", entry.organisation.code)
    entry = (
        Entry.objects.select_for_update(of=("self",)).select_related("organisation", "live").get(pk=entry.pk)
    )
    if entry.algorithm_id is not None or entry.live is None:
        raise ValueError("This entry is under own management already, or is no longer public.")
    algorithm = algorithms.start_dossier(
        organisation=entry.organisation,
        name=str(entry.live.values["name"])[:250],
        by=by,
        at=at,
        public_id=entry.public_id,
    )
    taken = tidy(
        {field: value for field, value in entry.live.values.items() if field != "impacttoetsen_grouping"}
    )
    taken |= tidy({field + mapping.ENGLISH: value for field, value in entry.live.values_en.items()})
    fitting = {field: value for field, value in taken.items() if not find_faults(field, value)}
    algorithms.record_facts(
        algorithm=algorithm,
        values=mapping.facts_from_fields(fitting),
        by=by,
        at=at,
        origin=Origin.IMPORT,
        origin_detail=entry.source,
    )
    rest = {field: value for field, value in taken.items() if field not in fitting}
    if rest:
        base = facts.newest_fact_id(algorithm)
        WorkingCopy.objects.create(entry=entry, person=by, values=rest, base=base, changed_at=at)
    entry.algorithm = algorithm
    entry.state = State.DRAFT
    entry.changed_at = at
    entry.save(update_fields=("algorithm", "state", "changed_at"))
    record(entry, "adopt", by=by, at=at, about={"source": entry.source, "algorithm": algorithm.public_id})
    return algorithm
