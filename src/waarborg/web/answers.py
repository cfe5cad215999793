"""From what a browser sends to the values that a question asks for."""

import re
from collections.abc import Mapping, Sequence

from django.http import QueryDict

from waarborg.web.fields import Asked
from waarborg.web.inputs import read


def read_answer(asked: Asked, data: QueryDict, *, known: Sequence[object] = ()) -> object:
    """The value that was given to a question; for a list its rows, without the empty ones."""
    if not asked.members:
        return read(asked.shape, data, asked.name, known=known)
    rows = (_read_row(asked, data, number) for number in row_numbers(asked.name, data))
    return [row for row in rows if row]


def row_numbers(name: str, data: QueryDict) -> list[int]:
    """The numbers of the rows of list `name` in the form, in order."""
    place = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-\w+")
    return sorted({int(found[1]) for key in data if (found := place.fullmatch(key))})


def _read_row(asked: Asked, data: QueryDict, number: int) -> Mapping[str, str]:
    given = {
        member.name: str(read(member.shape, data, f"{asked.name}-{number}-{member.name}") or "")
        for member in asked.members
    }
    return {key: value for key, value in given.items() if value}


def without_row(asked: Asked, data: QueryDict, number: int) -> list[object]:
    """The rows of a list but for the one with `number` in the form."""
    numbers = [item for item in row_numbers(asked.name, data) if item != number]
    rows = (_read_row(asked, data, item) for item in numbers)
    return [row for row in rows if row]


def is_same(one: object, other: object) -> bool:
    """Whether two values say the same; every form of nothing is the same nothing."""
    return one == other or (one in (None, "", []) and other in (None, "", []))
