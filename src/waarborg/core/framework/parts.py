"""What requirements, measures and instruments share: citations, evidence, and the words they are sorted by."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.terms.text import Text


class Certainty(StrEnum):
    """How sure a legal fact is. A: official text. B: independent sources that agree. C: one source, or a reading."""

    OFFICIAL = "A"
    AGREED = "B"
    READING = "C"


CERTAINTY_LABELS = {
    Certainty.OFFICIAL: Text("Zeker: de officiële tekst zegt het.", "Certain: the official text says so."),
    Certainty.AGREED: Text(
        "Vrij zeker: onafhankelijke bronnen zijn het eens. De officiële tekst is niet nagegaan.",
        "Fairly certain: independent sources agree. The official text was not checked.",
    ),
    Certainty.READING: Text(
        "Onzeker: één bron, of een lezing van ons.", "Uncertain: one source, or a reading of ours."
    ),
}


class EvidenceKind(StrEnum):
    """What sort of thing shows that a requirement is met."""

    FORM = "form"
    MEASUREMENT = "measurement"
    DOCUMENT = "document"
    DECISION = "decision"
    RECORD = "record"
    LINK = "link"


class Scope(StrEnum):
    """Whether something is done for each algorithm, or once for all algorithms of the organisation."""

    ALGORITHM = "algorithm"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Word:
    """A phase, role, subject or addressee: its id in content and how people read it. number: for phases, from 0."""

    id: str
    label: Text
    number: int = 0


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A law, treaty or policy. number: its CELEX or BWB number, or the name of a policy."""

    id: str
    kind: str
    number: str
    label: Text
    link: str


@dataclass(frozen=True, slots=True)
class Article:
    """A place in a source. at: such as `26(1)` or `3:46`; empty for the whole. says: what stands there, in our words."""

    source: LegalSource
    at: str
    says: Text | None = None

    def cite(self, language: str) -> str:
        """Return how people write it: `AVG, art. 22(1)`; `AI-verordening, bijlage III`."""
        name, place = self.source.label.in_language(language), self.write_place(language)
        if not place:
            return name
        return f"{name}, {place}" if self.at[:1].isalpha() else f"{name}, art. {place}"

    def write_place(self, language: str) -> str:
        """Return the place in its source, without "art.": `22(1)`, `bijlage III`; empty for the source as a whole."""
        return _NAMED.sub(lambda found: _DUTCH[found[0]], self.at) if language == "nl" else self.at


#: What is no article is named in English in content.
_DUTCH = {"Annex": "bijlage", "recital": "overweging", "chapter": "hoofdstuk", "section": "afdeling"}
_NAMED = re.compile("|".join(_DUTCH))


def cite_all(articles: Iterable[Article], language: str) -> str:
    """Return articles as people write them, each source once: `AVG, art. 5(1), 22; Grondwet, art. 1`."""
    places: dict[str, list[Article]] = {}
    for article in articles:
        places.setdefault(article.source.id, []).append(article)
    return "; ".join(
        ", ".join(
            [found[0].cite(language), *(article.write_place(language) for article in found[1:] if article.at)]
        )
        for found in places.values()
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """What counts as evidence. form: the instrument that gives it. months: how long it counts; None for always."""

    kind: EvidenceKind
    what: Text
    form: str = ""
    months: int | None = None


def shorten(urn: str) -> str:
    """Return the last part of a URN, as people say it: `urn:nl:ak:ver:aia-20` is `aia-20`."""
    return urn.rsplit(":", 1)[-1]
