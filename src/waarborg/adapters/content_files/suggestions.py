"""Which of the words that can stand somewhere is meant, for who wrote another one."""

from collections.abc import Iterable
from difflib import get_close_matches

from waarborg.core.terms.text import Text

#: So many words are written out in one sentence.
MOST_LISTED = 24


def find_near(word: object, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like another one; None when none does."""
    return next(iter(get_close_matches(str(word), list(known), n=1)), None)


def suggest_near(word: object, known: Iterable[str]) -> Text | None:
    """Return the question whether the known word is meant that looks most like this one; None when none does."""
    near = find_near(word, known)
    return Text(f"Bedoelt u “{near}”?", f"Do you mean “{near}”?") if near is not None else None


def suggest(word: object, known: Iterable[str]) -> Text:
    """Return which of the known words is meant, when one looks like it, and which there are."""
    words = sorted(set(known))
    if not words:
        return Text(
            "Haal het weg: er is niets om uit te kiezen.", "Take it away: there is nothing to choose from."
        )
    shown = shorten_list(words)
    nl, en = f"Kies uit: {shown}.", f"Choose from: {shown}."
    near = suggest_near(word, words)
    return Text(f"{near.nl} {nl}", f"{near.en} {en}") if near is not None else Text(nl, en)


def shorten_list(words: Iterable[str]) -> str:
    """Return words with commas between them; very many are cut off."""
    every = list(words)
    return ", ".join(every[:MOST_LISTED]) + (", …" if len(every) > MOST_LISTED else "")


def list_names(keys: Iterable[str]) -> Text:
    """Return keys as a list in a sentence; there is at least one."""
    *first, last = [f"“{key}”" for key in keys]
    if not first:
        return Text(last, last)
    return Text(f"{', '.join(first)} en {last}", f"{', '.join(first)} and {last}")
