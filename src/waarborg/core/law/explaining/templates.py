"""Texts in two languages put together from parts."""

from collections.abc import Sequence

from waarborg.core.terms.text import Text

#: So many things are named in one sentence; the rest is counted.
MOST_ITEMS = 8
#: A longer text is cut off: a sentence must stay readable.
MOST_CHARACTERS = 400

AND = Text(nl="en", en="and")
OR = Text(nl="of", en="or")
_ENDS = (".", "?", "…")


def same(text: str) -> Text:
    """Return a text that is the same in both languages, such as a name: on one line and not endlessly long.

    A text without a word becomes three dots, so that its place in the sentence shows.
    """
    tidy = " ".join(text.split()) or "…"
    if len(tidy) > MOST_CHARACTERS:
        tidy = tidy[:MOST_CHARACTERS].rstrip() + "…"
    return Text(nl=tidy, en=tidy)


def fill(template: Text, **parts: Text) -> Text:
    """Return a template with its `{parts}` filled in. What is filled in is not looked at again."""
    return Text(
        nl=template.nl.format_map({name: part.nl for name, part in parts.items()}),
        en=template.en.format_map({name: part.en for name, part in parts.items()}),
    )


def put_together(*texts: Text, between: str = " ") -> Text:
    """Return texts one after the other."""
    return Text(nl=between.join(text.nl for text in texts), en=between.join(text.en for text in texts))


def quote(text: Text) -> Text:
    """Return a name of the model in quotation marks, so that it cannot run into the sentence around it."""
    return Text(nl=f"“{text.nl}”", en=f"“{text.en}”")


def capitalise(text: Text) -> Text:
    """Return a text with a capital in front; in Dutch a capital loses the accents of `één`."""
    dutch = (
        text.nl.replace("één", "Eén", 1) if text.nl.startswith("één") else text.nl[:1].upper() + text.nl[1:]
    )
    return Text(nl=dutch, en=text.en[:1].upper() + text.en[1:])


def close(text: Text) -> Text:
    """Return a text that ends as a sentence does."""
    return Text(nl=_close(text.nl), en=_close(text.en))


def _close(text: str) -> str:
    stripped = text.rstrip()
    return stripped if stripped.endswith(_ENDS) else f"{stripped}."


def list_items(items: Sequence[Text], *, total: int | None = None, last: Text = AND) -> Text:
    """Return things in one row: `a, b en c`. Of many, the first ones and how many there are besides.

    `total`: how many there are when `items` holds the first ones only. `last`: the word before the last one.
    There is at least one item.
    """
    shown = items[:MOST_ITEMS]
    rest = (total or len(items)) - len(shown)
    if rest > 0:
        row = put_together(*shown, between=", ")
        count = f"{rest:,}"
        return Text(nl=f"{row.nl} en nog {count.replace(',', '.')}", en=f"{row.en} and {count} more")
    if len(shown) == 1:
        return shown[0]
    return put_together(put_together(*shown[:-1], between=", "), last, shown[-1])


def join_figures(items: Sequence[Text], symbol: str) -> Text:
    """Return figures with a symbol between them: `1 + 2 + 3`. A long row leaves out its middle."""
    if len(items) > MOST_ITEMS + 2:
        items = [*items[:MOST_ITEMS], same("…"), items[-1]]
    return put_together(*items, between=f" {symbol} ")
