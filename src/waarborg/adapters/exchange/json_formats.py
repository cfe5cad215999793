"""The JSON exports: the whole site of the national register, a flat list, and a reduced collection."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from waarborg.adapters.exchange.making import (
    BESIDE_THE_STANDARD,
    DUTCH,
    REGISTER_NAME,
    REGISTER_URL,
    Maker,
    as_word,
    find_language,
    is_unpublished,
)
from waarborg.adapters.exchange.records import BrokenFile, Export, Fault, Record, Refusal
from waarborg.adapters.exchange.reduced import make_reduced_records
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

SITE_DATA = "site-data-json"
SEED = "seed-json"
REDUCED = "reduced-json"
REDUCED_NAME = "Algoritmeregister (algoritmes.overheid.nl), verkorte verzameling"


def make_export(document: Any, *, file: str, standard: Standard) -> Export:
    """Return the export in a JSON document; its shape says which format it is. Raises `BrokenFile`."""
    if isinstance(document, dict) and "algoritme_versions" in document:
        return _make_site_data(document, file=file, standard=standard)
    if isinstance(document, dict) and "algoritmes" in document:
        return _make_reduced(document, file=file, standard=standard)
    if isinstance(document, list) and any(_is_flat_entry(item) for item in document):
        return _make_seed(document, file=file, standard=standard)
    raise BrokenFile(
        Fault(
            file=file,
            message=Text(
                nl="Dit is JSON, maar geen export die we kennen.",
                en="This is JSON, but no export that we know.",
            ),
            remedy=Text(
                nl="Geef een lijst van beschrijvingen met name en organization, of een object met algoritmes of"
                " algoritme_versions.",
                en="Give a list of entries with name and organization, or an object with algoritmes or"
                " algoritme_versions.",
            ),
        )
    )


def _is_flat_entry(item: object) -> bool:
    return isinstance(item, dict) and "name" in item and "organization" in item


def _take_list(document: Mapping[str, Any], key: str, file: str) -> list[Any]:
    items = document[key]
    if isinstance(items, list) and items:
        return items
    raise BrokenFile(
        Fault(
            file=file,
            field=key,
            message=Text(nl=f"{key} is geen lijst met records.", en=f"{key} is no list of records."),
            remedy=Text(nl="Haal de export opnieuw op.", en="Get the export again."),
        )
    )


def _make_seed(items: list[Any], *, file: str, standard: Standard) -> Export:
    public = [(position, item) for position, item in enumerate(items, start=1) if not is_unpublished(item)]

    def make() -> Iterator[Record | Refusal]:
        maker = Maker(file, standard)
        return (maker.make(item, position=position) for position, item in public)

    hidden = len(items) - len(public)
    return Export(
        format=SEED,
        source_name=REGISTER_NAME,
        source_url=REGISTER_URL,
        count=len(public),
        make_records=make,
        set_aside={"not_published": hidden} if hidden else {},
    )


def _make_reduced(document: Mapping[str, Any], *, file: str, standard: Standard) -> Export:
    items = _take_list(document, "algoritmes", file)
    source = as_word(document.get("source_url"))
    return Export(
        format=REDUCED,
        source_name=REDUCED_NAME,
        source_url=source,
        fetched_at=read_moment(document.get("fetched_at")),
        count=len(items),
        make_records=lambda: make_reduced_records(items, Maker(file, standard)),
    )


@dataclass(slots=True)
class _Entry:
    """The versions of one entry that count: for each language the newest that was published."""

    newest: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)

    def choose(self) -> tuple[int, dict[str, Any], dict[str, dict[str, Any]]]:
        """Return position and object of the main version, and the values of the other languages."""
        main = min(self.newest, key=lambda language: (language != DUTCH, language))
        position, raw = self.newest[main]
        others = {
            language: {key: value for key, value in other.items() if key not in BESIDE_THE_STANDARD}
            for language, (_, other) in self.newest.items()
            if language != main
        }
        return position, raw, others


def _make_site_data(document: Mapping[str, Any], *, file: str, standard: Standard) -> Export:
    """All languages, states and old versions can be in this file; the newest published one counts."""
    items = _take_list(document, "algoritme_versions", file)
    kinds = _read_organisation_kinds(document.get("organisation_details"))
    entries: dict[str, _Entry] = {}
    loose: list[tuple[int, Any]] = []
    aside = {"not_published": 0, "older_version": 0, "translation": 0}
    for position, item in enumerate(items, start=1):
        identity = as_word(item.get("lars")) if isinstance(item, dict) else None
        if is_unpublished(item):
            aside["not_published"] += 1
        elif identity is None:
            loose.append((position, item))
        else:
            _keep_newest(entries.setdefault(identity, _Entry()), position, item, aside)
    aside["translation"] = sum(len(entry.newest) - 1 for entry in entries.values())
    chosen = [entry.choose() for entry in entries.values()] + [(place, item, {}) for place, item in loose]
    chosen.sort(key=lambda one: one[0])

    def make() -> Iterator[Record | Refusal]:
        maker = Maker(file, standard)
        for position, item, others in chosen:
            owner = as_word(item.get("owner")) if isinstance(item, dict) else None
            yield maker.make(
                item, position=position, translations=others, organisation_type=kinds.get(owner or "")
            )

    return Export(
        format=SITE_DATA,
        source_name=REGISTER_NAME,
        source_url=REGISTER_URL,
        count=len(chosen),
        make_records=make,
        set_aside={reason: number for reason, number in aside.items() if number},
    )


def _keep_newest(entry: _Entry, position: int, item: dict[str, Any], aside: dict[str, int]) -> None:
    language = find_language({"language": item.get("language")})
    known = entry.newest.get(language)
    if known is not None:
        aside["older_version"] += 1
        if _moment_of(item) < _moment_of(known[1]):
            return
    entry.newest[language] = (position, item)


def _moment_of(item: Mapping[str, Any]) -> datetime:
    return read_moment(item.get("create_dt")) or datetime.min.replace(tzinfo=UTC)


def read_moment(value: object) -> datetime | None:
    """Return the moment in an ISO 8601 text; without a zone it counts as UTC. None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_organisation_kinds(details: object) -> dict[str, str]:
    if not isinstance(details, list):
        return {}
    kinds = {}
    for detail in details:
        if isinstance(detail, dict) and (code := as_word(detail.get("code"))):
            kinds[code] = as_word(detail.get("type")) or ""
    return {code: kind for code, kind in kinds.items() if kind}
