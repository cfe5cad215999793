"""Links with which somebody without an account reads the text before it is public: made, listed, taken back."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications.sharing import previewing
from waarborg.apps.publications.workplace import EntryPage
from waarborg.core.publication.workflow import StepRefused
from waarborg.web import places
from waarborg.web.entries import crumbs_to, get_own_page, name_of
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person

LONGEST_RECIPIENT = 200
LAST_MINUTE = time(23, 59)


class LinkForm(forms.Form):
    """For whom a link is, and until when it works."""

    use_required_attribute = False

    recipient = forms.CharField(
        required=False,
        max_length=LONGEST_RECIPIENT,
        label=gettext_lazy("For whom is it?"),
        help_text=gettext_lazy(
            "For your own list, such as “client council”. Who opens the link does not see it."
        ),
    )
    until = forms.DateField(
        label=gettext_lazy("Works until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.last = today + timedelta(days=previewing.LONGEST_DAYS - 1)
        widget: Any = self.fields["until"].widget
        widget.attrs |= {"min": today.isoformat(), "max": self.last.isoformat()}
        self.fields["until"].help_text = _("At most %(days)s days.") % {"days": previewing.LONGEST_DAYS}

    def clean_until(self) -> date:
        """The day, when a link may work until then."""
        until: date = self.cleaned_data["until"]
        if not self.today <= until <= self.last:
            raise forms.ValidationError(say(previewing.TOO_LONG))
        return until


@dataclass(frozen=True)
class LinkLine:
    """One link in the list; `state` is works, ended or revoked."""

    link: Any
    made_by: str
    state: str


@needs("publications.share", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def preview_links(request: HttpRequest, public_id: str) -> HttpResponse:
    """The links of an entry, and a form to make one. The address of a new link is shown once."""
    page = get_own_page(request, public_id)
    today = timezone.localdate(now())
    usual = {"until": today + timedelta(days=previewing.USUAL_DAYS), "once": get_random_string(32)}
    form = LinkForm(request.POST or None, initial=usual, today=today)
    made = ""
    if request.method == "POST" and form.is_valid():
        made = _make(request, page, form)
        if made:
            form = LinkForm(None, initial=usual, today=today)
    response = show(
        request,
        "preview_links.html",
        crumbs=[*crumbs_to(request, page), (_("Publication"), _address_of_entry(public_id))],
        here=_("Preview for others"),
        entry=page.entry,
        name=name_of(page),
        form=form,
        made=made,
        lines=_list_lines(page),
        status=422 if request.method == "POST" and form.errors else 200,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _make(request: HttpRequest, page: EntryPage, form: LinkForm) -> str:
    """The whole address of the new link; empty when none was made, with a message that says why."""
    given = form.cleaned_data
    until = timezone.make_aware(datetime.combine(given["until"], LAST_MINUTE))
    try:
        token = previewing.make_link(
            entry=page.entry,
            expires_at=until,
            recipient=given["recipient"],
            once=given["once"] or get_random_string(32),
            by=person_of(request),
            at=now(),
        )
    except StepRefused as refusal:
        messages.error(request, say(refusal.reason))
        return ""
    if token is None:
        messages.warning(
            request,
            _(
                "This form made a link already, and its address was shown then. Take it back and make a new one."
            ),
        )
        return ""
    return request.build_absolute_uri(reverse("public:shared_preview", kwargs={"token": token}))


def _list_lines(page: EntryPage) -> list[LinkLine]:
    links = previewing.list_links(page.entry)
    names = names_of({link.made_by for link in links})
    moment = now()
    return [LinkLine(link, name_person(link.made_by, names), _state_of(link, moment)) for link in links]


def _state_of(link: Any, moment: datetime) -> str:
    if link.revoked_at is not None:
        return "revoked"
    return "works" if link.expires_at > moment else "ended"


@needs("publications.share", places.of_entry, see="publications.view")
@require_http_methods(["GET", "HEAD", "POST"])
def preview_link_revoke(request: HttpRequest, public_id: str, link_id: int) -> HttpResponse:
    """Take a link back, after a question."""
    page = get_own_page(request, public_id)
    line = next((item for item in _list_lines(page) if item.link.pk == link_id), None)
    if line is None:
        raise Http404(f"The entry {public_id} has no link {link_id}.")
    if request.method == "POST":
        try:
            previewing.revoke_link(entry=page.entry, link_id=link_id, by=person_of(request), at=now())
        except NotFound as error:
            raise Http404(str(error)) from error
        messages.success(
            request, _("The link was taken back. Who opens it reads that it does not work any more.")
        )
        return redirect("web:preview_links", public_id=public_id)
    address = reverse("web:preview_links", kwargs={"public_id": public_id})
    return show(
        request,
        "preview_link_revoke.html",
        crumbs=[
            *crumbs_to(request, page),
            (_("Publication"), _address_of_entry(public_id)),
            (_("Preview for others"), address),
        ],
        here=_("Take a link back"),
        entry=page.entry,
        line=line,
    )


def _address_of_entry(public_id: str) -> str:
    return reverse("web:entry", kwargs={"public_id": public_id})
