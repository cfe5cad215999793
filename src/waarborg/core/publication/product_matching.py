"""Which product of which supplier an entry is about, as far as its own words tell.

Conservative: a match is certain only by one of four grounds, and when nothing contradicts it; all else is a
suggestion that a person accepts or refuses. Which words are compared stands in `product_names`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from waarborg.core.publication.markup import plain_text
from waarborg.core.publication.product_names import (
    Stated,
    fold_name,
    fold_supplier,
    has_words,
    read_stated,
    split_suppliers,
)
from waarborg.core.terms.text import Text

#: A sentence of this length that two texts share is no chance meeting.
SENTENCE_LENGTH = 40
#: So much of the text of a template, in characters, has to stand in an entry before it counts as taken from it.
ENOUGH_TEXT = 120
#: So much of the text of an entry, as a share, has to stand in the template before it is that text and no other.
WHOLE_TEXT = 0.9
#: A name of one word that is no own name, such as "Tekstanalyse", says too little inside a longer title.
SHORTEST_SUPPLIER = 4

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")


class Ground(Enum):
    """What speaks for a match."""

    FACT = "fact"  # the dossier names the product
    SUPPLIER_AND_NAME = "supplier_and_name"  # supplier and product are both named
    OWN_NAME = "own_name"  # the title has a name that only this product has
    TEXT_AND_NAME = "text_and_name"  # the title is its name, and the text is that of the supplier's template
    SAME_TITLE = "same_title"  # the title is the name of the product; others may have that name too
    NAME_IN_TITLE = "name_in_title"  # the title holds the name of the product
    SAME_TEXT = "same_text"  # the text is that of the supplier's template
    SUPPLIER_IN_TITLE = "supplier_in_title"  # the title names the supplier, of whom one product is known
    OTHER_SUPPLIER = "other_supplier"  # against it: the entry names another supplier
    OWN_MAKING = "own_making"  # against it: the entry says that the organisation made it itself


GROUND_LABELS: Mapping[Ground, Text] = MappingProxyType(
    {
        Ground.FACT: Text("het dossier noemt dit product", "the dossier names this product"),
        Ground.SUPPLIER_AND_NAME: Text(
            "leverancier en product worden allebei genoemd", "supplier and product are both named"
        ),
        Ground.OWN_NAME: Text(
            "de titel heeft een naam die alleen dit product heeft",
            "the title has a name that only this product has",
        ),
        Ground.TEXT_AND_NAME: Text(
            "de titel is de naam van het product en de tekst komt uit het sjabloon van de leverancier",
            "the title is the name of the product and the text comes from the supplier's template",
        ),
        Ground.SAME_TITLE: Text(
            "de titel is de naam van het product", "the title is the name of the product"
        ),
        Ground.NAME_IN_TITLE: Text(
            "de naam van het product staat in de titel", "the name of the product stands in the title"
        ),
        Ground.SAME_TEXT: Text(
            "de tekst lijkt op het sjabloon van de leverancier", "the text resembles the supplier's template"
        ),
        Ground.SUPPLIER_IN_TITLE: Text(
            "de titel noemt de leverancier, van wie één product bekend is",
            "the title names the supplier, of whom one product is known",
        ),
        Ground.OTHER_SUPPLIER: Text(
            "maar de beschrijving noemt een andere leverancier", "but the entry names another supplier"
        ),
        Ground.OWN_MAKING: Text(
            "maar de organisatie zegt dat zij het zelf maakte",
            "but the organisation says that it made it itself",
        ),
    }
)
CERTAIN = frozenset((Ground.FACT, Ground.SUPPLIER_AND_NAME, Ground.OWN_NAME, Ground.TEXT_AND_NAME))
AGAINST = frozenset((Ground.OTHER_SUPPLIER, Ground.OWN_MAKING))


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownProduct:
    """A product as it is compared: every name of it and of its supplier, and texts of its templates.

    `own_names` are names that no other product has. Raises `ValueError` without a code, a supplier or a name.
    """

    code: str
    supplier: str
    names: tuple[str, ...]
    supplier_names: tuple[str, ...]
    own_names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.code and self.supplier and self.names and self.supplier_names):
            raise ValueError("a product has a code, a name, and a supplier with a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an entry says of itself: its title, the field for the supplier, its texts, and facts of its dossier."""

    title: str
    supplier: str = ""
    product: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A product that the entry may be about. `is_certain` when it needs nobody to look; `grounds` says why."""

    product: str
    grounds: tuple[Ground, ...]

    def __post_init__(self) -> None:
        if not self.grounds or set(self.grounds) <= AGAINST:
            raise ValueError("a match has something that speaks for it")

    @property
    def is_certain(self) -> bool:
        """Whether one of the certain grounds speaks for it and nothing against it."""
        return bool(CERTAIN & set(self.grounds)) and not AGAINST & set(self.grounds)


@dataclass(frozen=True, slots=True)
class _Prepared:
    product: KnownProduct
    names: tuple[str, ...]
    own_names: tuple[str, ...]
    suppliers: frozenset[str]
    sentences: frozenset[str]


class ProductNames:
    """All products that are known, prepared once to compare many entries with."""

    def __init__(self, products: Iterable[KnownProduct]) -> None:
        self._products = tuple(_prepare(product) for product in products)
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._suppliers: defaultdict[str, set[str]] = defaultdict(set)
        count: defaultdict[str, int] = defaultdict(int)
        for place, one in enumerate(self._products):
            count[one.product.supplier] += 1
            for name in {*one.names, *one.own_names, *one.suppliers}:
                self._by_word[name.split(" ", 1)[0]].append(place)
            for name in one.suppliers:
                self._suppliers[name].add(one.product.supplier)
        self._single = frozenset(code for code, number in count.items() if number == 1)

    def __len__(self) -> int:
        return len(self._products)

    def find(self, described: Described, *, thorough: bool = False) -> tuple[Match, ...]:
        """Return the certain match, alone; or else every suggestion, the strongest ground first.

        A dossier that names a product (`described.product`) is about that product or about none that is known. With
        `thorough` texts are also compared with templates of products that nothing in the entry names; that takes
        longer and gives suggestions only.
        """
        if described.product.strip():
            return self._find_named(described)
        title = fold_name(described.title)
        named = f"{title} | {fold_name(described.supplier)}"
        stated = read_stated(described.supplier)
        suppliers = self._known_suppliers(described.supplier) if stated is Stated.NAME else frozenset()
        candidates = self._candidates(named)
        places = range(len(self._products)) if thorough else candidates
        sentences = _sentences(described.texts) if places else frozenset()
        matches = []
        for place in places:
            one = self._products[place]
            grounds = _weigh(
                one, title, named, suppliers, stated, single=one.product.supplier in self._single
            )
            if text := _compare_text(one, sentences, has_title=Ground.SAME_TITLE in grounds):
                grounds.append(text)
            if grounds:
                matches.append(Match(one.product.code, _order(grounds, _objections(one, suppliers, stated))))
        return self._choose(matches, named)

    def _find_named(self, described: Described) -> tuple[Match, ...]:
        name, stated = fold_name(described.product), read_stated(described.supplier)
        suppliers = self._known_suppliers(described.supplier)
        found = [one for one in self._products if name in one.names or name in one.own_names]
        if stated is Stated.NAME:
            found = [one for one in found if one.product.supplier in suppliers]
        return (Match(found[0].product.code, (Ground.FACT,)),) if len(found) == 1 else ()

    def _known_suppliers(self, text: str) -> frozenset[str]:
        codes = [self._suppliers[name] for name in split_suppliers(text) if name in self._suppliers]
        return frozenset().union(*(found for found in codes if len(found) == 1))

    def _candidates(self, text: str) -> list[int]:
        return sorted({place for word in set(text.split()) for place in self._by_word.get(word, ())})

    def _choose(self, matches: list[Match], named: str) -> tuple[Match, ...]:
        certain = [match for match in matches if match.is_certain]
        if len(certain) > 1:
            certain = self._fullest(certain, named)
        if len(certain) == 1:
            return (certain[0],)
        ranks = {ground: rank for rank, ground in enumerate(Ground)}
        # Several that are all certain contradict each other: a person has to say which.
        return tuple(sorted(matches, key=lambda match: (ranks[match.grounds[0]], match.product)))

    def _fullest(self, matches: list[Match], named: str) -> list[Match]:
        """Of products whose names stand in the text, the one whose name holds those of the others, if there is one."""
        known = {one.product.code: one for one in self._products}
        longest = {
            match.product: max(
                (
                    name
                    for name in (*known[match.product].names, *known[match.product].own_names)
                    if has_words(named, name)
                ),
                key=len,
                default="",
            )
            for match in matches
        }
        return [
            match
            for match in matches
            if all(
                other == match.product
                or (name != longest[match.product] and has_words(longest[match.product], name))
                for other, name in longest.items()
            )
        ]


def _prepare(product: KnownProduct) -> _Prepared:
    return _Prepared(
        product,
        names=tuple(dict.fromkeys(name for one in product.names if (name := fold_name(one)))),
        own_names=tuple(dict.fromkeys(name for one in product.own_names if (name := fold_name(one)))),
        suppliers=frozenset(name for one in product.supplier_names if (name := fold_supplier(one))),
        sentences=_sentences(product.texts),
    )


def _weigh(
    one: _Prepared, title: str, named: str, suppliers: frozenset[str], stated: Stated, *, single: bool
) -> list[Ground]:
    in_title = any(len(name) >= SHORTEST_SUPPLIER and has_words(title, name) for name in one.suppliers)
    has_supplier = one.product.supplier in suppliers or (in_title and stated is not Stated.OWN)
    grounds = []
    # A product that is called as its supplier is not named by the name of the supplier alone.
    names = [name for name in (*one.names, *one.own_names) if name not in one.suppliers]
    if has_supplier and any(has_words(named, name) for name in names):
        grounds.append(Ground.SUPPLIER_AND_NAME)
    if any(has_words(title, name) for name in one.own_names):
        grounds.append(Ground.OWN_NAME)
    if title in one.names:
        grounds.append(Ground.SAME_TITLE)
    elif any(" " in name and has_words(title, name) for name in one.names):
        grounds.append(Ground.NAME_IN_TITLE)
    if single and in_title:
        grounds.append(Ground.SUPPLIER_IN_TITLE)
    return grounds


def _objections(one: _Prepared, suppliers: frozenset[str], stated: Stated) -> list[Ground]:
    if stated is Stated.OWN:
        return [Ground.OWN_MAKING]
    is_other = stated is Stated.NAME and one.product.supplier not in suppliers
    return [Ground.OTHER_SUPPLIER] if is_other else []


def _order(grounds: list[Ground], against: list[Ground]) -> tuple[Ground, ...]:
    ranks = {ground: rank for rank, ground in enumerate(Ground)}
    return (*sorted(set(grounds), key=ranks.__getitem__), *against)


def _sentences(texts: Iterable[str]) -> frozenset[str]:
    """The longer sentences of some texts, folded; shorter ones stand anywhere by chance."""
    pieces = (piece for text in texts for piece in _SENTENCE_END.split(plain_text(text)))
    folded = (fold_name(piece) for piece in pieces if len(piece) >= SENTENCE_LENGTH)
    return frozenset(piece for piece in folded if len(piece) >= SENTENCE_LENGTH)


def _compare_text(one: _Prepared, sentences: frozenset[str], *, has_title: bool) -> Ground | None:
    """What the text says: nothing, that some of it is the template's, or that it is the template's as a whole.

    A title with more words, or a text in which a sentence was changed, may be about another product of the same sort.
    """
    shared = sum(map(len, one.sentences & sentences))
    if shared < ENOUGH_TEXT:
        return None
    is_whole = shared >= WHOLE_TEXT * sum(map(len, sentences))
    return Ground.TEXT_AND_NAME if has_title and is_whole else Ground.SAME_TEXT
