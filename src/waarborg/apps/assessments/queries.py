"""All reads of assessments: one with its form and answers, those of a dossier, history, comments and signatures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.around import list_beside, look_around
from waarborg.apps.assessments.library import get_form
from waarborg.apps.assessments.mapping import form_of, to_answer
from waarborg.apps.assessments.models import (
    AnswerRow,
    AppendixRow,
    Assessment,
    Comment,
    FixedVersion,
    Invitation,
    PartAssignment,
    SlotEntry,
    State,
    Summary,
    Trigger,
)
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.core.forms.answers import Sheet
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import NoSuchForm
from waarborg.core.forms.offering import Known
from waarborg.core.forms.reading import Reading
from waarborg.core.law.values import Value


@dataclass(frozen=True)
class Opened:
    """An assessment with its form and answers as they are now, and what is known elsewhere, by place.

    rows: the current row of each place that was answered. outside: what is known, as conditions read it. others: what
    `open_other` found, by form.
    """

    assessment: Assessment
    form: Form
    sheet: Sheet
    rows: Mapping[str, AnswerRow]
    known: Mapping[str, Known]
    outside: Mapping[str, Value]
    on: date
    others: "dict[str, Opened | None]" = field(default_factory=dict, repr=False)

    @cached_property
    def reading(self) -> Reading:
        """The form filled in so far; worked out when it is asked for, as who only saves does not need it."""
        return Reading(self.form, self.sheet, self.outside, on=self.on)

    def open_other(self, form: str) -> "Opened | None":
        """The assessment of the same dossier in another form, whose rows give names to what was taken from it."""
        if form not in self.others:
            found = (
                list_beside(self.assessment)
                .filter(form=form)
                .exclude(state=State.ENDED)
                .order_by("-id")
                .first()
            )
            self.others[form] = open_assessment(found, on=self.on) if found is not None else None
        return self.others[form]


def get_assessment(home: str, pk: int) -> Assessment:
    """The assessment with this number in a dossier, or of an organisation (`@` and its code); raises NotFound.

    What somebody from outside replies to a questionnaire stands in neither.
    """
    rows = Assessment.objects.select_related("organisation", "algorithm__organisation").filter(pk=pk)
    if home.startswith("@"):
        rows = rows.filter(algorithm=None, is_reply=False, organisation__code=home.removeprefix("@"))
    else:
        rows = rows.filter(algorithm__public_id=home)
    found = rows.first()
    if found is None:
        raise NotFound("There is no such assessment here.")
    return found


def open_assessment(assessment: Assessment, *, on: date) -> Opened:
    """An assessment with everything its pages need."""
    form = form_of(assessment)
    rows = {
        row.place: row for row in AnswerRow.objects.filter(assessment=assessment, current=True).order_by("id")
    }
    sheet = Sheet.of(to_answer(row) for row in rows.values())
    known, outside = look_around(assessment, form, on=on)
    return Opened(assessment, form, sheet, rows, known, outside, on)


def open_trial(form: Form, sheet: Sheet, *, on: date) -> Opened:
    """A form with answers that are kept nowhere, and nothing known around it."""
    assessment = Assessment(organisation=Organisation(), form=form.id, form_version=form.version)
    return Opened(assessment, form, sheet, {}, {}, {}, on)


def list_assessments(of: Algorithm | Organisation) -> QuerySet[Assessment]:
    """The assessments of a dossier, or those about an organisation itself, those that count first."""
    rows = Assessment.objects.select_related("organisation", "algorithm__organisation").filter(is_reply=False)
    if isinstance(of, Organisation):
        rows = rows.filter(algorithm=None, organisation=of)
    else:
        rows = rows.filter(algorithm=of)
    return rows.order_by("form", "-id")


def number_answers(assessment: Assessment, places: Iterable[str]) -> dict[str, int]:
    """The number of the answer of now at each of these places; places without an answer are left out."""
    rows = AnswerRow.objects.filter(assessment=assessment, current=True, place__in=list(places))
    return dict(rows.order_by("id").values_list("place", "number"))


def list_history(assessment: Assessment, place: str) -> list[AnswerRow]:
    """Everything that was ever answered at a place, newest first."""
    return list(AnswerRow.objects.filter(assessment=assessment, place=place).order_by("-number"))


def list_comments(assessment: Assessment) -> list[Comment]:
    """The comments of an assessment, with those that were resolved, oldest first."""
    return list(Comment.objects.filter(assessment=assessment, removed_at=None).order_by("at", "id"))


def list_assignments(assessment: Assessment) -> dict[str, PartAssignment]:
    """Who does which part, by part."""
    return {row.part: row for row in PartAssignment.objects.filter(assessment=assessment).order_by("part")}


def list_invitations(assessment: Assessment) -> list[Invitation]:
    """The experts from outside, the newest first, also those whose link no longer works."""
    return list(Invitation.objects.filter(assessment=assessment).order_by("-at", "-id"))


def list_entries(assessment: Assessment) -> dict[str, SlotEntry]:
    """The advice, consents and signatures that hold, by slot."""
    rows = SlotEntry.objects.filter(assessment=assessment, overtaken_at=None).order_by("id")
    return {row.slot: row for row in rows}


def list_all_entries(assessment: Assessment) -> list[SlotEntry]:
    """All advice, consents and signatures there ever were, newest first."""
    return list(SlotEntry.objects.filter(assessment=assessment).order_by("-at", "-id"))


def list_fixed(assessment: Assessment) -> list[FixedVersion]:
    """The signed versions, newest first; what stands in them is read when it is asked for."""
    return list(FixedVersion.objects.filter(assessment=assessment).defer("content").order_by("-number"))


def list_triggers(assessment: Assessment) -> list[Trigger]:
    """Why it must be looked at again, as far as nobody did, oldest first."""
    return list(Trigger.objects.filter(assessment=assessment, settled_at=None).order_by("at", "id"))


def list_appendix(assessment: Assessment) -> list[AppendixRow]:
    """The answers without a place in the version of the form of now."""
    return list(AppendixRow.objects.filter(assessment=assessment).order_by("at", "place"))


#: How the id begins under which an expert from outside writes; the number of the invitation follows.
GUEST = "guest/"


def get_fixed(assessment: Assessment, number: int) -> FixedVersion:
    """The signed version with this number; raises NotFound."""
    found = FixedVersion.objects.filter(assessment=assessment, number=number).first()
    if found is None:
        raise NotFound("This assessment has no such version.")
    return found


def form_of_version(fixed: FixedVersion) -> Form:
    """The version of the form in which a version was signed. Raises `NoSuchForm`."""
    row = fixed.assessment
    return get_form(row.organisation_id, row.form, fixed.form_version)


def find_form(id: str, version: str, *, organisation_id: int = 0) -> Form | None:
    """A version of a form, or None. Without an organisation only of the forms of Waarborg."""
    try:
        return get_form(organisation_id, id, version)
    except NoSuchForm:
        return None


def names_of_authors(ids: Iterable[str]) -> dict[str, str]:
    """Names by the id under which something was written: of people, and of experts from outside by their invitation."""
    wanted = set(ids)
    guests = {id.removeprefix(GUEST): id for id in wanted if id.startswith(GUEST)}
    keys = [int(key) for key in guests if key.isascii() and key.isdigit()]
    rows = Invitation.objects.filter(pk__in=keys).order_by().values_list("pk", "name")
    return names_of(wanted) | {guests[str(pk)]: name for pk, name in rows}


def find_summary(assessment: Assessment) -> Summary | None:
    """What the public reads of an assessment now; None when nothing of it is public."""
    rows = Summary.objects.filter(version__assessment=assessment, withdrawn_at=None).select_related("version")
    return rows.order_by("-at", "-id").first()
