"""Facts and parts of conditions that are used as values of kinds that do not go together."""

from collections.abc import Iterable, Iterator

from waarborg.core.law.frames import fact_name
from waarborg.core.law.kinds import Conflict, Kinds
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.part_words import VALUE_WORDS, list_in_words
from waarborg.core.law.values import Kind
from waarborg.core.terms.text import Text

_PART = Text(nl="een deel ervan", en="a part of it")


def check_kinds(conflicts: Iterable[Conflict]) -> Iterator[Finding]:
    """Find each place where kinds do not fit, such as a number where a yes or no is needed."""
    return map(_describe, conflicts)


def _describe(conflict: Conflict) -> Finding:
    kinds, other = name_kinds(conflict.kinds), name_kinds(conflict.other_kinds)
    facts = tuple(fact_name(name) for name in conflict.facts)
    what = list_in_words(facts) if facts else _PART
    place, there = conflict.site.frame, conflict.other_site.frame
    return Finding(
        code=Code.KINDS_DIFFER,
        frame=place,
        slot=conflict.site.slot,
        related=tuple(name for name in dict.fromkeys((there, *facts)) if name != place),
        message=Text(
            nl=f"{place} gebruikt {what.nl} als {kinds.nl}; volgens {there} is het {other.nl}.",
            en=f"{place} uses {what.en} as {kinds.en}; according to {there} it is {other.en}.",
        ),
        remedy=Text(
            nl="Verbeter de soort van het feit, of vergelijk met een waarde van dezelfde soort.",
            en="Correct the kind of the fact, or compare with a value of the same kind.",
        ),
    )


def name_kinds(kinds: Kinds) -> Text:
    """Return kinds in words, in a fixed order. What an act created also answers a yes or no question."""
    if {Kind.BOOLEAN, Kind.RECORD} <= kinds:
        return VALUE_WORDS[Kind.BOOLEAN]
    words = [VALUE_WORDS[kind] for kind in Kind if kind in kinds]
    return Text(nl=" of ".join(word.nl for word in words), en=" or ".join(word.en for word in words))
