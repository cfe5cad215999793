"""Articles as pages show them: how they are cited, and a link to the place itself where that can be worked out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from waarborg.core.framework.parts import Article
from waarborg.core.terms.legal_references.reading import read_reference
from waarborg.core.terms.legal_references.reference import UnreadableReference
from waarborg.public.law.library import Day, language

#: What is no article is named in English in content.
_DUTCH = {
    "Annex": "bijlage",
    "recital": "overweging",
    "chapter": "hoofdstuk",
    "section": "deel",
    "Protocol": "Protocol",
}
_NAMED = re.compile("|".join(_DUTCH))
_ARTICLE = re.compile(r"(\d+(?:[:.]\d+)?[a-z]{0,2})(?:\(.*)?")
_ANNEX = re.compile(r"Annex ([IVX]+)(?:[(,].*)?")
_RECITAL = re.compile(r"recital (\d+)")


@dataclass(frozen=True)
class ArticleLine:
    """A place in a law or policy: how it is cited, where it can be read, and what stands there in our words."""

    citation: str
    address: str
    host: str
    says: str


def show_articles(articles: Iterable[Article], day: Day) -> list[ArticleLine]:
    """Articles, each with a link to its text as valid on the day."""
    return [_show(article, day) for article in articles]


def _show(article: Article, day: Day) -> ArticleLine:
    address = find_address(article, day)
    return ArticleLine(
        citation=cite(article),
        address=address,
        host=(urlsplit(address).hostname or "").removeprefix("www."),
        says=article.says.in_language(language()) if article.says else "",
    )


def cite(article: Article) -> str:
    """How people write an article in the language of the page."""
    return localise(article.cite(language()))


def localise(citation: str) -> str:
    """A citation in which an annex, a recital, a chapter and a section are called as in the language of the page."""
    return _NAMED.sub(lambda found: _DUTCH[found[0]], citation) if language() == "nl" else citation


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
