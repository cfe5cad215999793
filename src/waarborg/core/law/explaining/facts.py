"""The explanation of what holds of a fact: the answer, the reasons that decide, and everything."""

from waarborg.core.law.cases import Case
from waarborg.core.law.evaluation import Conclusion, How, Situation, list_unknown
from waarborg.core.law.explaining.faults import say_fault
from waarborg.core.law.explaining.figures import write_value
from waarborg.core.law.explaining.sentences import Explanation, Sentence, SentenceKind, list_citations
from waarborg.core.law.explaining.telling import Teller
from waarborg.core.law.explaining.templates import capitalise, fill, list_items, put_together
from waarborg.core.law.explaining.walking import Walk
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Slot
from waarborg.core.law.values import UNKNOWN, Fault, holds
from waarborg.core.terms.text import Text

_YES = Text(nl="Ja: {fact}.", en="Yes: {fact}.")
_NO = Text(nl="Nee, niet: {fact}.", en="No, not: {fact}.")
_UNKNOWN = Text(nl="Nog niet bekend: {fact}.", en="Not known yet: {fact}.")
_NEEDED = Text(nl="Daarvoor is nodig: {facts}.", en="For that this is needed: {facts}.")
_NOT_FOUND = Text(nl="Niet te bepalen: {fact}.", en="Cannot be determined: {fact}.")
_VALUE = Text(nl="{fact}: {value}.", en="{fact}: {value}.")
_NOT_CREATED = Text(nl="Geen handeling heeft dit laten ontstaan.", en="No act has created it.")


def explain(
    interpretation: Interpretation,
    conclusion: Conclusion,
    situation: Situation,
    *,
    case: Case | None = None,
) -> Explanation:
    """Return why a conclusion holds.

    situation: the one in which it was drawn. case: the acts that were taken, so that what they created can be told
    with its day. Each text is in Dutch and in English.
    """
    teller = Teller(interpretation, situation, case)
    unknown = list_unknown(conclusion)
    is_fact = conclusion.fact is not None
    citations = teller.citations.cite_frame(conclusion.frame, Slot.FUNCTION)
    line = _answer(teller, conclusion, unknown) if is_fact else teller.tell_step(conclusion).text
    answers_yes_or_no = is_fact and isinstance(holds(conclusion.value), bool)
    layers = []
    for everything in (False, True):
        walk = Walk(teller, everything=everything)
        walk.walk(conclusion, is_answer=True, answer=line if answers_yes_or_no else None)
        layers.append(tuple(walk.sentences))
    steps, tree = layers
    answer = Sentence(line, citations, fact=conclusion.fact, kind=SentenceKind.ANSWER)
    return Explanation(answer, steps, tree, unknown, list_citations((answer,), steps, tree))


def _answer(teller: Teller, conclusion: Conclusion, unknown: tuple[str, ...]) -> Text:
    """The answer in one line; it stays grammatical whatever the name of the fact is."""
    fact, value = teller.names.label_conclusion(conclusion), conclusion.value
    if value is UNKNOWN:
        needed = [teller.names.quote_fact(name) for name in unknown if name != conclusion.fact]
        line = fill(_UNKNOWN, fact=fact)
        return put_together(line, fill(_NEEDED, facts=list_items(needed))) if needed else line
    if isinstance(value, Fault):
        return put_together(fill(_NOT_FOUND, fact=fact), say_fault(value))
    answer = holds(value)
    if answer is True:
        return fill(_YES, fact=fact)
    if answer is False:
        line = fill(_NO, fact=fact)
        return put_together(line, _NOT_CREATED) if conclusion.how is How.ABSENT else line
    return fill(_VALUE, fact=capitalise(fact), value=write_value(value))
