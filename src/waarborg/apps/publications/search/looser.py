"""What to ask instead when nothing was found: other words that do find something."""

from collections.abc import Callable, Sequence
from itertools import chain, islice, product

from waarborg.apps.publications.search import words
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.store import Fields, Store

MOST_OFFERS = 4
#: So many words that look like an unknown one are tried.
MOST_NEIGHBOURS = 3
#: With more clauses than this, only what stands nowhere is replaced or dropped.
MOST_CLAUSES = 6

Lookup = Callable[[Sequence[Clause]], list[Fields]]


def find_offers(
    store: Store, clauses: Sequence[Clause], found: Sequence[Fields], within: int, look_up: Lookup
) -> tuple[str, ...]:
    """Words that find something `within` a set of entries, those that change least first.

    A word that stands nowhere is replaced by known ones that look like it, or dropped; a phrase is taken apart.
    After that each word is dropped in turn. `found` is where each clause stands.
    """
    known = [bool(fields.anywhere()) for fields in found]
    near = _find_near(
        store, [clause for clause, is_known in zip(clauses, known, strict=True) if not is_known]
    )
    offers: list[tuple[Clause, ...]] = []
    if near:
        choices = [near.get(clause, [(clause,)]) for clause in clauses]
        offers += [
            tuple(chain.from_iterable(choice)) for choice in islice(product(*choices), 4 * MOST_NEIGHBOURS)
        ]
        offers.append(tuple(clause for clause in clauses if clause not in near))
    for offer in offers[:MOST_NEIGHBOURS] or [tuple(clauses)]:
        if 1 < len(offer) <= MOST_CLAUSES:
            offers += [(*offer[:number], *offer[number + 1 :]) for number in range(len(offer))]
        offers += [
            (*offer[:number], *_loosen(clause), *offer[number + 1 :])
            for number, clause in enumerate(offer)
            if clause.kind is Kind.PHRASE
        ]
    return _keep_fruitful([offer for offer in dict.fromkeys(offers) if offer], within, look_up)


def _keep_fruitful(offers: Sequence[tuple[Clause, ...]], within: int, look_up: Lookup) -> tuple[str, ...]:
    asked = list({clause.key: clause for offer in offers for clause in offer}.values())
    fields = dict(zip((clause.key for clause in asked), look_up(asked), strict=True)) if asked else {}
    fruitful: dict[str, None] = {}
    for offer in offers:
        left = within
        for clause in offer:
            left &= fields[clause.key].anywhere()
        if left:
            fruitful[" ".join(clause.text() for clause in offer)] = None
    return tuple(fruitful)[:MOST_OFFERS]


def _loosen(phrase: Clause) -> tuple[Clause, ...]:
    """The words of a phrase, apart."""
    pairs = zip(phrase.plain, phrase.stems, strict=True)
    return tuple(
        Clause(Kind.WORD, (plain,), (stem,)) for plain, stem in pairs if plain not in words.STOP_WORDS
    )


def _find_near(store: Store, unknown: Sequence[Clause]) -> dict[Clause, list[tuple[Clause, ...]]]:
    """What each clause that stands nowhere could be replaced by, the nearest first."""
    asked = sorted({clause.plain[0] for clause in unknown if clause.kind is not Kind.PHRASE})
    similar = store.find_similar(asked) if asked else {}
    near: dict[Clause, list[tuple[Clause, ...]]] = {}
    for clause in unknown:
        if clause.kind is Kind.PHRASE:
            near[clause] = [_loosen(clause)]
            continue
        plain = clause.plain[0]
        allowed = 1 if len(plain) < 6 else 2
        ranked = sorted((distance(plain, word), word) for word in similar.get(plain, ()))
        near[clause] = [(_make_word(word),) for far, word in ranked if 0 < far <= allowed][:MOST_NEIGHBOURS]
    return near


def _make_word(plain: str) -> Clause:
    return Clause(Kind.WORD, (plain,), (words.analyse(plain)[0][1],))


def distance(left: str, right: str) -> int:
    """How many letters must be added, dropped, changed or exchanged with the next one to get from one to the other."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for place, letter in enumerate(left, start=1):
        before, above, row = row, before, [place]
        for column, other in enumerate(right, start=1):
            steps = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != other))
            is_swap = place > 1 and column > 1 and letter == right[column - 2] and left[place - 2] == other
            row.append(min(steps, above[column - 2] + 1) if is_swap else steps)
    return row[-1]
