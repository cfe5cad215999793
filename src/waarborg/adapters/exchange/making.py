"""From one flat object or row to a record, or to a refusal that says why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from waarborg.adapters.exchange.json_files import DOUBLE_KEY
from waarborg.adapters.exchange.records import (
    Fault,
    Record,
    Refusal,
    derive_id,
    find_id_fault,
    find_unusable,
    read_day,
)
from waarborg.core.publication.conversion import is_known_version
from waarborg.core.publication.markup import is_blank, plain_text
from waarborg.core.publication.standard import Standard
from waarborg.core.publication.wordings import fold
from waarborg.core.terms.text import Text

REGISTER_NAME = "Algoritmeregister (algoritmes.overheid.nl)"
REGISTER_URL = "https://algoritmes.overheid.nl"
DUTCH = "nld"

# What exports say about an entry beside the fields of the standard.
ID_KEYS = ("lars", "algorithm_id")
DAY_KEYS = ("publication_dt", "published_dt", "create_dt")
ORGANISATION_KEYS = ("owner", "org_id", "organization_code")
BESIDE_THE_STANDARD = frozenset(
    (*ID_KEYS, *DAY_KEYS, *ORGANISATION_KEYS, "id", "language", "published", "released", "state", "active")
)
_LANGUAGES = {
    "nld": "nld",
    "nl": "nld",
    "nederlands": "nld",
    "eng": "eng",
    "en": "eng",
    "fry": "fry",
    "fy": "fry",
}


@dataclass(slots=True)
class Place:
    """Where a record stands in its file, and the reasons to refuse it there."""

    file: str
    position: int
    line: int | None = None
    id: str | None = None
    title: str = ""

    def refuse(self, message: Text, remedy: Text, *, field: str | None = None) -> Refusal:
        """Refuse the record. The refusal has no id when the given one cannot be one."""
        fault = Fault(
            file=self.file, message=message, remedy=remedy, row=self.position, line=self.line, field=field
        )
        identity = None if self.id is None or find_id_fault(self.id) else self.id
        return Refusal(position=self.position, id=identity, title=self.title[:200], errors=(fault,))

    def refuse_no_object(self) -> Refusal:
        """Refuse what is no object."""
        return self.refuse(
            Text(nl="Dit record is geen object met velden.", en="This record is not an object with fields."),
            Text(
                nl='Schrijf het als velden met waarden: {"name": …}.',
                en='Write it as fields with values: {"name": …}.',
            ),
        )

    def find_text_fault(self, raw: Mapping[str, Any]) -> Refusal | None:
        """Refuse an object with a key that is written twice, or with a text that cannot be kept."""
        if DOUBLE_KEY in raw:
            key = str(raw[DOUBLE_KEY])
            return self.refuse(
                Text(nl=f"Het veld {key} staat er twee keer.", en=f"The field {key} is written twice."),
                Text(nl="Laat er een staan.", en="Keep one of them."),
                field=key,
            )
        if found := find_unusable(raw):
            path, message, remedy = found
            self.title = "" if find_unusable(self.title) else self.title
            return self.refuse(message, remedy, field=path)
        return None

    def find_bad_id(self, key: str) -> Refusal | None:
        """Refuse a record whose id, given in the field `key`, cannot be one."""
        if self.id is not None and (found := find_id_fault(self.id)):
            return self.refuse(*found, field=key)
        return None

    def find_empty(self, texts: Mapping[str, str]) -> Refusal | None:
        """Refuse an entry without name or organisation."""
        for key, text in texts.items():
            if is_blank(text):
                return self.refuse(*_empty(key), field=key)
        return None


@dataclass(slots=True)
class Maker:
    """Makes records of one file, and remembers their ids: the second with an id is refused."""

    file: str
    standard: Standard
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)

    def make(
        self,
        raw: object,
        *,
        position: int,
        line: int | None = None,
        translations: Mapping[str, dict[str, Any]] | None = None,
        organisation_type: str | None = None,
    ) -> Record | Refusal:
        """Return the record in a flat object with the fields of a standard and those of the export."""
        place = Place(self.file, position, line)
        if not isinstance(raw, dict):
            return place.refuse_no_object()
        id_key = next((key for key in ID_KEYS if as_word(raw.get(key))), ID_KEYS[0])
        identity = as_word(raw.get(id_key))
        place.id, place.title = identity, as_word(raw.get("name")) or ""
        if refusal := place.find_text_fault(raw) or place.find_bad_id(id_key):
            return refusal
        version = as_word(raw.get("standard_version")) or self.standard.version
        if not is_known_version(version, self.standard):
            return place.refuse(*_unknown_version(version), field="standard_version")
        organisation = plain_text(as_word(raw.get("organization")) or "")
        title = plain_text(place.title)
        if refusal := place.find_empty({"name": title, "organization": organisation}):
            return refusal
        source_id = as_word(raw.get("source_id"))
        identity = identity or derive_id(organisation=organisation, name=title, source_id=source_id)
        if refusal := self.find_double(identity, place, derived=place.id is None):
            return refusal
        return Record(
            position=position,
            id=identity,
            title=title,
            organisation=organisation,
            organisation_code=next(
                (as_word(raw.get(key)) for key in ORGANISATION_KEYS if raw.get(key)), None
            ),
            organisation_type=organisation_type,
            version=version,
            values={key: value for key, value in raw.items() if key not in BESIDE_THE_STANDARD},
            registered_on=find_day(raw),
            url=find_register_address(identity),
            language=find_language(raw),
            raw=raw,
            translations=dict(translations or {}),
        )

    def find_double(self, identity: str, place: Place, *, derived: bool) -> Refusal | None:
        """Refuse a record whose id was seen before, and name both; else remember it."""
        place.id = identity
        if identity not in self.seen:
            self.seen[identity] = (place.position, place.title)
            return None
        first, title = self.seen[identity]
        if derived:
            return place.refuse(
                Text(
                    nl=f"'{place.title}' heeft geen id, en dezelfde naam en organisatie als record {first}.",
                    en=f"'{place.title}' has no id, and the same name and organisation as record {first}.",
                ),
                Text(
                    nl="Geef een van de twee een eigen source_id, of haal het dubbele record weg.",
                    en="Give one of the two its own source_id, or remove the double record.",
                ),
                field="source_id",
            )
        return place.refuse(
            Text(
                nl=f"Het id {identity} van '{place.title}' staat ook bij record {first}, '{title}'.",
                en=f"The id {identity} of '{place.title}' also stands with record {first}, '{title}'.",
            ),
            Text(
                nl="Verbeter het id van een van de twee, of haal het dubbele record weg.",
                en="Correct the id of one of the two, or remove the double record.",
            ),
            field="id",
        )


def as_word(value: object) -> str | None:
    """Return a text or a number as a text without white space around it; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None


