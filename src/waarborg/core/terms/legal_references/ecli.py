"""European Case Law Identifiers (ECLI) of judgments.

Five elements with colons between: ECLI, the country or organisation in two letters, the court in one to seven
characters, the year in four digits, and a number of at most 25 letters, digits and dots. Source: Council
conclusions 2011/C 127/01.
"""

import re
from dataclasses import dataclass
from datetime import date

from waarborg.core.terms.legal_references.celex import SITE
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference, check_language
from waarborg.core.terms.text import Text

DUTCH_SITE = "https://deeplink.rechtspraak.nl/uitspraak?id="
EUROPEAN_SITE = "https://e-justice.europa.eu/ecli/"
#: Years outside these are a slip of the pen.
FIRST_YEAR = 1800
LAST_YEAR = 2199
_ECLI = re.compile(r"ECLI:([A-Z]{2}):([A-Z][A-Z0-9]{0,6}):([0-9]{4}):([A-Z0-9.]{1,25})")
#: Courts by country and code; the codes of district courts and courts of appeal start alike.
_COURTS = {
    ("NL", "HR"): Text(nl="Hoge Raad", en="Supreme Court of the Netherlands"),
    ("NL", "PHR"): Text(nl="Parket bij de Hoge Raad", en="Procurator General at the Supreme Court"),
    ("NL", "RVS"): Text(nl="Raad van State", en="Council of State"),
    ("NL", "CRVB"): Text(nl="Centrale Raad van Beroep", en="Central Appeals Tribunal"),
    ("NL", "CBB"): Text(
        nl="College van Beroep voor het bedrijfsleven", en="Trade and Industry Appeals Tribunal"
    ),
    ("EU", "C"): Text(
        nl="Hof van Justitie van de Europese Unie", en="Court of Justice of the European Union"
    ),
    ("EU", "T"): Text(nl="Gerecht van de Europese Unie", en="General Court of the European Union"),
    ("CE", "ECHR"): Text(nl="Europees Hof voor de Rechten van de Mens", en="European Court of Human Rights"),
}
_DISTRICT_COURT = Text(nl="Rechtbank", en="District Court")
_COURT_OF_APPEAL = Text(nl="Gerechtshof", en="Court of Appeal")


@dataclass(frozen=True, slots=True)
class Ecli:
    """A judgment. Raises `UnreadableReference` when an element has another form.

    Judgments are from 1800 to 2199.
    """

    country: str
    court: str
    year: int
    number: str

    def __post_init__(self) -> None:
        if not _ECLI.fullmatch(self.identifier) or not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise UnreadableReference(self.identifier, _NO_ECLI)

    @classmethod
    def parse(cls, text: str) -> "Ecli":
        """Read an ECLI in upper or lower case; upper case is the preferred form, and the one written.

        Raises `UnreadableReference` when it has another form.
        """
        found = _ECLI.fullmatch(text.upper() if text.isascii() else text)
        if found is None:
            raise UnreadableReference(text, _NO_ECLI)
        country, court, year, number = found.groups()
        try:
            return cls(country=country, court=court, year=int(year), number=number)
        except UnreadableReference as error:
            raise UnreadableReference(text, error.message) from None

    @property
    def kind(self) -> Kind:
        """Always `ecli`."""
        return Kind.ECLI

    @property
    def identifier(self) -> str:
        """The ECLI."""
        return f"ECLI:{self.country}:{self.court}:{self.year:04}:{self.number}"

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """Rechtspraak.nl for Dutch judgments, EUR-Lex for those of the Union, the e-Justice portal for others.

        `language` counts for judgments of the Union; `on` changes nothing, for a judgment does not change.
        """
        if self.country == "NL":
            return DUTCH_SITE + self.identifier
        if self.country == "EU":
            return f"{SITE}legal-content/{check_language(language).upper()}/TXT/?uri=ecli:{self.identifier}"
        return EUROPEAN_SITE + self.identifier

    def find_court(self) -> Text | None:
        """The name of the court; None when we do not know its code. For many district courts only the sort."""
        if self.country == "NL" and (self.country, self.court) not in _COURTS:
            if self.court.startswith("RB"):
                return _DISTRICT_COURT
            return _COURT_OF_APPEAL if self.court.startswith("GH") else None
        return _COURTS.get((self.country, self.court))

    def cite(self, language: str = "nl") -> str:
        """`Hoge Raad, ECLI:NL:HR:2021:887`; the ECLI alone when the court is not known to us."""
        court = self.find_court()
        return f"{court.in_language(language)}, {self.identifier}" if court else self.identifier


_NO_ECLI = Text(
    nl="Dit is geen ECLI. Die bestaat uit vijf delen met dubbele punten, zoals ECLI:NL:HR:2021:887.",
    en="This is no ECLI. It has five parts with colons between, such as ECLI:NL:HR:2021:887.",
)
