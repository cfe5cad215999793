"""Permissions and roles as they come with the product."""

import pytest

from waarborg.adapters.content_files.roles import load_rights
from waarborg.core.publication.workflow import PERMISSIONS, TRANSITIONS
from waarborg.core.rights.rights import Role, Scope

RIGHTS = load_rights()


@pytest.mark.parametrize("role", RIGHTS.roles, ids=lambda role: role.code)
def test_a_role_says_in_both_languages_what_it_may_not_do(role: Role) -> None:
    assert "ag " in role.description.nl
    if role.permissions != {permission.code for permission in RIGHTS.permissions}:
        assert "Mag " in role.description.nl
        assert (
            " niet" in role.description.nl or "geen" in role.description.nl or "niets" in role.description.nl
        )
        assert "not" in role.description.en


def test_every_permission_is_held_by_some_role() -> None:
    held = frozenset().union(*(role.permissions for role in RIGHTS.roles))
    assert held == {permission.code for permission in RIGHTS.permissions}


def test_every_step_of_the_workflow_asks_a_permission_that_exists() -> None:
    known = {permission.code for permission in RIGHTS.permissions}
    assert {transition.permission for transition in TRANSITIONS} <= known
    assert {one for table in PERMISSIONS.values() for asked in table.values() for one in asked} <= known


@pytest.mark.parametrize("code", ["auditor", "supervisor", "reader"])
def test_who_only_looks_changes_nothing(code: str) -> None:
    allowed = {
        "workplace.enter",
        "algorithms.view",
        "publications.view",
        "people.view",
        "reactions.view",
        "notes.view",
        "cases.view",
        "assessments.view",
        "audit.view",
        "audit.verify",
    }
    assert RIGHTS.get_role(code).permissions <= allowed


def test_only_supervision_central_publication_and_the_platform_reach_everywhere() -> None:
    everywhere = {role.code for role in RIGHTS.roles if role.scope is Scope.EVERYWHERE}
    assert everywhere == {"supervisor", "central_editor", "platform_administrator"}
