"""What applies to an algorithm as plain data: for the command, for files, and for whoever reads those."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from waarborg.core.framework.applying import Applied, apply_framework
from waarborg.core.framework.asking import Question, list_questions
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.parts import Article
from waarborg.core.framework.questions import Reading
from waarborg.core.framework.reasons import Explaining, Ground
from waarborg.core.framework.standings import Standing
from waarborg.core.law.values import plain
from waarborg.core.terms.text import Text

_NOT_KNOWN = Text("Nog niet bekend", "Not known yet")


def both(text: Text) -> dict[str, str]:
    """Return a text in both languages as data."""
    return {"nl": text.nl, "en": text.en}


def describe_dossier(framework: Framework, facts: Mapping[str, object], *, on: date) -> dict[str, Any]:
    """Return what applies on a day: class, roles, requirements with reasons, what is assumed, and what to ask."""
    return describe_applied(framework, facts, apply_framework(framework, facts, on=on))


def describe_applied(framework: Framework, facts: Mapping[str, object], applied: Applied) -> dict[str, Any]:
    """Return an outcome as data; `facts` are those of the dossier it was worked out from."""
    on = applied.on
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
        "requirements": [_describe_standing(explaining, item, on) for item in applied.standings],
        "questions": [describe_question(item) for item in list_questions(framework, facts, on=on)],
        "assumed": [{"fact": item.term, "says": both(item.says)} for item in applied.facts.assumed],
        "conflicts": [
            {"about": item.fact, "followed": item.followed, "other": item.other}
            for item in applied.facts.conflicts
        ],
        "certainty": str(applied.certainty),
        "on": on.isoformat(),
        "version": framework.version,
    }


def _describe_standing(explaining: Explaining, standing: Standing, on: date) -> dict[str, Any]:
    requirement, reason = standing.requirement, explaining.explain(standing)
    wording = standing.word_on(on)
    question = wording.open_question
    return {
        "id": requirement.id,
        "code": requirement.code,
        "title": both(wording.title),
        "applies": standing.applies.value,
        "from": write_day(standing.since),
        "from_is_certain": standing.is_certain if standing.since else None,
        "at_latest": write_day(standing.at_latest),
        "until": write_day(standing.until),
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


def write_day(day: date | None) -> str | None:
    """Return a day as text; None for none."""
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


def describe_question(question: Question) -> dict[str, Any]:
    """Return a question with its choices as data."""
    reading = question.reading
    assert reading.question is not None  # only these are asked
    assert reading.why is not None
    return {
        "fact": reading.key,
        "text": both(reading.question),
        "why": both(reading.why),
        "type": reading.term.type.value,
        "choices": describe_choices(reading),
        "touches": list(question.touches),
    }


def describe_choices(reading: Reading) -> list[dict[str, Any]]:
    """Return the choices of a question as data."""
    return [
        {"value": choice.value, "label": both(reading.label_choice(choice.value)), "alone": choice.exclusive}
        for choice in reading.term.choices
    ]
