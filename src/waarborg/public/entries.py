"""Pages of one entry: what an algorithm does, who answers for it, and how it was described before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg import __version__
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.core.publication.problems import Problem
from waarborg.public.assessed import show_signed
from waarborg.public.attached import describe_files
from waarborg.public.beside import list_beside
from waarborg.public.presentation import ASSESSMENTS, Presentation, show_address, show_leftover
from waarborg.public.products import show_product_of
from waarborg.public.quality import show_standing

LIVE_SECONDS = 60  # a withdrawal must show soon
OLD_SECONDS = 3600


@open_to_all
@require_safe
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """The version of an entry that holds now."""
    return _answer(request, public_id, None)


@open_to_all
@require_safe
def entry_version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """A version of an entry by its number."""
    return _answer(request, public_id, number)


def _answer(request: HttpRequest, public_id: str, number: int | None) -> HttpResponse:
    try:
        found = publications.get_public_entry(public_id, number)
    except publications.Gone as gone:
        return answer_gone(request, gone)
    except publications.NotFound as error:
        raise Http404(str(error)) from error
    beside = list_beside(found, request)
    beside["standing"] = show_standing(public_id, today=localdate()) if found.is_newest else None
    beside["product_of"] = show_product_of(public_id)
    beside["signed_assessments"] = show_signed(public_id) if found.is_newest else []
    etag = _etag(found, beside, is_fixed=number is not None)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = render(
            request, "public/entry.html", {**make_page(found, is_fixed=number is not None), **beside}
        )
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=LIVE_SECONDS if found.is_newest else OLD_SECONDS)
    return response


def answer_gone(request: HttpRequest, gone: publications.Gone) -> HttpResponse:
    """Say that the entry was withdrawn, when and why."""
    page: dict[str, Any] = {"gone": gone, "crumbs": _crumbs(), "crumb_here": gone.public_id}
    return render(request, "public/gone.html", page, status=410)


def _etag(found: publications.PublicEntry, beside: Mapping[str, Any], *, is_fixed: bool) -> str:
    """A strong mark of everything that this page is made of: the text, its history, and the site around it.

    The values themselves are part of it, because a redaction changes these and leaves the digest of the version.
    """
    parts = [
        found.digest,
        dict(found.values),
        dict(found.values_en),
        dict(found.leftover),
        dict(found.texts_at),
        found.number,
        found.newest,
        is_fixed,
        dict(beside),
        describe_files(found, ""),
        found.organisation.code,
        found.organisation.name,
        found.organisation.name_en,
        found.is_taken_over,
        found.source,
        found.source_url,
        found.registered_on,
        [[one.number, one.published_at, one.reason] for one in found.versions],
        get_language(),
        settings.THEME,
        settings.OPERATOR,
        settings.IS_DEMO,
        __version__,
        getattr(staticfiles_storage, "manifest_hash", ""),
    ]
    written = json.dumps(parts, sort_keys=True, default=str)
    return f'"{hashlib.sha256(written.encode()).hexdigest()[:40]}"'


def make_page(found: publications.PublicEntry, *, is_fixed: bool) -> dict[str, Any]:
    """What the page of an entry shows of the text itself."""
    standard, language = load_standard(), get_language() or settings.LANGUAGE_CODE
    shown = Presentation(
        standard=standard,
        values=found.values,
        english=found.values_en,
        language=language,
        texts_at=found.texts_at,
    )
    title = shown.show("name")
    return {
        "crumbs": [
            *_crumbs(),
            (_name(found, language), reverse("public:organisation", args=[found.organisation.code])),
        ],
        "crumb_here": title.text or found.public_id,
        "found": found,
        "source_link": show_address(found.source_url),
        "is_fixed": is_fixed,
        "organisation_name": _name(found, language),
        "title": title,
        "summary": shown.show("description_short"),
        "status": shown.show("status"),
        "category": shown.show("publication_category"),
        "themes": shown.show("category"),
        "begin": shown.show("begin_date"),
        "end": shown.show("end_date"),
        "contact": shown.show("contact_email"),
        "humans": shown.open("human_intervention"),
        "data": shown.open("source_data"),
        "basis": shown.open("lawful_basis"),
        "laws": shown.show("lawful_basis_grouping"),
        "assessments": _with_days(shown.show(ASSESSMENTS).links, describe_files(found, language)),
        "assessments_text": shown.open("impacttoetsen"),
        "parts": shown.list_parts(),
        "findings": [_finding(problem, language) for problem in found.findings],
        "leftover": show_leftover(found.leftover, standard=standard, language=language),
        "has_dutch_only": shown.has_dutch_only,
        "product_of": None,  # the page of an entry adds it; a preview has none
        "signed_assessments": [],  # so too
        "has_older": shown.has_older,
    }


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Home"), reverse("public:home")), (_("Algorithms"), reverse("public:search"))]


def _name(found: publications.PublicEntry, language: str) -> str:
    return (found.organisation.name_en if language == "en" else "") or found.organisation.name


def _with_days(links: Any, files: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Assessments with their date as a day, so that the page can write it in its own language, and with their file."""
    rows = []
    for link in links:
        try:
            day = date.fromisoformat(link.date)
        except ValueError:
            day = None
        rows.append({"link": link, "day": day, "file": files.get(link.file)})
    return rows


def _finding(problem: Problem, language: str) -> dict[str, str]:
    return {"message": problem.message.in_language(language), "field": problem.field.split("[")[0]}
