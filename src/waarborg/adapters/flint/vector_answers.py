"""The answers that were recorded, given to the engine when it asks."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from waarborg.adapters.flint.vector_files import decode
from waarborg.core.law.law_reg.values import Value


class NotRecorded(LookupError):
    """The engine asks something that was never asked when the vector was recorded."""

    def __init__(self, question: str) -> None:
        super().__init__(f"asked {question}, which was not asked when this was recorded")


class AnswersByFact:
    """The answers for each fact: those recorded for the same options and place in lists go first.

    What was answered more than once is answered in that order, and after that as it was last.
    """

    def __init__(self, answers: Sequence[Mapping[str, Any]]) -> None:
        self._answers: dict[str, list[Value]] = {}
        self._elsewhere: dict[str, list[Value]] = {}
        for answer in answers:
            value = decode(answer["value"])
            place = [answer.get(key, ()) for key in ("lists", "indices", "options")]
            self._answers.setdefault(_question(answer["fact"], *place), []).append(value)
            self._elsewhere.setdefault(_question(answer["fact"]), [value])

    def __call__(
        self, fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Value:
        """The recorded answer; raises `NotRecorded`."""
        asked = _question(fact, names, indices, options)
        anywhere = _question(fact)
        found = self._answers.get(asked) or self._answers.get(anywhere) or self._elsewhere.get(anywhere)
        if not found:
            raise NotRecorded(asked)
        return found.pop(0) if len(found) > 1 else found[0]


class AnswersInOrder:
    """Answers to the questions one after the other, each with its place in lists and its options."""

    def __init__(self, answers: Sequence[Mapping[str, Any]]) -> None:
        self._waiting = list(answers)

    def __call__(
        self, fact: Any, names: Sequence[str | None], indices: Sequence[int], options: Sequence[str]
    ) -> Value:
        """The answer to the next recorded question, which must be this one; raises `NotRecorded`."""
        asked = _question(fact, names, indices, options)
        if not self._waiting or asked != _question(
            *(self._waiting[0][key] for key in ("fact", "lists", "indices", "options"))
        ):
            raise NotRecorded(asked)
        answer: Value = decode(self._waiting.pop(0)["answer"])
        return answer

    @property
    def left(self) -> list[str]:
        """The facts that were recorded and not asked now."""
        return [_question(answer["fact"]) for answer in self._waiting]


def _question(fact: Any, *more: Any) -> str:
    if isinstance(fact, str) and not any(more):
        return fact
    return json.dumps([fact, *map(list, more)], ensure_ascii=False, default=_write_number)


def _write_number(number: Decimal) -> int | str:
    """The places in lists are whole numbers; in a file every number was read exactly."""
    return int(number) if number == number.to_integral_value() else str(number)
