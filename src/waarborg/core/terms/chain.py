"""A chain of events in which each holds the digest of the one before it.

Whoever changes, removes or inserts an event breaks a link, and the break names the event. Removing events from
the end shows against a head that was kept elsewhere. The idea is that of linked time-stamping (Haber and
Stornetta, 1991).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waarborg.core.terms.digests import digest

#: What the first event of a chain has for the digest of the one before it.
START = "0" * 64


@dataclass(frozen=True)
class Link:
    """One event as it stands in a chain: `number` counts from 1, `digest` covers all other fields."""

    chain: str
    number: int
    at: datetime
    by: str
    action: str
    subject: str
    about: Mapping[str, object]
    previous: str
    digest: str

    def expected_digest(self) -> str:
        """The digest that this event must have, worked out from its other fields."""
        return link_digest(
            chain=self.chain,
            number=self.number,
            at=self.at,
            by=self.by,
            action=self.action,
            subject=self.subject,
            about=self.about,
            previous=self.previous,
        )


def link_digest(
    *,
    chain: str,
    number: int,
    at: datetime,
    by: str,
    action: str,
    subject: str,
    about: Mapping[str, object],
    previous: str,
) -> str:
    """Digest of an event from its fields; raises TypeError when a field has no single notation."""
    return digest([chain, number, at, by, action, subject, dict(about), previous])


class Fault(StrEnum):
    """What is wrong at a place in a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold: event `number` of `chain`, and what happened there."""

    chain: str
    number: int
    fault: Fault
    explanation: str


def verify(links: Iterable[Link], *, chain: str, length: int, head: str) -> tuple[Break, ...]:
    """Every break in `chain`, whose events come in the order of their numbers.

    `length` and `head` say how many events there must be and which digest the last must have: as the chain
    itself keeps them, or as they were exported earlier. Returns an empty tuple when everything holds.
    """
    breaks: list[Break] = []
    trail: list[Link] = []  # the last two events seen
    expected = 1
    for link in links:
        for missing in range(expected, link.number):
            breaks.append(Break(chain, missing, Fault.REMOVED, f"Event {missing} is not there."))
        if link.number < expected:
            breaks.append(
                Break(chain, link.number, Fault.INSERTED, f"There is a second event {link.number}.")
            )
        if link.number > length:
            breaks.append(
                Break(
                    chain,
                    link.number,
                    Fault.INSERTED,
                    f"The chain has {length} events; this one is beyond its end.",
                )
            )
        elif link.expected_digest() != link.digest:
            breaks.append(
                Break(
                    chain,
                    link.number,
                    Fault.CHANGED,
                    f"The content of event {link.number} is not what was written.",
                )
            )
        if link.number == expected:
            fault = _faulty_link(link, trail)
            if fault is not None:
                breaks.append(fault)
        trail = [*trail[-1:], link]
        expected = link.number + 1
    for missing in range(expected, length + 1):
        breaks.append(Break(chain, missing, Fault.REMOVED, f"Event {missing} is not there."))
    if trail and expected == length + 1 and trail[-1].digest != head:
        breaks.append(
            Break(chain, length, Fault.CHANGED, f"Event {length} is not the one that closed the chain.")
        )
    return tuple(sorted(set(breaks), key=lambda item: (item.number, item.fault)))


def _faulty_link(link: Link, trail: list[Link]) -> Break | None:
    """The break between `link` and the event before it, where the link does not hold."""
    before = trail[-1].digest if trail else START
    if link.previous == before:
        return None
    if not trail:
        return Break(
            link.chain, link.number, Fault.REMOVED, "Events at the start of the chain are not there."
        )
    earlier = trail[-2].digest if len(trail) > 1 else START
    if link.previous == earlier:
        return Break(
            link.chain,
            trail[-1].number,
            Fault.INSERTED,
            f"Event {trail[-1].number} was put in between: the next one follows on the one before it.",
        )
    return Break(
        link.chain,
        trail[-1].number,
        Fault.CHANGED,
        f"Event {trail[-1].number} is not the one that event {link.number} follows on: "
        "it was changed and given a new digest, or events between the two were removed.",
    )
