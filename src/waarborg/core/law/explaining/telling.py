"""The sentence for one conclusion: what holds, by which rule, who said so, and on which sources it rests."""

from collections.abc import Mapping
from dataclasses import dataclass

from waarborg.core.law.cases import Case
from waarborg.core.law.choices import Choice
from waarborg.core.law.evaluation import Conclusion, How, Situation
from waarborg.core.law.explaining.calculating import Calculation, say_calculation
from waarborg.core.law.explaining.choosing import index_choices
from waarborg.core.law.explaining.citations import Citations
from waarborg.core.law.explaining.faults import say_fault
from waarborg.core.law.explaining.figures import write_date, write_value
from waarborg.core.law.explaining.naming import Names
from waarborg.core.law.explaining.origins import Origins
from waarborg.core.law.explaining.phrases import Phrasing, is_calculation
from waarborg.core.law.explaining.reasoning import is_clause, say_clause, say_condition
from waarborg.core.law.explaining.sentences import SentenceKind
from waarborg.core.law.explaining.templates import capitalise, close, fill, put_together, same
from waarborg.core.law.expressions import Literal, Unreadable
from waarborg.core.law.frames import Name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.sources import Source
from waarborg.core.law.values import UNKNOWN, Fault
from waarborg.core.terms.text import Text

