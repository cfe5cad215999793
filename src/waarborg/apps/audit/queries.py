"""Reading the audit chain."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from waarborg.apps.audit.mapping import to_link
from waarborg.apps.audit.models import Chain, Event
from waarborg.core.terms.chain import Break, Link, verify


@dataclass(frozen=True)
class Head:
    """The end of a chain, to be kept elsewhere."""

    chain: str
    length: int
    head: str


@dataclass(frozen=True)
class Verification:
    """What checking the chains gave."""

    events: int
    broken: tuple[Break, ...]
    heads: tuple[Head, ...]


def list_heads() -> tuple[Head, ...]:
    """The end of every chain."""
    return tuple(Head(chain.name, chain.length, chain.head) for chain in Chain.objects.order_by("name"))


def verify_chains(*, kept_heads: Mapping[str, Head] | None = None, chain: str | None = None) -> Verification:
    """Check every chain, or the one named.

    `kept_heads` are ends exported earlier: a chain that no longer contains such an end was cut off or rewritten.
    """
    events = 0
    broken: list[Break] = []
    heads = [head for head in list_heads() if chain is None or head.chain == chain]
    known = {head.chain for head in heads}
    orphans = Event.objects.values_list("chain", flat=True).order_by("chain").distinct()
    heads += [Head(name, 0, "") for name in orphans if name not in known and chain in (None, name)]
    for head in heads:
        rows = Event.objects.filter(chain=head.chain).order_by("number", "id")
        events += rows.count()
        links = (to_link(event) for event in rows.iterator(chunk_size=2000))
        broken += verify(links, chain=head.chain, length=head.length, head=head.head)
    for kept in (kept_heads or {}).values():
        if chain in (None, kept.chain):
            broken += _check_kept(kept)
    return Verification(events=events, broken=tuple(dict.fromkeys(broken)), heads=tuple(heads))


def _check_kept(kept: Head) -> tuple[Break, ...]:
    """The break between a chain and an end of it that was kept elsewhere."""
    rows = Event.objects.filter(chain=kept.chain, number__lte=kept.length).order_by("number", "id")
    return verify((to_link(event) for event in rows), chain=kept.chain, length=kept.length, head=kept.head)


def list_events(*subjects: str, chain: str | None = None, most: int = 200) -> list[Link]:
    """The newest events about `subjects` (written as `kind/id`), or of a whole chain, newest first."""
    rows: QuerySet[Event] = Event.objects.order_by("-at", "-id")
    if subjects:
        rows = rows.filter(subject__in=subjects)
    if chain is not None:
        rows = rows.filter(chain=chain)
    return [to_link(event) for event in rows[:most]]
