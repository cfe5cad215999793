"""European Legislation Identifiers (ELI) of regulations, directives and decisions of the European Union.

An ELI is an address: type, year, number, then perhaps a place such as `art_5/par_1/pnt_a`, then `oj` for the text
in the Official Journal or the day of a consolidated text. Source: URI templates of the Publications Office of the
European Union, ELI (Council conclusions 2012/C 325/02).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from waarborg.core.terms.legal_references.celex import FIRST_YEAR, LAST_YEAR, SITE, name_act
from waarborg.core.terms.legal_references.reference import Kind, UnreadableReference, check_language
from waarborg.core.terms.text import Text

RESOLVER = "http://data.europa.eu/eli/"
#: The types whose ELI is built alike, with the letter that CELEX has for them.
CELEX_TYPES = {
    "reg": "R", "reg_impl": "R", "reg_del": "R",
    "dir": "L", "dir_impl": "L", "dir_del": "L",
    "dec": "D", "dec_impl": "D", "dec_del": "D",
}  # fmt: skip
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ELI = re.compile(
    rf"(?:https?://(?:data|eur-lex)\.europa\.eu)?/?eli/(?P<type>[a-z_]+)/(?P<year>[0-9]{{4}})/(?P<number>[1-9][0-9]{{0,5}})"
    rf"(?:/corrigendum/(?P<corrigendum>{_DAY}))?(?P<places>(?:/[a-z]{{3}}_[A-Za-z0-9]+)*)"
    rf"(?:/(?:oj|(?P<day>{_DAY})))?(?:/(?P<language>[a-z]{{3}}))?(?:#(?P<anchor>[a-z]{{3}}_[A-Za-z0-9/_]+))?"
)
_PLACE = re.compile(r"(?P<level>[a-z]{3})_(?P<number>[A-Za-z0-9]+)")
_LANGUAGES = {"nl": "nld", "en": "eng"}
_DUTCH = {
    "art": "artikel", "par": "lid", "pnt": "punt", "sub": "alinea", "anx": "bijlage", "rct": "overweging",
    "cpt": "hoofdstuk", "sct": "afdeling", "tis": "titel", "prt": "deel",
}  # fmt: skip
_ENGLISH = {
    "art": "Article", "par": "paragraph", "pnt": "point", "sub": "subparagraph", "anx": "Annex", "rct": "recital",
    "cpt": "Chapter", "sct": "Section", "tis": "Title", "prt": "Part",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Eli:
    """An act of the European Union, or a place in it, such as `("art_5", "par_1", "pnt_a")`.

    Raises `UnreadableReference` when a part has another form, or when both days are given: a consolidated text is
    no corrigendum.
    """

    document_type: str
    year: int
    number: int
    places: tuple[str, ...] = ()
    consolidated_on: date | None = None
    corrigendum_on: date | None = None

    def __post_init__(self) -> None:
        fault = self._find_fault()
        if fault is not None:
            raise UnreadableReference(self.identifier, fault)

    def _find_fault(self) -> Text | None:
        if self.document_type not in CELEX_TYPES:
            return Text(
                nl=f"De soort “{self.document_type}” kennen wij niet. Kies uit: {', '.join(CELEX_TYPES)}.",
                en=f"We do not know the type “{self.document_type}”. Choose from: {', '.join(CELEX_TYPES)}.",
            )
        if not FIRST_YEAR <= self.year <= LAST_YEAR or not 0 < self.number < 1_000_000:
            return Text(
                nl=f"Jaar {self.year} en nummer {self.number} kunnen niet. Kijk ze na.",
                en=f"Year {self.year} and number {self.number} are not possible. Check them.",
            )
        if self.consolidated_on and self.corrigendum_on:
            return Text(
                nl="Een geconsolideerde tekst is geen rectificatie. Laat een van de twee dagen weg.",
                en="A consolidated text is no corrigendum. Leave out one of the two days.",
            )
        wrong = next((place for place in self.places if not _PLACE.fullmatch(place)), None)
        if wrong is None:
            return None
        return Text(
            nl=f"“{wrong}” is geen deel van een handeling. Schrijf bijvoorbeeld art_5, par_1 of pnt_a.",
            en=f"“{wrong}” is no part of an act. Write for example art_5, par_1 or pnt_a.",
        )

    @classmethod
    def parse(cls, text: str) -> "Eli":
        """Read an ELI, at data.europa.eu or at EUR-Lex; a place may stand before `oj` or after `#`.

        A language at the end (`/eng`) is read and left out: it names a translation, not another source. Raises
        `UnreadableReference` when it has another form.
        """
        found = _ELI.fullmatch(text)
        if found is None:
            raise UnreadableReference(text, _NO_ELI)
        places = [*found["places"].split("/"), *(found["anchor"] or "").split("/")]
        try:
            return cls(
                document_type=found["type"],
                year=int(found["year"]),
                number=int(found["number"]),
                places=tuple(place for place in places if place),
                consolidated_on=_read_day(found["day"]),
                corrigendum_on=_read_day(found["corrigendum"]),
            )
        except UnreadableReference as error:
            raise UnreadableReference(text, error.message) from None

    @property
    def kind(self) -> Kind:
        """Always `eli`."""
        return Kind.ELI

    @property
    def identifier(self) -> str:
        """The address at data.europa.eu, without a language."""
        return RESOLVER + "/".join([*self._act(), *self.places, self._text()])

    def link(self, *, language: str = "nl", on: date | None = None) -> str:
        """The page at EUR-Lex in Dutch or English, with an anchor at the article when a place is named.

        `on` changes nothing: on which days there is a consolidated text is known to EUR-Lex only.
        """
        parts = [*self._act(), self._text(), _LANGUAGES[check_language(language)]]
        anchor = next(
            (f"#{place}" for place in self.places if place.startswith(("art_", "anx_", "rct_"))), ""
        )
        return f"{SITE}eli/{'/'.join(parts)}{anchor}"

    def cite(self, language: str = "nl") -> str:
        """`artikel 5, lid 1, punt a, van Verordening (EU) 2024/1689`, or `Article 5(1)(a) of Regulation …`."""
        act = name_act(CELEX_TYPES[self.document_type], self.year, str(self.number), language) or ""
        if self.corrigendum_on:
            words = Text(
                nl=f"Rectificatie van {self.corrigendum_on} van",
                en=f"Corrigendum of {self.corrigendum_on} to",
            )
            act = f"{words.in_language(language)} {act}"
        if not self.places:
            return act
        if language == "nl":
            return f"{', '.join(self._dutch_places())}{', ' if len(self.places) > 1 else ' '}van {act}"
        return f"{self._english_places()} of {act}"

    def _act(self) -> list[str]:
        corrigendum = ["corrigendum", self.corrigendum_on.isoformat()] if self.corrigendum_on else []
        return [self.document_type, str(self.year), str(self.number), *corrigendum]

    def _text(self) -> str:
        return self.consolidated_on.isoformat() if self.consolidated_on else "oj"

    def _steps(self) -> Iterator[tuple[str, str]]:
        for place in self.places:
            level, _, number = place.partition("_")
            yield level, number

    def _dutch_places(self) -> list[str]:
        return [f"{_DUTCH.get(level, level)} {number}" for level, number in self._steps()]

    def _english_places(self) -> str:
        cited = ""
        for level, number in self._steps():
            name = f"{_ENGLISH.get(level, level)} {number}"
            if cited and level in ("par", "pnt"):
                cited += f"({number})"
            else:
                cited += f", {name}" if cited else name
        return cited


def _read_day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableReference(
            text,
            Text(
                nl=f"De dag “{text}” bestaat niet. Kijk hem na.",
                en=f"The day “{text}” does not exist. Check it.",
            ),
        ) from None


_NO_ELI = Text(
    nl="Dit is geen ELI van de Europese Unie. Een voorbeeld is http://data.europa.eu/eli/reg/2024/1689/oj.",
    en="This is no ELI of the European Union. An example is http://data.europa.eu/eli/reg/2024/1689/oj.",
)
