"""Frames of FLINT: acts, facts and duties, from the fields they have in any of the variants."""

from collections.abc import Iterator, Mapping
from typing import Any

from waarborg.adapters.flint.expressions import ExpressionReader, Wanted
from waarborg.adapters.flint.names import Defined, clean, is_nothing, read_name, split_names
from waarborg.adapters.flint.notes import Notes, shorten
from waarborg.adapters.flint.sources import read_sources
from waarborg.core.law.expressions import Creation, Expression
from waarborg.core.law.frames import ActFrame, DutyFrame, FactFrame, Frame, FrameKind, Name
from waarborg.core.law.sources import Slot

#: Other names under which a field is found.
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "preconditions": ("preconditions", "precondition"),
    "recipient": ("recipient", "interested-party", "interestedParty"),
    "create": ("create", "creates"),
    "terminate": ("terminate", "terminates"),
    "enforce": ("enforce", "enforces"),
    "duty-holder": ("duty-holder", "dutyHolder", "holder"),
    "duty-components": ("duty-components", "dutyComponents"),
}
_SHARED = frozenset(
    {
        *("explanation", "sources", "reference", "art", "juriconnect", "version", "sourcetext", "tags"),
        *("verified", "validated", "publicized", "archived", "status", "versions"),
    }
)
#: The field with the name, and the other fields that are read, per kind of frame.
FIELDS: Mapping[FrameKind, tuple[str, ...]] = {
    FrameKind.ACT: ("act", "actor", "action", "object", "recipient", "preconditions", "create", "terminate"),
    FrameKind.FACT: ("fact", "function"),
    FrameKind.DUTY: ("duty", "duty-components", "duty-holder", "claimant", "create", "terminate", "enforce"),
}
_KNOWN = {
    kind: _SHARED | {name for field in fields for name in _ALIASES.get(field, (field,))}
    for kind, fields in FIELDS.items()
}


def read_frame_name(kind: FrameKind, item: Mapping[str, Any]) -> tuple[str, bool]:
    """Return the name of a frame, empty when it has none, and whether something beside it was left out."""
    value = item.get(FIELDS[kind][0])
    if not isinstance(value, str) or is_nothing(value):
        return "", False
    found, name = read_name(value)
    if found is None and any(sign in name for sign in "[<"):
        names = [read_name(piece) for piece in split_names(value)]
        bracketed = [name for kind_read, name in names if kind_read is kind]
        if len(bracketed) == 1:
            return bracketed[0], True
    return name, False


