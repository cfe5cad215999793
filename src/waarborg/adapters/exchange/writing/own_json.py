"""The own format: one JSON object, or an entry on each line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from waarborg.adapters.exchange.own_format import LICENCE, OWN_FORMAT, OWN_VERSION
from waarborg.adapters.exchange.writing.shapes import Body, Edition, Head, Listed


def stream_json(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield one JSON object, an entry at a time."""
    opening = {
        "format": OWN_FORMAT,
        "format_version": OWN_VERSION,
        "standard": head.standard,
        "made_at": head.made_at.isoformat(),
        "register": _register(head),
        "history": head.has_history,
        "licence": LICENCE,
    }
    yield _encode(opening)[:-1] + b',"entries":['
    mark = b"\n"
    for listed in entries:
        yield mark + _encode(describe(listed))
        mark = b",\n"
    yield b"\n]}\n"


def stream_lines(entries: Iterable[Listed], head: Head) -> Iterator[bytes]:
    """Yield an entry on each line, each of which says what it is and where it comes from."""
    front = {"format": OWN_FORMAT, "format_version": OWN_VERSION, "register": _register(head)}
    for listed in entries:
        yield _encode(front | describe(listed)) + b"\n"


def describe(listed: Listed) -> dict[str, Any]:
    """Return an entry as the own format has it."""
    organisation = _describe_body(listed.organisation)
    if listed.edition is None:
        assert listed.withdrawn_at is not None  # Listed requires one of the two
        withdrawn = {"at": listed.withdrawn_at.isoformat(), "reason": listed.withdrawal_reason}
        return {"id": listed.id, "organisation": organisation, "withdrawn": withdrawn}
    source = listed.source
    described = {
        "id": listed.id,
        "page": listed.page,
        "organisation": organisation,
        "taken_over_from": {"name": source[0], "url": source[1]} if source else None,
        **_describe_edition(listed.edition),
    }
    if listed.earlier:
        described["earlier"] = [_describe_edition(edition) for edition in listed.earlier]
    return described


def _describe_body(body: Body) -> dict[str, Any]:
    return {"code": body.code, "name": body.name, "kind": body.kind, "tooi": body.tooi}


def _describe_edition(edition: Edition) -> dict[str, Any]:
    said = {
        "number": edition.number,
        "standard": edition.standard,
        "published_at": edition.published_at.isoformat(),
        "registered_on": edition.registered_on.isoformat() if edition.registered_on else None,
        "reason": edition.reason,
        "values": dict(edition.values),
        "values_en": dict(edition.values_en),
        "leftover": dict(edition.leftover),
        "redacted": list(edition.redacted),
    }
    return said | ({"texts_at": dict(edition.texts_at)} if edition.texts_at else {})


def _register(head: Head) -> dict[str, str]:
    return {"name": head.register_name, "url": head.register_url}


def _encode(value: object) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:  # half a character, which JSON can write as its number
        return json.dumps(value, separators=(",", ":")).encode("ascii")
