"""The register as JSON-LD: a DCAT catalogue in which each entry is a dataset about an algorithm, with schema.org terms.

Organisations are named by their TOOI identifier. The context is in the file, so nothing has to be fetched to read it.
JSON-LD is for reading along with other linked data; it is not read back.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.own_format import LICENCE
from waarborg.adapters.exchange.writing.cells import make_cell
from waarborg.adapters.exchange.writing.shapes import Body, Edition, Head, Listed
from waarborg.core.publication import markup
from waarborg.core.publication.addresses import is_link, is_mail_address
from waarborg.core.publication.standard import Field, Kind

_AUTHORITY = "http://publications.europa.eu/resource/authority"
CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "adms": "http://www.w3.org/ns/adms#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@container": "@language"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "keyword": {"@id": "dcat:keyword", "@container": "@language"},
    "identifier": "dct:identifier",
    "version": "dcat:version",
    "issued": {"@id": "dct:issued", "@type": "xsd:date"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "made": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "license": {"@id": "dct:license", "@type": "@id"},
    "accessRights": {"@id": "dct:accessRights", "@type": "@id"},
    "language": {"@id": "dct:language", "@type": "@id"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "landingPage": {"@id": "dcat:landingPage", "@type": "@id"},
    "status": {"@id": "adms:status", "@type": "@id"},
    "note": {"@id": "adms:versionNotes"},
    "publisher": "dct:publisher",
    "name": "foaf:name",
    "contactPoint": "dcat:contactPoint",
    "hasEmail": {"@id": "vcard:hasEmail", "@type": "@id"},
    "hasURL": {"@id": "vcard:hasURL", "@type": "@id"},
    "dataset": "dcat:dataset",
    "hasVersion": "dcat:hasVersion",
    "about": "schema:about",
    "field": "schema:additionalProperty",
    "propertyID": "schema:propertyID",
    "label": {"@id": "schema:name", "@container": "@language"},
    "value": {"@id": "schema:value", "@container": "@language"},
    "link": {"@id": "schema:url", "@type": "@id"},
    "provider": "schema:provider",
    "workStatus": "schema:creativeWorkStatus",
}
#: Fields that have a term of their own.
_ELSEWHERE = (
    "name",
    "description_short",
    "organization",
    "lang",
    "standard_version",
    "lars",
    "publication_dt",
)


def stream_linked(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield a catalogue, an entry at a time."""
    opening: dict[str, Any] = {"@context": CONTEXT}
    if head.register_url:
        opening["@id"] = head.register_url
    opening |= {
        "@type": ["dcat:Catalog", "schema:DataCatalog"],
        "title": {"nl": head.register_name},
        "made": head.made_at.isoformat(),
        "license": LICENCE,
    }
    yield _encode(opening)[:-1] + b',"dataset":['
    mark = b"\n"
    for listed in entries:
        yield mark + _encode(describe_dataset(listed, head))
        mark = b",\n"
    yield b"\n]}\n"


def describe_alone(listed: Listed, head: Head) -> dict[str, Any]:
    """Return one entry as a document of its own, for its page."""
    return {"@context": CONTEXT} | describe_dataset(listed, head)


def describe_dataset(listed: Listed, head: Head) -> dict[str, Any]:
    """Return an entry as a dataset. A withdrawn one says that it was, when and why."""
    said: dict[str, Any] = {"@id": listed.page} if listed.page else {}
    said |= {"@type": ["dcat:Dataset", "schema:Dataset"], "identifier": listed.id}
    said["publisher"] = _describe_body(listed.organisation, head)
    if listed.edition is None:
        assert listed.withdrawn_at is not None  # Listed requires one of the two
        return said | {
            "status": f"{_AUTHORITY}/dataset-status/WITHDRAWN",
            "modified": listed.withdrawn_at.date().isoformat(),
            "note": listed.withdrawal_reason,
        }
    said |= _describe_edition(listed.edition)
    said |= {"license": LICENCE, "accessRights": f"{_AUTHORITY}/access-right/PUBLIC"}
    said["language"] = [f"{_AUTHORITY}/language/NLD"]
    if listed.edition.values_en:
        said["language"].append(f"{_AUTHORITY}/language/ENG")
    if listed.page:
        said["landingPage"] = listed.page
    if listed.source and is_link(listed.source[1]):
        said["source"] = listed.source[1]
    if listed.earlier:
        said["hasVersion"] = [_describe_earlier(listed, edition) for edition in listed.earlier]
    return said


