"""The real schemas of the reporting standard, and small cards of each kind."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

#: A system card in which every field says something, as another tool would write it.
SYSTEM: dict[str, Any] = {
    "schema_version": "0.1a14",
    "provenance": {
        "git_commit_hash": "abc123",
        "timestamp": "2026-11-01T10:00:00+01:00",
        "uri": "https://tool.example",
        "author": "J. Jansen",
    },
    "name": "Zoekhulp",
    "instruments": [{"urn": "urn:nl:aivt:tr:iama:1.0", "version": "1.0", "required": True}],
    "upl": "http://standaarden.overheid.nl/owms/terms/parkeervergunning",
    "owners": [
        {"organization": "Gemeente Voorbeeldstad", "oin": "123", "email": "algoritmes@voorbeeldstad.example"},
        {"organization": "Provincie", "name": "P. Pietersen", "email": "p@voorbeeld.example", "role": "jurist"},
    ],
    "description": "Vindt documenten.",
    "ai_act_profile": {
        "type": "AI-systeem",
        "open_source": "geen open-source",
        "risk_group": "hoog-risico AI",
        "systemic_risk": "geen systeemrisico",
        "transparency_obligations": "geen transparantieverplichting",
        "role": "gebruiksverantwoordelijke",
        "conformity_assessment_body": "beoordeling door derde partij",
        "decision_tree": {"version": "1.0.0", "path": [{"question": "1.1", "answer": "ja"}]},
    },
    "requirements": [{"urn": "urn:nl:ak:ver:aia-05", "state": "done", "version": "2.0"}],
    "measures": [
        {
            "urn": "urn:nl:ak:mtr:imp-01",
            "state": "done",
            "value": "Er is een werkinstructie.",
            "version": "2.0",
            "accountable_persons": [{"name": "J. Jansen", "uuid": "u-1"}],
            "responsible_persons": [{"name": "J. Jansen", "uuid": "u-1"}],
            "reviewer_persons": [{"name": "J. Jansen", "uuid": "u-1"}],
        }
    ],
    "labels": [{"name": "thema", "value": "Verkeer"}, {"name": "pilot"}],
    "status": "In gebruik",
    "begin_date": "2025-03-01",
    "end_date": "2027-03-31",
    "goal_and_impact": "Sneller vinden.\n\n- korter wachten\n- minder fouten",
    "considerations": "Het scheelt tijd.",
    "risk_management": "Jaarlijkse toets.",
    "human_intervention": "Een medewerker kiest.",
    "legal_base": [{"name": "Wet open overheid", "link": "https://wetten.overheid.nl/BWBR0045754"}, {"name": "Awb"}],
    "used_data": "Documenten van de gemeente.",
    "technical_design": "Een zoekindex.",
    "external_providers": [{"name": "Leverancier BV", "version": "3.1"}, {"name": "Ander BV"}],
    "references": [
        {"name": "openbare beschrijving", "link": "https://register.example/42"},
        {"name": "Onderzoek", "link": "https://onderzoek.example"},
    ],
    "interaction_details": ["zaaksysteem"],
    "version_requirements": ["Python 3.11"],
    "deployment_variants": ["dienst op een server"],
    "hardware_requirements": ["geen"],
    "product_markings": ["geen"],
    "user_interface": [{"description": "een zoekveld", "link": "https://zoek.example", "snapshot": "https://s.example"}],
    "models": [
        {
            "name": "zoekmodel",
            "license": {"license_name": "EUPL-1.2", "license_link": "https://eupl.example"},
            "language": ["nl"],
            "tags": ["zoeken"],
            "owners": [{"organization": "Gemeente Voorbeeldstad"}],
            "model_index": [
                {
                    "name": "m",
                    "model": "m.onnx",
                    "artifacts": [{"uri": "m.onnx", "content-type": "application/onnx", "md5-checksum": "0"}],
                    "parameters": [{"name": "diepte", "dtype": "int", "value": "3", "labels": [{"name": "a", "dtype": "b", "value": "c"}]}],
                    "results": [
                        {
                            "task": [{"type": "search", "name": "zoeken"}],
                            "datasets": [{"type": "d", "name": "n", "split": "test", "features": ["f"], "revision": "1"}],
                            "metrics": [{"type": "f1", "name": "F1", "dtype": "float", "value": 0.5, "labels": [{"name": "a", "type": "t", "dtype": "b", "value": "c"}]}],
                            "measurements": {
                                "bar_plots": [{"type": "SHAP", "name": "s", "results": [{"name": "a", "value": 0.25}]}],
                                "graph_plots": [{"type": "pdp", "name": "p", "results": [{"class": "ja", "feature": "f", "data": [{"x_value": 1.5, "y_value": 2}]}]}],
                            },
                        }
                    ],
                }
            ],
        }
    ],
    "assessments": [
        {
            "name": "Klein",
            "urn": "urn:nl:aivt:tr:iama:1.0",
            "date": "2026-05-01",
            "provenance": {"timestamp": "2026-05-01T10:00:00+02:00"},
            "contents": [
                {
                    "question": "Waarom?",
                    "answer": "Daarom.",
                    "urn": "urn:nl:aivt:tr:iama:1.0:1.1",
                    "remarks": "besproken",
                    "authors": [{"name": "J. Jansen"}],
                    "timestamp": "2026-05-01T10:00:00+02:00",
                }
            ],
        }
    ],
}  # fmt: skip
#: An assessment card that another tool made of the small form of the tests.
ASSESSMENT: dict[str, Any] = {
    "name": "Klein",
    "date": "2026-05-01",
    "contents": [
        {"question": "1. Vraag 1", "answer": "Ja."},
        {"question": "Vraag 2?", "answer": "Een tekst."},
        {"question": "Vraag 3", "answer": "B"},
    ],
}


def system_card(**more: Any) -> dict[str, Any]:
    """A small system card with these fields."""
    return {"schema_version": "0.1a14", "name": "Zoekhulp", **more}


def assessment_card(*contents: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An assessment card of the small form; with the usual contents when none are given."""
    return {**deepcopy(ASSESSMENT), **({"contents": list(contents)} if contents else {}), **more}


def load_schemas(shared_data: Path) -> dict[str, Any]:
    """The schemas of others, by the name of their file."""
    folder = shared_data / "instruments" / "reporting-standard"
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}


def make_validator(schemas: dict[str, Any], name: str) -> Draft202012Validator:
    """What says whether a card meets a schema; the schemas name each other beside the address that they share."""
    schema = schemas[name]
    beside = schema["$id"].rpartition("/")[0]
    registry: Any = Registry().with_resources(
        [
            (f"{beside}/{other}", Resource.from_contents(schemas[other] | {"$id": f"{beside}/{other}"}))
            for other in schemas
        ]
    )
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def list_faults(schemas: dict[str, Any], name: str, card: object) -> list[str]:
    """What a schema of others says is wrong with a card."""
    validator = make_validator(schemas, name)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(card)]
