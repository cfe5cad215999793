"""Open data on the public site: what can be downloaded, and what a browser or program is told about it."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import NOW
from tests.integration.public.register import COMPLETE, withdraw
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications import exporting
from waarborg.apps.publications.exporting import FORMATS
from waarborg.apps.publications.models import Entry
from waarborg.public import downloads

Publish = Callable[..., Entry]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "exports"


def body(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]  # only then


def list_ids(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [one["id"] for one in json.loads(body(response))["entries"]]


# --- the page --------------------------------------------------------------------------------------------
def test_the_page_lists_every_format_with_its_licence(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    page = client.get("/nl/open-data").content.decode()
    for form in FORMATS.values():
        assert f'href="/nl/export/{form.name}"' in page
        assert form.use.nl in page
    assert "creativecommons.org/publicdomain/zero/1.0" in page
    assert "methods_and_models" in page


@pytest.mark.django_db
def test_the_page_works_when_nothing_is_published(client: Client) -> None:
    assert client.get("/nl/open-data").status_code == 200


# --- the whole register, a search, an organisation -------------------------------------------------------
@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_what_it_is(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any], name: str
) -> None:
    publish(town, "wb-een", complete)
    response = client.get(f"/nl/export/{name}")
    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[name].media_type
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="algoritmes-2026-11-22.{FORMATS[name].ending}"'
    )
    assert response["ETag"].startswith('W/"')
    assert response["Last-Modified"]
    assert response["Access-Control-Allow-Origin"] == "*"
    written = body(response)
    if name == "csv":
        rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))
        assert [row["algorithm_id"] for row in rows] == ["wb-een"]
    elif name == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(written))["entries"].max_row == 2
    elif name == "parquet":
        assert pq.read_table(io.BytesIO(written))["id"].to_pylist() == ["wb-een"]
    else:
        assert b"wb-een" in written
        assert b"http://testserver/nl/algoritme/wb-een" in written


def test_a_search_can_be_downloaded_as_it_was_found(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    other = Organisation.objects.create(code="elders", name="Gemeente Elders", kind="gemeente")
    publish(town, "wb-een", complete)
    publish(town, "wb-twee", complete | {"name": "Zoekhulp archief", "category": ["Verkeer"]})
    publish(other, "wb-drie", complete | {"name": "Zoekhulp", "status": "Buiten gebruik"})
    assert list_ids(client, "/nl/export/json?q=zoekhulp") == ["wb-twee", "wb-drie"]
    assert list_ids(client, "/nl/export/json?q=zoekhulp&thema=Verkeer") == ["wb-twee"]
    assert list_ids(client, "/nl/export/json?organisatie=elders") == ["wb-drie"]
    assert list_ids(client, "/nl/export/json?id=wb-een&id=wb-drie&id=nergens") == ["wb-een", "wb-drie"]
    assert list_ids(client, "/nl/export/json?q=bestaatniet") == []
    assert list_ids(client, "/nl/export/json?id=%00&id=") == []
    assert list_ids(client, "/nl/export/json?sorteer=naam&pagina=2") == ["wb-een", "wb-twee", "wb-drie"]


def test_an_unknown_format_is_not_found(client: Client, town: Organisation, publish: Publish) -> None:
    publish(town, "wb-een", COMPLETE)
    for address in ("/nl/export/docx", "/nl/algoritme/wb-een.docx", "/nl/algoritme/wb-een/versie/1.pdf"):
        assert client.get(address).status_code == 404


def test_the_head_of_a_file_costs_no_file(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    for address in ("/nl/export/xlsx", "/nl/export/csv?q=toeslag", "/nl/algoritme/wb-een.json"):
        asked, given = client.head(address), client.get(address)
        assert asked.status_code == 200
        assert body(asked) == b""
        for header in ("Content-Type", "Content-Disposition", "ETag"):
            assert asked[header] == given[header]


def test_who_has_the_newest_gets_nothing_again(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    for address in ("/nl/export/json", "/nl/export/csv?q=toeslag", "/nl/algoritme/wb-een.jsonld"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert body(again) == b""
    tag = client.get("/nl/export/json")["ETag"]
    publish(town, "wb-een", complete | {"goal": "<p>Anders.</p>"}, at=NOW)
    assert client.get("/nl/export/json", headers={"If-None-Match": tag}).status_code == 200


# --- files that lie ready --------------------------------------------------------------------------------
def test_a_large_register_is_made_in_the_background_and_then_lies_ready(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In tests the background worker works at once, so the second request finds the file."""
    publish(town, "wb-een", complete)
    monkeypatch.setattr(exporting, "MOST_AT_ONCE", 0)
    response = client.get("/nl/export/xlsx")
    assert response.status_code == 503
    assert response["Retry-After"] == "120"
    assert 'href="/nl/export/jsonl"' in response.content.decode()
    (ready,) = folder.iterdir()
    response = client.get("/nl/export/xlsx")
    assert response.status_code == 200
    assert body(response) == ready.read_bytes()
    os.utime(
        ready, (NOW.timestamp(), NOW.timestamp())
    )  # files carry the real day, whatever the still clock says
    assert "gemaakt op 22 november 2026" in client.get("/nl/open-data").content.decode()


