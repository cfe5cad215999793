"""Plays what an example says of @discipl/law-reg 0.7.3, with the interpreter of that version as it is kept here."""

from collections.abc import Sequence
from typing import Any

from manual_examples import UNKNOWN_WORD, Example
from tests.spec.law.manual_player import parse_value
from waarborg.core.law.law_reg import cases
from waarborg.core.law.law_reg.asking import Check, Resolver
from waarborg.core.law.law_reg.chain import Case
from waarborg.core.law.law_reg.expressions import evaluate
from waarborg.core.law.law_reg.models import Model
from waarborg.core.law.law_reg.values import UNDEFINED, Value


class OldPlayer:
    """The old interpreter, with the model and the facts of one example."""

    def __init__(self, example: Example) -> None:
        assert example.law_reg is not None
        self.told = example.law_reg
        facts = self.told.get("facts", example.rows[0].get("facts", {}) if example.rows else {})
        self.facts = {f"[{name}]": text for name, text in facts.items()}
        self.case = Case(Model(self.told.get("model", {})))

    def _resolver(self) -> Resolver:
        def resolve(
            fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
        ) -> Value:
            return parse_old(self.facts.get(fact, UNKNOWN_WORD) if isinstance(fact, str) else UNKNOWN_WORD)

        return resolve

    def answer(self) -> Value:
        """What the function gives. Raises what the interpreter raised."""
        return evaluate(self.told["function"], Check(self.case, "me", self._resolver()))

    def take_all(self) -> None:
        """Take the acts that the example says were taken."""
        for number, step in enumerate(self.told.get("take", ())):
            self.case = cases.take(
                self.case, step["act"], actor=step["by"], resolver=self._resolver(), link=f"@{number}"
            )

    def list_available(self) -> list[str]:
        """The acts that the party of the example may take."""
        return cases.list_available(self.case, actor=self.told["by"], resolver=self._resolver())

    def list_duties(self) -> list[str]:
        """The active duties of the party of the example."""
        return cases.list_active_duties(self.case, actor=self.told["by"])


def parse_old(text: str) -> Value:
    """A value in the notation, as the old interpreter has it."""
    value: Any = parse_value(text)
    if text == UNKNOWN_WORD:
        return UNDEFINED
    return list(value) if isinstance(value, tuple) else value
