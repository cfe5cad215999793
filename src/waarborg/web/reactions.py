"""Reports of readers: reading them, answering, and taking away what should not be kept."""

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
from django.views.decorators.http import require_http_methods, require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications.reactions import actions, queries, sending
from waarborg.apps.publications.reactions.actions import ReportRefused
from waarborg.web.entry_form import list_asked
from waarborg.web.pages import now, person_of, say, show
from waarborg.web.sentences import name_person
from waarborg.web.values import in_words

PER_PAGE = 30


def of_report(report_id: int, **_rest: object) -> str:
    """Code of the organisation that a report is for."""
    try:
        return queries.organisation_of_report(report_id)
    except NotFound as error:
        raise Http404(str(error)) from error


def decision_labels() -> dict[str, str]:
    """What each decision is called, for who answers."""
    return {
        "corrected": _("Right, and mended: choose the version"),
        "accepted": _("Right, will be mended"),
        "unchanged": _("The text stays as it is"),
        "elsewhere": _("Not for us, or about something else"),
        "spam": _("Advertisement or misuse: not answered, not shown"),
    }


class Answer(forms.Form):
    """What is decided about a report and what the public reads of it."""

    use_required_attribute = False

    decision = forms.ChoiceField(label=gettext_lazy("What do you decide?"), widget=forms.RadioSelect)
    corrected_in = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Mended in version"),
        help_text=gettext_lazy("Versions that were published after the report."),
    )
    summary = forms.CharField(
        required=False,
        max_length=actions.LONGEST_SUMMARY,
        label=gettext_lazy("What was reported, in your own words (public)"),
        help_text=gettext_lazy(
            "One sentence, in Dutch. Name no persons and do not copy the text of the reader."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer = forms.CharField(
        required=False,
        max_length=actions.LONGEST_ANSWER,
        label=gettext_lazy("Your answer (public)"),
        help_text=gettext_lazy("What you did or why the text stays, in Dutch and in plain words."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Any, *, report: Any, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        given: Any = self.fields
        taken = {report.state} if report.state == "accepted" else set()
        given["decision"].choices = [
            (code, label) for code, label in decision_labels().items() if code not in taken
        ]
        later = queries.list_later_versions(report)
        given["corrected_in"].choices = [
            ("", _("No version yet") if not later else _("Choose a version")),
            *((str(number), f"{number} ({at:%d-%m-%Y})") for number, at in later),
        ]


@needs("reactions.view")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Reports that wait for an answer, oldest first; or those that were answered."""
    person = person_of(request)
    reach = rights.reach(person, "reactions.view")
    is_open = request.GET.get("lijst", "") != "beantwoord"
    rows = queries.list_reports(reach, is_open=is_open)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    lines = [
        {"report": row, "line": queries.to_correction(row), "field": _label(row.field)}
        for row in page.object_list
    ]
    return show(
        request,
        "reports.html",
        here=_("Reports of readers"),
        lines=lines,
        is_open=is_open,
        page=page,
        query="" if is_open else "lijst=beantwoord",
        decisions=decision_labels(),
    )


def _label(key: str) -> str:
    field = load_standard().find_field(key)
    return say(field.label) if field else ""


def _in_words(key: str, value: object) -> str:
    """What a field says, as words; a list as lines."""
    asked = next((asked for _section, asked in list_asked() if asked.name == key), None)
    return in_words(asked, value) if asked is not None else str(value or "")


@needs("reactions.view", of_report)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report beside what it is about, and the answer."""
    found = queries.get_report(report_id)
    person = person_of(request)
    code = found.entry.organisation.code
    may_answer = rights.may(person, actions.ANSWER, code) and found.state in queries.OPEN
    initial = {"summary": found.summary, "answer": found.answer}
    form = Answer(request.POST if request.method == "POST" else None, report=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer_report(
                report=found,
                decision=given["decision"],
                summary=given["summary"],
                answer=given["answer"],
                corrected_in=int(given["corrected_in"]) if given["corrected_in"] else None,
                by=person,
                at=now(),
            )
        except ReportRefused as refusal:
            form.add_error(None, say(refusal.reason))
        else:
            if found.email:
                sending.send_answer.enqueue(found.pk, settings.SITE_ADDRESS)
            messages.success(request, _("Your answer is kept. The reader and the public can see it."))
            return redirect("web:reports")
    line = queries.to_correction(found)
    shown = found.entry.live
    return show(
        request,
        "report.html",
        crumbs=[(_("Reports of readers"), reverse("web:reports"))],
        here=_("Report %(number)s") % {"number": found.pk},
        report=found,
        line=line,
        field=_label(found.field),
        text_now=_in_words(found.field, shown.values.get(found.field)) if shown and found.field else "",
        form=form if may_answer else None,
        decided=decision_labels().get(found.state, ""),
        answered_by=name_person(found.answered_by, names_of([found.answered_by]))
        if found.answered_by
        else "",
        may_remove=rights.may(person, actions.REMOVE, code) and found.removed_at is None,
        status=422 if form.errors else 200,
    )


@needs("reactions.remove", of_report, see="reactions.view")
@require_http_methods(["GET", "HEAD", "POST"])
def report_remove(request: HttpRequest, report_id: int) -> HttpResponse:
    """Take away what the reader wrote, after a page that says what that means."""
    found = queries.get_report(report_id)
    if request.method == "POST":
        actions.remove_report_text(report=found, by=person_of(request), at=now())
        messages.success(request, _("The text and the address of the reader are gone."))
        return redirect("web:report", report_id=report_id)
    number = _("Report %(number)s") % {"number": found.pk}
    return show(
        request,
        "report_remove.html",
        crumbs=[
            (_("Reports of readers"), reverse("web:reports")),
            (number, reverse("web:report", args=[report_id])),
        ],
        here=_("Remove the text"),
        report=found,
    )
