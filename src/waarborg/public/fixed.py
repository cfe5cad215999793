"""Pages for machines: health, robots, the map of the site, where to report a leak; and the front door."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from waarborg import __version__
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications import queries as publications
from waarborg.apps.publications.products.queries import list_public_products
from waarborg.core.publication.addresses import is_mail_address
from waarborg.public.framework.library import the_framework
from waarborg.public.law.library import get_library

#: A sitemap holds at most 50,000 addresses (sitemaps.org); each entry has one per language.
ADDRESSES_PER_SITEMAP = 50_000
#: A sitemap index names at most this many sitemaps (sitemaps.org), so no part has a higher number.
MAX_SITEMAPS = 50_000
FIXED_PAGES = (
    "home",
    "search",
    "organisations",
    "products",
    "laws",
    "framework",
    "instruments",
    "glossary",
    "quality",
    "open_data",
    "changes",
    "corrections",
    "about",
    "accessibility",
    "privacy",
)
# RFC 9116 advises an end within a year; a few days less leaves room for caches.
SECURITY_TXT_DAYS = 360


@open_to_all
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the home page, in the language the browser asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("public:home"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@open_to_all
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site works: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse(
            {"status": "failing", "database": "unreachable", "version": __version__}, status=503
        )
    return JsonResponse({"status": "ok", "database": "ok", "version": __version__})


@open_to_all
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all that is public, and nothing of an example site."""
    closed = (
        ["/"]
        if settings.IS_DEMO
        else [f"/{code}/{part}/" for code, _ in settings.LANGUAGES for part in ("werkplek", "account")]
    )
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@open_to_all
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a leak (RFC 9116)."""
    contact = settings.CONTACT
    if not contact:
        raise Http404("No contact is set for this site.")
    if is_mail_address(contact):
        contact = f"mailto:{contact}"
    last_day = timezone.localdate() + timedelta(days=SECURITY_TXT_DAYS)
    expires = datetime.combine(last_day, time(0), tzinfo=timezone.get_default_timezone())
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri()}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@open_to_all
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The list of sitemaps."""
    pages = -(-publications.count_public().entries // _entries_per_sitemap())
    addresses = [
        reverse("sitemap_pages"),
        *(reverse("sitemap_entries", args=[page]) for page in range(1, pages + 1)),
    ]
    parts = "".join(
        f"<sitemap><loc>{escape(request.build_absolute_uri(one))}</loc></sitemap>" for one in addresses
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>')


@open_to_all
@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The map of the fixed pages, and of organisations, products, rules, and the parts of the framework."""
    fixed = [(f"public:{name}", (), None) for name in FIXED_PAGES]
    bodies = [
        ("public:organisation", (code,), newest_on)
        for code, newest_on in sorted(publications.list_newest_days().items())
    ]
    goods = [
        ("public:product", (code,), None)
        for code in list_public_products().values_list("code", flat=True).order_by("code")
    ]
    rules = [("public:law", (item.id, item.version), item.made_on) for item in get_library().list_newest()]
    return _xml(_address_set(request, [*fixed, *bodies, *goods, *rules, *_list_parts_of_framework()]))


def _list_parts_of_framework() -> Iterator[tuple[str, tuple[str, ...], date | None]]:
    framework = the_framework()
    changed_on = max((release.on for release in framework.releases), default=None)
    for requirement in framework.requirements:
        yield "public:requirement", (requirement.code,), changed_on
    for measure in framework.measures:
        yield "public:measure", (measure.code,), changed_on
    for term in framework.glossary:
        yield "public:term", (term.id,), changed_on


@open_to_all
@require_safe
def sitemap_entries(request: HttpRequest, page: int) -> HttpResponse:
    """The map of the entries, a part of at most fifty thousand addresses."""
    size = _entries_per_sitemap()
    is_possible = 0 < page <= MAX_SITEMAPS  # a database refuses an offset past its largest number
    rows = list(publications.list_addresses()[(page - 1) * size : page * size]) if is_possible else []
    if not rows:
        raise Http404("There is no such part of the sitemap.")
    return _xml(_address_set(request, (("public:entry", (public_id,), day) for public_id, day in rows)))


def _entries_per_sitemap() -> int:
    return ADDRESSES_PER_SITEMAP // len(settings.LANGUAGES)


def _address_set(request: HttpRequest, pages: Iterable[tuple[str, tuple[str, ...], date | None]]) -> str:
    parts = "".join(_addresses(request, pages))
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</urlset>'


def _addresses(
    request: HttpRequest, pages: Iterable[tuple[str, tuple[str, ...], date | None]]
) -> Iterator[str]:
    site = request.build_absolute_uri("/").rstrip("/")
    for name, arguments, day in pages:
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        for code, _ in settings.LANGUAGES:
            with override(code):
                yield f"<url><loc>{escape(site + reverse(name, args=arguments))}</loc>{changed}</url>"


def _xml(content: str) -> HttpResponse:
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n', content_type="application/xml; charset=utf-8"
    )
