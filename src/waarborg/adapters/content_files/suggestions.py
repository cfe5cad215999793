"""Which of the words that can stand somewhere is meant, for who wrote another one."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from waarborg.core.terms.text import Text

#: So many words are written out in one sentence.
MOST_LISTED = 24
#: From this likeness on, of 100, a word is taken for a slip of another.
_ALIKE = 60
_LONGEST = 100  # a longer word is no slip


def find_near(word: object, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like another one; None when none does."""
    text = str(word)
    if len(text) > _LONGEST:
        return None
    found = process.extractOne(text, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found is not None else None


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
