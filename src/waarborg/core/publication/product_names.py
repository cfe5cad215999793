"""Names of suppliers and products: which wordings mean the same one.

People write a supplier in many ways (`PinkRoccade Local Government`, `Pinkroccade B.V.`, with a web address behind
it). Here stands what makes no difference. What does make a difference is left to people: a short name that only
resembles another is another name.
"""

import re
import unicodedata
from enum import Enum

# Words at the end of a name that say only which legal form a company has, or in which country it works.
LEGAL_FORMS = (
    "bv",
    "b v",
    "nv",
    "n v",
    "vof",
    "v o f",
    "cv",
    "cooperatie",
    "u a",
    "ua",
    "inc",
    "ltd",
    "llc",
    "gmbh",
)
COUNTRIES = ("nederland", "netherlands", "the netherlands", "nl", "benelux")

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|eu|org|net|be|io|example)\b", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_NO_WORD = re.compile(r"[^0-9a-z]+")
_SEPARATORS = re.compile(r"[,;/|]| en | and |\n", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    """
    n v t|nvt|niet van toepassing|onbekend|not applicable|n a|geen|none|unknown|nader te bepalen|volgt|diverse
    """.strip().split("|")
)
_OWN_MAKING = re.compile(
    r"\b(?:zelf|intern|eigen|in huis|geen leverancier|in eigen|own|in house|developed by us)\b", re.IGNORECASE
)


class Stated(Enum):
    """What the field for the supplier says, before any name is looked up."""

    NOTHING = "nothing"  # empty, or words such as "not applicable"
    OWN = "own"  # the organisation made it itself
    NAME = "name"  # the name of somebody


def fold_name(name: str) -> str:
    """Return `name` without capitals, accents and punctuation, with one space between words; `&` counts as `en`."""
    plain = name.replace("&", " en ")
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = plain.casefold().replace("'", "").replace("’", "").replace("‘", "")
    return _NO_WORD.sub(" ", plain).strip()


def fold_supplier(name: str) -> str:
    """Return the name of a supplier in the form in which suppliers are compared.

    Web addresses, what stands between brackets, the legal form and the country at the end make no difference. A
    name of which nothing would be left stays as it is.
    """
    plain = _ADDRESS.sub(" ", _BRACKETS.sub(" ", name))
    folded = fold_name(plain) or fold_name(_BRACKETS.sub(" ", name)) or fold_name(name)
    while True:
        shorter = next(
            (
                folded.removesuffix(f" {word}")
                for word in (*LEGAL_FORMS, *COUNTRIES)
                if folded.endswith(f" {word}")
            ),
            folded,
        )
        if shorter == folded:
            return folded
        folded = shorter


def split_suppliers(text: str) -> tuple[str, ...]:
    """Return the folded names of suppliers that `text` may hold: the whole, and its parts where it names several."""
    parts = [text, *_SEPARATORS.split(_ADDRESS.sub(" ", _BRACKETS.sub(" ", text)))]
    return tuple(dict.fromkeys(folded for part in parts if (folded := fold_supplier(part))))


def read_stated(text: str) -> Stated:
    """Return whether the field for the supplier says nothing, that it was made in house, or a name."""
    folded = fold_name(text)
    if not folded or folded in _SAYS_NOTHING:
        return Stated.NOTHING
    return Stated.OWN if _OWN_MAKING.search(text) else Stated.NAME


def has_words(text: str, words: str) -> bool:
    """Return whether the folded `words` stand in the folded `text` as whole words, in that order and together."""
    return bool(words) and f" {words} " in f" {text} "
