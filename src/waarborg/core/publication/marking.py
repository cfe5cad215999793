"""Two wordings of a text with the words marked in which they differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from waarborg.core.publication import markup
from waarborg.core.publication.alignment import Effort, Match, align

#: Past this many words put in and taken out of one passage, the passage is marked as a whole.
MOST_EDITS = 600
#: And past this many steps of comparing in one text, the passages that are left are.
MOST_STEPS = 1_000_000

_LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
_WORDS = re.compile(rf"\n|{_LETTER}+(?:['’\-]{_LETTER}+)*|(?:(?!{_LETTER})\S)+")
_SENTENCE_ENDS = frozenset(".!?:;…")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both wordings, or (`is_changed`) in this one alone.

    Raises `ValueError` when it is empty.
    """

    text: str
    is_changed: bool

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a piece of text is not empty")


@dataclass(frozen=True, slots=True)
class Marked:
    """Both wordings in pieces. The unmarked pieces of the two hold the same words in the same order.

    `is_exact` is False when a passage was too long or too different to compare word by word: then all of the passage
    is marked, also the words that are in both.
    """

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    is_exact: bool = True


def as_read(text: str) -> str:
    """Return `text` as a reader sees it: without markup, one blank between words, each paragraph on its own line.

    Two texts that read the same are the same, however their markup and white space are written.
    """
    lines = (" ".join(line.split()) for line in markup.plain_text(text).split("\n"))
    return "\n".join(line for line in lines if line)


def mark(old: str, new: str) -> Marked:
    """Mark the words in which two texts differ; the pieces, joined, give back the texts as they are read.

    Sentences that are the same are set aside first; in what stands between them, words are compared (`MOST_EDITS`,
    `MOST_STEPS`). A few equal words between changes that are longer than they are count as changed too: loose words
    that happen to be the same are harder to read than one change. White space is never what a text differs in, but
    for the end of a paragraph.
    """
    before, after = _Words(as_read(old)), _Words(as_read(new))
    effort = Effort(MOST_STEPS)
    sentences = _match_sentences(before, after, effort)
    kept = list(sentences)
    is_exact = True
    for old_from, old_to, new_from, new_to in _gaps(sentences, len(before.words), len(after.words)):
        old_words, new_words = before.words[old_from:old_to], after.words[new_from:new_to]
        found = align(old_words, new_words, most_edits=MOST_EDITS, effort=effort)
        is_exact = is_exact and found is not None
        kept += [
            Match(match.old + old_from, match.new + new_from, match.size)
            for match in _drop_loose_words(found or (), old_words, new_words)
        ]
    kept.sort(key=lambda match: match.old)
    return Marked(
        before.cut([(match.old, match.old + match.size) for match in kept]),
        after.cut([(match.new, match.new + match.size) for match in kept]),
        is_exact,
    )


class _Words:
    """A text in words, signs and ends of paragraphs, with the place where each begins."""

    def __init__(self, text: str) -> None:
        found = list(_WORDS.finditer(text))
        self.text = text
        self.words = [item[0] for item in found]
        self.starts = [item.start() for item in found]
        self.ends = [item.end() for item in found]

    def list_sentences(self) -> list[tuple[int, int]]:
        """Return from which word up to which each sentence runs; the end of a paragraph is one by itself."""
        cuts = {0, len(self.words)}
        for place, word in enumerate(self.words):
            if word == "\n":
                cuts |= {place, place + 1}
            elif word[-1] in _SENTENCE_ENDS:
                cuts.add(place + 1)
        return list(pairwise(sorted(cuts)))

    def cut(self, kept: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
        """Return the text in pieces: unmarked from and up to these words, marked between them.

        White space beside a mark is left outside it.
        """
        found: list[Piece] = []
        place = word = 0
        for begin, end in [*kept, (len(self.words), len(self.words))]:
            if begin > word:
                found += self._piece(place, self.starts[word], is_changed=False)
                found += self._piece(self.starts[word], self.ends[begin - 1], is_changed=True)
                place = self.ends[begin - 1]
            last = self.ends[end - 1] if end > begin else len(self.text)
            found += self._piece(place, last, is_changed=False)
            place, word = last, end
        return _join(found)

    def _piece(self, start: int, end: int, *, is_changed: bool) -> list[Piece]:
        return [Piece(self.text[start:end], is_changed)] if end > start else []


def _join(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_changed is piece.is_changed:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.is_changed)
        else:
            joined.append(piece)
    return tuple(joined)


def _match_sentences(before: _Words, after: _Words, effort: Effort) -> list[Match]:
    """Return the stretches of words that are whole sentences of both texts."""
    old, new = before.list_sentences(), after.list_sentences()
    found = align(
        [tuple(before.words[begin:end]) for begin, end in old],
        [tuple(after.words[begin:end]) for begin, end in new],
        most_edits=MOST_EDITS,
        effort=effort,
    )
    matches = []
    for match in found or ():
        begin, end = old[match.old][0], old[match.old + match.size - 1][1]
        if any(word != "\n" for word in before.words[begin:end]):
            matches.append(Match(begin, new[match.new][0], end - begin))
    return matches


def _gaps(matches: Sequence[Match], old: int, new: int) -> list[tuple[int, int, int, int]]:
    """Return what lies between the matches, in the old words (from, up to) and in the new (from, up to)."""
    found, old_at, new_at = [], 0, 0
    for match in [*matches, None]:
        old_to, new_to = (match.old, match.new) if match else (old, new)
        if old_to > old_at or new_to > new_at:
            found.append((old_at, old_to, new_at, new_to))
        if match:
            old_at, new_at = match.old + match.size, match.new + match.size
    return found


def _drop_loose_words(matches: Sequence[Match], old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Leave out the matches that are shorter than the changes on both sides of them; ends of paragraphs stay."""
    kept: list[Match] = []
    for match, following in zip(matches, [*matches[1:], Match(len(old), len(new), 1)], strict=False):
        old_at, new_at = (kept[-1].old + kept[-1].size, kept[-1].new + kept[-1].size) if kept else (0, 0)
        earlier = max(match.old - old_at, match.new - new_at)
        later = max(following.old - match.old - match.size, following.new - match.new - match.size)
        if match.size >= min(earlier, later) or "\n" in old[match.old : match.old + match.size]:
            kept.append(match)
    return kept
