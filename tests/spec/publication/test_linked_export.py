"""Linked data of an entry: worked out by hand as an expanded document (JSON-LD 1.1), without any context."""

from datetime import UTC, datetime
from typing import Any

from waarborg.adapters.exchange.writing import Body, Edition, Head, Listed, describe_alone

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOAF, VCARD = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2006/vcard/ns#"
SCHEMA, XSD = "https://schema.org/", "http://www.w3.org/2001/XMLSchema#"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
PAGE = "https://register.example/nl/algoritme/wb-een"

HEAD = Head(
    register_name="Register van Voorbeeldstad",
    register_url="https://register.example",
    made_at=datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
    standard="1.0",
)
LISTED = Listed(
    id="wb-een",
    page=PAGE,
    organisation=Body(
        code="gm9999",
        name="Gemeente Voorbeeldstad",
        kind="gemeente",
        tooi="https://identifier.overheid.nl/tooi/id/gemeente/gm9999",
    ),
    edition=Edition(
        number=3,
        standard="1.0",
        published_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
        values={
            "name": "Parkeerdrukmeting",
            "description_short": "Telt auto's.",
            "category": ["Verkeer"],
            "status": "In gebruik",
            "contact_email": "algoritmes@voorbeeldstad.example",
            "goal": "<p>Drukte <br>meten.</p>",
        },
        values_en={"name": "Parking pressure"},
        leftover={},
    ),
)

#: By hand: each term written out, each text with its language, each date with its type.
EXPANDED: dict[str, Any] = {
    "@id": PAGE,
    "@type": [DCAT + "Dataset", SCHEMA + "Dataset"],
    DCT + "identifier": [{"@value": "wb-een"}],
    DCT + "publisher": [
        {
            "@id": "https://identifier.overheid.nl/tooi/id/gemeente/gm9999",
            "@type": [FOAF + "Organization", SCHEMA + "GovernmentOrganization"],
            FOAF + "name": [{"@value": "Gemeente Voorbeeldstad"}],
        }
    ],
    DCAT + "version": [{"@value": "3"}],
    DCT + "title": [
        {"@value": "Parkeerdrukmeting", "@language": "nl"},
        {"@value": "Parking pressure", "@language": "en"},
    ],
    DCT + "description": [{"@value": "Telt auto's.", "@language": "nl"}],
    DCT + "modified": [{"@value": "2026-10-01", "@type": XSD + "date"}],
    DCAT + "keyword": [{"@value": "Verkeer", "@language": "nl"}],
    DCAT + "contactPoint": [
        {"@type": [VCARD + "Kind"], VCARD + "hasEmail": [{"@id": "mailto:algoritmes@voorbeeldstad.example"}]}
    ],
    SCHEMA + "about": [
        {
            "@type": [SCHEMA + "SoftwareApplication"],
            SCHEMA + "name": [
                {"@value": "Parkeerdrukmeting", "@language": "nl"},
                {"@value": "Parking pressure", "@language": "en"},
            ],
            SCHEMA + "creativeWorkStatus": [{"@value": "In gebruik"}],
            SCHEMA + "additionalProperty": [
                {
                    "@type": [SCHEMA + "PropertyValue"],
                    SCHEMA + "propertyID": [{"@value": key}],
                    SCHEMA + "name": [{"@value": nl, "@language": "nl"}, {"@value": en, "@language": "en"}],
                    SCHEMA + "value": [{"@value": value, "@language": "nl"}],
                }
                for key, nl, en, value in (
                    ("category", "Thema", "Theme", "Verkeer"),
                    ("status", "Status", "Status", "In gebruik"),
                    (
                        "contact_email",
                        "Contactgegevens",
                        "Contact information",
                        "algoritmes@voorbeeldstad.example",
                    ),
                    ("goal", "Doel en impact", "Goal and impact", "Drukte\nmeten."),
                )
            ],
        }
    ],
    DCT + "license": [{"@id": "https://creativecommons.org/publicdomain/zero/1.0/"}],
    DCT + "accessRights": [{"@id": AUTHORITY + "access-right/PUBLIC"}],
    DCT + "language": [{"@id": AUTHORITY + "language/NLD"}, {"@id": AUTHORITY + "language/ENG"}],
    DCAT + "landingPage": [{"@id": PAGE}],
}


def expand(node: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """The part of the expansion algorithm of JSON-LD 1.1 that our context uses. An unknown term is a mistake."""
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key == "@id":
            found[key] = value
        elif key == "@type":
            found[key] = [write_out(one, context) for one in (value if isinstance(value, list) else [value])]
        elif key != "@context":
            term = context[key]
            term = {"@id": term} if isinstance(term, str) else term
            found[write_out(term["@id"], context)] = list(expand_values(value, term, context))
    return found


def expand_values(value: Any, term: dict[str, Any], context: dict[str, Any]) -> Any:
    if term.get("@container") == "@language":
        for language, texts in value.items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield {"@value": text, "@language": language}
        return
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield expand(one, context)
        elif term.get("@type") == "@id":
            yield {"@id": one}
        elif "@type" in term:
            yield {"@value": one, "@type": write_out(term["@type"], context)}
        else:
            yield {"@value": one}


def write_out(name: str, context: dict[str, Any]) -> str:
    prefix, colon, rest = name.partition(":")
    return context[prefix] + rest if colon and prefix in context else name


def test_an_entry_expands_to_what_was_worked_out_by_hand() -> None:
    document = describe_alone(LISTED, HEAD)
    assert expand(document, document["@context"]) == EXPANDED


def test_a_withdrawn_entry_says_that_it_was() -> None:
    gone = Listed(
        id="wb-weg",
        page="",
        organisation=Body(code="x-1", name="Dienst", tooi=None),
        withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC),
        withdrawal_reason="Gestopt",
    )
    document = describe_alone(gone, HEAD)
    assert expand(document, document["@context"]) == {
        "@type": [DCAT + "Dataset", SCHEMA + "Dataset"],
        DCT + "identifier": [{"@value": "wb-weg"}],
        DCT + "publisher": [
            {
                "@id": "https://register.example/nl/organisatie/x-1",
                "@type": [FOAF + "Organization", SCHEMA + "GovernmentOrganization"],
                FOAF + "name": [{"@value": "Dienst"}],
            }
        ],
        "http://www.w3.org/ns/adms#status": [{"@id": AUTHORITY + "dataset-status/WITHDRAWN"}],
        DCT + "modified": [{"@value": "2026-11-01", "@type": XSD + "date"}],
        "http://www.w3.org/ns/adms#versionNotes": [{"@value": "Gestopt"}],
    }
