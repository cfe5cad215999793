"""Who fills in which part of an assessment, and before which day: one form for all parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import together
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import names_of
from waarborg.core.forms.progress import Count, measure_progress
from waarborg.core.forms.questions import Part
from waarborg.web import places
from waarborg.web.assessment_steps import go_back, show_step
from waarborg.web.assessments import get_opened
from waarborg.web.pages import now, person_of, say
from waarborg.web.sentences import name_person


@dataclass
class PartRow:
    """A part in the form. seen: what stood there when the form was made: nobody undoes what they did not see."""

    part: Part
    title: str
    roles: tuple[str, ...]
    count: Count
    stored: str
    assignee: str
    due_on: str
    seen: str = ""
    assignee_fault: str = ""
    due_fault: str = ""

    @property
    def given(self) -> str:
        """What stands in the form, as `seen` is written."""
        return f"{self.assignee}|{self.due_on}"

    @property
    def is_touched(self) -> bool:
        """Whether somebody changed this row in the form."""
        return self.given != self.seen

    @property
    def has_fault(self) -> bool:
        """Whether something in this row cannot stay as it is."""
        return bool(self.assignee_fault or self.due_fault)

    def read_day(self) -> date | None:
        """The day that was filled in; what is no day is a fault of this row."""
        try:
            day = parse_date(self.due_on)
        except ValueError:
            day = None
        if self.due_on and day is None:
            self.due_fault = _("This is no day. Write it as 2027-01-31.")
        return day


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_assign(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Divide the parts among colleagues. Only what was changed in the form is saved."""
    opened = get_opened(public_id, number)
    if opened.assessment.state == "ended":
        messages.error(request, _("This assessment was ended and no longer counts."))
        return go_back(opened)
    colleagues = together.list_colleagues(opened.assessment)
    rows = _list_rows(opened, request.POST if request.method == "POST" else None)
    if request.method == "POST" and _save(request, opened, rows):
        return go_back(opened)
    return show_step(
        request,
        opened,
        "assessment_assign.html",
        here=_("Divide the parts"),
        status=422 if any(row.has_fault for row in rows) else 200,
        rows=rows,
        colleagues=_list_choices(colleagues, rows),
        faults=sum(row.has_fault for row in rows),
    )


def _list_rows(opened: Opened, data: Any) -> list[PartRow]:
    """The parts that are asked, as they are divided now; with data, as somebody wants them."""
    framework, assignments = load_framework(), queries.list_assignments(opened.assessment)
    rows = []
    for part, count in measure_progress(opened.reading).parts:
        known = assignments.get(part.id)
        assignee = known.assignee if known is not None else ""
        due_on = known.due_on.isoformat() if known is not None and known.due_on is not None else ""
        roles = tuple(say(framework.get_word("roles", role).label) for role in part.roles)
        stored = f"{assignee}|{due_on}"
        row = PartRow(part, say(part.title), roles, count, stored, assignee, due_on, seen=stored)
        if data is not None and f"seen-{part.id}" in data:
            row.assignee = data.get(f"assignee-{part.id}", "")
            row.due_on = data.get(f"due-{part.id}", "").strip()
            row.seen = data.get(f"seen-{part.id}", "")
        rows.append(row)
    return rows


def _list_choices(colleagues: Mapping[str, str], rows: list[PartRow]) -> list[tuple[str, str]]:
    """Colleagues by name; somebody who has a part and may no longer fill in stays visible."""
    gone = {row.assignee for row in rows if row.assignee} - set(colleagues)
    names = names_of(gone)
    found = [
        *colleagues.items(),
        *((person, name_person(person, names)) for person in gone if person in names),
    ]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


def _save(request: HttpRequest, opened: Opened, rows: list[PartRow]) -> bool:
    """Save the rows that were changed: all of them, or none when one has a fault."""
    changed = [row for row in rows if row.is_touched and row.given != row.stored]
    for row in changed:
        row.read_day()
        if row.stored != row.seen:
            row.assignee_fault = _(
                "Somebody else changed this meanwhile. Look at your choice, and save again."
            )
            row.seen = row.stored
    if any(row.has_fault for row in changed):
        return False
    with transaction.atomic():
        for row in changed:
            _assign(request, opened, row)
        if any(row.has_fault for row in changed):
            transaction.set_rollback(True)
            return False
    text = ngettext("%(count)s part was divided.", "%(count)s parts were divided.", len(changed))
    messages.success(request, text % {"count": len(changed)} if changed else _("Nothing was changed."))
    return True


def _assign(request: HttpRequest, opened: Opened, row: PartRow) -> None:
    try:
        together.assign_part(
            assessment=opened.assessment,
            part=row.part.id,
            assignee=row.assignee,
            due_on=row.read_day(),
            by=person_of(request),
            at=now(),
        )
    except Refused as refusal:
        if refusal.field == "due_on":
            row.due_fault = say(refusal.reason)
        else:
            row.assignee_fault = say(refusal.reason)
