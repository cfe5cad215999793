"""How hard a Dutch text is to read: the reading ease of Flesch, with the weights of Douma for Dutch (1960).

206.84 - 0.77 x syllables per 100 words - 0.93 x words per sentence. The higher, the easier: above 60 most adults read
it with ease, below 30 only people with an academic training do. The formula knows the length of words and sentences,
not whether a text makes sense; so it gives a finding and never blocks.
"""

from collections.abc import Sequence, Set

from waarborg.core.publication.quality.syllables import count_syllables
from waarborg.core.publication.quality.words import Sentence

DUTCH_SHARE = 0.2


def measure_ease(sentences: Sequence[Sentence]) -> float:
    """Return the reading ease of these sentences (Flesch-Douma). Numbers do not count as words.

    Raises `ValueError` when there are no words.
    """
    words = [word for sentence in sentences for word in sentence.words if not word.is_number]
    if not words:
        raise ValueError("a text without words has no reading ease")
    filled = sum(any(not word.is_number for word in sentence.words) for sentence in sentences)
    syllables = sum(count_syllables(word.text) for word in words)
    return 206.84 - 0.77 * (100 * syllables / len(words)) - 0.93 * (len(words) / filled)


def is_dutch(sentences: Sequence[Sentence], *, function_words: Set[str]) -> bool:
    """Return whether enough of the words are small Dutch words; a list of names or an English text has few."""
    words = [word.text.casefold() for sentence in sentences for word in sentence.words]
    return bool(words) and sum(word in function_words for word in words) >= DUTCH_SHARE * len(words)
