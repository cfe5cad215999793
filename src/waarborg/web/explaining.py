"""Words of the glossary that can be opened in place: what they mean, without leaving the page and without script."""

import re
from functools import cache
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from waarborg.core.framework.instruments import GlossaryTerm
from waarborg.web.framework_day import the_framework

#: A longer form is looked for first, so that "high-risk AI system" is not explained as "AI system".
_SHORTEST = 2
#: Everybody who comes here knows these; explained each time, they would be in the way.
_COMMON = frozenset({"ai", "besluit", "wet", "decision", "law"})


@cache
def _load_words(language: str) -> tuple[re.Pattern[str], dict[str, GlossaryTerm]]:
    found: dict[str, GlossaryTerm] = {}
    for term in the_framework().glossary:
        for word in term.list_words(language):
            if len(word) >= _SHORTEST and word.casefold() not in _COMMON:
                found.setdefault(word.casefold(), term)
    words = sorted(found, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)
    return pattern, found


def explain_words(text: str, language: str) -> SafeString:
    """The text as HTML, escaped, in which the first occurrence of each explained word can be opened."""
    pattern, words = _load_words(language)
    pieces: list[SafeString] = []
    explained: set[str] = set()
    place = 0
    for found in pattern.finditer(text):
        term = words[found[1].casefold()]
        if term.id in explained:
            continue
        explained.add(term.id)
        pieces.append(format_html("{}", text[place : found.start()]))
        pieces.append(
            format_html(
                '<button type="button" class="wp-word" popovertarget="{}">{}</button>'
                '<span class="wp-word__meaning" popover id="{}">{}</span>',
                (id_ := f"word-{crc32(text.encode())}-{term.id}"),
                found[1],
                id_,
                term.meaning.in_language(language),
            )
        )
        place = found.end()
    pieces.append(format_html("{}", text[place:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece was escaped above
