"""The pages for bringing in files: from upload to report, and back."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from tests.integration.web.conftest import address, text_of
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.importing import working
from waarborg.apps.publications.models import Entry, ImportFile

pytestmark = pytest.mark.django_db

TABLE = "Naam;Doel;Status\nZoekhulp;Vinden.;In gebruik\nScan;Zien.;In gebruik\n;leeg;\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def editor(person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]) -> Client:
    return as_person(person_with_role("editor"))


def upload(
    client: Client, content: str | bytes, *, goal: str = "voorbeeldstad", name: str = "lijst.csv"
) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data)
    return client.post(address("import_new"), {"goal": goal, "file": file})


def name_columns(client: Client, file: ImportFile, **more: str) -> Any:
    guesses = {f"column-{place}": one["guess"] for place, one in enumerate(file.columns)}
    return client.post(
        address("import_columns", reference=file.reference), {**guesses, "do": "compare", **more}
    )


def page_of(file: ImportFile, name: str = "import_file", **more: str) -> str:
    return address(name, reference=file.reference, **more)


@pytest.fixture
def compared(editor: Client) -> ImportFile:
    """A table that was uploaded and compared."""
    upload(editor, TABLE)
    file = ImportFile.objects.get()
    name_columns(editor, file)
    file.refresh_from_db()
    return file


def test_without_files_the_page_says_so_and_leads_on(editor: Client) -> None:
    page = text_of(editor.get(address("imports")))
    assert "Er is nog niets ingelezen." in page
    assert address("import_new") in page


def test_a_table_leads_to_its_columns_with_examples_and_guesses(editor: Client) -> None:
    answer = upload(editor, TABLE)
    file = ImportFile.objects.get()
    assert answer["Location"] == page_of(file)
    assert editor.get(page_of(file))["Location"] == page_of(file, "import_columns")
    page = text_of(editor.get(page_of(file, "import_columns")))
    assert "Vinden." in page
    assert '<option value="goal" selected>' in page
    assert "UTF-8" in page


def test_an_export_is_compared_at_once(editor: Client) -> None:
    upload(editor, '[{"name": "Zoekhulp", "organization": "Voorbeeldstad"}]', name="x.json")
    assert "1 nieuw record" in text_of(editor.get(page_of(ImportFile.objects.get())))


def test_the_comparison_shows_each_record_with_what_is_wrong(editor: Client, compared: ImportFile) -> None:
    page = text_of(editor.get(page_of(compared)))
    assert "2 nieuwe records" in page
    assert "De naam is leeg" in page
    refused = text_of(editor.get(page_of(compared) + "?toon=refused"))
    assert "Zoekhulp" not in refused
    assert "Zoekhulp" in text_of(editor.get(page_of(compared) + "?woorden=zoek"))
    assert "Er zijn geen records" in text_of(editor.get(page_of(compared) + "?woorden=niets"))


def test_nothing_is_written_before_the_page_that_says_what_will_happen(
    editor: Client, compared: ImportFile
) -> None:
    page = text_of(editor.get(page_of(compared, "import_confirm") + "?new=on"))
    assert "2 nieuwe dossiers" in page
    assert not Algorithm.objects.exists()
    editor.post(page_of(compared, "import_confirm"), {"new": "1"})
    assert Algorithm.objects.count() == 2
    done = text_of(editor.get(page_of(compared)))
    assert "Geschreven: <strong>2</strong>" in done
    assert "Ongedaan maken" in done


def test_choosing_nothing_does_nothing(editor: Client, compared: ImportFile) -> None:
    assert "Niets: u koos geen records" in text_of(editor.get(page_of(compared, "import_confirm")))
    editor.post(page_of(compared, "import_confirm"), {})
    compared.refresh_from_db()
    assert compared.state == "ready"


def test_differences_are_shown_word_by_word(editor: Client, compared: ImportFile) -> None:
    editor.post(page_of(compared, "import_confirm"), {"new": "1"})
    upload(editor, TABLE.replace("Vinden", "Beter vinden"))
    file = ImportFile.objects.exclude(pk=compared.pk).get()
    name_columns(editor, file)
    page = text_of(editor.get(page_of(file) + "?toon=changed"))
    assert "1 veld verschilt" in page
    assert "<ins>" in page


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b'[{"name": 1', b"PK\x03\x04kapot"])
def test_a_file_that_cannot_be_used_is_refused_beside_its_field(content: bytes, editor: Client) -> None:
    answer = upload(editor, content)
    assert answer.status_code == 422
    assert "wb-field__error" in text_of(answer)
    assert not ImportFile.objects.exists()


def test_a_naming_that_cannot_be_is_refused_and_what_was_chosen_stays(editor: Client) -> None:
    upload(editor, TABLE)
    file = ImportFile.objects.get()
    answer = editor.post(
        page_of(file, "import_columns"),
        {"column-0": "goal", "column-1": "risks", "do": "compare", "keep_as": "Lijst"},
    )
    assert answer.status_code == 422
    page = text_of(answer)
    assert "in welke kolom de naam" in page
    assert 'value="Lijst"' in page


def test_a_kept_naming_is_used_again(editor: Client) -> None:
    upload(editor, TABLE)
    file = ImportFile.objects.get()
    editor.post(
        page_of(file, "import_columns"),
        {"column-0": "risks", "column-1": "name", "do": "compare", "keep_as": "L"},
    )
    upload(editor, TABLE)
    second = ImportFile.objects.exclude(pk=file.pk).get()
    page = text_of(editor.get(page_of(second, "import_columns")))
    assert ">L</option>" in page
    kept = (
        page.partition('name="kept"')[2]
        .partition("</select>")[0]
        .partition('">L')[0]
        .rpartition('value="')[2]
    )
    used = text_of(editor.post(page_of(second, "import_columns"), {"do": "use", "kept": kept}))
    assert '<option value="risks" selected>' in used


def test_the_report_can_be_kept_as_csv_and_json(editor: Client, compared: ImportFile) -> None:
    editor.post(page_of(compared, "import_confirm"), {"new": "1"})
    answer: Any = editor.get(page_of(compared, "import_report", kind="json"))
    report = json.loads(b"".join(answer.streaming_content))
    assert [one["result"] for one in report["records"]] == ["written", "written", "left"]
    answer = editor.get(page_of(compared, "import_report", kind="csv"))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[2] for row in rows] == ["title", "Zoekhulp", "Scan", ""]
    assert "attachment" in answer["Content-Disposition"]


def test_stopping_and_undoing_ask_first(editor: Client, compared: ImportFile) -> None:
    assert "weggehaald" in text_of(editor.get(page_of(compared, "import_end", how="stoppen")))
    editor.post(page_of(compared, "import_confirm"), {"new": "1"})
    asked = text_of(editor.get(page_of(compared, "import_end", how="ongedaan")))
    assert "2 concepten" in asked
    editor.post(page_of(compared, "import_end", how="ongedaan"))
    assert set(Entry.objects.values_list("state", flat=True)) == {"archived"}


def test_work_that_stopped_says_so_and_goes_on(editor: Client, compared: ImportFile) -> None:
    ImportFile.objects.update(
        state="running",
        confirmed_by=ImportFile.objects.get().by,
        options={"new": True},
        touched_at=NOW - timedelta(minutes=5),
    )
    page = text_of(editor.get(page_of(compared)))
    assert "halverwege gestopt" in page
    editor.post(page_of(compared, "import_go_on"))
    compared.refresh_from_db()
    assert (compared.state, Algorithm.objects.count()) == ("done", 2)


def test_while_it_works_the_page_says_how_far_it_is_and_can_be_asked_again(
    editor: Client, compared: ImportFile
) -> None:
    ImportFile.objects.update(state="running", done=1, total=3)
    working.take(compared, at=NOW)
    page = text_of(editor.get(page_of(compared)))
    assert "1 van 3 records (33%)" in page
    assert f'href="{page_of(compared)}"' in page
    answer = editor.post(page_of(compared, "import_go_on"), follow=True)
    assert "nog bezig" in text_of(answer)


def test_an_administrator_is_told_who_can_have_it_written(
    compared: ImportFile, person_with_role: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    page = text_of(as_person(person_with_role("administrator")).get(page_of(compared)))
    assert "Alleen een redacteur kan het laten schrijven" in page


def test_who_is_of_another_organisation_finds_nothing(
    compared: ImportFile,
    other_organisation: Organisation,
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    stranger = as_person(person_with_role("editor", other_organisation))
    for name, more in (
        ("import_file", {}),
        ("import_columns", {}),
        ("import_confirm", {}),
        ("import_report", {"kind": "csv"}),
    ):
        assert stranger.get(page_of(compared, name, **more)).status_code == 404
    assert compared.name not in text_of(stranger.get(address("imports")))
    assert upload(stranger, TABLE, goal="voorbeeldstad").status_code == 422


def test_a_register_is_taken_over_by_a_platform_administrator(
    organisation: Organisation,
    editor: Client,
    person_with_role: Callable[..., Person],
    as_person: Callable[[Person], Client],
) -> None:
    administrator = as_person(person_with_role("platform_administrator"))
    upload(administrator, '[{"name": "Zoekhulp", "organization": "Voorbeeldstad"}]', goal="-", name="x.json")
    file = ImportFile.objects.get()
    assert file.organisation is None
    assert editor.get(page_of(file)).status_code == 404
    assert "1 beschrijving wordt openbaar" in text_of(
        administrator.get(page_of(file, "import_confirm") + "?new=1")
    )
    administrator.post(page_of(file, "import_confirm"), {"new": "1"})
    assert Entry.objects.get().live is not None


def test_the_list_asks_the_same_number_of_queries_for_one_file_and_for_many(
    editor: Client, compared: ImportFile, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        upload(editor, TABLE)
    with django_assert_max_num_queries(25):
        editor.get(address("imports"))
    with django_assert_max_num_queries(25):
        editor.get(page_of(compared))
