"""The JSON exports of others: the whole site of the national register, a flat list, and a reduced collection.

Lists are read item by item, twice: once to see that the whole file is right and what it is, and again for its
records. Only the whole site is held in memory, as the newest version of an entry may stand anywhere in it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from waarborg.adapters.exchange.faults import break_file
from waarborg.adapters.exchange.json_files import MAX_HELD_BYTES
from waarborg.adapters.exchange.json_stream import Part, walk
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
from waarborg.adapters.exchange.own_format import OWN_FORMAT
from waarborg.adapters.exchange.own_reading import read_own_json
from waarborg.adapters.exchange.records import BrokenFile, Export, Record, Refusal
from waarborg.adapters.exchange.reduced import make_reduced_records
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

SITE_DATA = "site-data-json"
SEED = "seed-json"
REDUCED = "reduced-json"
REDUCED_NAME = "Algoritmeregister (algoritmes.overheid.nl), verkorte verzameling"
VERSIONS, ALGORITHMS, ENTRIES, DETAILS = "algoritme_versions", "algoritmes", "entries", "organisation_details"


@dataclass(slots=True)
class _Survey:
    """What a first walk through a file shows."""

    head: dict[str, Any] = field(default_factory=dict)
    lists: dict[str | None, int] = field(default_factory=dict)
    public: int = 0
    hidden: int = 0
    has_flat_entry: bool = False
    templates: int = 0

    def add(self, part: Part) -> None:
        """Count a part."""
        if part.place is None:
            self.head[part.key or ""] = part.value if part.key not in self.lists else None
            return
        self.lists[part.key] = part.place
        if part.key is None and part.place:
            self._add_flat(part.value)

    def _add_flat(self, item: object) -> None:
        if is_unpublished(item):
            self.hidden += 1
        else:
            self.public += 1
        if isinstance(item, dict) and "name" in item and "organization" in item:
            self.has_flat_entry = True
            self.templates += item["organization"] is None and "id" in item


def read_json_export(path: Path, *, standard: Standard) -> Export:
    """Return the export in a JSON document; its shape says which format it is. Raises `BrokenFile`."""
    survey = _Survey()
    for part in walk(path):
        survey.add(part)
    if survey.head.get("format") == OWN_FORMAT:
        return read_own_json(path, head=survey.head, count=survey.lists.get(ENTRIES), standard=standard)
    if VERSIONS in survey.lists or VERSIONS in survey.head:
        _require_list(survey, VERSIONS, path.name)
        return _make_site_data(_hold(path), file=path.name, standard=standard)
    if ALGORITHMS in survey.lists or ALGORITHMS in survey.head:
        _require_list(survey, ALGORITHMS, path.name)
        return _make_reduced(path, survey, standard)
    if survey.templates and survey.templates == survey.lists.get(None):
        raise _is_template(path.name)
    if survey.has_flat_entry:
        return _make_seed(path, survey, standard)
    raise break_file(
        path.name,
        Text(
            nl="Dit is JSON, maar geen export die we kennen.", en="This is JSON, but no export that we know."
        ),
        Text(
            nl="Geef een eigen export, een lijst van beschrijvingen met name en organization, of een object met"
            " algoritmes of algoritme_versions.",
            en="Give an own export, a list of entries with name and organization, or an object with algoritmes or"
            " algoritme_versions.",
        ),
    )


def _is_template(file: str) -> BrokenFile:
    return break_file(
        file,
        Text(
            nl="Dit is een sjabloon van een leverancier: teksten die nog van geen organisatie zijn.",
            en="This is a template of a supplier: texts that belong to no organisation yet.",
        ),
        Text(
            nl="Lees het in bij Producten in de werkplek, of met `waarborg products load`; een sjabloon vult daarna een"
            " concept.",
            en="Load it under Products in the workplace, or with `waarborg products load`; a template then fills a"
            " draft.",
        ),
    )


def _require_list(survey: _Survey, key: str, file: str) -> None:
    if not survey.lists.get(key):
        raise break_file(
            file,
            Text(nl=f"{key} is geen lijst met records.", en=f"{key} is no list of records."),
            Text(nl="Haal de export opnieuw op.", en="Get the export again."),
            field=key,
        )


def _items(path: Path, key: str | None) -> Iterator[Any]:
    return (part.value for part in walk(path) if part.key == key and part.place)


def _make_seed(path: Path, survey: _Survey, standard: Standard) -> Export:
    def make() -> Iterator[Record | Refusal]:
        maker = Maker(path.name, standard)
        for position, item in enumerate(_items(path, None), start=1):
            if not is_unpublished(item):
                yield maker.make(item, position=position)

    return Export(
        format=SEED,
        source_name=REGISTER_NAME,
        source_url=REGISTER_URL,
        count=survey.public,
        make_records=make,
        set_aside={"not_published": survey.hidden} if survey.hidden else {},
    )


def _make_reduced(path: Path, survey: _Survey, standard: Standard) -> Export:
    return Export(
        format=REDUCED,
        source_name=REDUCED_NAME,
        source_url=as_word(survey.head.get("source_url")),
        fetched_at=read_moment(survey.head.get("fetched_at")),
        count=survey.lists[ALGORITHMS],
        make_records=lambda: make_reduced_records(_items(path, ALGORITHMS), Maker(path.name, standard)),
    )


def _hold(path: Path) -> dict[str, Any]:
    """Read a file of the whole site into memory, when it is not too large for that."""
    size = path.stat().st_size
    if size > MAX_HELD_BYTES:
        raise break_file(
            path.name,
            Text(
                nl=f"Het bestand is {size} bytes; dit soort JSON mag {MAX_HELD_BYTES} bytes groot zijn.",
                en=f"The file has {size} bytes; JSON of this kind may have {MAX_HELD_BYTES} bytes.",
            ),
            Text(nl="Neem de CSV, of splits het bestand.", en="Take the CSV, or split the file."),
        )
    held: dict[str, Any] = {VERSIONS: [], DETAILS: []}
    for part in walk(path):
        if part.key in held and part.place:
            held[part.key].append(part.value)
    return held


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
    kinds = _read_organisation_kinds(document[DETAILS])
    entries: dict[str, _Entry] = {}
    loose: list[tuple[int, Any]] = []
    aside = {"not_published": 0, "older_version": 0, "translation": 0}
    for position, item in enumerate(document[VERSIONS], start=1):
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


def _read_organisation_kinds(details: list[Any]) -> dict[str, str]:
    kinds = {}
    for detail in details:
        if isinstance(detail, dict) and (code := as_word(detail.get("code"))):
            kinds[code] = as_word(detail.get("type")) or ""
    return {code: kind for code, kind in kinds.items() if kind}
