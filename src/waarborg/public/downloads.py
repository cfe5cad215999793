"""Open data: the register, a search or one entry as a file, in each of the formats."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg import __version__
from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import exporting
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.exporting import FORMATS, Format, Register, Selection
from waarborg.apps.publications.search import get_index
from waarborg.apps.publications.search.port import Query
from waarborg.public.searching import read_query

SECONDS = 60  # a withdrawal must show soon
RETRY_SECONDS = 120
MOST_IDS = 500
#: Formats that a browser can show, so that one entry opens instead of being saved.
_SHOWN = ("json", "jsonld")


@open_to_all
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded, in which formats, how large and how new, and what every field means."""
    language = get_language() or settings.LANGUAGE_CODE
    mark, register = exporting.read_mark(), read_register(request)
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Open data"),
        "size": publications.count_public(),
        "changed_at": mark.changed_at,
        "formats": [
            {
                "form": form,
                "label": form.label.in_language(language),
                "use": form.use.in_language(language),
                "ready": exporting.find_ready(form, register, mark),
            }
            for form in FORMATS.values()
        ],
        "fields": [
            {
                "key": field.key,
                "label": field.label.in_language(language),
                "help": field.help.in_language(language),
                "kind": _kinds()[field.kind.value],
            }
            for field in load_standard().fields
        ],
        "example": register.url + reverse("public:export", args=["json"]) + "?thema=Verkeer",
    }
    return render(request, "public/open_data.html", page)


@open_to_all
@require_safe
def export(request: HttpRequest, name: str) -> HttpResponseBase:
    """The whole register, or what the words and filters in the address find, in one format."""
    form = _get_format(name)
    register, query = read_register(request), read_query(request.GET)
    ids = _read_ids(request)
    with_history = request.GET.get("historie") == "ja" and form.has_history
    mark = exporting.read_mark()
    asked = replace(query, sort="relevance", page=1, today=query.today if query.freshness else None)
    is_everything = replace(asked, exact=False) == Query()
    etag = _make_etag(mark.key, form.name, repr(asked), repr(ids), str(with_history), repr(register))
    if (early := _answer_early(request, etag, mark.changed_at)) is not None:
        return early
    file_name = f"algoritmes-{timezone.localdate():%Y-%m-%d}.{form.ending}"
    if ids is None and is_everything and not with_history:
        response = _send_everything(request, form, register, mark)
    else:
        keys = None if ids is not None or is_everything else get_index().list_ids(asked)
        selection = Selection(ids=ids, keys=keys, with_history=with_history, site=register.url)
        response = _send_part(request, form, register, selection)
    if response.status_code == 200:
        _describe(response, form, file_name, etag=etag, changed_at=mark.changed_at)
    return response


@open_to_all
@require_safe
def entry_file(request: HttpRequest, public_id: str, ending: str) -> HttpResponseBase:
    """One entry in one format: the version that holds now, with its history on request."""
    form = _get_format(ending)
    register = read_register(request)
    with_history = request.GET.get("historie") == "ja" and form.has_history
    selection = Selection(ids=(public_id,), with_history=with_history, site=register.url)
    listed = next((one for one in exporting.list_entries(selection) if one.edition is not None), None)
    if listed is None and (gone := _find_gone(public_id)) is not None:
        page = {
            "gone": gone,
            "crumbs": [(_("Home"), reverse("public:home")), (_("Algorithms"), reverse("public:search"))],
            "crumb_here": gone.public_id,
        }
        return render(request, "public/gone.html", page, status=410)
    return _send_entry(request, form, register, listed, public_id)


@open_to_all
@require_safe
def version_file(request: HttpRequest, public_id: str, number: int, ending: str) -> HttpResponseBase:
    """A version of an entry, by its number, in one format."""
    form, register = _get_format(ending), read_register(request)
    listed = exporting.find_version(public_id, number, site=register.url)
    return _send_entry(request, form, register, listed, f"{public_id}-{number}")


def _read_ids(request: HttpRequest) -> tuple[str, ...] | None:
    """The ids in the address that can be one; None when none are asked for."""
    given = request.GET.getlist("id")[:MOST_IDS]
    ids = dict.fromkeys(one for one in given if 0 < len(one) <= 64 and "\x00" not in one)
    return tuple(ids) if given else None


def read_register(request: HttpRequest) -> Register:
    """How this site names itself in exports."""
    return Register(settings.OPERATOR or "Waarborg", request.build_absolute_uri("/").rstrip("/"))


def _find_gone(public_id: str) -> publications.Gone | None:
    try:
        publications.get_public_entry(public_id)
    except publications.Gone as gone:
        return gone
    except publications.NotFound:
        return None
    return None


def _get_format(name: str) -> Format:
    form = FORMATS.get(name)
    if form is None:
        raise Http404(f"There is no format {name}.")
    return form


def _make_etag(*parts: str) -> str:
    """A weak mark: the moment at which a file was made stands in some formats, and says nothing new."""
    said = "\n".join([*parts, __version__])
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _answer_early(request: HttpRequest, etag: str, changed_at: datetime | None) -> HttpResponse | None:
    """Answer "not changed" where the reader has the newest already."""
    moment = int(changed_at.timestamp()) if changed_at else None
    response: HttpResponse | None = get_conditional_response(request, etag=etag, last_modified=moment)
    return response


