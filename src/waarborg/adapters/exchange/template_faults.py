"""What can be wrong with one template in a file of templates, with the remedy."""

from collections.abc import Mapping
from typing import Any

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange.json_files import DOUBLE_KEY
from waarborg.adapters.exchange.records import Fault, find_unusable
from waarborg.core.publication.conversion import is_known_version
from waarborg.core.publication.markup import plain_text
from waarborg.core.terms.text import Text


def find_fault(item: object, file: str, position: int) -> Fault | None:
    """Return why a record is no template, or None."""
    if not isinstance(item, Mapping):
        return _fault(
            file,
            position,
            Text(nl="Dit sjabloon is geen object met velden.", en="This template is no object with fields."),
            Text(nl='Schrijf het als {"id": …, "name": …}.', en='Write it as {"id": …, "name": …}.'),
        )
    if DOUBLE_KEY in item:
        key = str(item[DOUBLE_KEY])
        return _fault(
            file,
            position,
            Text(nl=f"Het veld {key} staat er twee keer.", en=f"The field {key} is written twice."),
            Text(nl="Laat er een staan.", en="Keep one of them."),
            key,
        )
    if found := find_unusable(item):
        return _fault(file, position, found[1], found[2], found[0])
    for key in ("id", "name"):
        if not (isinstance(item.get(key), str) and plain_text(item[key]).strip()):
            return _fault(
                file,
                position,
                Text(nl=f"Het veld {key} is leeg.", en=f"The field {key} is empty."),
                Text(nl=f"Vul {key} in.", en=f"Fill in {key}."),
                key,
            )
    if len(str(item["id"]).strip()) > 100 or len(str(item["name"])) > 250:
        return _fault(
            file,
            position,
            Text(nl="Het id of de naam is te lang.", en="The id or the name is too long."),
            Text(nl="Gebruik hoogstens 100 en 250 tekens.", en="Use at most 100 and 250 characters."),
            "id",
        )
    return _find_fault_of_kind(item, file, position)


def _find_fault_of_kind(item: Mapping[str, Any], file: str, position: int) -> Fault | None:
    if isinstance(item.get("organization"), str) and item["organization"].strip():
        return _fault(
            file,
            position,
            Text(
                nl="Dit is de beschrijving van een organisatie, geen sjabloon van een leverancier.",
                en="This is the entry of an organisation, not the template of a supplier.",
            ),
            Text(
                nl="Lees een export van een register in met `waarborg register import`.",
                en="Import an export of a register with `waarborg register import`.",
            ),
            "organization",
        )
    version = str(item.get("standard_version") or load_standard().version)
    if not is_known_version(version, load_standard()):
        return _fault(
            file,
            position,
            Text(
                nl=f"Versie '{version[:40]}' van de publicatiestandaard is niet bekend.",
                en=f"Version '{version[:40]}' of the publication standard is not known.",
            ),
            Text(nl="Gebruik 0.1, 0.2.3, 0.3.1, 0.4 of 1.0.", en="Use 0.1, 0.2.3, 0.3.1, 0.4 or 1.0."),
            "standard_version",
        )
    return None


def find_double(item: Any, seen: set[str], file: str, position: int) -> Fault | None:
    """Return the fault of an id that was seen before, else remember it."""
    identity = str(item["id"]).strip()
    if identity in seen:
        return _fault(
            file,
            position,
            Text(nl=f"Het id {identity} staat er twee keer.", en=f"The id {identity} is written twice."),
            Text(nl="Geef elk sjabloon een eigen id.", en="Give each template an id of its own."),
            "id",
        )
    seen.add(identity)
    return None


def find_name_fault(item: object, file: str, position: int, key: str) -> Fault | None:
    """Return the fault of a supplier or product without a usable name, or None."""
    if isinstance(item, Mapping) and str(item.get("name") or "").strip() and not find_unusable(dict(item)):
        return None
    return _fault(
        file,
        position,
        Text(
            nl=f"Onder {key} staat iets zonder bruikbare naam.",
            en=f"Under {key} stands something without a usable name.",
        ),
        Text(
            nl="Geef elke leverancier en elk product een name.", en="Give every supplier and product a name."
        ),
        "name",
    )


def _fault(file: str, position: int, message: Text, remedy: Text, key: str | None = None) -> Fault:
    return Fault(file=file, row=position, message=message, remedy=remedy, field=key)
