"""The traps around the browser tests can close: a fault in a page is seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page

from waarborg.apps.organisations.models import Person

BAD_PAGE = '<!doctype html><html lang="nl"><title>x</title><main><h1>x</h1><img src="data:,"></main></html>'
GOOD_PAGE = '<!doctype html><html lang="nl"><title>x</title><main><h1>x</h1><p>Een tekst.</p></main></html>'


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    """A page without the site behind it."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_axe_finds_a_picture_without_words(bare_page: Page, axe: Callable[[Page], None]) -> None:
    bare_page.set_content(BAD_PAGE)
    with pytest.raises(AssertionError, match=r'image-alt \(critical\) at \["img"\]'):
        axe(bare_page)


def test_axe_accepts_a_page_without_faults(bare_page: Page, axe: Callable[[Page], None]) -> None:
    bare_page.set_content(GOOD_PAGE)
    axe(bare_page)


def test_a_screenshot_is_kept_only_where_a_folder_is_named(
    bare_page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("WAARBORG_SCREENSHOTS", str(tmp_path))
    bare_page.set_content(GOOD_PAGE)
    request.getfixturevalue("screenshot")(bare_page, "Home, smal")
    assert [path.name for path in tmp_path.iterdir()] == ["home-smal.png"]


def test_a_browser_test_cannot_reach_another_site(bare_page: Page) -> None:
    with pytest.raises(Error):
        bare_page.goto("http://192.0.2.1/", timeout=2000)


@pytest.mark.database
def test_the_browser_and_the_test_see_the_same_database(
    browser_page: Page,
    login: Callable[[Page, Person], None],
    person_with_role: Callable[..., Person],
) -> None:
    login(browser_page, person_with_role("editor"))
    response = browser_page.goto("/nl/werkplek/")
    assert response is not None
    assert response.status == 200
