"""What the commands about the framework answer, as plain data."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from waarborg.adapters.framework_files.facts import read_dossier_file
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.adapters.framework_files.official_tree import read_tree, walk_paths
from waarborg.adapters.framework_files.tree_reading import load_tree_reading
from waarborg.cli.law_models import both, refuse
from waarborg.core.framework.applying import Standing, apply_framework
from waarborg.core.framework.asking import Question, list_questions
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.instruments import Instrument
from waarborg.core.framework.measures import Measure
from waarborg.core.framework.official_tree import compare_paths
from waarborg.core.framework.parts import Article
from waarborg.core.framework.questions import Reading
from waarborg.core.framework.reasons import Explaining, Ground
from waarborg.core.framework.requirements import Requirement
from waarborg.core.law.values import plain
from waarborg.core.terms.text import Text

_NOT_KNOWN = Text("Nog niet bekend", "Not known yet")


def load() -> Framework:
    """Return the framework as it comes with the product. Raises `ContentError` or `LawFileError`."""
    return load_framework()


def open_dossier(path: Path | None) -> tuple[Framework, Mapping[str, object]]:
    """Return the framework and the facts in a file; no facts without a file. Raises `LawFileError`."""
    framework = load_framework()
    return framework, read_dossier_file(path, framework.vocabulary) if path is not None else {}


def apply(framework: Framework, facts: Mapping[str, object], *, on: date) -> dict[str, Any]:
    """Return what applies: class, roles, requirements with reasons, what is assumed, and what to ask."""
    applied = apply_framework(framework, facts, on=on)
    explaining = Explaining(framework, applied)
    found = applied.risk_class
    return {
        "class": found.id if found else None,
        "class_label": both(found.label if found else _NOT_KNOWN),
        "class_changes": [
            {"on": item.on.isoformat(), "class": item.risk_class.id if item.risk_class else None}
            for item in applied.coming
        ],
        "grounds": list(applied.grounds),
        "high_risk": applied.is_high_risk,
        "transparency": applied.is_transparent,
        "impactful": applied.is_impactful,
        "publication_category": applied.category or None,
        "roles": list(applied.roles),
        "open_roles": list(applied.open_roles),
        "requirements": [_describe_standing(explaining, item) for item in applied.standings],
        "questions": [_describe_question(item) for item in list_questions(framework, facts, on=on)],
        "assumed": [{"fact": item.term, "says": both(item.says)} for item in applied.facts.assumed],
        "conflicts": [
            {"about": item.fact, "followed": item.followed, "other": item.other}
            for item in applied.facts.conflicts
        ],
        "certainty": str(applied.certainty),
        "on": on.isoformat(),
        "version": framework.version,
    }


def _describe_standing(explaining: Explaining, standing: Standing) -> dict[str, Any]:
    requirement, reason = standing.requirement, explaining.explain(standing)
    wording = requirement.word_on(standing.since or reason.day)
    question = wording.open_question
    return {
        "id": requirement.id,
        "code": requirement.code,
        "title": both(wording.title),
        "applies": standing.applies.value,
        "from": _write_day(standing.since),
        "from_is_certain": standing.is_certain if standing.since else None,
        "at_latest": _write_day(standing.at_latest),
        "until": _write_day(standing.until),
        "in_force": standing.in_force,
        "addressed": list(requirement.addressed),
        "part_of": requirement.part_of or None,
        "why": both(reason.text),
        "grounds": [_describe_ground(item) for item in reason.grounds],
        "waits_for": [term.key for term in reason.waits_for],
        "sources": [describe_article(item) for item in wording.articles],
        "certainty": str(wording.certainty),
        "open_question": {
            "question": both(question.question),
            "readings": [both(item) for item in question.readings],
        }
        if question
        else None,
    }


def _write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _describe_ground(ground: Ground) -> dict[str, Any]:
    return {
        "rule": ground.fact,
        "label": both(ground.label),
        "value": plain(ground.outcome),
        "fact": ground.origin.key if ground.origin else None,
        "assumed": ground.is_assumed,
    }


def describe_article(article: Article) -> dict[str, Any]:
    """Return a place in a law or policy as data."""
    return {
        "source": article.source.id,
        "number": article.source.number,
        "at": article.at,
        "citation": both(Text(article.cite("nl"), article.cite("en"))),
        "link": article.source.link,
    }


def ask(framework: Framework, facts: Mapping[str, object], *, on: date) -> list[dict[str, Any]]:
    """Return what to ask next."""
    return [_describe_question(item) for item in list_questions(framework, facts, on=on)]


def _describe_question(question: Question) -> dict[str, Any]:
    reading = question.reading
    assert reading.question is not None  # only these are asked
    assert reading.why is not None
    return {
        "fact": reading.key,
        "text": both(reading.question),
        "why": both(reading.why),
        "type": reading.term.type.value,
        "choices": _describe_choices(reading),
        "touches": list(question.touches),
    }


def _describe_choices(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"value": choice.value, "label": both(reading.label_choice(choice.value)), "alone": choice.exclusive}
        for choice in reading.term.choices
    ]


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
                "choices": _describe_choices(reading),
                "assumed": assumed.get(reading.key, []),
                "sources": [f"{item.source.id}:{item.place}" for item in reading.term.citations],
            }
            for reading in framework.readings.readings
        ],
    }


def list_content(framework: Framework) -> dict[str, Any]:
    """Return requirements, measures and instruments with their links."""
    return {
        "version": framework.version,
        "changelog": [
            {"version": item.version, "on": item.on.isoformat(), "what": both(item.what)}
            for item in framework.releases
        ],
        "requirements": [_describe_requirement(framework, item) for item in framework.requirements],
        "measures": [_describe_measure(item) for item in framework.measures],
        "instruments": [_describe_instrument(item) for item in framework.instruments],
    }


def _describe_requirement(framework: Framework, item: Requirement) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": both(item.wordings[-1].title),
        "addressed": list(item.addressed),
        "condition": item.condition,
        "part_of": item.part_of or None,
        "scope": item.scope.value,
        "phases": list(item.phases),
        "roles": list(item.roles),
        "periods": [
            {
                "from": wording.period.start.isoformat(),
                "to": _write_day(wording.period.end),
                "asks": both(wording.asks),
                "criteria": [both(text) for text in wording.criteria],
                "sources": [describe_article(one) for one in wording.articles],
                "certainty": str(wording.certainty),
            }
            for wording in item.wordings
        ],
        "measures": [measure.id for measure in framework.list_measures_for(item)],
    }


def _describe_measure(item: Measure) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": both(item.title),
        "done_when": both(item.done_when),
        "requirements": [link.requirement for link in item.links],
        "phases": list(item.phases),
        "roles": list(item.roles),
        "scope": item.scope.value,
        "level": int(item.level),
        "part_of": item.part_of or None,
        "adr": list(item.adr),
        "ark": list(item.ark),
    }


def _describe_instrument(item: Instrument) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": both(item.title),
        "kind": item.kind,
        "binding": item.binding.value,
        "link": item.source.link,
        "form": item.form or None,
        "requirements": list(item.requirements),
        "measures": list(item.measures),
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
