"""Markup from others, made safe with nh3: only the tags that the publication standard allows remain."""

import html
import re

import nh3

from waarborg.core.publication import markup

# Parsing deeply nested tags takes quadratic time. No field of a standard holds this many; with more, only
# the text stays.
MAX_TAGS = 5_000
_CONTENT_REMOVED = {"script", "style", "template", "noscript", "iframe", "noembed", "noframes", "title"}
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_ADDRESS = re.compile(r"""\bhref=["']?(https?://[^"'\s]+)""", re.IGNORECASE)
_TAG_NAME = re.compile(
    r"h[1-6]|section|article|header|footer|main|aside|blockquote|table|tr|dl|dt|dd|pre", re.IGNORECASE
)
_CELL = re.compile(r"t[dh]", re.IGNORECASE)


def clean(text: str) -> str:
    """Return `text` as safe markup: only the allowed tags, no attributes, and nothing of what was said lost.

    Plain text becomes paragraphs, its line ends line breaks. Tags of HTML that are not allowed go, their
    text stays; headings and rows of tables become blocks, the address of a link follows its text. What only
    looks like a tag (`<naam>`) is shown as it was written. Scripts and styles go altogether. Cleaning what
    was cleaned changes nothing.
    """
    text = _UNREADABLE.sub("", text)
    if not markup.has_markup(text):
        return _sanitise(markup.to_markup(html.unescape(text)))
    if len(_TAG.findall(text)) > MAX_TAGS:
        return _sanitise(markup.to_markup(markup.plain_text(text)))
    cleaned = _sanitise(_TAG.sub(_Structure().keep, text))
    if not markup.has_markup(cleaned):
        return _sanitise(markup.to_markup(html.unescape(cleaned)))
    return cleaned


def _sanitise(text: str) -> str:
    """Let nh3 remove whatever is not allowed. Plain text goes through it too: one way of writing for all."""
    cleaned = nh3.clean(
        text,
        tags=set(markup.ALLOWED_TAGS),
        clean_content_tags=_CONTENT_REMOVED,
        attributes={},
        link_rel=None,
    )
    return cleaned.strip()


class _Structure:
    """Rewrites tags that are not allowed but say something, one after the other."""

    def __init__(self) -> None:
        self._address = ""
        self._link_start = 0

    def keep(self, found: re.Match[str]) -> str:
        """Return what stands for one tag; nh3 removes what is still not allowed."""
        slash, name, attributes = found.groups()
        if not markup.has_markup(found[0]):
            return html.escape(found[0], quote=False)
        if _TAG_NAME.fullmatch(name):
            return f"<{slash}div>"
        if name.lower() == "a":
            return self._close_link(found) if slash else self._open_link(found, attributes)
        return f" {found[0]}" if _CELL.fullmatch(name) else found[0]

    def _open_link(self, found: re.Match[str], attributes: str) -> str:
        address = _ADDRESS.search(attributes)
        self._address = html.unescape(address[1]) if address else ""
        self._link_start = found.end()
        return ""

    def _close_link(self, found: re.Match[str]) -> str:
        shown = html.unescape(found.string[self._link_start : found.start()])
        address, self._address = self._address, ""
        return f" ({html.escape(address, quote=False)})" if address and address not in shown else ""
