"""What somebody changes in the rows of a step, past the pages, is named by the check."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import NOW
from tests.integration.steps.conftest import LIBRARY
from tests.small_law import URN
from waarborg.apps.algorithms.models import Algorithm, ProcessStep, StepLink, StepText
from waarborg.apps.algorithms.steps import actions
from waarborg.apps.algorithms.steps.actions import StepNotWritten
from waarborg.apps.algorithms.steps.verifying import find_changed_process_steps
from waarborg.apps.organisations.models import Person
from waarborg.core.profile.process_steps import Relation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
Add = Callable[..., ProcessStep]


@pytest.fixture
def step(add: Add, editor: Person) -> ProcessStep:
    """A step that rests on a rule."""
    step = add("Inkomen uitrekenen")
    return actions.link_frame(
        step=step,
        interpretation=URN,
        frame="[laag inkomen]",
        relation=Relation.APPLIES,
        library=LIBRARY,
        by=editor,
        at=NOW,
    )


def change(model: Any, **values: object) -> Callable[[], None]:
    def tamper() -> None:
        model.objects.update(**values)

    return tamper


@pytest.mark.parametrize(
    "tamper",
    [
        change(StepText, performer="niemand"),
        change(StepText, no_basis="Zonder reden."),
        change(StepLink, relation="raadt"),
        change(StepLink, frame="[grens]"),
        change(StepLink, interpretation=""),
        change(ProcessStep, added_by="1"),
        change(ProcessStep, added_at=LATER),
        change(ProcessStep, withdrawn_by="1", withdrawn_at=NOW),
        change(ProcessStep, redacted_by="1", redacted_at=NOW),
    ],
)
def test_a_step_that_was_changed_is_named(
    tamper: Callable[[], None], step: ProcessStep, algorithm: Algorithm
) -> None:
    assert find_changed_process_steps() == []
    tamper()
    assert f"{algorithm.public_id}/{step.pk}" in find_changed_process_steps()


@pytest.mark.parametrize(
    "tamper",
    [
        change(ProcessStep, redaction_reason="Zomaar."),
        change(ProcessStep, redacted_by="1"),
        change(ProcessStep, redacted_at=LATER),
        change(ProcessStep, withdrawn_at=LATER),
        change(StepText, performer="person"),
        change(StepLink, relation="prepares"),
        change(StepLink, frame="[grens]"),
    ],
)
def test_what_stays_of_an_unreadable_step_is_checked_too(
    tamper: Callable[[], None],
    step: ProcessStep,
    algorithm: Algorithm,
    person_with_role: Callable[..., Person],
) -> None:
    officer = person_with_role("privacy_officer")
    actions.redact_step(step=step, by=officer, at=NOW, reason="Er staat een naam in.")
    assert find_changed_process_steps() == []
    tamper()
    assert find_changed_process_steps() == [f"{algorithm.public_id}/{step.pk}"]


def test_who_withdrew_a_step_before_it_was_redacted_stays(
    step: ProcessStep, editor: Person, person_with_role: Callable[..., Person]
) -> None:
    actions.withdraw_step(step=step, by=editor, at=NOW)
    actions.restore_step(step=step, by=editor, at=NOW)
    actions.withdraw_step(step=step, by=editor, at=LATER)
    officer = person_with_role("privacy_officer")
    actions.redact_step(step=step, by=officer, at=LATER, reason="Er staat een naam in.")
    step.refresh_from_db()
    assert step.withdrawn_by == str(editor.pk)
    assert find_changed_process_steps() == []


def test_a_step_is_not_put_back_in_a_list_that_is_full(
    step: ProcessStep, add: Add, editor: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_STEPS", 1)
    actions.withdraw_step(step=step, by=editor, at=NOW)
    add("Een andere stap")
    with pytest.raises(StepNotWritten):
        actions.restore_step(step=step, by=editor, at=NOW)
    assert find_changed_process_steps() == []
