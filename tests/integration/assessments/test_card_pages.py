"""Assessment cards through the pages: as a file of an assessment, of a signed version, and brought in again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests.conftest import NOW
from tests.integration.assessments.pages import ANSWERS, fill_in, log_in, sign
from tests.reporting_standard import SYSTEM, assessment_card, list_faults, load_schemas, system_card
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments import queries
from waarborg.apps.assessments.actions import answering, starting
from waarborg.apps.assessments.actions.answering import Given
from waarborg.apps.assessments.models import AnswerRow, Assessment
from waarborg.apps.organisations.models import Person

BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\ncontents: [*b, *b]\n"


def address(name: str, assessment: Assessment, language: str = "en", **more: object) -> str:
    keys = {"public_id": assessment.algorithm.public_id, "number": assessment.pk, **more}
    with override(language):
        return reverse(f"web:{name}", kwargs=keys)


def fetch(client: Client, assessment: Assessment, kind: str, version: int = 0, language: str = "en") -> Any:
    name = "assessment_version_document" if version else "assessment_document"
    more = {"version": version} if version else {}
    response = client.get(address(name, assessment, language, kind=kind, **more))
    assert response.status_code == 200
    return response


def upload(client: Client, assessment: Assessment, content: bytes, name: str = "kaart.yaml") -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/yaml")
    return client.post(address("assessment_import", assessment), {"file": file})


def bring_in(client: Client, assessment: Assessment, content: bytes) -> None:
    shown = upload(client, assessment, content)
    assert shown.status_code == 200
    sent = {"do": "import", "name": "kaart.yaml", "content": shown.context["content"]}
    assert client.post(address("assessment_import", assessment), sent).status_code == 302


def list_values(assessment: Assessment) -> dict[str, object]:
    opened = queries.open_assessment(assessment, on=NOW.date())
    return {place: row.value for place, row in opened.rows.items()}


@pytest.fixture
def visitor(editor: Person) -> Client:
    return log_in(editor)


@pytest.fixture
def filled(assessment: Assessment, editor: Person) -> Assessment:
    fill_in(assessment, editor)
    row = answering.add_row(assessment=assessment, group="4", by=editor, at=NOW)
    given = [Given(place=f"4.1@{row}", value="De balie"), Given(place="6", value=[{"action": "Bel de FG"}])]
    answering.save_answers(assessment=assessment, answers=given, by=editor, at=NOW)
    return assessment


# --- out -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_says_the_questions_and_answers_in_words(
    filled: Assessment, visitor: Client, shared_data: Path, language: str
) -> None:
    response = fetch(visitor, filled, "kaart-json", language=language)
    assert response["Content-Type"] == "application/json; charset=utf-8"
    name = f"klein-{filled.algorithm.public_id}-werkkopie-2026-11-22-kaart.json"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    card = json.loads(response.content)
    assert list_faults(load_schemas(shared_data), "assessmentcard_schema.json", card) == []
    title, yes = {
        "nl": ("Klein (werkkopie, niet ondertekend)", "Ja"),
        "en": ("Klein (working copy, not signed)", "Yes"),
    }[language]
    assert (card["name"], card["date"], card["urn"]) == (
        title,
        "2026-11-22",
        "urn:waarborg:form:klein:2026.1",
    )
    said = {content["question"]: content["answer"] for content in card["contents"]}
    assert said["1 Vraag 1"] == yes
    assert said["2 Vraag 2"] == "Wij sorteren meldingen."
    assert said["Groep 4"] == "Rij 1: De balie"
    assert said["Rij 1: De balie · 4.1 Vraag 4.1"] == "De balie"
    assert "Verkeerde post" in said["5 Vraag 5"]
    assert list(said)[:3] == ["1 Vraag 1", "2 Vraag 2", "3 Vraag 3"]


def test_yaml_and_json_say_the_same(filled: Assessment, visitor: Client) -> None:
    written = fetch(visitor, filled, "kaart-yaml")
    assert written["Content-Type"] == "application/yaml; charset=utf-8"
    assert written["Content-Disposition"].endswith('-kaart.yaml"')
    assert yaml.safe_load(written.content) == json.loads(fetch(visitor, filled, "kaart-json").content)


def test_no_id_of_a_person_stands_in_a_card(filled: Assessment, visitor: Client, editor: Person) -> None:
    assert str(editor.pk) not in fetch(visitor, filled, "kaart-json").content.decode()


def test_a_signed_version_is_a_card_with_the_day_of_its_signature(
    assessment: Assessment,
    editor: Person,
    officer: Person,
    director: Person,
    visitor: Client,
    shared_data: Path,
) -> None:
    sign(assessment, editor, officer, director)
    card = json.loads(fetch(visitor, assessment, "kaart-json", version=1).content)
    assert list_faults(load_schemas(shared_data), "assessmentcard_schema.json", card) == []
    assert (card["name"], card["date"], len(card["contents"])) == ("Klein", "2026-11-22", len(ANSWERS))
    page = visitor.get(address("assessment", assessment)).content.decode()
    assert "Assessment card (YAML)" in page


# --- in ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["kaart-yaml", "kaart-json"])
def test_a_card_comes_back_into_another_assessment_without_loss(
    filled: Assessment, dossier: Algorithm, editor: Person, visitor: Client, kind: str
) -> None:
    content, before = fetch(visitor, filled, kind).content, list_values(filled)
    same = upload(visitor, filled, content)
    assert (same.context["counts"]["same"], same.context["can_import"]) == (len(before), False)
    starting.end(assessment=filled, reason="Opnieuw", by=editor, at=NOW)
    other = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    bring_in(visitor, other, content)
    assert list_values(other) == before


def test_a_card_of_another_tool_shows_what_it_would_do_and_what_has_no_place(
    assessment: Assessment, visitor: Client
) -> None:
    card = assessment_card(
        {"question": "Vraag 1", "answer": "Ja"},
        {"question": "Vraag 2", "answer": "Een <b>tekst</b>"},
        {"question": "<i>Nieuw</i>?", "answer": "<script>"},
    )
    content = yaml.safe_dump(card).encode()
    shown = upload(visitor, assessment, content)
    page = shown.content.decode()
    assert "Nothing was changed yet" in page
    assert "&lt;i&gt;Nieuw&lt;/i&gt;?" in page
    assert "This question is not in this form. Fill the answer in by hand if you need it." in page
    assert "&lt;script&gt;" in page
    assert shown.context["counts"]["added"] == 2
    assert list_values(assessment) == {}
    bring_in(visitor, assessment, content)
    assert list_values(assessment) == {"1": True, "2": "Een <b>tekst</b>"}


def test_a_card_that_somebody_changed_says_so(filled: Assessment, visitor: Client) -> None:
    content = fetch(visitor, filled, "kaart-yaml").content.replace(
        b"answer: Wij sorteren", b"answer: Zij sorteren"
    )
    shown = upload(visitor, filled, content)
    assert "The file was changed after Waarborg wrote it" in shown.content.decode()
    assert [line.value for line in shown.context["changed"]] == ["Zij sorteren meldingen."]


def test_the_card_in_a_system_card_is_brought_in(assessment: Assessment, visitor: Client) -> None:
    content = json.dumps(system_card(assessments=[SYSTEM["assessments"][0], assessment_card()])).encode()
    bring_in(visitor, assessment, content)
    assert list_values(assessment)["1"] is True


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"name: [", "kaart.yaml", "kaart.yaml, at line "),
        (BOMB, "kaart.yaml", "Write out what is meant"),
        (b"name: !include x\n", "kaart.yaml", "special meaning"),
        (b"name: a\n" + b"#" * (4 * 1024 * 1024), "kaart.yaml", "The card is larger than 4 MB"),
        (b"name: a\ndate: 2026-01-01\ncontents: [{question: 1, answer: a}]\n", "k.yaml", "k.yaml, at contents[0].question"),
        (b"name: a\ndate: 2026-01-01\nschema_version: '9'\ncontents: []\n", "k.yaml", "Version 9 of the reporting standard"),
        (json.dumps(assessment_card(urn="urn:nl:aivt:tr:robot:1.0")).encode(), "k.json", "Of other tools are known: aiia"),
        (json.dumps(assessment_card(urn="urn:nl:dpia")).encode(), "k.json", "Open the assessment “dpia” of this dossier"),
    ],
    ids=["broken", "bomb", "tag", "large", "type", "version", "unknown", "other"],
)  # fmt: skip
def test_a_wrong_card_is_refused_with_place_and_remedy(
    assessment: Assessment, visitor: Client, content: bytes, name: str, words: str
) -> None:
    response = upload(visitor, assessment, content, name)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert list_values(assessment) == {}


def test_an_answer_that_does_not_fit_is_left_out_and_the_rest_comes_in(
    filled: Assessment, dossier: Algorithm, editor: Person, visitor: Client
) -> None:
    card = json.loads(fetch(visitor, filled, "kaart-json").content)
    card["contents"][2]["waarborg"]["value"] = "geen keuze"  # another value beside the same words
    starting.end(assessment=filled, reason="Opnieuw", by=editor, at=NOW)
    other = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    shown = upload(visitor, other, json.dumps(card).encode(), "kaart.json")
    assert [line.title for line in shown.context["refused"]] == ["3 Vraag 3"]
    bring_in(visitor, other, json.dumps(card).encode())
    assert "3" not in list_values(other)
    assert AnswerRow.objects.filter(assessment=other).exists()


def test_who_may_only_read_takes_a_card_and_brings_none_in(
    filled: Assessment, person_with_role: Callable[..., Person]
) -> None:
    reader = log_in(person_with_role("auditor"))
    assert upload(reader, filled, fetch(reader, filled, "kaart-yaml").content).status_code == 403
