"""Bringing in answers from a file: choosing it, seeing what it would do, and doing it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from waarborg.adapters.cards.assessment_cards import may_be_card, read_card
from waarborg.adapters.form_files.answers_file import AnswersFile, AnswersFileError
from waarborg.adapters.form_files.answers_json import MOST_BYTES
from waarborg.adapters.form_files.offline.returned import find_answers
from waarborg.adapters.official_forms.output_reading import ReadOutput, read_either
from waarborg.adapters.official_forms.remarks import Remark
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import importing
from waarborg.apps.assessments.actions.importing import Effect, Gone, Imported, Line, Preview
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations.access import needs
from waarborg.core.forms.answers import Address
from waarborg.core.forms.questions import Group, Question
from waarborg.core.profile.facts import plain
from waarborg.web import places
from waarborg.web.answer_texts import show_answer
from waarborg.web.assessment_record import Record, name_question
from waarborg.web.assessments import crumbs_to_assessment, get_opened
from waarborg.web.carried_files import name_file, pack, read_file, refuse_file
from waarborg.web.inputs import find_whole
from waarborg.web.pages import language, now, person_of, say, show

#: So many answers that are added or refused are shown; the rest is counted.
MOST_SHOWN = 200
#: So many answers that only the file changed can be chosen one by one; the rest is one choice.
MOST_CHOSEN = 1_000
BETWEEN = ":"


class AnswersForm(forms.Form):
    """The file with answers."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("File with answers"),
        help_text=gettext_lazy(
            "A form that was filled in without network (HTML), JSON as Waarborg or the official form filler "
            "(Invulhulpen) gives it, or an assessment card (YAML or JSON); at most 20 MB, a card at most 4 MB."
        ),
        allow_empty_file=True,
        max_length=None,
    )


