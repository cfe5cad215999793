"""When the public register last changed, so that who has the newest file need not get it again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from waarborg.apps.audit.models import Event
from waarborg.apps.publications.models import Entry, Version

#: Actions after which an export can differ. Broad on purpose: a file that is made once too often does no harm.
_TELLING = Q(action__startswith="publications.") | Q(action__startswith="organisations.")


@dataclass(frozen=True)
class Mark:
    """The register at a moment: two with the same `key` have the same public text."""

    key: str
    changed_at: datetime | None


def read_mark() -> Mark:
    """Return the mark of the register as it is now."""
    event = Event.objects.filter(_TELLING).order_by("-pk").values("pk", "at").first()
    newest = Version.objects.aggregate(newest=Max("pk"), at=Max("published_at"))
    withdrawn = Entry.objects.aggregate(at=Max("withdrawn_at"))["at"]
    moments = [one for one in (event and event["at"], newest["at"], withdrawn) if one]
    said = [event and event["pk"], newest["newest"], withdrawn]
    key = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
    return Mark(key=key, changed_at=max(moments, default=None))
