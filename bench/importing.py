"""Measures how many entries an import takes over per second, beside a plain insert of the same rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

from django.db import transaction
from django.test.utils import override_settings

from bench.entries import GeneratedEntry, make_entries, make_organisations
from bench.figures import Figure
from bench.loading import add_rows, parts
from waarborg.adapters.content_files.standards import load_standard
from waarborg.adapters.exchange import Record, assess
from waarborg.apps.organisations.models import Organisation
from waarborg.apps.publications.taking_over import Source, Status, take_over

BATCH = 500
SEED = 77
#: The findings about new entries are the work of another process, so they are handed out here and not done.
LEFT_TO_THE_WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def measure_import(size: int) -> Iterator[Figure]:
    """The rate of an import of `size` new entries, and of the same import once more, when nothing changed."""
    generated = list(make_entries(size, seed=SEED))
    plain = _insert(_rename(generated, "plain"))
    entries = _rename(generated, "import")
    yield Figure(
        name="import: new entries, checked and indexed",
        value=_take_over(entries, expected=Status.ACCEPTED),
        unit="per s",
        more_is_better=True,
        count=size,
        baseline=plain,
        baseline_name="plain insert",
    )
    yield Figure(
        name="import: the same entries once more",
        value=_take_over(entries, expected=Status.UNCHANGED),
        unit="per s",
        more_is_better=True,
        count=size,
    )


def _rename(generated: Sequence[GeneratedEntry], prefix: str) -> list[GeneratedEntry]:
    return [replace(one, public_id=f"{prefix}-{one.public_id}") for one in generated]


def _insert(generated: Sequence[GeneratedEntry]) -> float:
    """Entries per second without checks, audit or index, in transactions of the same size."""
    organisations = [Organisation.objects.get(code=one.code) for one in make_organisations()]
    started = perf_counter()
    for batch in parts(generated, BATCH):
        with transaction.atomic():
            add_rows(batch, organisations)
    return len(generated) / (perf_counter() - started)


def _take_over(generated: Sequence[GeneratedEntry], *, expected: Status) -> float:
    standard = load_standard()
    organisations = make_organisations()
    started = perf_counter()
    items = (
        assess(_as_record(position, one, organisations[one.organisation].name), standard)
        for position, one in enumerate(generated, start=1)
    )
    source = Source(name="Voorbeeldregister", url="https://voorbeeldregister.example")
    with override_settings(TASKS=LEFT_TO_THE_WORKER):
        outcomes = list(take_over(items, source=source, by="system", at=datetime.now(tz=UTC)))
    seconds = perf_counter() - started
    if any(outcome.status is not expected for outcome in outcomes):
        raise RuntimeError(f"an import of generated entries must be {expected.value}, every one")
    return len(generated) / seconds


def _as_record(position: int, one: GeneratedEntry, organisation: str) -> Record:
    return Record(
        position=position,
        id=one.public_id,
        title=one.values["name"],
        organisation=organisation,
        version="1.0",
        values=dict(one.values),
        registered_on=one.published_on,
        raw=dict(one.values),
    )
