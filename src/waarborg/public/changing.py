"""What changed in the register: a page to read and feeds to follow (Atom, RFC 4287)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.organisations import queries as organisations
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import changes
from waarborg.apps.publications.changes import Change, What
from waarborg.apps.publications.search import get_index
from waarborg.public.searching import read_query

PER_PAGE = 40
IN_FEED = 50
#: Signs that XML cannot hold, such as the line break of a word processor; one of them would break a whole feed.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FEED_SECONDS = 300


def what_labels() -> dict[str, str]:
    """What each kind of change is called."""
    return {What.NEW: _("New"), What.CHANGED: _("Changed"), What.WITHDRAWN: _("Withdrawn")}


@open_to_all
@require_safe
def change_log(request: HttpRequest) -> HttpResponse:
    """Every change of the register, newest first."""
    labels = what_labels()
    what = request.GET.get("soort", "")
    what = what if what in labels else ""
    body = _find_body(request.GET.get("organisatie", ""))
    after = request.GET.get("na", "")
    code = body.code if body else ""
    page = changes.list_changes(most=PER_PAGE, after=after, organisation=code, what=what)
    kept = {key: value for key, value in (("soort", what), ("organisatie", code)) if value}
    context = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Changes"),
        "lines": [_line(one) for one in page.changes],
        "labels": labels.items(),
        "what": what,
        "body": body,
        "kept_query": urlencode(kept),
        "next": page.next,
        "is_first": not after,
    }
    return render(request, "public/changes.html", context)


def _find_body(code: str) -> Any:
    try:
        return organisations.get_organisation(code.replace("\x00", ""))
    except organisations.NotFound:
        return None


def _line(one: Change) -> dict[str, Any]:
    language = get_language()
    return {
        "change": one,
        "label": what_labels()[one.what],
        "organisation": (one.organisation_en if language == "en" else "") or one.organisation,
        "fields": [_label(key) for key in one.fields],
    }


def _label(key: str) -> str:
    field = load_standard().find_field(key.removesuffix("@en"))
    language = get_language() or settings.LANGUAGE_CODE
    label = field.label.in_language("en" if language == "en" else "nl") if field else key
    return _("%(label)s (English)") % {"label": label} if key.endswith("@en") else label


# --- feeds -----------------------------------------------------------------------------------------------


@open_to_all
@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest changes of the whole register."""
    page = changes.list_changes(most=IN_FEED)
    return _feed(request, _("Changes in the register"), reverse("public:changes"), page.changes)


@open_to_all
@require_safe
def organisation_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest changes of one organisation."""
    body = _find_body(code)
    if body is None:
        raise Http404(f"There is no organisation {code}.")
    name = (body.name_en if get_language() == "en" else "") or body.name
    page = changes.list_changes(most=IN_FEED, organisation=code)
    title = _("Algorithms of %(name)s") % {"name": name}
    return _feed(request, title, reverse("public:organisation", args=[code]), page.changes)


@open_to_all
@require_safe
def entry_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every version of one entry; its withdrawal too."""
    page = changes.list_changes(most=IN_FEED, entry=public_id)
    if not page.changes:
        raise Http404(f"There is no entry {public_id}.")
    title = page.changes[0].title or public_id
    return _feed(request, title, reverse("public:entry", args=[public_id]), page.changes)


@open_to_all
@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """What a search finds, newest first, whatever the order on the page."""
    query = replace(read_query(request.GET), sort="newest", page=1, size=IN_FEED)
    found = changes.list_live([hit.public_id for hit in get_index().find(query).hits])
    title = _("Search for “%(words)s”") % {"words": query.words} if query.words else _("Search")
    kept = request.GET.urlencode()
    return _feed(request, title, reverse("public:search") + (f"?{kept}" if kept else ""), found)


def _feed(request: HttpRequest, title: str, address: str, found: Iterable[Change]) -> HttpResponse:
    lines = list(found)
    here = request.build_absolute_uri()
    feed = Atom1Feed(
        title=_keepable(f"{title} · Waarborg"),
        link=request.build_absolute_uri(address),
        description="",
        language=get_language(),
        feed_url=here,
        feed_guid=here,
        subtitle=_("A public register of algorithms of the government."),
    )
    for one in lines:
        _add(feed, request, one)
    written = feed.writeString("utf-8").encode()
    etag = f'"{hashlib.sha256(written).hexdigest()[:40]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    response.headers["ETag"] = etag
    patch_cache_control(response, public=True, max_age=FEED_SECONDS)
    return response


def _keepable(text: str) -> str:
    """The text with a space for every sign that XML cannot hold."""
    return NOT_IN_XML.sub(" ", text)


def _add(feed: Atom1Feed, request: HttpRequest, one: Change) -> None:
    is_gone = one.what is What.WITHDRAWN
    place = (
        reverse("public:entry", args=[one.public_id])
        if is_gone
        else reverse("public:entry_version", args=[one.public_id, one.number])
    )
    told = [one.reason] if one.reason else []
    if one.fields:
        told.append(_("Changed: %(fields)s") % {"fields": ", ".join(_label(key) for key in one.fields)})
    title = one.title or one.public_id
    part = f"withdrawn/{one.at:%Y%m%dT%H%M%S}" if is_gone else str(one.number)
    feed.add_item(
        title=_keepable(f"{what_labels()[one.what]}: {title}"),
        link=request.build_absolute_uri(place),
        description=_keepable(" ".join([one.summary, *told]).strip()),
        unique_id=f"tag:{request.get_host().split(':')[0]},2026:{one.public_id}/{part}",
        updateddate=one.at,
        pubdate=one.at,
        author_name=_keepable(one.organisation),
        categories=[one.what.value],
    )
