"""What was replied to a questionnaire: per question over all replies, side by side, one reply whole, and as a file."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.documents.report import Document, Section, Table
from waarborg.adapters.documents.spreadsheet import write_spreadsheet
from waarborg.apps.assessments import queries, questionnaire_queries
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.forms.answers import Address
from waarborg.core.forms.forms import Form, Place
from waarborg.core.forms.questions import Group, Question, Type
from waarborg.web import places
from waarborg.web.assessment_documents import describe_version, send_version
from waarborg.web.assessment_record import Record, name_question
from waarborg.web.assessments import list_document_kinds
from waarborg.web.inputs import find_whole
from waarborg.web.pages import say, show
from waarborg.web.questionnaires import crumbs_to_questionnaire, get_questionnaire

#: More than so many do not fit beside each other.
MOST_BESIDE = 6
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COUNTED = (Type.CHOICE, Type.CHOICES, Type.BOOLEAN)


@dataclass(frozen=True)
class Reply:
    """A reply with its answers."""

    respondent: Any
    record: Record


@dataclass(frozen=True)
class Cell:
    """What one of them answered to a question; text is "–" where it was not asked."""

    name: str
    text: str
    is_given: bool


@dataclass(frozen=True)
class Result:
    """A question over all replies. counts: of each choice how often, and its share in percent. figures: of numbers."""

    id: str
    title: str
    part: str
    cells: tuple[Cell, ...]
    counts: tuple[tuple[str, int, int], ...] = ()
    figures: str = ""

    @property
    def given(self) -> int:
        """How many answered it."""
        return sum(cell.is_given for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether not all say the same."""
        return len({cell.text for cell in self.cells}) > 1


