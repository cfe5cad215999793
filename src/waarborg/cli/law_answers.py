"""What the commands about law answer, as plain data, and as text where people read it."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from waarborg.adapters.flint.vectors import VectorFileError, run_vectors
from waarborg.adapters.flint.writing import write_flint
from waarborg.adapters.law_files.own_writing import write_own_format
from waarborg.adapters.law_models import Model
from waarborg.adapters.linked_data.law import write_jsonld, write_turtle
from waarborg.cli.exits import LANGUAGE, CommandFailed, Exit
from waarborg.cli.law_models import both, refuse
from waarborg.cli.law_options import Notation
from waarborg.core.law import difference
from waarborg.core.law.acts import Availability, check_act, check_acts
from waarborg.core.law.asking import rank_questions
from waarborg.core.law.coverage import measure_coverage
from waarborg.core.law.decisions import DEFAULT, Bound, Solver
from waarborg.core.law.evaluation import Evaluation, EvaluationFault, Situation, list_unknown
from waarborg.core.law.evaluation import evaluate as evaluate_fact
from waarborg.core.law.explaining import (
    Explanation,
    Layer,
    Sentence,
    explain_act,
    render_text,
    trace_as_json,
)
from waarborg.core.law.explaining import (
    explain as explain_fact,
)
from waarborg.core.law.expressions import Reference
from waarborg.core.law.frames import FrameKind, Name, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.checking import lint
from waarborg.core.law.notation import write_outcome
from waarborg.core.law.turning import find_turns
from waarborg.core.law.values import UNKNOWN, Fault, holds, plain

_TURNS = {
    "nl": ("Dit zou de uitkomst veranderen:", "Niets kan de uitkomst veranderen."),
    "en": ("This would turn the outcome:", "Nothing can turn the outcome."),
}


def search_bound(nodes: int | None) -> Bound:
    """Return how far to search: `nodes` questions in a diagram, or as far as is usual."""
    return DEFAULT if nodes is None else Bound(nodes=nodes, combinations=max(nodes * 50, 1000))


def check(model: Model, *, on: date, bound: int | None) -> dict[str, Any]:
    """Return what a model holds, how it was read, and what is wrong or remarkable in it."""
    interpretation = model.interpretation
    findings = (
        lint(interpretation, on=on)
        if bound is None
        else lint(interpretation, on=on, bound=_lint_bound(bound))
    )
    coverage = measure_coverage(interpretation, on=on)
    return {
        "format": model.format,
        "id": interpretation.id,
        "version": interpretation.version,
        "title": both(interpretation.title),
        "frames": {
            "acts": sum(1 for _ in interpretation.acts),
            "facts": sum(1 for _ in interpretation.facts),
            "duties": sum(1 for _ in interpretation.duties),
        },
        "coverage": {
            "frames": coverage.frames.sourced.of,
            "sourced": coverage.frames.sourced.count,
            "readable": coverage.frames.readable.count,
            "valid": coverage.frames.valid.count,
        },
        "choices": {
            "made": len(interpretation.choices) - len(coverage.open_choices),
            "open": len(coverage.open_choices),
        },
        "warnings": [
            {"code": item.code, "place": item.place, "message": both(item.message)} for item in model.warnings
        ],
        "findings": [
            {
                "code": item.code.value,
                "severity": item.severity.value,
                "frame": str(item.frame) if item.frame else None,
                "slot": item.slot.value if item.slot else None,
                "message": both(item.message),
                "remedy": both(item.remedy),
                "related": [str(name) for name in item.related],
            }
            for item in findings
        ],
    }


def _lint_bound(nodes: int) -> Any:
    from dataclasses import replace

    from waarborg.core.law.linting.checking import DEFAULT_BOUND

    return replace(DEFAULT_BOUND, search=search_bound(nodes))


def evaluate(interpretation: Interpretation, name: str, situation: Situation) -> tuple[dict[str, Any], str]:
    """Return what holds of a fact with its trace, and the answer as one line."""
    conclusion = evaluate_fact(interpretation, name, situation)
    explanation = explain_fact(interpretation, conclusion, situation)
    answer = {
        "fact": str(fact_name(name)),
        "value": plain(conclusion.value),
        "trace": trace_as_json(conclusion, on=situation.on, language=LANGUAGE),
        "unknown": _write_names(list_unknown(conclusion)),
        "on": situation.on.isoformat(),
        "semantics": "strict",
    }
    return answer, render_text(explanation, LANGUAGE, Layer.LINE)


def _write_names(names: Iterable[str]) -> list[str]:
    return [str(fact_name(name)) for name in names]


def list_acts(interpretation: Interpretation, situation: Situation) -> dict[str, Any]:
    """Return which acts are available, possible and barred; `unknown` says on what the possible ones wait."""
    answer: dict[str, Any] = {"available": [], "possible": [], "barred": [], "unknown": {}}
    for item in check_acts(interpretation, situation):
        name = str(item.act.full_name)
        if item.availability is Availability.BARRED:
            reasons = [reason.slot.value for reason in item.reasons] or ["not_in_force"]
            faults = [reason.holds.message for reason in item.reasons if isinstance(reason.holds, Fault)]
            explained = explain_act(interpretation, item, situation)
            entry = {"act": name, "reasons": reasons, "why": both(explained.line.text)}
            answer["barred"].append(entry | ({"faults": faults} if faults else {}))
            continue
        answer[item.availability.value].append(name)
        if item.availability is Availability.POSSIBLE:
            answer["unknown"][name] = _write_names(item.unknown)
    return answer | {"on": situation.on.isoformat(), "semantics": "strict"}


def explain(
    interpretation: Interpretation,
    goal: Name,
    situation: Situation,
    *,
    layer: str,
    why_not: bool,
    bound: int | None,
    solver: Solver | None = None,
) -> tuple[dict[str, Any], str]:
    """Return an explanation in three layers as data, and one layer of it as text."""
    if goal.kind is FrameKind.FACT:
        conclusion = Evaluation(interpretation, situation).conclude(Reference(goal.text))
        if isinstance(conclusion.value, Fault):
            raise EvaluationFault(conclusion.value)
        explanation, outcome = explain_fact(interpretation, conclusion, situation), holds(conclusion.value)
        target: Any = Reference(goal.text)
    else:
        target = interpretation.get_act(goal.text, situation.on)
        checked = check_act(Evaluation(interpretation, situation), target)
        explanation = explain_act(interpretation, checked, situation)
        outcome = {Availability.AVAILABLE: True, Availability.BARRED: False}.get(
            checked.availability, UNKNOWN
        )
    answer = _describe_explanation(goal, explanation)
    text = render_text(explanation, LANGUAGE, Layer(layer))
    if why_not and (isinstance(outcome, bool) or outcome is UNKNOWN):
        turns, told = _describe_turns(
            interpretation, target, situation, outcome is not True, bound=bound, solver=solver
        )
        answer["turns"] = turns
        text = f"{text}\n\n{told}"
    return answer, text


def _describe_explanation(goal: Name, explanation: Explanation) -> dict[str, Any]:
    return {
        "about": str(goal),
        "line": both(explanation.line.text),
        "steps": [_describe_sentence(item) for item in explanation.steps],
        "tree": [_describe_sentence(item) for item in explanation.tree],
        "unknown": _write_names(explanation.unknown),
        "sources": [_describe_citation(item) for item in explanation.sources],
    }


def _describe_sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": both(sentence.text),
        "kind": sentence.kind.value,
        "depth": sentence.depth,
        "fact": str(fact_name(sentence.fact)) if sentence.fact else None,
        "sources": [_describe_citation(item) for item in sentence.citations],
    }


def _describe_citation(citation: Any) -> dict[str, Any]:
    return {
        "citation": both(citation.text),
        "id": citation.identifier,
        "link": both(citation.link) if citation.link else None,
        "remark": both(citation.remark) if citation.remark else None,
    }


def _describe_turns(
    interpretation: Interpretation,
    goal: Any,
    situation: Situation,
    wanted: bool,
    *,
    bound: int | None,
    solver: Solver | None,
) -> tuple[dict[str, Any], str]:
    turns = find_turns(interpretation, goal, situation, wanted, bound=search_bound(bound), solver=solver)
    ordered = [sorted(one, key=lambda change: change.name) for one in turns.sets]
    sets = [
        [
            {
                "fact": str(fact_name(change.name)),
                "from": None if change.before is None else plain(change.before),
                "to": plain(change.after),
            }
            for change in one
        ]
        for one in ordered
    ]
    shape = {"wanted": wanted, "sets": sets, "exact": turns.exact, "has_more": turns.has_more}
    heading, nothing = _TURNS[LANGUAGE]
    lines = [
        "- " + "; ".join(f"[{change.name}] → {write_outcome(change.after, LANGUAGE)}" for change in one)
        for one in ordered
    ]
    return shape, "\n".join([heading, *lines]) if lines else nothing


def ask(
    interpretation: Interpretation, goal: Name, situation: Situation, *, bound: int | None
) -> dict[str, Any]:
    """Return the facts that can still change the outcome, the most decisive first."""
    target: Any = (
        Reference(goal.text)
        if goal.kind is FrameKind.FACT
        else interpretation.get_act(goal.text, situation.on)
    )
    asking = rank_questions(interpretation, target, situation, bound=search_bound(bound))
    return {
        "about": str(goal),
        "questions": _write_names(question.name for question in asking.questions),
        "texts": [
            _find_question(interpretation, question.name, situation.on) for question in asking.questions
        ],
        "settled": asking.settled,
        "exact": asking.exact,
    }


def _find_question(interpretation: Interpretation, name: str, on: date) -> dict[str, str] | None:
    frame = interpretation.find_fact(name, on)
    return both(frame.question) if frame is not None and frame.question is not None else None


def compare(before: Interpretation, after: Interpretation, *, on: date, bound: int | None) -> dict[str, Any]:
    """Return what differs between two readings, with an example where the outcome differs."""
    found = difference.compare(before, after, on=on, bound=search_bound(bound))
    return {
        "before": before.urn,
        "after": after.urn,
        "added": [str(name) for name in found.added],
        "removed": [str(name) for name in found.removed],
        "same": len(found.shared) - len(found.changed),
        "changed": [_describe_change(item) for item in found.changed],
        "touched": [str(name) for name in found.touched],
        "choices": [
            {"id": item.id, "before": _taken(item.before), "after": _taken(item.after)}
            for item in found.choices
        ],
    }


def _taken(choice: Any) -> str | None:
    return choice.taken if choice is not None else None


def _describe_change(change: Any) -> dict[str, Any]:
    effects = {
        part.value: {"answer": effect.answer.value, "text": both(effect.describe())}
        for part, effect in change.effects.items()
    }
    example = next((item for item in change.effects.values() if item.values is not None), None)
    return {
        "frame": str(change.name),
        "slots": [part.value for part in change.parts],
        "effects": effects,
        "example": None if example is None else _describe_example(example),
    }


def _describe_example(effect: Any) -> dict[str, Any]:
    return {
        "facts": {str(fact_name(name)): plain(value) for name, value in effect.values.items()},
        "before": plain(effect.before),
        "after": plain(effect.after),
    }


def convert(interpretation: Interpretation, to: Notation) -> tuple[str, tuple[str, ...]]:
    """Return a model in another notation, and what that notation cannot hold."""
    if to is Notation.FLINT:
        return write_flint(interpretation)
    write = {
        Notation.WAARBORG: write_own_format,
        Notation.JSONLD: write_jsonld,
        Notation.TURTLE: write_turtle,
    }[to]
    return write(interpretation), ()


def write_file(path: Path, text: str) -> None:
    """Write a whole file or nothing. Raises `CommandFailed` when the place cannot be written to."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(name, path)
    except OSError as error:
        raise CommandFailed(
            Exit.ENVIRONMENT,
            f"{path} cannot be written: {error.strerror}. Choose a folder where you may write.",
        ) from error


def conform(folder: Path) -> dict[str, Any]:
    """Return what came of every vector file in a folder."""
    if not folder.is_dir():
        refuse(f"{folder} is no folder", "Name the folder that holds the vector files")
    try:
        outcome = run_vectors(folder)
    except VectorFileError as error:
        refuse(
            f"{error.file}, {error.place}: {error.problem}", error.remedy, file=error.file, place=error.place
        )
    if not outcome.suites:
        refuse(
            f"{folder} holds no vector files",
            "Name the folder that holds them; folders in it are looked in too",
        )
    return {
        "passed": outcome.passed,
        "failed": outcome.failed,
        "skipped": outcome.skipped,
        "suites": [_describe_suite(suite) for suite in outcome.suites],
    }


def _describe_suite(suite: Any) -> Mapping[str, Any]:
    return {
        "name": suite.name,
        "kind": suite.kind,
        "passed": suite.passed,
        "failed": suite.failed,
        "skipped": suite.skipped,
        "failures": [{"id": item.id, "expected": item.expected, "got": item.got} for item in suite.failures],
        "skips": [f"{item.id}: {item.reason}" for item in suite.skips],
    }