_HOLDS = Text(nl="{fact}: {value}.", en="{fact}: {value}.")
_SUPPLIED_BY = Text(nl="Opgegeven door: {supplier}", en="Supplied by: {supplier}")
_NOT_STATED = Text(nl="niet genoemd", en="not stated")
_OVERRULED = Text(
    nl="Dit is opgegeven, en niet met de regels bepaald.",
    en="This was supplied, and not worked out by the rules.",
)
_BELONGS_TO = Text(nl="Dit hoort bij {record}.", en="This belongs to {record}.")
_ABSENT = Text(
    nl="{fact} is er niet. Geen handeling heeft dit laten ontstaan.",
    en="{fact} is not there. No act has created it.",
)
_UNKNOWN = Text(nl="Nog niet bekend: {fact}.", en="Not known yet: {fact}.")
_QUESTION = Text(nl="De vraag is: {question}", en="The question is: {question}")
_NO_RULE = Text(nl="De regel hiervoor geldt niet op {day}.", en="The rule for this is not in force on {day}.")
_NO_VALUE = Text(nl="Niet te bepalen: {fact}.", en="Cannot be determined: {fact}.")
_NOT_FOUND = Text(nl="Dit is niet te bepalen.", en="This cannot be determined.")
_FIXED = Text(nl="Dit staat vast in de regel.", en="This is fixed in the rule.")
_FIXED_ALONE = Text(nl="Vast in de regel: {value}.", en="Fixed in the rule: {value}.")
_BECAUSE = Text(nl="Want {clause}.", en="Because {clause}.")
_DEPENDS_ON = Text(nl="Het hangt af van deze vraag: {clause}?", en="It depends on this question: {clause}?")
_OPEN = Text(nl="Nog niet bekend: {clause}?", en="Not known yet: {clause}?")
_STATED = Text(nl="{clause}.", en="{clause}.")
_IS = Text(nl="{fact} is {words}{result}.", en="{fact} is {words}{result}.")
_CALCULATED = Text(nl="{words}{result}.", en="{words}{result}.")
#: Goes with a fact of which the opposite is a condition.
MUST_NOT = Text(
    nl="De voorwaarde is juist dat dit niet geldt.", en="The condition is that this does not apply."
)
_THAT_IS = Text(nl="Dat is {words}.", en="That is {words}.")
_UNREADABLE = Text(nl="De regel is niet te lezen ({reason}).", en="The rule cannot be read ({reason}).")
_SEE_ABOVE = Text(nl="{fact}: {value}. Zie hierboven.", en="{fact}: {value}. See above.")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one conclusion. sources: those that go with it besides those of its frame."""

    text: Text
    kind: SentenceKind
    sources: tuple[Source, ...] = ()


class Teller:
    """Tells of the conclusions of one interpretation in one situation. `case`: where acts were taken, if known."""

    def __init__(
        self, interpretation: Interpretation, situation: Situation, case: Case | None = None
    ) -> None:
        self.interpretation = interpretation
        self.situation = situation
        self.names = Names(interpretation, situation.on)
        self.phrasing = Phrasing(self.names)
        self.citations = Citations(situation.on)
        self.origins = Origins(interpretation, self.names, case)
        self.choices: Mapping[Name, tuple[Choice, ...]] = index_choices(interpretation)

    # --- facts -------------------------------------------------------------------------------------------
    def tell_fact(
        self, conclusion: Conclusion, *, within: Text | None = None, answer: Text | None = None
    ) -> Told:
        """Return what is said of a fact.

        within: the record in which it was found. answer: how its value is told, where that is not with its name.
        """
        fact = self.names.quote_conclusion(conclusion)
        if conclusion.how is How.DERIVED:
            return self._tell_derived(conclusion, fact, answer)
        if conclusion.how is How.GIVEN:
            return Told(self._tell_given(conclusion, fact, within), SentenceKind.GIVEN)
        if conclusion.how is How.ABSENT:
            return Told(fill(_ABSENT, fact=fact), SentenceKind.GIVEN)
        return Told(self._tell_unknown(conclusion, fact), SentenceKind.UNKNOWN)

    def tell_again(self, conclusion: Conclusion) -> Told:
        """Return what is said of a fact that was told before."""
        fact, value = self.names.quote_conclusion(conclusion), write_value(conclusion.value)
        return Told(fill(_SEE_ABOVE, fact=fact, value=value), SentenceKind.BECAUSE)

    def _tell_given(self, conclusion: Conclusion, fact: Text, within: Text | None) -> Text:
        name, value, frame = conclusion.fact or "", conclusion.value, conclusion.frame
        supplier = self.situation.suppliers.get(name, "")
        if isinstance(supplier, str):
            given_by = same(supplier) if supplier.strip() else None
        else:
            given_by = supplier
        event = self.origins.find_event(name, value)
        if event is not None and not (given_by and value is True):
            return self.origins.say_created(fact, value, event)
        stated = fill(_HOLDS, fact=fact, value=write_value(value))
        if within is not None and self.situation.values.get(name) != value:
            return put_together(stated, fill(_BELONGS_TO, record=within))
        if not given_by and frame is not None and frame.is_created:
            return put_together(*filter(None, (stated, self.origins.say_creators(name))))
        by = close(given_by or _NOT_STATED)
        texts = [stated, fill(_SUPPLIED_BY, supplier=by)]
        return put_together(*texts, _OVERRULED) if conclusion.overruled else put_together(*texts)

    def _tell_unknown(self, conclusion: Conclusion, fact: Text) -> Text:
        frame = conclusion.frame
        texts = [fill(_UNKNOWN, fact=fact)]
        if conclusion.how is How.NOT_IN_FORCE:
            texts.append(fill(_NO_RULE, day=write_date(self.situation.on)))
        if frame is not None and frame.question is not None:
            texts.append(fill(_QUESTION, question=close(frame.question)))
        if (creators := self.origins.say_creators(conclusion.fact or "")) is not None:
            texts.append(creators)
        return put_together(*texts)

    def _tell_derived(self, conclusion: Conclusion, fact: Text, answer: Text | None) -> Told:
        part, value = conclusion.parts[0], conclusion.value
        if isinstance(value, Fault):
            head = fill(_NO_VALUE, fact=fact)
            return Told(put_together(head, *self._explain_fault(part)), SentenceKind.FAULT)
        head = fill(_HOLDS, fact=fact, value=write_value(value))
        if value is UNKNOWN:
            head = fill(_UNKNOWN, fact=fact)
        if answer is not None:
            head = answer
        if isinstance(part.expression, Literal):
            return Told(put_together(head, _FIXED), SentenceKind.BECAUSE)
        if is_clause(part):
            return Told(put_together(head, self._explain_clause(part)), SentenceKind.BECAUSE)
        calculation = say_calculation(self.phrasing, part)
        kind = SentenceKind.CALCULATION if is_calculation(part) else SentenceKind.BECAUSE
        if calculation.result is None or kind is SentenceKind.BECAUSE:
            text = put_together(head, fill(_THAT_IS, words=calculation.words))
        else:
            text = fill(_IS, fact=fact, words=calculation.words, result=calculation.result)
        return _add_remark(Told(text, kind), calculation)

    def _explain_clause(self, part: Conclusion) -> Text:
        clause = say_clause(self.phrasing, part)
        if clause.is_question:
            return fill(_DEPENDS_ON, clause=clause.text)
        if part.value is UNKNOWN:
            return fill(_STATED, clause=capitalise(clause.text))
        return fill(_BECAUSE, clause=clause.text)

    def _explain_fault(self, part: Conclusion) -> list[Text]:
        """What was to be worked out, and, where the fault arose, what is wrong."""
        if isinstance(part.expression, Unreadable):
            return [fill(_UNREADABLE, reason=same(part.expression.reason.rstrip(".")))]
        texts = []
        if not is_clause(part):
            texts.append(fill(_THAT_IS, words=say_calculation(self.phrasing, part).words))
        if isinstance(part.value, Fault) and not _rests_on_fault(part):
            texts.append(say_fault(part.value))
        return texts

    # --- steps in between --------------------------------------------------------------------------------
    def tell_step(self, conclusion: Conclusion) -> Told:
        """Return what is said of a step in between."""
        value = conclusion.value
        if isinstance(conclusion.expression, Literal):
            return Told(fill(_FIXED_ALONE, value=write_value(value)), SentenceKind.BECAUSE)
        if isinstance(value, Fault):
            return Told(put_together(_NOT_FOUND, *self._explain_fault(conclusion)), SentenceKind.FAULT)
        if is_clause(conclusion):
            clause = say_condition(self.phrasing, conclusion)
            if clause.is_question:
                kind = SentenceKind.BECAUSE if conclusion.parts else SentenceKind.UNKNOWN
                return Told(fill(_OPEN, clause=clause.text), kind)
            return Told(fill(_STATED, clause=capitalise(clause.text)), SentenceKind.BECAUSE)
        calculation = say_calculation(self.phrasing, conclusion)
        if calculation.result is None:
            return _add_remark(
                Told(fill(_UNKNOWN, fact=calculation.words), SentenceKind.CALCULATION), calculation
            )
        text = fill(_CALCULATED, words=capitalise(calculation.words), result=calculation.result)
        return _add_remark(Told(text, SentenceKind.CALCULATION), calculation)


def _add_remark(told: Told, calculation: Calculation) -> Told:
    if calculation.remark is None:
        return told
    return Told(put_together(told.text, calculation.remark), told.kind, calculation.sources)


def _rests_on_fault(conclusion: Conclusion) -> bool:
    return any(isinstance(part.value, Fault) for part in conclusion.parts)
