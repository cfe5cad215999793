"""Where a frame comes from: the article, the part of the frame it carries, and when it is in force.

Law texts are cited and paraphrased, never copied; an exact quote is for users to fill in.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


class SourceKind(StrEnum):
    """Which collection an identifier belongs to."""

    BWB = "bwb"
    CVDR = "cvdr"
    CELEX = "celex"
    ECLI = "ecli"
    POLICY = "policy"


class Slot(StrEnum):
    """Which part of a frame a source carries. The names are those of FLINT."""

    FRAME = "frame"
    FUNCTION = "function"
    ACTOR = "actor"
    ACTION = "action"
    OBJECT = "object"
    RECIPIENT = "recipient"
    PRECONDITION = "precondition"
    CREATES = "creates"
    TERMINATES = "terminates"
    HOLDER = "holder"
    CLAIMANT = "claimant"
    ENFORCES = "enforces"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Source:
    """One place in a legal text.

    kind, identifier: which text and where in it: a Juriconnect 1.3.1 id, CVDR, CELEX or ECLI id, or, for a policy
    rule, its address. An identifier that cannot be read is kept as it stands, and lint says so; empty when only the
    citation is known.
    citation: how people cite it, such as `artikel 4:13 Awb`. slot: which part of the frame rests on it.
    paraphrase: what it says in own words. quote: its exact words, filled in by a user. valid: when it is in force,
    None when that is not stated. note: what the maker of the model remarks about it, in one language. Raises `ValueError` without identifier and citation both.
    """

    kind: SourceKind
    citation: str
    identifier: str = ""
    slot: Slot = Slot.FRAME
    paraphrase: Text | None = None
    quote: str = ""
    valid: Period | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.citation.strip() and not self.identifier.strip():
            raise ValueError("a source needs a citation or an identifier")

    def is_valid_on(self, day: date) -> bool:
        """Return whether it is in force on a day; without a period it is taken to be."""
        return self.valid is None or self.valid.contains(day)
