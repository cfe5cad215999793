"""The documents of a dossier: the list, adding one, and the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waarborg.adapters.documents.file_types import FILE_TYPES, refuse_size
from waarborg.apps.algorithms import queries as algorithms
from waarborg.apps.algorithms.documents import actions, queries
from waarborg.apps.algorithms.documents.serving import give
from waarborg.apps.organisations import rights
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound, names_of
from waarborg.apps.publications import actions as publications
from waarborg.apps.publications import workplace
from waarborg.apps.publications.attached import list_tokens
from waarborg.core.profile.documents import DOCUMENT_KIND_LABELS, DocumentKind
from waarborg.core.publication.workflow import State, StepRefused
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.dossiers import crumbs_of
from waarborg.web.pages import Crumb, now, person_of, say, show
from waarborg.web.sentences import name_person

PER_PAGE = 50
ASSESSMENTS = "impacttoetsen_grouping"


def _say_limits() -> str:
    return _("%(types)s. At most %(size)s MB. A file with macros or scripts is refused.") % {
        "types": ", ".join(FILE_TYPES),
        "size": settings.ATTACHMENT_LIMIT // (1024 * 1024),
    }


class DocumentForm(forms.Form):
    """What is said about a document, and its file."""

    use_required_attribute = False

    title = forms.CharField(
        max_length=actions.LONGEST,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy(
            "As readers know the document, such as “DPIA parking scan”. No names of persons."
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=True, help_text=lazy(_say_limits, str)()
    )
    made_on = forms.DateField(
        required=False,
        label=gettext_lazy("Signed on"),
        help_text=gettext_lazy("Needed for an assessment."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    signatory = forms.CharField(
        required=False,
        max_length=actions.LONGEST,
        label=gettext_lazy("Signed by"),
        help_text=gettext_lazy(
            "Needed for an assessment: the position of whoever signed, and the organisation. No name of a person."
        ),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, say(label)) for kind, label in DOCUMENT_KIND_LABELS.items()]

    def read_words(self) -> actions.Words:
        """What was said about the document. Raises DocumentRefused."""
        given = self.cleaned_data
        return actions.Words(
            kind=DocumentKind(given["kind"]),
            title=given["title"],
            made_on=given["made_on"],
            signatory=given["signatory"],
        )

    def refuse(self, error: actions.DocumentRefused | actions.FileRefused) -> None:
        """Say at the right field why the document was not kept."""
        if isinstance(error, actions.FileRefused):
            self.add_error("file", f"{say(error.message)} {say(error.remedy)}")
        else:
            self.add_error(error.field or None, say(error.reason))


def read_document_form(request: HttpRequest, **more: Any) -> DocumentForm:
    """The form as it was sent; a file that was too large to receive at all is named as such."""
    if request.method != "POST":
        return DocumentForm(**more)
    form = DocumentForm(request.POST, request.FILES, **more)
    if "file" in getattr(request, "refused_uploads", ()):
        form.full_clean()
        del form.errors["file"]
        form.refuse(refuse_size(settings.ATTACHMENT_LIMIT))
    return form


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list or on its page."""

    row: Any
    kind: Text
    type: Text
    title: str
    state: str
    is_closed: bool
    is_listed: bool
    is_public: bool
    by: str = ""


class Listed:
    """Which files the working text of an entry names, and which the public text."""

    def __init__(self, entry: Any | None, person: Any) -> None:
        self.entry = entry
        values = workplace.get_page(entry, person).values if entry is not None else {}
        self.in_text = set(list_tokens(values))
        self.in_public = set(list_tokens(entry.live.values)) if entry is not None and entry.live else set()


def make_line(row: Any, listed: Listed, *, by: str = "") -> DocumentLine:
    """A document with what it is called and how it stands."""
    is_closed = queries.is_closed(row)
    is_public = row.token in listed.in_public and queries.can_be_downloaded(row)
    return DocumentLine(
        row=row,
        kind=DOCUMENT_KIND_LABELS[queries.kind_of(row)],
        type=queries.type_of(row).label,
        title=row.title or _("Removed document"),
        state=_say_state(row, is_public=is_public),
        is_closed=is_closed,
        is_listed=row.token in listed.in_text,
        is_public=is_public,
        by=by,
    )


def _say_state(row: Any, *, is_public: bool) -> str:
    if row.redacted_at is not None:
        return _("Made unreadable")
    if row.withdrawn_at is not None:
        return _("Withdrawn")
    if is_public:
        return _("Public")
    return _("Released, not in the public text") if row.released_at else _("Internal")


def get_dossier(public_id: str) -> Any:
    """The dossier; the rules of access have seen that it is there."""
    return algorithms.get_algorithm(public_id)


def get_document(public_id: str, token: str) -> Any:
    """A document of the dossier, or "not found"."""
    try:
        return queries.get_attachment(get_dossier(public_id), token)
    except NotFound as error:
        raise Http404(str(error)) from error


def crumbs_to_list(algorithm: Any) -> list[Crumb]:
    """The way to the pages of one document."""
    address = reverse("web:attachments", kwargs={"public_id": algorithm.public_id})
    return [*crumbs_of(algorithm), (_("Documents"), address)]


