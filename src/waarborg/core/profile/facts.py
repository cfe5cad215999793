"""Facts: what somebody said about an algorithm, at a moment, under a key of the vocabulary.

Facts are never changed, only added. `None` says that something is no longer known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from waarborg.core.terms.text import Text

#: One value. Lists are tuples here and rows cannot be changed; `plain` gives the shape for JSON back.
Row: TypeAlias = Mapping[str, str]
Value: TypeAlias = bool | int | float | str | tuple[str, ...] | tuple[Row, ...] | None


class Origin(StrEnum):
    """How a fact came into the dossier."""

    PERSON = "person"
    FORM = "form"
    IMPORT = "import"
    SUPPLIER = "supplier"
    MEASUREMENT = "measurement"
    RULE = "rule"


ORIGIN_LABELS: Mapping[Origin, Text] = MappingProxyType(
    {
        Origin.PERSON: Text("Vastgelegd in het dossier", "Recorded in the dossier"),
        Origin.FORM: Text("Beantwoord in een formulier", "Answered in a form"),
        Origin.IMPORT: Text("Overgenomen uit een ander register", "Taken over from another register"),
        Origin.SUPPLIER: Text("Opgegeven door de leverancier", "Stated by the supplier"),
        Origin.MEASUREMENT: Text("Gemeten", "Measured"),
        Origin.RULE: Text("Afgeleid met een regel", "Derived with a rule"),
    }
)


def freeze(value: object) -> Value:
    """Return `value` in the shape in which a fact holds it: lists as tuples, rows that cannot change.

    Takes what JSON knows: None, yes or no, a number, a text, a list of texts or a list of rows of texts.
    A part of a row that is None is left out. Raises `TypeError` for anything else.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple):
        if all(isinstance(item, str) for item in value):
            return tuple(str(item) for item in value)
        if all(isinstance(item, Mapping) and _is_row(item) for item in value):
            return tuple(
                MappingProxyType({name: text for name, text in item.items() if text is not None})
                for item in value
            )
    raise TypeError(f"a fact cannot hold {value!r}: only what JSON knows, with lists of texts or of rows")


def plain(value: Value) -> object:
    """Return a value in the shape of JSON: lists and dictionaries that may be changed without harm."""
    if isinstance(value, tuple):
        return [item if isinstance(item, str) else dict(item) for item in value]
    return value


def _is_row(item: Mapping[object, object]) -> bool:
    return all(isinstance(name, str) and isinstance(text, str | None) for name, text in item.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one person, or a process, said under one key.

    by: the id of who said so; never a name or an address (GDPR art. 5(1)(c)).
    at: when, with its time zone. `sequence` orders facts of the same moment, later facts higher.
    origin, origin_detail: how it came in, and from where: the URN of a form, the name of a register.
    redacted: the value was there, and was made unreadable since.

    Raises `ValueError` when key or author are missing, the moment has no time zone, or a redacted fact
    still holds a value; `TypeError` for a value that JSON does not know.
    """

    key: str
    value: Value
    by: str
    at: datetime
    sequence: int = 0
    origin: Origin = Origin.PERSON
    origin_detail: str = ""
    redacted: bool = False

    def __post_init__(self) -> None:
        if not self.key.isidentifier():
            raise ValueError(f"{self.key!r} is no key: use letters, digits and underscores")
        if not self.by.strip():
            raise ValueError(f"{self.key}: a fact needs somebody who said so")
        if self.at.tzinfo is None:
            raise ValueError(f"{self.key}: the moment of a fact needs a time zone")
        if self.sequence < 0:
            raise ValueError(f"{self.key}: a sequence is not negative")
        object.__setattr__(self, "value", freeze(self.value))
        if self.redacted and self.value is not None:
            raise ValueError(f"{self.key}: a redacted fact holds no value")

    @property
    def is_known(self) -> bool:
        """Whether the fact tells something: neither redacted nor taken back."""
        return self.value is not None

    @property
    def is_retracted(self) -> bool:
        """Whether somebody said that it is unknown again."""
        return self.value is None and not self.redacted

    @property
    def moment(self) -> tuple[datetime, int]:
        """What facts are ordered by: the moment, then the sequence."""
        return (self.at, self.sequence)
