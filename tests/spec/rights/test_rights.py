"""Who may do what: the table of roles and permissions, worked out by hand."""

import pytest

from waarborg.adapters.content_files.roles import load_rights
from waarborg.core.rights.rights import Grant, Permission, Reach, Rights, Role, Scope, UnknownPermission
from waarborg.core.terms.text import Text

# Columns: administrator, editor, approver, privacy officer, security officer, auditor, supervisor,
# central editor, reader, platform administrator. An x is allowed, a dot is not.
ROLES = [
    "administrator",
    "editor",
    "approver",
    "privacy_officer",
    "security_officer",
    "auditor",
    "supervisor",
    "central_editor",
    "reader",
    "platform_administrator",
]
TABLE = """
                         ad ed ap pr se au su ce re pl
workplace.enter          x  x  x  x  x  x  x  x  x  x
algorithms.view          x  x  x  x  x  x  x  .  x  .
algorithms.create        .  x  .  .  .  .  .  .  .  .
algorithms.edit          .  x  .  x  x  .  .  .  .  .
algorithms.redact        .  .  .  x  .  .  .  .  .  .
algorithms.assign        x  x  x  .  .  .  .  .  .  .
notes.view               x  x  x  x  x  x  .  .  x  .
notes.write              x  x  x  x  x  .  .  .  .  .
cases.view               x  x  x  x  .  x  .  .  .  .
cases.use                .  x  x  .  .  .  .  .  .  .
obligations.edit         .  x  x  x  x  .  .  .  .  .
obligations.confirm      .  x  x  x  x  .  .  .  .  .
assessments.view         x  x  x  x  x  x  x  .  x  .
assessments.edit         .  x  x  x  x  .  .  .  .  .
assessments.invite       .  x  x  x  .  .  .  .  .  .
assessments.advise       .  .  x  x  x  .  .  .  .  .
assessments.sign         .  .  x  .  .  .  .  .  .  .
publications.view        x  x  x  x  x  x  x  x  x  .
publications.edit        .  x  .  .  .  .  .  .  .  .
publications.submit      .  x  .  .  .  .  .  .  .  .
publications.recall      .  x  .  .  .  .  .  .  .  .
publications.reject      .  .  x  .  .  .  .  .  .  .
publications.approve     .  .  x  .  .  .  .  .  .  .
publications.publish     .  .  x  .  .  .  .  .  .  .
publications.publish_centrally . . . . . . . x . .
publications.share       .  x  x  .  .  .  .  .  .  .
publications.withdraw    .  .  x  .  .  .  .  x  .  .
publications.archive     .  x  x  .  .  .  .  .  .  .
publications.adopt       .  x  .  .  .  .  .  .  .  .
publications.import      x  x  .  .  .  .  .  .  .  .
reactions.view           x  x  x  x  .  x  .  x  .  x
reactions.answer         .  x  x  .  .  .  .  x  .  x
reactions.remove         .  .  .  x  .  .  .  .  .  .
products.edit            x  x  .  .  .  .  .  .  .  x
people.view              x  x  x  x  x  x  .  .  .  x
people.manage            x  .  .  .  .  .  .  .  .  x
people.substitute        x  .  x  .  .  .  .  .  .  .
people.erase             x  .  .  x  .  .  .  .  .  .
organisations.edit       x  .  .  .  .  .  .  .  .  x
audit.view               x  .  .  x  x  x  x  .  .  .
audit.verify             x  .  .  .  x  x  x  .  .  x
platform.manage          .  .  .  .  .  .  .  .  .  x
"""
EVERYWHERE = {"supervisor", "central_editor", "platform_administrator"}
ALSO_IN_PARTS = {"administrator", "privacy_officer", "security_officer", "auditor"}

ALLOWED = {
    (role, permission)
    for permission, *marks in (line.split() for line in TABLE.strip().splitlines()[1:])
    for role, mark in zip(ROLES, marks, strict=True)
    if mark == "x"
}
PERMISSIONS = [line.split()[0] for line in TABLE.strip().splitlines()[1:]]
OWN, PART, OTHER = "mnre1090", "oorg12368", "gm0344"


def test_the_table_names_every_role_and_every_permission() -> None:
    rights = load_rights()
    assert [role.code for role in rights.roles] == ROLES
    assert [permission.code for permission in rights.permissions] == PERMISSIONS


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_allows_what_the_table_says_and_nothing_else(role: str, permission: str) -> None:
    rights = load_rights()
    grants = [Grant(role, OWN)]
    allowed = (role, permission) in ALLOWED
    everywhere = role in EVERYWHERE

    in_own = rights.may(grants, permission, organisation=OWN)
    in_part = rights.may(grants, permission, organisation=PART, ancestors=(OWN,))
    in_other = rights.may(grants, permission, organisation=OTHER)

    assert in_own == allowed
    assert in_part == (allowed and (everywhere or role in ALSO_IN_PARTS))
    assert in_other == (allowed and everywhere)
    assert rights.holds_anywhere(grants, permission) == allowed


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_nobody_may_anything_without_a_grant(permission: str) -> None:
    rights = load_rights()
    assert not rights.may([], permission, organisation=OWN)
    assert not rights.holds_anywhere([], permission)


