"""An explanation: sentences with their sources, in three layers that any interface can show."""

from dataclasses import dataclass
from enum import StrEnum

from waarborg.core.terms.periods import Period
from waarborg.core.terms.text import Text


class SentenceKind(StrEnum):
    """What a sentence does in an explanation."""

    ANSWER = "answer"
    BECAUSE = "because"
    GIVEN = "given"
    UNKNOWN = "unknown"
    CALCULATION = "calculation"
    SOURCE = "source"
    CHOICE = "choice"
    FAULT = "fault"


class Layer(StrEnum):
    """How far an explanation goes: the answer alone, the reasons that decide, or everything."""

    LINE = "line"
    STEPS = "steps"
    TREE = "tree"


@dataclass(frozen=True, slots=True)
class Citation:
    """A source as a reader sees it.

    text: how it is cited. link: where it can be read; None when that cannot be worked out. identifier: as the
    interpretation has it. valid: when it is in force, where that is stated. remark: said when it is not in force on
    the day for which the law is applied.
    """

    text: Text
    link: Text | None = None
    identifier: str = ""
    valid: Period | None = None
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One step of an explanation, as one or a few short sentences.

    citations: what it rests on. depth: how many reasons deep it lies, from 0. fact: the fact it is about, by name;
    None for a step in between.
    """

    text: Text
    citations: tuple[Citation, ...] = ()
    depth: int = 0
    fact: str | None = None
    kind: SentenceKind = SentenceKind.BECAUSE


@dataclass(frozen=True, slots=True)
class Explanation:
    """An answer with its reasons.

    line: the answer. steps: the reasons that decide, each once. tree: every conclusion in order; a fact is worked
    out where it comes first. unknown: names of the facts that must still be known. sources: all that were cited,
    in order of appearance.
    """

    line: Sentence
    steps: tuple[Sentence, ...]
    tree: tuple[Sentence, ...]
    unknown: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()

    def list_sentences(self, layer: Layer) -> tuple[Sentence, ...]:
        """Return the sentences of one layer."""
        return {Layer.LINE: (self.line,), Layer.STEPS: self.steps, Layer.TREE: self.tree}[layer]


def list_citations(*layers: tuple[Sentence, ...]) -> tuple[Citation, ...]:
    """Return what is cited, each source once, in order of appearance."""
    return tuple(
        {citation: None for layer in layers for sentence in layer for citation in sentence.citations}
    )
