"""The assessments of a dossier: which there are and may be, and one assessment on one screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.assessments import queries, questionnaire_queries, watching
from waarborg.apps.assessments.actions import signing, starting
from waarborg.apps.assessments.following import list_own_tasks
from waarborg.apps.assessments.library import is_own, list_startable
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.assessments.slots import may_fill
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications import workplace
from waarborg.apps.publications.actions import listing
from waarborg.core.forms.following import Holds, list_findings, list_outcomes, list_slots
from waarborg.core.forms.forms import Form, SlotKind
from waarborg.core.forms.progress import measure_progress
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.publication.workflow import StepRefused
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessment_outcomes import describe_check, describe_outcome, list_missing
from waarborg.web.assessment_pages import list_parts
from waarborg.web.dossiers import crumbs_of
from waarborg.web.organisations import crumbs_to_list
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.sentences import name_person

STATE_LABELS = {
    "open": Text("Wordt ingevuld", "Being filled in"),
    "in_review": Text("Ligt voor advies", "Up for advice"),
    "signed": Text("Getekend", "Signed"),
    "ended": Text("Beëindigd", "Ended"),
}


#: The form that says which others are needed.
FIRST = "prescan"


def get_opened(public_id: str, number: int) -> Opened:
    """The assessment at an address, as it is now; a page that is not there gives "not found"."""
    try:
        return queries.open_assessment(queries.get_assessment(public_id, number), on=localdate())
    except NotFound as error:
        raise Http404(str(error)) from error


def crumbs_to_assessments(assessment: Any) -> list[Crumb]:
    """The way from Today to the assessments of a dossier, or to those about an organisation."""
    if assessment.algorithm is None:
        address = reverse("web:organisation_assessments", kwargs={"code": assessment.organisation.code})
        return [*crumbs_to_list(), (_("Assessments of %(name)s") % {"name": assessment.about}, address)]
    address = reverse("web:assessments", kwargs={"public_id": assessment.home})
    return [*crumbs_of(assessment.algorithm), (_("Assessments"), address)]


def crumbs_to_assessment(opened: Opened) -> list[Crumb]:
    """The way from Today to one assessment."""
    row = opened.assessment
    keys = {"public_id": row.home, "number": row.pk}
    return [*crumbs_to_assessments(row), (opened.form.short, reverse("web:assessment", kwargs=keys))]


# --- the list ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """An assessment in the list."""

    assessment: Any
    form: Form
    state: str
    percentage: int
    fixed: Any
    reasons: int


@dataclass(frozen=True)
class Startable:
    """A form that can be started. because: what says that it is needed, in words. is_own: of the organisation itself."""

    form: Form
    title: str
    summary: str
    because: tuple[str, ...]
    is_own: bool


@needs("assessments.view", places.of_dossier)
@require_safe
def assessments(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which assessments a dossier has, which it may need and why, and those made elsewhere."""
    algorithm = algorithms.get_algorithm(public_id)
    lines, because = [], {}
    for row in queries.list_assessments(algorithm):
        opened = queries.open_assessment(row, on=localdate())
        lines.append(make_line(opened))
        if row.state != "ended":
            for one in list_outcomes(opened.reading):
                if one.holds is Holds.YES and one.outcome.form:
                    because.setdefault(one.outcome.form, []).append(
                        f"{opened.form.short}: {say(one.outcome.title)}"
                    )
    running = {line.form.id for line in lines if line.assessment.state != "ended"}
    elsewhere = [
        row
        for row in documents.list_newest(algorithm)
        if documents.kind_of(row) is DocumentKind.ASSESSMENT and not documents.is_closed(row)
    ]
    startable = [
        Startable(form, say(form.title), say(form.summary), tuple(because.get(form.id, ())), is_own(form))
        for form in list_startable(algorithm.organisation_id)
        if form.id not in running
    ]
    return show(
        request,
        "assessments.html",
        crumbs=crumbs_of(algorithm),
        here=_("Assessments"),
        algorithm=algorithm,
        lines=lines,
        startable=[item for item in startable if item.because or item.form.id == FIRST],
        others=sorted(
            (item for item in startable if not item.because and item.form.id != FIRST),
            key=lambda item: not item.is_own,
        ),
        elsewhere=elsewhere,
        questionnaires=list(
            questionnaire_queries.list_questionnaires(algorithm.organisation).filter(algorithm=algorithm)
        ),
        may_send=rights.may(person_of(request), "assessments.invite", algorithm.organisation.code),
        start_address=reverse("web:assessment_start", kwargs={"public_id": public_id}),
        may_edit=rights.may(person_of(request), "assessments.edit", algorithm.organisation.code),
        may_add=rights.may(person_of(request), "algorithms.edit", algorithm.organisation.code),
    )


def make_line(opened: Opened) -> Line:
    """An assessment for a list."""
    fixed = queries.list_fixed(opened.assessment)
    return Line(
        assessment=opened.assessment,
        form=opened.form,
        state=say(STATE_LABELS[opened.assessment.state]),
        percentage=measure_progress(opened.reading).total.percentage,
        fixed=fixed[0] if fixed else None,
        reasons=len(watching.find_reasons(opened.assessment, on=localdate())),
    )


