"""A dossier of a chatbot and one of a fraud model, with people around them, under the framework as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from tests.conftest import NOW
from waarborg.adapters.framework_files.loading import load_framework
from waarborg.apps.algorithms import actions as dossiers
from waarborg.apps.algorithms.models import Algorithm
from waarborg.apps.obligations import actions, queries
from waarborg.apps.obligations.models import Evidence, Task
from waarborg.apps.organisations.models import Organisation, Person
from waarborg.core.framework.parts import EvidenceKind
from waarborg.core.framework.tasks import TaskState

FRAMEWORK = load_framework()
TODAY = NOW.date()
NOTHING_SPECIAL: Mapping[str, object] = {
    "prohibited_practices": ["none"],
    "annex_iii_areas": ["none"],
    "safety_component": "none",
    "contact_with_people": ["none"],
    "affected_groups": ["none"],
    "role_in_decision": "no_decision",
    "decision_kind": "internal",
    "data_used": ["none"],
    "profiling": False,
    "large_scale": False,
    "hosting": "own",
}
CHATBOT: Mapping[str, object] = {
    **NOTHING_SPECIAL,
    "inference": ["learned"],
    "built_or_bought": "bought",
    "contact_with_people": ["talks_to_people", "website_or_app"],
    "transparency_exceptions": ["none"],
    "affected_groups": ["residents"],
    "data_used": ["personal"],
}
FRAUD_MODEL: Mapping[str, object] = {
    **NOTHING_SPECIAL,
    "inference": ["learned"],
    "built_or_bought": "built",
    "annex_iii_areas": ["5a"],
    "profiling": True,
    "affected_groups": ["benefit_recipients"],
    "data_used": ["personal", "national_id"],
    "role_in_decision": "selects",
    "decision_kind": "individual_decision",
    "in_service_on": "2027-06-01",
}
SPREADSHEET: Mapping[str, object] = {**NOTHING_SPECIAL, "inference": ["none"], "built_or_bought": "built"}
#: A task of the chatbot by itself, one that a second person confirms, one that is done once for all, and advice.
OWN, SERIOUS, SHARED, ADVICE = "imp-07", "pba-01", "imp-10", "ver-03"
#: A task of the fraud model that the chatbot does not have.
OF_FRAUD_MODEL = "ver-conformiteit"


@pytest.fixture
def editor(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


@pytest.fixture
def colleague(person_with_role: Callable[..., Person]) -> Person:
    return person_with_role("editor")


def start(organisation: Organisation, name: str, facts: Mapping[str, object], by: Person) -> Algorithm:
    """A dossier in which these facts were said."""
    algorithm = dossiers.start_dossier(organisation=organisation, name=name, by=by, at=NOW)
    say(algorithm, facts, by)
    return algorithm


def say(algorithm: Algorithm, facts: Mapping[str, object], by: Person) -> None:
    """Record facts; None says that it is not known."""
    dossiers.record_facts(algorithm=algorithm, values=facts, by=by, at=NOW, confirm=None in facts.values())


@pytest.fixture
def chatbot(organisation: Organisation, editor: Person) -> Algorithm:
    return start(organisation, "Chatbot", CHATBOT, editor)


@pytest.fixture
def fraud_model(organisation: Organisation, editor: Person) -> Algorithm:
    return start(organisation, "Rechtmatigheid", FRAUD_MODEL, editor)


@dataclass
class Work:
    """One task, at a dossier or, without one, at the organisation, and what can be done with it."""

    organisation: Organisation
    code: str
    algorithm: Algorithm | None = None

    @property
    def place(self) -> actions.Place:
        measure = FRAMEWORK.get_measure(self.code).id
        return actions.Place(organisation=self.organisation, measure=measure, algorithm=self.algorithm)

    def find(self) -> Task | None:
        """Its row, when somebody said something of it."""
        return Task.objects.filter(
            organisation=self.organisation, algorithm=self.algorithm, measure=self.place.measure
        ).first()

    def row(self) -> Task:
        found = self.find()
        assert found is not None
        return found

    def number(self) -> int:
        found = self.find()
        return found.number if found else 0

    def _common(self, by: Person, **more: Any) -> dict[str, Any]:
        return {"place": self.place, "framework": FRAMEWORK, "by": by, "at": NOW, **more}

    def plan(self, by: Person, **more: Any) -> Task:
        """Say who, when and what; whoever does it has seen the newest, unless given otherwise."""
        said = {"assignee": "", "due_on": None, "note": "", "expected_number": self.number()}
        return actions.plan_task(**self._common(by, **{**said, **more}))

    def set(self, state: TaskState, by: Person, **more: Any) -> Task:
        return actions.set_state(
            **self._common(by, **{"state": state, "expected_number": self.number(), **more})
        )

    def confirm(self, by: Person, **more: Any) -> Task:
        return actions.confirm(**self._common(by, **{"expected_number": self.number(), **more}))

    def add(self, by: Person, **more: Any) -> Evidence:
        said = {"kind": EvidenceKind.DOCUMENT, "title": "Rapport van de toets", "observed_on": TODAY}
        return actions.add_evidence(**self._common(by, **{**said, **more}))

    def line(self, on: date = TODAY) -> queries.TaskLine:
        """The task of a dossier as people see it on a day."""
        assert self.algorithm is not None
        found = queries.get_overview(FRAMEWORK, self.algorithm, on=on).find_task(self.code)
        assert found is not None
        return found


def withdraw(evidence: Evidence, by: Person, reason: str = "Van een ander.", at: datetime = NOW) -> None:
    actions.withdraw_evidence(evidence=evidence, framework=FRAMEWORK, reason=reason, by=by, at=at)


@pytest.fixture
def work(chatbot: Algorithm) -> Work:
    """A task of the chatbot by itself."""
    return Work(chatbot.organisation, OWN, chatbot)


@pytest.fixture
def serious(chatbot: Algorithm) -> Work:
    """A task of the chatbot that a second person confirms."""
    return Work(chatbot.organisation, SERIOUS, chatbot)


@pytest.fixture
def shared(organisation: Organisation) -> Work:
    """A task that the organisation does once for all."""
    return Work(organisation, SHARED)