def test_a_text_format_of_a_large_register_flows_at_once(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(town, "wb-een", complete)
    monkeypatch.setattr(exporting, "MOST_AT_ONCE", 0)
    assert list_ids(client, "/nl/export/json") == ["wb-een"]
    assert len(list(folder.iterdir())) == 1


def test_a_file_from_before_a_withdrawal_is_never_sent(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(town, "wb-een", complete)
    entry = publish(town, "wb-weg", complete | {"goal": "<p>Weg ermee.</p>"})
    monkeypatch.setattr(exporting, "MOST_AT_ONCE", 0)
    body(client.get("/nl/export/json"))
    (old,) = folder.iterdir()
    assert b"Weg ermee" in old.read_bytes()
    withdraw(entry, at=NOW, reason="Gestopt")
    assert b"Weg ermee" not in body(client.get("/nl/export/json"))
    (new,) = folder.iterdir()
    assert new != old


def test_a_search_that_finds_too_much_for_a_spreadsheet_offers_another_way(
    client: Client,
    town: Organisation,
    publish: Publish,
    complete: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    publish(town, "wb-een", complete)
    monkeypatch.setattr(exporting, "MOST_AT_ONCE", 0)
    response = client.get("/nl/export/parquet?q=toeslag")
    assert response.status_code == 413
    assert 'href="/nl/export/csv?q=toeslag"' in response.content.decode()


# --- one entry -------------------------------------------------------------------------------------------
def test_an_entry_has_a_file_in_each_format(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    for form in FORMATS.values():
        response = client.get(f"/nl/algoritme/wb-een.{form.ending}")
        assert response.status_code == 200
        assert response["Content-Type"] == form.media_type
        assert f'filename="algoritme-wb-een.{form.ending}"' in response["Content-Disposition"]
    (entry,) = json.loads(client.get("/nl/algoritme/wb-een.json").content)["entries"]
    assert entry["values"] == complete


def test_a_version_has_its_own_files_and_an_entry_its_history(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    publish(town, "wb-een", complete | {"goal": "<p>Anders.</p>"}, at=NOW)
    (old,) = json.loads(client.get("/nl/algoritme/wb-een/versie/1.json").content)["entries"]
    assert (old["number"], old["values"]) == (1, complete)
    assert client.get("/nl/algoritme/wb-een/versie/3.json").status_code == 404
    (entry,) = json.loads(client.get("/nl/algoritme/wb-een.json?historie=ja").content)["entries"]
    assert [one["number"] for one in (*entry["earlier"], entry)] == [1, 2]


def test_a_withdrawn_entry_is_gone_as_a_file_too(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    withdraw(publish(town, "wb-een", complete), at=NOW, reason="Gestopt")
    assert client.get("/nl/algoritme/wb-een.json").status_code == 410
    assert client.get("/nl/algoritme/wb-een/versie/1.json").status_code == 404
    assert client.get("/nl/algoritme/nergens.json").status_code == 404


def test_pages_link_to_their_files(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    entry = client.get("/nl/algoritme/wb-een").content.decode()
    assert 'href="/nl/algoritme/wb-een.xlsx"' in entry
    assert '<link rel="alternate" type="application/ld+json" href="/nl/algoritme/wb-een.jsonld">' in entry
    version = client.get("/nl/algoritme/wb-een/versie/1").content.decode()
    assert 'href="/nl/algoritme/wb-een/versie/1.csv"' in version
    assert (
        'href="/nl/export/csv?q=toeslag&amp;thema=Werk"'
        in client.get("/nl/zoeken?q=toeslag&thema=Werk&pagina=1&sorteer=naam").content.decode()
    )
    assert (
        'href="/nl/export/json?organisatie=vb0001"' in client.get("/nl/organisatie/vb0001").content.decode()
    )
    assert 'href="/en/open-data"' in client.get("/en/").content.decode()


def test_linked_data_in_a_page_cannot_end_their_element(
    client: Client, town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    evil = "</script><script>alert(1)</script>"
    publish(town, "wb-een", complete | {"name": f"Naam {evil}", "description_short": evil})
    page = client.get("/nl/algoritme/wb-een").content.decode()
    (_, _, rest) = page.partition('<script type="application/ld+json">')
    (written, _, _) = rest.partition("</script>")
    said = json.loads(written)
    assert said["title"]["nl"] == f"Naam {evil}"
    assert said["@id"] == "http://testserver/nl/algoritme/wb-een"
    assert "<script>alert" not in page


def test_the_number_of_statements_is_the_same_for_one_and_for_many(
    count_queries: Callable[[str], int], town: Organisation, publish: Publish, complete: dict[str, Any]
) -> None:
    publish(town, "wb-een", complete)
    count_queries("/nl/open-data")  # the first question of a process also learns what is there
    publish(town, "wb-twee", complete)
    before = {address: count_queries(address) for address in ("/nl/open-data", "/nl/algoritme/wb-een.json")}
    for number in range(12):
        publish(town, f"wb-{number}", complete)
    assert {address: count_queries(address) for address in before} == before


def test_the_register_names_itself_as_its_operator_does(client: Client, settings: Any, db: None) -> None:
    settings.OPERATOR = "Gemeente Voorbeeldstad"
    said = json.loads(body(client.get("/nl/export/json")))
    assert said["register"] == {"name": "Gemeente Voorbeeldstad", "url": "http://testserver"}
    assert downloads.SECONDS <= 60
