"""What to ask instead when nothing was found: other words that do find something."""

from collections.abc import Callable, Sequence
from itertools import chain, islice, product

from waarborg.apps.publications.search import words
from waarborg.apps.publications.search.clauses import Clause, Kind
from waarborg.apps.publications.search.store import Fields
from waarborg.apps.publications.search.vocabulary import Vocabulary

MOST_OFFERS = 4
#: So many words that look like an unknown one are tried.
MOST_NEIGHBOURS = 3
#: With more clauses than this, only what stands nowhere is replaced or dropped.
MOST_CLAUSES = 6

Lookup = Callable[[Sequence[Clause]], list[Fields]]


def find_offers(
    read_vocabulary: Callable[[], Vocabulary],
    clauses: Sequence[Clause],
    found: Sequence[Fields],
    within: int,
    look_up: Lookup,
) -> tuple[str, ...]:
    """Words that find something `within` a set of entries, those that change least first.

    A word that stands nowhere is replaced by known ones that look like it, or dropped; a phrase is taken apart.
    After that each word is dropped in turn. `found` is where each clause stands.
    """
    known = [bool(fields.anywhere()) for fields in found]
    near = _find_near(
        read_vocabulary, [clause for clause, is_known in zip(clauses, known, strict=True) if not is_known]
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


def _find_near(
    read_vocabulary: Callable[[], Vocabulary], unknown: Sequence[Clause]
) -> dict[Clause, list[tuple[Clause, ...]]]:
    """What each clause that stands nowhere could be replaced by, the nearest first."""
    near: dict[Clause, list[tuple[Clause, ...]]] = {
        clause: [_loosen(clause)] for clause in unknown if clause.kind is Kind.PHRASE
    }
    if len(near) < len(unknown):
        vocabulary = read_vocabulary()
        for clause in unknown:
            if clause.kind is not Kind.PHRASE:
                found = vocabulary.find_nearest(clause.plain[0], MOST_NEIGHBOURS)
                near[clause] = [tuple(map(_make_word, one.words)) for one in found]
    return near


def _make_word(plain: str) -> Clause:
    return Clause(Kind.WORD, (plain,), (words.analyse(plain)[0][1],))
