"""What an export is made of: the register it comes from, and its entries with their versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


class TooManyRows(ValueError):
    """There are more entries than the format has rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The organisation of an entry. `tooi` is its identifier as a URI, if it has one."""

    code: str
    name: str
    kind: str = ""
    tooi: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A public version of an entry. `texts_at` says since when each text stands, where that is known."""

    number: int
    standard: str
    published_at: datetime
    registered_on: date | None = None
    reason: str = ""
    values: Mapping[str, Any]
    values_en: Mapping[str, Any]
    leftover: Mapping[str, Any]
    redacted: tuple[str, ...] = ()
    texts_at: Mapping[str, str] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day from which it counts: that of the register it was taken over from, or that of publication."""
        return self.registered_on or self.published_at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An entry in an export: its public version, and in an export with history its earlier ones.

    Of a withdrawn entry there is no version, only when and why. Raises ValueError when it has neither or both.
    """

    id: str
    page: str
    organisation: Body
    source: tuple[str, str] | None = None
    edition: Edition | None = None
    earlier: tuple[Edition, ...] = ()
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""

    def __post_init__(self) -> None:
        if (self.edition is None) == (self.withdrawn_at is None):
            raise ValueError("an entry in an export has a public version or was withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What an export says about itself: which register, when it was made, and whether history is in it."""

    register_name: str
    register_url: str
    made_at: datetime
    standard: str
    has_history: bool = False

    def __post_init__(self) -> None:
        if not self.register_name.strip() or self.made_at.tzinfo is None:
            raise ValueError("an export has the name of its register, and a moment with a time zone")
