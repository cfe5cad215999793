"""The assessments of the fictional register: what happened to each, in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from waarborg.adapters.content_files.yaml_files import CONTENT_PACKAGE, read_yaml

FOLDER = "examples"
PREFIX = "assessments-"
SCHEMA = f"{FOLDER}/assessments.schema.json"


@dataclass(frozen=True)
class ExampleStep:
    """One thing somebody did on a day. by: a mail address of the demo. what: the name of a step in the schema.

    about: what belongs to it, in the shape of the schema.
    """

    on: date
    by: str
    what: str
    about: Any


@dataclass(frozen=True)
class ExampleAssessment:
    """An assessment of one dossier, by the code of its entry; in form and steps as people do them."""

    dossier: str
    form: str
    steps: tuple[ExampleStep, ...]

    @property
    def starts_on(self) -> date:
        """The day on which it begins."""
        return self.steps[0].on


@cache
def load_example_assessments() -> tuple[ExampleAssessment, ...]:
    """All assessments, those that begin first before the others: a later one takes answers from an earlier one."""
    folder = files(CONTENT_PACKAGE) / FOLDER
    names = sorted(
        item.name for item in folder.iterdir() if item.name.startswith(PREFIX) and item.name.endswith(".yaml")
    )
    found = (_to_assessment(read_yaml(f"{FOLDER}/{name}", schema=SCHEMA)) for name in names)
    return tuple(sorted(found, key=lambda one: one.starts_on))


def _to_assessment(document: Mapping[str, Any]) -> ExampleAssessment:
    return ExampleAssessment(
        dossier=document["dossier"],
        form=document["form"],
        steps=tuple(_to_step(row) for row in document["steps"]),
    )


def _to_step(row: Mapping[str, Any]) -> ExampleStep:
    (what,) = row.keys() - {"on", "by"}
    return ExampleStep(date.fromisoformat(row["on"]), row["by"], what, row[what])
