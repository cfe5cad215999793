"""The place in the text of an entry where words stand that its title and short description do not hold."""

from collections.abc import Iterable, Sequence

from waarborg.apps.publications.search.clauses import Clause
from waarborg.apps.publications.search.marking import mark
from waarborg.apps.publications.search.port import Marked

#: How long a snippet is, about, and how much of it stands before the first word that was found.
LENGTH = 240
BEFORE = 70
#: What tells that there is more text.
MORE = "…"


def list_missing(clauses: Iterable[Clause], shown: Sequence[Marked]) -> tuple[Clause, ...]:
    """The clauses that have no marked word in any of the texts that are shown."""
    texts = ["".join(piece for piece, _ in marked) for marked in shown]
    return tuple(
        clause
        for clause in clauses
        if not any(is_match for text in texts for _, is_match in mark(text, [clause]))
    )


def cut(lines: Sequence[tuple[str, str]], clauses: Sequence[Clause]) -> tuple[Marked, str]:
    """A piece of the line that holds most of the clauses, marked, and the field of that line.

    `lines` are pairs of field and text. Nothing is given when no line holds any of them.
    """
    best: tuple[int, str, Marked] | None = None
    for field, text in lines:
        marked = mark(text, clauses)
        if len(marked) == 1 and not marked[0][1]:
            continue
        held = sum(any(is_match for _, is_match in mark(text, [clause])) for clause in clauses)
        if best is None or held > best[0]:
            best = (held, field, marked)
        if held == len(clauses):
            break
    if best is None:
        return (), ""
    return _shorten(best[2]), best[1]


def _shorten(marked: Marked) -> Marked:
    """The pieces around the first marked one; parted between words."""
    text = "".join(piece for piece, _ in marked)
    place = 0
    for piece, is_match in marked:
        if is_match:
            break
        place += len(piece)
    start = place - BEFORE
    start = 0 if start <= 0 else text.find(" ", start, place) + 1 or place
    end = start + LENGTH
    end = len(text) if end >= len(text) else max(text.rfind(" ", place, end), _end_of_word(text, place))
    kept = [(MORE, False)] if start else []
    done = 0
    for piece, is_match in marked:
        inside = piece[max(0, start - done) : max(0, end - done)]
        if inside:
            kept.append((inside, is_match))
        done += len(piece)
    return (*kept, (MORE, False)) if end < len(text) else tuple(kept)


def _end_of_word(text: str, place: int) -> int:
    end = text.find(" ", place)
    return len(text) if end < 0 else end
