"""How wordings are compared: without capitals, spaces around them, or a final full stop."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` in the form in which wordings are compared.

    Capitals, white space around and between words, and a full stop at the end make no difference.
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return words.rstrip(".").rstrip() or words
