"""Names without needless white space, so that two models of one text can be laid side by side."""

from dataclasses import replace
from operator import is_
from typing import Any

from waarborg.core.law.expressions import Expression, Projection, Reference, replace_parts
from waarborg.core.law.frames import ActFrame, DutyFrame, Frame, Name
from waarborg.core.law.interpretations import Interpretation


def collapse(text: str) -> str:
    """Return a text with single spaces, and none around it."""
    return " ".join(text.split())


def collapse_name(name: Name) -> Name:
    """Return a name with single spaces."""
    return Name(name.kind, collapse(name.text))


def tidy(interpretation: Interpretation) -> Interpretation:
    """Return an interpretation in which every name, also where it is referred to, has single spaces.

    Of two frames that then have one name in periods that overlap, the first one stays.
    """
    tidying = _Tidying()
    tidied = [tidying.tidy_frame(frame) for frame in interpretation.frames]
    choices = tuple(
        replace(choice, frames=tuple(map(collapse_name, choice.frames))) for choice in interpretation.choices
    )
    if choices == interpretation.choices and all(map(is_, tidied, interpretation.frames)):
        return interpretation
    frames: dict[Name, list[Frame]] = {}
    for frame in tidied:
        versions = frames.setdefault(frame.full_name, [])
        if not any(_overlap(frame, other) for other in versions):
            versions.append(frame)
    kept = tuple(frame for versions in frames.values() for frame in versions)
    return replace(interpretation, frames=kept, choices=choices)


def _overlap(one: Frame, other: Frame) -> bool:
    if one.valid is None or other.valid is None:
        return True
    return one.valid.contains(other.valid.start) or other.valid.contains(one.valid.start)


class _Tidying:
    """Expressions that were tidied are kept: the same condition often stands in several places."""

    def __init__(self) -> None:
        self._kept: dict[str, Expression] = {}

    def tidy_frame(self, frame: Frame) -> Frame:
        new: dict[str, Any] = {"name": collapse(frame.name)}
        for slot, expression in frame.list_expressions():
            new[slot.value] = self.tidy_expression(expression)
        if isinstance(frame, ActFrame):
            new |= {key: tuple(map(collapse_name, getattr(frame, key))) for key in ("creates", "terminates")}
        elif isinstance(frame, DutyFrame):
            keys = ("creates", "terminates", "enforces")
            new |= {key: tuple(map(collapse, getattr(frame, key))) for key in keys}
        return (
            frame
            if all(getattr(frame, key) == value for key, value in new.items())
            else replace(frame, **new)
        )

    def tidy_expression(self, expression: Expression) -> Expression:
        todo = [expression]
        while todo:
            item = todo[-1]
            waiting = [part for part in item.parts if part.digest not in self._kept]
            if waiting:
                todo.extend(waiting)
                continue
            todo.pop()
            parts = tuple(self._kept[part.digest] for part in item.parts)
            self._kept[item.digest] = _tidy_one(item, parts)
        return self._kept[expression.digest]


def _tidy_one(item: Expression, parts: tuple[Expression, ...]) -> Expression:
    if isinstance(item, Reference):
        name = collapse(item.name)
        return item if name == item.name else Reference(name)
    if isinstance(item, Projection):
        path = tuple(map(collapse, item.path))
        return item if (path, parts) == (item.path, item.parts) else Projection(path, parts[0], item.scope)
    return item if parts == item.parts else replace_parts(item, parts)
