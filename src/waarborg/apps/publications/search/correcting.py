"""Typing errors: what was typed with the words replaced that stand nowhere in the register."""

from collections.abc import Mapping

from waarborg.apps.publications.search import clauses
from waarborg.apps.publications.search.port import Marked
from waarborg.apps.publications.search.words import RUN, analyse


def replace_words(typed: str, replacements: Mapping[str, str]) -> Marked:
    """`typed` in pieces, with other words for some, which are marked. What stands between quotes stays as it is.

    Nothing is replaced: nothing is given.
    """
    pieces: list[tuple[str, bool]] = []
    for piece, is_quoted in clauses.split(typed):
        if is_quoted:
            pieces.append((f'"{piece}"', False))
            continue
        done = 0
        for run in RUN.finditer(piece):
            analysed = analyse(run.group())
            better = replacements.get(analysed[0][0]) if len(analysed) == 1 else None
            if better is not None:
                pieces += [(piece[done : run.start()], False), (better, True)]
                done = run.end()
        pieces.append((piece[done:], False))
    if not any(is_new for _, is_new in pieces):
        return ()
    return tuple(piece for piece in pieces if piece[0])
