"""Articles as pages show them: how they are cited, and a link to the place itself where that can be worked out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from waarborg.core.framework.parts import Article
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.public.law.library import Day, language

_ARTICLE = re.compile(r"(\d+(?:[:.]\d+)?[a-z]{0,2})(?:\(.*)?")
_ANNEX = re.compile(r"Annex ([IVX]+)(?:[(,].*)?")
_RECITAL = re.compile(r"recital (\d+)")


@dataclass(frozen=True)
class ArticleLine:
    """A place in a law or policy, such as `art. 26(1)`: where it can be read, and what stands there in our words."""

    place: str
    address: str
    says: str


@dataclass(frozen=True)
class LawLines:
    """The places in one law or policy."""

    law: str
    address: str
    host: str
    lines: list[ArticleLine]


def show_articles(articles: Iterable[Article], day: Day) -> list[LawLines]:
    """Articles by the law they stand in, each with a link to its text as valid on the day."""
    laws: dict[str, LawLines] = {}
    for article in articles:
        source = article.source
        law = laws.setdefault(
            source.id,
            LawLines(
                law=source.label.in_language(language()),
                address=source.link,
                host=(urlsplit(source.link).hostname or "").removeprefix("www."),
                lines=[],
            ),
        )
        says = article.says.in_language(language()) if article.says else ""
        if article.at or says:
            law.lines.append(ArticleLine(write_place(article), find_address(article, day), says))
    return list(laws.values())


def write_place(article: Article) -> str:
    """The place of an article without its law: `art. 26(1)`, `bijlage III`; empty for the law as a whole."""
    place = article.write_place(language())
    return place if not place or article.at[:1].isalpha() else f"art. {place}"


def cite(article: Article) -> str:
    """How people write an article in the language of the page."""
    return article.cite(language())


def find_address(article: Article, day: Day) -> str:
    """Where an article can be read; the text as a whole where its place has no address of its own."""
    try:
        return read_reference(_identify(article)).link(language=language(), on=day.day)
    except UnreadableReference:
        return article.source.link


def _identify(article: Article) -> str:
    """The article as an identifier that can be read, or as one that cannot."""
    source, place = article.source, article.at
    if source.kind in ("bwb", "treaty"):
        found = _ARTICLE.fullmatch(place)
        return f"jci1.3:c:{source.number}&artikel={found[1]}" if found else ""
    for pattern, level in ((_ARTICLE, "art"), (_ANNEX, "anx"), (_RECITAL, "rct")):
        found = pattern.fullmatch(place)
        if found and source.link.endswith("/oj"):
            return f"{source.link.removesuffix('/oj')}/{level}_{found[1]}/oj"
    return ""
