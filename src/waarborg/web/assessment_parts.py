"""One part of an assessment: answering, with what is known elsewhere, rows, remarks, and what was answered before."""

import re
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering
from waarborg.apps.assessments.actions.answering import Given, Saved
from waarborg.apps.assessments.actions.recording import Author
from waarborg.apps.assessments.options import make_options
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.forms.answers import Address
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.progress import measure_progress
from waarborg.core.forms.questions import Part, Question
from waarborg.core.forms.reading import Standing
from waarborg.core.profile.facts import plain
from waarborg.web import places
from waarborg.web.assessment_fields import from_question, read_given, to_shown
from waarborg.web.assessment_pages import Clash, Typed, build_part, list_parts
from waarborg.web.assessment_places import name_place
from waarborg.web.assessment_remarks import group_threads, place_remarks
from waarborg.web.assessments import crumbs_to_assessment, get_opened
from waarborg.web.drawing import tell_when
from waarborg.web.fields import Remark
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.values import show_value


@dataclass(frozen=True)
class Read:
    """What a browser sent: answers that fit, and what does not, by place."""

    given: tuple[Given, ...]
    typed: Typed

    @property
    def everything(self) -> Typed:
        """All that was typed, for a page on which none of it could be saved."""
        return replace(
            self.typed, values={**{one.place: one.value for one in self.given}, **self.typed.values}
        )

    @property
    def has_faults(self) -> bool:
        """Whether something does not fit."""
        return bool(self.typed.remarks)


# --- the page ------------------------------------------------------------------------------------------------
@needs("assessments.view", places.of_home)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_part(request: HttpRequest, public_id: str, number: int, part: str) -> HttpResponse:
    """Show a part and save what is answered there."""
    opened = get_opened(public_id, number)
    found = find_part(opened.form, part)
    if request.method != "POST":
        return _show(request, opened, found, Typed())
    rights.demand(person_of(request), "assessments.edit", opened.assessment.organisation.code)
    read, do = read_part(opened, found, request.POST), request.POST.get("do", "")
    try:
        saved = answering.save_answers(
            assessment=opened.assessment, answers=read.given, by=person_of(request), at=now()
        )
        add_row, anchor = act(opened, do, by=person_of(request))
        anchor = place_remarks(request, opened, do) or anchor
    except Refused as error:
        messages.error(request, say(error.reason))
        return _show(request, get_opened(public_id, number), found, read.everything, status=422)
    if read.has_faults or saved.conflicts or add_row:
        typed = with_clashes(opened, read.typed, saved)
        status = 422 if read.has_faults or saved.conflicts else 200
        return _show(request, get_opened(public_id, number), found, typed, add_row=add_row, status=status)
    _tell(request, saved, do)
    return _go_on(request, opened, found, anchor)


def _find_field(request: HttpRequest) -> str:
    """The field where somebody was last, so that saving does not lose their place."""
    place = request.POST.get("place", "")
    return place if re.fullmatch(r"id_[\w.@-]+", place) else ""


def find_part(form: Form, id: str) -> Part:
    """A part of a form; one that is not there gives "not found"."""
    part = form.find_part(id)
    if part is None:
        raise Http404(f"There is no part {id} in this form.")
    return part


def read_part(opened: Opened, part: Part, data: QueryDict) -> Read:
    """What was answered in a part: only questions that are asked and were on the page."""
    given: list[Given] = []
    values: dict[str, object] = {}
    remarks: list[Remark] = []
    declined: set[str] = set()
    changed = data.get("do", "").removeprefix("fact:") if data.get("do", "").startswith("fact:") else ""
    for one in opened.reading.list_shown(part):
        place = str(one.address)
        base = find_whole(data.get(f"base-{place}", ""))
        if not isinstance(one.item, Question) or one.standing is not Standing.ASKED or base is None:
            continue
        known = to_shown(one.item, plain(one.answer.value)) if one.answer is not None else None
        value = read_given(opened, one.item, place, data, known=known)
        is_ticked = f"declined-{place}" in data
        # Ticked beside an answer that nobody touched, it takes that back; a new answer is the newer word.
        is_untouched = one.answer is not None and value == plain(one.answer.value)
        is_declined = is_ticked and (value is None or is_untouched)
        if is_declined:
            declined.add(place)
        faults = check_answer(one.item, value, make_options(opened))
        if faults:
            values[place] = value
            remarks += [
                Remark(f"{place}{fault.path}", "error", fault.message, fault.remedy) for fault in faults
            ]
        else:
            given.append(
                Given(place=place, value=value, declined=is_declined, base=base, change_fact=place == changed)
            )
    return Read(tuple(given), Typed(values, frozenset(declined), tuple(remarks)))