@needs("assessments.edit", places.of_dossier, see="assessments.view")
@require_POST
def assessment_start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start filling in a form."""
    algorithm = algorithms.get_algorithm(public_id)
    try:
        row = starting.start(
            algorithm=algorithm, form=request.POST.get("form", ""), by=person_of(request), at=now()
        )
    except Refused as error:
        messages.error(request, say(error.reason))
        return redirect("web:assessments", public_id=public_id)
    return redirect("web:assessment", public_id=public_id, number=row.pk)


@needs("publications.edit", places.of_home, see="assessments.view")
@require_POST
def assessment_list(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Name the newest signed version in the text of the entry."""
    opened = get_opened(public_id, number)
    fixed, entry = queries.list_fixed(opened.assessment), _find_entry(opened)
    if not fixed or entry is None:
        raise Http404("There is nothing signed, or no entry.")
    summary = queries.find_summary(opened.assessment)
    link = ""
    if summary is not None:
        keys = {"public_id": public_id, "pk": summary.pk}
        link = request.build_absolute_uri(reverse("public:assessment_summary", kwargs=keys))
    try:
        listing.list_signed(entry=entry, version=fixed[0], link=link, by=person_of(request), at=now())
    except StepRefused as error:
        messages.error(request, say(error.reason))
    else:
        messages.success(request, _("The text of the entry names this assessment now."))
    return redirect("web:assessment", public_id=public_id, number=number)


# --- one assessment ------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SlotLine:
    """Who must advise, consent or sign, and what they said."""

    slot: Any
    title: str
    help: str
    kind: str
    entry: Any
    by: str
    reaction_by: str
    may_fill: bool
    is_certain: bool


@needs("assessments.view", places.of_home)
@require_safe
def assessment(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """How far an assessment is, what follows from it, what is missing, and who must advise or sign."""
    opened = get_opened(public_id, number)
    person, row = person_of(request), opened.assessment
    code = row.organisation.code
    progress = measure_progress(opened.reading)
    assignments, comments = queries.list_assignments(row), queries.list_comments(row)
    entries = queries.list_entries(row)
    fixed, followed = queries.list_fixed(row), list_outcomes(opened.reading)
    people = names_of(
        [
            row.started_by,
            *(item.assignee for item in assignments.values()),
            *(one for item in entries.values() for one in (item.by, item.reaction_by)),
            *(version.by for version in fixed),
        ]
    )
    return show(
        request,
        "assessment.html",
        crumbs=crumbs_to_assessments(row),
        here=opened.form.short,
        assessment=row,
        form=opened.form,
        title=say(opened.form.title),
        state=say(STATE_LABELS[row.state]),
        started_by=name_person(row.started_by, people),
        progress=progress,
        parts=list_parts(opened, progress, assignments, people, comments),
        roles=[
            (say(load_framework().get_word("roles", role).label), count) for role, count in progress.roles
        ],
        missing=list_missing(opened, progress),
        findings=[describe_check(opened, check) for check in list_findings(opened.reading)],
        outcomes=[describe_outcome(opened, one) for one in followed if one.holds is Holds.YES],
        open_outcomes=[describe_outcome(opened, one) for one in followed if one.holds is Holds.UNKNOWN],
        slots=list_slot_lines(opened, entries, people, person),
        obstacle=signing.find_obstacles(opened),
        fixed=fixed,
        triggers=queries.list_triggers(row),
        reasons=watching.find_reasons(row, on=localdate()),
        appendix=queries.list_appendix(row),
        newer=starting.preview_upgrade(row, at=now()) if row.state == "open" else None,
        own_tasks=list_own_tasks(opened),
        to_list=_can_be_listed(opened, fixed, person),
        document_kinds=list_document_kinds(),
        may_edit=rights.may(person, "assessments.edit", code),
        may_sign=rights.may(person, "assessments.sign", code),
        may_invite=rights.may(person, "assessments.invite", code),
    )


def list_document_kinds() -> list[tuple[str, str]]:
    """The kinds of files in which an assessment comes, with what they are called."""
    return [
        ("pdf", "PDF"),
        ("docx", "Word"),
        ("md", "Markdown"),
        ("json", "JSON"),
        ("kaart-yaml", _("Assessment card (YAML)")),
        ("kaart-json", _("Assessment card (JSON)")),
    ]


def _find_entry(opened: Opened) -> Any:
    algorithm = opened.assessment.algorithm
    return workplace.find_entry_of(algorithm) if algorithm is not None else None


def _can_be_listed(opened: Opened, fixed: Sequence[Any], person: Any) -> bool:
    """Whether the entry could name the newest signed version, and does not yet."""
    entry = _find_entry(opened)
    if not fixed or entry is None:
        return False
    may = rights.may(person, "publications.edit", opened.assessment.organisation.code)
    return may and not listing.is_listed(entry, fixed[0])


def list_slot_lines(
    opened: Opened, entries: dict[str, Any], people: dict[str, str], person: Any
) -> list[SlotLine]:
    """Who must advise, consent or sign, in the order of the form: consents and advice before signatures."""
    order = {SlotKind.ADVICE: 0, SlotKind.CONSENT: 1, SlotKind.SIGNATURE: 2}
    lines = []
    for slot, holds in list_slots(opened.reading):
        entry = entries.get(slot.id)
        lines.append(
            SlotLine(
                slot=slot,
                title=say(slot.title),
                help=say(slot.help) if slot.help else "",
                kind=slot.kind.value,
                entry=entry,
                by=name_person(entry.by, people) if entry is not None else "",
                reaction_by=name_person(entry.reaction_by, people)
                if entry is not None and entry.reaction_by
                else "",
                may_fill=opened.assessment.state == "in_review"
                and entry is None
                and may_fill(opened.assessment, slot, person),
                is_certain=holds is Holds.YES,
            )
        )
    return sorted(lines, key=lambda line: order[line.slot.kind])
