"""Laws and treaties in the Basiswettenbestand (BWB), and their pages at wetten.overheid.nl.

A BWB-id is the letters BWB, an R for a Dutch regulation or a V for a treaty, and seven digits. It stays the same
when the name of the law changes. Source: Juriconnect standard for BWB, and the rules for deep links of overheid.nl.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waarborg.core.terms.legal_references.places import Level, Place
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.text import Text

SITE = "https://wetten.overheid.nl/"
_ID = re.compile(r"BWB[RV][0-9]{7}")


def is_bwb_id(text: str) -> bool:
    """Whether `text` has the form of a BWB-id, such as `BWBR0005537`."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Law:
    """A law or treaty as a whole, by its BWB-id. Raises `UnreadableReference` when the id has another form."""

    bwb_id: str

    def __post_init__(self) -> None:
        if not is_bwb_id(self.bwb_id):
            raise UnreadableReference(
                self.bwb_id,
                Text(
                    nl="Dit is geen BWB-id. Dat is BWBR of BWBV met zeven cijfers, zoals BWBR0005537.",
                    en="This is no BWB-id. That is BWBR or BWBV with seven digits, such as BWBR0005537.",
                ),
            )

    @classmethod
    def parse(cls, text: str) -> "Law":
        """Read a BWB-id. Raises `UnreadableReference` for anything else."""
        return cls(text)

    @property
    def kind(self) -> Kind:
        """Always `bwb`."""
        return Kind.BWB

    @property
    def identifier(self) -> str:
        """The BWB-id."""
        return self.bwb_id

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The page of the law: as it was valid on the day `on`, or else as it is when the page is opened.

        `language` changes nothing: the texts are in Dutch only.
        """
        return page_address(self.bwb_id, on=on)

    def cite(self, language: str = "nl", law: str = "") -> str:
        """The name `law` when it is given, else the BWB-id."""
        return law or self.bwb_id


def page_address(bwb_id: str, *, places: Sequence[Place] = (), on: date | None = None) -> str:
    """The address of a page at wetten.overheid.nl, as people copy it: `…/BWBR0005537/2024-01-01#Hoofdstuk1_…`.

    The part after `#` goes no deeper than the article, for pages have no anchors below that. It needs all
    chapters around the article; with an article alone the page opens at its start.
    """
    address = SITE + bwb_id
    if on is not None:
        address += f"/{on.isoformat()}"
    anchor = "_".join(
        f"{place.level.capitalize()}{place.number}" for place in places if place.level.rank() < 2
    )
    return f"{address}#{anchor}" if anchor else address


def find_anchored_places(anchor: str) -> tuple[Place, ...] | None:
    """The places in the part of an address after `#`; None when it is not built of known names."""
    places = []
    for piece in anchor.split("_"):
        level = next((level for level in _BY_LENGTH if piece.lower().startswith(level)), None)
        if level is None:
            return None
        try:
            places.append(Place(level, piece[len(level) :]))
        except UnreadableReference:
            return None
    return tuple(places)


_BY_LENGTH = sorted((level for level in Level if level is not Level.POINT), key=len, reverse=True)
