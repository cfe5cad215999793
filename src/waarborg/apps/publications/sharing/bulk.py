"""One action for many entries: first what would happen with each and why, then each in a transaction of its own.

The rights, the four eyes and the gate hold for each entry as always, because the ordinary actions are called. What was
shown is what is done: an entry of which the text changed since is left alone.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms.models import Fact
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import actions, mapping
from waarborg.apps.publications.actions.reviewing import ReviewRefused, move_review
from waarborg.apps.publications.allowing import find_permission, flow_of
from waarborg.apps.publications.models import BulkAction, Entry, Proposal, WorkingCopy
from waarborg.core.publication.problems import Severity
from waarborg.core.publication.validity import check, check_english
from waarborg.core.publication.workflow import STATE_LABELS, State, StepRefused, check_step, get_transition
from waarborg.core.terms.text import Text

#: The most entries of one time: as many as a person can look over, and a page can do while they wait.
MOST_ENTRIES = 200
#: What somebody sent as an id is kept, so it is kept short.
LONGEST_ID = 64
STEPS = ("submit", "approve", "publish", "withdraw", "archive")
REVIEW = "review"
ACTIONS = (*STEPS, REVIEW)
NOT_ALLOWED = Text("U mag dit niet bij deze organisatie.", "You may not do this for this organisation.")
UNSAVED = Text(
    "U hebt wijzigingen die niet zijn opgeslagen. Sla ze eerst op.",
    "You have changes that are not saved. Save them first.",
)
HAS_ERRORS = Text(
    "Er ontbreekt nog iets of er klopt iets niet: {fields}.", "Something is missing or not right: {fields}."
)
WRONG_STATE = Text("Dit kan niet in de stand “{state}”.", "This cannot be done in the state “{state}”.")
CHANGED = Text(
    "De tekst is gewijzigd nadat u de lijst bekeek. Bekijk hem opnieuw.",
    "The text changed after you looked at the list. Look at it again.",
)
GONE = Text("Deze beschrijving is er niet meer.", "This entry is not there any more.")


@dataclass(frozen=True)
class Foreseen:
    """What an action would do with one entry: nothing, when there is a reason against it.

    `mark` stands for the text as it is now, so that what is done later is done with the same text.
    """

    entry: Entry
    name: str
    refusal: Text | None
    mark: str

    @property
    def will_go(self) -> bool:
        """Whether nothing stands in the way."""
        return self.refusal is None


@dataclass(frozen=True)
class Outcome:
    """What came of one entry; `refusal` says why nothing did."""

    public_id: str
    name: str
    refusal: Text | None


def needs_reason(action: str) -> bool:
    """Whether an action asks for a reason."""
    return action in STEPS and get_transition(action).needs_reason


def foresee(entries: Sequence[Entry], *, action: str, by: Person) -> list[Foreseen]:
    """What `action` would do with each entry, in a few questions to the database however many there are."""
    running = {
        row.entry_id: row
        for row in Proposal.objects.filter(entry__in=entries, outcome__in=("open", "approved")).order_by("id")
    }
    facts = _read_facts(entries)
    copies = set(
        WorkingCopy.objects.filter(entry__in=entries, person=by).order_by().values_list("entry_id", flat=True)
    )
    allowed: dict[tuple[str, str], bool] = {}
    found = []
    for entry in entries:
        place = (entry.organisation.code, entry.state)
        if place not in allowed:
            allowed[place] = _may(entry, action, by)
        proposal = running.get(entry.pk)
        known, newest = facts.get(entry.algorithm_id or 0, ({}, 0))
        refusal = None if allowed[place] else NOT_ALLOWED
        if refusal is None and action != REVIEW:
            refusal = _refuse_step(entry, action, by, proposal, known, has_copy=entry.pk in copies)
        name = entry.algorithm.name if entry.algorithm else entry.public_id
        found.append(Foreseen(entry, name, refusal, _mark(entry, proposal, newest)))
    return found


def _read_facts(entries: Sequence[Entry]) -> dict[int, tuple[dict[str, object], int]]:
    """The values and the newest fact of each dossier."""
    found: dict[int, tuple[dict[str, object], int]] = {}
    rows = (
        Fact.objects.filter(algorithm__in=[entry.algorithm_id for entry in entries])
        .order_by("id")
        .values_list("algorithm_id", "id", "key", "value")
    )
    for algorithm, key_id, key, value in rows:
        known = found.get(algorithm, ({}, 0))[0]
        if value is None:
            known.pop(key, None)
        else:
            known[key] = value
        found[algorithm] = (known, key_id)
    return found


def _mark(entry: Entry, proposal: Proposal | None, newest: int) -> str:
    given = (
        f"{entry.public_id}|{entry.state}|{proposal.pk if proposal else 0}|{newest if not proposal else 0}"
    )
    return hashlib.sha256(given.encode()).hexdigest()[:16]


def _may(entry: Entry, action: str, by: Person) -> bool:
    if action == REVIEW:
        return rights.may(by, "publications.edit", entry.organisation.code)
    return find_permission(by, get_transition(action), entry) is not None


def _refuse_step(
    entry: Entry,
    action: str,
    by: Person,
    proposal: Proposal | None,
    known: Mapping[str, object],
    *,
    has_copy: bool,
) -> Text | None:
    transition = get_transition(action)
    try:
        check_step(
            transition,
            state=State(entry.state),
            live=entry.live_id is not None,
            by=str(by.pk),
            authors=tuple(proposal.authors) if proposal else (),
            reason="-",
            flow=flow_of(entry),
            approver=proposal.decided_by if proposal else "",
        )
    except StepRefused as refusal:
        return _say_state(entry) if refusal.code == "wrong_state" else refusal.reason
    if action == "submit" and has_copy:
        return UNSAVED
    if action in ("submit", "approve", "publish"):
        values = proposal.values if proposal else mapping.values_from_facts(known, entry.organisation)
        english = proposal.values_en if proposal else mapping.english_from_facts(known)
        return _name_errors(values, english)
    return None


def _say_state(entry: Entry) -> Text:
    label = STATE_LABELS[State(entry.state)]
    return Text(nl=WRONG_STATE.nl.format(state=label.nl), en=WRONG_STATE.en.format(state=label.en))


def _name_errors(values: Mapping[str, object], values_en: Mapping[str, object]) -> Text | None:
    standard = load_standard()
    found = (*check(values, standard=standard, own=True), *check_english(values_en, standard=standard))
    errors = [item for item in found if item.severity is Severity.ERROR]
    if not errors:
        return None
    keys = dict.fromkeys(item.field.partition("[")[0].partition("@")[0] for item in errors)
    labels = [known.label for key in keys if (known := standard.find_field(key)) is not None]
    return Text(
        nl=HAS_ERRORS.nl.format(fields=", ".join(label.nl for label in labels)),
        en=HAS_ERRORS.en.format(fields=", ".join(label.en for label in labels)),
    )


def carry_out(
    *,
    action: str,
    chosen: Mapping[str, str],
    reason: str,
    review_on: date | None,
    once: str,
    by: Person,
    at: datetime,
) -> BulkAction:
    """Do `action` with each entry of `chosen` (its id, and the mark of what was shown), and keep what came of it.

    The same `once` is carried out once: who sends the page twice gets the first outcome. Every entry is done whole or
    not at all; one that is refused does not stop the others.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} cannot be done with many entries at once.")
    digest = hashlib.sha256(f"{by.pk}|{once}".encode()).hexdigest()
    try:
        with transaction.atomic():
            made = BulkAction.objects.create(once=digest, action=action, by=str(by.pk), started_at=at)
    except IntegrityError:
        return BulkAction.objects.get(once=digest)
    for public_id, mark in list(chosen.items())[:MOST_ENTRIES]:
        outcome = _carry_out_one(
            public_id, mark, action=action, reason=reason, review_on=review_on, by=by, at=at
        )
        made.lines.append(_to_line(outcome))
        made.save(update_fields=("lines",))
    made.finished_at = at
    made.save(update_fields=("finished_at",))
    return made


