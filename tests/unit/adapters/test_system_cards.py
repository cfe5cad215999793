"""A system card as a proposal for a dossier: each field, and the facts of a dossier out and back."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reporting_standard import SYSTEM, assessment_card, list_faults, load_schemas, system_card
from waarborg.adapters.cards.card_text import CardError, write_json, write_yaml
from waarborg.adapters.cards.own_values import OWN
from waarborg.adapters.cards.system_fields import FACTS, LABELS
from waarborg.adapters.cards.system_reading import (
    LONGEST_FACT,
    LONGEST_NOTES,
    SystemCard,
    read_system_card,
)
from waarborg.adapters.cards.system_writing import add_exact, describe_facts, find_mail
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.documents.system_card import SystemCardInput, write_system_card
from waarborg.adapters.documents.system_card_parts import ActProfile, ActRole, Owner, SystemType

#: A value for every fact that a card can hold.
VALUES: dict[str, Any] = {
    "name": "Zoekhulp",
    "contact": "algoritmes@voorbeeldstad.example",
    "summary": "Vindt <documenten> & meer.",
    "ai_system": True,
    "general_purpose_ai": "none",
    "systemic_risk": False,
    "ai_act_roles": ["provider", "deployer"],
    "open_source": False,
    "third_party_conformity": True,
    "publication_category": "Impactvolle algoritmes",
    "themes": ["Verkeer", "Werk"],
    "product": "Zoeker",
    "status": "In gebruik",
    "in_service_on": "2025-03-02",
    "begin_month": "2025-02",
    "end_month": "2027-02",
    "goal": "<p>Sneller vinden.</p><ul><li>korter wachten</li><li>minder &lt;fouten&gt;</li></ul>",
    "considerations": "<p>Diep</p><ul><li>een<ul><li>twee</li></ul></li></ul>",  # more than the plain form can say
    "risks": "<p>Jaarlijkse toets.</p>",
    "human_intervention": "<p>Een medewerker<br>kiest.</p>",
    "legal_basis": "<p>Artikel 2.1 van de Woo.</p>",
    "legal_bases": [{"title": "Wet open overheid", "link": "https://wetten.overheid.nl/BWBR0045754"}],
    "source_data": "<p>Documenten.</p>",
    "technical_design": "<p>Een index.</p>",
    "supplier": "Leverancier BV",
    "product_version": "3.1",
    "website": "https://voorbeeldstad.example/zoekhulp",
    "source_code": "https://code.example/zoekhulp",
    "source_registration": "https://register.example/42",
    "processing_register": "https://verwerkingen.example/7",
    "eu_database_entry": "https://eu.example/1",
    "data_sources": [{"title": "Zaken", "link": "https://data.example/zaken"}],
}


def write(values: dict[str, Any]) -> dict[str, Any]:
    """The card of these facts, as the page makes it."""
    profile = ActProfile(
        type=SystemType.AI_SYSTEM,
        role=ActRole.PROVIDER,
        is_open_source=values.get("open_source"),
        is_transparent=False,
        needs_third_party=values.get("third_party_conformity") is True,
    )
    owner = Owner(organisation="Gemeente Voorbeeldstad", email=find_mail(values))
    system = SystemCardInput(
        name=values.get("name", "Zoekhulp"), owners=[owner], act_profile=profile, **describe_facts(values)
    )
    return add_exact(write_system_card(system), values)


def read(card: object) -> SystemCard:
    return read_system_card(json.dumps(card).encode(), file="kaart.json")


def list_facts(card: SystemCard) -> dict[str, object]:
    return {one.key: one.value for one in card.facts}


# --- out and back --------------------------------------------------------------------------------------------------
def test_there_is_a_value_for_every_fact_that_a_card_can_hold() -> None:
    assert set(VALUES) == {key for keys in FACTS.values() for key in keys}
    for key, value in VALUES.items():
        load_vocabulary().require(key, value)


@pytest.mark.parametrize("to_bytes", [write_json, write_yaml])
def test_every_fact_that_a_card_can_hold_comes_back_the_same(to_bytes: Any) -> None:
    card = read_system_card(to_bytes(write(VALUES)), file="kaart.yaml")
    assert list_facts(card) == VALUES
    assert card.notes == ()


@pytest.mark.parametrize("key", sorted(VALUES))
def test_each_fact_alone_comes_back_and_nothing_else_with_it(key: str) -> None:
    values = {"name": "Zoekhulp", key: VALUES[key]}
    # A version says nothing without a supplier, so the card does not hold it then.
    wanted = {"name": "Zoekhulp"} if key == "product_version" else values
    assert list_facts(read(write(values))) == wanted


def test_the_words_alone_say_the_same_but_for_what_words_cannot_say() -> None:
    card = write(VALUES)
    del card[OWN]
    facts = list_facts(read(card))
    expected = VALUES | {
        "general_purpose_ai": None,  # the standard has no word for "none"
        "systemic_risk": None,  # the profile of this card says nothing of it
        "ai_act_roles": ["provider"],  # the standard has one role
        "begin_month": "2025-03",  # the month of the day
        "considerations": "<p>Diep<br>een<br>twee</p>",  # a list in a list becomes lines
    }
    assert facts == {key: value for key, value in expected.items() if value is not None}


def test_a_card_is_valid(shared_data: Path) -> None:
    schemas = load_schemas(shared_data)
    for values in (VALUES, {"name": "Zoekhulp"}):
        assert list_faults(schemas, "systemcard_schema.json", write(values)) == []


def test_an_end_before_the_begin_is_left_out() -> None:
    values = {"in_service_on": "2027-03-01", "end_month": "2027-02"}
    assert describe_facts(values)["end_on"] is None
    assert str(describe_facts({"begin_month": "2027-02", "end_month": "2027-02"})["end_on"]) == "2027-02-28"


def test_markup_that_is_not_safe_stands_nowhere_in_a_card() -> None:
    card = write({"name": "Z", "goal": "<p>Sneller</p><script>alert(1)</script>"})
    assert "script" not in json.dumps(card)
    card[OWN]["fields"]["goal_and_impact"]["facts"]["goal"] = "<p>x</p><script>alert(1)</script>"
    assert list_facts(read(card))["goal"] == "<p>x</p>"


def test_words_that_somebody_changed_count() -> None:
    card = write(VALUES)
    card["goal_and_impact"], card["status"] = "Anders.", "Buiten gebruik"
    facts = list_facts(read(card))
    assert (facts["goal"], facts["status"], facts["summary"]) == (
        "<p>Anders.</p>",
        "Buiten gebruik",
        VALUES["summary"],
    )


@pytest.mark.parametrize(
    "own",
    [None, [], {"fields": []}, {"fields": {"status": []}}, {"fields": {"status": {"facts": []}}}],
)
def test_exact_values_that_are_not_as_they_were_written_are_passed_over(own: object) -> None:
    assert list_facts(read(system_card(status="In gebruik", **{OWN: own})))["status"] == "In gebruik"


def test_an_exact_value_fills_no_other_fact_than_its_field_holds() -> None:
    card = write({"name": "Z", "status": "In gebruik"})
    card[OWN]["fields"]["status"]["facts"] = {"contact": "iemand@elders.example"}
    assert list_facts(read(card)) == {"name": "Z", "status": "In gebruik"}


# --- cards of others -----------------------------------------------------------------------------------------------
def test_every_field_of_a_card_becomes_a_fact_or_a_note_or_is_told() -> None:
    card = read(SYSTEM)
    assert list_facts(card) == {
        "name": "Zoekhulp",
        "contact": "algoritmes@voorbeeldstad.example",
        "summary": "Vindt documenten.",
        "ai_system": True,
        "open_source": False,
        "systemic_risk": False,
        "ai_act_roles": ["deployer"],
        "third_party_conformity": True,
        "themes": ["Verkeer"],
        "status": "In gebruik",
        "in_service_on": "2025-03-01",
        "begin_month": "2025-03",
        "end_month": "2027-03",
        "goal": "<p>Sneller vinden.</p><ul><li>korter wachten</li><li>minder fouten</li></ul>",
        "considerations": "<p>Het scheelt tijd.</p>",
        "risks": "<p>Jaarlijkse toets.</p>",
        "human_intervention": "<p>Een medewerker kiest.</p>",
        "legal_basis": "<p>Awb</p>",
        "legal_bases": [{"title": "Wet open overheid", "link": "https://wetten.overheid.nl/BWBR0045754"}],
        "source_data": "<p>Documenten van de gemeente.</p>",
        "technical_design": "<p>Een zoekindex.</p>",
        "supplier": "Leverancier BV",
        "product_version": "3.1",
        "website": "https://register.example/42",
    }
    assert [(one.field, one.words) for one in card.notes] == [
        ("upl", "http://standaarden.overheid.nl/owms/terms/parkeervergunning"),
        ("owners", "jurist"),
        ("ai_act_profile", "1.0.0: 1.1: ja"),
        ("labels", "pilot"),
        ("references", "Onderzoek: https://onderzoek.example"),
        ("interaction_details", "zaaksysteem"),
        ("version_requirements", "Python 3.11"),
        ("deployment_variants", "dienst op een server"),
        ("hardware_requirements", "geen"),
        ("product_markings", "geen"),
        ("user_interface", "een zoekveld · https://zoek.example · https://s.example"),
    ]
    assert [(one.field, one.words) for one in card.left] == [
        ("instruments", "urn:nl:aivt:tr:iama:1.0"),
        ("owners", "Gemeente Voorbeeldstad · 123"),
        ("owners", "Provincie"),
        ("owners", "P. Pietersen · p@voorbeeld.example"),
        ("ai_act_profile", "hoog-risico AI"),
        ("ai_act_profile", "geen transparantieverplichting"),
        ("requirements", "urn:nl:ak:ver:aia-05: done"),
        ("measures", "urn:nl:ak:mtr:imp-01: done (Er is een werkinstructie.)"),
        ("external_providers", "Ander BV"),
        ("models", "zoekmodel"),
        ("assessments", "Klein, 2026-05-01"),
    ]
    told = {one.field for one in (*card.facts, *card.notes, *card.left)}
    assert told == set(LABELS)
    assert (card.made_at, card.made_with) == ("2026-11-01T10:00:00+01:00", "https://tool.example")


def test_no_name_or_address_of_a_person_becomes_a_fact() -> None:
    owner = {"organization": "A", "name": "P. Pietersen", "email": "p@voorbeeld.example", "role": "jurist"}
    card = read(system_card(owners=[owner]))
    assert list_facts(card) == {"name": "Zoekhulp", "owner_role": "jurist"}
    assert [one.words for one in card.left] == ["A", "P. Pietersen · p@voorbeeld.example"]


@pytest.mark.parametrize(
    ("type", "facts"),
    [
        ("AI-systeem voor algemene doeleinden", {"ai_system": True, "general_purpose_ai": "system"}),
        ("AI-model voor algemene doeleinden", {"general_purpose_ai": "model"}),
        ("impactvol algoritme", {"ai_system": False}),
        ("niet-impactvol algoritme", {"ai_system": False}),
        ("geen algoritme", {"inference": ["none"]}),
    ],
)
def test_the_type_of_a_system_says_facts(type: str, facts: dict[str, object]) -> None:
    found = list_facts(read(system_card(ai_act_profile={"type": type})))
    assert found == {"name": "Zoekhulp"} | facts


@pytest.mark.parametrize(
    ("fields", "facts", "notes", "left"),
    [
        ({"status": "proef"}, {}, ["proef"], 0),
        ({"status": " in GEBRUIK "}, {"status": "In gebruik"}, [], 0),
        ({"labels": [{"name": "self_learning", "value": "ja"}]}, {"self_learning": True}, [], 0),
        ({"labels": [{"name": "Zelflerend", "value": "soms"}]}, {}, ["Zelflerend: soms"], 0),
        ({"labels": [{"name": "klasse", "value": "Hoog risico"}]}, {}, [], 1),
        ({"labels": [{"name": "Naam", "value": "Anders"}]}, {}, [], 1),  # the field says it already
        ({"labels": [{"name": "website", "value": "geen adres"}]}, {}, [], 1),
        ({"references": [{"name": "a", "link": "javascript:alert(1)"}]}, {}, [], 1),
        ({"references": [{"name": "EU-DATABANK", "link": "https://a.example"}]}, {"eu_database_entry": "https://a.example"}, [], 0),
        ({"references": [{"name": "boek"}]}, {}, ["boek"], 0),
        ({"legal_base": [{"name": "Wet", "link": "geen link"}]}, {"legal_basis": "<p>Wet (geen link)</p>"}, [], 0),
        ({"external_providers": [{"name": " ", "version": "1"}]}, {"product_version": "1"}, [], 0),
        ({"begin_date": "1066-10-14"}, {}, [], 2),
        ({"goal_and_impact": "x" * (LONGEST_FACT + 1)}, {}, [], 1),
        ({"interaction_details": ["x" * (LONGEST_NOTES + 1), "y"]}, {}, ["y"], 1),
        ({"owners": [{"organization": " "}]}, {}, [], 0),
        ({"nieuw_veld": {"a": 1}}, {}, [], 1),
        ({"goal_and_impact": "  "}, {}, [], 0),
    ],
)  # fmt: skip
def test_what_is_not_as_usual_is_told_and_never_guessed(
    fields: dict[str, Any], facts: dict[str, object], notes: list[str], left: int
) -> None:
    card = read(system_card(**fields))
    assert list_facts(card) == {"name": "Zoekhulp"} | facts
    assert [one.words for one in card.notes] == notes
    assert len(card.left) == left
    assert all(one.why.nl and one.why.en and len(one.words) <= 300 for one in card.left)


def test_a_card_with_only_its_version_is_a_card() -> None:
    card = read({"schema_version": "0.1a14"})
    assert (card.name, card.facts, card.notes, card.left) == ("", (), (), ())


def test_an_assessment_card_is_refused_with_where_it_belongs() -> None:
    with pytest.raises(CardError, match=r"assessment card, no system card\. Open the assessment"):
        read(assessment_card())
