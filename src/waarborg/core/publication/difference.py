"""What is different between two texts of an entry, field by field, in the order of the publication standard."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.publication.marking import Marked, Piece, as_read, mark
from waarborg.core.publication.standard import Field, Kind, Standard
from waarborg.core.publication.validity import is_empty
from waarborg.core.terms.text import Text

__all__ = [
    "ENGLISH",
    "DifferenceKind",
    "FieldDifference",
    "Item",
    "ItemState",
    "Piece",
    "RowDifference",
    "compare",
    "join_languages",
]

#: Ends the name of a field that holds the English text of another.
ENGLISH = "@en"
_WORDED = (Kind.TEXT, Kind.MARKUP)


class DifferenceKind(StrEnum):
    """What happened to a field, or to a row of a group."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ItemState(StrEnum):
    """Whether a choice was made in the new text alone, in the old alone, or in both."""

    ADDED = "added"
    REMOVED = "removed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Item:
    """One choice that was made in either text: its value, and how people read it."""

    value: str
    label: Text
    state: ItemState


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field, or one part of a row, that says something else.

    `field` is its key, with `@en` for the English text. `old` and `new` are the two wordings in pieces, joined they
    are the text as it is read; both are empty for a group, and one of them when the field was added or removed.
    `items` tells of a field with choices which are new, gone and kept, in the order of the standard. `rows` tells of
    a group which rows are new, gone or changed, and `kept_rows` how many are the same. `is_exact` is False when the
    wordings were too different to mark word by word; then whole passages are marked.
    Raises `ValueError` when nothing differs.
    """

    field: str
    label: Text
    kind: DifferenceKind
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    items: tuple[Item, ...] = ()
    rows: tuple["RowDifference", ...] = ()
    kept_rows: int = 0
    is_exact: bool = True

    def __post_init__(self) -> None:
        if not any(piece.is_changed for piece in (*self.old, *self.new)) and not self.rows:
            raise ValueError(f"{self.field}: a difference has something that differs")

    @property
    def is_english(self) -> bool:
        """Whether this is the English text of a field."""
        return self.field.endswith(ENGLISH)

    @property
    def old_text(self) -> str:
        """The old wording as it is read; empty when there was none."""
        return "".join(piece.text for piece in self.old)

    @property
    def new_text(self) -> str:
        """The new wording as it is read; empty when there is none."""
        return "".join(piece.text for piece in self.new)


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row of a group that is new, gone or changed: by which name it goes, and the parts that differ."""

    title: str
    kind: DifferenceKind
    parts: tuple[FieldDifference, ...]


