"""Why a requirement applies, or does not, or is not known: the few facts that decide it, each with who said so.

The full trace is for whoever wants every step; this is the line above it. Of conditions that all must hold, those
that decide are named: all when it holds, the first that fails when it does not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from waarborg.core.framework.applying import GROUNDS, ROLES, Applied, list_days, situate
from waarborg.core.framework.framework import Framework
from waarborg.core.framework.questions import Origin, Strength
from waarborg.core.framework.standings import Applies, Standing
from waarborg.core.law.evaluation import Conclusion, Evaluation, How
from waarborg.core.law.expressions import EvaluationDate, Expression, Operation, Operator, Reference, walk
from waarborg.core.law.values import UNKNOWN, Outcome, holds
from waarborg.core.profile.vocabulary import Term
from waarborg.core.terms.text import Text

_SCOPE = (
    "speelt een rol in een besluit",
    "kiest of besluit zelf",
    "besluit valt zonder mens",
    "besluit raakt iemand sterk",
    "hoort bij een product uit bijlage I",
    "systeem bestond al",
    "is een AI-systeem in de zin van de verordening",
    "is een AI-model voor algemene doeleinden",
    "valt onder de verordening",
    "toepassingsgebied is bereikt",
    "is een impactvol algoritme",
    "een beoordeling van privacyrisico’s is nodig",
)
#: Facts that say enough by themselves, so that what they rest on is left to the trace: when they hold, and when not.
_ENOUGH_WHEN_SO = frozenset({*GROUNDS, *ROLES.values(), *_SCOPE})
_ENOUGH_WHEN_NOT = frozenset(
    {
        *GROUNDS,
        *ROLES.values(),
        *_SCOPE,
        "hoog risico",
        "hoog risico volgens bijlage III",
        "hoog risico volgens bijlage III, niet alleen punt 2",
        "heeft een transparantieplicht",
    }
)
_MOST = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact that decides: its name in the rules, how it is called, what it is, and where it comes from."""

    fact: str
    label: Text
    outcome: Outcome
    origin: Origin | None = None

    @property
    def is_assumed(self) -> bool:
        """Whether nobody said it: it is assumed of every public body."""
        return self.origin is not None and self.origin.strength is Strength.ASSUMED


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a requirement stands as it does.

    grounds: what decides, at most five. waits_for: what would have to be known, when it is not known whether it applies.
    is_early: whether it does not apply because its day has not come or has passed.
    """

    standing: Standing
    day: date
    grounds: tuple[Ground, ...]
    waits_for: tuple[Term, ...] = ()
    is_early: bool = False

    @property
    def text(self) -> Text:
        """The reason as one sentence in both languages."""
        return _write(self)


class Explaining:
    """Reasons for what applies to one algorithm; what was worked out for one requirement serves the next."""

    def __init__(self, framework: Framework, applied: Applied) -> None:
        self._framework = framework
        self._applied = applied
        self._evaluations: dict[date, Evaluation] = {}

    def conclude(self, fact: str, day: date) -> Conclusion:
        """Return a fact of the rules on a day with every step."""
        if day not in self._evaluations:
            situation = situate(self._framework, self._applied.facts, on=day)
            self._evaluations[day] = Evaluation(self._framework.rules, situation)
        return self._evaluations[day].conclude_fact(fact)

    def explain(self, standing: Standing) -> Reason:
        """Return why a requirement stands as it does."""
        condition, day = standing.requirement.condition, self._find_day(standing)
        conclusion = self.conclude(condition, day)
        if conclusion.value is UNKNOWN:
            return Reason(standing, day, (), self._list_waiting(conclusion))
        found = {ground.fact: ground for ground in self._list_decisive(conclusion)}
        said = [ground for ground in found.values() if not ground.is_assumed]
        is_early = not found and holds(conclusion.value) is False
        return Reason(standing, day, tuple(said or found.values())[:_MOST], is_early=is_early)

    def _find_day(self, standing: Standing) -> date:
        if standing.at_latest is not None:
            return standing.at_latest
        if standing.applies is Applies.NO:
            # On the last day every rule is in force, so that what is told is a fact and not a day to wait for.
            days = list_days(self._framework, self._applied.facts, on=self._applied.on)
            return days[-1] if standing.until is None else self._applied.on
        for day in list_days(self._framework, self._applied.facts, on=self._applied.on):
            known = self.conclude(standing.requirement.condition, day).value is not UNKNOWN
            if day >= self._applied.on and not known:
                return day
        return self._applied.on

    # --- what decides ------------------------------------------------------------------------------------------
    def _list_decisive(self, conclusion: Conclusion) -> Iterator[Ground]:
        todo = [conclusion]
        while todo:
            step = todo.pop()
            outcome = holds(step.value)
            name = step.fact
            if name is not None and self._is_enough(step, outcome):
                yield self._make(name, step, outcome)
                continue
            todo.extend(reversed(_list_deciding(step, outcome)))

    def _is_enough(self, step: Conclusion, outcome: Outcome) -> bool:
        if not step.parts or step.how is How.GIVEN:
            return True
        return step.fact in (_ENOUGH_WHEN_SO if outcome is True else _ENOUGH_WHEN_NOT)

    def _make(self, name: str, step: Conclusion, outcome: Outcome) -> Ground:
        label = (
            step.frame.label if step.frame is not None and step.frame.label is not None else Text(name, name)
        )
        return Ground(name, label, outcome, self._applied.facts.origins.get(name))

    # --- what it waits for -------------------------------------------------------------------------------------
    def _list_waiting(self, conclusion: Conclusion) -> tuple[Term, ...]:
        by_fact = self._framework_terms()
        terms: dict[str, Term] = {}
        todo, seen = [conclusion], set[int]()
        while todo:
            step = todo.pop()
            if id(step) in seen or step.value is not UNKNOWN:
                continue
            seen.add(id(step))
            if step.fact is not None and step.fact in by_fact:
                terms.setdefault(by_fact[step.fact].key, by_fact[step.fact])
                continue
            todo.extend(reversed(step.parts))
        return tuple(terms.values())

    def _framework_terms(self) -> Mapping[str, Term]:
        """For each fact of the rules the term under which it is asked for, or else under which it can be said."""
        found: dict[str, Term] = {}
        readings = self._framework.readings
        for reading in (*readings.list_asked(), *readings.readings):
            for name in (*reading.list_law_facts(), *reading.implies.get("*", ())):
                found.setdefault(name, reading.term)
        return found


def _list_deciding(step: Conclusion, outcome: Outcome) -> list[Conclusion]:
    """The parts of a step that make its outcome what it is. What only compares with the day is left out."""
    expression = step.expression
    if isinstance(expression, Reference):
        return list(step.parts)
    if not isinstance(expression, Operation):
        return []
    parts = [part for part in step.parts if not _is_about_the_day(part.expression)]
    match expression.operator:
        case Operator.AND | Operator.OR:
            if (expression.operator is Operator.AND) is (outcome is True):
                return parts
            deciding = [part for part in step.parts if holds(part.value) is outcome]
            said = [part for part in deciding if not _is_about_the_day(part.expression)]
            return said[:1]
        case Operator.IF:
            answer = holds(step.parts[0].value)
            return [step.parts[0], step.parts[1 if answer is True else 2]]
    return parts


def _is_about_the_day(expression: Expression) -> bool:
    return (
        isinstance(expression, Operation)
        and any(isinstance(part, EvaluationDate) for part in walk(expression))
        and expression.operator not in (Operator.AND, Operator.OR, Operator.IF, Operator.NOT)
    )


# --- in words --------------------------------------------------------------------------------------------------
def _write(reason: Reason) -> Text:
    standing = reason.standing
    if standing.applies is Applies.UNKNOWN:
        return Text(
            nl="Nog niet bekend: het hangt af van " + _name(reason.waits_for, "nl", "en") + ".",
            en="Not known yet: it depends on " + _name(reason.waits_for, "en", "and") + ".",
        )
    nl, en = _say_grounds(reason.grounds, "nl"), _say_grounds(reason.grounds, "en")
    if standing.applies is Applies.YES:
        return Text(
            nl=f"Geldt, want: {nl}." if nl else "Geldt voor elk algoritme van een overheid.",
            en=f"Applies, because: {en}." if en else "Applies to every algorithm of a public body.",
        )
    if not nl:
        return Text("Geldt niet: de dag is er niet.", "Does not apply: there is no such day.")
    return Text(nl=f"Geldt niet, want: {nl}.", en=f"Does not apply, because: {en}.")


_NOT = {"nl": "niet", "en": "not"}


def _say_grounds(grounds: Iterable[Ground], language: str) -> str:
    return "; ".join(
        f"{_NOT[language]} ‘{ground.label.in_language(language)}’"
        if ground.outcome is False
        else ground.label.in_language(language)
        for ground in grounds
        if isinstance(ground.outcome, bool)
    )


def _name(terms: Iterable[Term], language: str, last: str) -> str:
    items = [f"‘{term.label.in_language(language)}’" for term in terms]
    return f" {last} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
