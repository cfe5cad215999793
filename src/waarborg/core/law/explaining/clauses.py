"""A clause: what holds, or the question that is still open."""

from dataclasses import dataclass

from waarborg.core.terms.text import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, without capital and full stop. `is_question`: whether it asks what is not known yet."""

    text: Text
    is_question: bool = False
