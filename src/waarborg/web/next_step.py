"""The single most useful thing to do next with a dossier, for the person who looks."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from waarborg.apps.publications.allowing import flow_of
from waarborg.apps.publications.workplace import AvailableStep, EntryPage
from waarborg.core.publication.workflow import Flow, State
from waarborg.web.pages import say
from waarborg.web.review_days import count_down, is_near


@dataclass(frozen=True)
class NextStep:
    """What to do, why, and the button that leads there; without a button when somebody else must act."""

    title: str
    reason: str
    label: str = ""
    address: str = ""


def find_next_step(page: EntryPage, *, ahead: int) -> NextStep:
    """The next step, from the state, what is still missing and what the person may do.

    `ahead` counts the fields in which the dossier says something else than the public text.
    """
    entry = reverse("web:entry", kwargs={"public_id": page.entry.public_id})
    if page.typed and page.is_editable:
        return NextStep(
            _("You have changes that are not saved"),
            _("They are kept for you alone until you save them in the dossier."),
            _("Go on writing"),
            entry,
        )
    if page.entry.state == State.DRAFT:
        return _for_draft(page, entry)
    if page.entry.state == State.PUBLISHED:
        return _for_published(page, entry, ahead=ahead)
    return _for_waiting(page)


def _for_draft(page: EntryPage, entry: str) -> NextStep:
    count = len(page.errors)
    if not page.is_editable:
        return NextStep(_("The text is being written"), _("Nothing is asked of you until it is submitted."))
    if count:
        reason = ngettext(
            "%(count)s thing is missing or not right before it can be submitted.",
            "%(count)s things are missing or not right before it can be submitted.",
            count,
        )
        return NextStep(
            _("Write the publication"), reason % {"count": count}, _("Write the publication"), entry
        )
    submit = _find(page, "submit")
    if submit is None:
        return NextStep(_("The text is ready"), _("A colleague may submit it for approval."))
    return _step(page, submit, _("The text is ready to be submitted"), _("A colleague then judges it."))


def _for_published(page: EntryPage, entry: str, *, ahead: int) -> NextStep:
    if ahead and page.is_editable:
        reason = ngettext(
            "The dossier says something else than the public text in %(count)s field.",
            "The dossier says something else than the public text in %(count)s fields.",
            ahead,
        )
        revise = _find(page, "revise")
        if revise is not None:
            return _step(page, revise, _("Bring the public text up to date"), reason % {"count": ahead})
    if page.is_editable and is_near(page.entry.review_on):
        return NextStep(
            _("Look at the public text again"),
            _("The date of review is %(when)s.") % {"when": count_down(page.entry.review_on)},
            _("To the review"),
            reverse("web:review", kwargs={"public_id": page.entry.public_id}),
        )
    if page.findings and page.is_editable:
        count = len(page.findings)
        reason = ngettext(
            "There is %(count)s thing that readers still miss.",
            "There are %(count)s things that readers still miss.",
            count,
        )
        return NextStep(
            _("Make the text more complete"), reason % {"count": count}, _("Open the text"), entry
        )
    return NextStep(_("Nothing has to be done now"), _("The text is public and says what the dossier says."))


def _for_waiting(page: EntryPage) -> NextStep:
    if page.entry.state == State.IN_REVIEW:
        approve = _find(page, "approve")
        if approve is not None and not approve.hindrance:
            return _step(page, approve, _("This text waits for your judgement"), _("Read it and decide."))
        return NextStep(
            _("The text waits for approval"), _("A colleague who did not write it must approve it.")
        )
    if page.entry.state == State.APPROVED:
        publish = _find(page, "publish")
        if publish is not None and not publish.hindrance:
            return _step(page, publish, _("This text can be published"), _("A colleague has approved it."))
        if flow_of(page.entry) is Flow.CENTRAL:
            return NextStep(
                _("The text waits for the central editors"),
                _("They publish it, or send it back with a reason."),
            )
        return NextStep(
            _("The text waits to be published"), _("A colleague who did not write it must do that.")
        )
    reopen = _find(page, "reopen")
    if reopen is not None:
        return _step(page, reopen, _("This dossier is closed"), _("You can reopen the text as a draft."))
    return NextStep(_("This dossier is closed"), _("Nothing has to be done."))


def _find(page: EntryPage, name: str) -> AvailableStep | None:
    return next((step for step in page.steps if step.transition.name == name), None)


def _step(page: EntryPage, step: AvailableStep, title: str, reason: str) -> NextStep:
    kwargs = {"public_id": page.entry.public_id, "name": step.transition.name}
    return NextStep(title, reason, say(step.transition.label), reverse("web:step", kwargs=kwargs))