def join_languages(values: Mapping[str, object], values_en: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of an entry with its English texts beside them, as `goal` and `goal@en`."""
    return {**values, **{key + ENGLISH: value for key, value in values_en.items()}}


def compare(
    old: Mapping[str, object], new: Mapping[str, object], *, standard: Standard
) -> tuple[FieldDifference, ...]:
    """Return what differs between two texts of an entry; nothing when they read the same.

    The values have the shape that `validity.check` takes, with English texts under `goal@en` (see
    `join_languages`). Fields come in the order of the standard, each English text after its Dutch one, fields that
    the standard does not have at the end, by name. How markup, white space and empty values are written makes no
    difference, nor does the order of choices or of rows. Rows of a group go together when they have the same title
    and link, else the same title, else the same link. Nothing is raised for bad values: they are compared as text.
    """
    found = []
    for name, field in _list_fields(old, new, standard):
        difference = _compare_field(field, old.get(name), new.get(name), name=name)
        if difference is not None:
            found.append(difference)
    return tuple(found)


def _list_fields(
    old: Mapping[str, object], new: Mapping[str, object], standard: Standard
) -> Iterator[tuple[str, Field]]:
    known: set[str] = set()
    for field in standard.fields:
        for name in (field.key, field.key + ENGLISH):
            known.add(name)
            yield name, field
    for name in sorted({*old, *new} - known):
        words = Text(nl=name.strip() or "?", en=name.strip() or "?")
        yield name, Field(key="unknown", kind=Kind.TEXT, label=words, help=words, section="")


def _compare_field(field: Field, old: object, new: object, *, name: str) -> FieldDifference | None:
    """Return how two values of one field differ, or None when they read the same."""
    kind = _kind_of(old, new)
    if kind is None:
        return None
    label = field.label
    if name.endswith(ENGLISH):
        label = Text(nl=f"{label.nl} (Engels)", en=f"{label.en} (English)")
    if field.kind is Kind.GROUP and _is_rows(old) and _is_rows(new):
        rows, kept = _compare_rows(field, _rows(old), _rows(new))
        if not rows:
            return None
        return FieldDifference(field=name, label=label, kind=kind, rows=rows, kept_rows=kept)
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        return _compare_choices(field, _chosen(old), _chosen(new), name=name, label=label, kind=kind)
    before, after = _as_text(old), _as_text(new)
    if as_read(before) == as_read(after):
        return None
    marked = mark(before, after) if field.kind in _WORDED else _mark_whole(before, after)
    return FieldDifference(
        field=name, label=label, kind=kind, old=marked.old, new=marked.new, is_exact=marked.is_exact
    )


def _kind_of(old: object, new: object) -> DifferenceKind | None:
    if is_empty(old):
        return None if is_empty(new) else DifferenceKind.ADDED
    return DifferenceKind.REMOVED if is_empty(new) else DifferenceKind.CHANGED


def _compare_choices(
    field: Field, old: Sequence[str], new: Sequence[str], *, name: str, label: Text, kind: DifferenceKind
) -> FieldDifference | None:
    if set(old) == set(new):
        return None
    order = {choice.value: place for place, choice in enumerate(field.choices)}
    values = sorted({*old, *new}, key=lambda value: (order.get(value, len(order)), value))
    items = []
    for value in values:
        choice = field.find_choice(value)
        state = ItemState.KEPT if value in old and value in new else None
        state = state or (ItemState.ADDED if value in new else ItemState.REMOVED)
        items.append(Item(value, choice.label if choice else Text(nl=value, en=value), state))
    return FieldDifference(
        field=name,
        label=label,
        kind=kind,
        old=_list_pieces(item for item in items if item.state is not ItemState.ADDED),
        new=_list_pieces(item for item in items if item.state is not ItemState.REMOVED),
        items=tuple(items),
    )


def _list_pieces(items: Iterable[Item]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for item in items:
        if pieces:
            pieces.append(Piece("\n", False))
        pieces.append(Piece(item.value, item.state is not ItemState.KEPT))
    return tuple(pieces)


def _compare_rows(
    field: Field, old: Sequence[Mapping[str, object]], new: Sequence[Mapping[str, object]]
) -> tuple[tuple[RowDifference, ...], int]:
    """Return the rows that differ, in the new order with those that are gone at the end, and how many do not."""
    partner = _match_rows(old, new)
    found, kept = [], 0
    for place, row in enumerate(new):
        before = old[partner[place]] if place in partner else {}
        parts = _compare_parts(field, before, row)
        if parts:
            kind = DifferenceKind.CHANGED if place in partner else DifferenceKind.ADDED
            found.append(RowDifference(_title_of(row), kind, parts))
        else:
            kept += 1
    gone = set(range(len(old))) - set(partner.values())
    for place in sorted(gone):
        parts = _compare_parts(field, old[place], {})
        if parts:
            found.append(RowDifference(_title_of(old[place]), DifferenceKind.REMOVED, parts))
    return tuple(found), kept


def _compare_parts(
    field: Field, old: Mapping[str, object], new: Mapping[str, object]
) -> tuple[FieldDifference, ...]:
    known = {member.key for member in field.members}
    members = [(member.key, member) for member in field.members]
    for name in sorted({*old, *new} - known):
        words = Text(nl=name.strip() or "?", en=name.strip() or "?")
        members.append((name, Field(key="unknown", kind=Kind.TEXT, label=words, help=words, section="")))
    found = (_compare_field(member, old.get(name), new.get(name), name=name) for name, member in members)
    return tuple(part for part in found if part is not None)


def _match_rows(old: Sequence[Mapping[str, object]], new: Sequence[Mapping[str, object]]) -> dict[int, int]:
    """Return for the place of a new row the place of the old row it goes with."""
    partner: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    for parts in (("title", "link"), ("title",), ("link",)):
        waiting: dict[tuple[str, ...], list[int]] = {}
        for place in free:
            waiting.setdefault(_name_of(old[place], parts), []).append(place)
        for place, row in enumerate(new):
            name = _name_of(row, parts)
            if place not in partner and all(name[:1]) and waiting.get(name):
                partner[place] = waiting[name].pop(0)
                del free[partner[place]]
    return partner


def _name_of(row: Mapping[str, object], parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(as_read(_as_text(row.get(part))).casefold() for part in parts)


def _title_of(row: Mapping[str, object]) -> str:
    return as_read(_as_text(row.get("title"))) or as_read(_as_text(row.get("link")))


def _mark_whole(old: str, new: str) -> Marked:
    """Mark all of a value that is no running text, such as a month or an address."""
    before, after = as_read(old), as_read(new)
    return Marked(
        (Piece(before, True),) if before else (),
        (Piece(after, True),) if after else (),
    )


def _chosen(value: object) -> list[str]:
    """Return the choices in a value, each once; what is no list is one choice."""
    elements = value if isinstance(value, list | tuple) else [value]
    texts = (_as_text(element).strip() for element in elements if not is_empty(element))
    return list(dict.fromkeys(text for text in texts if text))


def _is_rows(value: object) -> bool:
    if is_empty(value):
        return True
    return isinstance(value, list | tuple) and all(isinstance(row, Mapping) for row in value)


def _rows(value: object) -> list[Mapping[str, object]]:
    rows = value if isinstance(value, list | tuple) else ()
    return [
        {str(name): part for name, part in row.items()}
        for row in rows
        if isinstance(row, Mapping) and not is_empty(row)
    ]


def _as_text(value: object) -> str:
    """Return any value as text; what is no text is written as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and all(isinstance(element, str) for element in value):
        return "\n".join(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
