"""Records of a reduced collection: ten fields per entry, with Dutch keys."""

from collections.abc import Iterable, Iterator
from typing import Any

from waarborg.adapters.exchange.making import Maker, Place, as_word
from waarborg.adapters.exchange.records import Record, Refusal, derive_id, read_day
from waarborg.core.publication.addresses import is_link
from waarborg.core.publication.markup import plain_text

VERSION = "1.0-reduced"
# The collection says these about an entry; they go to the record itself, not to its values.
ID, ADDRESS, DAY = "id", "url", "geregistreerd"


def make_reduced_records(items: Iterable[Any], maker: Maker) -> Iterator[Record | Refusal]:
    """Yield a record or a refusal for each entry of a reduced collection."""
    for position, item in enumerate(items, start=1):
        yield _make(item, position, maker)


def _make(item: Any, position: int, maker: Maker) -> Record | Refusal:
    place = Place(maker.file, position)
    if not isinstance(item, dict):
        return place.refuse_no_object()
    place.id, place.title = as_word(item.get(ID)), as_word(item.get("title")) or ""
    if refusal := place.find_text_fault(item) or place.find_bad_id(ID):
        return refusal
    title, organisation = plain_text(place.title), plain_text(as_word(item.get("organisatie")) or "")
    if refusal := place.find_empty({"title": title, "organisatie": organisation}):
        return refusal
    given = place.id
    identity = given or derive_id(organisation=organisation, name=title, source_id=None)
    if refusal := maker.find_double(identity, place, derived=given is None):
        return refusal
    address = as_word(item.get(ADDRESS))
    return Record(
        position=position,
        id=identity,
        title=title,
        organisation=organisation,
        version=VERSION,
        values={key: value for key, value in item.items() if key not in (ID, ADDRESS, DAY)},
        registered_on=read_day(item.get(DAY)),
        url=address if address and is_link(address) else None,
        raw=item,
    )
