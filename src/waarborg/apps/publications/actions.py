"""All writes to entries of our own: the working text, and each step from draft to public and back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.markup import clean
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit import actions as audit
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import mapping, publishing
from waarborg.apps.publications.models import Entry, Proposal, Step, Version, WorkingCopy
from waarborg.core.publication.standard import Kind
from waarborg.core.publication.validity import Problem, Severity, check
from waarborg.core.publication.workflow import State, StepRefused, Transition, check_step, get_transition
from waarborg.core.terms.digests import digest, salted_digest
from waarborg.core.terms.text import Text

FIXED_TEXT = Text(
    "De tekst ligt nu vast. Haal hem terug of heropen hem om te wijzigen. Wat u typte is bewaard.",
    "The text is fixed now. Take it back or reopen it to change it. What you typed is kept.",
)


class GateClosed(Exception):
    """A text with errors was submitted, approved or published; `problems` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed too, since this person began."""

    field: str
    mine: object
    theirs: object


@dataclass(frozen=True)
class Saved:
    """What saving did: the fields that went into the dossier, and those that need a choice first."""

    fields: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


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
    _record(entry, "open_entry", by=by, at=at)
    return entry


# --- the working text ----------------------------------------------------------------------------------


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
    field that somebody else changed too, to something else, is a conflict: it is not written but kept in the
    working copy, unless it is in `keep_mine`. So nobody's text is ever lost.
    """
    rights.demand(by, "publications.edit", entry.organisation.code)
    algorithm = _lock(entry)
    if entry.state not in (State.DRAFT, State.PUBLISHED):
        raise StepRefused("fixed_text", FIXED_TEXT)
    then = _field_values(algorithm, up_to=base)
    now = _field_values(algorithm)
    changes: dict[str, object] = {}
    conflicts: list[Conflict] = []
    for field, typed in _tidy(values).items():
        if _same(typed, then.get(field)) or _same(typed, now.get(field)):
            continue
        if _same(now.get(field), then.get(field)) or field in keep_mine:
            changes[field] = typed
        else:
            conflicts.append(Conflict(field, typed, now.get(field)))
    if changes:
        algorithms.record_facts(
            algorithm=algorithm, values=mapping.facts_from_fields(changes), by=by, at=at, origin="entry"
        )
        if entry.state == State.PUBLISHED:
            _move(entry, get_transition("revise"), by=by, at=at)
        entry.changed_at = at
        entry.save(update_fields=("state", "changed_at"))
    if conflicts:
        WorkingCopy.objects.update_or_create(
            entry=entry,
            person=by,
            defaults={"values": {item.field: item.mine for item in conflicts}, "base": base, "changed_at": at},
        )
    else:
        WorkingCopy.objects.filter(entry=entry, person=by).delete()
    return Saved(tuple(changes), tuple(conflicts))


def _field_values(algorithm: Algorithm, *, up_to: int | None = None) -> dict[str, object]:
    known = facts.current_values(algorithm, up_to=up_to)
    dutch = mapping.values_from_facts(known, algorithm.organisation)
    english = mapping.english_from_facts(known)
    return dutch | {field + mapping.ENGLISH: value for field, value in english.items()}


def _tidy(values: Mapping[str, object]) -> dict[str, object]:
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


def _same(one: object, other: object) -> bool:
    return one == other or (one in (None, "", []) and other in (None, "", []))


# --- the steps -----------------------------------------------------------------------------------------


