"""What the commands about the framework answer, as plain data."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from waarborg.adapters.framework_files.answers import (
    both,
    describe_choices,
    describe_dossier,
    describe_question,
)
from waarborg.adapters.framework_files.entry_words import load_entry_words
from waarborg.adapters.framework_files.facts import read_dossier_file
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.framework_files.official_tree import read_tree, walk_paths
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.cli.law_models import refuse
from waarborg.core.framework.asking import list_questions
from waarborg.core.framework.entering import suggest
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.official_tree import compare_paths, read_outcome


def load() -> Framework:
    """Return the framework as it comes with the product. Raises `ContentError` or `LawFileError`."""
    return load_framework()


def open_dossier(path: Path | None) -> tuple[Framework, Mapping[str, object]]:
    """Return the framework and the facts in a file; no facts without a file. Raises `LawFileError`."""
    framework = load_framework()
    return framework, read_dossier_file(path, framework.vocabulary) if path is not None else {}


def apply(framework: Framework, facts: Mapping[str, object], *, on: date) -> dict[str, Any]:
    """Return what applies: class, roles, requirements with reasons, what is assumed, and what to ask."""
    return describe_dossier(framework, facts, on=on)


def ask(framework: Framework, facts: Mapping[str, object], *, on: date) -> list[dict[str, Any]]:
    """Return what to ask next."""
    return [describe_question(item) for item in list_questions(framework, facts, on=on)]


def list_facts(framework: Framework) -> dict[str, Any]:
    """Return the facts that rules read, with type and meaning."""
    assumed: dict[str, list[dict[str, Any]]] = {}
    for item in framework.readings.assumptions:
        assumed.setdefault(item.term, []).append(both(item.says))
    return {
        "version": framework.vocabulary.version,
        "facts": [
            {
                "key": reading.key,
                "type": reading.term.type.value,
                "label": both(reading.term.label),
                "meaning": both(reading.term.definition),
                "question": both(reading.question) if reading.question else None,
                "choices": describe_choices(reading),
                "assumed": assumed.get(reading.key, []),
                "sources": [f"{item.source.id}:{item.place}" for item in reading.term.citations],
            }
            for reading in framework.readings.readings
        ],
    }


def compare_tree(framework: Framework, path: Path, *, on: date) -> dict[str, Any]:
    """Return how the outcome of every path of the official tree compares with ours. Raises `LawFileError`."""
    reading = load_tree_reading()
    tree = read_tree(path)
    try:
        compared = compare_paths(framework, reading, walk_paths(tree), on=on)
    except (KeyError, IndexError) as error:
        refuse(
            f"the tree has a question or answer that has no meaning here: {error}",
            f"This version knows {reading.name} {reading.version}; give that file.",
        )
    counts: dict[str, int] = {}
    for item in compared:
        for code in {found.reason.code for found in item.found if found.reason is not None}:
            counts[code] = counts.get(code, 0) + 1
    unexplained = [item for item in compared if any(found.reason is None for found in item.found)]
    reasons = {item.code: item for item in reversed(reading.differences)}
    return {
        "tree": {"name": reading.name, "file": path.name},
        "paths": len(compared),
        "same": sum(not item.found for item in compared),
        "same_class": sum(
            not any(found.part in ("applies", "class", "roles") for found in item.found) for item in compared
        ),
        "different": dict(sorted(counts.items(), key=lambda pair: -pair[1])),
        "unexplained": len(unexplained),
        "reasons": [
            {
                "code": code,
                "paths": counts[code],
                "text": both(reasons[code].says),
                "article": reasons[code].article,
            }
            for code in sorted(counts, key=lambda code: -counts[code])
        ],
        "examples": [
            {
                "answers": dict(item.path.answers),
                "conclusion": item.path.conclusion,
                "differences": [
                    {"in": found.part, "theirs": found.theirs, "ours": found.ours} for found in item.found
                ],
            }
            for item in unexplained[:10]
        ],
        "on": on.isoformat(),
        "version": framework.version,
    }


def read_ends(framework: Framework, start: str, end: str) -> tuple[date, date]:
    """Return the two days that are compared. A version stands for the day on which it was released.

    Raises `CommandFailed` for what is neither a day nor a version that is here, and for an end before the start.
    """
    released = {item.version: item.on for item in framework.releases}

    def read(text: str, option: str) -> date:
        if text in released:
            return released[text]
        try:
            return date.fromisoformat(text)
        except ValueError:
            refuse(
                f"{option} {text!r} is no day and no version of the content",
                f"Write a day such as 2027-12-02, or one of: {', '.join(released)}.",
            )

    days = read(start, "--from"), read(end, "--to")
    if days[0] > days[1]:
        refuse(f"--to {end!r} lies before --from {start!r}", "Give the earlier one to --from.")
    return days


def find_impact(framework: Framework, days: tuple[date, date], organisation: str | None) -> dict[str, Any]:
    """Return the dossiers that change between two days. Django is set up. Raises `CommandFailed`."""
    from waarborg.apps.obligations import impact
    from waarborg.apps.organisations.queries import NotFound, get_organisation

    try:
        codes = [get_organisation(organisation).code] if organisation else None
    except NotFound as error:
        refuse(str(error), "`waarborg organisations list` names them.")
    found = impact.find_impact(framework, codes, start=days[0], end=days[1])
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "version": framework.version,
        "dossiers": found.total,
        "changed": [
            {
                "id": item.algorithm.public_id,
                "name": item.algorithm.name,
                "organisation": item.algorithm.organisation.code,
                "class_before": item.class_before.id if item.class_before else None,
                "class_after": item.class_after.id if item.class_after else None,
                "begins": [one.code for one in item.begins],
                "ends": [one.code for one in item.ends],
            }
            for item in found.changed
        ],
    }


def suggest_facts(text: str) -> dict[str, Any]:
    """Return what kinds of algorithm a text looks like, and the facts that are then likely."""
    found = suggest(load_entry_words(), text)
    return {
        "kinds": [
            {
                "id": item.entry.id,
                "label": both(item.entry.label),
                "check": both(item.entry.check),
                "is_named": item.is_named,
            }
            for item in found.kinds
        ],
        "facts": {
            fact.term.key: list(fact.value) if isinstance(fact.value, tuple) else fact.value
            for fact in found.facts
        },
    }


def read_tree_outcome(text: str) -> dict[str, Any]:
    """Return the facts in labels or answers of the official decision tree, and what was not recognised."""
    found = read_outcome(load_tree_reading(), text)
    return {
        "facts": {key: value for key, value in found.facts.items() if value is not None},
        "unknown": [key for key, value in found.facts.items() if value is None],
        "strange": list(found.strange),
    }
