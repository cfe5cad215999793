"""The way of an entry, as a table that anyone can check against the rules.

| step     | from                                   | to         | reason | four eyes | public version |
|----------|----------------------------------------|------------|--------|-----------|----------------|
| submit   | draft                                  | in review  |        |           |                |
| recall   | in review                              | draft      |        |           |                |
| reject   | in review, approved                    | draft      | yes    |           |                |
| approve  | in review                              | approved   |        | yes       |                |
| publish  | approved                               | published  |        | yes       |                |
| revise   | published                              | draft      |        |           |                |
| withdraw | published, draft, in review, approved  | withdrawn  | yes    |           | there must be  |
| archive  | draft, withdrawn                       | archived   | yes    |           | there is none  |
| reopen   | withdrawn, archived                    | draft      | yes    |           |                |
"""

from itertools import product

import pytest

from waarborg.core.publication.workflow import (
    STATE_LABELS,
    STATE_MEANINGS,
    TRANSITIONS,
    State,
    StepRefused,
    Transition,
    check_step,
    get_transition,
    list_steps,
)
from waarborg.core.terms.text import Text

DRAFT, REVIEW, APPROVED = State.DRAFT, State.IN_REVIEW, State.APPROVED
PUBLISHED, WITHDRAWN, ARCHIVED = State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED

WITHOUT_PUBLIC_VERSION = {
    DRAFT: {"submit", "archive"},
    REVIEW: {"recall", "reject", "approve"},
    APPROVED: {"reject", "publish"},
    PUBLISHED: {"revise"},
    WITHDRAWN: {"archive", "reopen"},
    ARCHIVED: {"reopen"},
}
WITH_PUBLIC_VERSION = {
    DRAFT: {"submit", "withdraw"},
    REVIEW: {"recall", "reject", "approve", "withdraw"},
    APPROVED: {"reject", "publish", "withdraw"},
    PUBLISHED: {"revise", "withdraw"},
    WITHDRAWN: {"reopen"},
    ARCHIVED: {"reopen"},
}


@pytest.mark.parametrize("state", State)
def test_the_steps_of_each_state_are_those_of_the_table(state: State) -> None:
    assert {step.name for step in list_steps(state, live=False)} == WITHOUT_PUBLIC_VERSION[state]
    assert {step.name for step in list_steps(state, live=True)} == WITH_PUBLIC_VERSION[state]


@pytest.mark.parametrize(("state", "name"), list(product(State, [step.name for step in TRANSITIONS])))
def test_a_step_outside_the_table_is_refused(state: State, name: str) -> None:
    transition = get_transition(name)
    allowed = name in WITHOUT_PUBLIC_VERSION[state]

    def take() -> None:
        check_step(transition, state=state, live=False, by="b", authors=("a",), reason="because")

    if allowed:
        take()
    else:
        with pytest.raises(StepRefused) as refusal:
            take()
        assert refusal.value.code == "wrong_state"


@pytest.mark.parametrize("name", ["approve", "publish"])
def test_an_author_never_decides_about_their_own_text(name: str) -> None:
    transition = get_transition(name)
    state = next(iter(transition.sources))
    with pytest.raises(StepRefused) as refusal:
        check_step(transition, state=state, live=False, by="a", authors=("a", "b"), reason="")
    assert refusal.value.code == "four_eyes"
    assert "collega" in refusal.value.reason.nl


@pytest.mark.parametrize("name", ["reject", "withdraw", "archive", "reopen"])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_step_that_others_must_understand_needs_a_reason(name: str, reason: str) -> None:
    transition = get_transition(name)
    state = next(iter(transition.sources))
    with pytest.raises(StepRefused) as refusal:
        check_step(
            transition, state=state, live=bool(transition.needs_live), by="b", authors=(), reason=reason
        )
    assert refusal.value.code == "no_reason"


def test_from_every_state_there_is_a_way_to_published() -> None:
    reached = {PUBLISHED}
    while True:
        wider = reached | {
            source for step in TRANSITIONS if step.target in reached for source in step.sources
        }
        if wider == reached:
            break
        reached = wider
    assert reached == set(State)


def test_every_state_has_a_name_and_a_sentence() -> None:
    assert set(STATE_LABELS) == set(STATE_MEANINGS) == set(State)


def test_an_unknown_step_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        get_transition("erase")


def test_a_transition_that_starts_nowhere_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="starts nowhere"):
        Transition("x", frozenset(), DRAFT, "p", Text("x", "x"))


def test_a_transition_to_where_it_starts_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="leads to where it starts"):
        Transition("x", frozenset({DRAFT}), DRAFT, "p", Text("x", "x"))
