"""Fills a database with generated entries: the rows themselves in bulk, and the index through its port."""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from time import perf_counter as clock
from typing import TypeVar

from django.db import transaction

from bench.entries import GeneratedEntry, make_entries, make_organisations
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.models import Entry, Version
from waarborg.apps.publications.search import get_index
from waarborg.core.publication.workflow import State

BATCH = 1000
SOURCE = "Generated entries"

T = TypeVar("T")


def load(count: int, *, progress: Callable[[int, float], None]) -> float:
    """Add `count` generated entries, published and findable; gives the seconds that the index took.

    `progress` is called after each batch with the number done and the seconds the index took so far.
    """
    organisations = add_organisations()
    seconds, done = 0.0, 0
    for batch in parts(make_entries(count), BATCH):
        with transaction.atomic():
            ids = add_rows(batch, organisations)
            started = clock()
            get_index().update(ids)
            seconds += clock() - started
        done += len(batch)
        progress(done, seconds)
    return seconds


def add_organisations() -> list[Organisation]:
    """The generated organisations, in the order in which entries number them."""
    return Organisation.objects.bulk_create(
        Organisation(code=one.code, name=one.name, kind=one.kind) for one in make_organisations()
    )


def add_rows(batch: Iterable[GeneratedEntry], organisations: list[Organisation]) -> list[int]:
    """Add entries with their live version, without checks and without the index; gives their ids."""
    generated = list(batch)
    moments = [datetime.combine(one.published_on, time(12), tzinfo=UTC) for one in generated]
    entries = Entry.objects.bulk_create(
        Entry(
            public_id=one.public_id,
            organisation=organisations[one.organisation],
            source=SOURCE,
            source_url="https://register.example/",
            state=State.PUBLISHED,
            created_at=moment,
            changed_at=moment,
        )
        for one, moment in zip(generated, moments, strict=True)
    )
    versions = Version.objects.bulk_create(
        Version(
            entry=entry,
            number=1,
            values=one.values,
            original={
                "record": one.values,
                "standard": "1.0",
                "url": f"https://register.example/{one.public_id}",
            },
            standard="1.0",
            digest=hashlib.sha256(one.public_id.encode()).hexdigest(),
            published_at=moment,
            published_by="system",
            registered_on=one.published_on,
        )
        for one, entry, moment in zip(generated, entries, moments, strict=True)
    )
    for entry, version in zip(entries, versions, strict=True):
        entry.live = version
    Entry.objects.bulk_update(entries, ("live",), batch_size=250)
    return [entry.pk for entry in entries]


def parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`."""
    iterator = iter(items)
    while part := list(itertools.islice(iterator, size)):
        yield part
