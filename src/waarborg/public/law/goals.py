"""What somebody can ask of an interpretation: what the law concludes, and what the conclusions rest on."""

from dataclasses import dataclass
from datetime import date

from waarborg.core.law.frames import FactFrame
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.part_words import VALUE_WORDS
from waarborg.core.law.relations import Relations
from waarborg.public.law.library import say
from waarborg.public.law.showing import label_of
from waarborg.public.law.trial import find_kind

#: So many conclusions stand on the page itself; the others are in a list to choose from.
MOST_FIRST = 6


@dataclass(frozen=True)
class GoalShown:
    """A fact that can be asked for."""

    name: str
    label: str
    kind: str


@dataclass(frozen=True)
class Goals:
    """first: what no other conclusion rests on, or else what most rest on. others: the rest, by name."""

    first: tuple[GoalShown, ...]
    others: tuple[GoalShown, ...]


def list_goals(interpretation: Interpretation, on: date) -> Goals:
    """The facts that follow from others on a day: the last conclusions first."""
    relations = Relations(interpretation)
    facts = {fact.name: fact for fact in interpretation.facts if fact.is_in_force(on)}
    derived = [fact for fact in facts.values() if fact.function is not None and not fact.is_created]
    within = {fact.full_name for fact in derived}
    used = {fact.name: sum(name in within for name in relations.used_by(fact.full_name)) for fact in derived}
    reads = {fact.name: len(relations.list_by(fact.full_name)) for fact in derived}
    # What nothing else follows from, is what people come for; the more it rests on, the more so.
    ordered = sorted(derived, key=lambda fact: (used[fact.name] > 0, -reads[fact.name]))
    first = [fact for fact in ordered if reads[fact.name]][:MOST_FIRST]
    others = sorted(
        (fact for fact in derived if fact not in first), key=lambda fact: label_of(fact).casefold()
    )
    return Goals(
        tuple(_show(interpretation, fact) for fact in first),
        tuple(_show(interpretation, fact) for fact in others),
    )


def _show(interpretation: Interpretation, fact: FactFrame) -> GoalShown:
    kind = say(VALUE_WORDS[find_kind(interpretation, fact.name)])
    return GoalShown(str(fact.full_name), label_of(fact), kind)
