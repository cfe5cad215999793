"""What the rules measure by: lists of words and hosts, and limits. They stand in a content file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a text is called long, hard, alike, different or old.

    `sentence` is the number of words a sentence may have. `ease` is the Flesch-Douma score below which a text of at
    least `ease_words` words is called hard. `alike` is the share of word groups that two texts have in common from
    which they are nearly equal, `alike_words` the number of words below which texts are not compared. `differing` is
    the share of other users of a product from which another category is told. `fresh` and `ageing` are months.
    Raises `ValueError` for a share outside 0 to 1, or a number below 1.
    """

    sentence: int = 25
    ease: int = 30
    ease_words: int = 50
    alike: float = 0.8
    alike_words: int = 40
    differing: float = 0.25
    fresh: int = 12
    ageing: int = 24

    def __post_init__(self) -> None:
        for name in ("alike", "differing"):
            if not 0 < getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share, above 0 and at most 1")
        for name in ("sentence", "ease_words", "alike_words", "fresh", "ageing"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is at least 1")
        if self.ageing <= self.fresh:
            raise ValueError("ageing ends after fresh")


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word or some words of a trade, in the forms in which they are written, with what is plainer."""

    words: tuple[str, ...]
    plainer: Text

    def __post_init__(self) -> None:
        if not self.words or not all(word.split() for word in self.words):
            raise ValueError("jargon names its words")


@dataclass(frozen=True, slots=True)
class Measures:
    """Everything the rules measure by.

    `code_hosts` are domains where source code is kept, also as the end of a longer name; `code_signs` are parts of
    an address that show source code anywhere. `abbreviations` end in a full stop without ending a sentence.
    `function_words` are small words that every Dutch text has: by these a Dutch text is known.
    """

    jargon: tuple[Jargon, ...] = ()
    code_hosts: tuple[str, ...] = ()
    code_signs: tuple[str, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    limits: Limits = Limits()
    by_first_word: Mapping[str, tuple[tuple[tuple[str, ...], Jargon], ...]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, list[tuple[tuple[str, ...], Jargon]]] = {}
        for item in self.jargon:
            for phrase in item.words:
                parts = tuple(phrase.casefold().split())
                found.setdefault(parts[0], []).append((parts, item))
        for phrases in found.values():
            phrases.sort(key=lambda pair: -len(pair[0]))
        object.__setattr__(self, "by_first_word", {first: tuple(pairs) for first, pairs in found.items()})
