"""Words of the glossary that can be opened in place: what they mean, without leaving the page and without script."""

from functools import cache
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from waarborg.core.framework.explained_words import ExplainedWords, Piece
from waarborg.web.framework_day import the_framework


@cache
def _load_words(language: str) -> ExplainedWords:
    return ExplainedWords(the_framework().glossary, language)


def explain_words(text: str, language: str) -> SafeString:
    """The text as HTML, escaped, in which the first occurrence of each explained word can be opened."""
    mark = crc32(text.encode())
    pieces = _load_words(language).split(text)
    return format_html_join("", "{}", ((_write(piece, mark, language),) for piece in pieces))


def _write(piece: Piece, mark: int, language: str) -> str:
    if piece.term is None:
        return piece.text
    return format_html(
        '<button type="button" class="wp-word" popovertarget="{}">{}</button>'
        '<span class="wp-word__meaning" popover id="{}">{}</span>',
        (id_ := f"word-{mark}-{piece.term.id}"),
        piece.text,
        id_,
        piece.term.meaning.in_language(language),
    )
