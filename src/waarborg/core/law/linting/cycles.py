"""Facts that define each other in a ring, so that none of them has a value."""

from collections.abc import Iterable, Iterator
from datetime import date

from waarborg.core.law.expressions import Creation
from waarborg.core.law.frames import FactFrame, fact_name
from waarborg.core.law.interpretations import Interpretation
from waarborg.core.law.linting.findings import Code, Finding
from waarborg.core.law.linting.rings import Graph, find_ring, list_knots
from waarborg.core.law.part_words import list_in_words
from waarborg.core.law.relations import Mention, Reading, list_mentions
from waarborg.core.law.sources import Slot
from waarborg.core.terms.text import Text


def check_rings(interpretation: Interpretation, on: date) -> Iterator[Finding]:
    """Find each group of facts that define each other on a day, with a shortest ring in it.

    A fact that is read within something created is taken from there when it is known there. A ring that runs through
    such a reading closes only when it is not, and is found apart.
    """
    certain: dict[str, list[str]] = {}
    possible: dict[str, list[str]] = {}
    for fact in interpretation.facts:
        if not fact.is_in_force(on):
            continue
        certain[fact.name], possible[fact.name] = _list_read(interpretation, fact, on)
    knots = [frozenset(knot) for knot in list_knots(certain)]
    tied = {name: number for number, knot in enumerate(knots) for name in knot}
    for knot in list_knots(certain):
        yield _describe(Code.RING, certain, knot)
    for knot in list_knots(possible):
        if len({tied.get(name, -1) for name in knot}) > 1 or knot[0] not in tied:
            loose = [name for name in knot if name not in tied]
            yield _describe(Code.POSSIBLE_RING, possible, dict.fromkeys([*loose, *knot]))


def _list_read(interpretation: Interpretation, fact: FactFrame, on: date) -> tuple[list[str], list[str]]:
    """The facts whose value a fact needs for certain, and those it needs at most."""
    if fact.function is None or fact.is_created:
        return [], []
    mentions = list_mentions(fact.function)
    certain = [mention.name for mention in mentions if mention.reading is Reading.DIRECT]
    within = [
        mention.name
        for mention in mentions
        if mention.reading is Reading.WITHIN and not _is_supplied(interpretation, mention, on)
    ]
    return certain, [*certain, *within]


def _is_supplied(interpretation: Interpretation, mention: Mention, on: date) -> bool:
    """Whether what is looked into says the fact itself: rows that somebody gives, or what is made of that fact."""
    container = interpretation.find_fact(mention.within, on)
    if container is None or container.function is None:
        return True
    if not isinstance(container.function, Creation):
        return False
    parts = container.function.made_of
    return not parts or any(mention.name == item.name for part in parts for item in list_mentions(part))


def _describe(code: Code, graph: Graph, knot: Iterable[str]) -> Finding:
    names = tuple(knot)
    ring = find_ring(graph, names[0], names)
    shown = " → ".join(f"[{name}]" for name in _shorten(ring)).replace("[…]", "…")
    count = len(names)
    others = "" if len(ring) > count else f" ({count})"
    row = list_in_words(fact_name(name) for name in names)
    if code is Code.RING:
        message = Text(
            nl=f"Deze feiten{others} bepalen elkaar in een kring, dus geen ervan krijgt een waarde: {shown}.",
            en=f"These facts{others} define each other in a ring, so none of them gets a value: {shown}.",
        )
    else:
        message = Text(
            nl=f"Deze feiten{others} bepalen elkaar in een kring, tenzij wat ontstond ze zelf noemt: {shown}.",
            en=f"These facts{others} define each other in a ring, unless what was created says them: {shown}.",
        )
    return Finding(
        code=code,
        frame=fact_name(names[0]),
        slot=Slot.FUNCTION,
        related=tuple(fact_name(name) for name in names[1:]),
        message=message,
        remedy=Text(
            nl=f"Verander de functie van één van deze feiten: {row.nl}.",
            en=f"Change the function of one of these facts: {row.en}.",
        ),
    )


def _shorten(ring: tuple[str, ...]) -> tuple[str, ...]:
    return ring if len(ring) <= 12 else (*ring[:6], "…", *ring[-5:])
