"""Bringing in the output of the official form filler: into a form made from its file, and into one of ours."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.content.filled_forms import Filler
from tests.official_files import convert_official, convert_text
from tests.small_official import SMALL
from waarborg.adapters.official_forms.output_writing import write_output
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import starting
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Person
from waarborg.core.forms.library import Library

#: Groups whose rows are lists in the output.
ROWED = ("2.1", "2.3")


@pytest.fixture
def official(dossier: Algorithm, editor: Person, monkeypatch: pytest.MonkeyPatch) -> Assessment:
    """An assessment with a form that was made from an official file."""
    library = Library((convert_text(SMALL).form,))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    return starting.start(algorithm=dossier, form="official-klein", by=editor, at=NOW)


@pytest.fixture
def writer(client: Client, editor: Person) -> Client:
    client.force_login(editor)
    return client


def output(urn: str, answers: dict[str, Any]) -> bytes:
    held = {
        key: value if key in ROWED else {"value": value, "lastEditedAt": NOW.isoformat()}
        for key, value in answers.items()
    }
    return json.dumps({"metadata": {"urn": urn, "createdAt": NOW.isoformat()}, "answers": held}).encode()


def upload(client: Client, assessment: Assessment, content: bytes, **more: str) -> Any:
    with override("en"):
        kwargs = {"public_id": assessment.algorithm.public_id, "number": assessment.pk}
        address = reverse("web:assessment_import", kwargs=kwargs)
    file = SimpleUploadedFile("uitvoer.json", content, content_type="application/json")
    return client.post(address, {"file": file, **more})


def list_values(assessment: Assessment) -> dict[str, object]:
    rows = queries.open_assessment(assessment, on=NOW.date()).rows
    return {place: row.value for place, row in rows.items()}


def test_an_output_is_looked_at_first_and_then_brought_in(writer: Client, official: Assessment) -> None:
    rows = [
        {"_index": number, "2.1.1": {"value": name, "lastEditedAt": NOW.isoformat()}}
        for number, name in enumerate(("Lamp", "Bel"))
    ]
    content = output(
        "urn:nl:klein:1.0",
        {
            "0": "Begin",
            "1.1": "true",
            "1.4": ["Soort b"],
            "2.1": rows,
            "2.2": ["Bel"],
            "1.3": ["te", "veel"],
            "99": "weg",
        },
    )
    page = upload(writer, official, content)
    assert page.status_code == 200
    text = page.content.decode()
    assert "<strong>99</strong>: This question is not in the form." in text
    assert "<strong>1.3</strong>: One answer belongs here, and there are more." in text
    assert list_values(official) == {}
    done = upload(writer, official, content, do="import")
    assert done.status_code == 302
    assert list_values(official) == {
        "0": "Begin",
        "1.1": True,
        "1.4": ["soort-b"],
        "2.1": ["r0", "r1"],
        "2.1.1@r0": "Lamp",
        "2.1.1@r1": "Bel",
        "2.2": ["r1"],
    }
    again = upload(writer, official, content).content.decode()
    assert "<dt>New</dt><dd>0</dd>" in again


def test_what_the_file_leaves_open_is_told(writer: Client, official: Assessment) -> None:
    rows = [{"_index": number} for number in (0, 1)]
    content = output("urn:nl:klein:1.0", {"2.3": rows, "2.3.1[4]": "Waar hoort dit?"})
    assert (
        "does not say to which row of 2.3 this row belongs"
        in upload(writer, official, content).content.decode()
    )


def test_an_output_fills_a_form_of_ours_with_the_same_name_and_numbers(
    writer: Client, assessment: Assessment
) -> None:
    content = output("urn:nl:klein:1.0", {"1": "true", "2": "Een regel", "3": "a"})
    assert upload(writer, assessment, content, do="import").status_code == 302
    assert list_values(assessment) == {"1": True, "2": "Een regel", "3": "a"}


@pytest.mark.parametrize("name", ["prescan", "dpia", "iama", "conformity_assessment_eu_ai_act"])
def test_every_page_of_an_official_form_opens(
    writer: Client,
    dossier: Algorithm,
    editor: Person,
    shared_data: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    form = convert_official(shared_data, name).form
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: Library((form,)))
    row = starting.start(algorithm=dossier, form=form.id, by=editor, at=NOW)
    filled = Filler(1).fill(form, Library((form,)))
    content = write_output(form, filled.sheet, at=NOW).as_bytes()
    assert upload(writer, row, content, do="import").status_code == 302
    kwargs = {"public_id": dossier.public_id, "number": row.pk}
    with override("en"):
        addresses = [
            reverse("web:assessment_part", kwargs={**kwargs, "part": part.id}) for part in form.parts
        ]
        addresses += [
            reverse("web:assessment", kwargs=kwargs),
            reverse("web:assessment_reading", kwargs=kwargs),
        ]
    for address in addresses:
        assert writer.get(address).status_code == 200, address
    given = [one for one in filled.sheet if form.find_group(one.address.question) is None]
    assert len(list_values(row)) >= len(given) - 4


def test_an_output_of_another_form_is_refused(writer: Client, assessment: Assessment) -> None:
    page = upload(writer, assessment, output("urn:nl:ander:1.0", {"1": "true"}))
    assert page.status_code == 422
    assert "uitvoer.json, at metadata, urn" in page.content.decode()
