"""Reads for the workplace: entries with their working text, what can be done with them, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.collaboration.assignments import select_assigned_to
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.audit.mapping import to_link
from waarborg.apps.audit.models import Event
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import mapping
from waarborg.apps.publications.allowing import flow_of, may_take
from waarborg.apps.publications.models import Entry, Proposal, Step, Version, WorkingCopy
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.validity import check, check_english
from waarborg.core.publication.workflow import NOT_BY_THE_APPROVER, State, Transition, list_steps
from waarborg.core.terms.chain import Link


@dataclass(frozen=True)
class AvailableStep:
    """A step that this person may take now; `hindrance` says in a code why not yet, empty when nothing hinders."""

    transition: Transition
    hindrance: str


#: More words than this make no difference for who looks for a name, and too deep a question for the database.
MOST_WORDS = 20


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
    copies = list(
        WorkingCopy.objects.select_related("person").filter(entry=entry).order_by("changed_at", "id")
    )
    own = next((copy for copy in copies if copy.person_id == person.pk), None)
    typed = dict(own.values) if own else {}
    shown = {**values, **{key: value for key, value in typed.items() if not key.endswith(mapping.ENGLISH)}}
    proposal = Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).first()
    written = {
        key.removesuffix(mapping.ENGLISH): text
        for key, text in {**english, **typed}.items()
        if key.endswith(mapping.ENGLISH)
    }
    standard = load_standard()
    problems = (*check(shown, standard=standard, own=True), *check_english(written, standard=standard))
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
        if not may_take(person, transition, entry):
            continue
        hindrance = ""
        if transition.four_eyes and proposal is not None and str(person.pk) in proposal.authors:
            hindrance = "four_eyes"
        elif _approved_it(person, proposal) and transition.name in NOT_BY_THE_APPROVER[flow_of(entry)]:
            hindrance = "approved_it"
        elif transition.name == "submit" and has_copy:
            hindrance = "unsaved"
        elif transition.name == "submit" and errors:
            hindrance = "errors"
        found.append(AvailableStep(transition, hindrance))
    return tuple(found)


def _approved_it(person: Person, proposal: Proposal | None) -> bool:
    return (
        proposal is not None
        and proposal.outcome == Proposal.Outcome.APPROVED
        and proposal.decided_by == str(person.pk)
    )


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


# --- today and the portfolio ---------------------------------------------------------------------------

#: Events that repeat another one of the same moment.
REPEATED = ("publications.add_version", "publications.open_entry")


def list_sent_back(person: Person) -> list[Proposal]:
    """Texts this person worked on that were sent back and not submitted again, newest first."""
    reach = rights.reach(person, "publications.edit")
    last = Proposal.objects.order_by().values("entry").annotate(last=Max("pk")).values("last")
    rows = (
        Proposal.objects.select_related("entry__algorithm", "entry__organisation")
        .filter(pk__in=last, outcome=Proposal.Outcome.REJECTED, entry__state=State.DRAFT)
        .order_by("-decided_at", "-id")
    )
    if reach is not None:
        rows = rows.filter(entry__organisation__code__in=reach)
    return [row for row in rows if str(person.pk) in row.authors]


def list_own_copies(person: Person) -> list[WorkingCopy]:
    """What this person typed and did not save, newest first."""
    rows = WorkingCopy.objects.select_related("entry__algorithm", "entry__organisation").filter(person=person)
    return list(rows.order_by("-changed_at", "id"))


def list_changes_by_others(person: Person, *, most: int) -> list[Link]:
    """The newest audit events about dossiers and entries in reach of `person` that others caused."""
    rows = (
        Event.objects.filter(Q(action__startswith="publications.") | Q(action__startswith="algorithms."))
        .exclude(by__in=(str(person.pk), SYSTEM))
        .exclude(action__in=REPEATED)
        .order_by("-id")
    )
    reach = rights.reach(person, "algorithms.view")
    if reach is not None:
        rows = rows.filter(chain__in=reach)
    return [to_link(event) for event in rows[:most]]


def list_portfolio(
    organisations: Iterable[str] | None,
    *,
    words: str = "",
    organisation: str = "",
    state: str = "",
    review_until: date | None = None,
    assigned: str = "",
) -> QuerySet[Entry]:
    """Entries with a dossier by name, without their texts; of these organisations (all when None).

    With `review_until` only public texts whose review lies on that day or before it; with `assigned` only dossiers
    that the person with this id works on.
    """
    rows = (
        Entry.objects.select_related("organisation", "algorithm")
        .filter(algorithm__isnull=False)
        .order_by("algorithm__name", "public_id")
    )
    if organisations is not None:
        rows = rows.filter(organisation__code__in=set(organisations))
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    if state:
        rows = rows.filter(state=state)
    if review_until is not None:
        rows = rows.filter(review_on__lte=review_until, live__isnull=False)
    if assigned:
        rows = rows.filter(algorithm__in=select_assigned_to(assigned))
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(algorithm__name__icontains=word)
    return rows


def list_organisations_with_dossiers(organisations: Iterable[str] | None) -> list[tuple[str, str]]:
    """Code and name of the organisations that have a dossier, by name; of these (all when None)."""
    rows = Entry.objects.filter(algorithm__isnull=False).order_by("organisation__name", "organisation__code")
    if organisations is not None:
        rows = rows.filter(organisation__code__in=set(organisations))
    return list(rows.values_list("organisation__code", "organisation__name").distinct())


def values_at(entry: Entry, fact_id: int) -> dict[str, object]:
    """What the fields of an entry said when `fact_id` was the newest fact; English texts end in `@en`."""
    if entry.algorithm is None:
        raise NotFound("This entry was taken over; it has no dossier here yet.")
    known = facts.current_values(entry.algorithm, up_to=fact_id)
    english = {field + mapping.ENGLISH: text for field, text in mapping.english_from_facts(known).items()}
    return {**mapping.values_from_facts(known, entry.organisation), **english}


def list_versions(entry: Entry) -> list[Version]:
    """Every version that was ever public, newest first, without its texts."""
    return list(
        Version.objects.filter(entry=entry).defer("values", "values_en", "original").order_by("-number")
    )
