"""Digests: short fingerprints by which a later change of a record shows.

SHA-256 (FIPS 180-4) over canonical JSON: keys sorted, no white space, UTF-8, no floating point numbers,
because those have more than one notation.
"""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal


def canonical(value: object) -> str:
    """The one notation of `value` as JSON text.

    Takes None, bool, int, str, Decimal, date, datetime (with time zone), and lists, tuples and mappings with
    text keys of these. Raises TypeError for anything else, floats included.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """Hexadecimal SHA-256 of the canonical notation of `value`."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def exact(value: object) -> object:
    """`value` with its floating point numbers as the decimals that people write, so that it has one notation."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, list | tuple):
        return [exact(item) for item in value]
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    return value


def salted_digest(value: object, *, salt: str) -> str:
    """Digest of `value` that cannot be guessed from a list of likely values by who does not know `salt`."""
    return digest([salt, value])


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"The moment {value} has no time zone; give one.")
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"The key {key!r} is not text; JSON knows text keys only.")
        return {key: _plain(item) for key, item in value.items()}
    raise TypeError(f"A {type(value).__name__} has no single notation in JSON: {value!r}.")