def _carry_out_one(
    public_id: str,
    mark: str,
    *,
    action: str,
    reason: str,
    review_on: date | None,
    by: Person,
    at: datetime,
) -> Outcome:
    entry = _find(public_id)
    # Who may not see an entry is not told what it is called, nor that it is there.
    if entry is None or not rights.may(by, "publications.view", entry.organisation.code):
        return Outcome(public_id[:LONGEST_ID], public_id[:LONGEST_ID], GONE)
    name = entry.algorithm.name if entry.algorithm else public_id
    try:
        with transaction.atomic():
            # Held first, so that what is looked at is what is done.
            Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
            entry = _find(public_id) or entry
            foreseen = foresee([entry], action=action, by=by)[0]
            if foreseen.refusal is None and foreseen.mark != mark:
                return Outcome(public_id, name, CHANGED)
            if foreseen.refusal is not None:
                return Outcome(public_id, name, foreseen.refusal)
            _act(entry, action, reason=reason, review_on=review_on, by=by, at=at)
    except (StepRefused, ReviewRefused) as refusal:
        return Outcome(public_id, name, refusal.reason)
    except rights.NotAllowed:
        return Outcome(public_id, name, NOT_ALLOWED)
    except actions.GateClosed as closed:
        fault = closed.problems[0].message
        return Outcome(public_id, name, fault)
    return Outcome(public_id, name, None)


def _act(entry: Entry, action: str, *, reason: str, review_on: date | None, by: Person, at: datetime) -> None:
    if action == REVIEW:
        if review_on is None:
            raise ValueError("A date of review is needed.")
        move_review(entry=entry, next_on=review_on, by=by, at=at)
        return
    step: Callable[..., Any] = actions.STEPS[action]
    step(entry=entry, by=by, at=at, reason=reason)


def _find(public_id: str) -> Entry | None:
    rows = Entry.objects.select_related("organisation", "algorithm__organisation", "live")
    return rows.filter(public_id=public_id, algorithm__isnull=False).first()


def _to_line(outcome: Outcome) -> dict[str, object]:
    refusal = outcome.refusal
    return {
        "id": outcome.public_id,
        "name": outcome.name,
        "refusal": {"nl": refusal.nl, "en": refusal.en} if refusal else None,
    }


def get_bulk_action(number: int, *, by: Person) -> BulkAction:
    """What came of an action for many entries, for who did it; raises NotFound for anybody else."""
    found = BulkAction.objects.filter(pk=number, by=str(by.pk)).first()
    if found is None:
        raise NotFound(f"There is no action {number}.")
    return found


def list_outcomes(action: BulkAction) -> list[Outcome]:
    """What came of each entry, in the order in which they were done."""
    return [
        Outcome(line["id"], line["name"], Text(**line["refusal"]) if line["refusal"] else None)
        for line in action.lines
    ]
