"""The vocabulary: which facts a dossier can hold, what each means, and whether a value fits.

The keys are content, with definition and source; this module is their shape and their check.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from waarborg.core.profile.values import Fault, check_value
from waarborg.core.terms.text import Text


class Type(Enum):
    """What sort of value stands under a key."""

    BOOLEAN = "boolean"  # yes or no; not answered is unknown
    TEXT = "text"  # one piece of plain text
    MARKUP = "markup"  # text that may have paragraphs and lists
    CHOICE = "choice"  # one of the choices
    CHOICES = "choices"  # any number of the choices, each once
    MONTH = "month"  # YYYY-MM
    DATE = "date"  # YYYY-MM-DD
    NUMBER = "number"  # zero or more
    LINK = "link"  # a web address
    CONTACT = "contact"  # a mail address or a web address
    LIST = "list"  # rows, each with the members of the term


@dataclass(frozen=True, slots=True)
class Source:
    """A law, standard or guideline that definitions rest on. Raises `ValueError` without a https link."""

    id: str
    label: Text
    link: str

    def __post_init__(self) -> None:
        if not self.link.startswith("https://"):
            raise ValueError(f"{self.id}: the link of a source starts with https://")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source, such as article 22(1). `place` is empty for the source as a whole."""

    source: Source
    place: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a key may have, and how people read it.

    An exclusive choice, such as `none`, cannot stand beside another one.
    """

    value: str
    label: Text
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A theme of the page of facts."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Member:
    """One column of the rows of a list."""

    key: str
    type: Type
    label: Text
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One key: what it is called, what counts, on which source it rests.

    publication: the field of the publication standard that shows it; empty when it is not shown there.
    personal: whether a value may hold personal data, for erasure and export (GDPR art. 4(1)).
    Raises `ValueError` when parts contradict each other, such as choices on a key of type text.
    """

    key: str
    type: Type
    group: str
    label: Text
    definition: Text
    citations: tuple[Citation, ...]
    publication: str = ""
    personal: bool = False
    choices: tuple[Choice, ...] = ()
    members: tuple[Member, ...] = ()

    def __post_init__(self) -> None:
        if not self.key.isidentifier() or self.key != self.key.lower():
            raise ValueError(f"{self.key!r} is no key: use small letters, digits and underscores")
        if not self.citations:
            raise ValueError(f"{self.key}: a term needs a source")
        if bool(self.choices) != (self.type in (Type.CHOICE, Type.CHOICES)):
            raise ValueError(f"{self.key}: choices belong to type choice or choices, and only there")
        if bool(self.members) != (self.type is Type.LIST):
            raise ValueError(f"{self.key}: members belong to type list, and only there")
        _require_unique([choice.value for choice in self.choices], of=f"choices of {self.key}")
        _require_unique([member.key for member in self.members], of=f"members of {self.key}")

    def find_choice(self, value: str) -> Choice | None:
        """Return the choice with this value, or None."""
        return next((choice for choice in self.choices if choice.value == value), None)


class UnknownKey(KeyError):
    """A key that is not in the vocabulary. `suggestion` is the nearest one that is, or empty."""

    def __init__(self, key: str, suggestion: str) -> None:
        super().__init__(key)
        self.key = key
        self.suggestion = suggestion

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"there is no fact {self.key!r}{hint}"


class WrongValue(ValueError):
    """A value that does not fit its key; `faults` say why, in both languages."""

    def __init__(self, key: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{key}: {'; '.join(fault.message.en for fault in faults)}")
        self.key = key
        self.faults = faults


@dataclass(frozen=True)
class Vocabulary:
    """All keys, in the order in which a person meets them.

    derived: fields of the publication standard that are not written down as a fact but follow from the
    dossier (the organisation, the language) or are made by the system.
    Raises `ValueError` for a key or group that is there twice, a group that does not exist, or a
    publication field that two keys claim.
    """

    version: str
    groups: tuple[Group, ...]
    terms: tuple[Term, ...]
    derived: tuple[str, ...] = ()
    _by_key: Mapping[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _require_unique([group.key for group in self.groups], of="groups")
        _require_unique([term.key for term in self.terms], of="terms")
        shown = [term.publication for term in self.terms if term.publication]
        _require_unique([*shown, *self.derived], of="fields of the publication standard")
        groups = {group.key for group in self.groups}
        for term in self.terms:
            if term.group not in groups:
                raise ValueError(f"{term.key}: there is no group {term.group!r}")
        object.__setattr__(self, "_by_key", {term.key: term for term in self.terms})

    def get_term(self, key: str) -> Term:
        """Return the term under `key`. Raises `UnknownKey`, with the nearest key as a suggestion."""
        if key in self._by_key:
            return self._by_key[key]
        raise UnknownKey(key, self._suggest(key))

    def find_term(self, key: str) -> Term | None:
        """Return the term under `key`, or None."""
        return self._by_key.get(key)

    def find_by_publication(self, publication_field: str) -> Term | None:
        """Return the term that a field of the publication standard shows, or None."""
        return next((term for term in self.terms if term.publication == publication_field), None)

    def in_group(self, group: str) -> tuple[Term, ...]:
        """Return the terms of a group, in order; empty for a group that does not exist."""
        return tuple(term for term in self.terms if term.group == group)

    def check(self, key: str, value: object) -> tuple[Fault, ...]:
        """Return what is wrong with `value` under `key`; empty when it fits.

        None always fits: it says that something is unknown again. An unknown key is a fault too, with the
        nearest key as the remedy.
        """
        term = self._by_key.get(key)
        if term is None:
            return (_unknown_key(key, self._suggest(key)),)
        if value is None:
            return ()
        return check_value(
            term.type.value,
            value,
            choices={choice.value: choice.exclusive for choice in term.choices},
            members={member.key: (member.type.value, member.required) for member in term.members},
        )

    def require(self, key: str, value: object) -> None:
        """Raise `UnknownKey` or `WrongValue` when `value` cannot stand under `key`."""
        self.get_term(key)
        if faults := self.check(key, value):
            raise WrongValue(key, faults)

    def _suggest(self, key: str) -> str:
        return next(iter(get_close_matches(key, self._by_key, n=1)), "")


def _unknown_key(key: str, suggestion: str) -> Fault:
    message = Text(f"Het feit “{key}” bestaat niet.", f"There is no fact “{key}”.")
    if suggestion:
        remedy = Text(f"Bedoelt u “{suggestion}”?", f"Do you mean “{suggestion}”?")
    else:
        remedy = Text("Kies een feit uit de woordenlijst.", "Choose a fact from the vocabulary.")
    return Fault("unknown_key", "", message, remedy)


def _require_unique(keys: Iterable[str], *, of: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{of}: {key!r} is there twice")
        seen.add(key)
