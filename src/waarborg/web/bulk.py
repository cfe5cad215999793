"""One action with several dossiers: choose, see what will happen with each, confirm, and read what came of it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import for_anyone_logged_in, needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import workplace
from waarborg.apps.publications.sharing import bulk as acting
from waarborg.core.publication.workflow import STATE_LABELS, State
from waarborg.web.bulk_actions import list_actions, name_action
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.portfolio import select_rows
from waarborg.web.steps import WHAT_HAPPENS, public_note

LONGEST_REASON = 1000
REVIEW_HAPPENS = gettext_lazy(
    "The date on which each text is looked at again is moved. That somebody looked at it is not said by it."
)


class ConfirmForm(forms.Form):
    """What an action asks besides the choice: a reason, or a date."""

    use_required_attribute = False

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The same reason is kept with each of them."),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Date of the next review"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, action: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if action == acting.REVIEW:
            del self.fields["reason"]
            return
        del self.fields["review_on"]
        self.fields["reason"].required = acting.needs_reason(action)
        if action == "withdraw":
            self.fields["reason"].help_text = _("The public reads this reason.")
        elif action in ("submit", "publish"):
            self.fields["reason"].label = _("What changed")
            self.fields["reason"].help_text = public_note(action)

    def clean_review_on(self) -> date:
        """The day, when it is still to come."""
        given: date = self.cleaned_data["review_on"]
        if given <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return given


@needs("publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Show what an action would do with each chosen dossier; when that is confirmed, do it."""
    action = request.POST.get("actie", "")
    back = _back(request)
    if request.method != "POST":
        return redirect("web:algorithms")
    if action not in dict(list_actions(person_of(request))):
        messages.error(request, _("Choose an action first."))
        return redirect(back)
    is_confirmed = request.POST.get("doen") == "1"
    today = timezone.localdate(now())
    form = ConfirmForm(request.POST if is_confirmed else None, action=action, today=today)
    if is_confirmed and form.is_valid():
        return _carry_out(request, action, form)
    rows, total = _find_chosen(request, is_confirmed=is_confirmed)
    if not rows:
        messages.error(request, _("Tick the dossiers for which you want to do this."))
        return redirect(back)
    foreseen = acting.foresee(rows, action=action, by=person_of(request))
    return show(
        request,
        "bulk.html",
        crumbs=[(_("Algorithms"), reverse("web:algorithms"))],
        here=name_action(action),
        action=action,
        label=name_action(action),
        what_happens=REVIEW_HAPPENS if action == acting.REVIEW else WHAT_HAPPENS[action],
        going=[_line(item) for item in foreseen if item.will_go],
        staying=[_line(item) for item in foreseen if not item.will_go],
        left=total - len(rows),
        most=acting.MOST_ENTRIES,
        form=form,
        once=request.POST.get("once") or get_random_string(32),
        query=request.POST.get("query", ""),
        back=back,
        status=422 if is_confirmed else 200,
    )


def _line(item: acting.Foreseen) -> dict[str, Any]:
    return {
        "item": item,
        "organisation": item.entry.organisation.name,
        "state": STATE_LABELS[State(item.entry.state)],
    }


def _back(request: HttpRequest) -> str:
    """The list as it was, with its filters."""
    kept = QueryDict(request.POST.get("query", "")[:2000]).urlencode()
    return reverse("web:algorithms") + (f"?{kept}" if kept else "")


def _find_chosen(request: HttpRequest, *, is_confirmed: bool) -> tuple[list[Any], int]:
    """The chosen dossiers, as many as go at once, and how many were chosen."""
    person = person_of(request)
    if request.POST.get("alles") == "1" and not is_confirmed:
        rows = select_rows(QueryDict(request.POST.get("query", "")[:2000]), person)
    else:
        given = request.POST.getlist("keuze" if is_confirmed else "kies")
        chosen = {one.partition(":")[0] for one in given[: 4 * acting.MOST_ENTRIES]}
        rows = workplace.list_portfolio(rights.reach(person, "publications.view"))
        rows = rows.filter(public_id__in=chosen)
    return list(rows[: acting.MOST_ENTRIES]), rows.count()


def _carry_out(request: HttpRequest, action: str, form: ConfirmForm) -> HttpResponse:
    chosen = dict(one.partition(":")[::2] for one in request.POST.getlist("keuze"))
    if not chosen:
        messages.error(request, _("Tick the dossiers for which you want to do this."))
        return redirect(_back(request))
    done = acting.carry_out(
        action=action,
        chosen=chosen,
        reason=form.cleaned_data.get("reason", ""),
        review_on=form.cleaned_data.get("review_on"),
        once=request.POST.get("once") or get_random_string(32),
        by=person_of(request),
        at=now(),
    )
    return redirect("web:bulk_result", number=done.pk)


@for_anyone_logged_in
@require_safe
def bulk_result(request: HttpRequest, number: int) -> HttpResponse:
    """What came of an action with several dossiers, for who took it."""
    try:
        done = acting.get_bulk_action(number, by=person_of(request))
    except NotFound as error:
        raise Http404(str(error)) from error
    outcomes = acting.list_outcomes(done)
    return show(
        request,
        "bulk_result.html",
        crumbs=[(_("Algorithms"), reverse("web:algorithms"))],
        here=_("What was done"),
        label=name_action(done.action),
        action=done,
        is_busy=done.finished_at is None,
        done=[item for item in outcomes if item.refusal is None],
        refused=[(item, say(item.refusal)) for item in outcomes if item.refusal is not None],
    )
