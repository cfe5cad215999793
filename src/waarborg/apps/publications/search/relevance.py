"""Which of the entries that hold the words comes first.

An entry scores for each clause by where it stands: title over short description over organisation over text, and
a little more when the text repeats it. Who types the whole name of an organisation wants what that organisation has:
its entries score more than a title of another one does. A rare word weighs more than one that most entries hold. The score is a
whole number for every entry that was found, however many they are: nothing is estimated or cut off.
"""

from collections.abc import Sequence
from math import log

from waarborg.apps.publications.search.bitmaps import Scores
from waarborg.apps.publications.search.store import Fields

#: A title alone (16) is more than all the others together (15).
WEIGHTS = Fields(title=16, summary=8, organisation=3, body=2, often=2)
#: What the entries of an organisation score when the question names it: more than one clause can.
NAMED = sum(WEIGHTS) + 1
#: A clause that everybody holds still counts for a tenth of the rarest one.
LEAST = 0.1


def score(found: Sequence[Fields], total: int, named: Sequence[int] = ()) -> Scores:
    """The scores of all entries for these clauses; `total` is the number of entries in the register.

    `named` are the entries of organisations that the question names.
    """
    rarities = [_rarity(fields.anywhere().bit_count(), total) for fields in found]
    highest = max(rarities, default=1.0)
    scores = Scores()
    for fields, rarity in zip(found, rarities, strict=True):
        share = max(LEAST, rarity / highest) * (8 if len(found) > 1 else 1)
        for bits, weight in zip(fields, WEIGHTS, strict=True):
            if bits:
                scores.add(bits, max(1, round(weight * share)))
    for entries in named:
        if entries:
            scores.add(entries, NAMED * (8 if len(found) > 1 else 1))
    return scores


def _rarity(count: int, total: int) -> float:
    """How much it says that an entry holds a clause which `count` of `total` entries hold (as in BM25)."""
    return log(1 + (total - count + 0.5) / (count + 0.5))
