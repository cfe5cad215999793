"""The steps an algorithm takes, and on which frame of the law each one rests, or that it rests on none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.terms.text import Text


class Performer(StrEnum):
    """Who does a step."""

    ALGORITHM = "algorithm"
    PERSON = "person"
    BOTH = "both"


PERFORMER_LABELS: Mapping[Performer, Text] = {
    Performer.ALGORITHM: Text("Het algoritme", "The algorithm"),
    Performer.PERSON: Text("Een mens", "A person"),
    Performer.BOTH: Text("Algoritme en mens samen", "Algorithm and person together"),
}


class Relation(StrEnum):
    """What a step does with the frame it rests on."""

    APPLIES = "applies"
    APPROXIMATES = "approximates"
    PREPARES = "prepares"


RELATION_LABELS: Mapping[Relation, Text] = {
    Relation.APPLIES: Text("past toe", "applies"),
    Relation.APPROXIMATES: Text("benadert", "approximates"),
    Relation.PREPARES: Text("bereidt voor", "prepares"),
}
RELATION_MEANINGS: Mapping[Relation, Text] = {
    Relation.APPLIES: Text(
        "De stap doet precies wat de regel zegt.", "The step does exactly what the rule says."
    ),
    Relation.APPROXIMATES: Text(
        "De stap schat wat de regel zegt, bijvoorbeeld met een model.",
        "The step estimates what the rule says, with a model for example.",
    ),
    Relation.PREPARES: Text(
        "De stap verzamelt of ordent gegevens; de regel komt later.",
        "The step gathers or sorts data; the rule comes later.",
    ),
}


@dataclass(frozen=True, slots=True)
class FrameLink:
    """A step rests on a frame of an interpretation.

    interpretation: its URN. frame: the name in the brackets of FLINT, such as `<<vaststellen recht>>`.
    Raises `ValueError` when either is missing.
    """

    interpretation: str
    frame: str
    relation: Relation
    remark: str = ""

    def __post_init__(self) -> None:
        if not self.interpretation.strip() or not self.frame.strip():
            raise ValueError("a link needs an interpretation and the name of a frame")

    @property
    def place(self) -> tuple[str, str]:
        """What makes two links the same one: a step rests on a frame once."""
        return (self.interpretation, self.frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    """What a step does, as it was said last.

    title: what it is called. what: what happens. performer: who does it. links: the frames it rests on.
    no_basis: why it rests on no frame at all; empty while it has links, or while nobody said so. remark: anything else.
    Raises `ValueError` without a title, with a frame twice, or with both links and a reason to have none.
    """

    title: str
    what: str = ""
    performer: Performer = Performer.ALGORITHM
    links: tuple[FrameLink, ...] = ()
    no_basis: str = ""
    remark: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a step needs a title")
        places = [link.place for link in self.links]
        if len(set(places)) != len(places):
            raise ValueError("a step rests on a frame once")
        if self.links and self.no_basis:
            raise ValueError("a step that rests on a frame is not without legal basis")

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet on what the step rests."""
        return not self.links and not self.no_basis


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many steps there are, rest on a frame, rest on none, or are open; and how many per relation."""

    total: int
    based: int
    without_basis: int
    open: int
    per_relation: Mapping[Relation, int]


def cover(steps: Iterable[ProcessStep]) -> Coverage:
    """Count what the steps of an algorithm rest on. A step with two relations counts under both."""
    known = list(steps)
    return Coverage(
        total=len(known),
        based=sum(bool(step.links) for step in known),
        without_basis=sum(bool(step.no_basis) for step in known),
        open=sum(step.is_open for step in known),
        per_relation={
            relation: sum(any(link.relation is relation for link in step.links) for step in known)
            for relation in Relation
        },
    )
