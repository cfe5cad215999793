"""Opening links: only where it is allowed, only as far as is safe, and told only when it keeps failing."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import override_settings

from tests.conftest import NOW
from waarborg.adapters.web_links import Answer, LinkOpener, Outcome, is_public
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import CheckedLink, Entry, Version
from waarborg.apps.publications.quality import links
from waarborg.core.publication.workflow import State


class Site(BaseHTTPRequestHandler):
    """A site that does what its path says, and remembers what it was asked."""

    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        Site.asked.append((self.command, self.path, self.headers["Host"]))
        path = self.path.partition("?")[0]
        if path.startswith("/naar/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/naar/"))
        elif path == "/rond":
            self.send_response(302)
            self.send_header("Location", "/rond")
        elif path == "/alleen-get":
            self.send_response(200 if self.command == "GET" else 405)
        else:
            self.send_response(int(path.strip("/") or 200))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://www.voorbeeldstad.example:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def make_opener() -> LinkOpener:
    """Every name of the example leads to this machine; a name with `binnen` leads inside, which stays forbidden."""

    def resolve(host: str, port: int) -> tuple[str, ...]:
        if host.startswith("weg."):
            raise OSError("no such host")
        return ("10.0.0.1",) if host.startswith("binnen.") else ("127.0.0.1",)

    return LinkOpener(resolve=resolve, allows=lambda address, port: address == "127.0.0.1", seconds=5)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/", Outcome.WORKS, 200),
        ("/404", Outcome.GONE, 404),
        ("/410", Outcome.GONE, 410),
        ("/500", Outcome.FAILS, 500),
        ("/403", Outcome.UNSURE, 403),
        ("/429", Outcome.UNSURE, 429),
        ("/alleen-get", Outcome.WORKS, 200),
        ("/naar//404", Outcome.GONE, 404),
        ("/naar//200", Outcome.WORKS, 200),
        ("/rond", Outcome.LOOPS, 302),
    ],
)
def test_what_a_site_answers_is_judged(site: str, path: str, outcome: Outcome, status: int) -> None:
    assert make_opener().open(site + path) == Answer(outcome, status)


def test_a_redirect_to_an_address_inside_is_not_followed(site: str) -> None:
    assert make_opener().open(f"{site}/naar/http://binnen.voorbeeldstad.example/").outcome is Outcome.REFUSED
    assert [path for _method, path, _host in Site.asked] == ["/naar/http://binnen.voorbeeldstad.example/"]


@pytest.mark.parametrize(
    "onward", ["file:///etc/passwd", "ftp://voorbeeld.example/", "gopher://x/", "http://a:b@c.example/"]
)
def test_a_redirect_to_another_scheme_is_not_followed(site: str, onward: str) -> None:
    assert make_opener().open(f"{site}/naar/{onward}").outcome is Outcome.REFUSED


def test_the_site_is_asked_by_its_name_at_the_address_that_was_checked(site: str) -> None:
    make_opener().open(f"{site}/200?vraag=é")
    ((method, path, host),) = Site.asked
    assert (method, path) == ("HEAD", "/200?vraag=%C3%A9")
    assert host.startswith("www.voorbeeldstad.example")


def test_a_host_that_is_not_there_is_unreachable() -> None:
    assert make_opener().open("http://weg.voorbeeldstad.example/").outcome is Outcome.UNREACHABLE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "geen adres",
    ],
)  # fmt: skip
def test_no_address_inside_may_be_opened(address: str) -> None:
    assert not is_public(address, 443)


def test_a_public_address_may_be_opened_at_the_ports_of_websites() -> None:
    assert is_public("93.184.215.14", 443)
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c", 80)
    assert not is_public("93.184.215.14", 22)


# --- which links, when, and what is kept ------------------------------------------------------------------------


class Told:
    """An opener that answers what it was told, and remembers the order."""

    def __init__(self, **answers: Outcome) -> None:
        self.answers, self.opened = answers, [""][:0]

    def open(self, url: str) -> Answer:
        self.opened.append(url)
        return Answer(self.answers.get(url.rsplit("/", 1)[1], Outcome.WORKS))


def add_live(public_id: str, **values: object) -> None:
    body, _ = Organisation.objects.get_or_create(
        code="t", defaults={"name": "Gemeente Voorbeeldstad", "kind": "gemeente"}
    )
    entry = Entry.objects.create(
        public_id=public_id, organisation=body, state=State.PUBLISHED, created_at=NOW, changed_at=NOW
    )
    entry.live = Version.objects.create(
        entry=entry, number=1, values=values, standard="1.0", digest="d", published_at=NOW, published_by="t"
    )
    entry.save()


def no_wait(_seconds: float) -> None:
    return None


@pytest.mark.django_db
def test_links_are_gathered_from_the_fields_for_links_of_live_texts() -> None:
    add_live(
        "A1",
        website="https://a.example/een",
        contact_email="algoritmes@voorbeeldstad.example",
        lawful_basis_grouping=[
            {"title": "x", "link": "https://b.example/twee"},
            {"title": "y", "link": "geen link"},
        ],
        goal="Lees https://c.example/niet",
    )
    assert links.gather_links() == {"https://a.example/een", "https://b.example/twee"}


@pytest.mark.django_db
def test_a_failure_counts_again_only_on_another_day_and_success_ends_it() -> None:
    add_live("A1", website="https://a.example/weg")
    broken = Told(weg=Outcome.GONE)
    for hours, failures in ((0, 1), (1, 1), (25, 2)):
        links.check_links(at=NOW + timedelta(hours=hours), opener=broken, wait=no_wait)
        assert CheckedLink.objects.get().failures == failures
    assert len(broken.opened) == 2  # not within a day
    links.check_links(at=NOW + timedelta(days=3), opener=Told(), wait=no_wait)
    assert CheckedLink.objects.get().failures == 0


@pytest.mark.django_db
def test_an_answer_that_says_nothing_is_no_failure() -> None:
    add_live("A1", website="https://a.example/dicht")
    links.check_links(at=NOW, opener=Told(dicht=Outcome.UNSURE), wait=no_wait)
    assert CheckedLink.objects.get().failures == 0


@pytest.mark.django_db
def test_hosts_take_turns_and_the_same_host_waits() -> None:
    for number in range(3):
        add_live(f"A{number}", website=f"https://a.example/{number}", url=f"https://b.example/{number}")
    opener, waits = Told(), [0.0][:0]
    run = links.check_links(at=NOW, opener=opener, wait=waits.append)
    hosts = [url.split("/")[2] for url in opener.opened]
    assert hosts == ["a.example", "b.example"] * 3
    assert (waits, run) == ([], links.Run(links=6, opened=6, broken=0))
    add_live("A9", website="https://a.example/9", url="https://a.example/10")
    links.check_links(at=NOW, opener=opener, wait=waits.append)
    assert waits == [links.SECONDS_BETWEEN]


@pytest.mark.django_db
def test_a_host_gets_a_few_requests_per_run_and_a_run_has_an_end() -> None:
    rows = [{"title": str(number), "link": f"https://a.example/{number}"} for number in range(60)]
    add_live("A1", source_data_grouping=rows)
    opener = Told()
    assert links.check_links(at=NOW, opener=opener, wait=no_wait).opened == links.MOST_PER_HOST
    assert links.check_links(at=NOW, opener=opener, wait=no_wait, most=5).opened == 5


@pytest.mark.django_db
def test_a_link_that_stands_nowhere_any_more_is_forgotten() -> None:
    CheckedLink.objects.create(url="https://a.example/oud", outcome="works", checked_at=NOW)
    links.check_links(at=NOW, opener=Told(), wait=no_wait)
    assert not CheckedLink.objects.exists()


@pytest.mark.django_db
def test_the_worker_opens_nothing_unless_the_operator_says_so() -> None:
    add_live("A1", website="https://a.example/een")
    assert links.check_in_background.func() == 0
    assert not CheckedLink.objects.exists()
    with override_settings(CHECK_LINKS=True):
        assert links.is_on()
