"""The options and arguments of the commands about law. Light, so that other commands do not wait for the engine."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Semantics(StrEnum):
    """By which rules a model is evaluated: our own strict ones, or those of the reference interpreter."""

    STRICT = "strict"
    LAW_REG = "law-reg-0.7.3"


Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON object on standard output.")]
ModelFile = Annotated[
    Path,
    typer.Option("--model", help="The model: YAML of Waarborg, FLINT JSON of any variant, machine-law YAML."),
]
ModelPath = Annotated[
    Path, typer.Argument(help="The model: YAML of Waarborg, FLINT JSON of any variant, machine-law YAML.")
]
FactsFile = Annotated[
    Path | None,
    typer.Option("--facts", help="JSON from names of facts to values; what is not there is unknown."),
]
FactName = Annotated[str | None, typer.Option("--fact", help="The fact to know, with or without brackets.")]
ActName = Annotated[str | None, typer.Option("--act", help="The act to take, with or without brackets.")]
Day = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day, 2026-03-03; today when left out."),
]
Party = Annotated[str | None, typer.Option("--by", help="The identifier of the party that acts.")]
Rules = Annotated[Semantics, typer.Option("--semantics", help="By which rules the model is evaluated.")]
Bound = Annotated[
    int | None,
    typer.Option("--bound", min=1, help="How far to search before the answer says it may not be exact."),
]


class Solving(StrEnum):
    """What is asked when the own search is not exact: nothing, or z3, which is an optional extra."""

    NONE = "none"
    Z3 = "z3"


Solver = Annotated[
    Solving, typer.Option("--solver", help="Ask a solver where the own search is not exact (extra `solver`).")
]


class Layer(StrEnum):
    """How much of an explanation is shown."""

    LINE = "line"
    STEPS = "steps"
    TREE = "tree"


class Notation(StrEnum):
    """What a model can be written as."""

    WAARBORG = "waarborg"
    FLINT = "flint"
    JSONLD = "jsonld"
    TURTLE = "turtle"
