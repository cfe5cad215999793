"""A dossier with two steps, and the small law as what is known here."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import NOW
from tests.small_law import make_library
from waarborg.apps.algorithms import actions as dossiers
from waarborg.apps.algorithms.models import Algorithm, ProcessStep
from waarborg.apps.algorithms.steps import actions
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.profile.process_steps import Performer


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def algorithm(organisation: Organisation, editor: Person) -> Algorithm:
    return dossiers.start_dossier(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)


@pytest.fixture
def add(algorithm: Algorithm, editor: Person) -> Callable[..., ProcessStep]:
    """`add("Ophalen")`: a step at the end, done by the algorithm."""

    def make(title: str, **more: Any) -> ProcessStep:
        given = {"what": "", "performer": Performer.ALGORITHM, "by": editor, "at": NOW}
        return actions.add_step(algorithm=algorithm, title=title, **{**given, **more})

    return make


LIBRARY = make_library()
