"""The steps and the tree: conclusions put in order, from the answer down to the facts that people gave.

Each fact is told once in full, so the length follows that of the trace. Nothing here calls itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waarborg.core.law.choices import Choice
from waarborg.core.law.evaluation import Conclusion
from waarborg.core.law.explaining.calculating import GENERAL_TERMS_ACT
from waarborg.core.law.explaining.choosing import say_choice
from waarborg.core.law.explaining.comparing import look_through
from waarborg.core.law.explaining.deciding import list_decisive
from waarborg.core.law.explaining.phrases import is_written_out
from waarborg.core.law.explaining.sentences import Citation, Sentence, SentenceKind
from waarborg.core.law.explaining.telling import MUST_NOT, Teller, Told
from waarborg.core.law.explaining.templates import fill, put_together
from waarborg.core.law.expressions import EvaluationDate, Literal, Operation, Operator, Projection, Reference
from waarborg.core.law.frames import Name, fact_name
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import Fault
from waarborg.core.terms.text import Text

_PARAPHRASE = Text(nl="De regel in het kort: {paraphrase}", en="The rule in short: {paraphrase}")
#: Here a sum among the parts is named and not shown.
_WITHOUT_SUMS = frozenset({Operator.AND, Operator.OR, Operator.NOT, Operator.LIST, Operator.COUNT})
_LOGICAL = frozenset({Operator.AND, Operator.OR, Operator.NOT})


@dataclass(frozen=True, slots=True)
class _Visit:
    """A conclusion to tell of.

    within: the record in which it was found. is_opposite: whether the opposite of it is the condition. is_answer: whether it is what was asked; answer: how that is told.
    """

    conclusion: Conclusion
    depth: int
    citations: tuple[Citation, ...]
    within: Text | None = None
    is_opposite: bool = False
    is_answer: bool = False
    answer: Text | None = None


class Walk:
    """One walk through conclusions: of the reasons that decide, or of everything. What was told is kept."""

    def __init__(self, teller: Teller, *, everything: bool) -> None:
        self.sentences: list[Sentence] = []
        self._teller = teller
        self._everything = everything
        self._told: set[int] = set()
        self._told_texts: set[Text] = set()
        self._paraphrased: set[Text] = set()
        self._chosen: set[Choice] = set()

    def add(self, sentence: Sentence) -> None:
        """Put a sentence in its place."""
        self.sentences.append(sentence)

    def walk(
        self,
        conclusion: Conclusion,
        *,
        depth: int = 0,
        citations: tuple[Citation, ...] = (),
        is_answer: bool = False,
        answer: Text | None = None,
    ) -> None:
        """Tell of a conclusion and of what it rests on.

        citations: for a conclusion that is not about a fact. is_answer: whether it is what was asked; answer: how
        that is told, where that is not with the name of the fact and its value.
        """
        first = _Visit(conclusion, depth, citations, is_answer=is_answer, answer=answer)
        todo = [_look_at_fact(first)]
        while todo:
            visit = todo.pop()
            if isinstance(visit.conclusion.expression, Reference):
                inner = self._visit_fact(visit)
            else:
                inner = self._visit_step(visit)
            todo.extend(reversed(inner))

    def _visit_fact(self, visit: _Visit) -> Sequence[_Visit]:
        conclusion, teller = visit.conclusion, self._teller
        citations = teller.citations.cite_frame(conclusion.frame, Slot.FUNCTION)
        if id(conclusion) in self._told:
            if self._everything or visit.is_opposite:
                again = _turn(visit, teller.tell_again(conclusion))
                self._say(again, citations, visit.depth, conclusion.fact)
            return ()
        self._told.add(id(conclusion))
        told = _turn(visit, teller.tell_fact(conclusion, within=visit.within, answer=visit.answer))
        if not conclusion.parts and not self._everything and told.text in self._told_texts:
            return ()  # the same fact, met again inside a record
        self._told_texts.add(told.text)
        if visit.is_answer and told.kind in (SentenceKind.BECAUSE, SentenceKind.CALCULATION):
            told = replace(told, kind=SentenceKind.ANSWER)
        self._say(told, citations, visit.depth, conclusion.fact)
        self._say_sources(conclusion, visit.depth + 1)
        self.say_choices(fact_name(conclusion.fact or ""), depth=visit.depth + 1)
        if not conclusion.parts:
            return ()
        below = _Visit(conclusion.parts[0], visit.depth + 1, citations, visit.within)
        return [below] if isinstance(below.conclusion.expression, Reference) else self._open(below)

    def _visit_step(self, visit: _Visit) -> Sequence[_Visit]:
        told = self._teller.tell_step(visit.conclusion)
        if visit.is_answer:
            told = replace(told, kind=SentenceKind.ANSWER)
        self._say(told, visit.citations, visit.depth)
        return self._open(replace(visit, depth=visit.depth + 1, is_answer=False))

    def _open(self, visit: _Visit) -> list[_Visit]:
        """The parts that get a sentence of their own, at the depth of the visit."""
        conclusion, _ = look_through(visit.conclusion)
        within = visit.within
        expression = conclusion.expression
        if isinstance(expression, Projection):
            within = self._teller.names.quote_fact(expression.path[-1])
        parts = conclusion.parts if self._everything else list_decisive(conclusion)
        shows_sums = _shows_sums(conclusion)
        found: list[Conclusion] = []
        todo = list(reversed(parts))
        while todo:
            part = todo.pop()
            if shows_sums and is_written_out(part):
                todo.extend(reversed(part.parts))
            elif not isinstance(part.expression, Literal | EvaluationDate) or _is_condition(conclusion, part):
                found.append(part)
        return [_look_at_fact(_Visit(part, visit.depth, visit.citations, within)) for part in found]

    def _say(self, told: Told, citations: tuple[Citation, ...], depth: int, fact: str | None = None) -> None:
        # The source of a remark is left out when the frame itself cites that law.
        named = any(GENERAL_TERMS_ACT in citation.identifier for citation in citations)
        extra = () if named else self._teller.citations.cite_all(told.sources)
        self.add(Sentence(told.text, (*citations, *extra), depth, fact, told.kind))

    def _say_sources(self, conclusion: Conclusion, depth: int) -> None:
        """What the sources say in own words, each once; in the steps only for what was worked out."""
        frame = conclusion.frame if conclusion.parts or self._everything else None
        for source in frame.list_sources(Slot.FUNCTION) if frame is not None else ():
            if source.paraphrase is not None and source.paraphrase not in self._paraphrased:
                self._paraphrased.add(source.paraphrase)
                text = fill(_PARAPHRASE, paraphrase=source.paraphrase)
                self.add(
                    Sentence(
                        text,
                        self._teller.citations.cite_all([source]),
                        depth,
                        conclusion.fact,
                        SentenceKind.SOURCE,
                    )
                )

    def say_choices(self, name: Name, *, depth: int) -> None:
        """Tell of the choices from which a frame follows, each once."""
        for choice in self._teller.choices.get(name, ()):
            if choice not in self._chosen:
                self._chosen.add(choice)
                citations = self._teller.citations.cite_all(choice.grounds)
                self.add(Sentence(say_choice(choice), citations, depth, kind=SentenceKind.CHOICE))


def _look_at_fact(visit: _Visit) -> _Visit:
    """A visit to the fact itself instead of to "not that fact", so that both are told in one place."""
    conclusion = visit.conclusion
    expression = conclusion.expression
    if (
        isinstance(expression, Operation)
        and expression.operator is Operator.NOT
        and isinstance(expression.operands[0], Reference)
        and not isinstance(conclusion.value, Fault)
    ):
        return replace(visit, conclusion=conclusion.parts[0], is_opposite=True)
    return visit


def _turn(visit: _Visit, told: Told) -> Told:
    return replace(told, text=put_together(told.text, MUST_NOT)) if visit.is_opposite else told


def _shows_sums(conclusion: Conclusion) -> bool:
    """Whether the sentence for a conclusion shows the sums among its parts in figures."""
    expression = conclusion.expression
    return isinstance(expression, Operation) and expression.operator not in _WITHOUT_SUMS


def _is_condition(conclusion: Conclusion, part: Conclusion) -> bool:
    """Whether a part says that something holds, so that it is told of even when it is fixed."""
    expression = conclusion.expression
    if not isinstance(expression, Operation):
        return False
    if expression.operator is Operator.IF:
        return part is conclusion.parts[0]
    return expression.operator in _LOGICAL
