"""Policy rules, by their publication in an official journal.

A policy rule (art. 1:3 lid 4 Awb) has no identifier of its own. What identifies it is the issue of the official
journal in which it was published: the name of the journal, the year and the number, as officielebekendmakingen.nl
writes them, such as `stcrt-2019-12345`.
"""

import re
from dataclasses import dataclass
from datetime import date

from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.text import Text

SITE = "https://zoek.officielebekendmakingen.nl/"
#: The journals in which policy rules are published.
JOURNALS = {
    "stcrt": Text(nl="Staatscourant", en="Government Gazette"),
    "gmb": Text(nl="Gemeenteblad", en="Municipal Gazette"),
    "prb": Text(nl="Provinciaal blad", en="Provincial Gazette"),
    "wsb": Text(nl="Waterschapsblad", en="Water Authority Gazette"),
    "bgr": Text(nl="Blad gemeenschappelijke regeling", en="Gazette of joint arrangements"),
}
#: The year of the first Government Gazette.
FIRST_YEAR = 1814
LAST_YEAR = 2199
_PUBLICATION = re.compile(rf"({'|'.join(JOURNALS)})-([0-9]{{4}})-([1-9][0-9]{{0,6}})(?:-n([1-9]))?")


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A policy rule by journal, year and number; `correction` counts corrected publications, 0 for the first.

    Raises `UnreadableReference` when a part is not possible.
    """

    journal: str
    year: int
    number: int
    correction: int = 0

    def __post_init__(self) -> None:
        if not _PUBLICATION.fullmatch(self.identifier) or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise UnreadableReference(self.identifier, _NO_PUBLICATION)

    @classmethod
    def parse(cls, text: str) -> "PolicyRule":
        """Read `stcrt-2019-12345`, in upper or lower case. Raises `UnreadableReference` for anything else."""
        found = _PUBLICATION.fullmatch(text.lower())
        if found is None:
            raise UnreadableReference(text, _NO_PUBLICATION)
        journal, year, number, correction = found.groups()
        return cls(journal=journal, year=int(year), number=int(number), correction=int(correction or 0))

    @property
    def kind(self) -> Kind:
        """Always `policy`."""
        return Kind.POLICY

    @property
    def identifier(self) -> str:
        """Journal, year and number with hyphens between."""
        correction = f"-n{self.correction}" if self.correction else ""
        return f"{self.journal}-{self.year:04}-{self.number}{correction}"

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The page of the publication; `language` and `on` change nothing, for it stays as it was published."""
        return f"{SITE}{self.identifier}.html"

    def cite(self, language: str = "nl", rule: str = "") -> str:
        """`Beleidsregel …, Staatscourant 2019, 12345`, with the name `rule` when it is given."""
        place = f"{JOURNALS[self.journal].in_language(language)} {self.year}, {self.number}"
        return f"{rule}, {place}" if rule else place


_NO_PUBLICATION = Text(
    nl="Dit is geen publicatie van een beleidsregel. Een voorbeeld is stcrt-2019-12345.",
    en="This is no publication of a policy rule. An example is stcrt-2019-12345.",
)
