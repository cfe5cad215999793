"""Somebody who brings in files, and short ways to do it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import NOW
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.apps.publications.importing import actions, tasks
from waarborg.apps.publications.models import ImportFile, ImportLine

TABLE = "Naam;Doel;Status;Kenmerk\nZoekhulp;Vinden.;In gebruik;1\nScan;Zien.;In ontwikkeling;2\n"


def entry(**values: Any) -> dict[str, Any]:
    """An entry in a JSON list."""
    return {"name": "Zoekhulp", "organization": "Voorbeeldstad", "standard_version": "1.0", **values}


@dataclass
class Importer:
    """An editor at work."""

    organisation: Organisation | None
    person: Person

    def bring_in(self, content: bytes | str | list[dict[str, Any]], *, name: str = "lijst.csv") -> ImportFile:
        if isinstance(content, list):
            content = json.dumps(content)
        data = content.encode() if isinstance(content, str) else content
        return actions.bring_in(
            organisation=self.organisation, name=name, pieces=[data], by=self.person, at=NOW
        )

    def compare(self, content: bytes | str | list[dict[str, Any]], **mapping: str) -> ImportFile:
        """Bring in a file and have it compared; the columns of a table are what they probably are."""
        file = self.bring_in(content)
        if file.is_table:
            guesses = {one["name"]: one["guess"] for one in file.columns}
            actions.name_columns(file=file, mapping=guesses | mapping, by=self.person, at=NOW)
        tasks.go(file, at=NOW)
        return file

    def write(self, file: ImportFile, *, new: bool = True, changed: bool = True) -> ImportFile:
        actions.confirm(file=file, new=new, changed=changed, by=self.person, at=NOW)
        tasks.go(file, at=NOW)
        return file


def lines(file: ImportFile) -> list[ImportLine]:
    """The records of a file, in order."""
    return list(ImportLine.objects.filter(file=file).order_by("position"))


def outcomes(file: ImportFile) -> list[str]:
    """What each record would do."""
    return [line.outcome for line in lines(file)]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Each test has a data folder of its own."""
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def importer(organisation: Organisation, person_with_role: Callable[..., Person]) -> Importer:
    """An editor of the organisation."""
    return Importer(organisation, person_with_role("editor"))


@pytest.fixture
def platform(person_with_role: Callable[..., Person]) -> Importer:
    """A platform administrator, who takes over registers."""
    return Importer(None, person_with_role("platform_administrator"))
