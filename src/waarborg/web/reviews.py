"""Looking at a public text again: what is due, saying that nothing has to change, and choosing another date."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms.queries import current_values
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.publications import actions, reviews
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.reviews import add_months
from waarborg.web import places
from waarborg.web.entries import crumbs_to, get_own_page, name_of
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.review_days import count_down, is_near

#: How many reviews Today shows; the table of dossiers shows them all.
MOST_SHOWN = 10


@dataclass(frozen=True)
class DueLine:
    """An entry that must be looked at, and how soon, in words."""

    public_id: str
    name: str
    organisation: str
    review_on: date
    when: str
    is_past: bool


def find_due(person: Any) -> dict[str, object]:
    """What Today shows of reviews that this person can do."""
    reach = rights.reach(person, "publications.edit")
    rows = reviews.list_due(reach, today=timezone.localdate()) if reach is None or reach else None
    entries = list(rows[: MOST_SHOWN + 1]) if rows is not None else []
    return {
        "due": [describe(entry) for entry in entries[:MOST_SHOWN]],
        "due_more": len(entries) > MOST_SHOWN,
        "may_review": reach is None or bool(reach),
    }


def describe(entry: Any) -> DueLine:
    """An entry with a date of review as a line of a list."""
    return DueLine(
        public_id=entry.public_id,
        name=entry.algorithm.name,
        organisation=entry.organisation.name,
        review_on=entry.review_on,
        when=count_down(entry.review_on),
        is_past=entry.review_on < timezone.localdate(),
    )


class NextReview(forms.Form):
    """When the text is looked at next."""

    use_required_attribute = False

    next_on = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        help_text=gettext_lazy("A day that is still to come."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=("%Y-%m-%d", "%d-%m-%Y"),
    )


#: What each of the two buttons does, and what is said when it is done.
DOING: dict[str, tuple[Callable[..., None], Any]] = {
    "confirm": (
        actions.confirm_review,
        gettext_lazy("Recorded: the text was reviewed and nothing has to change."),
    ),
    "move": (actions.move_review, gettext_lazy("The date of the next review was changed.")),
}


@needs("publications.view", places.of_entry)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the public text is still right, or choose another date; to read for who may not write."""
    page = get_own_page(request, public_id)
    proposed = add_months(timezone.localdate(), page.entry.organisation.review_months)
    asked = request.POST.get("do", "")
    given = {name: request.POST if name == asked else None for name in DOING}
    shown = {
        "confirm": NextReview(given["confirm"], initial={"next_on": proposed}, prefix="confirm"),
        "move": NextReview(given["move"], initial={"next_on": page.entry.review_on}, prefix="move"),
    }
    if asked in DOING and shown[asked].is_valid() and _do(request, page, asked, shown[asked]):
        return redirect("web:review", public_id=public_id)
    return _show_review(request, page, shown)


def _do(request: HttpRequest, page: EntryPage, asked: str, form: NextReview) -> bool:
    act, done = DOING[asked]
    try:
        act(entry=page.entry, next_on=form.cleaned_data["next_on"], by=person_of(request), at=now())
    except actions.ReviewRefused as refusal:
        form.add_error("next_on", say(refusal.reason))
        return False
    messages.success(request, str(done))
    return True


def _show_review(request: HttpRequest, page: EntryPage, shown: dict[str, NextReview]) -> HttpResponse:
    entry = page.entry
    known = current_values(entry.algorithm) if entry.algorithm else {}
    address = reverse("web:entry", kwargs={"public_id": entry.public_id})
    return show(
        request,
        "review.html",
        status=422 if any(form.is_bound and form.errors for form in shown.values()) else 200,
        crumbs=[*crumbs_to(request, page), (_("Publication"), address)],
        here=_("Review"),
        entry=entry,
        name=name_of(page),
        reviewed_on=reviews.to_date(known.get(reviews.REVIEWED_ON)),
        when=count_down(entry.review_on) if entry.review_on else "",
        is_near=is_near(entry.review_on),
        may_review=rights.may(person_of(request), "publications.edit", entry.organisation.code),
        confirm=shown["confirm"],
        move=shown["move"],
    )