def act(opened: Opened, do: str, *, by: Author, part: str = "") -> tuple[str, str]:
    """What a button asks besides saving: returns the table that gets an empty row, and where the page goes on."""
    what, _sep, about = do.partition(":")
    assessment, at = opened.assessment, now()
    if what == "row-add":
        group, rows = read_group(about)
        row = answering.add_row(assessment=assessment, group=group, rows=rows, by=by, at=at, part=part)
        return "", f"row-{group}-{row}"
    if what == "row-remove":
        place, _sep, row = about.rpartition(":")
        group, rows = read_group(place)
        answering.remove_row(assessment=assessment, group=group, row=row, rows=rows, by=by, at=at, part=part)
        return "", f"group-{place}"
    if what == "row-back":
        place, _sep, row = about.rpartition(":")
        group, rows = read_group(place)
        answering.put_row_back(
            assessment=assessment, group=group, row=row, rows=rows, by=by, at=at, part=part
        )
        return "", f"row-{group}-{row}"
    if what == "take":
        answering.take_offers(assessment=assessment, places=about.split(" "), by=by, at=at, part=part)
        return "", f"at-{about.split(' ')[0]}"
    if what in ("add", "remove"):
        return (about if what == "add" else ""), ""
    return "", f"at-{about}" if what == "fact" else ""


def read_group(text: str) -> tuple[str, tuple[str, ...]]:
    """The question or group of a place, and its rows; a place that cannot be gives "not found"."""
    try:
        address = Address.parse(text)
    except ValueError as error:
        raise Http404(str(error)) from error
    return address.question, address.rows


def with_clashes(opened: Opened, typed: Typed, saved: Saved) -> Typed:
    """What was typed with what somebody else answered meanwhile beside it, so that nothing is lost."""
    people = queries.names_of_authors(conflict.theirs.by for conflict in saved.conflicts)
    values, clashes = dict(typed.values), {}
    for conflict in saved.conflicts:
        question = opened.form.find_question(conflict.place.partition("@")[0])
        assert question is not None  # a conflict is about a question that was answered
        asked = from_question(opened, question, conflict.place)
        shown = show_value(asked, to_shown(question, conflict.theirs.value))
        values[conflict.place] = conflict.ours
        clashes[conflict.place] = Clash(shown, name_person(conflict.theirs.by, people), conflict.theirs.at)
    return Typed(values, typed.declined, typed.remarks, clashes)


