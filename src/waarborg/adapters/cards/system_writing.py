"""The facts of a dossier in the fields of a system card, in words, and beside those their exact values."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from waarborg.adapters.cards.card_shapes import SYSTEM
from waarborg.adapters.cards.own_values import OWN, fingerprint
from waarborg.adapters.cards.shapes import require_own
from waarborg.adapters.cards.system_fields import (
    FACTS,
    LABEL_NAMES,
    REFERENCE_NAMES,
    SOURCE_PREFIX,
)
from waarborg.adapters.content_files.vocabulary import load_vocabulary
from waarborg.adapters.documents.system_card_parts import Label, Named, Supplier
from waarborg.adapters.markup import clean
from waarborg.core.profile.vocabulary import Type
from waarborg.core.publication.addresses import is_mail_address
from waarborg.core.publication.markup import has_markup, plain_text
from waarborg.core.publication.plain_writing import to_writing
from waarborg.core.terms.months import Month

Values = Mapping[str, object]


def describe_facts(values: Values) -> dict[str, Any]:
    """Return what the facts say, by the names of `SystemCardInput`; what is not known is left out.

    An end before the begin contradicts it; then the end is left out.
    """
    begin, end = _find_begin(values), _find_end(values)
    return {
        "description": say(values, "summary"),
        "labels": list(_list_labels(values)),
        "publication_category": say(values, "publication_category"),
        "status": say(values, "status"),
        "begin_on": begin,
        "end_on": end if begin is None or end is None or end >= begin else None,
        "goal": say(values, "goal"),
        "considerations": say(values, "considerations"),
        "risk_management": say(values, "risks"),
        "human_intervention": say(values, "human_intervention"),
        "legal_base": list(_list_laws(values)),
        "used_data": say(values, "source_data"),
        "technical_design": say(values, "technical_design"),
        "external_providers": [Supplier(name, say(values, "product_version"))]
        if (name := say(values, "supplier"))
        else [],
        "url": say(values, "website"),
        "references": list(_list_references(values)),
    }


def find_mail(values: Values) -> str:
    """Return the mail address for questions; empty when that is an address of a form, or not known."""
    contact = say(values, "contact")
    return contact if is_mail_address(contact) else ""


def say(values: Values, key: str) -> str:
    """Return a fact of text as plain text, paragraphs and lists as people type them; empty when it is not known."""
    value = values.get(key)
    if not isinstance(value, str):
        return ""
    if load_vocabulary().get_term(key).type is not Type.MARKUP:
        return value.strip()
    writing = to_writing(clean(value))
    return plain_text(writing).strip() if has_markup(writing) else writing.strip()


def _list_labels(values: Values) -> Iterator[Label]:
    for key, name in LABEL_NAMES.items():
        value = values.get(key) if key != "publication_category" else None  # has a place of its own
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one:
                yield Label(name, one)


def _list_laws(values: Values) -> Iterator[Named]:
    if text := say(values, "legal_basis"):
        yield Named(text)
    for row in _list_rows(values, "legal_bases"):
        yield Named(row["title"], row.get("link", ""))


def _list_references(values: Values) -> Iterator[Named]:
    for key, name in REFERENCE_NAMES.items():
        if key != "website" and (link := say(values, key)):  # the website has a place of its own
            yield Named(name, link)
    for row in _list_rows(values, "data_sources"):
        yield Named(SOURCE_PREFIX + row["title"], row.get("link", ""))


def _list_rows(values: Values, key: str) -> Iterator[Mapping[str, str]]:
    rows = values.get(key)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("title"):
            yield row


def _find_begin(values: Values) -> date | None:
    day, month = values.get("in_service_on"), values.get("begin_month")
    if isinstance(day, str):
        return date.fromisoformat(day)
    return Month.parse(month).first_day() if isinstance(month, str) else None


def _find_end(values: Values) -> date | None:
    month = values.get("end_month")
    if not isinstance(month, str):
        return None
    first = Month.parse(month).first_day()
    return first.replace(day=monthrange(first.year, first.month)[1])


def add_exact(card: dict[str, Any], values: Values) -> dict[str, Any]:
    """Return the card with, for each field that facts fill, those facts as they are and a fingerprint of its words.

    Raises `ValueError` for a card that is not as the standard asks.
    """
    require_own(card, SYSTEM)
    fields = {
        field: {
            "facts": {key: _make_safe(key, values[key]) for key in keys if values.get(key) is not None},
            "words": fingerprint(card[field]),
        }
        for field, keys in FACTS.items()
        if field in card
    }
    return {**card, OWN: {"fields": fields}}


def _make_safe(key: str, value: object) -> object:
    is_markup = load_vocabulary().get_term(key).type is Type.MARKUP
    return clean(value) if is_markup and isinstance(value, str) else value
