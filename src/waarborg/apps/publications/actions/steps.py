"""The steps of an entry from draft to public and back. Each checks right and table, and leaves an audit event."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.algorithms import actions as algorithms
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications import mapping, notices, publishing, standing
from waarborg.apps.publications.actions import reviewing
from waarborg.apps.publications.actions.locking import lock, record
from waarborg.apps.publications.allowing import demand_step, flow_of
from waarborg.apps.publications.models import Entry, Proposal, Step, Version
from waarborg.core.publication.problems import Problem, Severity
from waarborg.core.publication.validity import check, check_english
from waarborg.core.publication.workflow import State, Transition, check_step, get_transition
from waarborg.core.terms.digests import digest, salted_digest


class GateClosed(Exception):
    """A text with errors was submitted, approved or published; `problems` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.field}: {problem.code}" for problem in problems))
        self.problems = problems


@transaction.atomic
def submit(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> Proposal:
    """Fix the text of the dossier as a proposal and ask a colleague to approve it."""
    algorithm = lock(entry)
    known = facts.current_values(algorithm)
    values = mapping.values_from_facts(known, entry.organisation)
    values_en = mapping.english_from_facts(known)
    _demand_open_gate(values, values_en)
    newest = facts.newest_fact_id(algorithm)
    since = Proposal.objects.filter(entry=entry, outcome=Proposal.Outcome.PUBLISHED).aggregate(
        newest=Max("newest_fact")
    )["newest"]
    keys = [key + mark for key in mapping.key_of_field().values() for mark in ("", algorithms.ENGLISH)]
    authors = sorted(facts.authors_since(algorithm, keys=keys, since=since or 0) | {str(by.pk)})
    text = digest([values, values_en])
    about = {"digest": text, "authors": authors}
    _move(entry, get_transition("submit"), by=by, at=at, reason=reason, about=about)
    proposal = Proposal.objects.create(
        entry=entry,
        values=values,
        values_en=values_en,
        digest=text,
        authors=authors,
        newest_fact=newest,
        texts_at=standing.read_texts_at(algorithm, up_to=newest),
        submitted_by=str(by.pk),
        submitted_at=at,
        note=reason.strip(),
    )
    notices.tell_step("submit", entry=entry, by=by, at=at, proposal=proposal)
    return proposal


@transaction.atomic
def recall(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Take a submitted text back, to change it."""
    lock(entry)
    _decide(entry, "recall", Proposal.Outcome.RECALLED, by=by, at=at, reason=reason)


@transaction.atomic
def reject(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Send a submitted text back, with the reason."""
    lock(entry)
    _decide(entry, "reject", Proposal.Outcome.REJECTED, by=by, at=at, reason=reason)


@transaction.atomic
def approve(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Approve exactly the text that was submitted. Nobody approves what they worked on."""
    lock(entry)
    _demand_open_gate(*_running_values(entry))
    _decide(entry, "approve", Proposal.Outcome.APPROVED, by=by, at=at, reason=reason)


@transaction.atomic
def publish(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> Version:
    """Make the approved text the public one, as a version that never changes."""
    lock(entry)
    _demand_open_gate(*_running_values(entry))
    proposal = _decide(entry, "publish", Proposal.Outcome.PUBLISHED, by=by, at=at, reason=reason)
    version = publishing.add_version(
        entry=entry,
        values=proposal.values,
        values_en=proposal.values_en,
        by=str(by.pk),
        at=at,
        reason=reason.strip() or proposal.note,
        texts_at=proposal.texts_at,
    )
    publishing.show([entry])
    reviewing.set_after_publication(entry=entry, at=at)
    return version


@transaction.atomic
def revise(*, entry: Entry, by: Person, at: datetime, reason: str = "") -> None:
    """Begin a new version. What is public stays public until the new one is."""
    lock(entry)
    _move(entry, get_transition("revise"), by=by, at=at, reason=reason)


@transaction.atomic
def withdraw(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Take the entry off the public site, with the reason that the public reads."""
    lock(entry)
    _move(entry, get_transition("withdraw"), by=by, at=at, reason=reason)
    Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).update(
        outcome=Proposal.Outcome.RECALLED, decided_by=str(by.pk), decided_at=at, reason=reason
    )
    publishing.hide(entry=entry, by=str(by.pk), at=at, reason=reason.strip())
    notices.tell_step("withdraw", entry=entry, by=by, at=at)


@transaction.atomic
def archive(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Close an entry that is not public."""
    lock(entry)
    _move(entry, get_transition("archive"), by=by, at=at, reason=reason)
    notices.tell_step("archive", entry=entry, by=by, at=at)


@transaction.atomic
def reopen(*, entry: Entry, by: Person, at: datetime, reason: str) -> None:
    """Make a withdrawn or archived entry a draft again."""
    lock(entry)
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


def _running(entry: Entry) -> Proposal | None:
    return Proposal.objects.filter(entry=entry, outcome__in=("open", "approved")).first()


def _running_values(entry: Entry) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """The Dutch values and the English texts of the running proposal."""
    proposal = _running(entry)
    return (proposal.values, proposal.values_en) if proposal else ({}, {})


def _move(
    entry: Entry,
    transition: Transition,
    *,
    by: Person,
    at: datetime,
    reason: str = "",
    authors: tuple[str, ...] = (),
    approver: str = "",
    about: Mapping[str, object] | None = None,
) -> None:
    """Take a step: check right and table, change the state, write the audit event."""
    permission = demand_step(by, transition, entry)
    check_step(
        transition,
        state=State(entry.state),
        live=entry.live_id is not None,
        by=str(by.pk),
        authors=authors,
        reason=reason,
        flow=flow_of(entry),
        approver=approver,
    )
    replaced = rights.find_replaced(by, permission, entry.organisation.code)
    salt = secrets.token_hex(16)
    step = Step.objects.create(
        entry=entry,
        name=transition.name,
        source=entry.state,
        target=transition.target,
        by=str(by.pk),
        substitute_for=replaced,
        at=at,
        reason=reason.strip(),
        salt=salt,
    )
    entry.state = transition.target
    entry.changed_at = at
    entry.save(update_fields=("state", "changed_at"))
    details = {"from": step.source, "to": step.target, "reason": salted_digest(step.reason, salt=salt)}
    if replaced:
        details["substitute_for"] = replaced
    record(entry, transition.name, by=by, at=at, about=details | dict(about or {}))


def _decide(
    entry: Entry, step: str, outcome: Proposal.Outcome, *, by: Person, at: datetime, reason: str
) -> Proposal:
    """Take a step that decides about the running proposal."""
    proposal = _running(entry)
    was_approved = proposal is not None and proposal.outcome == Proposal.Outcome.APPROVED
    approver = proposal.decided_by if proposal is not None and was_approved else ""
    _move(
        entry,
        get_transition(step),
        by=by,
        at=at,
        reason=reason,
        authors=tuple(proposal.authors) if proposal else (),
        approver=approver,
        about={"proposal": proposal.pk, "digest": proposal.digest} if proposal else {},
    )
    if proposal is None:
        raise RuntimeError(f"Entry {entry.public_id} is {entry.state} without a proposal.")
    proposal.outcome = outcome
    proposal.decided_by = str(by.pk)
    proposal.decided_at = at
    proposal.reason = reason.strip()
    proposal.save(update_fields=("outcome", "decided_by", "decided_at", "reason"))
    notices.tell_step(step, entry=entry, by=by, at=at, proposal=proposal, approver=approver)
    return proposal


def _demand_open_gate(values: Mapping[str, object], values_en: Mapping[str, object]) -> None:
    standard = load_standard()
    found = (*check(values, standard=standard, own=True), *check_english(values_en, standard=standard))
    errors = tuple(item for item in found if item.severity is Severity.ERROR)
    if errors:
        raise GateClosed(errors)
