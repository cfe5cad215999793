"""Addresses of our own that stand in texts: where a file that belongs to an entry can be read.

They are paths, without a host: a register can move to another name, and its texts still lead to the right file.
"""

import re
import unicodedata
from collections.abc import Mapping

ATTACHMENTS = "/bijlage/"
LONGEST_NAME = 80
_PATH = re.compile(r"/bijlage/(?P<token>[0-9a-f]{32})/(?P<name>[a-z0-9](?:[a-z0-9-]{0,79})\.[a-z0-9]{2,4})")


def attachment_path(token: str, title: str, ending: str) -> str:
    """The public path of a file: its token, a readable name made of `title`, and the ending of its type.

    Raises `ValueError` when token or ending is not of the right form.
    """
    path = f"{ATTACHMENTS}{token}/{readable_name(title)}.{ending}"
    if find_token(path) is None:
        raise ValueError(f"{path!r} is no address of a file: the token or the ending is wrong")
    return path


def is_attachment_path(text: str) -> bool:
    """Whether `text` is the public path of a file of this register."""
    return find_token(text) is not None


def find_token(text: str) -> str | None:
    """The token in the public path of a file; None for anything else."""
    found = _PATH.fullmatch(text)
    return found["token"] if found else None


def with_site(value: object, site: str) -> object:
    """`value` with the address of the site before each public path of a file in it, in rows too.

    For files that are read elsewhere, where a path alone leads nowhere. `site` has no slash at the end.
    """
    if isinstance(value, str):
        return site + value if is_attachment_path(value) else value
    if isinstance(value, list | tuple):
        return [with_site(item, site) for item in value]
    if isinstance(value, Mapping):
        return {key: with_site(item, site) for key, item in value.items()}
    return value


def readable_name(title: str) -> str:
    """A name for an address: letters a to z, digits and hyphens, at most 80; `bestand` when nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")
    return name or "bestand"
