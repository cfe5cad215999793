"""One answer of an assessment: its history, and the remarks at its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, together
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.assessments.refusals import Refused
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.core.forms.questions import Question
from waarborg.web import places
from waarborg.web.assessment_fields import from_question, to_shown
from waarborg.web.assessment_parts import read_group
from waarborg.web.assessment_places import name_place
from waarborg.web.assessments import crumbs_to_assessment, get_opened
from waarborg.web.fields import Asked
from waarborg.web.inputs import find_whole
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.values import Shown, show_value

#: Answers of one person, each within this time of the one before, were written in one go.
SITTING = timedelta(minutes=30)


@dataclass(frozen=True)
class Sitting:
    """Answers that one person wrote at a place in one go, newest first, each with how it is shown."""

    lines: Sequence[tuple[Any, Shown | None]]
    by: str


def list_sittings(history: Iterable[Any]) -> list[list[Any]]:
    """Answers, newest first, together where one person wrote them in one go: every pause while typing saves one."""
    found: list[list[Any]] = []
    for row in history:
        is_same = found and found[-1][-1].by == row.by and found[-1][-1].at - row.at <= SITTING
        if is_same and not row.redacted_at:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _describe(asked: Asked | None, question: Question | None, row: Any) -> tuple[Any, Shown | None]:
    shown = show_value(asked, to_shown(question, row.value)) if asked and question else None
    return row, shown


@needs("assessments.view", places.of_home)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_answer(request: HttpRequest, public_id: str, number: int, place: str) -> HttpResponse:
    """Everything that was ever answered at a place, and the remarks there; an earlier answer can be put back."""
    opened = get_opened(public_id, number)
    address, _rows = read_group(place)
    found = opened.form.find_place(address)
    if found is None:
        raise Http404("There is no such question in this form.")
    back = reverse(
        "web:assessment_part", kwargs={"public_id": public_id, "number": number, "part": found.part.id}
    )
    if request.method == "POST":
        rights.demand(person_of(request), "assessments.edit", opened.assessment.organisation.code)
        try:
            answering.restore(
                assessment=opened.assessment,
                place=place,
                number=find_whole(request.POST.get("number", "")) or 0,
                by=person_of(request),
                at=now(),
            )
        except Refused as error:
            messages.error(request, say(error.reason))
        else:
            messages.success(request, _("The earlier answer stands again."))
        return redirect(f"{back}#at-{place}")
    history = queries.list_history(opened.assessment, place)
    comments = [one for one in queries.list_comments(opened.assessment) if one.place == place]
    people = queries.names_of_authors([*(row.by for row in history), *(one.by for one in comments)])
    question = opened.form.find_question(address)
    asked = from_question(opened, question, place) if question is not None else None
    sittings = [
        Sitting([_describe(asked, question, row) for row in rows], name_person(rows[0].by, people))
        for rows in list_sittings(history)
    ]
    return show(
        request,
        "assessment_answer.html",
        crumbs=[*crumbs_to_assessment(opened), (say(found.part.title), back)],
        here=_("History"),
        assessment=opened.assessment,
        title=name_place(opened.form, address),
        place=place,
        sittings=sittings,
        comments=comments,
        people=people,
        back=back,
        may_edit=rights.may(person_of(request), "assessments.edit", opened.assessment.organisation.code)
        and opened.assessment.state == "open",
    )


@needs("assessments.view", places.of_home)
@require_POST
def assessment_comment(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Write a remark at a place, or a reply; then back to the place."""
    opened = get_opened(public_id, number)
    place = request.POST.get("place", "")
    parent = find_whole(request.POST.get("parent", ""))
    text = request.POST.get(f"reply-{parent}" if parent is not None else f"text-{place}", "")
    try:
        together.comment(
            assessment=opened.assessment,
            place=place,
            text=text,
            parent=parent,
            by=person_of(request),
            at=now(),
        )
    except Refused as error:
        messages.error(request, say(error.reason))
    return _back_to(opened, place)


@needs("assessments.view", places.of_home)
@require_POST
def assessment_comment_act(request: HttpRequest, public_id: str, number: int, pk: int) -> HttpResponse:
    """Say that a remark is dealt with, or not after all, or take it away."""
    opened = get_opened(public_id, number)
    found = next((one for one in queries.list_comments(opened.assessment) if one.pk == pk), None)
    if found is None:
        raise Http404("There is no such remark.")
    do = request.POST.get("do", "")
    if do == "remove":
        together.remove_comment(comment=found, by=person_of(request), at=now())
    else:
        together.resolve(comment=found, by=person_of(request), at=now(), again=do == "again")
    return _back_to(opened, found.place)


def _back_to(opened: Opened, place: str) -> HttpResponse:
    keys: dict[str, object] = {
        "public_id": opened.assessment.home,
        "number": opened.assessment.pk,
    }
    found = opened.form.find_place(place.partition("@")[0])
    if found is None:
        return redirect("web:assessment", **keys)
    address = reverse("web:assessment_part", kwargs={**keys, "part": found.part.id})
    return redirect(f"{address}#at-{place}")
