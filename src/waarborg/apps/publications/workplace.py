"""Reads for the workplace: entries with their working text, what can be done with them, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications import mapping
from waarborg.apps.publications.models import Entry, Proposal, Step, WorkingCopy
from waarborg.core.publication.validity import Problem, Severity, check
from waarborg.core.publication.workflow import State, Transition, list_steps


@dataclass(frozen=True)
class AvailableStep:
    """A step that this person may take now; `hindrance` says in a code why not yet, empty when nothing hinders."""

    transition: Transition
    hindrance: str


@dataclass(frozen=True)
class EntryPage:
    """Everything the page of an entry in the workplace shows."""

    entry: Entry
    values: dict[str, object]
    typed: dict[str, object]
    base: int
    copy_changed_at: datetime | None
    problems: tuple[Problem, ...]
    steps: tuple[AvailableStep, ...]
    proposal: Proposal | None
    others: tuple[str, ...]
    is_editable: bool

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands between this text and publication."""
        return tuple(item for item in self.problems if item.severity is Severity.ERROR)

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What could be better, and does not stand in the way."""
        return tuple(item for item in self.problems if item.severity is not Severity.ERROR)


def get_entry(public_id: str) -> Entry:
    """The entry with this id, whatever its state; raises NotFound."""
    found = (
        Entry.objects.select_related("organisation", "algorithm__organisation", "live")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound(f"There is no entry {public_id}.")
    return found


def find_entry_of(algorithm: Algorithm) -> Entry | None:
    """The entry of a dossier, if it has one."""
    return (
        Entry.objects.select_related("organisation", "algorithm__organisation", "live")
        .filter(algorithm=algorithm)
        .first()
    )


def organisation_of_entry(public_id: str) -> str:
    """Code of the organisation whose entry this is; raises NotFound."""
    code = Entry.objects.filter(public_id=public_id).values_list("organisation__code", flat=True).first()
    if code is None:
        raise NotFound(f"There is no entry {public_id}.")
    return code


def get_page(entry: Entry, person: Person) -> EntryPage:
    """The entry as `person` works on it: what the dossier says, with what they typed and did not save on top."""
    algorithm = entry.algorithm
    if algorithm is None:
        raise NotFound("This entry was taken over; it has no dossier here yet.")
    known = facts.current_values(algorithm)
    values = mapping.values_from_facts(known, entry.organisation)
    english = {field + mapping.ENGLISH: text for field, text in mapping.english_from_facts(known).items()}
    copies = list(WorkingCopy.objects.select_related("person").filter(entry=entry).order_by("changed_at", "id"))
    own = next((copy for copy in copies if copy.person_id == person.pk), None)
    typed = dict(own.values) if own else {}
    shown = {**values, **{key: value for key, value in typed.items() if not key.endswith(mapping.ENGLISH)}}
    proposal = Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).first()
    problems = check(shown, standard=load_standard())
    return EntryPage(
        entry=entry,
        values={**values, **english},
        typed=typed,
        base=own.base if own else facts.newest_fact_id(algorithm),
        copy_changed_at=own.changed_at if own else None,
        problems=problems,
        steps=_steps(entry, person, proposal, problems, has_copy=own is not None),
        proposal=proposal,
        others=tuple(copy.person.name for copy in copies if copy.person_id != person.pk),
        is_editable=entry.state in (State.DRAFT, State.PUBLISHED)
        and rights.may(person, "publications.edit", entry.organisation.code),
    )


def _steps(
    entry: Entry,
    person: Person,
    proposal: Proposal | None,
    problems: tuple[Problem, ...],
    *,
    has_copy: bool,
) -> tuple[AvailableStep, ...]:
    errors = any(item.severity is Severity.ERROR for item in problems)
    found = []
    for transition in list_steps(State(entry.state), live=entry.live_id is not None):
        if not rights.may(person, transition.permission, entry.organisation.code):
            continue
        hindrance = ""
        if transition.four_eyes and proposal is not None and str(person.pk) in proposal.authors:
            hindrance = "four_eyes"
        elif transition.name == "submit" and has_copy:
            hindrance = "unsaved"
        elif transition.name == "submit" and errors:
            hindrance = "errors"
        found.append(AvailableStep(transition, hindrance))
    return tuple(found)


@dataclass(frozen=True)
class EntryLine:
    """An entry in a list of the workplace."""

    entry: Entry
    name: str
    submitted_by: str
    submitted_at: datetime | None


def list_entries(organisations: Iterable[str] | None, *, states: Iterable[str] | None = None) -> list[EntryLine]:
    """Entries with a dossier, newest change first; of these organisations (all when None) and states."""
    rows = (
        Entry.objects.select_related("organisation", "algorithm", "live")
        .filter(algorithm__isnull=False)
        .order_by("-changed_at", "public_id")
    )
    if organisations is not None:
        rows = rows.filter(organisation__code__in=set(organisations))
    if states is not None:
        rows = rows.filter(state__in=list(states))
    entries = list(rows)
    running = {
        proposal.entry_id: proposal
        for proposal in Proposal.objects.filter(entry__in=entries, outcome__in=("open", "approved")).order_by("id")
    }
    names = names_of(proposal.submitted_by for proposal in running.values())
    return [
        EntryLine(
            entry=entry,
            name=entry.algorithm.name if entry.algorithm else entry.public_id,
            submitted_by=names.get(running[entry.pk].submitted_by, "") if entry.pk in running else "",
            submitted_at=running[entry.pk].submitted_at if entry.pk in running else None,
        )
        for entry in entries
    ]


def list_waiting_for(person: Person) -> list[EntryLine]:
    """Entries that wait for this person: to approve or publish, and not written by themselves."""
    lines = list_entries(rights.reach(person, "publications.approve"), states=(State.IN_REVIEW, State.APPROVED))
    own = set(
        Proposal.objects.filter(
            entry__in=[line.entry for line in lines], outcome__in=("open", "approved"), authors__icontains=str(person.pk)
        )
        .order_by()
        .values_list("entry_id", flat=True)
    )
    return [line for line in lines if line.entry.pk not in own]


def list_taken_over(organisations: Iterable[str] | None) -> list[Entry]:
    """Live entries that were taken over from another register and not adopted, of these organisations."""
    rows = (
        Entry.objects.select_related("organisation", "live")
        .filter(algorithm__isnull=True, live__isnull=False)
        .order_by("organisation__name", "public_id")
    )
    if organisations is not None:
        rows = rows.filter(organisation__code__in=set(organisations))
    return list(rows)


def list_steps_taken(entry: Entry) -> list[Step]:
    """The steps taken with an entry, newest first."""
    return list(Step.objects.filter(entry=entry).order_by("-id"))


def list_proposals(entry: Entry) -> list[Proposal]:
    """Every text that was submitted, newest first."""
    return list(Proposal.objects.filter(entry=entry).order_by("-id"))
