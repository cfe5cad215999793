"""The parts of a system card in the reporting standard of MinBZK, 0.1a14. The words on the right are those of the standard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CardState(StrEnum):
    """How far a requirement or measure is. The standard leaves the words free."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    DONE = "done"
    NOT_RELEVANT = "not relevant"


class SystemType(StrEnum):
    """What kind of system it is."""

    AI_SYSTEM = "AI-systeem"
    GENERAL_PURPOSE_AI_SYSTEM = "AI-systeem voor algemene doeleinden"
    GENERAL_PURPOSE_AI_MODEL = "AI-model voor algemene doeleinden"
    NO_ALGORITHM = "geen algoritme"
    IMPACTFUL_ALGORITHM = "impactvol algoritme"
    OTHER_ALGORITHM = "niet-impactvol algoritme"


class RiskGroup(StrEnum):
    """The class under the AI Act."""

    HIGH = "hoog-risico AI"
    NOT_HIGH = "geen hoog-risico AI"
    PROHIBITED = "verboden AI"
    EXCEPTED = "uitzondering van toepassing"


class ActRole(StrEnum):
    """The role of the organisation under the AI Act. The standard knows four, and takes one."""

    PROVIDER = "aanbieder"
    DEPLOYER = "gebruiksverantwoordelijke"
    DISTRIBUTOR = "distributeur"
    IMPORTER = "importeur"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a card comes from. made_at has a time zone; uri: of the tool; author: who asked for it."""

    made_at: datetime
    uri: str = ""
    author: str = ""
    git_commit: str = ""

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("the moment at which a card was made has a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who the system is of: an organisation by its name or its OIN, with a person to contact. role: of that person."""

    organisation: str = ""
    oin: str = ""
    name: str = ""
    email: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        if not self.organisation and not self.oin:
            raise ValueError("an owner has the name of an organisation, or its OIN")
        if self.role and not self.name:
            raise ValueError(f"the role {self.role!r} is that of a person; name the person too")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and perhaps a link: a law, or a reference."""

    name: str
    link: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a law or reference has a name")


@dataclass(frozen=True, slots=True)
class Supplier:
    """A provider outside the organisation, or what it provides, with its version."""

    name: str
    version: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a provider has a name")


@dataclass(frozen=True, slots=True)
class Label:
    """A word about the system that the standard has no field for."""

    name: str
    value: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a label has a name")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A form or tool that has to be used, by its URN."""

    urn: str
    version: str = ""
    required: bool | None = None


@dataclass(frozen=True, slots=True)
class UserInterface:
    """What those who use the system see. snapshot: the address of a picture."""

    description: str
    link: str = ""
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers for a measure, does it or checks it. The standard asks both name and uuid."""

    name: str
    uuid: str

    def __post_init__(self) -> None:
        if not self.name or not self.uuid:
            raise ValueError("a person in a system card has a name and a uuid")


@dataclass(frozen=True, slots=True)
class CardRequirement:
    """A requirement that applies. version: of the framework it comes from."""

    urn: str
    state: CardState
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMeasure:
    """A measure. value: how it is carried out; may be empty as long as nobody said so."""

    urn: str
    state: CardState
    value: str = ""
    version: str = ""
    accountable: Sequence[Person] = ()
    responsible: Sequence[Person] = ()
    reviewers: Sequence[Person] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActProfile:
    """The outcome of the classification. None for what is not known. path: questions of a decision tree with answers."""

    type: SystemType | None = None
    risk_group: RiskGroup | None = None
    role: ActRole | None = None
    is_open_source: bool | None = None
    has_systemic_risk: bool | None = None
    is_transparent: bool | None = None
    needs_third_party: bool = False
    tree_version: str = ""
    path: Sequence[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        if self.path and not self.tree_version:
            raise ValueError("a path through a decision tree names the version of the tree")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAnswer:
    """An answer in an assessment. urn: of the question."""

    question: str
    answer: str
    urn: str = ""
    remarks: str = ""
    authors: Sequence[str] = ()
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("the moment of an answer has a time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAssessment:
    """An assessment that was completed, with its answers. urn: of the instrument."""

    name: str
    completed_on: date
    urn: str = ""
    answers: Sequence[CardAnswer] = ()
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("an assessment has a name")
