"""Text with a little markup: what is allowed, what it says, how long it is.

A value of a markup field is plain text or HTML. It is HTML as soon as it holds a tag of HTML; then only
the tags of the publication standard may stand in it, without attributes.
"""

import html
import re
from collections.abc import Iterator

ALLOWED_TAGS = frozenset({"div", "br", "p", "ul", "ol", "li"})

_HTML_NAMES = """
    a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br
    button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl
    dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i iframe image img input ins kbd label legend li link main map mark marquee math menu
    meta meter nav noframes noscript object ol optgroup option output p param picture plaintext pre progress
    q rp rt ruby s samp script section select slot small source span strike strong style sub summary sup svg
    table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
"""
_BLOCK_NAMES = """
    address article aside blockquote br dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr
    li main nav ol p pre section table tr ul
"""
_HTML_TAGS = frozenset(_HTML_NAMES.split())
_SILENT_TAGS = frozenset(
    {"script", "style", "template", "noscript", "iframe", "noembed", "noframes", "title"}
)
_BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>")
_OPENING = re.compile(r"<[a-zA-Z/!?][^<>]*>?")
_ALLOWED = re.compile(rf"</?(?:{'|'.join(sorted(ALLOWED_TAGS))})\s*/?>", re.IGNORECASE)
_VISIBLE = re.compile(r"[^\s\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LINE_ENDS = re.compile(r"\r\n?")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def has_markup(text: str) -> bool:
    """Return whether `text` holds a tag or a comment of HTML.

    `a < b` and `<naam>` are text, `<br>` and `<b>` are tags.
    """
    if any(found[2].lower() in _HTML_TAGS for found in _TAG.finditer(text)):
        return True
    comment = text.find("<!--")
    return comment >= 0 and text.find("-->", comment + 4) >= 0


def find_disallowed(text: str) -> tuple[str, ...]:
    """Return what looks like markup in `text` and may not stand there, in order, each once.

    Strict on purpose: whatever a browser could take for a tag, a comment or an instruction, and any
    attribute on an allowed tag. What comes from `to_markup` has none.
    """
    found = [piece[0] for piece in _OPENING.finditer(text) if not _ALLOWED.fullmatch(piece[0])]
    return tuple(dict.fromkeys(found))


def plain_text(text: str) -> str:
    """Return what `text` says without its markup: entities resolved, blocks on lines of their own.

    Plain text comes back as it is, with uniform line ends and without white space around it.
    """
    text = _LINE_ENDS.sub("\n", text)
    if not has_markup(text):
        return text.strip()
    lines = "".join(_read(text)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def text_length(text: str) -> int:
    """Return the number of characters of `text` that count for a maximum length.

    Markup does not count, nor do the line ends that stand for it.
    """
    plain = plain_text(text)
    return len(plain.replace("\n", "")) if has_markup(text) else len(plain)


def is_blank(text: str) -> bool:
    """Return whether `text` says nothing: empty, white space, invisible characters or markup alone."""
    return _VISIBLE.search(plain_text(text)) is None


def to_markup(text: str) -> str:
    """Return plain text as markup: a blank line parts paragraphs, a line end becomes a line break.

    What looked like markup is shown as it was written. Blank text gives an empty string.
    """
    text = _LINE_ENDS.sub("\n", text).strip()
    if not text:
        return ""
    paragraphs = _BLANK_LINES.split(text)
    return "".join(
        "<p>" + html.escape(paragraph.strip(), quote=False).replace("\n", "<br>") + "</p>"
        for paragraph in paragraphs
    )


def join(*texts: str) -> str:
    """Return the texts under each other: plain when all are plain, else all as markup."""
    filled = [text for text in texts if not is_blank(text)]
    if any(has_markup(text) for text in filled):
        return "".join(text if has_markup(text) else to_markup(text) for text in filled)
    return "\n\n".join(_LINE_ENDS.sub("\n", text).strip() for text in filled)


def _read(text: str) -> Iterator[str]:
    """Yield the text of HTML, with a line end for each block; what only looks like a tag stays.

    Not the parser of the standard library: that takes quadratic time on text that is broken on purpose.
    """
    text = _DECLARATION.sub("", _strip_comments(text))
    position, silent = 0, ""
    for found in _TAG.finditer(text):
        slash, name = found[1], found[2].lower()
        if name not in _HTML_TAGS:
            continue
        if silent:
            silent = "" if slash and name == silent else silent
        else:
            yield _read_data(text[position : found.start()])
            if name in _SILENT_TAGS and not slash and not found[0].endswith("/>"):
                silent = name
            elif name in _BLOCK_TAGS:
                yield "\n"
        position = found.end()
    if not silent:
        yield _read_data(text[position:])


def _read_data(data: str) -> str:
    return html.unescape(data).replace("\n", " ").replace("\r", " ")


def _strip_comments(text: str) -> str:
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    kept.append(text[position:])
    return "".join(kept)
