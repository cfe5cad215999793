"""Keeping up what lists need: bands and completeness at once, findings by the worker."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from waarborg.adapters.content_files.standards import load_standard
from waarborg.apps.publications.models import Appraisal, Entry, FindingCount, TextBand
from waarborg.apps.publications.quality.findings import find_not_carried, list_findings
from waarborg.apps.publications.quality.likeness import list_bands_of
from waarborg.core.publication.quality import measure_completeness

BATCH = 500
#: So many entries at once are measured where they become live; more wait for the worker.
FEW = 10


def keep_up(entries: Sequence[Entry]) -> None:
    """Keep what lists need of the live versions of these entries, in the transaction that made them live.

    A few entries have their signature and completeness at once, and their findings from the worker. Many at once, as in
    an import, leave all of it to the worker, so that an import stays quick. On the page of an entry everything is
    worked out when it is asked for.
    """
    ids = [entry.pk for entry in entries]
    if len(ids) > FEW:
        transaction.on_commit(lambda: _enqueue(measure, ids))
        return
    live = list(Entry.objects.select_related("live").filter(pk__in=ids, live__isnull=False).order_by("pk"))
    if live:
        _write_plain(live)
        transaction.on_commit(lambda: enqueue_appraisal(ids))


def forget(entry_ids: Sequence[int]) -> None:
    """Throw away what was known of entries that are no longer live."""
    for model in (Appraisal, FindingCount, TextBand):
        model.objects.filter(entry__in=entry_ids).delete()


def enqueue_appraisal(entry_ids: Sequence[int]) -> None:
    """Ask the worker for the findings of these entries, a batch per task."""
    _enqueue(appraise, entry_ids)


def _enqueue(work: Any, entry_ids: Sequence[int]) -> None:
    for start in range(0, len(entry_ids), BATCH):
        work.enqueue(list(entry_ids[start : start + BATCH]))


@task()
def measure(entry_ids: list[int]) -> int:
    """Work out signature and completeness of these entries, and hand out their findings; returns how many there are."""
    rows = Entry.objects.select_related("live").filter(pk__in=entry_ids, live__isnull=False)
    live = list(rows.order_by("pk"))
    with transaction.atomic():
        _write_plain(live)
    enqueue_appraisal([entry.pk for entry in live])
    return len(live)


@task()
def appraise(entry_ids: list[int]) -> int:
    """Work out the findings of these entries; returns how many of them are live."""
    return appraise_entries(entry_ids, today=timezone.localdate())


@task()
def appraise_all() -> int:
    """Hand out the findings of every live version, once a day: some depend on the day or on other texts."""
    ids = list(Entry.objects.filter(live__isnull=False).order_by("pk").values_list("pk", flat=True))
    enqueue_appraisal(ids)
    return len(ids)


def appraise_entries(entry_ids: Iterable[int], *, today: date) -> int:
    """Work out and keep the findings of the live versions of these entries; returns how many there are."""
    done = 0
    rows = Entry.objects.select_related("live", "organisation", "product").filter(
        pk__in=list(entry_ids), live__isnull=False
    )
    for entry in rows.order_by("pk").iterator(chunk_size=100):
        counts = Counter(problem.code for problem in list_findings(entry, today=today))
        _write_findings(entry.pk, counts, today)
        done += 1
    return done


@transaction.atomic
def _write_findings(entry_id: int, counts: Counter[str], today: date) -> None:
    """One entry in its own transaction. It may have gone, or been changed, since it was read: then another task runs."""
    changed = Appraisal.objects.filter(entry=entry_id).update(findings=counts.total(), appraised_on=today)
    FindingCount.objects.filter(entry=entry_id).delete()
    if changed:
        FindingCount.objects.bulk_create(
            FindingCount(entry_id=entry_id, code=code, count=count) for code, count in sorted(counts.items())
        )


def rebuild(*, today: date, progress: Callable[[int, int], None] | None = None) -> int:
    """Work out everything again for every live version; returns how many there are.

    Each batch is a transaction of its own. First all signatures, so that the findings can be compared with all texts.
    """
    ids = list(Entry.objects.filter(live__isnull=False).order_by("pk").values_list("pk", flat=True))
    forget_gone()
    for start in range(0, len(ids), BATCH):
        rows = Entry.objects.select_related("live").filter(
            pk__in=ids[start : start + BATCH], live__isnull=False
        )
        with transaction.atomic():
            _write_plain(list(rows.order_by("pk")))
    for start in range(0, len(ids), BATCH // 5):
        appraise_entries(ids[start : start + BATCH // 5], today=today)
        if progress is not None:
            progress(min(start + BATCH // 5, len(ids)), len(ids))
    return len(ids)


def forget_gone() -> None:
    """Throw away what is kept about entries that are not live."""
    for model in (Appraisal, FindingCount, TextBand):
        model.objects.filter(entry__live=None).delete()


def _write_plain(entries: Sequence[Entry]) -> None:
    standard = load_standard()
    ids, bands, appraisals = [entry.pk for entry in entries], [], []
    for entry in entries:
        version = entry.live
        if version is None:
            continue
        measured = measure_completeness(
            version.values, standard=standard, not_carried=find_not_carried(version)
        )
        bands += [TextBand(entry_id=entry.pk, band=band) for band in list_bands_of(version.values)]
        appraisals.append(
            Appraisal(
                entry_id=entry.pk,
                filled=measured.filled,
                expected=measured.expected,
                missing=list(measured.missing),
                changed_on=version.registered_on or timezone.localdate(version.published_at),
            )
        )
    # The same order of tables as where findings are written, so that the two never wait for each other in a ring.
    Appraisal.objects.bulk_create(
        appraisals,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["filled", "expected", "missing", "changed_on", "findings", "appraised_on"],
    )
    FindingCount.objects.filter(entry__in=ids).delete()
    TextBand.objects.filter(entry__in=ids).delete()
    TextBand.objects.bulk_create(bands)