# --- pages -----------------------------------------------------------------------------------------------------
@needs("assessments.view", places.itself)
@require_safe
def questionnaire_results(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The replies: side by side when some are chosen or there are few, otherwise counted per question."""
    row = get_questionnaire(code, number)
    replies = list_replies(row)
    chosen = {find_whole(value) for value in request.GET.getlist("naast")}
    beside = [one for one in replies if one.respondent.pk in chosen]
    if not chosen and len(replies) <= MOST_BESIDE and "telling" not in request.GET:
        beside = replies
    too_many = len(beside) > MOST_BESIDE
    beside = beside[:MOST_BESIDE]
    results = list_results(_form_of(row), beside or replies)
    only_different = bool(beside) and "verschil" in request.GET
    return show(
        request,
        "questionnaire_results.html",
        crumbs=crumbs_to_questionnaire(row),
        here=_("Replies"),
        questionnaire=row,
        replies=replies,
        beside=beside,
        chosen={one.respondent.pk for one in beside},
        too_many=too_many,
        most=MOST_BESIDE,
        only_different=only_different,
        results=[one for one in results if one.differs or not only_different],
        same=sum(not one.differs for one in results),
    )


@needs("assessments.view", places.itself)
@require_safe
def questionnaire_reply(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """One reply whole, as it was handed in."""
    row = get_questionnaire(code, number)
    respondent = _get_reply(row, pk)
    form = _form_of(row, respondent.version.form_version)
    keys = {"code": code, "number": number, "pk": pk}
    return show(
        request,
        "assessment_version.html",
        crumbs=crumbs_to_questionnaire(row),
        here=_("Reply of %(name)s") % {"name": respondent.name},
        others=[],
        downloads=[
            (label, reverse("web:questionnaire_reply_file", kwargs={**keys, "kind": kind}))
            for kind, label in list_document_kinds()
        ],
        **describe_version(respondent.version, form),
    )


@needs("assessments.view", places.itself)
@require_safe
def questionnaire_reply_file(
    request: HttpRequest, code: str, number: int, pk: int, kind: str
) -> HttpResponse:
    """One reply as a file."""
    row = get_questionnaire(code, number)
    respondent = _get_reply(row, pk)
    form = _form_of(row, respondent.version.form_version)
    return send_version(respondent.version, form, kind, name=f"{row.title} {respondent.name}")


@needs("assessments.view", places.itself)
@require_safe
def questionnaire_export(request: HttpRequest, code: str, number: int, kind: str) -> HttpResponse:
    """All replies as a file: a spreadsheet, or JSON."""
    row = get_questionnaire(code, number)
    if kind == "xlsx":
        response = HttpResponse(write_spreadsheet(make_workbook(row)), content_type=XLSX)
    elif kind == "json":
        text = json.dumps(_export(row), ensure_ascii=False, indent=2, default=str)
        response = HttpResponse(text, content_type="application/json")
    else:
        raise Http404(f"There is no file of kind {kind}.")
    response["Content-Disposition"] = f'attachment; filename="uitvraag-{number}.{kind}"'
    return response


def _get_reply(row: Any, pk: int) -> Any:
    try:
        found = questionnaire_queries.get_respondent(row, pk)
    except NotFound as error:
        raise Http404(str(error)) from error
    if found.version is None or found.withdrawn_at is not None:
        raise Http404("There is no reply yet.")
    return found


def _form_of(row: Any, version: str = "") -> Form:
    form = queries.find_form(row.form, version or row.form_version, organisation_id=row.organisation_id)
    if form is None:
        raise Http404("The form of this questionnaire is not there any more.")
    return form


# --- what was replied ------------------------------------------------------------------------------------------
def list_replies(row: Any) -> list[Reply]:
    """Who replied, by name, with their answers. A reply in another version of the form is read in that version."""
    found = []
    for respondent in questionnaire_queries.list_replies(row):
        form = queries.find_form(
            row.form, respondent.version.form_version, organisation_id=row.organisation_id
        )
        if form is not None:
            found.append(Reply(respondent, Record(form, respondent.version.content)))
    return found


def list_results(form: Form, replies: Sequence[Reply]) -> list[Result]:
    """Each question of a form with what every reply says; questions that nobody was asked are left out."""
    return [
        _make_result(place, replies)
        for place in form.places
        if isinstance(place.item, Question) and any(_list_asked(one.record, place) for one in replies)
    ]


def _make_result(place: Place, replies: Sequence[Reply]) -> Result:
    question = place.item
    assert isinstance(question, Question)
    cells = tuple(_make_cell(place, question, one) for one in replies)
    values = [said.value for one in replies for said in _list_said(one.record, place)]
    return Result(
        id=question.id,
        title=name_question(question),
        part=say(place.part.title),
        cells=cells,
        counts=_count(question, values) if question.type in _COUNTED and not question.options_from else (),
        figures=_measure(values) if question.type in (Type.NUMBER, Type.MONEY) else "",
    )


def _list_asked(record: Record, place: Place) -> list[Address]:
    """Where a question stands and was asked: once, or in each row of the groups around it."""
    rows: list[tuple[str, ...]] = [()]
    for group in place.repeated:
        rows = [(*row, one) for row in rows for one in record.list_rows(group, row)]
    return [at for row in rows if record.is_asked(at := Address(place.item.id, row))]


def _list_said(record: Record, place: Place) -> Iterator[Any]:
    for address in _list_asked(record, place):
        said = record.find(address)
        if said is not None and said.value is not None and not said.redacted:
            yield said


def _make_cell(place: Place, question: Question, reply: Reply) -> Cell:
    record, texts = reply.record, []
    for address in _list_asked(record, place):
        said = record.find(address)
        if said is None or not said.is_given:
            continue
        text = "; ".join(record.show(question, address))
        owner: Group | None = place.repeated[-1] if place.repeated else None
        texts.append(f"{record.name_row(owner, address.rows)}: {text}" if owner is not None else text)
    return Cell(reply.respondent.name, "\n".join(texts) or "–", bool(texts))


def _count(question: Question, values: Sequence[object]) -> tuple[tuple[str, int, int], ...]:
    labels: Mapping[str, str] = (
        {"True": _("Yes"), "False": _("No")}
        if question.type is Type.BOOLEAN
        else {option.value: say(option.label) for option in question.options}
    )
    found: Counter[str] = Counter()
    for value in values:
        found.update([str(one) for one in value] if isinstance(value, list | tuple) else [str(value)])
    total = len(values) or 1
    return tuple((label, found[key], round(100 * found[key] / total)) for key, label in labels.items())


def _measure(values: Sequence[object]) -> str:
    numbers = sorted(Decimal(str(value)) for value in values)
    if not numbers:
        return ""
    written = [
        number_format(f"{one.normalize():f}", use_l10n=True)
        for one in (numbers[0], median(numbers), numbers[-1])
    ]
    return _("Lowest %(low)s, middle %(middle)s, highest %(high)s.") % dict(
        zip(("low", "middle", "high"), written, strict=True)
    )


# --- files -----------------------------------------------------------------------------------------------------
def make_workbook(row: Any) -> Document:
    """The response and all answers as tables: one row for each who was asked, and one for each answer."""
    form, replies = _form_of(row), list_replies(row)
    results = list_results(form, replies)
    asked = [
        [
            one.respondent.name,
            _write_moment(one.respondent.handed_in_at),
            one.respondent.handed_in_by,
            _("yes") if one.respondent.withdrawn_at else "",
        ]
        for one in questionnaire_queries.list_progress(row, on=localdate())
    ]
    tables = [Table(_("Response"), (_("Recipient"), _("Handed in"), _("By"), _("No longer asked")), asked)]
    if results:
        wide = [
            [one.respondent.name, *(result.cells[place].text for result in results)]
            for place, one in enumerate(replies)
        ]
        header = (_("Recipient"), *(f"{one.id} {one.title}" for one in results))
        tables.append(Table(_("Answers"), header, wide, header_column=True))
        long = [
            [cell.name, result.part, result.id, result.title, cell.text]
            for result in results
            for cell in result.cells
            if cell.is_given
        ]
        names = (_("Recipient"), _("Part"), _("Number"), _("Question"), _("Answer"))
        if long:
            tables.append(Table(_("One row per answer"), names, long))
    return Document(
        title=row.title,
        language=(get_language() or "nl")[:2],
        made_on=localdate(),
        subtitle=say(form.title),
        meta=[(_("Organisation"), row.organisation.name), (_("Last day"), row.due_on.isoformat())],
        sections=[Section(_("Replies"), tables)],
    )


def _write_moment(moment: Any) -> str:
    return localdate(moment).isoformat() if moment is not None else ""


def _export(row: Any) -> dict[str, object]:
    return {
        "questionnaire": {
            "title": row.title,
            "organisation": row.organisation.code,
            "form": f"{row.form}:{row.form_version}",
            "product": row.product,
            "due_on": row.due_on.isoformat(),
            "sent_at": row.at.isoformat(),
            "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        },
        "asked": questionnaire_queries.list_respondents(row).filter(withdrawn_at=None).count(),
        "replies": [
            {
                "respondent": one.respondent.name,
                "organisation": one.respondent.organisation.code if one.respondent.organisation else None,
                "handed_in_at": one.respondent.handed_in_at.isoformat(),
                "form_version": one.respondent.version.form_version,
                "digest": one.respondent.version.digest,
                "answers": {
                    answer["place"]: answer["value"]
                    for answer in one.respondent.version.content["answers"]
                    if answer["value"] is not None and not answer.get("redacted")
                },
            }
            for one in list_replies(row)
        ],
    }