def _describe_body(body: Body, head: Head) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if body.tooi:
        said["@id"] = body.tooi
    elif head.register_url:
        said["@id"] = f"{head.register_url.rstrip('/')}/nl/organisatie/{body.code}"
    return said | {"@type": ["foaf:Organization", "schema:GovernmentOrganization"], "name": body.name}


def _describe_earlier(listed: Listed, edition: Edition) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if listed.page:
        said["@id"] = f"{listed.page}/versie/{edition.number}"
    return said | {"@type": ["dcat:Dataset", "schema:Dataset"]} | _describe_edition(edition)


def _describe_edition(edition: Edition) -> dict[str, Any]:
    values, english = edition.values, edition.values_en
    said: dict[str, Any] = {
        "version": str(edition.number),
        "title": _in_both("name", values, english),
        "description": _in_both("description_short", values, english),
        "modified": edition.day.isoformat(),
    }
    themes = values.get("category")
    if isinstance(themes, list) and (words := [word for word in themes if isinstance(word, str)]):
        said["keyword"] = {"nl": words}
    if edition.reason:
        said["note"] = edition.reason
    if contact := _describe_contact(values.get("contact_email")):
        said["contactPoint"] = contact
    said["about"] = _describe_algorithm(values, english)
    return {key: value for key, value in said.items() if value}


def _describe_algorithm(values: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {
        "@type": "schema:SoftwareApplication",
        "label": _in_both("name", values, english),
    }
    if isinstance(status := values.get("status"), str) and status:
        about["workStatus"] = status
    if isinstance(website := values.get("website"), str) and is_link(website):
        about["link"] = website
    if isinstance(provider := values.get("provider"), str) and provider:
        about["provider"] = {"@type": "schema:Organization", "name": provider}
    about["field"] = [
        _describe_field(field, values, english)
        for field in load_standard().fields
        if field.key not in _ELSEWHERE and values.get(field.key) not in (None, "", [])
    ]
    return {key: value for key, value in about.items() if value}


def _describe_field(field: Field, values: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "schema:PropertyValue",
        "propertyID": field.key,
        "label": {"nl": field.label.nl, "en": field.label.en},
    }
    value = values[field.key]
    if field.kind is Kind.CHOICES and isinstance(value, list):
        said["value"] = {"nl": [str(part) for part in value]}
    elif field.kind is Kind.GROUP and isinstance(value, list):
        said["value"] = {"nl": [make_cell(field, [row], load_standard()) for row in value]}
    else:
        said["value"] = _in_both(field.key, values, english)
    return said


def _in_both(key: str, values: Mapping[str, Any], english: Mapping[str, Any]) -> dict[str, str]:
    """The text of a field by language, without markup."""
    texts = {"nl": values.get(key), "en": english.get(key)}
    is_markup = load_standard().get_field(key).allows_markup
    return {
        language: markup.plain_text(text) if is_markup else text.strip()
        for language, text in texts.items()
        if isinstance(text, str) and not markup.is_blank(text)
    }


def _describe_contact(contact: object) -> dict[str, Any] | None:
    if not isinstance(contact, str):
        return None
    address = contact.strip().removeprefix("mailto:")
    if is_mail_address(address):
        return {"@type": "vcard:Kind", "hasEmail": f"mailto:{address}"}
    return {"@type": "vcard:Kind", "hasURL": address} if is_link(address) else None


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
