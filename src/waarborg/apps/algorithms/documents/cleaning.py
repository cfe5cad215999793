"""Taking away files that belong to nothing: left by a stop half-way, or by a removal that did not come to its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from waarborg.apps.algorithms.documents.keeping import get_store
from waarborg.apps.algorithms.models import Attachment

#: A file without a row may be of an upload that is still going on; after this time it is not.
AGE = timedelta(hours=24)


@dataclass(frozen=True)
class Cleaned:
    """How many files went: half ones, whole ones without a row, and those whose content was to be removed."""

    half: int
    orphans: int
    redacted: int


def clean(*, at: datetime) -> Cleaned:
    """Take away what nothing refers to."""
    store = get_store()
    kept: dict[str, datetime | None] = dict(
        Attachment.objects.order_by().values_list("stored_as", "redacted_at").iterator()
    )
    orphans = redacted = 0
    for name in list(store.list_names()):
        if name not in kept:
            if (
                store.written_before(name, at - AGE)
                and not Attachment.objects.filter(stored_as=name).exists()
            ):
                store.remove(name)
                orphans += 1
        elif kept[name] is not None:
            store.remove(name)
            redacted += 1
    return Cleaned(half=store.remove_half_files(before=at - AGE), orphans=orphans, redacted=redacted)


@task()
def clean_files() -> int:
    """Take away what nothing refers to, in the background; returns how many files went."""
    found = clean(at=timezone.now())
    return found.half + found.orphans + found.redacted
