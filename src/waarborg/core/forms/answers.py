"""Answers: what somebody filled in at one place of a form, and where it was taken from.

An answer is never changed, only followed by a newer one. A sheet holds the newest of each place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from waarborg.core.profile.facts import Row, Value, freeze, plain
from waarborg.core.terms.digests import digest, exact

_ROW = re.compile(r"[a-z0-9]{1,12}")
_QUESTION = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
#: The column that tells the rows of a table apart.
ROW_ID = "_id"


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place in a form: a question or a repeated group, and in which rows, the outermost first.

    Raises `ValueError` for a part that is no id.
    """

    question: str
    rows: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not _QUESTION.fullmatch(self.question):
            raise ValueError(f"{self.question!r} is no id of a question")
        for row in self.rows:
            if not _ROW.fullmatch(row):
                raise ValueError(f"{row!r} is no id of a row: use one to twelve small letters and digits")

    def __str__(self) -> str:
        return f"{self.question}@{'.'.join(self.rows)}" if self.rows else self.question

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Return the address in a text such as `2.1` or `2.1@a.b`. Raises `ValueError`."""
        question, mark, rows = text.partition("@")
        return cls(question, tuple(rows.split(".")) if mark else ())


@dataclass(frozen=True, slots=True)
class Taken:
    """Where an answer was taken from, and when. place: `fact:goal` or `iama:1.1.1`. digest: of what was there."""

    place: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands at a place. by: the id of who said so, never a name.

    value: as a fact holds it; None when nothing is said. declined: whether somebody said not to know. taken: where
    the value comes from, as long as nobody changed it. Raises `ValueError` when somebody who does not know says
    something, or the moment has no time zone.
    """

    address: Address
    value: Value = None
    declined: bool = False
    by: str
    at: datetime
    taken: Taken | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.address}: the moment of an answer needs a time zone")
        object.__setattr__(self, "value", freeze(self.value))
        if self.declined and self.value is not None:
            raise ValueError(f"{self.address}: whoever does not know gives no answer")

    @property
    def is_given(self) -> bool:
        """Whether something was said, also that it is not known."""
        return self.declined or self.value is not None


@dataclass(frozen=True)
class Sheet:
    """The newest answer at each place. Raises `ValueError` when two stand at the same place."""

    answers: Mapping[Address, Answer]

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> "Sheet":
        """Return a sheet of answers, in any order; of one place the latest counts."""
        found: dict[Address, Answer] = {}
        for answer in answers:
            known = found.get(answer.address)
            if known is None or known.at <= answer.at:
                found[answer.address] = answer
        return cls(MappingProxyType(found))

    def find(self, address: Address) -> Answer | None:
        """Return the answer at a place, or None when nothing was ever said there."""
        return self.answers.get(address)

    def value(self, address: Address) -> Value:
        """Return what is said at a place; None when nothing is, or it is not known."""
        answer = self.answers.get(address)
        return answer.value if answer is not None else None

    def list_rows(self, group: str, rows: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the rows of a repeated group, in order; within rows of the groups around it."""
        value = self.value(Address(group, rows))
        return tuple(str(row) for row in value) if isinstance(value, tuple) else ()

    def has_rows(self, group: str, rows: tuple[str, ...] = ()) -> bool:
        """Return whether anybody ever said which rows there are."""
        return isinstance(self.value(Address(group, rows)), tuple)

    def __iter__(self) -> Iterator[Answer]:
        return iter(self.answers.values())

    def __len__(self) -> int:
        return len(self.answers)


def list_table_rows(value: Value) -> tuple[Row, ...]:
    """Return the rows of an answer that is a table; empty for another answer."""
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))


def digest_value(value: Value) -> str:
    """Return a text that is the same for the same value, so that one can see whether it changed."""
    return digest(exact(plain(value)))
