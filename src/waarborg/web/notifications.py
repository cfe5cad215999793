"""What a person was told: the list, marking as read, and how they want to be told."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.apps.audit.actions import SYSTEM
from waarborg.apps.notifications import actions, queries
from waarborg.apps.notifications.wording import word
from waarborg.apps.organisations.access import for_anyone_logged_in
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.web.pages import language, now, person_of, say, show
from waarborg.web.sentences import name_person

PAGE_SIZE = 25


@dataclass(frozen=True)
class Line:
    """A notification as the list shows it."""

    notification: Any
    title: str
    body: str
    who: str


@for_anyone_logged_in
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What this person was told, unread first."""
    person = person_of(request)
    page = Paginator(queries.list_notifications(person), PAGE_SIZE).get_page(request.GET.get("pagina"))
    rows = list(page.object_list)
    names = names_of(row.by for row in rows)
    return show(
        request,
        "notifications.html",
        here=_("Notifications"),
        lines=[_make_line(row, names) for row in rows],
        page=page,
        query="",
        months=settings.NOTIFICATIONS_KEPT_MONTHS,
    )


def _make_line(row: Any, names: dict[str, str]) -> Line:
    words = word(row, language())
    return Line(row, words.title, words.body, "" if row.by == SYSTEM else name_person(row.by, names))


def _get_own(request: HttpRequest, number: int) -> Any:
    try:
        return queries.get_notification(person_of(request), number)
    except NotFound as error:
        raise Http404(str(error)) from error


@for_anyone_logged_in
@require_safe
def notification(request: HttpRequest, number: int) -> HttpResponse:
    """Go to the page that a notification is about; it counts as read from then on."""
    row = _get_own(request, number)
    actions.mark_read(person=person_of(request), ids=[row.pk], at=now())
    return redirect(f"/{language()}/{row.link}" if row.link else reverse("web:notifications"))


@for_anyone_logged_in
@require_POST
def notification_read(request: HttpRequest, number: int) -> HttpResponse:
    """Mark one as read, without opening it."""
    row = _get_own(request, number)
    actions.mark_read(person=person_of(request), ids=[row.pk], at=now())
    return redirect("web:notifications")


@for_anyone_logged_in
@require_POST
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    count = actions.mark_all_read(person=person_of(request), at=now())
    messages.success(
        request, _("Everything is marked as read.") if count else _("Everything was read already.")
    )
    return redirect("web:notifications")


WAYS = (
    ("at_once", gettext_lazy("At once")),
    ("daily", gettext_lazy("In one mail a day")),
    ("none", gettext_lazy("Not by mail")),
)


class Preferences(forms.Form):
    """Per kind how it goes by mail, and in which language."""

    use_required_attribute = False

    def __init__(self, data: Any, *, choices: list[Any], written_in: str) -> None:
        super().__init__(data)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the mail"),
            choices=(("nl", "Nederlands"), ("en", "English")),
            initial=written_in,
        )
        for choice in choices:
            self.fields[choice.kind.code] = forms.ChoiceField(
                label=say(choice.kind.label), choices=WAYS, initial=choice.mail
            )


@for_anyone_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def notification_preferences(request: HttpRequest) -> HttpResponse:
    """How this person wants to be told, per kind."""
    person = person_of(request)
    choices = queries.list_choices(person)
    form = Preferences(request.POST or None, choices=choices, written_in=person.language)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        actions.choose_language(person=person, language=given.pop("language"))
        actions.choose_mail(person=person, choices=given)
        messages.success(request, _("Your choices were saved."))
        return redirect("web:notification_preferences")
    return show(
        request,
        "notification_preferences.html",
        status=422 if form.is_bound else 200,
        crumbs=[(_("Notifications"), reverse("web:notifications"))],
        here=_("How you are told"),
        form=form,
    )
