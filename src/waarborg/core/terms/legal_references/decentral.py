"""Regulations of municipalities, provinces and water authorities, in the CVDR.

JCDR, the Juriconnect standard for decentral regulations, names one by the number of the regulation and that of its
version, as in `CVDR645455_1`; the site and most people write a slash. Without a version the newest text is meant.
"""

import re
from dataclasses import dataclass
from datetime import date

from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference
from waarborg.core.terms.text import Text

SITE = "https://lokaleregelgeving.overheid.nl/"
_CVDR = re.compile(r"CVDR([1-9][0-9]{0,8})(?:[/_]([1-9][0-9]{0,3}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LocalRegulation:
    """A regulation in the CVDR: its number, and its version or 0 for the newest.

    Raises `UnreadableReference` when a number is not possible.
    """

    number: int
    version: int = 0

    def __post_init__(self) -> None:
        if not 0 < self.number < 1_000_000_000 or not 0 <= self.version < 10_000:
            raise UnreadableReference(self.identifier, _NO_CVDR)

    @classmethod
    def parse(cls, text: str) -> "LocalRegulation":
        """Read `CVDR645455`, `CVDR645455/1` or `CVDR645455_1`. Raises `UnreadableReference` for anything else."""
        found = _CVDR.fullmatch(text)
        if found is None:
            raise UnreadableReference(text, _NO_CVDR)
        return cls(number=int(found[1]), version=int(found[2] or 0))

    @property
    def kind(self) -> Kind:
        """Always `cvdr`."""
        return Kind.CVDR

    @property
    def identifier(self) -> str:
        """With a slash before the version, as the site writes it."""
        return f"CVDR{self.number}/{self.version}" if self.version else f"CVDR{self.number}"

    @property
    def jcdr(self) -> str:
        """With an underscore before the version, as JCDR writes it."""
        return self.identifier.replace("/", "_")

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The page of the regulation.

        `language` and `on` change nothing: the texts are in Dutch, and which version was valid on a day is known to
        the site only.
        """
        return SITE + self.identifier

    def cite(self, language: str = "nl", regulation: str = "") -> str:
        """The name `regulation` with the identifier behind it, or the identifier alone."""
        return f"{regulation} ({self.identifier})" if regulation else self.identifier


_NO_CVDR = Text(
    nl="Dit is geen nummer uit de CVDR. Een voorbeeld is CVDR645455/1.",
    en="This is no number in the CVDR. An example is CVDR645455/1.",
)
