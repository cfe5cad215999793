"""From what somebody types about an algorithm to facts that are likely, for that person to confirm.

Entries name kinds of algorithm, and things that people say of any kind, each with words and with facts that go with
them. Whatever comes out is a suggestion: it is never known, and nothing is written down by it.

How the words of an entry are written: `chatbot` is a whole word, `fraude*` any word that begins like that, `*chatbot`
any that ends like that; `e mail` are words after each other, which may also stand there as one; the parts of
`risico* + bijstand*` may stand in any order, all within `MOST_APART` words. Capitals, accents and punctuation do not
matter. A word with "geen", "zonder", "not" or the like right before it does not count.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from waarborg.core.profile.vocabulary import Term, Type
from waarborg.core.terms.text import Text

MOST_KINDS = 5
MOST_WORDS = 500
MOST_APART = 10

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])|[^\W_]+(?:['’`´][^\W_]+)*")
_BREAK = re.compile(r"[.,;:!?()\[\]\n]|\s[-–—]+\s")
#: A word that somebody cut in pieces is put together again only when every piece is as long as this.
_SHORTEST_PIECE, _MOST_PIECES = 4, 3
_DENIALS = frozenset(
    "geen niet nooit zonder noch no not never without nor isnt arent wasnt dont doesnt didnt".split()
)
#: Words that may stand between a denial and what it denies: "without the use of any camera".
_FILLERS = frozenset(
    "een de het enig enige enkel enkele onze ons eigen gebruik gebruikt gebruiken van voor met over op in uit naar aan "
    "a an the any our own yet use uses using for with about on from to".split()
)
_EITHER = frozenset({"of", "or"})
_MOST_FILLERS = 4


@dataclass(frozen=True, slots=True)
class Hint:
    """A fact that goes with an entry. value: fits the term; choices as a tuple. reason: None where it is evident."""

    term: Term
    value: bool | str | tuple[str, ...]
    reason: Text | None = None

    @property
    def values(self) -> tuple[bool | str, ...]:
        """The value, or each of the choices."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A kind of algorithm, or something that is said of any kind.

    words: those that name it. subjects: words of its field: a kind found by these alone is no more than a guess, which
    gives way to one that is named. hints: the facts it suggests. check: what to look at before confirming these.
    is_firm: of a kind, that its words say what a system does ("chatbot") and not the field it works in ("social
    support"); of anything else, that people say it outright ("we bought it"). withholds: whether denying it ("no
    personal data") also takes its facts out of what others suggest.
    """

    id: str
    label: Text
    words: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    check: Text | None = None
    is_firm: bool = False
    withholds: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that is in a text.

    words: what was written there. weight: how specific that is, in letters. is_named: by its own words, and not by
    those of its field alone. is_firm: named by words that say it outright.
    """

    entry: Entry
    words: tuple[str, ...]
    weight: int
    is_named: bool
    is_firm: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a suggestion comes from: what was found, and the hint it has."""

    found: Found
    hint: Hint


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact that is likely. value: fits the term; choices as a list. origins: all that give it, the strongest first."""

    term: Term
    value: object
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two entries that suggest something else for one term. The first is followed: it is the more specific."""

    followed: Origin
    other: Origin


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is likely, given a text.

    kinds: of algorithm, the most specific first, at most `MOST_KINDS`. said: what else was recognised. facts: one for
    each term. conflicts: what was left out of the facts. denied: what the text says is not so, in its own words.
    """

    kinds: tuple[Found, ...]
    said: tuple[Found, ...]
    facts: tuple[Suggestion, ...]
    conflicts: tuple[Conflict, ...]
    denied: tuple[str, ...]


class _Part(NamedTuple):
    """The letters of one or more words after each other, and whether a word may begin before or go on after them."""

    letters: str
    words: int
    open_start: bool
    open_end: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: Entry
    parts: tuple[_Part, ...]
    weight: int
    is_subject: bool


class _Token(NamedTuple):
    """A word of a text. opens: whether it begins a clause."""

    letters: str
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A pattern in a text. windows: the words of each part. denial: the words that deny it, up to the denied part."""

    pattern: _Pattern
    windows: tuple[range, ...]
    denial: range | None

    @property
    def places(self) -> frozenset[int]:
        return frozenset(place for window in self.windows for place in window)


_Windows = Mapping[_Part, Sequence[range]]
_Gathered = tuple[tuple[Suggestion, ...], tuple[Conflict, ...]]


class Entries:
    """All kinds of algorithm and all general entries; of what is equally specific the first goes first.

    Raises `ValueError` for an id that is there twice, a word that names two, and a word that can never be found.
    """

    def __init__(self, kinds: Iterable[Entry], general: Iterable[Entry] = ()) -> None:
        self.kinds = tuple(kinds)
        self.general = tuple(general)
        _require_unique(entry.id for entry in (*self.kinds, *self.general))
        for group in (self.kinds, self.general):
            _require_unique(word for entry in group for word in entry.words)
        self._patterns = tuple(_compile((*self.kinds, *self.general)))
        parts = dict.fromkeys(part for pattern in self._patterns for part in pattern.parts)
        self._by_letters: dict[str, list[_Part]] = {}
        for part in parts:
            self._by_letters.setdefault(part.letters, []).append(part)
        self._lengths = sorted({len(part.letters) for part in parts if part.open_end})
        self._endings = tuple(part for part in parts if part.open_start)
        self._most_words = max([_MOST_PIECES, *(part.words for part in parts)])

    def _match(self, tokens: Sequence[_Token]) -> list[_Match]:
        windows = self._find_windows(tokens)
        return [
            _Match(pattern, together, _find_denial(together, tokens))
            for pattern in self._patterns
            if pattern.parts[0] in windows and all(part in windows for part in pattern.parts)
            for together in _put_together(pattern, windows)
        ]

    def _find_windows(self, tokens: Sequence[_Token]) -> _Windows:
        """Where each part stands, in order."""
        found: dict[_Part, list[range]] = {}
        for first in range(len(tokens)):
            letters, in_pieces = "", True
            for last in range(first, min(first + self._most_words, len(tokens))):
                if last > first and tokens[last].opens:
                    break
                before, count = len(letters), last - first + 1
                letters += tokens[last].letters
                in_pieces &= count <= _MOST_PIECES and len(tokens[last].letters) >= _SHORTEST_PIECE
                for part in dict.fromkeys(self._list_parts(letters, before)):
                    if in_pieces or count <= part.words:
                        found.setdefault(part, []).append(range(first, last + 1))
        return found

    def _list_parts(self, letters: str, before: int) -> Iterator[_Part]:
        """The parts that fit letters, of which the first `before` stand in earlier words."""
        yield from self._by_letters.get(letters, ())
        for length in self._lengths:
            if before < length < len(letters):
                yield from (part for part in self._by_letters.get(letters[:length], ()) if part.open_end)
        for part in self._endings if not before else ():
            if letters.endswith(part.letters) or (part.open_end and part.letters in letters):
                yield part


def suggest(entries: Entries, text: str) -> Suggested:
    """Return what a text makes likely. Any text will do; of a long one the first `MOST_WORDS` words are read.

    A word inside a longer one that was found counts for nothing. What people say outright goes before what is usual
    for a kind, and that before the rest. Of two kinds the more specific goes first; beside one that says what a system
    does, one that names a field gives no facts, only conflicts. A kind that is a guess gives neither. Choices of several
    entries are put together, unless one of them excludes the others.
    """
    text = unicodedata.normalize("NFC", text)
    tokens = tuple(islice(_split(text), MOST_WORDS))
    matches = entries._match(tokens)
    reach = {place for match in matches for place in match.denial or ()}
    affirmed = [match for match in matches if not match.denial and not match.places <= reach]
    found = _weigh(_leave_out_shorter(affirmed, entries.kinds), tokens, text)
    kinds = _rank(found[entry.id] for entry in entries.kinds if entry.id in found)
    said = tuple(found[entry.id] for entry in entries.general if entry.id in found)
    there = {match.pattern.entry.id for match in affirmed}
    denied = [match for match in matches if match.denial and match.pattern.entry.id not in there]
    absent = [hint for match in denied if match.pattern.entry.withholds for hint in match.pattern.entry.hints]
    firm = [one for one in said if one.is_firm]
    fields = [one for one in kinds if kinds[0].is_firm and not one.is_firm]
    named = [one for one in kinds if one.is_named]
    facts, conflicts = _gather([*firm, *named, *(one for one in said if one not in firm)], absent, fields)
    spans = sorted({match.denial for match in denied if match.denial}, key=lambda span: span.start)
    return Suggested(kinds, said, facts, conflicts, tuple(_quote(span, tokens, text) for span in spans))


def _require_unique(names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise ValueError(f"{name!r} is there twice")


def _compile(entries: Iterable[Entry]) -> Iterator[_Pattern]:
    for entry in entries:
        for word in (*entry.words, *entry.subjects):
            parts = tuple(_compile_part(part.strip(), of=f"{entry.id}: {word!r}") for part in word.split("+"))
            weight = sum(len(part.letters) for part in parts)
            yield _Pattern(entry, parts, weight, is_subject=word not in entry.words)


def _compile_part(text: str, *, of: str) -> _Part:
    inner = text.removeprefix("*").removesuffix("*")
    tokens = tuple(_split(inner))
    letters = "".join(token.letters for token in tokens)
    if len(letters) < 2 or "*" in inner or any(token.opens for token in tokens[1:]):
        raise ValueError(f"{of} can never be found: write words, with * at the beginning or the end alone")
    return _Part(letters, len(tokens), text.startswith("*"), text.endswith("*"))


def _split(text: str) -> Iterator[_Token]:
    end = 0
    for found in _WORD.finditer(text):
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", found[0]).casefold())
        letters = "".join(letter for letter in plain if letter.isalnum())
        if letters:
            opens = not end or _BREAK.search(text, end, found.start()) is not None
            yield _Token(letters, found.start(), found.end(), opens)
            end = found.end()


def _put_together(pattern: _Pattern, windows: _Windows) -> Iterator[tuple[range, ...]]:
    """The windows of all parts near each window of the first."""
    for first in windows[pattern.parts[0]]:
        taken = [first]
        for part in pattern.parts[1:]:
            near = [one for one in windows[part] if abs(one.start - first.start) < MOST_APART]
            near = [one for one in near if not any(set(one) & set(other) for other in taken)]
            taken += sorted(near, key=lambda window: abs(window.start - first.start))[:1]
        apart = max(window.stop for window in taken) - min(window.start for window in taken)
        if len(taken) == len(pattern.parts) and (len(taken) == 1 or apart <= MOST_APART):
            yield tuple(taken)


def _find_denial(windows: Sequence[range], tokens: Sequence[_Token]) -> range | None:
    """The words from a denial to the window that it denies; also over "geen … of", "no use of" and the like."""
    for window in windows:
        place = window.start
        for _ in range(_MOST_FILLERS):
            if tokens[place].opens:
                break
            word = tokens[place := place - 1].letters
            if word in _DENIALS:
                return range(place, window.stop)
            if word in _EITHER and not tokens[place].opens:
                place -= 1  # what stands beside it shares its denial
            elif word not in _FILLERS:
                break
    return None


def _leave_out_shorter(matches: Sequence[_Match], kinds: Sequence[Entry]) -> list[_Match]:
    """Leave out words inside a longer one of another entry: `belasting` in `hondenbelasting`."""
    ids = {entry.id for entry in kinds}
    covering: dict[int, list[_Match]] = {}
    for match in matches:
        for place in match.places if not match.pattern.is_subject else ():
            covering.setdefault(place, []).append(match)
    return [
        match
        for match in matches
        if not any(
            match.places <= other.places
            and other.pattern.weight > match.pattern.weight
            and other.pattern.entry is not match.pattern.entry
            and (other.pattern.entry.id in ids or match.pattern.entry.id not in ids)
            for other in covering.get(match.windows[0].start, ())
        )
    ]


def _weigh(matches: Sequence[_Match], tokens: Sequence[_Token], text: str) -> dict[str, Found]:
    """What was found of each entry: each pattern once, and no word for two of them."""
    by_entry: dict[str, list[_Match]] = {}
    for match in sorted(matches, key=lambda match: -match.pattern.weight):
        among = by_entry.setdefault(match.pattern.entry.id, [])
        if all(one.pattern is not match.pattern and not one.places & match.places for one in among):
            among.append(match)
    found: dict[str, Found] = {}
    for id, among in by_entry.items():
        entry, is_named = among[0].pattern.entry, not all(match.pattern.is_subject for match in among)
        words = tuple(_quote(window, tokens, text) for match in among for window in match.windows)
        weight = sum(match.pattern.weight for match in among)
        found[id] = Found(entry, words, weight, is_named, is_named and entry.is_firm)
    return found


def _rank(found: Iterable[Found]) -> tuple[Found, ...]:
    """The most specific first; those found by their field alone only when none is named."""
    ranked = sorted(found, key=lambda one: (not one.is_named, not one.is_firm, -one.weight))
    return tuple(one for one in ranked if one.is_named or not ranked[0].is_named)[:MOST_KINDS]


def _quote(window: range, tokens: Sequence[_Token], text: str) -> str:
    return text[tokens[window[0]].start : tokens[window[-1]].end]


def _gather(ordered: Iterable[Found], withheld: Iterable[Hint], fields: Sequence[Found]) -> _Gathered:
    """The facts of all that was found, the strongest first, without what was denied and what only a field suggests."""
    denied = {(hint.term.key, value) for hint in withheld for value in hint.values}
    kept: dict[str, list[Origin]] = {}
    values: dict[str, set[bool | str]] = {}
    conflicts: list[Conflict] = []
    for origin in (Origin(found, hint) for found in ordered for hint in found.entry.hints):
        term = origin.hint.term
        given = {value for value in origin.hint.values if (term.key, value) not in denied}
        if given and term.key in kept and not _go_together(term, values[term.key] | given):
            conflicts.append(Conflict(kept[term.key][0], origin))
        elif given and origin.found not in fields:
            kept.setdefault(term.key, []).append(origin)
            values.setdefault(term.key, set()).update(given)
    facts = (
        Suggestion(origins[0].hint.term, _write(origins[0].hint.term, values[key]), tuple(origins))
        for key, origins in kept.items()
    )
    return tuple(facts), tuple(conflicts)


def _go_together(term: Term, values: Set[bool | str]) -> bool:
    excluding = any(choice.exclusive and choice.value in values for choice in term.choices)
    return len(values) == 1 or (term.type is Type.CHOICES and not excluding)


def _write(term: Term, values: Set[bool | str]) -> object:
    if term.type is Type.CHOICES:
        return [choice.value for choice in term.choices if choice.value in values]
    return next(iter(values))
