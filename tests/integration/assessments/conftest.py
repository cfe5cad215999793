"""A library of small forms in place of the real ones, and people who fill them in."""

from collections.abc import Callable

import pytest

from tests.conftest import NOW
from tests.small_form import both, form, group, part, question
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.assessments.actions import starting
from waarborg.apps.assessments.models import Assessment
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.forms.library import Library

#: Asks for a yes or no that is a fact, a text, a choice when the first is yes, rows, risks and action points.
SMALL = form(
    part(
        "een",
        question("1", fact="uses_personal_data"),
        question("2", "text", required=False),
        question("3", "choice", when="[1]"),
        roles=["project_leader"],
    ),
    part(
        "twee",
        group("4", question("4.1", "text"), label="4.1"),
        question("5", "risks", required=False),
        question("6", "actions", required=False),
        roles=["lawyer"],
    ),
    signatures=[
        {"slot": "fg", "kind": "advice", "title": both("Advies van de FG"), "role": "privacy_officer"},
        {"slot": "bestuur", "kind": "signature", "title": both("Handtekening"), "role": "director"},
    ],
    checks=[
        {
            "check": "leeg",
            "when": '[1] EN [2] = "niets"',
            "says": both("Dit spreekt elkaar tegen."),
            "remedy": both("Pas een van beide aan."),
            "about": ["1", "2"],
            "blocks": True,
        }
    ],
    review={"months": 12, "why": both("Elk jaar."), "facts": ["uses_personal_data"]},
)


@pytest.fixture(autouse=True)
def small_library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """Only the small form, wherever forms are looked up."""
    library = Library((SMALL,))
    monkeypatch.setattr("waarborg.apps.assessments.library.load_library", lambda: library)
    return library


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def officer(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("privacy_officer")


@pytest.fixture
def director(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("approver")


@pytest.fixture
def dossier(organisation: Organisation, editor: Person) -> Algorithm:
    from waarborg.apps.algorithms import actions

    return actions.start_dossier(organisation=organisation, name="Meldingen sorteren", by=editor, at=NOW)


@pytest.fixture
def assessment(dossier: Algorithm, editor: Person) -> Assessment:
    return starting.start(algorithm=dossier, form="klein", by=editor, at=NOW)
