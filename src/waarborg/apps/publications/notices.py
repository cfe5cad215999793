"""Who is told about which step of an entry, and what they no longer need to be told."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions as notifications
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.apps.publications.allowing import flow_of
from waarborg.apps.publications.models import Entry, ImportFile, Proposal
from waarborg.core.publication.workflow import Flow

#: Notifications that ask for a step, and are settled by any step that moves the text on.
ASKING = ("submitted", "to_publish")


def tell_step(
    name: str,
    *,
    entry: Entry,
    by: Person,
    at: datetime,
    proposal: Proposal | None = None,
    approver: str = "",
) -> None:
    """Tell of the step `name`, in the transaction in which it is taken. `approver` is who had approved the text."""
    subject = subject_of(entry)
    notifications.settle(subject=subject, kinds=ASKING, at=at)
    authors = proposal.authors if proposal else []
    if name == "submit":
        holders = rights.list_holders("publications.approve", entry.organisation.code)
        tell("submitted", entry, without(holders, authors), by=by, at=at, page="step", step="approve")
    elif name == "reject":
        tell("sent_back", entry, find_involved(entry, [*authors, approver]), by=by, at=at)
    elif name == "approve":
        tell("approved", entry, find_involved(entry, authors), by=by, at=at)
        if flow_of(entry) is Flow.CENTRAL:
            ask_central_editors(entry, authors=[*authors, str(by.pk)], by=by, at=at)
    elif name == "publish":
        notifications.settle(subject=subject, kinds=("approved", "sent_back"), at=at)
        tell("published", entry, find_involved(entry, [*authors, approver]), by=by, at=at)
    elif name == "withdraw":
        code = entry.organisation.code
        involved = [
            person
            for permission in ("publications.edit", "publications.approve")
            for person in rights.list_holders(permission, code)
        ]
        notifications.settle(subject=subject, kinds=("review_due",), at=at)
        tell("withdrawn", entry, involved, by=by, at=at)
    elif name == "archive":
        notifications.settle(subject=subject, kinds=("review_due",), at=at)


def ask_central_editors(entry: Entry, *, authors: Iterable[str], by: Person | str, at: datetime) -> None:
    """Tell the central editors that an approved text waits for them."""
    holders = rights.list_holders("publications.publish_centrally", entry.organisation.code)
    tell("to_publish", entry, without(holders, authors), by=by, at=at, page="step", step="publish")


def ask_approvers_to_publish(entry: Entry, *, authors: Iterable[str], by: Person | str, at: datetime) -> None:
    """Tell the approvers of the organisation that an approved text waits for them."""
    holders = rights.list_holders("publications.publish", entry.organisation.code)
    tell("to_publish", entry, without(holders, authors), by=by, at=at, page="step", step="publish")


def tell(
    kind: str,
    entry: Entry,
    people: Iterable[Person],
    *,
    by: Person | str,
    at: datetime,
    page: str = "entry",
    step: str = "",
    **about: object,
) -> None:
    """Tell `people` something about an entry, with a link to a page of it in the workplace."""
    kwargs = {"public_id": entry.public_id, **({"name": step} if step else {})}
    with override("nl"):
        link = reverse(f"web:{page}", kwargs=kwargs)
    notifications.notify(
        people=people,
        kind=kind,
        about={"name": name_of(entry), **about},
        link=link,
        by=by,
        at=at,
        organisation=entry.organisation,
        subject=subject_of(entry),
    )


def tell_of_report(entry: Entry, report: int, *, at: datetime) -> None:
    """Tell who answers readers that one reported a mistake; where nobody here does, those who do so everywhere."""
    code = entry.organisation.code
    people = rights.list_holders("reactions.answer", code, only_here=True)
    with override("nl"):
        link = reverse("web:report", kwargs={"report_id": report})
    notifications.notify(
        people=people or rights.list_holders("reactions.answer", code),
        kind="report",
        about={"name": name_of(entry)},
        link=link,
        by=SYSTEM,
        at=at,
        organisation=entry.organisation,
        subject=f"report/{report}",
    )


def tell_of_import(file: ImportFile, *, at: datetime) -> None:
    """Tell who confirmed an import that it was done in the background."""
    with override("nl"):
        link = reverse("web:import_file", kwargs={"reference": file.reference})
    notifications.notify(
        people=find_people([file.confirmed_by or file.by]),
        kind="import_done",
        about={
            "name": file.name,
            "organisation": file.organisation.name if file.organisation else "Waarborg",
        },
        link=link,
        by=SYSTEM,
        at=at,
        organisation=file.organisation,
        subject=f"import/{file.reference}",
    )


def subject_of(entry: Entry) -> str:
    """How notifications say which entry they are about."""
    return f"entry/{entry.public_id}"


def name_of(entry: Entry) -> str:
    """What an entry is called."""
    if entry.algorithm is not None:
        return entry.algorithm.name
    return str(entry.live.values.get("name", entry.public_id)) if entry.live else entry.public_id


def find_people(ids: Iterable[str]) -> list[Person]:
    """The people with these ids; ids that belong to nobody, such as that of the system, are left out."""
    known = {one for one in ids if len(one) == 36}
    return list(Person.objects.filter(pk__in=known).order_by("pk")) if known else []


def find_involved(entry: Entry, ids: Iterable[str]) -> list[Person]:
    """The people with these ids who may still see the entry: who left is told nothing more about it."""
    code = entry.organisation.code
    return [person for person in find_people(ids) if rights.may(person, "publications.view", code)]


def without(people: Iterable[Person], ids: Iterable[str]) -> list[Person]:
    """The people but for those with these ids."""
    left_out = set(ids)
    return [person for person in people if str(person.pk) not in left_out]