def _show(
    request: HttpRequest, opened: Opened, part: Part, typed: Typed, *, add_row: str = "", status: int = 200
) -> HttpResponse:
    row, person = opened.assessment, person_of(request)
    progress = measure_progress(opened.reading)
    comments = queries.list_comments(row)
    assignments = queries.list_assignments(row)
    blocks = build_part(opened, part, typed, group_threads(comments), add_row=add_row)
    people = queries.names_of_authors(
        [
            *(block.answer.by for block in blocks if block.answer is not None),
            *(comment.by for comment in comments),
            *(item.assignee for item in assignments.values()),
        ]
    )
    code = row.organisation.code
    parts = list_parts(opened, progress, assignments, people, comments)
    place = next((at for at, line in enumerate(parts) if line.part.id == part.id), 0)
    may_edit = rights.may(person, "assessments.edit", code) and row.state == "open"
    offered = [block.place for block in blocks if block.offer and block.offer.kind == "new"]
    return show(
        request,
        "assessment_part.html",
        crumbs=crumbs_to_assessment(opened),
        here=say(part.title),
        status=status,
        assessment=row,
        form=opened.form,
        part=part,
        title=say(part.title),
        text=say(part.text) if part.text else "",
        blocks=blocks,
        parts=parts,
        earlier=parts[place - 1] if place else None,
        later=parts[place + 1] if place + 1 < len(parts) else None,
        count=parts[place].count if parts else None,
        people=people,
        offered=" ".join(offered),
        offered_count=len(offered),
        saved=_say_saved(opened, part),
        faults=count_faults(typed),
        clashes=len(typed.clashes),
        threads=[one for one in comments if one.parent_id is None and one.resolved_at is None],
        guest=False,
        may_edit=may_edit,
        may_resolve=rights.may(person, "assessments.edit", code),
        may_comment=rights.may(person, "assessments.view", code),
        save_address=reverse(
            "web:assessment_part",
            kwargs={"public_id": row.home, "number": row.pk, "part": part.id},
        ),
    )


def _say_saved(opened: Opened, part: Part) -> str:
    """When something on this page was saved last, for the bar with the save button; empty when nothing was."""
    places = {one.item.id for one in opened.reading.list_shown(part)}
    last = max((answer.at for answer in opened.sheet if answer.address.question in places), default=None)
    return _("Saved, last on %(when)s") % {"when": tell_when(last, "j F Y, H:i")} if last else ""


def count_faults(typed: Typed) -> int:
    """How many answers are not right; of a table with several faults it is one answer."""
    return len({remark.place.partition("[")[0] for remark in typed.remarks})


def _tell(request: HttpRequest, saved: Saved, do: str) -> None:
    if not saved.changed and do == "save":  # while somebody typed it was saved already
        messages.success(request, _("Everything is saved."))
    if saved.changed:
        text = ngettext("%(count)s answer saved.", "%(count)s answers saved.", len(saved.changed))
        messages.success(request, text % {"count": len(saved.changed)})
    if saved.differing:
        messages.warning(
            request, _("An answer now differs from the facts of the dossier. See beside the question.")
        )


def _go_on(request: HttpRequest, opened: Opened, part: Part, anchor: str) -> HttpResponse:
    keys: dict[str, object] = {
        "public_id": opened.assessment.home,
        "number": opened.assessment.pk,
    }
    do = request.POST.get("do", "")
    if do.startswith("go:"):
        target = do.removeprefix("go:")
        if not target:
            return redirect("web:assessment", **keys)
        part = find_part(opened.form, target)
    elif not anchor:
        anchor = _find_field(request)
    address = reverse("web:assessment_part", kwargs={**keys, "part": part.id})
    return redirect(f"{address}#{anchor}" if anchor else address)


# --- while somebody types --------------------------------------------------------------------------------------
@needs("assessments.edit", places.of_home, see="assessments.view")
@require_POST
def assessment_autosave(request: HttpRequest, public_id: str, number: int, part: str) -> HttpResponse:
    """Save what fits while somebody types; what does not waits for them. Says so in a line for the page."""
    opened = get_opened(public_id, number)
    return autosave(request, opened, find_part(opened.form, part), by=person_of(request))


def autosave(request: HttpRequest, opened: Opened, part: Part, *, by: Author, only: str = "") -> HttpResponse:
    """Save a part for a person or an expert from outside, and answer with the line that says what was saved."""
    read = read_part(opened, part, request.POST)
    problem = ""
    saved = Saved()
    try:
        saved = answering.save_answers(
            assessment=opened.assessment, answers=read.given, by=by, at=now(), part=only
        )
    except Refused as error:
        problem = say(error.reason)
    return render(
        request,
        "web/assessment_autosaved.html",
        {
            "problem": problem,
            "at": now(),
            "changed": len(saved.changed),
            "faults": count_faults(read.typed),
            "conflicts": [name_place(opened.form, one.place.partition("@")[0]) for one in saved.conflicts],
            "bases": list(queries.number_answers(opened.assessment, saved.changed).items()),
        },
    )