def crumbs_to_document(row: Any) -> list[Crumb]:
    """The way to what is done with one document."""
    kwargs = {"public_id": row.algorithm.public_id, "token": row.token}
    title = row.title or _("Removed document")
    return [*crumbs_to_list(row.algorithm), (title, reverse("web:attachment", kwargs=kwargs))]


@needs("algorithms.view", places.of_dossier)
@require_safe
def attachments(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every document of a dossier, in its newest revision."""
    person, algorithm = person_of(request), get_dossier(public_id)
    page = Paginator(queries.list_newest(algorithm), PER_PAGE).get_page(request.GET.get("pagina"))
    listed = Listed(workplace.find_entry_of(algorithm), person)
    return show(
        request,
        "attachments.html",
        crumbs=crumbs_of(algorithm),
        here=_("Documents"),
        algorithm=algorithm,
        page=page,
        query="",
        lines=[make_line(row, listed) for row in page.object_list],
        may_add=rights.may(person, "algorithms.edit", algorithm.organisation.code),
    )


@needs("algorithms.edit", places.of_dossier, see="algorithms.view")
@require_http_methods(["GET", "HEAD", "POST"])
def attachment_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a document with its file."""
    algorithm = get_dossier(public_id)
    form = read_document_form(request)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            row = actions.add(
                algorithm=algorithm,
                chunks=upload.chunks(),
                file_name=upload.name,
                words=form.read_words(),
                by=person_of(request),
                at=now(),
            )
        except (actions.DocumentRefused, actions.FileRefused) as error:
            form.refuse(error)
        else:
            messages.success(request, _("The document is in the dossier."))
            return redirect("web:attachment", public_id=public_id, token=row.token)
    return show(
        request,
        "attachment_new.html",
        crumbs=crumbs_to_list(algorithm),
        here=_("Add a document"),
        status=422 if form.errors else 200,
        algorithm=algorithm,
        form=form,
    )


@needs("algorithms.view", places.of_dossier)
@require_safe
def attachment(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """One document: what it is, its revisions, and what can be done with it."""
    person, row = person_of(request), get_document(public_id, token)
    code = row.algorithm.organisation.code
    entry = workplace.find_entry_of(row.algorithm)
    listed = Listed(entry, person)
    revisions = queries.list_revisions(row)
    line = make_line(row, listed)
    is_newest = revisions[0].pk == row.pk
    own = {revision.token for revision in revisions}
    names = _name_all(revisions)
    return show(
        request,
        "attachment.html",
        crumbs=crumbs_to_list(row.algorithm),
        here=line.title,
        algorithm=row.algorithm,
        row=row,
        line=line,
        revisions=[make_line(one, listed, by=names[one.uploaded_by]) for one in revisions],
        who={
            "uploaded": names[row.uploaded_by],
            "released": names.get(row.released_by, ""),
            "withdrawn": names.get(row.withdrawn_by, ""),
            "redacted": names.get(row.redacted_by, ""),
        },
        is_newest=is_newest,
        is_assessment=queries.kind_of(row) is DocumentKind.ASSESSMENT,
        other_is_listed=not line.is_listed and bool(own & listed.in_text),
        was_public=bool(own & listed.in_public),
        may_edit=is_newest and not line.is_closed and rights.may(person, "algorithms.edit", code),
        may_list=_is_open(entry) and rights.may(person, "publications.edit", code),
        is_open=_is_open(entry),
        may_release=not line.is_closed and rights.may(person, "publications.approve", code),
        is_own=row.uploaded_by == str(person.pk),
        may_redact=row.redacted_at is None and rights.may(person, "algorithms.redact", code),
    )


def _is_open(entry: Any | None) -> bool:
    return entry is not None and entry.state in (State.DRAFT, State.PUBLISHED)


def _name_all(revisions: Iterable[Any]) -> dict[str, str]:
    rows = list(revisions)
    ids = {
        one for row in rows for one in (row.uploaded_by, row.released_by, row.withdrawn_by, row.redacted_by)
    }
    names = names_of(ids - {""})
    return {one: name_person(one, names) for one in ids - {""}}


@needs("algorithms.view", places.of_dossier)
@require_safe
def attachment_file(request: HttpRequest, public_id: str, token: str) -> HttpResponseBase:
    """The file, to download."""
    row = get_document(public_id, token)
    try:
        return give(row, file_name=row.file_name, is_public=False)
    except NotFound as error:
        raise Http404(str(error)) from error


@needs("publications.edit", places.of_dossier, see="algorithms.view")
@require_POST
def attachment_list(request: HttpRequest, public_id: str, token: str) -> HttpResponse:
    """Name this assessment in the text of the entry, or leave it out."""
    row = get_document(public_id, token)
    entry = workplace.find_entry_of(row.algorithm)
    if entry is None:
        raise Http404(f"The dossier {public_id} has no publication.")
    leave_out = request.POST.get("do") == "remove"
    act = publications.unlist_assessment if leave_out else publications.list_assessment
    try:
        act(entry=entry, attachment=row, by=person_of(request), at=now())
    except (StepRefused, actions.DocumentRefused) as refusal:
        messages.error(request, say(refusal.reason))
    else:
        messages.success(
            request,
            _("The text no longer names this assessment.")
            if leave_out
            else _("The text names this assessment. It becomes public with the text."),
        )
    return redirect("web:attachment", public_id=public_id, token=token)
