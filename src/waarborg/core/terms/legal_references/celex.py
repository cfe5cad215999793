"""CELEX numbers, by which EUR-Lex names documents of European law.

A number is the sector, the year, one or two letters for the type and the number of the document: `32024R1689`. A
consolidated text (sector 0) ends in its day, a corrigendum in `R` with its number in brackets. Source: EUR-Lex,
"How CELEX numbers are composed". Sectors 7, 8 and C, which are built in another way, are refused.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference, check_language
from waarborg.core.terms.text import Text

#: The year of the oldest treaty.
FIRST_YEAR = 1951
LAST_YEAR = 2199
SITE = "https://eur-lex.europa.eu/"
_NUMBER = re.compile(
    r"(?P<sector>[0-69E])(?P<year>[0-9]{4})(?P<type>[A-Z]{1,2})(?P<number>[0-9]{3,6}|/TXT)"
    r"(?P<sequence>\([0-9]{2}\))?(?:R\((?P<corrigendum>[0-9]{2})\))?(?:-(?P<day>[0-9]{8}))?"
)
NAMES = {
    "R": Text(nl="Verordening", en="Regulation"),
    "L": Text(nl="Richtlijn", en="Directive"),
    "D": Text(nl="Besluit", en="Decision"),
}


@dataclass(frozen=True, slots=True)
class Celex:
    """A document of European law. `document_type` is `R` for a regulation, `L` a directive, `D` a decision.

    `number` keeps its leading zeros. `sequence` is the number in brackets of acts that share a number, and
    `corrigendum` that of a corrigendum; 0 means that there is none. `consolidated_on` is there for sector 0 only.
    Raises `UnreadableReference` when the parts do not go together.
    """

    sector: str
    year: int
    document_type: str
    number: str
    sequence: int = 0
    corrigendum: int = 0
    consolidated_on: date | None = None

    def __post_init__(self) -> None:
        fault = self._find_fault()
        if fault is not None:
            raise UnreadableReference(self.identifier, fault)

    def _find_fault(self) -> Text | None:
        if not _NUMBER.fullmatch(self.identifier):
            return _NO_CELEX
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            return Text(
                nl=f"Het jaar {self.year} kan niet. Kies een jaar van {FIRST_YEAR} tot en met {LAST_YEAR}.",
                en=f"The year {self.year} is not possible. Choose a year from {FIRST_YEAR} to {LAST_YEAR}.",
            )
        if (self.sector == "0") != (self.consolidated_on is not None):
            return Text(
                nl="Alleen een geconsolideerde tekst, met een 0 vooraan, eindigt op een dag, zoals -20160504.",
                en="Only a consolidated text, with a 0 in front, ends in a day, such as -20160504.",
            )
        if self.sector == "0" and self.corrigendum:
            return Text(
                nl="Van een geconsolideerde tekst bestaat geen rectificatie. Noem de handeling zelf, met een 3.",
                en="There is no corrigendum to a consolidated text. Name the act itself, with a 3.",
            )
        return None

    @classmethod
    def parse(cls, text: str) -> "Celex":
        """Read a CELEX number, with or without `CELEX:` in front.

        Raises `UnreadableReference` when it has another form.
        """
        found = _NUMBER.fullmatch(text.removeprefix("CELEX:"))
        if found is None:
            raise UnreadableReference(text, _NO_CELEX)
        try:
            return cls(
                sector=found["sector"],
                year=int(found["year"]),
                document_type=found["type"],
                number=found["number"],
                sequence=int((found["sequence"] or "(0)")[1:-1]),
                corrigendum=int(found["corrigendum"] or 0),
                consolidated_on=_read_day(found["day"]),
            )
        except UnreadableReference as error:
            raise UnreadableReference(text, error.message) from None

    @property
    def kind(self) -> Kind:
        """Always `celex`."""
        return Kind.CELEX

    @property
    def identifier(self) -> str:
        """The number as EUR-Lex writes it."""
        sequence = f"({self.sequence:02})" if self.sequence else ""
        corrigendum = f"R({self.corrigendum:02})" if self.corrigendum else ""
        day = self.consolidated_on.strftime("-%Y%m%d") if self.consolidated_on else ""
        return f"{self.sector}{self.year:04}{self.document_type}{self.number}{sequence}{corrigendum}{day}"

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The page at EUR-Lex in Dutch or English.

        `on` changes nothing: on which days there is a consolidated text is known to EUR-Lex only.
        """
        return f"{SITE}legal-content/{check_language(language).upper()}/TXT/?uri=CELEX:{self.identifier}"

    def cite(self, language: str = "nl") -> str:
        """`Verordening (EU) 2024/1689` or `Regulation (EU) 2024/1689`; for other types the number itself.

        See `name_act` for what is left out.
        """
        named = (
            name_act(self.document_type, self.year, self.number, language) if self.sector in "03" else None
        )
        if named is None or self.sequence:
            return f"CELEX {self.identifier}"
        if self.corrigendum:
            words = Text(nl=f"Rectificatie {self.corrigendum} van", en=f"Corrigendum {self.corrigendum} to")
            return f"{words.in_language(language)} {named}"
        return named


def name_act(document_type: str, year: int, number: str, language: str) -> str | None:
    """The name of a regulation, directive or decision; None for another type.

    Since 2015 all acts are named by year and number, and `(EU)` stands before those of regulations and directives,
    also where the official name adds Euratom. Before 2015 a regulation had its number first. The community, which
    then stood beside it, does not follow from the number and is left out; so it is with decisions.
    """
    if check_language(language) and (document_type not in NAMES or not number.isdecimal()):
        return None
    regulation_of_old = document_type == "R" and year < 2015
    pair = f"{int(number)}/{year}" if regulation_of_old else f"{year}/{int(number)}"
    union = "(EU) " if year >= 2015 and document_type != "D" else ""
    return f"{NAMES[document_type].in_language(language)} {union}{pair}"


def _read_day(digits: str | None) -> date | None:
    if digits is None:
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise UnreadableReference(
            digits,
            Text(
                nl=f"“{digits}” is geen dag. Schrijf jaar, maand en dag aan elkaar, zoals 20160504.",
                en=f"“{digits}” is no day. Write year, month and day together, such as 20160504.",
            ),
        ) from None


_NO_CELEX = Text(
    nl="Dit is geen CELEX-nummer van een soort die wij kennen. Een voorbeeld is 32024R1689.",
    en="This is no CELEX number of a kind that we know. An example is 32024R1689.",
)
