"""Bringing in files: the list, the upload, and the page of one file from comparison to report."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.exchange import BrokenFile
from waarborg.adapters.exchange.guarding import guard
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import for_anyone_logged_in
from waarborg.apps.organisations.queries import NotFound, get_organisation, names_of
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.apps.publications.importing import actions, keeping, queries, tasks
from waarborg.apps.publications.importing.actions import IMPORT, PLATFORM, ImportRefused
from waarborg.web import import_words as words
from waarborg.web.pages import Crumb, language, now, person_of, say, show
from waarborg.web.sentences import name_person

PAGE_SIZE = 25
REGISTER = "-"  # the choice to take over a register, where the others are codes of organisations
FILTERS = ("new", "changed", "unchanged", "refused", "notes")
FILTERS_AFTER = ("written", "failed")


def get_file(request: HttpRequest, reference: str) -> Any:
    """The file with this reference; to who may not see it, it is not there."""
    try:
        return queries.get_file(reference, person_of(request))
    except NotFound as error:
        raise Http404(str(error)) from error


def crumbs_to_list() -> list[Crumb]:
    """The way to the pages of one file."""
    return [(_("Bring in"), reverse("web:imports"))]


def _require_right(request: HttpRequest) -> None:
    person = person_of(request)
    if not (rights.may_somewhere(person, IMPORT) or rights.may_somewhere(person, PLATFORM)):
        raise NotAllowed(IMPORT, "")


@for_anyone_logged_in
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The files that were brought in, newest first. For who may bring in files somewhere."""
    _require_right(request)
    page = Paginator(queries.list_files(person_of(request)), PAGE_SIZE).get_page(request.GET.get("pagina"))
    names = names_of(file.by for file in page.object_list)
    at = now()
    lines = [
        {
            "file": file,
            "format": words.FORMATS.get(file.format, file.format),
            "state": words.state_of(file, at=at),
            "state_label": words.STATES[words.state_of(file, at=at)],
            "by": name_person(file.by, names),
        }
        for file in page.object_list
    ]
    return show(
        request, "imports.html", here=_("Bring in"), lines=lines, page=page, kept_days=keeping.KEPT_DAYS
    )


def _say_limit() -> str:
    return _("CSV, spreadsheet (XLSX), JSON or JSON Lines. At most %(size)s MB.") % {
        "size": keeping.MAX_BYTES // (1024 * 1024)
    }


class UploadForm(forms.Form):
    """The file, and for whom it is."""

    use_required_attribute = False

    goal = forms.ChoiceField(
        label=gettext_lazy("What is the file for?"), widget=forms.RadioSelect, choices=()
    )
    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, max_length=None, help_text=lazy(_say_limit, str)()
    )

    def __init__(self, *given: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["goal"]
        field.choices = choices


def _list_choices(person: Any) -> list[tuple[str, str]]:
    reach = rights.reach(person, IMPORT)
    own = queries.list_own(person, reach)
    choices = [(one.code, _("Drafts for %(name)s") % {"name": one.name}) for one in own]
    if rights.may_somewhere(person, PLATFORM):
        choices.append((REGISTER, _("Take over the entries of another register")))
    return choices


@for_anyone_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: HttpRequest) -> HttpResponse:
    """Upload a file. For who may bring in files somewhere."""
    _require_right(request)
    choices = _list_choices(person_of(request))
    initial = {"goal": choices[0][0]} if len(choices) == 1 else {}
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, choices=choices)
        if "file" in getattr(request, "refused_uploads", ()):
            form.full_clean()
            form.errors.pop("file", None)
            form.add_error("file", _say_limit())
        if form.is_valid() and (reference := _bring_in(request, form)):
            return redirect("web:import_file", reference=reference)
        status = 422
    else:
        form, status = UploadForm(initial=initial, choices=choices), 200
    return show(
        request,
        "import_new.html",
        crumbs=crumbs_to_list(),
        here=_("Bring in a file"),
        form=form,
        status=status,
    )


