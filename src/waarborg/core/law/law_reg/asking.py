"""Asking for facts: what was answered is kept, because the act that is taken holds the facts it was taken on."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.values import UNDEFINED, Value, is_truthy

#: Asked for a fact (or, by a quirk, for an expression) with the names of the lists it stands in, its place in each,
#: and the links of the acts among which to choose. Answers a value or UNDEFINED.
Resolver: TypeAlias = Callable[[Any, Sequence[str | None], Sequence[int], Sequence[str]], Value]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where in a model an expression is evaluated.

    `fact` is the fact whose function it is, `myself` whether it is about the actor, `projected` what a projection
    found in other acts.
    """

    fact: str | None = None
    myself: bool = False
    list_names: tuple[str | None, ...] = ()
    list_indices: tuple[int, ...] = ()
    projected: Mapping[str, Value] = field(default_factory=dict)

    def inside(self, fact: str) -> "Scope":
        """The scope of the function of a fact."""
        return replace(self, fact=fact)

    def at(self, name: str | None, index: int) -> "Scope":
        """The scope of one item of a list."""
        return replace(self, list_names=(*self.list_names, name), list_indices=(*self.list_indices, index))

    def projecting(self, projected: Mapping[str, Value]) -> "Scope":
        """The scope of an expression over facts of acts that were taken."""
        return replace(self, projected=projected)


@dataclass(frozen=True, slots=True)
class Request:
    """What a step of the evaluation needs: the value of an expression."""

    expression: Any
    scope: Scope


#: A step of the evaluation: it yields what it needs and gets the value back, so that depth costs no stack.
Work: TypeAlias = Generator[Request, Value, Value]


@dataclass(slots=True)
class Check:
    """One check of one act by one actor in a case, with the facts that were supplied for it so far."""

    case: Case
    actor: str
    resolver: Resolver
    supplied: dict[str, Any] = field(default_factory=dict)
    #: The facts that are being worked out now, in order: a ring comes back to one of them.
    in_progress: dict[str, None] = field(default_factory=dict)

    def find_supplied(self, fact: str, scope: Scope) -> Value:
        """What was supplied for a fact before. What was answered with no, or not at all, is asked again: UNDEFINED."""
        place: Any = self.supplied
        for name, index in zip(scope.list_names, scope.list_indices, strict=True):
            items = place.get(_key(name), [])
            if index >= len(items):
                return UNDEFINED
            place = items[index]
        found: Value = place.get(fact, UNDEFINED)
        return found if is_truthy(found) else UNDEFINED

    def ask(self, fact: object, scope: Scope, options: Sequence[str] = ()) -> Value:
        """Ask for a fact and keep the answer."""
        answer = self.resolver(fact, scope.list_names, scope.list_indices, options)
        self.supply(fact, answer, scope)
        return answer

    def choose(self, fact: str, scope: Scope, options: Sequence[str]) -> Value:
        """Which of the acts that made a fact is meant: what was said before, the only one, or what is answered."""
        known = self.find_supplied(fact, scope)
        if known is not UNDEFINED:
            return known
        if len(options) == 1:
            self.supply(fact, options[0], scope)
            return options[0]
        return self.ask(fact, scope, options)

    def supply(self, fact: object, value: Value, scope: Scope) -> None:
        """Keep a value, in the lists in which it stands."""
        place = self.supplied
        for name, index in zip(scope.list_names, scope.list_indices, strict=True):
            items = place.setdefault(_key(name), [])
            while len(items) <= index:
                items.append({})
            place = items[index]
        place[key_of(fact)] = value


def key_of(fact: object) -> str:
    """Under what name an answer is kept; all expressions share one, because JavaScript spelt them so."""
    return fact if isinstance(fact, str) else "[object Object]"


def _key(name: str | None) -> str:
    return "undefined" if name is None else name
