"""Today: what waits for me, what came back to me, what others changed. Nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import for_anyone_logged_in
from waarborg.apps.organisations.queries import names_of
from waarborg.apps.publications import waiting, workplace
from waarborg.web import together
from waarborg.web.pages import person_of, show
from waarborg.web.reviews import find_due
from waarborg.web.sentences import fold, name_person, tell

#: How many changes of others are shown, and how many events are read for that.
MOST_CHANGES = 12
EVENTS_READ = 300
#: How many texts of each kind that waits are shown; the rest stand on pages of their own.
MOST_WAITING = 20


@dataclass(frozen=True)
class SentBack:
    """A text that came back: by whom, when and why."""

    public_id: str
    name: str
    organisation: str
    by: str
    at: datetime | None
    reason: str


@for_anyone_logged_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this person."""
    person = person_of(request)
    events = sorted(
        workplace.list_changes_by_others(person, most=EVENTS_READ), key=lambda event: event.at, reverse=True
    )
    return show(
        request,
        "today.html",
        to_judge=waiting.describe(waiting.select_to_judge(person)[:MOST_WAITING]),
        to_publish=waiting.describe(waiting.select_to_publish(person)[:MOST_WAITING]),
        may_publish=any(rights.may_somewhere(person, one) for one in waiting.PUBLISHING.values()),
        **find_due(person),
        sent_back=_list_sent_back(person),
        copies=workplace.list_own_copies(person),
        **together.of_person(person),
        changes=tell(fold(events)[:MOST_CHANGES], with_addresses=True),
        has_role=bool(rights.list_grants(person)),
        may_start=rights.may_somewhere(person, "algorithms.create"),
    )


def _list_sent_back(person: Any) -> list[SentBack]:
    proposals = workplace.list_sent_back(person)
    names = names_of(proposal.decided_by for proposal in proposals)
    return [
        SentBack(
            public_id=proposal.entry.public_id,
            name=proposal.entry.algorithm.name if proposal.entry.algorithm else proposal.entry.public_id,
            organisation=proposal.entry.organisation.name,
            by=name_person(proposal.decided_by, names),
            at=proposal.decided_at,
            reason=proposal.reason,
        )
        for proposal in proposals
    ]
