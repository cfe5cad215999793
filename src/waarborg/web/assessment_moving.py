"""The newest version of a form: what changed, what becomes of each answer, and moving an assessment to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from waarborg.apps.assessments.actions import starting
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.access import needs
from waarborg.core.forms.forms import Form
from waarborg.core.forms.questions import Question
from waarborg.core.forms.upgrading import Carried, Kept, Upgrade
from waarborg.core.profile.facts import plain
from waarborg.web import places
from waarborg.web.assessment_fields import from_question, to_shown
from waarborg.web.assessment_steps import attempt_at_once, go_back, may, show_step
from waarborg.web.assessments import get_opened
from waarborg.web.pages import now, person_of, say
from waarborg.web.values import Shown, show_value


@dataclass(frozen=True)
class AskedLine:
    """A question that is new, gone or reworded. before: how it was asked."""

    id: str
    title: str
    part: str
    before: str = ""


@dataclass(frozen=True)
class KeptLine:
    """An answer that goes to the appendix, with the question as it was asked."""

    title: str
    shown: Shown
    is_declined: bool


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_move(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show what the newest version of the form changes, and move the answers to it."""
    opened = get_opened(public_id, number)
    found = starting.preview_upgrade(opened.assessment, at=now())
    if found is None:
        messages.info(request, _("The assessment has the newest version of the form."))
        return go_back(opened)
    newest, change = found
    if request.method == "POST":
        if request.POST.get("version") != newest.version:
            messages.error(request, _("A newer version came meanwhile. Look at what changed first."))
        elif attempt_at_once(
            request,
            lambda: starting.move_to(
                assessment=opened.assessment, version=newest.version, by=person_of(request), at=now()
            ),
            _("The answers were moved to version %(version)s of the form.") % {"version": newest.version},
        ):
            return go_back(opened)
    return show_step(
        request,
        opened,
        "assessment_move.html",
        here=_("The newest version of the form"),
        old=opened.form,
        newest=newest,
        changes=say(newest.changes) if newest.changes is not None else "",
        added=[_describe(newest, question) for question in change.added],
        gone=[_describe(opened.form, question) for question in change.gone],
        reworded=list(_list_reworded(opened.form, newest, change)),
        carried=list(_list_carried(opened.form, newest, change.carried)),
        appendix=[_keep(opened, kept) for kept in change.appendix],
        is_open=opened.assessment.state == "open",
        may_edit=may(request, opened, "assessments.edit"),
    )


def _describe(form: Form, question: Question, before: str = "") -> AskedLine:
    place = form.find_place(question.id)
    return AskedLine(
        question.id, say(question.ask), say(place.part.title) if place is not None else "", before
    )


def _list_reworded(old: Form, new: Form, change: Upgrade) -> Iterable[AskedLine]:
    for question in change.reworded:
        ids = [*question.replaces, question.id]
        before = next((one for id in ids if (one := old.find_question(id)) is not None), None)
        said = say(before.ask) if before is not None else ""
        yield _describe(new, question, said if said != say(question.ask) else "")


@dataclass(frozen=True)
class CarriedLine:
    """An answer that moves to another question, or is joined with another answer there."""

    before: str
    after: str
    is_joined: bool


def _list_carried(old: Form, new: Form, carried: Iterable[Carried]) -> Iterable[CarriedLine]:
    """The answers that do not simply stay at their question."""
    for one in carried:
        before, after = one.before.address.question, one.answer.address.question
        if (before != after or one.joined) and one.before.is_given:
            yield CarriedLine(_name(old, before), _name(new, after), one.joined)


def _name(form: Form, id: str) -> str:
    place = form.find_place(id)
    item = place.item if place is not None else None
    if isinstance(item, Question):
        return say(item.ask)
    return say(item.title) if item is not None and item.title is not None else id


def _keep(opened: Opened, kept: Kept) -> KeptLine:
    address, item = kept.answer.address, kept.item
    if isinstance(item, Question):
        asked = from_question(opened, item, str(address))
        shown = show_value(asked, to_shown(item, plain(kept.answer.value)))
        return KeptLine(say(item.ask), shown, kept.answer.declined)
    rows = len(kept.answer.value) if isinstance(kept.answer.value, tuple) else 0
    title = say(item.title) if item is not None else address.question
    words = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": rows}
    return KeptLine(title, Shown("text", words), False)
