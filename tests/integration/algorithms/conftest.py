"""A dossier with people around it, and an empty folder for its files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.conftest import NOW
from waarborg.apps.algorithms import actions
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.organisations.models import Organisation, Person


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Path:
    """The folder with files, empty."""
    settings.ATTACHMENT_FOLDER = tmp_path / "attachments"
    return tmp_path / "attachments"


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def algorithm(organisation: Organisation, editor: Person) -> Algorithm:
    return actions.start_dossier(organisation=organisation, name="Parkeren", by=editor, at=NOW)
