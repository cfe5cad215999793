"""Who may take which step in which flow: the whole matrix, written by hand.

Rows: step and the state it starts from. Columns: editor, approver, central editor and administrator of an
organisation that publishes itself (own), and the same of one whose texts the central editors publish (central).
`x` may, `.` may not. Roles that are not named may take no step in either flow.
"""

from itertools import product

import pytest

from waarborg.adapters.content_files.roles import load_rights
from waarborg.core.publication.workflow import (
    FLOW_LABELS,
    FLOW_MEANINGS,
    PERMISSIONS,
    TRANSITIONS,
    Flow,
    State,
    StepRefused,
    check_step,
    get_transition,
    list_permissions,
)
from waarborg.core.rights.rights import Grant

COLUMNS = list(product((Flow.OWN, Flow.CENTRAL), ("editor", "approver", "central_editor", "administrator")))
MATRIX = """
                      own       central
                      e a c b   e a c b
submit    draft       x . . .   x . . .
recall    in_review   x . . .   x . . .
reject    in_review   . x . .   . x . .
reject    approved    . x . .   . x x .
approve   in_review   . x . .   . x . .
publish   approved    . x . .   . . x .
revise    published   x . . .   x . . .
withdraw  draft       . x x .   . x x .
withdraw  in_review   . x x .   . x x .
withdraw  approved    . x x .   . x x .
withdraw  published   . x x .   . x x .
archive   draft       x x . .   x x . .
archive   withdrawn   x x . .   x x . .
reopen    withdrawn   x . . .   x . . .
reopen    archived    x . . .   x . . .
"""
ROWS = [line.split() for line in MATRIX.strip().splitlines()[2:]]
NAMED = {"editor", "approver", "central_editor", "administrator"}


def may(role: str, name: str, state: State, flow: Flow) -> bool:
    grants = [Grant(role=role, organisation="gm0344")]
    asked = list_permissions(get_transition(name), flow=flow, state=state)
    return any(load_rights().may(grants, permission, organisation="gm0344") for permission in asked)


def test_the_matrix_holds_every_step_from_every_state() -> None:
    written = {(name, State(state)) for name, state, *_marks in ROWS}
    assert written == {(step.name, source) for step in TRANSITIONS for source in step.sources}
    assert all(set(PERMISSIONS[flow]) == written for flow in Flow)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} from {row[1]}")
def test_who_takes_a_step_in_which_flow(row: list[str]) -> None:
    name, state, *marks = row
    for (flow, role), mark in zip(COLUMNS, marks, strict=True):
        assert may(role, name, State(state), flow) is (mark == "x"), f"{role}, flow {flow}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} from {row[1]}")
def test_no_other_role_takes_a_step_in_any_flow(row: list[str]) -> None:
    others = {role.code for role in load_rights().roles} - NAMED
    assert not [(role, flow) for role in others for flow in Flow if may(role, row[0], State(row[1]), flow)]


def test_from_another_state_a_step_asks_what_it_asks_anywhere() -> None:
    reject = get_transition("reject")
    assert list_permissions(reject, flow=Flow.OWN, state=State.PUBLISHED) == ("publications.reject",)
    assert set(list_permissions(reject, flow=Flow.CENTRAL, state=State.PUBLISHED)) == {
        "publications.reject",
        "publications.publish_centrally",
    }


def test_who_approved_does_not_publish_where_two_bodies_decide() -> None:
    publish = get_transition("publish")

    def take(flow: Flow) -> None:
        check_step(
            publish,
            state=State.APPROVED,
            live=False,
            by="b",
            authors=("a",),
            reason="",
            flow=flow,
            approver="b",
        )

    take(Flow.OWN)
    with pytest.raises(StepRefused) as refused:
        take(Flow.CENTRAL)
    assert refused.value.code == "approved_it"


@pytest.mark.parametrize("flow", Flow)
@pytest.mark.parametrize("name", ["approve", "publish"])
def test_an_author_decides_in_no_flow(name: str, flow: Flow) -> None:
    step = get_transition(name)
    with pytest.raises(StepRefused) as refused:
        check_step(
            step,
            state=next(iter(step.sources)),
            live=False,
            by="a",
            authors=("a",),
            reason="",
            flow=flow,
            approver="b",
        )
    assert refused.value.code == "four_eyes"


def test_every_flow_has_a_name_and_says_what_it_means() -> None:
    assert set(FLOW_LABELS) == set(FLOW_MEANINGS) == set(PERMISSIONS) == set(Flow)
