"""Runs a recipe: count the log in one pass, work everything out on the counts, and write down where it came from."""

import platform
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from waarborg.adapters.measuring import further
from waarborg.adapters.measuring.outcomes import (
    describe_comparisons,
    describe_groups,
    describe_judged,
    describe_tensions,
    describe_text,
    describe_verdict,
    list_metrics,
    measure_outcomes,
)
from waarborg.adapters.measuring.recipe import Recipe
from waarborg.adapters.tables.cells_json import read_cells
from waarborg.adapters.tables.counting import Counted, count
from waarborg.adapters.tables.faults import break_log
from waarborg.adapters.tables.notes import list_notes
from waarborg.adapters.tables.opening import open_source
from waarborg.adapters.tables.population import read_population
from waarborg.adapters.tables.port import UNWATCHED, Watch
from waarborg.adapters.tables.provenance import hash_file, record
from waarborg.adapters.tables.roles import Roles
from waarborg.core.measurement.cells import Cells, UnfitCells
from waarborg.core.terms.text import Text

FORMAT, FORMAT_VERSION = "waarborg-measurement", 1
#: What every result says of itself, whatever the figures are.
CAUTIONS = (
    Text(
        "De cijfers zeggen niet waardoor een verschil komt, en niet of het te rechtvaardigen is. Dat beoordelen mensen.",
        "The figures do not say what causes a difference, nor whether it can be justified. People judge that.",
    ),
    Text(
        "Alleen wat in de gegevens staat is gemeten. Wie er niet in staat, en wat niet is vastgelegd, blijft buiten beeld.",
        "Only what is in the data was measured. Who is not in it, and what was not recorded, stays out of sight.",
    ),
    Text(
        "Van wie nooit is gecontroleerd, is niet bekend wat waar was. Foutkansen gaan alleen over wie het wel is.",
        "Of those who were never checked it is not known what was true. Chances of error are about the others only.",
    ),
)


@dataclass(frozen=True)
class Run:
    """What a run gives: the document of the result, and the counts on which it rests."""

    document: dict[str, Any]
    cells: Cells


def run_recipe(recipe: Recipe, *, made_at: datetime, frame: Any = None, watch: Watch = UNWATCHED) -> Run:
    """Run a recipe on its log, or on a frame that is handed over.

    Raises `UnreadableLog` for a log, column or recipe that does not fit, with what to do; `Stopped`; `EngineMissing`.
    """
    roles = replace(recipe.roles, given=_join(recipe.roles.given, recipe.steps))
    if recipe.cells:
        delivered = read_cells(recipe.log, roles)
        cells, notes = delivered.cells, tuple(list_notes(delivered.cells, {}))
        data = _describe_file(Path(recipe.log), cells.total)
    else:
        counted, data = _count(recipe, roles, frame, watch)
        cells, notes = counted.cells, counted.notes
    try:
        document = make_document(recipe, cells)
    except UnfitCells as error:
        raise _explain(recipe, error) from error
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "title": recipe.title,
        "made_at": made_at.isoformat(),
        "recipe": recipe.as_document(),
        "data": data,
        "versions": {
            "waarborg": version("waarborg"),
            "python": platform.python_version(),
            "numpy": version("numpy"),
        },
        "notes": [{"kind": one.kind, "column": one.column, **describe_text(one.message)} for one in notes],
    }
    return Run(head | document, cells)


def _join(given: tuple[str, ...], steps: tuple[str, ...]) -> tuple[str, ...]:
    return (*given, *(name for name in steps if name not in given))


def _count(recipe: Recipe, roles: Roles, frame: Any, watch: Watch) -> tuple[Counted, dict[str, Any]]:
    what = recipe.log if frame is None else frame
    source = open_source(what, engine=recipe.engine, table=recipe.table)
    try:
        counted = count(source, roles, watch=watch)
        return counted, record(source, counted.rows, watch=replace(watch, progress=None)).as_json()
    finally:
        source.close()


def _describe_file(path: Path, rows: int) -> dict[str, Any]:
    sha = hash_file(path)
    return {
        "name": path.name,
        "rows": rows,
        "sha256": sha,
        "files": [{"name": path.name, "bytes": path.stat().st_size, "sha256": sha}],
        "engine": "cells",
        "versions": {},
    }


def make_document(recipe: Recipe, cells: Cells) -> dict[str, Any]:
    """All figures on cells, as parts of the document of a result. Raises `UnfitCells`."""
    metrics = list_metrics(cells, recipe)
    measured = measure_outcomes(cells, recipe, metrics)
    population = _read_population(recipe)
    parts: dict[str, Callable[[], Any]] = {
        "groups": lambda: [describe_groups(one, metrics, recipe) for one in measured.grouped],
        "comparisons": lambda: [
            line for one in measured.grouped for line in describe_comparisons(one, metrics, measured, recipe)
        ],
        "judged": lambda: describe_judged(measured),
        "tensions": lambda: describe_tensions(measured),
        "given": lambda: list(further.describe_given(cells, recipe)),
        "scores": lambda: list(further.describe_scores(cells, recipe)),
        "means": lambda: list(further.describe_means(cells, recipe)),
        "representation": lambda: (
            further.describe_representation(cells, recipe, population) if population else None
        ),
        "missing": lambda: list(further.describe_missing(cells, recipe)),
        "periods": lambda: further.describe_periods(cells, recipe),
        "steps": lambda: list(further.describe_steps(cells, recipe)),
    }
    return {
        "verdict": describe_verdict(measured, recipe),
        "cautions": [describe_text(text) for text in CAUTIONS],
        "hide_below": recipe.hide_below,
        "metrics": {
            metric.id: {
                "name": describe_text(metric.name),
                "formula": metric.formula,
                "explanation": describe_text(metric.explanation),
                "divides_by": describe_text(metric.divides_by),
                "source": metric.source,
            }
            for metric in metrics
        },
        **{name: make() for name, make in parts.items()},
    }


def _read_population(recipe: Recipe) -> dict[str, float] | None:
    if not recipe.population:
        return None
    cells = read_population(recipe.population).cells
    name = cells.dimensions[0].name
    table = cells.sum_over((name,))
    return {
        label: float(rows)
        for label, rows in zip(cells.dimensions[0].labels, table.tolist(), strict=True)
        if label is not None
    }


def _explain(recipe: Recipe, error: UnfitCells) -> Exception:
    return break_log(
        Path(recipe.log).name or "frame",
        Text(nl=f"Dit kan niet worden uitgerekend. {error}", en=f"This cannot be worked out. {error}"),
        Text(
            nl="Kies andere kolommen of grotere groepen, of laat weg wat niet kan.",
            en="Choose other columns or larger groups, or leave out what cannot be done.",
        ),
    )
