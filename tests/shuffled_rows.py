"""Rows without an order come in any order: a test that leans on the order of insertion fails here, not in use."""

import random
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    NamedValuesListIterable,
    ValuesIterable,
    ValuesListIterable,
)

ITERABLES = (
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    NamedValuesListIterable,
    FlatValuesListIterable,
)


def shuffle_unordered_rows(seed: int) -> Callable[[], None]:
    """Shuffle what unordered querysets give, from now on; returns a function that undoes it.

    `Meta.ordering` counts as an order. Its own random numbers, so that tests that draw some keep their own.
    """
    chance = random.Random(seed)
    originals: dict[type, Callable[[Any], Iterator[Any]]] = {}

    def shuffled(original: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
        def rows_in_any_order(self: Any) -> Iterator[Any]:
            if self.queryset.ordered:
                return original(self)
            rows = list(original(self))
            chance.shuffle(rows)
            return iter(rows)

        return rows_in_any_order

    for iterable in ITERABLES:
        originals[iterable] = iterable.__iter__
        iterable.__iter__ = shuffled(iterable.__iter__)

    def undo() -> None:
        for iterable, original in originals.items():
            iterable.__iter__ = original

    return undo
