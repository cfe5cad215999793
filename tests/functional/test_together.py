"""Working together in a real browser: from a DPIA on disk to a citizen who downloads it, and a filter that is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.conftest import NOW
from waarborg.apps.algorithms import queries as facts
from waarborg.apps.algorithms.collaboration import assignments, notes
from waarborg.apps.algorithms.documents import actions as documents
from waarborg.apps.algorithms.models import Attachment
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications import actions
from waarborg.apps.publications.models import Entry
from waarborg.core.profile.documents import DocumentKind
from waarborg.core.profile.responsibilities import Responsibility

pytestmark = pytest.mark.django_db(transaction=True)

Login = Callable[[Page, Person], None]
Somebody = Callable[..., Person]
PDF = b"%PDF-1.7\n<< /Type /Catalog >>\n%%EOF\n"
WHOLE = {
    "name": "Inkomenstoeslag",
    "description_short": "Rekent uit of iemand recht heeft op de toeslag.",
    "status": "In gebruik",
    "contact_email": "algoritmen@voorbeeldstad.example",
    "publication_category": "Impactvolle algoritmes",
}


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Settings) -> Path:
    settings.ATTACHMENT_FOLDER = tmp_path / "attachments"
    return tmp_path


@pytest.fixture
def editor(person_with_role: Somebody) -> Person:
    return person_with_role("editor")


@pytest.fixture
def draft(organisation: Organisation, editor: Person) -> Entry:
    entry = actions.start_entry(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)
    assert entry.algorithm is not None
    actions.save(entry=entry, values=WHOLE, base=facts.newest_fact_id(entry.algorithm), by=editor, at=NOW)
    return entry


def fill_in(page: Page, path: Path) -> None:
    page.get_by_label("Titel").fill("DPIA inkomenstoeslag")
    page.get_by_label("Toets die elders is gedaan").check()
    page.get_by_label("Bestand").set_input_files(path)
    page.get_by_label("Ondertekend op").fill("2026-03-01")
    page.get_by_label("Ondertekend door").fill("Directeur, gemeente Voorbeeldstad")
    page.get_by_role("button", name="Aan het dossier toevoegen").click()


@pytest.mark.database
def test_from_a_dpia_on_disk_to_a_citizen_who_downloads_it(
    browser_page: Page,
    login: Login,
    draft: Entry,
    editor: Person,
    person_with_role: Somebody,
    axe: Callable[[Page], None],
    files: Path,
) -> None:
    page, approver = browser_page, person_with_role("approver")
    path = files / "DPIA.pdf"
    path.write_bytes(b"<html><script>document.title='overgenomen'</script>")
    login(page, editor)
    page.goto(f"/nl/werkplek/algoritmen/{draft.public_id}")
    page.get_by_role("link", name="Document toevoegen").click()
    fill_in(page, path)
    expect(page.get_by_text("maar de inhoud is iets anders")).to_be_visible()
    axe(page)
    path.write_bytes(PDF)
    fill_in(page, path)
    expect(page.get_by_text("Het document staat in het dossier.")).to_be_visible()
    page.get_by_role("button", name="Noem hem in de openbare tekst").click()
    expect(page.get_by_text("De tekst noemt deze toets. Dat wordt openbaar met de tekst.")).to_be_visible()
    page.get_by_role("link", name="Naar de publicatie").click()
    expect(page.locator("#preview").get_by_text("DPIA inkomenstoeslag")).to_be_visible()
    page.get_by_role("link", name="Ter goedkeuring aanbieden").first.click()
    page.get_by_role("button", name="Ter goedkeuring aanbieden").click()

    login(page, approver)
    row = Attachment.objects.get()
    page.goto(f"/nl/werkplek/algoritmen/{draft.public_id}/publicatie/stap/approve")
    page.get_by_role("link", name="DPIA inkomenstoeslag").click()
    page.get_by_role("link", name="Vrijgeven voor burgers").click()
    axe(page)
    page.get_by_role("button", name="Vrijgeven").click()
    actions.approve(entry=draft, by=approver, at=NOW)
    actions.publish(entry=draft, by=approver, at=NOW)

    page.context.clear_cookies()
    page.goto(f"/nl/algoritme/{draft.public_id}")
    expect(page.get_by_text("Elders gemaakt, op 1 maart 2026").first).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="DPIA inkomenstoeslag").first.click()
    assert download.value.suggested_filename == "dpia-inkomenstoeslag.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
    assert row.sha256


def test_a_page_in_disguise_is_never_shown_even_when_it_got_in(
    browser_page: Page, login: Login, draft: Entry, editor: Person, files: Path
) -> None:
    words = documents.Words(DocumentKind.OTHER, "Vermomd")
    assert draft.algorithm is not None
    row = documents.add(
        algorithm=draft.algorithm, chunks=[PDF], file_name="a.pdf", words=words, by=editor, at=NOW
    )
    page_in_it = b"<html><body><script>document.cookie='gekaapt=1'</script>"
    (files / "attachments" / row.stored_as[:2] / row.stored_as).write_bytes(page_in_it)
    Attachment.objects.update(ending="txt", charset="utf-8")
    page = browser_page
    login(page, editor)
    page.goto("/nl/werkplek/")
    address = f"/nl/werkplek/algoritmen/{draft.public_id}/bijlagen/{row.token}/bestand"
    page.evaluate(
        f"const link = document.createElement('a'); link.href = '{address}'; document.body.append(link)"
    )
    with page.expect_download() as download:
        page.evaluate("document.body.lastChild.click()")
    assert Path(download.value.path()).read_bytes() == page_in_it
    assert page.url.endswith("/nl/werkplek/")
    assert "gekaapt" not in {cookie.get("name") for cookie in page.context.cookies()}


@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_working_together_fit_and_are_accessible(
    width: int,
    browser_page: Page,
    login: Login,
    draft: Entry,
    editor: Person,
    person_with_role: Somebody,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    algorithm, officer = draft.algorithm, person_with_role("privacy_officer")
    assert algorithm is not None
    words = documents.Words(DocumentKind.ASSESSMENT, "DPIA inkomenstoeslag", NOW.date(), "Directeur")
    row = documents.add(algorithm=algorithm, chunks=[PDF], file_name="a.pdf", words=words, by=editor, at=NOW)
    note = notes.add_note(
        algorithm=algorithm, text="Vraag na.\n\nhttps://" + "x" * 90, by=editor, at=NOW, link="/"
    )
    notes.edit_note(note=note, text="Vraag de leverancier na.", by=editor, at=NOW)
    given = assignments.assign(
        algorithm=algorithm, person=editor, responsibility=Responsibility.EDITOR, by=editor, at=NOW, link="/"
    )
    page = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    start = f"/nl/werkplek/algoritmen/{draft.public_id}"
    for person, path in (
        (editor, ""),
        (editor, "/bijlagen"),
        (editor, "/bijlagen/nieuw"),
        (editor, f"/bijlagen/{row.token}"),
        (editor, f"/bijlagen/{row.token}/intrekken"),
        (editor, "/notities"),
        (editor, f"/notities/{note.pk}/verwijderen"),
        (editor, "/betrokkenen"),
        (editor, f"/betrokkenen/{given.pk}/beeindigen"),
        (officer, f"/bijlagen/{row.token}/onleesbaar"),
        (officer, f"/notities/{note.pk}/onleesbaar"),
    ):
        login(page, person)
        page.goto(start + path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        screenshot(page, f"together-{width}{path.replace(row.token, 'x').replace('/', '-')}")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_filter_is_kept_and_the_list_opens_with_it(
    width: int,
    browser_page: Page,
    login: Login,
    draft: Entry,
    editor: Person,
    axe: Callable[[Page], None],
    screenshot: Callable[[Page, str], None],
) -> None:
    page = browser_page
    page.set_viewport_size({"width": width, "height": 900})
    login(page, editor)
    page.goto("/nl/werkplek/algoritmen")
    page.get_by_label("Stand van de publicatie").select_option(label="Concept")
    page.get_by_role("button", name="Filteren").click()
    page.get_by_text("Dit filter bewaren").click()
    page.get_by_label("Naam van het filter").fill("Concepten")
    axe(page)
    screenshot(page, f"together-{width}-filter")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Het filter “Concepten” is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Mijn filters beheren").click()
    page.get_by_role("link", name="Naam wijzigen of ermee openen").click()
    page.get_by_label("Open de lijst van algoritmen met dit filter").check()
    page.get_by_role("button", name="Opslaan").click()
    axe(page)
    page.goto("/nl/werkplek/algoritmen")
    expect(page.get_by_role("link", name="Concepten")).to_be_visible()
    assert "stand=draft" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= width
