"""Roles and permissions: the content file to the core objects."""

from functools import cache

from waarborg.adapters.content_files.yaml_files import ContentError, read_yaml
from waarborg.core.rights.rights import Permission, Rights, Role, Scope
from waarborg.core.terms.text import Text

FILE = "organisations/roles.yaml"


@cache
def load_rights() -> Rights:
    """Return the permissions and roles. Raises `ContentError` when the file contradicts itself."""
    document = read_yaml(FILE, schema="organisations/roles.schema.json")
    try:
        return Rights(
            permissions=tuple(
                Permission(
                    code=one["code"], label=Text(**one["label"]), description=Text(**one["description"])
                )
                for one in document["permissions"]
            ),
            roles=tuple(
                Role(
                    code=one["code"],
                    label=Text(**one["label"]),
                    description=Text(**one["description"]),
                    scope=Scope(one["scope"]),
                    permissions=frozenset(one["permissions"]),
                    descendants=one["descendants"],
                )
                for one in document["roles"]
            ),
            separated=tuple((first, second) for first, second in document["separated"]),
        )
    except ValueError as error:
        raise ContentError(
            file=FILE, path="$", fault=str(error), remedy="Correct the roles and permissions in the file"
        ) from error
