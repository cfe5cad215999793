"""Notes at a dossier: for colleagues alone, newest first."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.collaboration import notes as noting
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.web import places
from waarborg.web.dossiers import crumbs_of
from waarborg.web.facts import Reason
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.together import name_writers

PER_PAGE = 20


class NoteForm(forms.Form):
    """What somebody wants colleagues to know."""

    use_required_attribute = False

    text = forms.CharField(
        max_length=noting.LONGEST,
        label=gettext_lazy("Your note"),
        help_text=gettext_lazy(
            "For colleagues alone, never public. Write about persons only what the work asks."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NewNote(NoteForm):
    """A note, with a colleague who must see it."""

    mentioned = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Mention a colleague"),
        help_text=gettext_lazy("This colleague gets a notification."),
    )

    def __init__(self, data: Any, *, people: list[Any]) -> None:
        super().__init__(data)
        given: Any = self.fields["mentioned"]
        given.choices = [("", _("Nobody")), *((str(one.pk), one.name) for one in people)]


def list_colleagues(permission: str, organisation: str, *, without: Any = None) -> list[Any]:
    """Who has a permission in an organisation, by name."""
    people = [one for one in rights.list_holders(permission, organisation) if one != without]
    return sorted(people, key=lambda one: (one.name.casefold(), str(one.pk)))


@needs("notes.view", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, public_id: str) -> HttpResponse:
    """The notes at a dossier, and the form for a new one for who may write."""
    person, algorithm = person_of(request), algorithms.get_algorithm(public_id)
    code = algorithm.organisation.code
    may_write = rights.may(person, "notes.write", code)
    colleagues = list_colleagues("notes.view", code, without=person) if may_write else []
    form = NewNote(request.POST or None, people=colleagues)
    if request.method == "POST" and form.is_valid():
        address = reverse("web:notes", kwargs={"public_id": public_id})
        chosen = {str(one.pk): one for one in colleagues}.get(form.cleaned_data["mentioned"])
        try:
            noting.add_note(
                algorithm=algorithm,
                text=form.cleaned_data["text"],
                by=person,
                at=now(),
                link=address,
                mentioned=chosen,
            )
        except noting.NoteRefused as refusal:
            form.add_error(refusal.field or None, say(refusal.reason))
        else:
            messages.success(request, _("The note is there."))
            return redirect(address)
    page = Paginator(noting.list_notes(algorithm), PER_PAGE).get_page(request.GET.get("pagina"))
    lines = noting.read_notes(page.object_list)
    return show(
        request,
        "notes.html",
        crumbs=crumbs_of(algorithm),
        here=_("Notes"),
        status=422 if form.errors else 200,
        algorithm=algorithm,
        form=form,
        page=page,
        query="",
        lines=lines,
        names=name_writers(lines),
        own=str(person.pk),
        may_write=may_write,
        may_redact=rights.may(person, "algorithms.redact", code),
    )


def _get_note(public_id: str, note_id: int) -> Any:
    try:
        return noting.get_note(algorithms.get_algorithm(public_id), note_id)
    except NotFound as error:
        raise Http404(str(error)) from error


def _get_own(request: HttpRequest, public_id: str, note_id: int) -> Any:
    """A note that this person wrote and that is still there; "not found" otherwise."""
    note = _get_note(public_id, note_id)
    if note.by != str(person_of(request).pk) or note.removed_at is not None:
        raise Http404("This is no note of yours.")
    return note


def _crumbs(note: Any) -> list[Crumb]:
    address = reverse("web:notes", kwargs={"public_id": note.algorithm.public_id})
    return [*crumbs_of(note.algorithm), (_("Notes"), address)]


@needs("notes.write", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def note_edit(request: HttpRequest, public_id: str, note_id: int) -> HttpResponse:
    """Change an own note; what it said before stays readable for colleagues."""
    note = _get_own(request, public_id, note_id)
    line = noting.read_notes([note])[0]
    form = NoteForm(request.POST or None, initial={"text": line.text})
    if request.method == "POST" and form.is_valid():
        try:
            noting.edit_note(note=note, text=form.cleaned_data["text"], by=person_of(request), at=now())
        except noting.NoteRefused as refusal:
            form.add_error(refusal.field or None, say(refusal.reason))
        else:
            messages.success(request, _("The note is changed. What it said before stays readable."))
            return redirect("web:notes", public_id=public_id)
    return show(
        request,
        "note_edit.html",
        crumbs=_crumbs(note),
        here=_("Change a note"),
        status=422 if form.errors else 200,
        algorithm=note.algorithm,
        form=form,
    )


@needs("notes.write", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def note_remove(request: HttpRequest, public_id: str, note_id: int) -> HttpResponse:
    """Take the words of an own note away, after a page that shows them."""
    note = _get_own(request, public_id, note_id)
    if request.method == "POST":
        try:
            noting.remove_note(note=note, by=person_of(request), at=now())
        except noting.NoteRefused as refusal:  # taken away between the question and the answer
            messages.info(request, say(refusal.reason))
        else:
            messages.success(request, _("The words of the note are gone."))
        return redirect("web:notes", public_id=public_id)
    return _confirm(request, note, form=None, here=_("Remove a note"))


@needs("algorithms.redact", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def note_redact(request: HttpRequest, public_id: str, note_id: int) -> HttpResponse:
    """Take the words of anybody's note away, with a reason."""
    note = _get_note(public_id, note_id)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        noting.redact_note(note=note, by=person_of(request), at=now(), reason=form.cleaned_data["reason"])
        messages.success(request, _("The words of the note are gone."))
        return redirect("web:notes", public_id=public_id)
    return _confirm(request, note, form=form, here=_("Make unreadable"))


def _confirm(request: HttpRequest, note: Any, *, form: Reason | None, here: str) -> HttpResponse:
    line = noting.read_notes([note])[0]
    return show(
        request,
        "note_remove.html",
        crumbs=_crumbs(note),
        here=here,
        status=422 if form is not None and form.errors else 200,
        algorithm=note.algorithm,
        line=line,
        who=name_writers([line])[line.by],
        form=form,
    )