def test_rights_in_a_part_do_not_reach_up_to_the_whole() -> None:
    rights = load_rights()
    assert not rights.may([Grant("administrator", PART)], "people.manage", organisation=OWN)


def test_two_grants_add_up() -> None:
    rights = load_rights()
    grants = [Grant("editor", OWN), Grant("approver", OTHER)]
    assert rights.may(grants, "publications.edit", organisation=OWN)
    assert rights.may(grants, "publications.approve", organisation=OTHER)
    assert not rights.may(grants, "publications.approve", organisation=OWN)


def test_a_role_that_no_longer_exists_allows_nothing() -> None:
    assert not load_rights().may([Grant("wizard", OWN)], "workplace.enter", organisation=OWN)


def test_a_role_of_one_organisation_without_that_organisation_allows_nothing() -> None:
    rights = load_rights()
    assert not rights.may([Grant("editor")], "algorithms.edit", organisation="")
    assert not rights.holds_anywhere([Grant("editor")], "algorithms.edit")


def test_a_permission_that_does_not_exist_is_an_error_and_not_a_no() -> None:
    rights = load_rights()
    with pytest.raises(UnknownPermission, match=r"publications\.aprove"):
        rights.may([], "publications.aprove", organisation=OWN)
    with pytest.raises(KeyError):
        rights.holds_anywhere([], "publications.aprove")


def test_reach_says_which_organisations_a_list_may_show() -> None:
    rights = load_rights()
    grants = [Grant("auditor", OWN), Grant("reader", OTHER)]
    assert rights.reach(grants, "algorithms.view") == Reach(
        everywhere=False, organisations=frozenset({OWN, OTHER}), with_descendants=frozenset({OWN})
    )
    assert rights.reach([Grant("supervisor")], "algorithms.view").everywhere


def test_no_role_both_writes_and_decides() -> None:
    for role in load_rights().roles:
        assert not {"publications.edit", "publications.approve"} <= role.permissions
        assert not {"publications.edit", "publications.publish"} <= role.permissions


WORDS = Text("woord", "word")
EDIT, APPROVE = (Permission(code, WORDS, WORDS) for code in ("texts.edit", "texts.approve"))


def make_role(*permissions: str, scope: Scope = Scope.ORGANISATION, descendants: bool = False) -> Role:
    return Role(
        code="tester",
        label=WORDS,
        description=WORDS,
        scope=scope,
        permissions=frozenset(permissions),
        descendants=descendants,
    )


def test_a_role_with_a_separated_pair_is_refused() -> None:
    with pytest.raises(ValueError, match=r"may not allow both texts\.edit and texts\.approve"):
        Rights(
            permissions=(EDIT, APPROVE),
            roles=(make_role("texts.edit", "texts.approve"),),
            separated=(("texts.edit", "texts.approve"),),
        )


def test_rights_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        Rights(permissions=(EDIT, EDIT), roles=())
    with pytest.raises(ValueError, match="twice"):
        Rights(permissions=(EDIT,), roles=(make_role("texts.edit"), make_role("texts.edit")))
    with pytest.raises(ValueError, match=r"no permission texts\.read"):
        Rights(permissions=(EDIT,), roles=(make_role("texts.read"),))
    with pytest.raises(ValueError, match=r"no permission texts\.read"):
        Rights(permissions=(EDIT,), roles=(), separated=(("texts.edit", "texts.read"),))
    with pytest.raises(ValueError, match="no descendants"):
        make_role("texts.edit", scope=Scope.EVERYWHERE, descendants=True)
    with pytest.raises(ValueError, match="without permissions"):
        make_role()
    with pytest.raises(ValueError, match=r"room\.verb"):
        Permission("edit", WORDS, WORDS)
    with pytest.raises(ValueError, match="needs a role"):
        Grant("")
    with pytest.raises(ValueError, match="no code"):
        Role(
            code="the tester",
            label=WORDS,
            description=WORDS,
            scope=Scope.ORGANISATION,
            permissions=frozenset({"texts.edit"}),
        )


def test_a_role_is_found_by_its_code() -> None:
    rights = load_rights()
    assert rights.get_role("reader").label.nl == "Lezer"
    assert rights.find_role("wizard") is None
    with pytest.raises(KeyError):
        rights.get_role("wizard")
