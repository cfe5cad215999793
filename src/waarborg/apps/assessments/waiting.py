"""What waits for one person: parts that are theirs, and advice, consents and signatures that are asked of them."""

from dataclasses import dataclass
from datetime import date

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.mapping import form_of
from waarborg.apps.assessments.models import Assessment, PartAssignment, State
from waarborg.apps.assessments.slots import may_fill
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.following import list_slots
from waarborg.core.forms.forms import Form, Slot, SlotKind
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Part


@dataclass(frozen=True)
class Waiting:
    """A part to fill in, with how many questions are to go, or a slot that asks for a verdict."""

    assessment: Assessment
    form: Form
    part: Part | None = None
    missing: int = 0
    slot: Slot | None = None
    due_on: date | None = None


def list_waiting_for(person: Person, *, on: date) -> list[Waiting]:
    """What waits for somebody: verdicts first, then parts by day."""
    return [
        *_list_slots(person, on=on),
        *sorted(_list_parts(person, on=on), key=lambda one: one.due_on or date.max),
    ]


def _list_parts(person: Person, *, on: date) -> list[Waiting]:
    rows = PartAssignment.objects.filter(assignee=str(person.pk), assessment__state=State.OPEN)
    found = []
    for row in rows.select_related(
        "assessment__organisation", "assessment__algorithm__organisation"
    ).order_by("assessment", "part"):
        code = row.assessment.organisation.code
        # Somebody whose role ended keeps their parts, and no longer learns which assessments there are.
        if not rights.may(person, "assessments.edit", code):
            continue
        opened = queries.open_assessment(row.assessment, on=on)
        for part, count in measure_progress(opened.reading).parts:
            if part.id == row.part and count.missing:
                found.append(Waiting(row.assessment, opened.form, part, count.missing, due_on=row.due_on))
    return found


def _list_slots(person: Person, *, on: date) -> list[Waiting]:
    reach = rights.reach(person, "assessments.view")
    rows = Assessment.objects.filter(state=State.IN_REVIEW).select_related(
        "organisation", "algorithm__organisation"
    )
    if reach is not None:
        rows = rows.filter(organisation__code__in=reach)
    found = []
    for assessment in rows.order_by("id"):
        slots = [slot for slot in form_of(assessment).signatures if may_fill(assessment, slot, person)]
        if not slots:
            continue
        given = queries.list_entries(assessment)
        opened = queries.open_assessment(assessment, on=on)
        asked = [slot for slot, _ in list_slots(opened.reading) if slot in slots and slot.id not in given]
        before = any(
            slot.kind is not SlotKind.SIGNATURE and slot.required and slot.id not in given
            for slot, _ in list_slots(opened.reading)
        )
        found += [
            Waiting(assessment, opened.form, slot=slot)
            for slot in asked
            if not (slot.kind is SlotKind.SIGNATURE and before)
        ]
    return found
