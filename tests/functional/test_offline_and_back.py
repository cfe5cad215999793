"""Offline and back: a form goes along, is filled in without network, and comes back where a colleague worked on."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.functional.assessed_dossier import (
    approver,
    at,
    begin,
    dossier,
    editor,
    find_answer,
    find_value,
    iama,
    officer,
    place_of,
)
from tests.functional.fitting_answers import Filling, fill_in
from tests.functional.offline_pages import WCAG_WIDTHS, Desk, desk, field_of, save
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.actions import answering
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person

__all__ = ("approver", "desk", "dossier", "editor", "iama", "officer")
pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]


def answer(assessment: Assessment, by: Person, **values: object) -> None:
    given = [Given(place=place, value=value, force=True) for place, value in values.items()]
    answering.save_answers(assessment=assessment, answers=given, by=by, at=timezone.now())


def take_along(page: Page, assessment: Assessment, folder: Path) -> Path:
    """Download the file from the page of an assessment."""
    page.goto(place_of(assessment))
    page.get_by_role("link", name="Fill in without network").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert re.fullmatch(r"iama-.*-zonder-netwerk-[0-9-]+\.html", download.value.suggested_filename)
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def bring_back(page: Page, assessment: Assessment, path: Path) -> None:
    """Choose the file on the page that brings answers in, and see what it would do."""
    page.goto(place_of(assessment))
    page.get_by_role("link", name="Bring in answers from a file").click()
    page.locator('input[type="file"]').set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_text("Nothing was changed yet.")).to_be_visible()


@pytest.mark.database
def test_offline_and_back_with_a_conflict(
    browser_page: Page,
    desk: Desk,
    login: Login,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    page, colleague = browser_page, person_with_role("editor")
    answer(iama, editor, **{"1.4.2": "Directeur", "1.1.1": "<p>Te veel post</p>"})
    login(page, editor)
    taken = take_along(page, iama, tmp_path)

    saved = _fill_in_without_network(desk, taken, tmp_path)
    answer(iama, colleague, **{"1.4.2": "Burgemeester", "1.3.1": False})

    bring_back(page, iama, saved)
    for width in WCAG_WIDTHS[::-1]:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        screenshot(page, f"offline back {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    facts = page.locator("dl.wb-facts").first
    expect(facts).to_contain_text(re.compile(r"New\s*3"))  # the offer, a group with a row, and its name
    expect(facts).to_contain_text(re.compile(r"Changed in the file\s*1"))
    expect(facts).to_contain_text(re.compile(r"Changed in both\s*1"))
    conflict = page.locator("section", has=page.get_by_role("heading", name="Changed in both"))
    expect(conflict).to_contain_text("Burgemeester")
    expect(conflict).to_contain_text(colleague.name)
    expect(conflict).to_contain_text("Wethouder")
    box = conflict.get_by_role("checkbox")
    expect(box).not_to_be_checked()
    assert find_value(iama, "1.4.2") == "Burgemeester"  # nothing was saved yet
    box.check()
    page.get_by_role("button", name="Bring in these answers").click()
    expect(page.get_by_text("4 answers were brought in.")).to_be_visible()

    found = find_answer(iama, "1.4.2")
    assert found is not None
    assert (found.value, found.by) == ("Wethouder", str(editor.pk))
    assert find_value(iama, "1.1.1") == "<p>Te veel post:</p><ul><li>brieven</li><li>mail</li></ul>"
    taken_over = find_answer(iama, "1.1.2")
    assert taken_over is not None
    assert (taken_over.value, taken_over.taken_place) == (
        "Meldingen sneller bij de juiste ploeg.",
        "fact:goal",
    )
    (row,) = find_value(iama, "1.1.2.doelen")
    assert find_value(iama, f"1.1.2a@{row}") == "Kortere wachttijd"
    page.goto(place_of(iama, "/deel/1"))
    at(page, "1.4.2").get_by_role("link", name=re.compile("^History")).click()
    for who in ("Wethouder", "Burgemeester", "Directeur", colleague.name):
        expect(page.locator("main")).to_contain_text(who)


def _fill_in_without_network(desk: Desk, path: Path, folder: Path) -> Path:
    away = desk.open(path, "1")
    expect(field_of(away, "1.1.1")).to_have_value("Te veel post")
    field_of(away, "1.1.1").fill("Te veel post:\n- brieven\n- mail")
    field_of(away, "1.4.2").fill("Wethouder")
    at(away, "1.1.2").get_by_role("button", name=re.compile("^Take this over")).click()
    away.get_by_role("button", name=re.compile("^Add: aim")).click()
    row = away.get_by_role("textbox", name="Aim in a few words")
    row.fill("Kortere wachttijd")
    expect(away.get_by_role("heading", name="Aim 1: Kortere wachttijd")).to_be_visible()
    return save(away, folder / "terug.html", "Save as file")


def test_what_stands_here_stays_when_nobody_chooses_otherwise(
    browser_page: Page,
    desk: Desk,
    login: Login,
    iama: Assessment,
    editor: Person,
    person_with_role: Callable[..., Person],
    tmp_path: Path,
) -> None:
    page, colleague = browser_page, person_with_role("editor")
    login(page, editor)
    away = desk.open(take_along(page, iama, tmp_path), "1")
    field_of(away, "1.4.2").fill("Wethouder")
    saved = save(away, tmp_path / "terug.json", "Only the answers")
    answer(iama, colleague, **{"1.4.2": "Burgemeester"})
    bring_back(page, iama, saved)
    page.get_by_role("button", name="Bring in these answers").click()
    expect(page.get_by_text("1 answer stayed as it is here.")).to_be_visible()
    assert find_value(iama, "1.4.2") == "Burgemeester"


def test_a_row_that_was_taken_away_without_network_is_taken_away_here(
    browser_page: Page, desk: Desk, login: Login, iama: Assessment, editor: Person, tmp_path: Path
) -> None:
    page = browser_page
    rows = [answering.add_row(assessment=iama, group="1.1.2.doelen", by=editor, at=timezone.now()) for _ in "ab"]  # fmt: skip
    answer(iama, editor, **{f"1.1.2a@{row}": f"doel {row}" for row in rows})
    login(page, editor)
    away = desk.open(take_along(page, iama, tmp_path), "1")
    away.get_by_role("button", name=f"Take away : Aim 2: doel {rows[1]}").click()
    bring_back(page, iama, save(away, tmp_path / "terug.html", "Save as file"))
    box = page.get_by_role("checkbox", name=f"Aim 2: doel {rows[1]}")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Bring in these answers").click()
    expect(page.get_by_text("1 row was taken away.")).to_be_visible()
    assert find_value(iama, "1.1.2.doelen") == rows[:1]


@pytest.mark.parametrize(("name", "part"), [("dpia", "15"), ("aiia", "4")])
def test_the_longest_parts_are_accessible_without_network(
    browser_page: Page,
    desk: Desk,
    login: Login,
    dossier: Algorithm,
    editor: Person,
    axe: Callable[[Page], None],
    tmp_path: Path,
    name: str,
    part: str,
) -> None:
    from django.test import Client

    assessment = begin(dossier, name, editor)
    fill_in(assessment, Filling(by=editor, parts=frozenset({part})))
    visitor = Client()
    visitor.force_login(editor)
    path = tmp_path / "lang.html"
    path.write_bytes(visitor.get(place_of(assessment, "/zonder-netwerk.html", language="nl")).content)
    page = desk.open(path, part)
    for width in WCAG_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
