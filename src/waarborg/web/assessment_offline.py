"""A form to fill in without network: what goes along in the file, in words and for who may read it, and the file."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.form_files.offline.definition import Around, Aside, Proposal
from waarborg.adapters.form_files.offline.page import Cover, write_page
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.assessments.exporting import export_offline
from waarborg.apps.assessments.queries import Opened
from waarborg.apps.organisations.access import needs
from waarborg.core.forms.checking import check_answer
from waarborg.core.forms.forms import Form
from waarborg.core.forms.offering import FACT, Known, list_offers
from waarborg.core.forms.questions import Link, Question, Type
from waarborg.core.forms.rules import make_rules
from waarborg.core.profile.facts import plain
from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.own_addresses import readable_name
from waarborg.core.terms.text import Text
from waarborg.web import places
from waarborg.web.assessment_documents import name_files
from waarborg.web.assessment_pages import describe_known
from waarborg.web.assessment_places import cite, name_place, name_source
from waarborg.web.assessment_record import find_number
from waarborg.web.assessment_steps import show_step
from waarborg.web.assessments import get_opened
from waarborg.web.pages import language, now, person_of, say
from waarborg.web.values import Shown

#: So long a file is meant to be away; after that much may have changed.
DAYS_AWAY = timedelta(days=30)
PAGE = "text/html; charset=utf-8"


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_safe
def assessment_offline(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """What a file to fill in without network holds, how it comes back, and where to get it."""
    opened = get_opened(public_id, number)
    is_open = opened.assessment.state == "open"
    return show_step(
        request,
        opened,
        "assessment_offline.html",
        here=_("Fill in without network"),
        is_open=is_open,
        days=DAYS_AWAY.days,
    )


@needs("assessments.edit", places.of_home, see="assessments.view")
@require_safe
def assessment_offline_file(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The form with its answers as one HTML file, as long as the assessment is open."""
    opened = get_opened(public_id, number)
    row = opened.assessment
    if row.state != "open":
        messages.error(request, _("Only an assessment that is being filled in can go along as a file."))
        return redirect("web:assessment_offline", public_id=public_id, number=number)
    at = now()
    back = reverse("web:assessment_import", kwargs={"public_id": public_id, "number": number})
    name = readable_name(f"{opened.form.short} {public_id} zonder netwerk {localtime(at):%Y-%m-%d %H%M}")
    cover = Cover(
        organisation=row.organisation.name,
        algorithm=row.about,
        by=person_of(request).name,
        made_on=opened.on,
        until=opened.on + DAYS_AWAY,
        back=request.build_absolute_uri(back),
        file=name,
    )
    content = write_page(
        opened.form, export_offline(opened, at=at), look_around(opened), cover, language=language()
    )
    response = HttpResponse(content, content_type=PAGE)
    response["Content-Disposition"] = f'attachment; filename="{name}.html"'
    response["Content-Language"] = language()
    response["Cache-Control"] = "no-store"
    return response


# --- what is known around a form -----------------------------------------------------------------------------
def look_around(opened: Opened) -> Around:
    """What the pages of an assessment show around its questions, for all questions at once."""
    form = opened.form
    offered, differing = dict(_list_offered(opened, form)), dict(_list_differing(opened))
    named = {*make_rules(form).outside, *(one.place for one in (*offered.values(), *differing.values()))}
    named |= {answer.taken.place for answer in opened.sheet if answer.taken is not None}
    return Around(
        values=opened.reading.around,
        names={place: name_place(form, place) for place in named},
        roles=[(word.id, say(word.label)) for word in load_framework().roles],
        numbers={question.id: find_number(question) for question in form.questions},
        cited={
            question.id: [(cite(one), one.source.link) for one in question.cited]
            for question in form.questions
        },
        beside={question.id: list(_list_beside(opened, question)) for question in form.questions},
        offered=offered,
        differing=differing,
        files=name_files(opened.assessment, form, [(place, row.value) for place, row in opened.rows.items()]),
    )


def _list_beside(opened: Opened, question: Question) -> Iterable[Aside]:
    for link in question.beside:
        if not link.form:
            title, source = name_place(opened.form, link.question), name_source(opened.form, link.place)
            yield Aside(title, "", source, say(link.why), own=link.question)
        elif (known := opened.known.get(link.place)) is not None:
            yield _describe(opened, known, say(link.why))


def _list_offered(opened: Opened, form: Form) -> Iterable[tuple[str, Proposal]]:
    """What may be taken over at a question that has no answer yet: of each the first place that says something."""
    for question in form.questions:
        if question.judgement or question.type in (Type.FILE, Type.IMAGE):
            continue
        links = [Link(FACT, question.fact, Text("-", "-"))] if question.fact else []
        for link in (*links, *question.taken_from):
            if (known := opened.known.get(link.place)) is not None:
                why = say(link.why) if link.form != FACT else ""
                if (found := _propose(opened, question, known, "new", why)) is not None:
                    yield question.id, found
                break


def _list_differing(opened: Opened) -> Iterable[tuple[str, Proposal]]:
    """Answers beside which something else is known now, by place."""
    for offer in list_offers(opened.reading, opened.known):
        if offer.kind.value != "new":
            why = say(offer.why) if offer.why is not None else ""
            found = _propose(opened, offer.question, offer.known, offer.kind.value, why)
            if found is not None:
                yield str(offer.address), found


def _propose(opened: Opened, question: Question, known: Known, kind: str, why: str) -> Proposal | None:
    """Something known as an answer to a question; None for what this form cannot hold, such as another choice."""
    value = plain(known.value)
    if question.type is Type.TEXT and isinstance(value, str):
        value = " ".join(plain_text(value).split())
    if check_answer(question, value):
        return None
    return Proposal(
        place=known.place,
        value=value,
        kind=kind,
        aside=_describe(opened, known, why),
        on=localtime(known.at).date().isoformat(),
    )


def _describe(opened: Opened, known: Known, why: str) -> Aside:
    beside = describe_known(opened, known, why=why)
    return Aside(beside.title, in_plain_words(beside.shown), beside.source, beside.why)


def in_plain_words(shown: Shown) -> str:
    """A value that a page shows, as text alone."""
    match shown.form:
        case "markup":
            return plain_text(str(shown.markup))
        case "items":
            return "; ".join(shown.items)
        case "rows":
            return "\n".join(" · ".join(item.text for item in row) for row in shown.rows)
    return shown.text