class FrameReader:
    """Reads the frames of one model."""

    def __init__(self, defined: Defined, notes: Notes) -> None:
        self._defined = defined
        self._notes = notes
        self._expressions = ExpressionReader(defined, notes)

    def read(self, kind: FrameKind, name: str, item: Mapping[str, Any]) -> Frame:
        """Return the frame of this name, from its fields."""
        self._notes.place = str(Name(kind, name))
        explanation = item.get("explanation")
        shared: dict[str, Any] = {
            "name": name,
            "explanation": clean(explanation) if isinstance(explanation, str) else "",
            "sources": read_sources(item, self._notes),
        }
        self._expressions.words = f"{name} {shared['explanation']}"
        for field in item:
            if field not in _KNOWN[kind]:
                self._notes.warn_once(
                    "unknown_field",
                    f"{kind} {field}",
                    f"Het veld “{shorten(field)}” kennen wij niet; het is niet gelezen.",
                    f"The field “{shorten(field)}” is not known; it was not read.",
                )
        if kind is FrameKind.ACT:
            return self._read_act(item, shared)
        return self._read_fact(item, shared) if kind is FrameKind.FACT else self._read_duty(item, shared)

    def _read_act(self, item: Mapping[str, Any], shared: dict[str, Any]) -> ActFrame:
        return ActFrame(
            **shared,
            actor=self._read(item, "actor", Slot.ACTOR, Wanted.PARTY),
            action=self._read_action(item.get("action")),
            object=self._read(item, "object", Slot.OBJECT, Wanted.PARTY),
            recipient=self._read(item, "recipient", Slot.RECIPIENT, Wanted.PARTY),
            precondition=self._read(item, "preconditions", Slot.PRECONDITION, Wanted.CONDITION),
            creates=self._read_effects(item, "create", Slot.CREATES),
            terminates=self._read_effects(item, "terminate", Slot.TERMINATES),
        )

    def _read_fact(self, item: Mapping[str, Any], shared: dict[str, Any]) -> FactFrame:
        function = item.get("function")
        if isinstance(function, str) and read_name(function)[0] is FrameKind.ACT:
            act = read_name(function)[1]
            self._notes.warn(
                "created_by_an_act",
                f"De functie is <<{shorten(act)}>>: het feit is er door een handeling. Het is gelezen als CREATE.",
                f"The function is <<{shorten(act)}>>: an act brings the fact about. It was read as CREATE.",
            )
            return FactFrame(**shared, function=Creation())
        return FactFrame(**shared, function=self._read(item, "function", Slot.FUNCTION, Wanted.ANY))

    def _read_duty(self, item: Mapping[str, Any], shared: dict[str, Any]) -> DutyFrame:
        return DutyFrame(
            **shared,
            holder=self._read(item, "duty-holder", Slot.HOLDER, Wanted.PARTY),
            claimant=self._read(item, "claimant", Slot.CLAIMANT, Wanted.PARTY),
            components=tuple(
                name for _, name in map(read_name, self._list_texts(item, "duty-components", Slot.FRAME))
            ),
            creates=self._read_acts(item, "create", Slot.CREATES),
            terminates=self._read_acts(item, "terminate", Slot.TERMINATES),
            enforces=self._read_acts(item, "enforce", Slot.ENFORCES),
        )

    # --- fields ------------------------------------------------------------------------------------------
    def _read(self, item: Mapping[str, Any], field: str, slot: Slot, wanted: Wanted) -> Expression | None:
        frame = self._notes.place
        self._notes.place = f"{frame}, {slot}"
        expression = self._expressions.read(_find(item, field), wanted)
        self._notes.place = frame
        return expression

    def _read_action(self, value: Any) -> str:
        if isinstance(value, str):
            return "" if is_nothing(value) else read_name(value)[1]
        if value is not None:
            self._notes.warn("no_action", "De actie is geen tekst.", "The action is no text.")
        return ""

    def _list_texts(self, item: Mapping[str, Any], field: str, slot: Slot) -> Iterator[str]:
        """The names in a field, whether it holds a list or one text with several in it."""
        value = _find(item, field)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                kind, name = read_name(text)
                if is_nothing(text):
                    continue
                if kind is not None or self._look_up(name) is not None:
                    yield text
                else:
                    yield from split_names(text)
            elif text is not None:
                self._notes.warn(
                    "no_name",
                    f"Bij {slot} staat iets dat geen naam is.",
                    f"At {slot} stands something that is no name.",
                )

    def _read_effects(self, item: Mapping[str, Any], field: str, slot: Slot) -> tuple[Name, ...]:
        """The facts and duties that an act creates or ends. A name without brackets is looked up in the model."""
        found: dict[Name, None] = {}
        for text in self._list_texts(item, field, slot):
            kind, name = read_name(text)
            if kind is None:
                kind = self._look_up(name)
            if kind in (FrameKind.FACT, FrameKind.DUTY):
                found[Name(kind, name)] = None
            else:
                self._warn_effect(text, slot, is_act=kind is FrameKind.ACT)
        return tuple(found)

    def _look_up(self, name: str) -> FrameKind | None:
        if name in self._defined.facts:
            return FrameKind.FACT
        if name in self._defined.duties:
            return FrameKind.DUTY
        return FrameKind.ACT if name in self._defined.acts else None

    def _warn_effect(self, text: str, slot: Slot, *, is_act: bool) -> None:
        why = ("is een handeling", "is an act") if is_act else ("is niet beschreven", "is not described")
        self._notes.warn(
            "not_created",
            f"“{shorten(text)}” bij {slot} {why[0]}; een handeling maakt of beëindigt feiten en plichten. Het is "
            "weggelaten.",
            f"“{shorten(text)}” at {slot} {why[1]}; an act creates or ends facts and duties. It was left out.",
        )

    def _read_acts(self, item: Mapping[str, Any], field: str, slot: Slot) -> tuple[str, ...]:
        """The acts that a duty names."""
        found: dict[str, None] = {}
        for text in self._list_texts(item, field, slot):
            kind, name = read_name(text)
            if kind is FrameKind.ACT or name in self._defined.acts:
                found[name] = None
            else:
                self._notes.warn(
                    "no_act",
                    f"“{shorten(text)}” bij {slot} is geen handeling; het is weggelaten.",
                    f"“{shorten(text)}” at {slot} is no act; it was left out.",
                )
        return tuple(found)


def _find(item: Mapping[str, Any], field: str) -> Any:
    names = _ALIASES.get(field, (field,))
    return next((item[name] for name in names if name in item), None)


def list_defined(items: Mapping[FrameKind, list[Any]]) -> Defined:
    """Return the names that the frames of a model have."""
    names = {
        kind: frozenset(
            name for item in found if isinstance(item, dict) and (name := read_frame_name(kind, item)[0])
        )
        for kind, found in items.items()
    }
    return Defined(names[FrameKind.FACT], names[FrameKind.ACT], names[FrameKind.DUTY])
