"""Words of the glossary on a page: each can be opened in place once, without leaving the page and without script."""

from collections.abc import Iterable
from functools import cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from waarborg.core.framework.explained_words import ExplainedWords, Piece
from waarborg.public.framework.library import the_framework
from waarborg.public.law.library import language

#: What these pages are about; each of them says itself what it means by it.
_KNOWN = frozenset({"requirement", "measure", "evidence", "instrument"})


@cache
def _load_words(language: str) -> ExplainedWords:
    return ExplainedWords(the_framework().glossary, language)


class Explainer:
    """What one page has explained so far; `known` are ids of words that need no explanation on it."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = _KNOWN | set(known)

    def explain(self, text: str) -> SafeString:
        """The text as HTML, escaped, in which each word that was not explained above can be opened."""
        pieces = list(_load_words(language()).split(text, self._known))
        self._known |= {piece.term.id for piece in pieces if piece.term is not None}
        return format_html_join("", "{}", ((_write(piece),) for piece in pieces))


def _write(piece: Piece) -> str:
    if piece.term is None:
        return piece.text
    return format_html(
        '<button type="button" class="wb-word" popovertarget="{id}">{word}</button>'
        '<span class="wb-word__meaning" popover id="{id}">{meaning} <a href="{address}">{more}</a></span>',
        id=f"woord-{piece.term.id}",
        word=piece.text,
        meaning=piece.term.meaning.in_language(language()),
        address=reverse("public:term", args=[piece.term.id]),
        more=_("More about “%(word)s”") % {"word": piece.term.word.in_language(language())},
    )
