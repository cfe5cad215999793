"""From what somebody typed to the entries that hold it: words, beginnings, names of organisations, typing errors."""

from collections.abc import Sequence
from dataclasses import dataclass

from waarborg.apps.publications.search import bitmaps, clauses
from waarborg.apps.publications.search.bodies import Bodies, Body, Named
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.columns import Columns, Memory
from waarborg.apps.publications.search.correcting import replace_words
from waarborg.apps.publications.search.port import Marked, Query
from waarborg.apps.publications.search.store import Fields

#: So many words of one question are looked for among known ones.
MOST_CORRECTED = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood: its clauses, where each is found, and the entries that meet all of them.

    `named` are the organisations that it names. `corrected` is what was asked instead of what was typed.
    """

    clauses: tuple[Clause, ...]
    found: tuple[Fields, ...]
    named: tuple[tuple[Named, tuple[Body, ...]], ...]
    matching: int
    corrected: Marked = ()


def ask(memory: Memory, columns: Columns, query: Query, bodies: Bodies) -> Asked:
    """Look for the words; when nothing holds them all, for words that begin as the last one does, or for known words.

    A word is replaced only when no entry holds it, nor a word that begins so.
    """
    asked = _look_up(memory, columns, query.words, bodies)
    if asked.matching or not asked.clauses:
        return asked
    wider = clauses.find_prefix(asked.clauses)
    prefixed: Asked | None = None
    if wider:
        found = tuple(memory.find_fields(columns, wider))
        prefixed = Asked(wider, found, asked.named, _match(columns, wider, found, asked.named))
        if prefixed.matching:
            return prefixed
    if query.exact:
        return asked
    return _correct(memory, columns, query.words, bodies, asked, prefixed) or asked


def _look_up(memory: Memory, columns: Columns, typed: str, bodies: Bodies) -> Asked:
    read = clauses.read(typed)
    found = tuple(memory.find_fields(columns, read)) if read else ()
    named = tuple(
        (one, tuple(bodies.by_code[code] for code in one.codes)) for one in bodies.find_named(typed)
    )
    return Asked(read, found, named, _match(columns, read, found, named))


def _correct(
    memory: Memory, columns: Columns, typed: str, bodies: Bodies, asked: Asked, prefixed: Asked | None
) -> Asked | None:
    """The question with its unknown words replaced by known ones, when that finds something."""
    begins = prefixed is not None and prefixed.found[-1].anywhere()
    unknown = [
        clause.plain[0]
        for number, (clause, fields) in enumerate(zip(asked.clauses, asked.found, strict=True))
        if clause.kind is Kind.WORD
        and not fields.anywhere()
        and not (begins and number == len(asked.clauses) - 1)
    ]
    if not unknown or len(unknown) > MOST_CORRECTED:
        return None
    vocabulary = memory.read_vocabulary()
    nearest = {word: vocabulary.find_nearest(word, 1) for word in unknown}
    replacements = {word: " ".join(near[0].words) for word, near in nearest.items() if near}
    corrected = replace_words(typed, replacements)
    if not corrected:
        return None
    text = "".join(piece for piece, _ in corrected)
    again = _look_up(memory, columns, text, bodies)
    if not again.matching and (wider := clauses.find_prefix(again.clauses)):
        found = tuple(memory.find_fields(columns, wider))
        again = Asked(wider, found, again.named, _match(columns, wider, found, again.named))
    if not again.matching:
        return None
    return Asked(again.clauses, again.found, again.named, again.matching, corrected)


def list_entries(columns: Columns, named: Named) -> int:
    """The entries of the organisations that a question names."""
    return bitmaps.union(columns.facets["organisations"].get(code, 0) for code in named.codes)


def _match(
    columns: Columns,
    asked: Sequence[Clause],
    found: Sequence[Fields],
    named: Sequence[tuple[Named, tuple[Body, ...]]],
) -> int:
    """The entries that hold every clause. The name of an organisation is held by all entries of it, too."""
    fields = {clause.key: one for clause, one in zip(asked, found, strict=True)}
    names = [one for one, _ in named if one.keys & fields.keys()]
    in_names = frozenset().union(*(one.keys for one in names))
    matching = columns.everyone
    for key, one in fields.items():
        if key not in in_names:
            matching &= one.anywhere()
    for name in names:
        together = columns.everyone
        for key in name.keys & fields.keys():
            together &= fields[key].anywhere()
        matching &= together | list_entries(columns, name)
    return matching
