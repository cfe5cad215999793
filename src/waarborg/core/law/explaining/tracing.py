"""The trace as data: each fact that was concluded, with its value, its rule, what it read and its sources."""

from collections.abc import Mapping
from datetime import date

from waarborg.core.law.citing import cite
from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.citations import find_link
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import FactFrame
from waarborg.core.law.notation import write
from waarborg.core.law.sources import Slot, Source
from waarborg.core.law.values import Outcome, Record, plain

#: A list that was read is written out up to this length; the entry of its own fact has all of it.
MOST_ITEMS = 20


def trace_as_json(conclusion: Conclusion, *, on: date, language: str = "nl") -> list[dict[str, object]]:
    """Return one entry for each fact that was concluded, as plain data, the fact that was asked first.

    Keys: fact, value, how, because (the rule in the text notation, null for a fact that nobody works out), reads (the
    values of the facts that the rule read) and sources (citation, id, link, and whether it is in force on the day
    `on`). What was read inside records comes as a list when it differs between them. A fact that was concluded
    inside a record has an entry of its own for each record. A long list that was only passed on is counted.
    """
    entries: list[dict[str, object]] = []
    done: set[int] = set()
    todo = [conclusion]
    while todo:
        item = todo.pop()
        if item.fact is None:
            todo.extend(reversed(item.parts))
            continue
        if id(item) in done:
            continue
        done.add(id(item))
        read = _list_read(item)
        passed_on = bool(entries) and any(inner.value is item.value for inner in read)
        value = _shorten(item.value) if passed_on else plain(item.value)
        entries.append(_describe(item, value, read, on, language))
        todo.extend(reversed(read))
    return entries


def _list_read(conclusion: Conclusion) -> list[Conclusion]:
    """The facts that a conclusion read itself, in the order in which they were met."""
    found: list[Conclusion] = []
    todo = list(reversed(conclusion.parts))
    while todo:
        item = todo.pop()
        if isinstance(item.expression, Reference):
            found.append(item)
        else:
            todo.extend(reversed(item.parts))
    return found


def _describe(
    conclusion: Conclusion, value: object, read: list[Conclusion], on: date, language: str
) -> dict[str, object]:
    frame = conclusion.frame
    function = frame.function if frame is not None and conclusion.parts else None
    return {
        "fact": f"[{conclusion.fact}]",
        "value": value,
        "how": conclusion.how.value,
        "because": write(function, language) if function is not None else None,
        "reads": _show_read(read),
        "sources": _list_sources(frame, on, language),
    }


def _show_read(read: list[Conclusion]) -> dict[str, object]:
    values: dict[str, list[object]] = {}
    for item in read:
        values.setdefault(f"[{item.fact}]", []).append(_shorten(item.value))
    return {
        name: found[0] if all(value == found[0] for value in found) else _shorten_list(found)
        for name, found in values.items()
    }


def _shorten(value: Outcome) -> object:
    """A value that has an entry of its own: long lists and records are told apart here, not written out again."""
    if isinstance(value, Record) and value.id:
        return {"id": value.id}
    if isinstance(value, tuple) and len(value) > MOST_ITEMS:
        return {"count": len(value)}
    return plain(value)


def _shorten_list(values: list[object]) -> object:
    return {"count": len(values)} if len(values) > MOST_ITEMS else values


def _list_sources(frame: FactFrame | None, on: date, language: str) -> list[Mapping[str, object]]:
    sources: tuple[Source, ...] = frame.list_sources(Slot.FUNCTION) if frame is not None else ()
    return [
        {
            "citation": cite(source, language),
            "id": source.identifier or None,
            "link": find_link(source, on, language),
            "valid": source.is_valid_on(on),
        }
        for source in sources
    ]
