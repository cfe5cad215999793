"""Downloads in a real browser: found where they are looked for, saved under a clear name, without a script."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.integration.public.register import COMPLETE, add_town, publish_version


@pytest.fixture
def register(transactional_db: None, browser: Browser) -> None:
    """Three entries, two of which a search finds."""
    town = add_town()
    publish_version(town, "wb-een", COMPLETE)
    publish_version(town, "wb-twee", COMPLETE | {"name": "=Parkeerplek", "category": ["Verkeer"]})
    publish_version(town, "wb-drie", COMPLETE | {"name": "Parkeren", "category": ["Verkeer"]})


def save(page: Page, name: str) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name, exact=True).first.click()
    return Path(waiting.value.path())


def test_somebody_downloads_what_they_found(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/zoeken?thema=Verkeer")
    browser_page.get_by_text("Download deze 2 resultaten").click()
    with browser_page.expect_download() as waiting:
        browser_page.get_by_role("link", name="CSV", exact=True).click()
    today = timezone.localdate()  # a browser needs the real clock
    assert waiting.value.suggested_filename == f"algoritmes-{today}.csv"
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["name"] for row in rows] == ["'=Parkeerplek", "Parkeren"]


def test_somebody_takes_the_whole_register_as_a_spreadsheet(register: None, browser_page: Page) -> None:
    browser_page.goto("/nl/")
    browser_page.get_by_role("contentinfo").get_by_role("link", name="Open data").click()
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Open data")
    with save(browser_page, "Excel (XLSX)").open("rb") as opened:
        book = openpyxl.load_workbook(opened)
    assert book["entries"].max_row == 4


def test_linked_data_in_a_page_are_read_and_blocked_by_nothing(register: None, browser_page: Page) -> None:
    """The page watches for what the content security policy refuses; data blocks are none of that."""
    browser_page.goto("/nl/algoritme/wb-een")
    said = json.loads(browser_page.locator("script[type='application/ld+json']").inner_text())
    assert said["identifier"] == "wb-een"
    with browser_page.expect_download() as waiting:
        browser_page.get_by_role("link", name="Parquet", exact=True).click()
    assert waiting.value.suggested_filename == "algoritme-wb-een.parquet"
