"""Places within a law: a chapter, an article, a paragraph, a point.

The names are those of Juriconnect 1.3.1 for the Basiswettenbestand (BWB). A name outside this list is refused, so
that a slip of the pen does not pass for a place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from waarborg.core.terms.legal_references.reference import UnreadableReference, check_language
from waarborg.core.terms.text import Text


class Level(StrEnum):
    """What a place is; the value is the name in a Juriconnect reference."""

    BOOK = "boek"
    PART = "deel"
    CHAPTER = "hoofdstuk"
    TITLE = "titeldeel"
    DIVISION = "afdeling"
    SECTION = "paragraaf"
    SUBSECTION = "sub-paragraaf"
    ANNEX = "bijlage"
    CONTENTS = "inhoudsopgave"
    INSTRUCTION = "aanwijzing"
    ARTICLE = "artikel"
    PARAGRAPH = "lid"
    PREAMBLE = "aanhef"
    POINT = "o"
    SENTENCE = "zin"

    def rank(self) -> int:
        """How fine it is: 0 above the article, 1 for the article, 2 for a paragraph, 3 for what is within that.

        Levels above the article have no order among each other: in some laws a title holds chapters, in others a
        chapter holds titles.
        """
        return _RANKS.get(self, 0)


#: Levels that may stand without a number: a law has one of them, or the only one.
WITHOUT_NUMBER = frozenset({Level.ANNEX, Level.CONTENTS, Level.PREAMBLE})
#: Places within an article; Juriconnect knows `lid`, `o` and `zin` from version 1.3.
WITHIN_AN_ARTICLE = frozenset({Level.PARAGRAPH, Level.POINT, Level.SENTENCE})
_RANKS = {
    Level.ARTICLE: 1,
    Level.INSTRUCTION: 1,
    Level.PARAGRAPH: 2,
    Level.PREAMBLE: 3,
    Level.POINT: 3,
    Level.SENTENCE: 3,
}
_VALUE = re.compile(r"[^\s&=/#?%;,'\"<>]{1,40}")
_DUTCH = {
    Level.TITLE: "titel",
    Level.SUBSECTION: "subparagraaf",
    Level.POINT: "onderdeel",
    Level.SENTENCE: "volzin",
}
_ENGLISH = {
    Level.BOOK: "Book",
    Level.PART: "Part",
    Level.CHAPTER: "Chapter",
    Level.TITLE: "Title",
    Level.DIVISION: "Division",
    Level.SECTION: "Section",
    Level.SUBSECTION: "Subsection",
    Level.ANNEX: "Annex",
    Level.CONTENTS: "Table of contents",
    Level.INSTRUCTION: "Instruction",
    Level.ARTICLE: "Article",
    Level.PARAGRAPH: "paragraph",
    Level.PREAMBLE: "opening words",
    Level.POINT: "point",
    Level.SENTENCE: "sentence",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One step on the way to a place in a law: a level with its number, as in `artikel=1:3`.

    A space within a number is written as an underscore. Raises `UnreadableReference` when the number is missing
    where one is needed, is longer than 40
    characters, or holds a character that has a meaning of its own in a reference.
    """

    level: Level
    number: str = ""

    def __post_init__(self) -> None:
        if not self.number and self.level not in WITHOUT_NUMBER:
            raise UnreadableReference(
                self.write(),
                Text(
                    nl=f"Achter “{self.level}” staat geen nummer. Vul het in, of laat dit deel weg.",
                    en=f"There is no number after “{self.level}”. Fill it in, or leave this part out.",
                ),
            )
        if self.number and not _VALUE.fullmatch(self.number):
            raise UnreadableReference(
                self.write(),
                Text(
                    nl=f"“{self.number}” is te lang voor een nummer of heeft een teken dat niet kan. Schrijf een spatie als “_”.",
                    en=f"“{self.number}” is too long for a number or has a character that it cannot have. Write a space as “_”.",
                ),
            )

    def write(self) -> str:
        """The part of a Juriconnect reference that names this step."""
        return f"{self.level}={self.number}" if self.number else str(self.level)


def find_order_fault(places: Sequence[Place]) -> Text | None:
    """What is wrong with the order of `places`; None when each step lies within the one before it.

    Only a point (`o`) may come more than once, for points within points.
    """
    for before, after in pairwise(places):
        if before.level.rank() > after.level.rank():
            return Text(
                nl=f"“{after.write()}” staat achter “{before.write()}”. Zet het grotere deel van de wet vooraan.",
                en=f"“{after.write()}” comes after “{before.write()}”. Put the larger part of the law first.",
            )
    for place in places:
        if place.level is not Level.POINT and sum(place.level is other.level for other in places) > 1:
            return Text(
                nl=f"“{place.level}” staat er meer dan één keer. Maak er twee verwijzingen van.",
                en=f"“{place.level}” is there more than once. Make two references of it.",
            )
    return None


def cite_place(places: Sequence[Place], language: str) -> str:
    """Readable words for a place: `artikel 1:3 lid 3` in Dutch, `Article 1:3(3)` in English, empty for a whole law.

    When the article is known, the chapters around it are left out: an article has a number of its own. Only an
    annex is named, because its articles count anew. Raises `ValueError` for another language.
    """
    at_article = next((index for index, place in enumerate(places) if place.level.rank()), None)
    named = [
        place
        for index, place in enumerate(places)
        if at_article is None or index >= at_article or place.level is Level.ANNEX
    ]
    return _cite_in_dutch(named) if check_language(language) == "nl" else _cite_in_english(named)


def _cite_in_dutch(places: Sequence[Place]) -> str:
    words = []
    for before, place in zip([None, *places], places, strict=False):
        within = before is not None and before.level is place.level  # a point within a point
        name = "onder" if within else _DUTCH.get(place.level, str(place.level))
        words.append(f"{name} {_readable(place)}".strip())
    return " ".join(words)


def _cite_in_english(places: Sequence[Place]) -> str:
    cited = ""
    for place in places:
        name = f"{_ENGLISH[place.level]} {_readable(place)}".strip()
        if cited and place.level in (Level.PARAGRAPH, Level.POINT):
            cited += f"({_readable(place)})"
        else:
            cited += f", {name}" if cited else name
    return cited


def _readable(place: Place) -> str:
    return place.number.replace("_", " ")
