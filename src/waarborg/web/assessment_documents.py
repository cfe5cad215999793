"""The documents of an assessment: the working copy and the signed versions, to read and as files."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.cards.card_text import write_json, write_yaml
from waarborg.adapters.documents.markdown import write_markdown
from waarborg.adapters.documents.pdf import write_pdf
from waarborg.adapters.documents.report import Document, Paragraph, ParagraphKind, Section, as_runs
from waarborg.adapters.documents.word import write_word
from waarborg.adapters.form_files.answers_file import AnswersFile, write_answers
from waarborg.apps.algorithms.documents import queries as documents
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.exporting import export_version, export_working
from waarborg.apps.organisations.access import needs
from waarborg.apps.organisations.queries import NotFound
from waarborg.core.forms.forms import Form
from waarborg.core.forms.library import NoSuchForm
from waarborg.core.forms.questions import Type
from waarborg.core.terms.digests import digest
from waarborg.core.terms.own_addresses import readable_name
from waarborg.web import places
from waarborg.web.assessment_cards import make_version_card, make_working_card
from waarborg.web.assessment_contents import make_version_document, make_working_document
from waarborg.web.assessments import (
    STATE_LABELS,
    crumbs_to_assessment,
    get_opened,
    list_document_kinds,
    list_slot_lines,
)
from waarborg.web.pages import language, person_of, say, show

WRITERS: Mapping[str, tuple[Callable[[Document], bytes], str]] = {
    "pdf": (write_pdf, "application/pdf"),
    "docx": (write_word, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "md": (write_markdown, "text/markdown; charset=utf-8"),
}
JSON = "application/json; charset=utf-8"
#: Kinds of files that hold the answers as a card: how it is written, how browsers call it, and the ending of its name.
CARDS: Mapping[str, tuple[Callable[[dict[str, Any]], bytes], str, str]] = {
    "kaart-yaml": (write_yaml, "application/yaml; charset=utf-8", "yaml"),
    "kaart-json": (write_json, JSON, "json"),
}
#: Levels of headings on a page, where the title of the page is the first.
_TAGS = {1: "h2", 2: "h3", 3: "h4"}


# --- the working copy ----------------------------------------------------------------------------------------
@needs("assessments.view", places.of_home)
@require_safe
def assessment_document(request: HttpRequest, public_id: str, number: int, kind: str) -> HttpResponse:
    """An assessment as it is now, as a file."""
    opened = get_opened(public_id, number)
    name = f"{opened.form.short} {public_id} werkkopie {opened.reading.on.isoformat()}"
    files = name_files(opened.assessment, opened.form, _list_values(opened))
    if kind in CARDS:
        return _send_card(kind, name, make_working_card(opened, files=files))
    return _send(
        kind,
        name=name,
        document=lambda: make_working_document(opened, files=files),
        answers=lambda: export_working(opened, queries.list_entries(opened.assessment).values()),
    )


@needs("assessments.view", places.of_home)
@require_safe
def assessment_reading(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """All answers as they are now on one page, to read before advising or signing."""
    opened = get_opened(public_id, number)
    row = opened.assessment
    document = make_working_document(opened, files=name_files(row, opened.form, _list_values(opened)))
    lines = list_slot_lines(opened, queries.list_entries(row), {}, person_of(request))
    return show(
        request,
        "assessment_reading.html",
        crumbs=crumbs_to_assessment(opened),
        here=_("Read"),
        assessment=row,
        state=say(STATE_LABELS[row.state]),
        document=document,
        sections=_list_sections(document),
        mine=[line for line in lines if line.may_fill],
    )


def _list_values(opened: Any) -> Iterable[tuple[str, object]]:
    return [(place, row.value) for place, row in opened.rows.items()]


# --- a signed version ----------------------------------------------------------------------------------------
def get_version(public_id: str, number: int, version: int) -> tuple[Any, Form]:
    """A signed version with its form; a page that is not there gives "not found"."""
    try:
        fixed = queries.get_fixed(queries.get_assessment(public_id, number), version)
        return fixed, queries.form_of_version(fixed)
    except (NotFound, NoSuchForm) as error:
        raise Http404(str(error)) from error


def make_document(fixed: Any, form: Form) -> Document:
    """The document of a signed version, with the titles of its files."""
    return make_version_document(fixed, form, files=_name_signed_files(fixed, form))


def _name_signed_files(fixed: Any, form: Form) -> dict[str, str]:
    values = [(one["place"], one["value"]) for one in fixed.content["answers"]]
    return name_files(fixed.assessment, form, values)


@needs("assessments.view", places.of_home)
@require_safe
def assessment_version_document(
    request: HttpRequest, public_id: str, number: int, version: int, kind: str
) -> HttpResponse:
    """A signed version as a file: the same for ever."""
    fixed, form = get_version(public_id, number, version)
    return send_version(fixed, form, kind, name=f"{form.short} {public_id} versie {fixed.number}")


def send_version(fixed: Any, form: Form, kind: str, *, name: str) -> HttpResponse:
    """A signed version as a file of a kind; one that is not made gives "not found"."""
    if kind in CARDS:
        return _send_card(kind, name, make_version_card(fixed, form, files=_name_signed_files(fixed, form)))
    return _send(
        kind,
        name=name,
        document=lambda: make_document(fixed, form),
        answers=lambda: export_version(fixed, form),
    )


@needs("assessments.view", places.of_home)
@require_safe
def assessment_version(request: HttpRequest, public_id: str, number: int, version: int) -> HttpResponse:
    """A signed version as a page: what was answered, advised and signed, and whether nobody changed it since."""
    fixed, form = get_version(public_id, number, version)
    keys = {"public_id": public_id, "number": number, "version": version}
    return show(
        request,
        "assessment_version.html",
        crumbs=crumbs_to_assessment(get_opened(public_id, number)),
        here=_("Version %(number)s") % {"number": fixed.number},
        others=[one for one in queries.list_fixed(fixed.assessment) if one.number != fixed.number],
        downloads=[
            (label, reverse("web:assessment_version_document", kwargs={**keys, "kind": kind}))
            for kind, label in list_document_kinds()
        ],
        **describe_version(fixed, form),
    )


def describe_version(fixed: Any, form: Form) -> dict[str, Any]:
    """What the page of a signed version shows of it."""
    document, row = make_document(fixed, form), fixed.assessment
    values = [(one["place"], one["value"]) for one in fixed.content["answers"]]
    return {
        "assessment": row,
        "fixed": fixed,
        "document": document,
        "meta": [{"label": label, "runs": as_runs(words)} for label, words in document.meta],
        "sections": _list_sections(document),
        "is_redacted": any(one.get("redacted") for one in fixed.content["answers"]),
        "is_whole": digest(fixed.content) == fixed.digest,
        "files": _list_attached(row, form, values),
    }


def _list_sections(document: Document) -> list[dict[str, Any]]:
    """The sections as a template shows them."""
    return [
        {
            "id": f"deel-{place}",
            "tag": _TAGS[section.level],
            "heading": section.heading,
            "is_listed": section.level <= document.contents,
            "items": _list_items(section),
        }
        for place, section in enumerate(document.sections)
    ]


def _list_items(section: Section) -> list[list[dict[str, Any]]]:
    """The blocks of a section, each question together with what stands below it."""
    items: list[list[dict[str, Any]]] = [[]]
    for block in section.blocks:
        if isinstance(block, Paragraph) and block.kind is ParagraphKind.QUESTION:
            items.append([])
        items[-1].append({"kind": type(block).__name__, "is": block})
    return [item for item in items if item]


# --- files ---------------------------------------------------------------------------------------------------
def name_files(assessment: Any, form: Form, values: Iterable[tuple[str, object]]) -> dict[str, str]:
    """What the files in answers are called, by their token. values: what is answered, by place."""
    return {row.token: row.title for row in _find_files(assessment, form, values) if row.title}


def _find_files(assessment: Any, form: Form, values: Iterable[tuple[str, object]]) -> list[Any]:
    if assessment.algorithm is None:  # files are those of a dossier
        return []
    tokens = []
    for place, value in values:
        question = form.find_question(place.partition("@")[0])
        if question is not None and question.type in (Type.FILE, Type.IMAGE) and isinstance(value, str):
            tokens.append(value)
    found = documents.find_by_tokens(assessment.algorithm, tokens)
    return [found[token] for token in dict.fromkeys(tokens) if token in found]


def _list_attached(
    assessment: Any, form: Form, values: Iterable[tuple[str, object]]
) -> list[tuple[str, str]]:
    """The files in answers, with the address of their page."""
    public_id = assessment.home
    return [
        (row.title, reverse("web:attachment", kwargs={"public_id": public_id, "token": row.token}))
        for row in _find_files(assessment, form, values)
        if not documents.is_closed(row)
    ]


def _send_card(kind: str, name: str, card: dict[str, Any]) -> HttpResponse:
    write, content_type, ending = CARDS[kind]
    return _answer(write(card), content_type, f"{readable_name(f'{name} kaart')}.{ending}")


def _send(
    kind: str, *, name: str, document: Callable[[], Document], answers: Callable[[], AnswersFile]
) -> HttpResponse:
    if kind in WRITERS:
        write, content_type = WRITERS[kind]
        content = write(document())
    elif kind == "json":
        content, content_type = write_answers(answers()), JSON
    else:
        raise Http404(f"There is no document of kind {kind}.")
    return _answer(content, content_type, f"{readable_name(name)}.{kind}")


def _answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Language"] = language()
    return response
