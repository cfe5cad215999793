"""How much two texts are alike: groups of words, and a signature by which look-alikes are found without reading all.

The share of word groups that two texts have in common is their Jaccard index. A signature keeps, for each of 32 parts
of the range of a hash, the smallest hash of a word group in it (one permutation hashing: Li, Owen and Zhang, 2012; an
empty part borrows that of the next filled one). Two texts agree on a part with a chance equal to their index. Four
parts together make a band; texts with an equal band are candidates, which are then compared in full. With 8 bands,
texts with an index of 0.8 are candidates with a chance of 98 in 100, of 0.9 with more than 999 in 1000, of 0.3 with 6
in 100.
"""

from collections.abc import Iterable, Mapping, Set
from hashlib import blake2b

from waarborg.core.publication import markup
from waarborg.core.publication.quality.rules import PROSE
from waarborg.core.publication.quality.words import find_words

GROUP = 3
BANDS = 8
PER_BAND = 4
PARTS = BANDS * PER_BAND
#: Bands fit in a signed 64-bit column of a database.
_BAND_BITS = (1 << 63) - 1


def gather_text(values: Mapping[str, object], *, fields: Iterable[str] = PROSE) -> str:
    """Return the running text of an entry, field after field, without markup; of these fields alone."""
    texts = (values.get(key) for key in fields)
    return "\n".join(markup.plain_text(text) for text in texts if isinstance(text, str) and text)


def list_shared(left: Mapping[str, object], right: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields of running text that both have filled.

    A template fills some fields, and an entry of a reduced file has one: only what both say can be compared.
    """
    return tuple(key for key in PROSE if left.get(key) and right.get(key))


def list_shingles(text: str) -> frozenset[str]:
    """Return every group of three words that follow each other, in lower case and without punctuation.

    A text of one or two words is one group; a text without words has none.
    """
    words = [word.text for word in find_words(text.casefold())]
    if not words:
        return frozenset()
    return frozenset(" ".join(words[at : at + GROUP]) for at in range(max(1, len(words) - GROUP + 1)))


def measure_likeness(left: Set[str], right: Set[str]) -> float:
    """Return the Jaccard index of two sets: the share of all their members that both have. Empty sets share nothing."""
    if not left or not right:
        return 0.0
    common = len(left & right)
    return common / (len(left) + len(right) - common)


def sign(shingles: Iterable[str]) -> tuple[int, ...]:
    """Return the signature of a set of word groups; empty for an empty set. Order does not matter."""
    least: list[int | None] = [None] * PARTS
    for shingle in shingles:
        number = int.from_bytes(blake2b(shingle.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        part = number % PARTS
        known = least[part]
        if known is None or number < known:
            least[part] = number
    return _fill(least)


def list_bands(signature: tuple[int, ...]) -> tuple[int, ...]:
    """Return one number per band, the same for texts that agree on all parts of that band."""
    if not signature:
        return ()
    bands = []
    for band in range(BANDS):
        parts = signature[band * PER_BAND : (band + 1) * PER_BAND]
        written = f"{band}:{':'.join(map(str, parts))}".encode()
        bands.append(int.from_bytes(blake2b(written, digest_size=8).digest(), "big") & _BAND_BITS)
    return tuple(bands)


def _fill(least: list[int | None]) -> tuple[int, ...]:
    """Give an empty part what the next filled part has, with how far away that was, so that it stays its own."""
    if all(known is None for known in least):
        return ()
    filled = []
    for part in range(PARTS):
        for step in range(PARTS):
            known = least[(part + step) % PARTS]
            if known is not None:
                filled.append(known + step)
                break
    return tuple(filled)