def _bring_in(request: HttpRequest, form: UploadForm) -> str:
    """Keep the file and begin to compare it; returns its reference, or nothing when the form says why not."""
    goal, file = form.cleaned_data["goal"], form.cleaned_data["file"]
    try:
        kept = actions.bring_in(
            organisation=None if goal == REGISTER else get_organisation(goal),
            name=file.name,
            pieces=file.chunks(),
            by=person_of(request),
            at=now(),
        )
    except BrokenFile as broken:
        form.add_error("file", broken.fault.in_language(language()))
        return ""
    if kept.state == "checking":
        tasks.go(kept, at=now())
    return str(kept.reference)


@for_anyone_logged_in
@require_safe
def import_file(request: HttpRequest, reference: str) -> HttpResponse:
    """A file: what it would do, how far it is, or what came of it. For who may bring in files there."""
    file = get_file(request, reference)
    state = words.state_of(file, at=now())
    if state == "mapping":
        return redirect("web:import_columns", reference=reference)
    is_finished = file.state in ("running", "done", "dropped", "undone")
    chosen = request.GET.get("toon", "")
    typed = request.GET.get("woorden", "").strip()
    rows = queries.list_lines(file, outcome=chosen, words=typed)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("pagina"))
    kept = request.GET.copy()
    kept.pop("pagina", None)
    return show(
        request,
        "import_file.html",
        crumbs=crumbs_to_list(),
        here=file.name,
        file=file,
        state=state,
        state_label=words.STATES[state],
        format=words.FORMATS.get(file.format, file.format),
        is_finished=is_finished,
        counts=[(key, label, file.counts.get(key, 0)) for key, label in words.OUTCOMES.items()],
        results=[
            (label, file.counts.get("results", {}).get(key, 0))
            for key, label in words.RESULTS.items()
            if file.counts.get("results", {}).get(key)
        ],
        set_aside=[
            (words.SET_ASIDE.get(key, key), count) for key, count in file.counts.get("set_aside", {}).items()
        ],
        fault=words.say_fault(file.fault) if file.fault else "",
        lines=[words.show_line(row, is_finished=is_finished) for row in page.object_list],
        page=page,
        query=kept.urlencode(),
        chosen=chosen,
        words=typed,
        filters=_list_filters(file, is_finished=is_finished),
        may_write=actions.may_write(person_of(request), file),
        can_undo=file.state in ("done", "dropped") and file.organisation is not None,
        share=min(100, file.done * 100 // file.total) if file.total else 0,
    )


def _list_filters(file: Any, *, is_finished: bool) -> list[tuple[str, Any]]:
    labels = {
        **words.OUTCOMES,
        "notes": _("With remarks"),
        "written": _("Written"),
        "failed": _("Refused later"),
    }
    return [
        ("", _("All")),
        *((key, labels[key]) for key in (*FILTERS, *(FILTERS_AFTER if is_finished else ()))),
    ]


@for_anyone_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """What will happen, once more, and doing it. For who may write drafts there, or take over registers."""
    file = get_file(request, reference)
    if not actions.may_write(person_of(request), file):
        raise NotAllowed("publications.edit", file.organisation.code if file.organisation else "")
    if file.state != "ready":
        return redirect("web:import_file", reference=reference)
    given = request.POST if request.method == "POST" else request.GET
    new, changed = "new" in given, "changed" in given
    if request.method == "POST":
        try:
            actions.confirm(file=file, new=new, changed=changed, by=person_of(request), at=now())
        except ImportRefused as refused:
            messages.error(request, say(refused.reason))
            return redirect("web:import_file", reference=reference)
        if not tasks.go(file, at=now()):
            messages.success(
                request, _("The records are written in the background. You can close this page.")
            )
        return redirect("web:import_file", reference=reference)
    return show(
        request,
        "import_confirm.html",
        crumbs=[*crumbs_to_list(), (file.name, reverse("web:import_file", kwargs={"reference": reference}))],
        here=_("Confirm"),
        file=file,
        new=file.counts.get("new", 0) if new else 0,
        changed=file.counts.get("changed", 0) if changed else 0,
    )


@for_anyone_logged_in
@require_POST
def import_go_on(request: HttpRequest, reference: str) -> HttpResponse:
    """Take up work that stopped. For who may bring in files there."""
    file = get_file(request, reference)
    try:
        actions.go_on(file=file, by=person_of(request), at=now())
    except ImportRefused as refused:
        messages.error(request, say(refused.reason))
    else:
        tasks.go(file, at=now())
    return redirect("web:import_file", reference=reference)


@for_anyone_logged_in
@require_http_methods(["GET", "HEAD", "POST"])
def import_end(request: HttpRequest, reference: str, how: str) -> HttpResponse:
    """Stop with a file, or undo what it did, after a page that says what that means. For who may bring in files."""
    file = get_file(request, reference)
    back = redirect("web:import_file", reference=reference)
    if how == "ongedaan":
        if file.organisation is None or not actions.may_write(person_of(request), file):
            raise NotAllowed("publications.edit", "")
        if file.state not in ("done", "dropped"):
            return back
    elif file.state not in actions.UNFINISHED:
        return back
    if request.method == "POST":
        try:
            _end(request, file, how)
        except ImportRefused as refused:
            messages.error(request, say(refused.reason))
        return back
    return show(
        request,
        "import_end.html",
        crumbs=[*crumbs_to_list(), (file.name, reverse("web:import_file", kwargs={"reference": reference}))],
        here=_("Undo") if how == "ongedaan" else _("Stop with this file"),
        file=file,
        undoing=actions.look_at_undoing(file) if how == "ongedaan" else None,
    )


def _end(request: HttpRequest, file: Any, how: str) -> None:
    person, at = person_of(request), now()
    if how == "ongedaan":
        count = actions.undo(file=file, by=person, at=at)
        messages.success(request, _("%(count)s drafts were archived.") % {"count": count})
    else:
        actions.drop(file=file, by=person, at=at)
        messages.success(request, _("The file was removed. What was written stays."))


@for_anyone_logged_in
@require_safe
def import_report(request: HttpRequest, reference: str, kind: str) -> HttpResponseBase:
    """What became of every record, as CSV or JSON. For who may bring in files there."""
    file = get_file(request, reference)
    pieces = _write_json(file) if kind == "json" else _write_csv(file)
    media = "application/json" if kind == "json" else "text/csv; charset=utf-8"
    response = StreamingHttpResponse(pieces, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="verslag-{file.reference}.{kind}"'
    return response


def _write_json(file: Any) -> Iterator[str]:
    head = {
        "file": file.name,
        "sha256": file.sha256,
        "format": file.format,
        "state": file.state,
        "totals": file.counts,
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "records": ['
    for place, record in enumerate(queries.list_report(file)):
        yield ("," if place else "") + "\n" + json.dumps(record, ensure_ascii=False)
    yield "\n]}\n"


class _Echo:
    """Gives a row of CSV back instead of writing it away."""

    def write(self, text: str) -> str:
        """The row itself."""
        return text


def _write_csv(file: Any) -> Iterator[str]:
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(
        ["record", "id", "title", "outcome", "result", "fields", "errors", "notes"]
    )
    for record in queries.list_report(file):
        errors = [
            f"{one['field'] or '-'}: {one['message'][language()]} {one['remedy'][language()]}"
            for one in record["errors"]
        ]
        notes = [one[language()] for one in record["notes"]]
        cells = [record["position"], record["id"] or "", record["title"], record["status"], record["result"],
                 ", ".join(record["fields"]), " | ".join(errors), " | ".join(notes)]  # fmt: skip
        yield writer.writerow([guard(str(cell)) for cell in cells])
