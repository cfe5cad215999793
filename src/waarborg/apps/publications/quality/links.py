"""Seeing whether the links in live versions still work. Off, unless the operator switches it on."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.web_links import Answer, LinkOpener
from waarborg.apps.publications.models import CheckedLink, Version
from waarborg.core.publication.quality.linking import list_links

#: How often a link that works is opened again, and one that does not.
EVERY = timedelta(days=14)
EVERY_WHEN_BROKEN = timedelta(days=1)
MOST_PER_RUN = 500
MOST_PER_HOST = 40
SECONDS_BETWEEN = 2.0
LONGEST = 1000
BATCH = 500


class Opener(Protocol):
    """What opens a link; tests give their own."""

    def open(self, url: str) -> Answer:
        """What came of opening it."""
        ...


@dataclass(frozen=True)
class Run:
    """What came of looking at the links: how many there are, how many were opened now, and how many are broken."""

    links: int
    opened: int
    broken: int


def is_on() -> bool:
    """Whether the operator wants links to be opened."""
    return bool(settings.CHECK_LINKS)


@task()
def check_in_background() -> int:
    """Open the links that are due, for the worker; returns how many were opened."""
    return check_links(at=timezone.now()).opened if is_on() else 0


def check_links(
    *,
    at: datetime,
    opener: Opener | None = None,
    most: int = MOST_PER_RUN,
    wait: Callable[[float], None] = time.sleep,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Open the links that are due, each host in turn with some seconds between, and keep what came of it.

    A link counts as broken one more time only on another day, so that a site that is down for an evening is not told.
    What is kept about links that stand nowhere any more goes.
    """
    opener = opener or LinkOpener()
    links = gather_links()
    _forget_others(links)
    due = list(islice(spread(_list_due(links, at)), most))
    last_host = ""
    for number, url in enumerate(due, start=1):
        host = urlsplit(url).hostname or ""
        if host == last_host:
            wait(SECONDS_BETWEEN)
        last_host = host
        _keep(url, opener.open(url), at)
        if progress is not None:
            progress(number, len(due))
    broken = CheckedLink.objects.filter(failures__gt=0).count()
    return Run(links=len(links), opened=len(due), broken=broken)


def gather_links() -> frozenset[str]:
    """Every web address in the link fields of live versions."""
    standard = load_standard()
    rows = Version.objects.filter(live_entry__isnull=False).order_by("pk").values_list("values", flat=True)
    return frozenset(
        link
        for values in rows.iterator(chunk_size=BATCH)
        for _place, link in list_links(values, standard=standard)
        if len(link) <= LONGEST
    )


def spread(urls: Iterable[str]) -> Iterator[str]:
    """The addresses with the hosts taking turns, at most a few of each, so that no site is hammered."""
    per_host: dict[str, list[str]] = {}
    for url in urls:
        waiting = per_host.setdefault(urlsplit(url).hostname or "", [])
        if len(waiting) < MOST_PER_HOST:
            waiting.append(url)
    for turn in range(MOST_PER_HOST):
        for waiting in per_host.values():
            if turn < len(waiting):
                yield waiting[turn]


def _list_due(links: Iterable[str], at: datetime) -> list[str]:
    """Links never opened first, then those that were opened longest ago."""
    known = {row.url: row for row in CheckedLink.objects.order_by("checked_at", "pk")}
    never = sorted(link for link in links if link not in known)
    wanted = set(links)
    again = [
        row.url
        for row in known.values()
        if row.url in wanted and at - row.checked_at >= (EVERY_WHEN_BROKEN if row.failures else EVERY)
    ]
    return never + again


def _keep(url: str, answer: Answer, at: datetime) -> None:
    known = CheckedLink.objects.filter(url=url).first()
    before = known.failures if known else 0
    if not answer.outcome.is_broken:
        failures = 0
    elif known and before and timezone.localdate(known.checked_at) == timezone.localdate(at):
        failures = before
    else:
        failures = before + 1
    CheckedLink.objects.update_or_create(
        url=url,
        defaults={
            "outcome": answer.outcome.value,
            "status": answer.status,
            "failures": failures,
            "checked_at": at,
        },
    )


def _forget_others(links: frozenset[str]) -> None:
    rows = CheckedLink.objects.order_by("pk").values_list("pk", "url")
    gone = [pk for pk, url in rows if url not in links]
    for start in range(0, len(gone), BATCH):
        CheckedLink.objects.filter(pk__in=gone[start : start + BATCH]).delete()
