"""Changing who publishes last, while texts are under way."""

from datetime import datetime

from django.db import transaction

from waarborg.apps.notifications import actions as notifications
from waarborg.apps.organisations import flows
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import notices
from waarborg.apps.publications.models import Entry, Proposal
from waarborg.core.publication.workflow import Flow, State


@transaction.atomic
def choose_flow(*, organisation: Organisation, flow: Flow, by: Person, at: datetime) -> int | None:
    """Change the flow of an organisation; returns how many approved texts now wait for others, None when equal.

    No text changes its state. What is approved waits from now on for the central editors, or for the approvers of the
    organisation; they are told.
    """
    if not flows.choose(organisation=organisation, flow=flow, by=by, at=at):
        return None
    entries = list(
        Entry.objects.select_related("algorithm", "organisation")
        .filter(organisation=organisation, state=State.APPROVED)
        .order_by("id")
    )
    running = {
        row.entry_id: row
        for row in Proposal.objects.filter(entry__in=entries, outcome=Proposal.Outcome.APPROVED).order_by(
            "id"
        )
    }
    for entry in entries:
        notifications.settle(subject=notices.subject_of(entry), kinds=("to_publish",), at=at)
        proposal = running.get(entry.pk)
        authors = list(proposal.authors) if proposal else []
        if flow is Flow.CENTRAL:
            decided = proposal.decided_by if proposal else ""
            notices.ask_central_editors(entry, authors=[*authors, decided], by=by, at=at)
        else:
            notices.ask_approvers_to_publish(entry, authors=authors, by=by, at=at)
    return len(entries)


def count_approved(organisation: Organisation) -> int:
    """How many texts of an organisation are approved and wait to be published."""
    return Entry.objects.filter(organisation=organisation, state=State.APPROVED).count()
