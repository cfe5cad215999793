"""What somebody typed, taken apart into clauses: words and phrases that must all be found."""

import re
from dataclasses import dataclass
from enum import Enum

from waarborg.apps.publications.search import words

#: What lies beyond is not looked at: nobody types it, and it costs time.
MAX_CHARACTERS = 1000
MAX_CLAUSES = 24
MAX_PHRASE = 24
#: On PostgreSQL a phrase of common words takes half a second in a very large register. Further ones are loose words.
MAX_PHRASES = 3
MIN_PREFIX = 2

_QUOTES = re.compile("[\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]")


class Kind(Enum):
    """How a clause is matched."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing an entry must hold: a word, words that stand together, or a word that begins so.

    `plain` are the words without capitals and accents, `stems` their stems. Raises ValueError without words.
    """

    kind: Kind
    plain: tuple[str, ...]
    stems: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.stems or len(self.plain) != len(self.stems):
            raise ValueError("a clause has at least one word, and a stem for each")
        if self.kind is not Kind.PHRASE and len(self.stems) > 1:
            raise ValueError("only a phrase has more than one word")

    @property
    def key(self) -> tuple[Kind, tuple[str, ...]]:
        """What two clauses share that find the same."""
        return (self.kind, self.plain if self.kind is Kind.PREFIX else self.stems)

    @property
    def beginnings(self) -> tuple[str, str]:
        """What a stem begins with when a prefix matches: the word as typed, or its stem (`parkeer` and `parker`)."""
        return (self.plain[0], self.stems[0])

    def text(self) -> str:
        """The clause as somebody could type it."""
        typed = " ".join(self.plain)
        return f'"{typed}"' if self.kind is Kind.PHRASE else typed


def split(typed: str) -> list[tuple[str, bool]]:
    """What was typed in pieces, each with whether it stands between quotes."""
    pieces = _QUOTES.sub('"', typed[:MAX_CHARACTERS]).split('"')
    return [(piece, number % 2 == 1 and number < len(pieces) - 1) for number, piece in enumerate(pieces)]


def read(typed: str) -> tuple[Clause, ...]:
    """The clauses in what somebody typed, each once. Anything may be typed; nothing is refused.

    Stop words outside quotes are left out, unless there is nothing else.
    """
    found: dict[tuple[Kind, tuple[str, ...]], Clause] = {}
    empty: dict[tuple[Kind, tuple[str, ...]], Clause] = {}
    phrases = 0
    for piece, is_quoted in split(typed):
        analysed = [(word.plain, word.stem) for word in words.split(piece)]
        phrases += is_quoted
        if is_quoted and len(analysed) > 1 and phrases <= MAX_PHRASES:
            plain, stems = zip(*analysed[:MAX_PHRASE], strict=True)
            clause = Clause(Kind.PHRASE, plain, stems)
            found.setdefault(clause.key, clause)
            continue
        for plain, stem in analysed:
            clause = Clause(Kind.WORD, (plain,), (stem,))
            kept = empty if plain in words.STOP_WORDS and not is_quoted else found
            kept.setdefault(clause.key, clause)
    return tuple((found or empty).values())[:MAX_CLAUSES]


def find_prefix(clauses: tuple[Clause, ...]) -> tuple[Clause, ...] | None:
    """The same clauses with the last word as the beginning of a word, or None when that makes no sense."""
    if not clauses or clauses[-1].kind is not Kind.WORD or len(clauses[-1].stems[0]) < MIN_PREFIX:
        return None
    last = clauses[-1]
    if words.BREAK.startswith(last.beginnings):
        return None  # every title holds what parts two fields
    return (*clauses[:-1], Clause(Kind.PREFIX, last.plain, last.stems))
