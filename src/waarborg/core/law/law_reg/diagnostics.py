"""What the validator of the interpreter had to say about a model."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waarborg.core.law.law_reg.models import Frame, Json, list_frames
from waarborg.core.law.law_reg.values import LawRegError

BAD_NAME: Final = "LR0001"
UNDEFINED_ITEM: Final = "LR0002"
DUPLICATE: Final = "LR0003"
NO_JSON: Final = "LR0004"
SEVERITIES: Final = {
    BAD_NAME: "ERROR",
    UNDEFINED_ITEM: "WARNING",
    DUPLICATE: "ERROR",
    NO_JSON: "ERROR",
}

_NAMES: Final = {
    "acts": ("act", re.compile(r"<<.+>>")),
    "facts": ("fact", re.compile(r"\[.+\]")),
    "duties": ("duty", re.compile(r"<.+>")),
}
_PARTIES: Final = ("actor", "object", "recipient", "interested-party")

#: Where something stands in a model: keys and places in lists.
Path = tuple[str | int, ...]


class NotDiagnosed(LawRegError):
    """The validator stopped on this model: it took each letter of a text in `create` or `terminate` for a name."""

    def __init__(self, path: Path) -> None:
        super().__init__("Cannot read properties of undefined (reading 'offset')")
        self.path = path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One remark of the validator, with the text it is about and where that stands."""

    code: str
    source: str
    path: Path

    @property
    def severity(self) -> str:
        """How bad the validator found it: ERROR or WARNING."""
        return SEVERITIES[self.code]


def diagnose(model: Frame) -> list[Diagnostic]:
    """The remarks about a model, in the order of the validator.

    Raises `NotDiagnosed` where it stopped, and `UnreadableModel`.
    """
    frames = {kind: list_frames(model, kind) for kind in _NAMES}
    names = [
        (name, (kind, index, key), pattern)
        for kind, (key, pattern) in _NAMES.items()
        for index, frame in enumerate(frames[kind])
        if isinstance(name := frame.get(key), str)
    ]
    bad = [Diagnostic(BAD_NAME, name, path) for name, path, rule in names if not rule.fullmatch(name)]
    seen: Counter[str] = Counter()
    duplicates = []
    for name, path, _ in names:
        seen[name] += 1
        if seen[name] > 1:
            duplicates.append(Diagnostic(DUPLICATE, name, path))
    references = [*_list_made(frames["acts"]), *_list_used(frames["acts"], frames["facts"])]
    unknown = [Diagnostic(UNDEFINED_ITEM, name, path) for name, path in references if name not in seen]
    return [*bad, *duplicates, *unknown]


def diagnose_text(text: str) -> list[Diagnostic]:
    """The remarks about the text of a model; that it is no JSON is the only one when it is not.

    Raises what `diagnose` raises.
    """
    try:
        model = json.loads(text)
    except ValueError:
        return [Diagnostic(NO_JSON, "", ())]
    return diagnose(model)


def count_codes(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """How often each code was given."""
    return dict(Counter(diagnostic.code for diagnostic in diagnostics))


def _list_made(acts: Sequence[Frame]) -> Iterator[tuple[str, Path]]:
    """What acts create and terminate."""
    for index, act in enumerate(acts):
        for key in ("create", "terminate"):
            listed = act.get(key) or []
            if isinstance(listed, str):
                raise NotDiagnosed(("acts", index, key))
            for place, name in enumerate(listed):
                if isinstance(name, str) and name:
                    yield name, ("acts", index, key, place)


def _list_used(acts: Sequence[Frame], facts: Sequence[Frame]) -> Iterator[tuple[str, Path]]:
    """The facts that acts and functions of facts lean on. The validator did not look at duties."""
    for key in (*_PARTIES, "preconditions"):
        for index, act in enumerate(acts):
            yield from _list_named(act.get(key), ("acts", index, key))
    for index, fact in enumerate(facts):
        if fact.get("function") != "[]":
            yield from _list_named(fact.get("function"), ("facts", index, "function"))


def _list_named(expression: Json, path: Path) -> Iterator[tuple[str, Path]]:
    """The facts in an expression, in the order in which they stand. What a projection names was not looked at."""
    waiting = [(expression, path)]
    while waiting:
        found, where = waiting.pop()
        if isinstance(found, str):
            if found:
                yield found, where
        elif isinstance(found, list):
            waiting += reversed([(item, (*where, place)) for place, item in enumerate(found)])
        elif isinstance(found, Mapping) and found.get("expression") not in ("LITERAL", "PROJECTION"):
            below = [(found[key], (*where, key)) for key in ("operands", "operand", "items") if key in found]
            waiting += reversed(below)
