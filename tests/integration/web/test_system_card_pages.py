"""A system card through the pages: out with the cards of signed assessments, in with a look at each field first."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import NOW
from tests.integration.assessments.conftest import SMALL
from tests.integration.assessments.pages import put_in_library, sign
from tests.integration.web.obligations import HOSTILE, read, where
from tests.reporting_standard import SYSTEM, assessment_card, list_faults, load_schemas, system_card
from tests.strict_pages import StrictClient
from tests.unit.adapters.test_system_cards import VALUES
from waarborg.adapters.cards.own_values import OWN
from waarborg.adapters.cards.system_reading import read_system_card
from waarborg.apps.algorithms import actions, queries, system_cards
from waarborg.apps.algorithms.models import Algorithm, Attachment, Fact, Note
from waarborg.apps.assessments.actions import starting
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.organisations.rights import NotAllowed
from waarborg.core.forms.library import Library

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def dossier(organisation: Organisation, editor: Person) -> Algorithm:
    return actions.start_dossier(organisation=organisation, name="Zoekhulp", by=editor, at=NOW)


@pytest.fixture
def visitor(editor: Person) -> Client:
    client = StrictClient()
    client.force_login(editor)
    return client


def upload(client: Client, dossier: Algorithm, content: bytes, name: str = "kaart.yaml") -> Any:
    file = SimpleUploadedFile(name, content, content_type="application/yaml")
    return client.post(where("system_card_import", dossier, "en"), {"file": file})


def confirm(client: Client, dossier: Algorithm, shown: Any, keys: list[str], **more: str) -> Any:
    sent = {
        "do": "import",
        "name": shown.context["card"].file,
        "content": shown.context["content"],
        "base": str(shown.context["base"]),
        "feit": keys,
        **more,
    }
    return client.post(where("system_card_import", dossier, "en"), sent, follow=True)


def as_yaml(card: dict[str, Any]) -> bytes:
    return yaml.safe_dump(card, allow_unicode=True).encode()


# --- looking -------------------------------------------------------------------------------------------------------
def test_a_card_is_looked_at_first_and_nothing_changes(
    dossier: Algorithm, visitor: Client, editor: Person
) -> None:
    actions.record_facts(algorithm=dossier, values={"status": "In ontwikkeling"}, by=editor, at=NOW)
    before = Fact.objects.count()
    shown = upload(visitor, dossier, as_yaml(SYSTEM))
    page = read(shown)
    for words in (
        "What kaart.yaml would do",
        "Nothing was changed yet. The card is about Zoekhulp. It was made with https://tool.example.",
        "From the field “Legal basis”. Becomes a fact and a field of the publication.",
        "From the field “External providers”. Becomes a fact.",
        "From the system card kaart.yaml:",
        "Interaction with other systems:",
        "A dossier has no place for model cards.",
        "urn:nl:ak:mtr:imp-01: done (Er is een werkinstructie.)",
        "P. Pietersen · p@voorbeeld.example",
    ):
        assert words in page, words
    assert [line.key for line in shown.context["changed"]] == ["status"]
    assert [line.key for line in shown.context["same"]] == ["name"]
    assert 'value="status">' in page  # not ticked: what stands here stays
    assert 'value="goal" checked>' in page
    assert (Fact.objects.count(), Note.objects.count(), Attachment.objects.count()) == (before, 0, 0)


def test_what_a_card_says_is_shown_as_text(dossier: Algorithm, visitor: Client) -> None:
    card = system_card(
        description=HOSTILE,
        goal_and_impact=HOSTILE,
        labels=[{"name": HOSTILE}],
        upl=HOSTILE,
        **{HOSTILE: HOSTILE},
    )
    page = read(upload(visitor, dossier, as_yaml(card)))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


# --- recording -----------------------------------------------------------------------------------------------------
def test_only_what_was_ticked_is_recorded_with_where_it_came_from(
    dossier: Algorithm, visitor: Client
) -> None:
    shown = upload(visitor, dossier, as_yaml(SYSTEM))
    done = confirm(visitor, dossier, shown, ["goal", "supplier", "legal_bases", "contact_team"])
    assert "3 facts were recorded." in read(done)
    assert "Taken over from the system card kaart.yaml" in read(done)
    values = queries.current_values(dossier)
    assert set(values) == {"name", "goal", "supplier", "legal_bases"}
    assert values["supplier"] == "Leverancier BV"
    line = queries.list_facts(dossier, key="supplier")[0]
    assert (line.origin, line.origin_detail) == ("import", "system-card kaart.yaml")
    assert (Note.objects.count(), Attachment.objects.count()) == (0, 0)


def test_the_note_and_the_card_are_kept_when_that_was_chosen(
    dossier: Algorithm, visitor: Client, shared_data: Path
) -> None:
    shown = upload(visitor, dossier, as_yaml(SYSTEM))
    done = confirm(visitor, dossier, shown, [], notitie="1", bewaren="1")
    assert "What no fact can hold stands in the notes." in read(done)
    assert "zaaksysteem" in read(visitor.get(where("notes", dossier, "en")))
    kept = Attachment.objects.get()
    assert (kept.file_name, kept.title, kept.kind, kept.released_at) == (
        "systeemkaart.json",
        "Systeemkaart Zoekhulp",
        "other",
        None,
    )
    # What has no place stays in the kept card, and its model cards come along in the card of the dossier.
    card = json.loads(visitor.get(where("obligation_report", dossier, kind="system-card")).content)
    assert card["models"] == SYSTEM["models"]
    assert list_faults(load_schemas(shared_data), "systemcard_schema.json", card) == []
    # The same card again changes nothing, and another one becomes the next revision.
    confirm(visitor, dossier, upload(visitor, dossier, as_yaml(SYSTEM)), [], bewaren="1")
    assert Attachment.objects.count() == 1
    confirm(visitor, dossier, upload(visitor, dossier, as_yaml(SYSTEM | {"models": []})), [], bewaren="1")
    assert [row.revision for row in Attachment.objects.order_by("id")] == [1, 2]
    card = json.loads(visitor.get(where("obligation_report", dossier, kind="system-card")).content)
    assert "models" not in card


def test_a_file_by_the_same_name_that_is_no_card_gives_no_models(
    dossier: Algorithm, visitor: Client, editor: Person
) -> None:
    from waarborg.apps.algorithms.documents import actions as documents
    from waarborg.core.profile.documents import DocumentKind

    documents.add(
        algorithm=dossier,
        chunks=[b'{"models": [1]}'],
        file_name="systeemkaart.json",
        words=documents.Words(DocumentKind.OTHER, "Iets"),
        by=editor,
        at=NOW,
    )
    assert system_cards.list_models(dossier) == []


def test_a_long_note_becomes_several(dossier: Algorithm, visitor: Client) -> None:
    lines = [f"koppeling {number} " + "x" * 90 for number in range(100)]
    shown = upload(visitor, dossier, as_yaml(system_card(interaction_details=lines)))
    confirm(visitor, dossier, shown, [], notitie="1")
    notes = [note.texts.get().text for note in Note.objects.order_by("id")]
    assert len(notes) == 3
    assert all(len(text) <= 4000 for text in notes)
    assert sum(text.count("koppeling") for text in notes) == 100


def test_what_somebody_changed_meanwhile_stays(dossier: Algorithm, visitor: Client, editor: Person) -> None:
    shown = upload(visitor, dossier, as_yaml(SYSTEM))
    actions.record_facts(algorithm=dossier, values={"supplier": "Intussen BV"}, by=editor, at=NOW)
    done = confirm(visitor, dossier, shown, ["supplier", "goal"])
    assert "Changed here meanwhile, so left as they are: External provider" in read(done)
    values = queries.current_values(dossier)
    assert (values["supplier"], "goal" in values) == ("Intussen BV", True)


def test_a_card_that_came_along_damaged_or_too_large_is_chosen_again(
    dossier: Algorithm, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"do": "import", "content": "geen base64", "feit": ["goal"]}
    response = visitor.post(where("system_card_import", dossier, "en"), sent)
    assert response.status_code == 422
    assert "did not arrive whole" in read(response)
    monkeypatch.setattr("waarborg.web.carried_files.MOST_CARRIED", 10)
    assert "The file is large. Choose it again" in read(upload(visitor, dossier, as_yaml(SYSTEM)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"name: [", "kaart.yaml, at line "),
        (b"a: &a [x]\nb: [*a, *a]\n", "special meaning"),
        (b"schema_version: 0.1a13\n", "Make the card again in version 0.1a14, or update Waarborg."),
        (b"schema_version: 0.1a14\nbegin_date: gisteren\n", "kaart.yaml, at begin_date"),
        (b"schema_version: 0.1a14\nowners: [{oin: 0000123}]\n", "Put the value between quotes."),
        (json.dumps(assessment_card()).encode(), "This is an assessment card, no system card."),
        (b"#" * (4 * 1024 * 1024 + 1), "The card is larger than 4 MB"),
        (b"", "This is no card."),
    ],
    ids=["broken", "bomb", "version", "day", "number", "assessment", "large", "empty"],
)
def test_a_wrong_card_is_refused_with_place_and_remedy(
    dossier: Algorithm, visitor: Client, content: bytes, words: str
) -> None:
    response = upload(visitor, dossier, content)
    assert response.status_code == 422
    assert words in read(response)
    assert "This field is required" not in read(response)


def test_who_may_not_write_what_the_public_reads_records_the_rest(
    dossier: Algorithm, person_with_role: Callable[..., Person]
) -> None:
    officer = StrictClient()
    officer.force_login(person_with_role("privacy_officer"))
    shown = upload(officer, dossier, as_yaml(SYSTEM))
    page = read(shown)
    assert "The public reads this; only an editor records it." in page
    assert 'value="goal"' not in page
    confirm(officer, dossier, shown, ["product_version"])
    assert queries.current_values(dossier)["product_version"] == "3.1"
    assert confirm(officer, dossier, shown, ["goal"]).status_code == 403
    assert "goal" not in queries.current_values(dossier)


def test_the_action_asks_for_the_right_itself(
    dossier: Algorithm, person_with_role: Callable[..., Person]
) -> None:
    card = read_system_card(as_yaml(SYSTEM), file="kaart.yaml")
    with pytest.raises(NotAllowed):
        system_cards.take_over(
            algorithm=dossier,
            card=card,
            keys={"product_version"},
            base=10**9,
            note="",
            keep=False,
            by=person_with_role("auditor"),
            at=NOW,
            link="/",
        )


# --- out and back --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["system-card", "system-card-yaml"])
def test_a_card_of_a_dossier_fills_another_dossier_with_the_same_facts(
    dossier: Algorithm,
    organisation: Organisation,
    visitor: Client,
    editor: Person,
    shared_data: Path,
    kind: str,
) -> None:
    actions.record_facts(algorithm=dossier, values=VALUES, by=editor, at=NOW)
    content = visitor.get(where("obligation_report", dossier, kind=kind)).content
    card = yaml.safe_load(content)
    assert (
        list_faults(
            load_schemas(shared_data), "systemcard_schema.json", json.loads(json.dumps(card, default=str))
        )
        == []
    )
    other = actions.start_dossier(organisation=organisation, name="Kopie", by=editor, at=NOW)
    shown = upload(visitor, other, content)
    assert shown.context["note"] == ""
    confirm(visitor, other, shown, list(VALUES))
    assert queries.current_values(other) == VALUES
    assert set(card[OWN]["fields"]["goal_and_impact"]["facts"]) == {"goal"}


def test_the_newest_signed_version_of_each_assessment_stands_in_the_card(
    dossier: Algorithm,
    visitor: Client,
    editor: Person,
    person_with_role: Callable[..., Person],
    monkeypatch: pytest.MonkeyPatch,
    shared_data: Path,
) -> None:
    put_in_library(monkeypatch, Library((SMALL,)))
    assessment = starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
    address = where("obligation_report", dossier, kind="system-card")
    assert json.loads(visitor.get(address).content)["assessments"] == []
    sign(assessment, editor, person_with_role("privacy_officer"), person_with_role("approver"))
    card = json.loads(visitor.get(address).content)
    assert list_faults(load_schemas(shared_data), "systemcard_schema.json", card) == []
    (inside,) = card["assessments"]
    assert (inside["name"], inside["date"], inside["urn"]) == (
        "Klein",
        "2026-11-22",
        "urn:waarborg:form:klein:2026.1",
    )
    # Brought in again, the card says where its assessments belong.
    page = read(upload(visitor, dossier, json.dumps(card).encode(), "kaart.json"))
    assert "Answers belong in an assessment." in page
    assert "Klein, 2026-11-22" in page