def find_day(raw: Mapping[str, Any]) -> date | None:
    """Return the day on which an entry was published, as far as its export says."""
    return next((day for key in DAY_KEYS if (day := read_day(raw.get(key)))), None)


def find_language(raw: Mapping[str, Any]) -> str:
    """Return the language of an entry as the export says; Dutch where it does not."""
    for key in ("language", "lang"):
        if language := _LANGUAGES.get(fold(as_word(raw.get(key)) or "")):
            return language
    return DUTCH


def find_register_address(identity: str) -> str | None:
    """Return the page of an entry in the national register, when its id is one of that register."""
    if len(identity) == 8 and identity.isascii() and identity.isdigit():
        return f"{REGISTER_URL}/nl/algoritme/{identity}"
    return None


def is_unpublished(raw: object) -> bool:
    """Return whether an export says of an entry that it is not public."""
    if not isinstance(raw, dict):
        return False
    state = as_word(raw.get("state"))
    return (state is not None and state != "PUBLISHED") or raw.get("published") is False


def _empty(key: str) -> tuple[Text, Text]:
    what = Text("naam", "name") if key in ("name", "title") else Text("organisatie", "organisation")
    return (
        Text(
            nl=f"De {what.nl} is leeg; zonder {what.nl} is dit geen beschrijving.",
            en=f"The {what.en} is empty.",
        ),
        Text(nl=f"Vul de {what.nl} in.", en=f"Fill in the {what.en}."),
    )


def _unknown_version(version: str) -> tuple[Text, Text]:
    return (
        Text(
            nl=f"Versie '{version[:40]}' van de publicatiestandaard is niet bekend.",
            en=f"Version '{version[:40]}' of the publication standard is not known.",
        ),
        Text(
            nl="Gebruik 0.1, 0.2.3, 0.3.1, 0.4 of 1.0, of neem een nieuwere versie van Waarborg.",
            en="Use 0.1, 0.2.3, 0.3.1, 0.4 or 1.0, or take a newer version of Waarborg.",
        ),
    )
