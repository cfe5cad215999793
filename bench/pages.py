"""Measures pages as the server makes them, beside a page that says nothing."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, path, reverse

from bench.figures import Figure
from bench.timing import measure
from bench.vocabulary import GOVERNMENT_WORDS
from waarborg.apps.organisations.access import open_to_all
from waarborg.apps.publications.models import Entry

ENTRY_AIM = 30
PAGES = 150


@open_to_all
def empty(request: HttpRequest) -> HttpResponse:
    """A page that says nothing."""
    return HttpResponse("")


urlpatterns = [path("", empty)]


def measure_pages(left_out: list[str]) -> Iterator[Figure]:
    """Figures about pages; what cannot be measured is named in `left_out`."""
    client = Client(headers={"accept-encoding": "gzip"})
    with override_settings(ROOT_URLCONF="bench.pages"):
        measure(get_page(client, "/") for _ in range(10))
        nothing = measure(get_page(client, "/") for _ in range(PAGES))
    ids = list(Entry.objects.filter(live__isnull=False).order_by("pk").values_list("public_id", flat=True))
    chosen = random.Random(5).sample(ids, min(PAGES, len(ids)))
    words = [urlencode({"q": word}) for word in GOVERNMENT_WORDS[:40]]
    for name, addresses, aim in (
        ("entry", lambda: [reverse("public:entry", args=[one]) for one in chosen], ENTRY_AIM),
        ("search", lambda: [f"{reverse('public:search')}?{one}" for one in words], None),
        (
            "suggestions",
            lambda: [
                f"{reverse('public:suggestions')}?{urlencode({'q': word[:4]})}"
                for word in GOVERNMENT_WORDS[:40]
            ],
            None,
        ),
        ("home", lambda: [reverse("public:home")] * 20, None),
        ("organisations", lambda: [reverse("public:organisations")] * 20, None),
    ):
        try:
            pages = addresses()
        except NoReverseMatch:
            left_out.append(f"page {name}: it has no address yet")
            continue
        get_page(client, pages[0])()
        yield Figure.of(
            f"page: {name}",
            measure(get_page(client, page) for page in pages),
            baseline=nothing.percentile(95),
            baseline_name="empty view",
            aim=aim,
        )
        with CaptureQueriesContext(connection) as captured:
            get_page(client, pages[-1])()
        yield Figure(name=f"page: {name}, SQL statements", value=len(captured), unit="")


def get_page(client: Client, address: str) -> Callable[[], object]:
    """Return what opens a page, and fails when it does not open."""

    def get() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answers {response.status_code}")

    return get
