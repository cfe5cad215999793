"""Rules of conversion: for each field of an older standard, where its value goes in the newer one.

Content files hold the rules; these classes are their shape, and `conversion` carries them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from waarborg.core.terms.text import Text


class How(Enum):
    """The way in which a value goes to its field, in the order in which the ways are carried out."""

    KEEP = "keep"  # the value of the field `to`
    FREE = "free"  # as KEEP, but the old field was free text: all of it must be understood, or none
    FILL = "fill"  # the value of `to` when that is empty, else no place
    DESCRIBE = "describe"  # the value of `to` when that is empty and it fits, else joined to `remarks`
    JOIN = "join"  # added to the text of `to`, under its own label
    LINK_ROW = "link_row"  # a row of the group `to` with this link
    NAME_ROWS = "name_rows"  # a row of the group `to` for each name in the list
    ASSESSMENT = "assessment"  # yes: a row in the group `to` with the name; else text in `remarks`
    ASSESSMENT_LINK = "assessment_link"  # link of the only row of the group `to`; else text in `remarks`
    NONE = "none"  # there is no place


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceField:
    """One field of an older standard. Raises `ValueError` when the rule lacks what it needs.

    `reason` tells people why there is no place, where that is the case. `nothing` are wordings that say
    in this field that there is nothing to say. `name` is the row title for `ASSESSMENT`.
    """

    key: str
    label: Text
    how: How
    to: str | None = None
    max_length: int | None = None
    name: str | None = None
    remarks: str | None = None
    reason: Text | None = None
    nothing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.to is None) != (self.how is How.NONE):
            raise ValueError(f"{self.key}: a rule names its field, unless there is no place")
        if self.how is How.NONE and self.reason is None:
            raise ValueError(f"{self.key}: a value without a place needs a reason")
        if self.how is How.ASSESSMENT and self.name is None:
            raise ValueError(f"{self.key}: an assessment needs its name")
        if self.how in (How.ASSESSMENT, How.ASSESSMENT_LINK, How.DESCRIBE) and self.remarks is None:
            raise ValueError(f"{self.key}: this rule needs a field for remarks")


@dataclass(frozen=True, slots=True)
class SourceStandard:
    """An older standard, or a reduced shape of this one, with a rule for each of its fields."""

    version: str
    fields: tuple[SourceField, ...]

    def find_field(self, key: str) -> SourceField | None:
        """Return the field with this key, or None."""
        return next((source for source in self.fields if source.key == key), None)


@dataclass(frozen=True, slots=True)
class Normalisation:
    """Wordings that are written in many ways.

    `nothing`: wordings that mean that a field is empty (`-`, `n.v.t.`). `yes`: wordings that mean yes.
    `synonyms`: per field, the wordings that certainly mean one of its choices. `unclear`: per field, old
    choices that have no certain counterpart, with the reason. All wordings are compared without case.
    """

    nothing: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    synonyms: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    unclear: Mapping[str, Mapping[str, Text]] = field(default_factory=lambda: MappingProxyType({}))
