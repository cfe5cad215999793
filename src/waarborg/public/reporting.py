"""Readers report what is not right in an entry, follow what becomes of it, and see what was corrected."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.organisations.queries import NotFound
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.reactions import actions
from waarborg.apps.publications.reactions import queries as reactions
from waarborg.apps.publications.reactions.actions import ReportRefused
from waarborg.public.paging import Pages, read_page

#: A person needs at least this long to read and write; a form that is older is asked for again.
LEAST_SECONDS, MOST_SECONDS = 4, 24 * 60 * 60
SALT = "waarborg.report"
PER_PAGE = 30
#: Fields that a reader can point at: those with text of the organisation.
HIDDEN_FIELDS = ("lang", "standard_version", "source_id", "tags", "organization")


class ReportForm(forms.Form):
    """What is not right, where, and where an answer may go."""

    use_required_attribute = False

    field = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Which part is it about?"),
        help_text=gettext_lazy("Choose nothing when it is about the whole description."),
    )
    text = forms.CharField(
        max_length=actions.LONGEST_TEXT,
        label=gettext_lazy("What is not right?"),
        help_text=gettext_lazy(
            "Write what stands there, what is right, and how you know. Write nothing about yourself or others that"
            " is private. Your text is not made public."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": gettext_lazy("Write what is not right.")},
    )
    email = forms.EmailField(
        required=False,
        max_length=254,
        label=gettext_lazy("Your mail address"),
        help_text=gettext_lazy(
            "Only when you want to get the answer by mail. It is used for nothing else, and removed after the answer."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People leave this empty; programs that fill in every field do not. It says so, for who meets it.
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this field empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["field"]
        choices.choices = [("", _("The whole description")), *_field_choices()]


def _field_choices() -> list[tuple[str, str]]:
    language = "en" if get_language() == "en" else "nl"
    return [
        (field.key, field.label.in_language(language))
        for field in load_standard().fields
        if field.key not in HIDDEN_FIELDS and not field.generated
    ]


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text", "email")
@never_cache
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form with which a reader reports a mistake in an entry."""
    try:
        found = publications.get_public_entry(public_id)
    except NotFound as error:
        raise Http404(str(error)) from error
    refused, form = "", ReportForm(initial={"field": request.GET.get("veld", "")})
    if request.method == "POST":
        form = ReportForm(request.POST)
        if form.is_valid():
            refused, answer = _take(request, found, form)
            if answer is not None:
                return answer
    name = (found.organisation.name_en if get_language() == "en" else "") or found.organisation.name
    title = str(found.values.get("name") or found.public_id)
    context = {
        "crumbs": [
            (_("Home"), reverse("public:home")),
            (_("Algorithms"), reverse("public:search")),
            (title, reverse("public:entry", args=[public_id])),
        ],
        "crumb_here": _("Report a mistake"),
        "found": found,
        "title": title,
        "organisation_name": name,
        "form": form,
        "proof": make_proof(public_id),
        "refused": refused,
    }
    return render(request, "public/report.html", context, status=422 if refused or form.errors else 200)


def _take(request: HttpRequest, found: Any, form: ReportForm) -> tuple[str, HttpResponse | None]:
    """Hand the report over; what is wrong with it, or the way to the page on which it is followed."""
    given = form.cleaned_data
    if given["website"]:
        return _("You filled in a field that must stay empty. Empty it and send again."), None
    proof = read_proof(given["proof"], found.public_id)
    if not proof.nonce:
        return _("This page was open for too long. Your text is kept; send it again."), None
    if proof.seconds < LEAST_SECONDS:
        return _("That went very fast. Read your text once more and send it again."), None
    mark = salted_hmac(SALT, f"{timezone.localdate()}|{sender_of(request)}").hexdigest()
    try:
        received = actions.receive_report(
            public_id=found.public_id,
            version=found.newest,
            field=given["field"],
            text=given["text"],
            email=given["email"],
            language=get_language() or "nl",
            once=proof.nonce,
            sender_mark=mark,
            at=timezone.now(),
        )
    except ReportRefused as refusal:
        return refusal.reason.in_language("en" if get_language() == "en" else "nl"), None
    if received is None:
        return "", redirect("public:report_received", public_id=found.public_id)
    return "", redirect(reverse("public:report_followed", args=[received.token]) + "?nieuw=1")


def sender_of(request: HttpRequest) -> str:
    """The address a request comes from: as told by the outermost of our own proxies, when there are any."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(told) >= settings.PROXIES:
        return told[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR", "")


@dataclass(frozen=True)
class Proof:
    """What a hidden field proves: which form it is (empty: none of ours, or too old) and how old."""

    nonce: str
    seconds: float


def make_proof(public_id: str) -> str:
    """Proof that this form for this entry was asked for now."""
    given = {"entry": public_id, "at": timezone.now().timestamp(), "nonce": get_random_string(20)}
    return signing.dumps(given, salt=SALT)


def read_proof(text: str, public_id: str) -> Proof:
    """What the hidden field of a form proves."""
    try:
        given = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return Proof("", 0)
    seconds = timezone.now().timestamp() - float(given["at"])
    if given["entry"] != public_id or seconds > MOST_SECONDS:
        return Proof("", seconds)
    return Proof(str(given["nonce"]), seconds)


@open_to_all
@require_safe
def report_received(request: HttpRequest, public_id: str) -> HttpResponse:
    """For a form that was sent twice: the report came in the first time."""
    context = {"crumb_here": _("Report received"), "public_id": public_id, "crumbs": _home()}
    return render(request, "public/report_received.html", context)


@open_to_all
@require_safe
@never_cache
def report_followed(request: HttpRequest, token: str) -> HttpResponse:
    """What became of a report, for who has its secret address."""
    try:
        found = reactions.get_followed(token)
    except NotFound as error:
        raise Http404(str(error)) from error
    context = {
        "crumbs": _home(),
        "crumb_here": _("Your report"),
        "report": found,
        "title": reactions.to_correction(found).title,
        "field": dict(_field_choices()).get(found.field, ""),
        "is_new": "nieuw" in request.GET,
    }
    response = render(request, "public/report_followed.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@open_to_all
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """The public record: what readers reported and what was done with it."""
    rows = reactions.list_corrections()
    total = rows.count()
    last = max(1, -(-total // PER_PAGE))
    number = min(read_page(request.GET.get("pagina", "")), last)
    labels = dict(_field_choices())
    lines = [reactions.to_correction(row) for row in rows[(number - 1) * PER_PAGE : number * PER_PAGE]]
    context = {
        "crumbs": _home(),
        "crumb_here": _("Corrections"),
        "lines": [(line, labels.get(line.field, "")) for line in lines],
        "counts": reactions.count_corrections(),
        "total": total,
        "pages": Pages(number=number, last=last, address=reverse("public:corrections"), kept={}),
    }
    return render(request, "public/corrections.html", context)


def _home() -> list[tuple[str, str]]:
    return [(_("Home"), reverse("public:home"))]
