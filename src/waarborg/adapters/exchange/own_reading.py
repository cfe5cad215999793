"""Reads exports in the own format of a register, as one JSON document or as JSON Lines, entry by entry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from waarborg.adapters.exchange.faults import GET_AGAIN, SPLIT, break_file
from waarborg.adapters.exchange.json_files import read_line
from waarborg.adapters.exchange.json_stream import MAX_ITEM, walk
from waarborg.adapters.exchange.making import Maker, Place, as_word
from waarborg.adapters.exchange.own_format import OWN_FORMAT, OWN_JSON, OWN_LINES, OWN_VERSION
from waarborg.adapters.exchange.records import Export, Record, Refusal, find_unusable, read_day
from waarborg.core.publication.addresses import is_link
from waarborg.core.publication.conversion import is_known_version
from waarborg.core.publication.markup import plain_text
from waarborg.core.publication.standard import Standard
from waarborg.core.terms.text import Text

_MAX_NAME = 200
_FIRST_KEYS = re.compile(r'^\s*\{\s*"format"\s*:\s*"waarborg-register"')


def is_own_lines(start: str) -> bool:
    """Return whether a text that starts like this is JSON Lines of the own format.

    Only a line of an entry has its register before anything of the file as a whole.
    """
    if not _FIRST_KEYS.match(start):
        return False
    places = {key: start.find(f'"{key}"') for key in ("register", "id", "made_at", "entries", "standard")}
    whole = [place for key, place in places.items() if key in ("made_at", "entries") and place >= 0]
    own = [place for key, place in places.items() if key == "id" and place >= 0]
    return bool(own) and (not whole or min(own) < min(whole))


def read_own_json(path: Path, *, head: Mapping[str, Any], count: int | None, standard: Standard) -> Export:
    """Return the export in one JSON document, of which `head` holds all but the entries. Raises `BrokenFile`."""
    require_version(head, path.name)
    if count is None:
        raise break_file(
            path.name,
            Text(nl="entries is geen lijst met records.", en="entries is no list of records."),
            GET_AGAIN,
            field="entries",
        )

    def items() -> Iterator[tuple[Any, int | None]]:
        return ((part.value, None) for part in walk(path) if part.key == "entries" and part.place)

    return make_own_export(path, OWN_JSON, read_register(head, path.name), items, standard)


def read_own_lines(path: Path, *, standard: Standard) -> Export:
    """Return the export in JSON Lines: an entry with its register on each line. Raises `BrokenFile`."""
    register: OwnRegister | None = None
    for value, line in _read_lines(path):
        if not isinstance(value, dict) or value.get("format") != OWN_FORMAT:
            raise break_file(
                path.name,
                Text(
                    nl="Deze regel is geen beschrijving in het eigen formaat.",
                    en="This line is no entry in the own format.",
                ),
                GET_AGAIN,
                line=line,
                field="format",
            )
        require_version(value, path.name, line=line)
        found = read_register(value, path.name, line=line)
        if register is not None and found != register:
            raise break_file(
                path.name,
                Text(
                    nl="Deze regel komt uit een ander register dan de regels ervoor.",
                    en="This line comes from another register than the lines before it.",
                ),
                Text(nl="Maak van elk register een eigen bestand.", en="Make a file for each register."),
                line=line,
                field="register",
            )
        register = found
    assert register is not None  # an empty file is refused before
    return make_own_export(path, OWN_LINES, register, lambda: _read_lines(path), standard)


@dataclass(frozen=True, slots=True)
class OwnRegister:
    """Where an export comes from."""

    name: str
    url: str


def _read_lines(path: Path) -> Iterator[tuple[Any, int | None]]:
    with path.open(encoding="utf-8-sig", newline="\n") as opened:
        number = 0
        while line := opened.readline(MAX_ITEM + 1):
            number += 1
            if len(line) > MAX_ITEM:
                message = Text(
                    nl=f"Deze regel is meer dan {MAX_ITEM} tekens lang.",
                    en=f"This line has more than {MAX_ITEM} characters.",
                )
                raise break_file(path.name, message, SPLIT, line=number)
            if line.strip():
                yield read_line(line, file=path.name, line=number), number


def require_version(head: Mapping[str, Any], file: str, *, line: int | None = None) -> None:
    if head.get("format_version") != OWN_VERSION or isinstance(head.get("format_version"), bool):
        raise break_file(
            file,
            Text(
                nl=f"Dit bestand heeft een andere versie van het eigen formaat dan {OWN_VERSION}.",
                en=f"This file has another version of the own format than {OWN_VERSION}.",
            ),
            Text(
                nl="Neem een nieuwere versie van Waarborg, of maak de export opnieuw.",
                en="Take a newer version of Waarborg, or make the export again.",
            ),
            line=line,
            field="format_version",
        )


def read_register(head: Mapping[str, Any], file: str, *, line: int | None = None) -> OwnRegister:
    given = head.get("register")
    name = as_word(given.get("name")) if isinstance(given, dict) else None
    if name is None or len(name) > _MAX_NAME or find_unusable(name):
        raise break_file(
            file,
            Text(
                nl=f"De naam van het register ontbreekt, is langer dan {_MAX_NAME} tekens of niet te tonen.",
                en=f"The name of the register is missing, longer than {_MAX_NAME} characters or cannot be shown.",
            ),
            Text(nl="Maak de export opnieuw.", en="Make the export again."),
            line=line,
            field="register.name",
        )
    address = as_word(given.get("url")) or "" if isinstance(given, dict) else ""
    return OwnRegister(name, address if is_link(address) and len(address) <= 500 else "")


def make_own_export(
    path: Path, format_: str, register: OwnRegister, items: Any, standard: Standard
) -> Export:
    """Count the entries in a first walk, which also finds a file that breaks halfway."""
    count = withdrawn = 0
    for value, _ in items():
        if _is_withdrawn(value):
            withdrawn += 1
        else:
            count += 1

    def make() -> Iterator[Record | Refusal]:
        maker = Maker(path.name, standard)
        for position, (value, line) in enumerate(items(), start=1):
            if not _is_withdrawn(value):
                yield _make(value, maker, Place(path.name, position, line))

    return Export(
        format=format_,
        source_name=register.name,
        source_url=register.url or None,
        count=count,
        make_records=make,
        set_aside={"withdrawn": withdrawn} if withdrawn else {},
    )


def _is_withdrawn(value: object) -> bool:
    return isinstance(value, dict) and "withdrawn" in value and "values" not in value


def _make(value: Any, maker: Maker, place: Place) -> Record | Refusal:
    if not isinstance(value, dict):
        return place.refuse_no_object()
    values, organisation = value.get("values"), value.get("organisation")
    place.id = as_word(value.get("id"))
    place.title = (as_word(values.get("name")) or "") if isinstance(values, dict) else ""
    if refusal := place.find_text_fault(value) or place.find_bad_id("id"):
        return refusal
    if place.id is None:
        return place.refuse(*_missing("id"), field="id")
    if refusal := _find_wrong_shape(value, place) or _find_wrong_version(value, maker.standard, place):
        return refusal
    name = plain_text(as_word(organisation.get("name")) or "") if isinstance(organisation, dict) else ""
    title = plain_text(place.title)
    if refusal := place.find_empty({"name": title, "organisation": name}):
        return refusal
    if refusal := maker.find_double(place.id, place, derived=False):
        return refusal
    assert isinstance(organisation, dict)  # it has a name
    return _make_record(
        value, value, place, name, organisation, earlier=_read_earlier(value, place, name, organisation)
    )


def _make_record(
    version: Mapping[str, Any],
    entry: Mapping[str, Any],
    place: Place,
    organisation: str,
    body: Mapping[str, Any],
    *,
    earlier: tuple[Record, ...] = (),
) -> Record:
    values = version["values"]
    english = version.get("values_en") or {}
    page = as_word(entry.get("page"))
    return Record(
        position=place.position,
        id=place.id or "",
        title=plain_text(as_word(values.get("name")) or "") or plain_text(place.title),
        organisation=organisation,
        organisation_code=as_word(body.get("code")),
        organisation_type=as_word(body.get("kind")),
        version=as_word(version.get("standard")) or "",
        values=dict(values),
        registered_on=read_day(version.get("registered_on")) or read_day(version.get("published_at")),
        url=page if page and is_link(page) else None,
        raw={key: value for key, value in version.items() if key != "earlier"},
        translations={"eng": dict(english)} if english else {},
        is_exact=True,
        number=version["number"],
        reason=(as_word(version.get("reason")) or "")[:1000],
        leftover=dict(version.get("leftover") or {}),
        texts_at=_read_moments(version.get("texts_at")),
        earlier=earlier,
    )


def _read_earlier(
    value: Mapping[str, Any], place: Place, organisation: str, body: Mapping[str, Any]
) -> tuple[Record, ...]:
    return tuple(
        _make_record(version, value, place, organisation, body) for version in value.get("earlier") or ()
    )


def _find_wrong_shape(value: Mapping[str, Any], place: Place) -> Refusal | None:
    """Refuse an entry of which a part is not what the format says."""
    if not isinstance(value.get("organisation"), dict):
        return place.refuse(*_missing("organisation"), field="organisation")
    versions = [] if value.get("earlier") is None else value["earlier"]
    if not isinstance(versions, list):
        return place.refuse(*_missing("earlier"), field="earlier")
    numbers: list[int] = []
    for version in (*versions, value):
        if not isinstance(version, dict):
            return place.refuse(*_missing("earlier"), field="earlier")
        for key in ("values", "values_en", "leftover"):
            if not isinstance(version.get(key, {}), dict) or (key == "values" and key not in version):
                return place.refuse(*_missing(key), field=key)
        number = version.get("number")
        if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**6:
            return place.refuse(*_missing("number"), field="number")
        numbers.append(number)
        moment = version.get("published_at")
        if moment is not None and not _is_moment(moment):
            return place.refuse(*_missing("published_at"), field="published_at")
    if numbers != sorted(set(numbers)):
        return place.refuse(
            Text(
                nl="De nummers van de versies lopen niet op.", en="The numbers of the versions do not go up."
            ),
            Text(nl="Maak de export opnieuw.", en="Make the export again."),
            field="number",
        )
    return None


def _find_wrong_version(value: Mapping[str, Any], standard: Standard, place: Place) -> Refusal | None:
    for version in (*(value.get("earlier") or ()), value):
        name = as_word(version.get("standard")) or ""
        if not is_known_version(name, standard):
            return place.refuse(
                Text(
                    nl=f"Versie '{name[:40]}' van de publicatiestandaard is niet bekend.",
                    en=f"Version '{name[:40]}' of the publication standard is not known.",
                ),
                Text(
                    nl="Maak de export opnieuw, of neem een nieuwere versie van Waarborg.",
                    en="Make the export again, or take a newer version of Waarborg.",
                ),
                field="standard",
            )
    return None


def _read_moments(value: object) -> dict[str, str]:
    """Since when each text stands, as far as it is written as the format wants it."""
    if not isinstance(value, dict):
        return {}
    return {key: moment for key, moment in value.items() if _is_moment(moment)}


def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _missing(key: str) -> tuple[Text, Text]:
    return (
        Text(
            nl=f"{key} ontbreekt of heeft niet de vorm van het eigen formaat.",
            en=f"{key} is missing, or has not the form of the own format.",
        ),
        Text(
            nl="Maak de export opnieuw; docs/register-format.md beschrijft de vorm.",
            en="Make the export again; docs/register-format.md describes the form.",
        ),
    )
