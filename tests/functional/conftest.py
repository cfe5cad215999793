"""A real browser: Chromium, driven by Playwright, against the site in a thread of the test."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, sync_playwright

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

    from waarborg.apps.organisations.models import Person

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ARGUMENTS = (
    # The sandbox needs rights that a container or root does not give; only our own pages are opened.
    "--no-sandbox",
    "--disable-gpu",
    # Without these Chromium calls home at every start, which tests do not allow.
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Small /dev/shm in containers would crash pages.
    "--disable-dev-shm-usage",
)
HOW_TO_GET_ONE = (
    "There is no Chromium for the tests in a browser. Debian: `apt-get install chromium`; elsewhere "
    "`.venv/bin/playwright install chromium`, or name one: CHROMIUM=/path/to/chromium."
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LANGUAGE = "nl-NL"


# --- finding and starting the browser --------------------------------------------------------------------
def find_chromium() -> Path | None:
    """A Chromium on this machine: CHROMIUM in the environment, or one in a usual place."""
    named = os.environ.get("CHROMIUM")
    candidates = [shutil.which(named)] if named else []
    candidates += [shutil.which(name) for name in (*NAMES, ON_A_MAC)]
    return next((Path(found) for found in candidates if found), None)


def install_chromium() -> None:
    """Let Playwright fetch its own Chromium, once for all workers of a run; it may fail, and then we skip."""
    tried = Path(os.environ["WAARBORG_DATA"]) / "chromium-tried"
    with tried.open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if handle.tell():
            return
        handle.write("tried\n")
        try:
            subprocess.run(
                [sys.executable, "-m", "playwright", "install", "chromium"],
                capture_output=True,
                timeout=180,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself, in this process.

    Its synchronous interface keeps an event loop in this thread until the end of the session, from which Django
    concludes, in every later test too, that a query would block other tasks. There are none: the loop only waits for
    the browser. So Django is told to allow queries.
    """
    with pytest.MonkeyPatch.context() as surroundings, sync_playwright() as running:
        surroundings.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests of a worker; skips, with how to get one, where there is none."""
    path = find_chromium()
    if path is None and not Path(playwright.chromium.executable_path).exists():
        install_chromium()
    if path is None and not Path(playwright.chromium.executable_path).exists():
        pytest.skip(HOW_TO_GET_ONE)
    running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), headless=True)
    yield running
    running.close()


# --- pages -----------------------------------------------------------------------------------------------
class Watch:
    """Keeps what goes wrong in a page while nobody looks: script errors, blocked content, foreign addresses."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.faults: list[str] = []

    def over(self, page: Page) -> None:
        """Start watching `page`."""
        page.on("pageerror", self._on_error)
        page.on("console", self._on_console)
        page.on("request", lambda request: self._on_address(request.url))

    def _on_error(self, error: Error) -> None:
        self.faults.append(f"script error: {error}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(message.text)

    def _on_address(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.faults.append(f"the page asks for something elsewhere: {address}")


@pytest.fixture
def browser_page(browser: Browser, live_server: "LiveServer") -> Iterator[Page]:
    """An empty page in a browser of its own; paths such as `page.goto("/nl/")` lead to the site under test.

    Fails the test when a script fails, the content security policy blocks something, or the page asks for anything
    from another address than ours.
    """
    context = browser.new_context(
        base_url=live_server.url,
        locale=LANGUAGE,
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    watch = Watch(urlsplit(live_server.url).netloc)
    watch.over(page)
    yield page
    context.close()
    assert not watch.faults, "; ".join(watch.faults)


@pytest.fixture
def login(live_server: "LiveServer") -> "Callable[[Page, Person], None]":
    """`login(page, person)`: from here on the browser of `page` is logged in as `person`.

    By the session cookie, which is quick; logging in by the form has its own test.
    """
    from django.conf import settings
    from django.test import Client

    def log_in(page: Page, person: "Person") -> None:
        visitor = Client()
        visitor.force_login(person)
        cookie = visitor.cookies[settings.SESSION_COOKIE_NAME]
        page.context.clear_cookies()
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return log_in


# --- looking at pages ------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails on any violation of WCAG 2.2 at levels A and AA that axe can find, and names the elements."""
    inspector = Axe()

    def inspect(page: Page) -> None:
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        results = inspector.run(page, options=options)
        violations = list_violations(results.response)
        assert not violations, f"{page.url} is not accessible:\n" + "\n".join(violations)

    return inspect


def list_violations(response: dict[str, Any]) -> list[str]:
    """Each violation that axe reports, with the place of the element and what is wrong with it."""
    return [
        f"- {violation['id']} ({violation['impact']}) at {json.dumps(node['target'])}: {violation['help']}\n"
        f"    {node['html'][:200]}\n    {(node.get('failureSummary') or '').replace(chr(10), ' ')}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """`screenshot(page, name)` keeps a picture in the folder WAARBORG_SCREENSHOTS; does nothing when that is unset."""
    folder = os.environ.get("WAARBORG_SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(
                path=Path(folder) / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png",
                full_page=True,
                # Hiding the caret leaves style attributes behind, which htmx copies to what it puts in their place.
                caret="initial",
            )

    return keep
