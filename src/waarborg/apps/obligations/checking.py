"""What must be so before something is written about a task, and the refusals in words."""

from datetime import date, datetime

from django.utils import timezone

from waarborg.apps.algorithms.documents.queries import is_closed
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.obligations.models import Task
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.framework.framework import Framework, NoSuchPart
from waarborg.core.framework.measures import Measure
from waarborg.core.terms.text import Text

LONGEST_NOTE = 4000
LONGEST_REASON = 500
LONGEST_TITLE = 200
LONGEST_LINK = 500
MOST_EVIDENCE = 100
FIRST_YEAR, LAST_YEAR = 2000, 2100


class TaskRefused(ValueError):
    """Something that cannot be done with a task; `field` says what to change, `reason` why, in words."""

    def __init__(self, field: str, reason: Text) -> None:
        super().__init__(reason.en)
        self.field = field
        self.reason = reason


class TaskOvertaken(TaskRefused):
    """Somebody else changed the task after this person saw it."""

    def __init__(self) -> None:
        super().__init__(
            "",
            Text(
                "Iemand anders heeft deze taak intussen gewijzigd. Lees wat er nu staat en doe het dan opnieuw.",
                "Somebody else changed this task meanwhile. Read what it says now, then do it again.",
            ),
        )


def require_measure(framework: Framework, id: str) -> Measure:
    """The measure a task is about; raises TaskRefused when the framework has none."""
    try:
        return framework.get_measure(id)
    except NoSuchPart as error:
        raise TaskRefused("", Text("Deze maatregel bestaat niet.", "There is no such measure.")) from error


def require_text(field: str, text: str, longest: int, *, may_be_empty: bool = False) -> str:
    """A text without space around it; raises TaskRefused when it is empty or too long."""
    tidy = text.strip()
    if not tidy and not may_be_empty:
        raise TaskRefused(field, Text("Vul dit in.", "Fill this in."))
    if len(tidy) > longest:
        raise TaskRefused(
            field,
            Text(
                f"Dit zijn {len(tidy)} tekens; er is plaats voor {longest}.",
                f"These are {len(tidy)} characters; there is room for {longest}.",
            ),
        )
    return tidy


def require_colleague(assignee: str, organisation: str) -> str:
    """The id of somebody who may work on tasks in the organisation; empty stays empty. Raises TaskRefused."""
    if not assignee:
        return ""
    holders = {str(person.pk) for person in rights.list_holders("obligations.edit", organisation)}
    if assignee not in holders:
        raise TaskRefused(
            "assignee",
            Text(
                "Deze persoon mag hier geen taken bijhouden. Kies een ander.",
                "This person may not keep tasks here. Choose somebody else.",
            ),
        )
    return assignee


def require_link(link: str) -> str:
    """A web address, or nothing; raises TaskRefused."""
    tidy = require_text("link", link, LONGEST_LINK, may_be_empty=True)
    if tidy and not tidy.startswith(("https://", "http://")):
        raise TaskRefused(
            "link",
            Text(
                "Schrijf het hele adres, met https:// ervoor.",
                "Write the whole address, with https:// in front.",
            ),
        )
    return tidy


def require_days(observed_on: date, valid_until: date | None, at: datetime) -> None:
    """Evidence is of today or before, and counts until its own day or later; raises TaskRefused."""
    if observed_on > timezone.localdate(at):
        raise TaskRefused(
            "observed_on",
            Text(
                "Deze dag ligt nog voor ons. Bewijs is van vandaag of eerder.",
                "This day lies ahead. Evidence is of today or before.",
            ),
        )
    if valid_until is not None and valid_until < observed_on:
        raise TaskRefused(
            "valid_until",
            Text(
                "Het bewijs zou al niet meer tellen op de dag waarvan het is. Kies een latere dag.",
                "The evidence would not count on the day it is of. Choose a later day.",
            ),
        )


def require_due(day: date | None) -> None:
    """The day before which a task is done is one that people plan; raises TaskRefused."""
    if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TaskRefused(
            "due_on",
            Text(
                f"Kies een dag in de jaren {FIRST_YEAR} tot en met {LAST_YEAR}.",
                f"Choose a day in the years {FIRST_YEAR} to {LAST_YEAR}.",
            ),
        )


def require_open_file(attachment: Attachment, task: Task) -> None:
    """A file is of the same dossier and was not withdrawn or removed; raises TaskRefused."""
    if attachment.algorithm_id != task.algorithm_id:
        raise TaskRefused(
            "attachment",
            Text("Dit bestand hoort bij een ander dossier.", "This file belongs to another dossier."),
        )
    if is_closed(attachment):
        raise TaskRefused(
            "attachment",
            Text(
                "Dit document is ingetrokken of verwijderd. Kies een ander.",
                "This document was withdrawn or removed. Choose another.",
            ),
        )


def require_other(task: Task, by: Person) -> None:
    """Whoever confirms is not who did it; raises TaskRefused."""
    if task.done_by == str(by.pk):
        raise TaskRefused(
            "",
            Text(
                "U hebt deze taak zelf afgerond. Een collega moet haar bevestigen.",
                "You finished this task yourself. A colleague must confirm it.",
            ),
        )
