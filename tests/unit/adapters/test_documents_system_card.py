"""A dossier as a system card: valid against the schema of MinBZK, and nothing that was said is lost."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from waarborg.adapters.documents.system_card import SystemCardInput, write_assessment_card, write_system_card
from waarborg.adapters.documents.system_card_parts import (
    ActProfile,
    ActRole,
    CardAnswer,
    CardAssessment,
    CardMeasure,
    CardRequirement,
    CardState,
    Instrument,
    Label,
    Named,
    Owner,
    Person,
    Provenance,
    RiskGroup,
    Supplier,
    SystemType,
    UserInterface,
)

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
JANSEN = Person("J. Jansen", "8a6e0804-2bd0-4672-b79d-d97027f9071a")
MODEL = {"license": {"license_name": "EUPL-1.2"}, "model_index": [{"name": "m", "model": "m.onnx"}]}

FULL = SystemCardInput(
    name="Zoekhulp",
    description="Vindt documenten.",
    provenance=Provenance(
        made_at=NOW, uri="https://waarborg.example", author="J. Jansen", git_commit="abc123"
    ),
    instruments=[Instrument("urn:nl:aivt:tr:iama:1.0", "1.0", required=True)],
    upl="http://standaarden.overheid.nl/owms/terms/parkeervergunning",
    organisation="Gemeente Voorbeeldstad",
    owners=[
        Owner(
            organisation="Gemeente Voorbeeldstad",
            oin="00000001001234567000",
            name="J. Jansen",
            email="algoritmes@voorbeeldstad.example",
            role="proceseigenaar",
        )
    ],
    act_profile=ActProfile(
        type=SystemType.AI_SYSTEM,
        risk_group=RiskGroup.HIGH,
        role=ActRole.DEPLOYER,
        is_open_source=False,
        has_systemic_risk=False,
        is_transparent=True,
        needs_third_party=True,
        tree_version="1.0.0",
        path=[("1.1", "ja"), ("1.2", "nee")],
    ),
    requirements=[
        CardRequirement("urn:nl:ak:ver:aia-05", CardState.IN_PROGRESS, "2.0"),
        CardRequirement("urn:nl:ak:ver:awb-01", CardState.NOT_RELEVANT),
    ],
    measures=[
        CardMeasure(
            urn="urn:nl:ak:mtr:imp-01",
            state=CardState.DONE,
            value="Er is een werkinstructie.",
            version="2.0",
            accountable=[JANSEN],
            responsible=[JANSEN],
            reviewers=[JANSEN],
        ),
        CardMeasure(urn="urn:nl:ak:mtr:imp-02", state=CardState.TO_DO),
    ],
    labels=[Label("thema", "Burgerzaken"), Label("pilot")],
    publication_category="Hoog-risico AI-systemen",
    status="In gebruik",
    begin_on=date(2025, 3, 1),
    end_on=date(2027, 3, 1),
    goal="Sneller vinden.",
    impact="Een burger krijgt eerder antwoord.",
    considerations="Het scheelt tijd.",
    risk_management="Jaarlijkse toets.",
    human_intervention="Een medewerker kiest.",
    legal_base=[Named("Wet open overheid", "https://wetten.example/BWBR0045754"), Named("Awb")],
    used_data="Documenten van de gemeente.",
    technical_design="Een zoekindex.",
    external_providers=[Supplier("Leverancier BV", "3.1")],
    url="https://register.example/42",
    references=[Named("Onderzoek", "https://onderzoek.example")],
    interaction_details=["zaaksysteem"],
    version_requirements=["Python 3.11"],
    deployment_variants=["dienst op een server"],
    hardware_requirements=["geen"],
    product_markings=["geen"],
    user_interface=[UserInterface("een zoekveld", "https://zoek.example", "https://zoek.example/beeld.png")],
    models=[MODEL],
    assessments=[
        CardAssessment(
            name="IAMA",
            completed_on=date(2026, 5, 1),
            urn="urn:nl:aivt:tr:iama:1.0",
            provenance=Provenance(made_at=NOW),
            answers=[
                CardAnswer(
                    question="Waarom?",
                    answer="Daarom.",
                    urn="urn:vraag:1",
                    remarks="besproken",
                    authors=["J. Jansen"],
                    at=NOW,
                )
            ],
        )
    ],
)


@pytest.fixture(scope="module")
def schemas(shared_data: Path) -> dict[str, Any]:
    folder = shared_data / "instruments" / "reporting-standard"
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def list_faults(schemas: dict[str, Any], name: str, card: dict[str, Any]) -> list[str]:
    """What the schema says is wrong; the schemas name each other beside the address that they share."""
    schema = schemas[name]
    beside = schema["$id"].rpartition("/")[0]
    registry = Registry().with_resources(
        [
            (f"{beside}/{other}", Resource.from_contents(schemas[other] | {"$id": f"{beside}/{other}"}))
            for other in schemas
        ]
    )
    validator = Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(json.dumps(card)))]


@pytest.mark.parametrize(
    "system", [FULL, SystemCardInput(name="Zoekhulp"), SystemCardInput(name="Z", act_profile=ActProfile())]
)
def test_a_card_is_valid(schemas: dict[str, Any], system: SystemCardInput) -> None:
    assert list_faults(schemas, "systemcard_schema.json", write_system_card(system)) == []


def test_the_check_itself_finds_faults(schemas: dict[str, Any]) -> None:
    wrong = {
        "schema_version": "0.1a14",
        "begin_date": "gisteren",
        "assessments": [{"name": "x"}],
        "models": [{}],
    }
    assert len(list_faults(schemas, "systemcard_schema.json", wrong)) == 5


def test_an_assessment_card_is_valid(schemas: dict[str, Any]) -> None:
    (assessment,) = FULL.assessments
    assert list_faults(schemas, "assessmentcard_schema.json", write_assessment_card(assessment)) == []
    assert write_assessment_card(CardAssessment(name="IAMA", completed_on=date(2026, 5, 1))) == {
        "name": "IAMA",
        "date": "2026-05-01",
        "contents": [],
    }


def test_a_full_card_has_every_field_of_the_schema_and_no_other(schemas: dict[str, Any]) -> None:
    card = write_system_card(FULL)
    assert set(card) == set(schemas["systemcard_schema.json"]["properties"])
    own = schemas["systemcard_schema.json"]["properties"]["ai_act_profile"]["properties"]
    assert set(card["ai_act_profile"]) == set(own)


def test_the_words_are_those_of_the_standard(schemas: dict[str, Any]) -> None:
    own = schemas["systemcard_schema.json"]["properties"]["ai_act_profile"]["properties"]
    assert [one.value for one in SystemType] == own["type"]["enum"]
    assert [one.value for one in RiskGroup] == own["risk_group"]["enum"]
    assert {one.value for one in ActRole} == set(own["role"]["enum"])


def test_what_the_standard_has_no_field_for_is_kept_elsewhere() -> None:
    card = write_system_card(FULL)
    assert card["goal_and_impact"] == "Sneller vinden.\n\nEen burger krijgt eerder antwoord."
    assert card["labels"][-1] == {"name": "publicatiecategorie", "value": "Hoog-risico AI-systemen"}
    assert card["references"][0] == {"name": "openbare beschrijving", "link": "https://register.example/42"}


def test_states_and_persons_are_written_out() -> None:
    card = write_system_card(FULL)
    assert [one["state"] for one in card["requirements"]] == ["in progress", "not relevant"]
    assert card["measures"][0]["accountable_persons"] == [{"name": "J. Jansen", "uuid": JANSEN.uuid}]
    assert card["measures"][1] == {"urn": "urn:nl:ak:mtr:imp-02", "state": "to do", "value": ""}


def test_what_is_not_known_is_left_out() -> None:
    assert write_system_card(SystemCardInput(name="Zoekhulp", organisation="Gemeente Voorbeeldstad")) == {
        "schema_version": "0.1a14",
        "name": "Zoekhulp",
        "owners": [{"organization": "Gemeente Voorbeeldstad"}],
        "assessments": [],
    }
    profile = ActProfile(risk_group=RiskGroup.NOT_HIGH, is_open_source=True)
    assert write_system_card(SystemCardInput(name="Z", act_profile=profile))["ai_act_profile"] == {
        "open_source": "open-source",
        "risk_group": "geen hoog-risico AI",
    }


def test_a_no_is_an_answer() -> None:
    card = write_system_card(SystemCardInput(name="Z", instruments=[Instrument("urn:x", required=False)]))
    assert card["instruments"] == [{"urn": "urn:x", "required": False}]


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (lambda: SystemCardInput(name=" "), "the name of the system"),
        (
            lambda: SystemCardInput(name="Z", begin_on=date(2026, 1, 2), end_on=date(2026, 1, 1)),
            "before it began",
        ),
        (lambda: Owner(name="J. Jansen"), "the name of an organisation, or its OIN"),
        (lambda: Owner(oin="1", role="chef"), "name the person too"),
        (lambda: Person("J. Jansen", ""), "a name and a uuid"),
        (lambda: Named(""), "has a name"),
        (lambda: Supplier(""), "has a name"),
        (lambda: Label(""), "has a name"),
        (lambda: CardAssessment(name="", completed_on=date(2026, 1, 1)), "has a name"),
        (lambda: ActProfile(path=[("1", "ja")]), "names the version of the tree"),
        (lambda: Provenance(made_at=datetime(2026, 1, 1)), "has a time zone"),
        (lambda: CardAnswer(question="x", answer="y", at=datetime(2026, 1, 1)), "has a time zone"),
    ],
)
def test_what_the_standard_cannot_say_is_refused(make: Any, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        make()
