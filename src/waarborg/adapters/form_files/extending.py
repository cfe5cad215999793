"""A form of one's own that builds on one of Waarborg: the base with questions and parts added, nothing taken away."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from waarborg.adapters.form_files.items import find_id
from waarborg.adapters.form_files.link_words import no_holder, not_in_there
from waarborg.core.forms.faults import Fault

SCHEMA = "forms/extension.schema.json"
_LISTS = ("sources", "facts", "signatures", "outcomes", "checks", "evidence_for")
_OWN = ("id", "version", "released_on", "title", "short", "summary", "changes", "order")
_WHY = {
    "nl": "Dit is dezelfde vraag als in het formulier waarop dit voortbouwt.",
    "en": "This is the same question as in the form that this one builds on.",
}
_CANNOT_BE_OFFERED = ("file", "image")


def is_extension(document: object) -> bool:
    """Return whether a document builds on another form."""
    return isinstance(document, Mapping) and "extends" in document


def extend(document: Mapping[str, Any], base: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the whole form as a document that can be read like any other, and what cannot be put in its place.

    document: meets the schema of an extension. base: the document of the form that it names. Answers given in the base
    are offered: its questions name themselves under `from`.
    """
    made = deepcopy(dict(base))
    origin = str(base["id"])
    for question in _list_plain(made["parts"]):
        if (
            "fact" not in question
            and not question.get("judgement")
            and question["type"] not in _CANNOT_BE_OFFERED
        ):
            link = {"question": f"{origin}:{question['question']}", "why": _WHY}
            question["from"] = [link, *question.get("from", ())]
    made |= {key: document[key] for key in _OWN if key in document}
    for key in _LISTS:
        if key in document:
            made[key] = [*made.get(key, ()), *document[key]]
    faults = [
        replace(fault, place=f"add[{number}].{fault.key}", key="")
        for number, add in enumerate(document.get("add", ()))
        for fault in _add(made["parts"], add)
    ]
    made["parts"] += document.get("parts", ())
    return made, faults


def _add(parts: list[dict[str, Any]], add: Mapping[str, Any]) -> Iterator[Fault]:
    """Put items into a part or group, behind one that is named or at the end."""
    holders = list(_list_holders(parts))
    target = next((one for one in holders if find_id(one) == add["into"]), None)
    if target is None:
        yield no_holder(add["into"], map(find_id, holders))
        return
    items: list[dict[str, Any]] = target["items"]
    ids = [find_id(item) for item in items]
    place = len(items)
    if after := add.get("after"):
        if after not in ids:
            yield not_in_there(after, add["into"], ids)
            return
        place = ids.index(after) + 1
    items[place:place] = deepcopy(list(add["items"]))


def _list_holders(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The parts, and the groups in them at every depth."""
    todo = list(parts)
    while todo:
        one = todo.pop(0)
        if "items" in one:
            yield one
            todo += one["items"]


def _list_plain(parts: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The questions that are asked once: a row of a repeated group is not offered to another form."""
    todo = [item for part in parts for item in part["items"]]
    while todo:
        one = todo.pop(0)
        if "question" in one:
            yield one
        elif "group" in one and not one.get("repeat"):
            todo += one["items"]