@transaction.atomic
def submit(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> Proposal:
    """Fix the text of the dossier as a proposal and ask a colleague to approve it."""
    algorithm = _lock(entry)
    known = facts.current_values(algorithm)
    values = mapping.values_from_facts(known, entry.organisation)
    values_en = mapping.english_from_facts(known)
    _demand_open_gate(values)
    since = entry.live.published_at if entry.live else None
    keys = [key + mark for key in mapping.key_of_field().values() for mark in ("", mapping.ENGLISH)]
    authors = facts.authors_since(algorithm, keys=keys, since=since) | {str(by.pk)}
    _move(entry, get_transition("submit"), by=by, at=at, reason=reason)
    return Proposal.objects.create(
        entry=entry,
        values=values,
        values_en=values_en,
        digest=digest([values, values_en]),
        authors=sorted(authors),
        submitted_by=str(by.pk),
        submitted_at=at,
        note=reason.strip(),
    )


@transaction.atomic
def recall(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Take a submitted text back, to change it."""
    _lock(entry)
    _decide(entry, "recall", Proposal.Outcome.RECALLED, by=by, at=at, reason=reason)


@transaction.atomic
def reject(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Send a submitted text back, with the reason."""
    _lock(entry)
    _decide(entry, "reject", Proposal.Outcome.REJECTED, by=by, at=at, reason=reason)


@transaction.atomic
def approve(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Approve exactly the text that was submitted. Nobody approves what they worked on."""
    _lock(entry)
    _demand_open_gate(_running_values(entry))
    _decide(entry, "approve", Proposal.Outcome.APPROVED, by=by, at=at, reason=reason)


@transaction.atomic
def publish(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> Version:
    """Make the approved text the public one, as a version that never changes."""
    _lock(entry)
    _demand_open_gate(_running_values(entry))
    proposal = _decide(entry, "publish", Proposal.Outcome.PUBLISHED, by=by, at=at, reason=reason)
    version = publishing.add_version(
        entry=entry,
        values=proposal.values,
        values_en=proposal.values_en,
        by=str(by.pk),
        at=at,
        reason=reason.strip() or proposal.note,
    )
    publishing.show([entry])
    return version


@transaction.atomic
def revise(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Begin a new version. What is public stays public until the new one is."""
    _lock(entry)
    _move(entry, get_transition("revise"), by=by, at=at, reason=reason)


@transaction.atomic
def withdraw(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Take the entry off the public site, with the reason that the public reads."""
    _lock(entry)
    _move(entry, get_transition("withdraw"), by=by, at=at, reason=reason)
    Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).update(
        outcome=Proposal.Outcome.RECALLED, decided_by=str(by.pk), decided_at=at, reason=reason
    )
    publishing.hide(entry=entry, by=str(by.pk), at=at, reason=reason.strip())


@transaction.atomic
def archive(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Close an entry that is not public."""
    _lock(entry)
    _move(entry, get_transition("archive"), by=by, at=at, reason=reason)


@transaction.atomic
def reopen(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Make a withdrawn or archived entry a draft again."""
    _lock(entry)
    _move(entry, get_transition("reopen"), by=by, at=at, reason=reason)


STEPS = {
    "submit": submit,
    "recall": recall,
    "reject": reject,
    "approve": approve,
    "publish": publish,
    "revise": revise,
    "withdraw": withdraw,
    "archive": archive,
    "reopen": reopen,
}


@transaction.atomic
def adopt(*, entry: Entry, by: Person, at: datetime) -> Algorithm:
    """Take an entry of another register under own management: it becomes a dossier with a draft.

    What is public stays public, marked as taken over, until the organisation publishes its own version.
    """
    rights.demand(by, "publications.adopt", entry.organisation.code)
    entry = Entry.objects.select_for_update().select_related("organisation", "live").get(pk=entry.pk)
    if entry.algorithm_id is not None or entry.live is None:
        raise ValueError("This entry is under own management already, or is no longer public.")
    algorithm = algorithms.start_dossier(
        organisation=entry.organisation, name=str(entry.live.values["name"])[:250], by=by, at=at
    )
    taken = {field: value for field, value in entry.live.values.items() if field != "impacttoetsen_grouping"}
    taken |= {field + mapping.ENGLISH: value for field, value in entry.live.values_en.items()}
    fitting = {key: value for key, value in mapping.facts_from_fields(taken).items() if value is not None}
    origin = f"import/{entry.source}"[:64]
    algorithms.record_facts(
        algorithm=algorithm, values=algorithms.only_fitting(fitting), by=by, at=at, origin=origin
    )
    entry.algorithm = algorithm
    entry.state = State.DRAFT
    entry.changed_at = at
    entry.save(update_fields=("algorithm", "state", "changed_at"))
    _record(entry, "adopt", by=by, at=at, about={"source": entry.source, "algorithm": algorithm.public_id})
    return algorithm


# --- shared parts of the steps -------------------------------------------------------------------------


def _lock(entry: Entry) -> Algorithm:
    """Read the entry again and hold it, so that two steps at once follow each other; returns its dossier."""
    fresh = Entry.objects.select_for_update(of=("self",)).select_related("live").get(pk=entry.pk)
    entry.state, entry.live, entry.changed_at = fresh.state, fresh.live, fresh.changed_at
    if entry.algorithm is None:
        raise ValueError("This entry was taken over from another register. Take it under own management first.")
    return entry.algorithm


def _running(entry: Entry) -> Proposal | None:
    return Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).first()


def _running_values(entry: Entry) -> Mapping[str, object]:
    proposal = _running(entry)
    return proposal.values if proposal else {}


def _move(
    entry: Entry,
    transition: Transition,
    *,
    by: Person,
    at: datetime,
    reason: str = "",
    authors: tuple[str, ...] = (),
    about: Mapping[str, object] | None = None,
) -> None:
    """Take a step: check right and table, change the state, write the audit event."""
    rights.demand(by, transition.permission, entry.organisation.code)
    check_step(
        transition,
        state=State(entry.state),
        live=entry.live_id is not None,
        by=str(by.pk),
        authors=authors,
        reason=reason,
    )
    salt = secrets.token_hex(16)
    step = Step.objects.create(
        entry=entry,
        name=transition.name,
        source=entry.state,
        target=transition.target,
        by=str(by.pk),
        at=at,
        reason=reason.strip(),
        salt=salt,
    )
    entry.state = transition.target
    entry.changed_at = at
    entry.save(update_fields=("state", "changed_at"))
    details = {"from": step.source, "to": step.target, "reason": salted_digest(step.reason, salt=salt)}
    _record(entry, transition.name, by=by, at=at, about=details | dict(about or {}))


def _decide(
    entry: Entry, step: str, outcome: Proposal.Outcome, *, by: Person, at: datetime, reason: str
) -> Proposal:
    """Take a step that decides about the running proposal."""
    proposal = _running(entry)
    _move(
        entry,
        get_transition(step),
        by=by,
        at=at,
        reason=reason,
        authors=tuple(proposal.authors) if proposal else (),
        about={"proposal": proposal.pk, "digest": proposal.digest} if proposal else {},
    )
    if proposal is None:
        raise RuntimeError(f"Entry {entry.public_id} is {entry.state} without a proposal.")
    proposal.outcome = outcome
    proposal.decided_by = str(by.pk)
    proposal.decided_at = at
    proposal.reason = reason.strip()
    proposal.save(update_fields=("outcome", "decided_by", "decided_at", "reason"))
    return proposal


def _demand_open_gate(values: Mapping[str, object]) -> None:
    errors = tuple(item for item in check(values, standard=load_standard()) if item.severity is Severity.ERROR)
    if errors:
        raise GateClosed(errors)


def _record(entry: Entry, action: str, *, by: Person, at: datetime, about: Mapping[str, object] | None = None) -> None:
    audit.record(
        chain=entry.organisation.code,
        action=f"publications.{action}",
        subject=f"entry/{entry.public_id}",
        by=str(by.pk),
        at=at,
        about=about,
    )