def _send_everything(
    request: HttpRequest, form: Format, register: Register, mark: exporting.Mark
) -> HttpResponseBase:
    ready = exporting.find_ready(form, register, mark)
    if ready is not None:
        return FileResponse(ready.path.open("rb"))
    everything = Selection(site=register.url)
    size = exporting.count_entries(everything)
    if size > exporting.MOST_AT_ONCE:
        exporting.ask_for(form, register, mark)
        if form.is_made_whole:
            response = _say_not_now(request, form, size, is_coming=True)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
            return response
    return _stream(request, form, register, everything)


def _send_part(
    request: HttpRequest, form: Format, register: Register, selection: Selection
) -> HttpResponseBase:
    if form.is_made_whole:
        size = exporting.count_entries(selection)
        if size > exporting.MOST_AT_ONCE:
            return _say_not_now(request, form, size, is_coming=False)
    return _stream(request, form, register, selection)


def _stream(request: HttpRequest, form: Format, register: Register, selection: Selection) -> HttpResponseBase:
    if request.method == "HEAD":
        return StreamingHttpResponse(())  # its length is not known, and is not nothing
    return StreamingHttpResponse(exporting.stream(form, selection, register, at=timezone.now()))


def _say_not_now(request: HttpRequest, form: Format, size: int, *, is_coming: bool) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    given = request.GET.urlencode()
    others = [
        (
            one.label.in_language(language),
            reverse("public:export", args=[one.name]) + (f"?{given}" if given else ""),
        )
        for one in FORMATS.values()
        if not one.is_made_whole
    ]
    page = {
        "crumbs": [(_("Home"), reverse("public:home")), (_("Open data"), reverse("public:open_data"))],
        "crumb_here": form.label.in_language(language),
        "form": form.label.in_language(language),
        "is_coming": is_coming,
        "entry_count": size,
        "most": exporting.MOST_AT_ONCE,
        "others": others,
        "minutes": RETRY_SECONDS // 60,
    }
    return render(request, "public/export_not_now.html", page, status=503 if is_coming else 413)


def _send_entry(
    request: HttpRequest, form: Format, register: Register, listed: exporting.Listed | None, name: str
) -> HttpResponseBase:
    if listed is None or listed.edition is None:
        raise Http404("There is no such public entry.")
    etag = _make_etag(form.name, repr(listed), repr(register))
    changed_at = max((one.published_at for one in (*listed.earlier, listed.edition)), default=None)
    early = _answer_early(request, etag, None)
    if early is not None:
        return early
    response: HttpResponseBase
    if request.method == "HEAD":
        response = StreamingHttpResponse(())
    else:
        head = exporting.Head(
            register_name=register.name,
            register_url=register.url,
            made_at=timezone.now(),
            standard=load_standard().version,
            has_history=bool(listed.earlier),
        )
        response = HttpResponse(b"".join(form.stream([listed], head)))
    file_name = f"algoritme-{name}.{form.ending}"
    _describe(response, form, file_name, etag=etag, changed_at=changed_at, is_shown=form.name in _SHOWN)
    return response


def _describe(
    response: HttpResponseBase,
    form: Format,
    file_name: str,
    *,
    etag: str,
    changed_at: datetime | None,
    is_shown: bool = False,
) -> None:
    """Say what the file is, from when, and that scripts of other sites may read it too."""
    headers: Mapping[str, str] = {
        "Content-Type": form.media_type,
        "Content-Disposition": f'{"inline" if is_shown else "attachment"}; filename="{file_name}"',
        "ETag": etag,
        "Access-Control-Allow-Origin": "*",
        "Link": '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"',
    }
    for key, value in headers.items():
        response.headers[key] = value
    if changed_at is not None:
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    patch_cache_control(response, public=True, max_age=SECONDS)


def _kinds() -> dict[str, str]:
    return {
        "text": _("Text"),
        "markup": _("Text with markup"),
        "choice": _("One choice"),
        "choices": _("Choices"),
        "month": _("Month (YYYY-MM)"),
        "date": _("Day (YYYY-MM-DD)"),
        "link": _("Web address"),
        "contact": _("Mail or web address"),
        "group": _("Rows with title and link"),
    }


def list_downloads(given: str = "") -> Iterator[dict[str, Any]]:
    """The formats with their addresses, for the entries that the query in `given` finds."""
    language = get_language() or settings.LANGUAGE_CODE
    for form in FORMATS.values():
        address = reverse("public:export", args=[form.name])
        yield {
            "label": form.label.in_language(language),
            "address": f"{address}?{given}" if given else address,
        }


def list_entry_downloads(public_id: str, number: int | None) -> Iterator[dict[str, Any]]:
    """The formats with their addresses, for one entry or one of its versions."""
    language = get_language() or settings.LANGUAGE_CODE
    for form in FORMATS.values():
        arguments: list[str | int] = (
            [public_id, form.ending] if number is None else [public_id, number, form.ending]
        )
        name = "public:entry_file" if number is None else "public:version_file"
        yield {
            "label": form.label.in_language(language),
            "address": reverse(name, args=arguments),
            "media_type": form.media_type.split(";")[0],
        }
