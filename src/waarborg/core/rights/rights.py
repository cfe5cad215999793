"""Rights: roles allow permissions, and a grant gives somebody a role in an organisation.

Everything that is not allowed is denied. The roles themselves are content; this module only decides.
That the same person does not both write and approve one text is checked per text, in
`waarborg.core.publication.workflow`; here only a single role that would allow both is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from waarborg.core.terms.text import Text


class Scope(Enum):
    """Where the rights of a role hold."""

    ORGANISATION = "organisation"
    EVERYWHERE = "everywhere"


class UnknownPermission(KeyError):
    """A permission was asked for that does not exist: a mistake in the program, never a `no`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return f"there is no permission {self.code!r}; correct the name, or add it to the list of permissions"


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing that somebody may do, such as `publications.approve`.

    Raises `ValueError` when the code is not two words with a dot between them.
    """

    code: str
    label: Text
    description: Text

    def __post_init__(self) -> None:
        parts = self.code.split(".")
        if len(parts) != 2 or not all(part.isidentifier() for part in parts):
            raise ValueError(f"{self.code!r} is no permission: write it as room.verb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A set of permissions under a name that a civil servant understands.

    `descendants` says whether the rights also hold in organisations that are part of the one for which
    the role was given; it says nothing for a role that holds everywhere.
    Raises `ValueError` for a role without code or permissions, or with both forms of reach.
    """

    code: str
    label: Text
    description: Text
    scope: Scope
    permissions: frozenset[str]
    descendants: bool = False

    def __post_init__(self) -> None:
        if not self.code.isidentifier():
            raise ValueError(f"{self.code!r} is no code of a role: use letters and underscores")
        if not self.permissions:
            raise ValueError(f"{self.code}: a role without permissions allows nothing")
        if self.descendants and self.scope is Scope.EVERYWHERE:
            raise ValueError(f"{self.code}: a role that holds everywhere needs no descendants")


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody has in an organisation, both by their code.

    The organisation may be empty for a role that holds everywhere. `stands_in_for` is the id of the person for whom
    the holder stands in for a while; empty for a role of one's own.
    Raises `ValueError` when there is no role.
    """

    role: str
    organisation: str = ""
    stands_in_for: str = ""

    def __post_init__(self) -> None:
        if not self.role:
            raise ValueError("a grant needs a role")


@dataclass(frozen=True, slots=True)
class Reach:
    """Where somebody has a permission: everywhere, in some organisations, in some with all their parts."""

    everywhere: bool
    organisations: frozenset[str]
    with_descendants: frozenset[str]


@dataclass(frozen=True)
class Rights:
    """All permissions and roles, and the decision who may do what.

    `separated` holds pairs of permissions that no single role may have.
    Raises `ValueError` for a code that is there twice, a role with a permission that does not exist, or a
    role that holds a separated pair.
    """

    permissions: tuple[Permission, ...]
    roles: tuple[Role, ...]
    separated: tuple[tuple[str, str], ...] = ()
    _roles: dict[str, Role] = field(init=False, repr=False, compare=False)
    _permissions: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        permissions = [permission.code for permission in self.permissions]
        roles = {role.code: role for role in self.roles}
        for codes in (permissions, [role.code for role in self.roles]):
            if twice := sorted({code for code in codes if codes.count(code) > 1}):
                raise ValueError(f"these codes are there twice: {', '.join(twice)}")
        known = frozenset(permissions)
        for pair in self.separated:
            if strange := sorted(set(pair) - known):
                raise ValueError(f"separated: there is no permission {', '.join(strange)}")
        for role in self.roles:
            if strange := sorted(role.permissions - known):
                raise ValueError(f"{role.code}: there is no permission {', '.join(strange)}")
            for pair in self.separated:
                if set(pair) <= role.permissions:
                    raise ValueError(f"{role.code}: one role may not allow both {pair[0]} and {pair[1]}")
        object.__setattr__(self, "_roles", roles)
        object.__setattr__(self, "_permissions", known)

    def get_role(self, code: str) -> Role:
        """Return the role with this code. Raises `KeyError` when there is none."""
        return self._roles[code]

    def find_role(self, code: str) -> Role | None:
        """Return the role with this code, or None."""
        return self._roles.get(code)

    def may(
        self, grants: Iterable[Grant], permission: str, *, organisation: str, ancestors: tuple[str, ...] = ()
    ) -> bool:
        """Say whether somebody with these grants has a permission in an organisation.

        `ancestors` are the codes of the organisations of which `organisation` is a part, in any order.
        A grant of a role that no longer exists allows nothing.
        Raises `UnknownPermission` for a permission that does not exist, also without grants.
        """
        self._require(permission)
        return any(
            _holds_in(role, grant, organisation=organisation, ancestors=ancestors)
            for grant, role in self._allowing(grants, permission)
        )

    def find_grant(
        self, grants: Iterable[Grant], permission: str, *, organisation: str, ancestors: tuple[str, ...] = ()
    ) -> Grant | None:
        """Return by which of these grants somebody has a permission in an organisation, or None.

        A role of one's own goes before one in which one stands in for somebody else.
        Raises `UnknownPermission` for a permission that does not exist.
        """
        self._require(permission)
        holding = [
            grant
            for grant, role in self._allowing(grants, permission)
            if _holds_in(role, grant, organisation=organisation, ancestors=ancestors)
        ]
        return min(holding, key=lambda grant: bool(grant.stands_in_for), default=None)

    def holds_anywhere(self, grants: Iterable[Grant], permission: str) -> bool:
        """Say whether somebody with these grants has a permission in at least one organisation.

        For menus and lists; a page about one organisation asks `may`.
        Raises `UnknownPermission` for a permission that does not exist.
        """
        reach = self.reach(grants, permission)
        return reach.everywhere or bool(reach.organisations)

    def reach(self, grants: Iterable[Grant], permission: str) -> Reach:
        """Return where somebody with these grants has a permission, to select what a list may show.

        `with_descendants` is a part of `organisations`.
        Raises `UnknownPermission` for a permission that does not exist.
        """
        self._require(permission)
        allowing = self._allowing(grants, permission)
        own = [
            (grant, role)
            for grant, role in allowing
            if role.scope is Scope.ORGANISATION and grant.organisation
        ]
        return Reach(
            everywhere=any(role.scope is Scope.EVERYWHERE for _, role in allowing),
            organisations=frozenset(grant.organisation for grant, _ in own),
            with_descendants=frozenset(grant.organisation for grant, role in own if role.descendants),
        )

    def _require(self, permission: str) -> None:
        if permission not in self._permissions:
            raise UnknownPermission(permission)

    def _allowing(self, grants: Iterable[Grant], permission: str) -> list[tuple[Grant, Role]]:
        known = [(grant, self._roles.get(grant.role)) for grant in grants]
        return [(grant, role) for grant, role in known if role and permission in role.permissions]


def _holds_in(role: Role, grant: Grant, *, organisation: str, ancestors: tuple[str, ...]) -> bool:
    if role.scope is Scope.EVERYWHERE:
        return True
    if not grant.organisation:
        return False
    return grant.organisation == organisation or (role.descendants and grant.organisation in ancestors)
