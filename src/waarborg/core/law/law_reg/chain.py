"""A case: the chain of acts that were taken, and what they made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from waarborg.core.law.law_reg.models import Model, mentions
from waarborg.core.law.law_reg.values import UNDEFINED, Value, flatten


@dataclass(frozen=True, slots=True)
class TakenAct:
    """One act that was taken: its link, its name, and the facts that were supplied for it."""

    link: str
    act: str
    actor: str
    facts_supplied: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Case:
    """The acts taken so far, oldest first. An earlier state of the case is a `Case` of its own."""

    model: Model
    taken: Sequence[TakenAct] = ()

    def find_taken(self, link: Value) -> TakenAct | None:
        """The taken act with this link."""
        return next((taken for taken in self.taken if taken.link == link), None)

    def list_creations(self, fact: str) -> Sequence[str]:
        """The links of the acts that made a fact which nothing ended since, newest first.

        An act ends only the fact that was supplied for it: which one it is about stands nowhere else.
        """
        ended = set(self._list_ended(fact))
        return [
            taken.link
            for taken in reversed(self.taken)
            if mentions(self.model.get_act(taken.act).get("create"), fact) and taken.link not in ended
        ]

    def _list_ended(self, fact: str) -> Iterator[str]:
        for taken in self.taken:
            if mentions(self.model.get_act(taken.act).get("terminate"), fact):
                supplied = flatten(taken.facts_supplied.get(fact, UNDEFINED))
                yield from (link for link in supplied if isinstance(link, str))