@dataclass(frozen=True)
class Shown:
    """An answer of a file as the page shows it. number: of the answer that stands there, to know it again.

    by, at: who answered that, and when. row: of a row that the file took away; is_newer: whether something in it was
    answered here since.
    """

    title: str
    place: str
    value: str
    before: str = ""
    number: int = 0
    reason: str = ""
    by: str = ""
    at: object = None
    row: str = ""
    is_newer: bool = False


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_import(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Bring in answers: choose a file, see what it would do, then do it."""
    opened = get_opened(public_id, number)
    form = (
        AnswersForm(request.POST or None, request.FILES or None)
        if request.method == "POST"
        else AnswersForm()
    )
    context: dict[str, Any] = {"found": None}
    if request.method == "POST":
        try:
            content = _read(request, form)
            if content is not None:
                content = find_answers(content, file=_name_file(request))
                read = _read_answers(content, opened, _name_file(request))
                if request.POST.get("do") == "import":
                    return _import(request, opened, read.file)
                preview = importing.preview_import(opened.assessment, read.file, on=localdate())
                context = _describe(preview, read.file, read.remarks)
                context["content"] = pack(content)
        except AnswersFileError as error:
            refuse_file(form, error.in_language(language()))
    return show(
        request,
        "assessment_import.html",
        crumbs=crumbs_to_assessment(opened),
        here=_("Bring in answers"),
        status=422 if request.method == "POST" and context["found"] is None else 200,
        assessment=opened.assessment,
        title=say(opened.form.title),
        is_open=opened.assessment.state == "open",
        form=form,
        **context,
    )


# --- the file ------------------------------------------------------------------------------------------------
def _name_file(request: HttpRequest) -> str:
    return name_file(request, longest=200, otherwise="antwoorden.json")


def _read(request: HttpRequest, form: AnswersForm) -> bytes | None:
    return read_file(request, form, most=MOST_BYTES, too_large=_("This file is larger than 20 MB."))


def _read_answers(content: bytes, opened: Opened, name: str) -> ReadOutput:
    """The answers in a file: of Waarborg, of the form filler, or an assessment card."""
    if may_be_card(content, file=name):
        return read_card(content, opened.form, file=name)
    return read_either(content, opened.form, file=name)


# --- what it would do ----------------------------------------------------------------------------------------
def _describe(preview: Preview, document: AnswersFile, remarks: Sequence[Remark]) -> dict[str, Any]:
    names = _Names(preview)
    lines = {effect.value: [names.show(line) for line in preview.list_lines(effect)] for effect in Effect}
    lines["refused"] += [_show_remark(remark) for remark in remarks if remark.lost]
    counts = {name: len(shown) for name, shown in lines.items()}
    counts["left"] += _count_newer(preview, document)
    return {
        "found": document,
        "offline": document.offline,
        "added": lines["added"][:MOST_SHOWN],
        "edited": lines["edited"][:MOST_CHOSEN],
        "more_edited": [f"{one.place}{BETWEEN}{one.number}" for one in lines["edited"][MOST_CHOSEN:]],
        "changed": lines["changed"],
        "removed": lines["removed"],
        "refused": lines["refused"][:MOST_SHOWN],
        "counts": counts,
        "more_added": max(0, counts["added"] - MOST_SHOWN),
        "more_refused": max(0, counts["refused"] - MOST_SHOWN),
        "notes": [_show_remark(remark) for remark in remarks if not remark.lost][:MOST_SHOWN],
        "can_import": any(counts[name] for name in ("added", "edited", "changed", "removed")),
        "has_gone": any(
            line.fault is not None and line.fault.code == "no_longer_asked" for line in preview.lines
        ),
        "moved_from": preview.moved_from,
        "moved_to": preview.opened.form.version,
    }


def _count_newer(preview: Preview, document: AnswersFile) -> int:
    """How many answers came here since the download at places about which the file says nothing."""
    newest = document.offline.number if document.offline is not None else 0
    told = {line.place for line in preview.lines} if document.offline is not None else preview.opened.rows
    return sum(row.number > newest for place, row in preview.opened.rows.items() if place not in told)


def _show_remark(remark: Remark) -> Shown:
    """What is told of an answer of another tool."""
    reason = f"{say(remark.says)} {say(remark.remedy)}"
    return Shown(remark.place, remark.place, remark.value, reason=reason)


class _Names:
    """The answers of a file in words."""

    def __init__(self, preview: Preview) -> None:
        opened, both = preview.opened, preview.list_lines(Effect.CHANGED)
        self._people = queries.names_of_authors(line.known.by for line in both if line.known is not None)
        answers = [
            {
                "place": str(answer.address),
                "value": plain(answer.value),
                "declined": answer.declined,
                "by": "",
                "taken": "",
            }
            for answer in opened.sheet
        ]
        self._form = opened.form
        self._record = Record(opened.form, {"answers": answers, "asked": (), "entries": ()})

    def show(self, line: Line) -> Shown:
        """One answer, with what stands there now."""
        known = line.known
        if line.row and isinstance(line.item, Group):
            rows = (*Address.parse(line.place).rows, line.row)
            title = self._record.name_row(line.item, rows)
            number = known.number if known is not None else 0
            return Shown(title, line.place, "", number=number, row=line.row, is_newer=line.is_newer)
        return Shown(
            title=self._name(line),
            place=line.place,
            value=self._show(line.item, line.value, declined=line.declined),
            by=self._people.get(known.by, "") if known is not None else "",
            at=known.at if known is not None else None,
            before=self._show(line.item, known.value, declined=known.declined) if known is not None else "",
            number=known.number if known is not None else 0,
            reason=f"{say(line.fault.message)} {say(line.fault.remedy)}" if line.fault is not None else "",
        )

    def _name(self, line: Line) -> str:
        if line.item is None:
            return line.place
        title = name_question(line.item) if isinstance(line.item, Question) else say(line.item.title)
        address = Address.parse(line.place)
        place = self._form.find_place(address.question)
        around = place.repeated if place is not None else ()
        if not around or len(around) != len(address.rows):
            return title
        return f"{self._record.name_row(around[-1], address.rows)} · {title}"

    def _show(self, item: Question | Group | None, value: object, *, declined: bool) -> str:
        if declined:
            return _("I do not know")
        if isinstance(item, Question):
            return show_answer(item, value, self._record.row_names, language()) or _("Not answered yet")
        if isinstance(item, Group) and isinstance(value, list):
            return ngettext("%(count)s row", "%(count)s rows", len(value)) % {"count": len(value)}
        return str(value)[:MOST_SHOWN] if isinstance(value, str | int | float) else ""


# --- doing it ------------------------------------------------------------------------------------------------
def _import(request: HttpRequest, opened: Opened, document: AnswersFile) -> HttpResponse:
    row = opened.assessment
    try:
        done = importing.import_answers(
            assessment=row,
            document=document,
            replacing=_read_chosen(request.POST.getlist("vervangen")),
            removing=list(_read_gone(request.POST.getlist("weghalen"))),
            by=person_of(request),
            at=now(),
        )
    except Refused as refused:
        messages.error(request, say(refused.reason))
    else:
        _tell(request, done)
    return redirect("web:assessment", public_id=row.home, number=row.pk)


def _read_chosen(values: list[str]) -> Mapping[str, int]:
    """The places whose answer is replaced, each with the number of the answer that the page showed; several together
    have a space between them."""
    chosen = {}
    for value in " ".join(values).split():
        place, _sep, number = value.rpartition(BETWEEN)
        if place and (whole := find_whole(number)) is not None:
            chosen[place] = whole
    return chosen


def _read_gone(values: list[str]) -> Iterator[Gone]:
    """The rows that are taken away, each with the number of the answer that the page showed."""
    for value in values:
        rest, _sep, number = value.rpartition(BETWEEN)
        place, _sep, row = rest.rpartition(BETWEEN)
        if place and (whole := find_whole(number)) is not None:
            yield Gone(place, row, whole)


def _tell(request: HttpRequest, done: Imported) -> None:
    count = len(done.saved.changed)
    messages.success(
        request,
        ngettext("%(count)s answer was brought in.", "%(count)s answers were brought in.", count)
        % {"count": count},
    )
    if done.removed:
        messages.success(
            request,
            ngettext("%(count)s row was taken away.", "%(count)s rows were taken away.", done.removed)
            % {"count": done.removed},
        )
    left = len(done.kept) + len(done.saved.conflicts)
    if left:
        messages.info(
            request,
            ngettext(
                "%(count)s answer stayed as it is here.", "%(count)s answers stayed as they are here.", left
            )
            % {"count": left},
        )
