"""A publication standard: which fields an entry in a register of algorithms has, and what they ask.

The facts come from the publication standard of the national register of algorithms of the Netherlands
(algoritmes.overheid.nl); they stand in content files, and these classes are their shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as default
from enum import Enum

from waarborg.core.publication.rules import Normalisation, SourceStandard
from waarborg.core.terms.text import Text


class Kind(Enum):
    """What sort of value a field holds."""

    TEXT = "text"  # plain text, no markup
    MARKUP = "markup"  # text with a few allowed HTML tags
    CHOICE = "choice"  # one of the choices
    CHOICES = "choices"  # any number of the choices
    MONTH = "month"  # YYYY-MM
    DATE = "date"  # YYYY-MM-DD
    LINK = "link"  # a web address, http or https
    CONTACT = "contact"  # a mail address, or the web address of a form
    GROUP = "group"  # rows, each with the members of the field


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field may have: `value` as the standard writes it, `label` as people read it."""

    value: str
    label: Text

    def __post_init__(self) -> None:
        if not self.value.strip():
            raise ValueError("a choice needs a value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a standard, or one member of a group.

    `max_length` counts the text without markup. `required` blocks publication when empty; `expected`
    does not, but its absence is shown as a finding (the machine-readable schema of the standard requires
    more than the register itself does). `generated` fields are filled by the system, never by people.
    `own_only` fields are not in the standard: entries that are written here must have them, exports in the
    formats of the national register leave them out.
    Raises `ValueError` when the parts contradict each other.
    """

    key: str
    kind: Kind
    label: Text
    help: Text
    section: str
    max_length: int | None = None
    required: bool = False
    expected: bool = False
    always_shown: bool = False
    generated: bool = False
    own_only: bool = False
    choices: tuple[Choice, ...] = ()
    recommended: tuple[str, ...] = ()
    members: tuple["Field", ...] = ()

    def __post_init__(self) -> None:
        if not self.key.isidentifier():
            raise ValueError(f"{self.key!r} is no key: use letters, digits and underscores")
        if self.max_length is not None and self.max_length < 1:
            raise ValueError(f"{self.key}: a maximum length is at least 1")
        if bool(self.choices) != (self.kind in (Kind.CHOICE, Kind.CHOICES)):
            raise ValueError(
                f"{self.key}: choices belong to fields of kind choice or choices, and only there"
            )
        if bool(self.members) != (self.kind is Kind.GROUP):
            raise ValueError(f"{self.key}: members belong to fields of kind group, and only there")
        if any(member.kind is Kind.GROUP for member in self.members):
            raise ValueError(f"{self.key}: a group inside a group is not possible")
        _require_unique([choice.value for choice in self.choices], of=f"choices of {self.key}")
        _require_unique([member.key for member in self.members], of=f"members of {self.key}")

    @property
    def allows_markup(self) -> bool:
        """Whether the text may hold the allowed HTML tags."""
        return self.kind is Kind.MARKUP

    def find_choice(self, value: str) -> Choice | None:
        """Return the choice with this value, or None."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def find_member(self, key: str) -> "Field | None":
        """Return the member with this key, or None."""
        return next((member for member in self.members if member.key == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the entry under its own heading (a tab in the national register)."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of a publication standard, with the older ones that can be converted to it.

    `sources` are the older standards and reduced shapes of it; `normalisation` holds the wordings that
    mean a choice of this standard. Raises `ValueError` when keys are double or a section is unknown.
    """

    version: str
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    sources: tuple[SourceStandard, ...] = ()
    normalisation: Normalisation = default(default_factory=Normalisation)

    def __post_init__(self) -> None:
        _require_unique([section.key for section in self.sections], of="sections")
        _require_unique([field.key for field in self.fields], of="fields")
        _require_unique([source.version for source in self.sources], of="sources")
        known = {section.key for section in self.sections}
        for field in self.fields:
            if field.section not in known:
                raise ValueError(f"{field.key}: there is no section {field.section!r}")
        for source in self.sources:
            for rule in source.fields:
                if rule.to is not None and self.find_field(rule.to) is None:
                    raise ValueError(f"{source.version} {rule.key}: there is no field {rule.to!r}")

    def get_field(self, key: str) -> Field:
        """Return the field with this key. Raises `KeyError` when the standard does not have it."""
        field = self.find_field(key)
        if field is None:
            raise KeyError(f"standard {self.version} has no field {key!r}")
        return field

    def find_field(self, key: str) -> Field | None:
        """Return the field with this key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def fields_of(self, section: str) -> Iterator[Field]:
        """Yield the fields of one section, in the order of the standard."""
        return (field for field in self.fields if field.section == section)

    def find_source(self, version: str) -> SourceStandard | None:
        """Return the older standard that `version` names (`0.4`, also written `0.4.0` or `v0_4`), or None."""
        for source in self.sources:
            if is_same_version(version, source.version):
                return source
        return None


def is_same_version(left: str, right: str) -> bool:
    """Return whether two version numbers are the same: `1.0`, `1.0.0` and `v1_0` are."""
    return _version_parts(left) == _version_parts(right)


def _version_parts(version: str) -> list[str]:
    parts = version.strip().casefold().removeprefix("v").replace("_", ".").split(".")
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return parts


def _require_unique(keys: list[str], *, of: str) -> None:
    doubles = {key for key in keys if keys.count(key) > 1}
    if doubles:
        raise ValueError(f"{of}: written twice: {', '.join(sorted(doubles))}")
