"""A dossier with a case under the small law: who applies is 34, earns 1,000 euros, and the limit is 1,200."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.conftest import NOW
from tests.small_law import URN, make_library
from waarborg.apps.algorithms import actions as dossiers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.cases import actions
from waarborg.apps.cases.models import Case
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.law.values import Identity, Money, Value

LIBRARY = make_library()
DAY = date(2026, 3, 2)
PARTIES = {"aanvrager": Identity("aanvrager"), "college": Identity("college")}
FACTS: dict[str, Value] = {
    "leeftijd": Decimal(34),
    "inkomen": Money(Decimal("1000.00")),
    "grens": Money(Decimal(1200)),
}


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def algorithm(organisation: Organisation, editor: Person) -> Algorithm:
    return dossiers.start_dossier(organisation=organisation, name="Inkomenstoeslag", by=editor, at=NOW)


@pytest.fixture
def case(algorithm: Algorithm, editor: Person) -> Case:
    """An open case in which the parties are known."""
    return actions.open_case(
        algorithm=algorithm,
        interpretation=URN,
        goal="[recht op toeslag]",
        title="Voorbeeld 1",
        starts_on=DAY,
        parties=PARTIES,
        library=LIBRARY,
        by=editor,
        at=NOW,
    )


def state(case: Case, by: Person, facts: dict[str, Value | None] | None = None, **more: object) -> Case:
    """State facts; those of FACTS when none are given."""
    case.refresh_from_db()
    given = {"on": DAY, "party": Identity("aanvrager"), "expected_number": case.length, "library": LIBRARY}
    return actions.state_facts(case=case, facts=facts or {**FACTS}, by=by, at=NOW, **{**given, **more})  # type: ignore[arg-type]  # given by name


def take(case: Case, by: Person, act: str, party: str, **more: object) -> Case:
    """Take an act as a party."""
    case.refresh_from_db()
    given = {"on": DAY, "party": Identity(party), "expected_number": case.length, "library": LIBRARY}
    return actions.take_act(case=case, act=act, by=by, at=NOW, **{**given, **more})  # type: ignore[arg-type]  # given by name
