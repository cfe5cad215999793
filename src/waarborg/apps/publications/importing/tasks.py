"""Work on a file: at once when it is small, else in the background."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from waarborg.apps.publications import notices
from waarborg.apps.publications.importing import actions, working
from waarborg.apps.publications.models import ImportFile

SMALL_BYTES = 1024 * 1024
SMALL_RECORDS = 100


def go(file: ImportFile, *, at: datetime) -> bool:
    """Do what a file asks now, or hand it to the background worker; returns whether it was done at once."""
    worker = working.take(file, at=at)
    if file.size <= SMALL_BYTES and file.total <= SMALL_RECORDS:
        working.work(file.reference, worker, clock=lambda: at)
        file.refresh_from_db()
        return True
    work_on_file.enqueue(file.reference, worker)
    file.refresh_from_db()
    return False


@task()
def work_on_file(reference: str, worker: str) -> str:
    """Work on a file until it is done, or until another run or a person stops it."""
    state = working.work(reference, worker, clock=timezone.now)
    if state == ImportFile.State.DONE:
        file = ImportFile.objects.select_related("organisation").get(reference=reference)
        notices.tell_of_import(file, at=timezone.now())
    return state


@task()
def remove_old() -> int:
    """Remove files of which the import is over, or that were left alone, for long enough."""
    return actions.remove_old_files(at=timezone.now())
