"""The glossary: words in plain language, and where they are defined in more than one way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from waarborg.apps.organisations.access import open_to_all
from waarborg.core.framework.instruments import Definition, GlossaryTerm
from waarborg.public.framework.answering import answer
from waarborg.public.framework.explaining import Explainer
from waarborg.public.framework.library import find_term, the_framework
from waarborg.public.framework.searching import MOST_LETTERS, fold
from waarborg.public.framework.showing import write_partial_day
from waarborg.public.law.library import language, say

#: The other language, for the word as it is called there.
_OTHER = {"nl": "en", "en": "nl"}
#: Where laws are published: a number in a source that stands there is an article.
_LAWS = ("eur-lex.europa.eu", "wetten.overheid.nl")


@dataclass(frozen=True)
class TermLine:
    """A word in a list, with what it means. `definitions`: how many others define it."""

    id: str
    word: str
    meaning: str
    address: str
    definitions: int


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter."""

    letter: str
    lines: list[TermLine]


@dataclass(frozen=True)
class DefinitionShown:
    """What somebody says a word means. `used`: whether our rules go by it, in words; `is_used` when that is yes."""

    by: str
    on: str
    source: str
    at: str
    link: str
    host: str
    says: str
    used: str
    is_used: bool


@open_to_all
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All words, or those in which a text occurs, or those that are defined in more than one way."""
    text = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:MOST_LETTERS].strip()
    differing = request.GET.get("verschil") == "ja"
    terms = the_framework().glossary
    found = [
        term for term in terms if _fits(term, fold(text)) and (not differing or len(term.definitions) > 1)
    ]
    page = {
        "crumbs": [(_("Home"), reverse("public:home"))],
        "crumb_here": _("Words"),
        "text": text,
        "differing": differing,
        "all": len(terms),
        "differing_count": sum(len(term.definitions) > 1 for term in terms),
        "total": len(found),
        "letters": _list_letters(found),
    }
    return answer(request, "public/framework/glossary.html", page)


def _fits(term: GlossaryTerm, text: str) -> bool:
    return not text or any(
        text in fold(word)
        for word in (*term.list_words("nl"), *term.list_words("en"), term.meaning.in_language(language()))
    )


def _list_letters(terms: Iterable[GlossaryTerm]) -> list[Letter]:
    letters: dict[str, list[TermLine]] = {}
    for line in sorted((_show_line(term) for term in terms), key=lambda line: fold(line.word)):
        letters.setdefault(fold(line.word)[:1].upper(), []).append(line)
    return [Letter(letter, lines) for letter, lines in letters.items()]


def _show_line(term: GlossaryTerm) -> TermLine:
    return TermLine(
        id=term.id,
        word=say(term.word),
        meaning=say(term.meaning),
        address=reverse("public:term", args=[term.id]),
        definitions=len(term.definitions),
    )


@open_to_all
@require_safe
def term(request: HttpRequest, id: str) -> HttpResponse:
    """One word: what it means here, and what others say it means."""
    framework = the_framework()
    found = find_term(framework, id)
    by_id = {one.id: one for one in framework.glossary}
    word, other = say(found.word), _OTHER[language()]
    page: dict[str, Any] = {
        "crumbs": [(_("Home"), reverse("public:home")), (_("Words"), reverse("public:glossary"))],
        "crumb_here": word,
        "word": word,
        "explainer": Explainer(known=(found.id,)),
        "other_words": found.list_words(language())[1:],
        "abroad": found.word.in_language(other),
        "abroad_language": other,
        "meaning": say(found.meaning),
        "example": say(found.example),
        "definitions": [_show_definition(one) for one in found.definitions],
        "related": [_show_line(by_id[one]) for one in found.related],
    }
    return answer(request, "public/framework/term.html", page)


def _show_definition(definition: Definition) -> DefinitionShown:
    link, at = definition.source.link, definition.source.at
    host = (urlsplit(link).hostname or "").removeprefix("www.")
    return DefinitionShown(
        by=say(definition.by),
        on=write_partial_day(definition.on),
        source=definition.source.title,
        at=f"art. {at}" if at[:1].isdigit() and host in _LAWS else at,
        link=link,
        host=host,
        says=say(definition.says),
        used=say(definition.used),
        # The answer begins with yes or no, and a no can go on with a reservation.
        is_used=definition.used is not None and definition.used.nl.startswith("Ja"),
    )
